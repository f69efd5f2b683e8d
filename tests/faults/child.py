"""One run in a process of its own: it publishes, says what a person would read, and is no more."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from syndicate.console import runs
from syndicate.errors import ExpertstatusError
from syndicate.workflows import publish as publishing
from tests.faults.calls import Calls


def child(calls: Calls, told: Path, offered: Mapping[str, str], prepare: Callable[[], None]) -> None:
    """Publish in `calls.root`, leave in `told` what was said, and end this process."""
    code, said, heard = 99, {}, StringIO()
    os.environ.pop("GITHUB_STEP_SUMMARY", None)
    try:
        prepare()
        calls.watch()
        with redirect_stdout(heard), redirect_stderr(heard):
            done = publishing.publish(calls.root, tell=print, environ=offered)
            runs.published(done)
        code = int(done.exit)
        said = {
            "sent": [(s.key, s.outcome) for s in done.sent if s.outcome != "taken"],
            "settled": [(s.key, s.outcome) for s in done.settled],
            "said": "; ".join(s.why for s in (*done.sent, *done.settled) if s.why),
        }
    except ExpertstatusError as error:
        code, said = int(error.exit), {"said": str(error)}
    except BaseException:  # whatever it is, the campaign must see it
        said = {"said": traceback.format_exc()}
    finally:
        calls.done(told, {**said, "told": heard.getvalue()})
        os._exit(code)
