"""Simple values of the front matter -> text, dates, languages, people; every mistake is noted."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

from syndicate.content import markup, naming, schema, signs
from syndicate.content.consents import is_number
from syndicate.content.front_matter import Value
from syndicate.content.mistakes import Mistakes, meant, respelled, shown
from syndicate.content.schema import Field
from syndicate.model import Person, Status, Words

MOST_ITEMS = 50
EXAMPLE_DAY = "2026-11-21"
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?",
    re.ASCII,
)
_SPOKEN = re.compile(r"(\d{1,2})[-/. ]{1,2}(\w{1,9})[-/. ]{1,2}(\d{4})", re.ASCII)
_NAMES = (
    *("januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may"),
    *("juni june jun", "juli july jul", "augustus august aug", "september sep sept"),
    *("oktober october okt oct", "november nov", "december dec"),
)
_MONTHS = {word: number for number, words in enumerate(_NAMES, start=1) for word in words.split()}
_YES = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nee": False}


@dataclass(frozen=True, slots=True)
class Context:
    """What a value needs beside itself: where mistakes go, the local zone, the people, two folders."""

    mistakes: Mistakes
    zone: tzinfo
    people: Mapping[str, Person]
    content: Path
    private: Path


def text(value: Value, field: Field, context: Context) -> str:
    """Return one line of text: white space is folded; markup that could run is refused."""
    name = field.name
    if not value.plain:
        context.mistakes.add("form-text", value.line, field=name, sign=":", example=field.example)
        return ""
    if signs.scan(value.text, value.line, context.mistakes):
        return ""
    plain = " ".join(value.text.split())
    if field.longest and len(plain) > field.longest:
        context.mistakes.add("long", value.line, field=name, length=len(plain), most=field.longest)
        return ""
    if markup.scan(plain, value.line, context.mistakes):
        return ""
    return plain


def listed(value: Value, context: Context, *, field: Field, signs: str = "\n") -> tuple[Value, ...]:
    """Return the items of a list; a single text is split at the first of `signs` that it holds."""
    if value.pairs is not None:
        items: tuple[Value, ...] = (value,)
    elif value.items is not None:
        items = value.items
    else:
        sign = next((s for s in signs if s in value.text), "\n")
        items = tuple(Value(value.line, part) for part in value.text.split(sign))
    items = tuple(item for item in items if not item.empty)
    if len(items) > MOST_ITEMS:
        context.mistakes.add("many", value.line, field=field.name, count=len(items), most=MOST_ITEMS)
        return ()
    return items


def texts(value: Value, field: Field, context: Context) -> tuple[str, ...]:
    """Return a list of texts without doubles; tags may also stand on one line with commas."""
    signs = "\n;," if field.name == "tags" else "\n"
    found = (text(item, field, context) for item in listed(value, context, field=field, signs=signs))
    return tuple(dict.fromkeys(t for t in found if t))


def moment(value: Value, field: Field, context: Context) -> datetime | None:
    """Return an aware moment: without an offset it is the practice's own time, without a time 00:00."""
    written = text(value, field, context)
    match = _ISO.fullmatch(written)
    if match is None:
        if written:  # otherwise `text` said what is wrong
            _say_form(written, value.line, field, context)
        return None
    year, month, day_, hour, minute, second = (int(match[i] or 0) for i in range(1, 7))
    try:
        at = datetime(year, month, day_, hour, minute, second, tzinfo=_offset(match) or context.zone)
    except ValueError:
        _say_unknown(written, (year, month), value.line, field, context)
        return None
    if not 1990 <= at.year <= 2100:
        context.mistakes.add("date-range", value.line, field=field.name, given=shown(written))
        return None
    return at


def day(value: Value, field: Field, context: Context) -> date | None:
    """Return a day; where an editor wrote a time behind it, that is left out."""
    at = moment(value, field, context)
    return at.date() if at else None


def _offset(match: re.Match[str]) -> tzinfo | None:
    if match[7]:
        return timezone(timedelta(0))
    if not match[8]:
        return None
    away = timedelta(hours=int(match[9]), minutes=int(match[10]))
    return timezone(away if match[8] == "+" else -away)


def _say_form(written: str, line: int, field: Field, context: Context) -> None:
    """Say how a date in another form is to be written, where it can be understood."""
    spoken = _SPOKEN.fullmatch(written)
    word = spoken[2].lower() if spoken else ""
    month = _MONTHS.get(word, 0) or (int(word) if word.isdigit() else 0)
    example = EXAMPLE_DAY
    if spoken and month:
        try:
            example = date(int(spoken[3]), month, int(spoken[1])).isoformat()
        except ValueError:
            _say_unknown(written, (int(spoken[3]), month), line, field, context)
            return
    context.mistakes.add("date-form", line, given=shown(written), at=_at(field), example=example)


def _say_unknown(written: str, month: tuple[int, int], line: int, field: Field, context: Context) -> None:
    """Say that a day or time does not exist, with the last day of its (year, month) as the example."""
    example = EXAMPLE_DAY
    if 1990 <= month[0] <= 2100 and 1 <= month[1] <= 12:
        example = date(*month, monthrange(*month)[1]).isoformat()
    context.mistakes.add("date-unknown", line, given=shown(written), at=_at(field), example=example)


def _at(field: Field) -> Words:
    """Return " at `field`": the plain date needs no name, the review dates do."""
    return Words("", "") if field.name == "date" else Words(f" bij `{field.name}`", f" at `{field.name}`")


def uid(value: Value, field: Field, context: Context) -> str:
    """Return a uid in its legal form; "" and a mistake where it has another."""
    written = text(value, field, context)
    if written and not naming.is_name(written):
        context.mistakes.add(
            "uid-form", value.line, field=field.name, given=shown(written),
            example=respelled(written, naming.slugify(written), field.example),
        )  # fmt: skip
        return ""
    return written


def slug(value: Value, field: Field, context: Context) -> str:
    """Return a slug: one legal path part that the site does not use itself."""
    written = text(value, field, context)
    if not written:
        return ""
    if not naming.is_name(written):
        code = "slug-path" if re.search(r"[/\\]|\.\.", written) else "slug-form"
        last = re.split(r"[/\\]", written.rstrip("/\\"))[-1]
        example = respelled(written, naming.slugify(last), field.example)
        context.mistakes.add(code, value.line, given=shown(written), example=example)
        return ""
    if written in naming.RESERVED:
        context.mistakes.add("slug-reserved", value.line, given=written, example=f"over-{written}")
        return ""
    return written


def slugs(value: Value, field: Field, context: Context) -> tuple[str, ...]:
    """Return a list of slugs without doubles; they may also stand on one line with commas."""
    found = (slug(item, field, context) for item in listed(value, context, field=field, signs="\n,"))
    return tuple(dict.fromkeys(s for s in found if s))


def lang(value: Value, field: Field, context: Context) -> str:
    """Return a language code (BCP 47)."""
    written = text(value, field, context)
    if written and not naming.is_language(written):
        context.mistakes.add("lang", value.line, given=shown(written))
        return ""
    return written


def people(value: Value, field: Field, context: Context) -> tuple[Person, ...]:
    """Return the people with these ids of people.toml; an unknown id is named with the nearest one."""
    found = []
    for item in listed(value, context, field=field, signs="\n;,"):
        written = text(item, field, context)
        if person := context.people.get(written):
            found.append(person)
        elif written:
            by_name = {p.name.lower(): p.id for p in context.people.values()}
            near = by_name.get(written.lower())
            hint = (
                Words(f"Schrijf `{near}`. ", f"Write `{near}`. ") if near else meant(written, context.people)
            )
            # a number that was divided at its commas stands here in parts
            given = "…" if re.search(r"\d\d", written) else shown(written)
            context.mistakes.add("unknown-person", item.line, field=field.name, given=given, meant=hint)
    return tuple(dict.fromkeys(found))


def consents(value: Value, field: Field, context: Context) -> tuple[str, ...]:
    """Return the numbers of consents; what is none is not quoted, since it may be a name."""
    found = []
    for item in listed(value, context, field=field, signs="\n;,"):
        written = item.text.strip() if item.plain else ""
        if is_number(written):
            found.append(written)
        else:
            context.mistakes.add("consent-number", item.line)
    return tuple(dict.fromkeys(found))


def status(value: Value, field: Field, context: Context) -> Status:
    """Return the status; an unknown one counts as a draft, so that nothing goes out by mistake."""
    given = text(value, field, context)
    written = given.lower()
    try:
        return Status(written)
    except ValueError:
        near = schema.STATUSES.get(written)
        hint = Words(f"Schrijf `{near}`. ", f"Write `{near}`. ") if near else meant(written, list(Status))
        context.mistakes.add("status", value.line, given=shown(given), meant=hint)
        return Status.DRAFT


def yes(value: Value, field: Field, context: Context) -> bool:
    """Return true or false; anything else counts as true (a sample stays at home)."""
    given = text(value, field, context)
    written = given.lower()
    if written not in _YES:
        context.mistakes.add("yes-no", value.line, field=field.name, sign=":", given=shown(given))
    return _YES.get(written, True)
