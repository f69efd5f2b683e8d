"""Every reader of what people or other programs wrote, and what holds of its answer whatever comes in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from syndicate import console
from syndicate.content import read_article, read_calendar, read_people, read_topics
from syndicate.content.consents import read_consents
from syndicate.content.naming import is_name
from syndicate.errors import LedgerError
from syndicate.ledger.line import decode, encode
from syndicate.model import Finding
from syndicate.workflows.letter import Unread, read_head, read_letter

T = TypeVar("T")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONTENT = ROOT / "content"
TODAY = date(2026, 11, 21)
# what a terminal would act on, and what turns a line around; a finding is one line
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def article(data: bytes, folder: Path) -> None:
    """The bytes as an article among the sample's people and pictures."""
    file = _written(folder, "articles/x.md", data)
    people, _ = read_people(CONTENT / "people.toml", ROOT, CONTENT)

    def once() -> tuple[Any, tuple[Finding, ...]]:
        return read_article(
            file,
            root=folder,
            timezone="Europe/Amsterdam",
            language="nl",
            people=people,
            content=folder,
            today=TODAY,
        )

    made, findings = once()
    assert (made, findings) == once()
    assert made or findings
    assert made is None or (is_name(made.slug) and is_name(made.uid) and made.hash)
    judge(findings, data)


def people(data: bytes, folder: Path) -> None:
    """The bytes as people.toml."""
    _toml(data, folder, "people.toml", lambda file: read_people(file, folder, folder))


def topics(data: bytes, folder: Path) -> None:
    """The bytes as topics.toml."""
    _toml(data, folder, "topics.toml", lambda file: read_topics(file, folder))


def calendar(data: bytes, folder: Path) -> None:
    """The bytes as calendar.toml."""
    _toml(data, folder, "calendar.toml", lambda file: read_calendar(file, folder, "Europe/Amsterdam"))


def consents(data: bytes, folder: Path) -> None:
    """The bytes as consents.toml."""
    _toml(data, folder, "consents.toml", lambda file: read_consents(file, folder))


def ledger(data: bytes, folder: Path) -> None:
    """The bytes as one line of the ledger: refused in one line, or an entry that is written as it is read."""
    entry, refused = answer(lambda: decode(data.decode("utf-8", "replace")), LedgerError)
    assert not CONTROL.search(refused), refused
    assert len(refused) < 5_000
    if entry is None:
        assert refused
        return
    line = encode(entry)
    assert encode(decode(line)) == line
    assert not CONTROL.search(line)


def letter(data: bytes, _: Path) -> None:
    """The bytes as a message that came by mail: no message, or one that is read the same each time."""
    head, _words = answer(lambda: read_head(data), Unread)
    assert head is None or head.sender == head.sender.lower()
    read, _words = answer(lambda: read_letter(data), Unread)
    if read is not None:
        assert re.fullmatch(r"[0-9a-f]{32}", read.mark(0))
        assert read == read_letter(data)


READERS: dict[str, Callable[[bytes, Path], None]] = {
    "article": article,
    "people": people,
    "topics": topics,
    "calendar": calendar,
    "consents": consents,
    "ledger": ledger,
    "letter": letter,
}


def answer(read: Callable[[], T], error: type[Exception]) -> tuple[T | None, str]:
    """Return what is read and "", or None and what the one error says that may come instead."""
    try:
        return read(), ""
    except error as refused:
        return None, str(refused)


def judge(findings: Iterable[Finding], data: bytes) -> None:
    """Every finding says where and what to do in both languages, and nothing of it acts on a terminal."""
    found = tuple(findings)
    lines = len(re.split(rb"\r\n|\r|\n", data))
    for f in found:
        assert f.file
        assert 1 <= f.line <= lines + 1, (f.code, f.line, lines)
        for words in (f.said, f.mend):
            assert words.nl
            assert words.en
            assert not CONTROL.search(words.nl + words.en + f.file + f.code), (f.code, words)
            assert len(words.nl) < 1_000
    with redirect_stdout(io.StringIO()) as told:
        console.findings(found, "nl", 1)
    assert not CONTROL.search(told.getvalue().replace("\n", ""))
    assert told.getvalue().count("\n") == len(found) + 1


def _toml(
    data: bytes, folder: Path, name: str, read: Callable[[Path], tuple[Any, tuple[Finding, ...]]]
) -> None:
    file = _written(folder, name, data)
    made, findings = read(file)
    assert (made, findings) == read(file)
    judge(findings, data)


def _written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return file
