"""The front matter of a text that was handed in: a draft's, with what it still needs, or a whole note's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from syndicate.content.schema import NOTES, Field, Need, fields
from syndicate.model import NoteKind, Status

CALLED = {**{str(kind): kind for kind in NoteKind}, **{word: NoteKind(name) for word, name in NOTES.items()}}
BEGINS = re.compile(rf"\s*({'|'.join(CALLED)})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
FIRST = ("title", "uid", "slug", "lang", "status")


def as_note(title: str) -> tuple[NoteKind, str] | None:
    """Return of which kind a note is, by how its title begins ("Tip: …"), and the rest of the title."""
    found = BEGINS.fullmatch(title)
    return (CALLED[found[1].lower()], found[2].strip()) if found else None


def of_draft(title: str, slug: str, lang: str, author: str) -> Iterator[str]:
    """Yield that it is a draft, and what publication asks for, each with its meaning."""
    known = _known(title, slug, lang, Status.DRAFT, author)
    for field in fields():
        if field.name in known:
            yield f"{field.name}: {known[field.name]}"
        elif field.need is Need.PUBLISH:
            yield f"{field.name}: # {field.help.of(lang)}"


def of_note(
    title: str, slug: str, lang: str, author: str, *, kind: NoteKind, day: date, status: Status
) -> Iterator[str]:
    """Yield all that a note needs; without a `title` its first sentence is one."""
    known = _known(title, slug, lang, status, author) | {"note": str(kind), "date": day.isoformat()}
    if not title:
        del known["title"]
    yield from (f"{field.name}: {known[field.name]}" for field in fields() if field.name in known)


def absent(author: str, note: NoteKind | None) -> tuple[Field, ...]:
    """Return the fields that publication still asks of a text by this author ("": nobody knows)."""
    if note:
        return () if author else tuple(field for field in fields() if field.name == "authors")
    known = (*FIRST, "authors") if author else FIRST
    return tuple(f for f in fields() if f.need is Need.PUBLISH and f.name not in known)


def _known(title: str, slug: str, lang: str, status: Status, author: str) -> dict[str, str]:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    known = dict(zip(FIRST, (f'"{quoted}"', slug, slug, lang, str(status)), strict=True))
    return known | ({"authors": f"[{author}]"} if author else {})
