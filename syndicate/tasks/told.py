"""What every task does alike: mistakes become a sentence and an exit code, options become values."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told() -> Iterator[None]:
    """Turn our own errors, and a disk that refuses, into a sentence and an exit code.

    Anything else keeps its traceback.
    """
    from syndicate import console
    from syndicate.errors import ExpertstatusError, SiteError

    try:
        yield
    except ExpertstatusError as error:
        console.error(error)
        sys.exit(int(error.exit))
    except OSError as error:
        problem = SiteError(
            f"{error.filename or 'this machine'}: {error.strerror or error}. Mend that (permissions, free "
            "space, a file where a folder should be) and run this again; what was done before it stands."
        )
        console.error(problem)
        sys.exit(int(problem.exit))


def whole(option: str, text: str, most: int) -> int:
    """Return an option that is a whole number, 0 to `most`; raises SettingsError."""
    from syndicate.errors import SettingsError

    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most:
        return int(text)
    raise SettingsError(f"--{option} must be a whole number, 0 to {most}, not {text[:40]!r}.")
