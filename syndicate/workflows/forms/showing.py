"""What an upgrade would change, line by line: what somebody wrote as a unified difference, ours by name."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from syndicate.model import Words
from syndicate.workflows.forms import Change, Files

GONE = Words("gaat weg, zoals uitgave {n} het bracht:", "goes, as release {n} shipped it:")
BINARY = Words("geen tekst", "no text")


def shown(change: Change, files: Files, lang: str, release: str) -> Iterator[str]:
    """Yield the lines for a person: differences, then what goes as it came, then what is left to see."""
    for path, now in change.files.items():
        if path not in change.ours:
            yield from _difference(path, files.get(path), now, lang)
    for path in sorted(change.ours):
        yield f"{GONE.of(lang).format(n=release)} {path}"
    for note in change.notes:
        yield f"! {note.of(lang)}"


def _difference(path: str, was: bytes | None, now: bytes | None, lang: str) -> Iterator[str]:
    names = ("/dev/null" if was is None else f"a/{path}", "/dev/null" if now is None else f"b/{path}")
    try:
        before, after = ((side or b"").decode("utf-8").splitlines() for side in (was, now))
    except UnicodeDecodeError:
        yield f"{names[0]} -> {names[1]}: {BINARY.of(lang)}"
        return
    yield from unified_diff(before, after, *names, lineterm="")
