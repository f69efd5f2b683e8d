"""The front matter of an article as data: validation, docs and the browser editor read this one list."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from syndicate.model import Words


class Kind(StrEnum):
    """What a field holds; `syndicate.content.values` has one reader for each."""

    TEXT = "text"
    TEXTS = "texts"
    UID = "uid"
    SLUG = "slug"
    SLUGS = "slugs"
    SHORTS = "shorts"
    LANG = "lang"
    MOMENT = "moment"
    DAY = "day"
    PEOPLE = "people"
    SOURCES = "sources"
    PICTURE = "picture"
    FOCUS = "focus"
    FILM = "film"
    CAPTIONS = "captions"
    TEASERS = "teasers"
    SEASON = "season"
    STATUS = "status"
    YES = "yes"
    OVERRIDES = "overrides"
    CONSENTS = "consents"
    NOTE = "note"


class Need(StrEnum):
    """When a field must be there: for a draft, before publication, or only when wanted."""

    DRAFT = "draft"
    PUBLISH = "publish"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `longest` is the most characters of one text, `signed` makes it part of the hash.

    `hint` is what a form says of it, where nobody sees a file.
    """

    name: str
    kind: Kind
    need: Need
    label: Words
    help: Words
    example: str
    longest: int
    signed: bool
    hint: Words = Words("", "")


# Pelican's own names for the same thing.
ALIASES = {"author": "authors", "category": "topic", "keywords": "tags"}
STATUSES = {"concept": "draft", "gepubliceerd": "published", "ingetrokken": "withdrawn", "hidden": "draft"}
NOTES = {"nieuws": "news", "vraag": "question", "dank": "thanks", "bedankt": "thanks"}
FORBIDDEN = frozenset({"save_as", "url", "template", "permalink", "path", "override_save_as", "override_url"})
APPROVALS = frozenset(
    {
        "approved",
        "approved_by",
        "approval",
        "approvals",
        "akkoord",
        "goedgekeurd",
        "goedgekeurd_door",
        "checked",
    }
)


@cache
def fields() -> tuple[Field, ...]:
    """Return every field of an article's front matter (fields.toml), in the order of an editor."""
    text = resources.files("syndicate.content").joinpath("fields.toml").read_text(encoding="utf-8")
    return tuple(
        Field(
            name=name,
            kind=Kind(row["kind"]),
            need=Need(row["need"]),
            label=Words(**row["label"]),
            help=Words(row["help_nl"], row["help_en"]),
            example=row["example"],
            longest=row["longest"],
            signed=row.get("signed", False),
            hint=Words(row.get("hint_nl", row["help_nl"]), row.get("hint_en", row["help_en"])),
        )
        for name, row in tomllib.loads(text).items()
    )


def missing(field: Field) -> Words:
    """Return the line of the to-do list for a field that is not there yet."""
    return Words(
        f"{field.label.nl} (`{field.name}`) ontbreekt nog. {field.help.nl}",
        f"{field.label.en} (`{field.name}`) is still missing. {field.help.en}",
    )


def in_form(said: Words) -> Words:
    """Return a sentence for whoever knows the fields by a form's labels, not by their names in a file."""
    nl, en = said.nl, said.en
    for field in fields():
        name, label = f"`{field.name}`", field.label
        nl = nl.replace(f"{label.nl} ({name})", label.nl).replace(name, f"“{label.nl}”")
        en = en.replace(f"{label.en} ({name})", label.en).replace(name, f"“{label.en}”")
    return Words(nl, en)


def table(lang: str) -> str:
    """Return the fields as a Markdown table in nl or en; docs/front-matter.md holds both."""
    dutch = lang.startswith("nl")
    needs = {
        Need.DRAFT: Words("altijd", "always"),
        Need.PUBLISH: Words("om te publiceren", "to publish"),
        Need.OPTIONAL: Words("als u wilt", "if you like"),
    }
    head = ("Veld", "Naam", "Nodig", "Uitleg", "Voorbeeld")
    rows = [head if dutch else ("Field", "Name", "Needed", "Meaning", "Example"), ("---",) * 5]
    for field in fields():
        example = f"`{field.name}: {field.example}`".replace("|", "\\|")
        help_ = field.help.of(lang).replace("|", "\\|")
        rows.append((f"`{field.name}`", field.label.of(lang), needs[field.need].of(lang), help_, example))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
