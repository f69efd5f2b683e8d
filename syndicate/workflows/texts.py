"""Which files are looked through before git keeps or sends them, their bytes as text, and what stops them.

All but what is plainly a program's: code, what is made of code, folders of tests and of other people's
packages, and the manual of a package. In the content folder nothing is spared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from syndicate import rules
from syndicate.model import Finding, Severity
from syndicate.rules import Known, Memory

_CODE = (
    ".py .pyi .pyc .js .mjs .cjs .jsx .ts .tsx .css .scss .sass .less .map .sh .ps1 .bat .c .h .cpp .rs .go"
    " .java .rb .php .lua .wasm .po .pot .mo .lock .woff .woff2 .ttf .otf .eot .ico"
)
_FOLDERS = "tests test node_modules vendor third_party site-packages .venv venv __pycache__"
CODE, FOLDERS = frozenset(_CODE.split()), frozenset(_FOLDERS.split())
LISTS = frozenset(("package-lock.json", "npm-shrinkwrap.json"))
PACKAGE = ("pyproject.toml", "setup.py", "package.json")
MANUAL = "docs"
# what office programs, archives, films and databases begin with
SEALED = (
    *(b"PK\3\4", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x7fELF", b"SQLite format 3"),
)
MARKED = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BEGINNING = 8000
LONGEST = 1_000_000
"""As content reads at most, in bytes."""

BLOCK = frozenset(r.code for r in rules.catalogue() if r.code.startswith("secrecy.") and not r.second_person)
ROWS = (".csv", ".tsv")
# numbers that draw
DRAWN = re.compile(r"""(?<=\s)(?:d|points|values|transform|viewBox)=(?:"[^"]*"|'[^']*')""")
# the hash of a file or commit, and the address that a code host gives to those who hide theirs
NOBODYS = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{32,128}\b|[\w.+-]{1,64}@users\.noreply\.[a-z0-9.-]{1,80}")


def program(path: str, *, package: bool) -> bool:
    """Tell whether a file, by its path from the repository's top, is plainly a program's.

    `package` says whether the repository is a program itself: then its manual is, too.
    """
    pure = PurePosixPath(path.lower())
    if package and pure.parts[:1] == (MANUAL,):
        return True
    return pure.suffix in CODE or pure.name in LISTS or not FOLDERS.isdisjoint(pure.parts[:-1])


def readable(data: bytes) -> str | None:
    """Return a file as text, also half broken, with "\\n" at the end of each line; None where it is none."""
    if data.startswith(SEALED):
        return None
    encoding = _encoding(data)
    if encoding is None:
        return None
    text = data.decode(encoding, "replace").replace("\0", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stops(name: str, text: str, known: Known, memory: Memory | None = None) -> Iterator[Finding]:
    """Yield what stops the text of a file that is no article; its name says what kind of file it is."""
    text = NOBODYS.sub(lambda match: "§" * len(match[0]), text)
    if name.lower().endswith(".svg"):
        text = DRAWN.sub(lambda match: "\n" * match[0].count("\n"), text)
    if name.lower().endswith(ROWS):
        text = text.replace("\n", "¶\n")  # a row is never the end of the one above it
    yield from stopping(rules.on_words(text, known=known, place="page", memory=memory))


def stopping(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield those findings that nobody can let pass."""
    return (f for f in findings if f.code in BLOCK and f.severity is Severity.ERROR)


def _encoding(data: bytes) -> str | None:
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return encoding
    start = data[:BEGINNING]
    # Latin letters in UTF-16 are every other time nothing.
    first, second = start[0::2], start[1::2]
    for letters, noughts, encoding in ((first, second, "utf-16-le"), (second, first, "utf-16-be")):
        if noughts.count(0) * 10 > len(noughts) * 6 and _odd(letters) <= 0.1:
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if _odd(start) <= 0.02 else None
    return "utf-8" if _odd(start) <= 0.3 else None


def _odd(data: bytes) -> float:
    """Return the share of signs that no text has."""
    return len(CONTROL.findall(data)) / max(1, len(data))
