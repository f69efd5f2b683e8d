"""Composed values of the front matter -> sources, teasers, season, focus, overrides, short addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from syndicate.content import naming, schema, values
from syndicate.content.front_matter import Value
from syndicate.content.mistakes import meant, respelled, shown
from syndicate.content.schema import Field
from syndicate.content.values import Context
from syndicate.model import NoteKind, Season, Source, Teaser

_SOURCE = ("title", "publisher", "year", "url")
_TEASER = ("text", "channel", "form", "lang")
_OVERRIDE = ("name", "reason")
_SEASON = ("first_week", "last_week")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})(%?)", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def parts(
    value: Value, field: Field, context: Context, *, known: tuple[str, ...], needed: tuple[str, ...]
) -> dict[str, str] | None:
    """Return a mapping's texts by name ("" where absent); None and mistakes where its shape is wrong."""
    pairs = value.pairs or {}
    before = len(context.mistakes)
    for key in pairs:
        if key not in known:
            context.mistakes.add(
                "unknown-part", pairs[key].line, field=field.name, given=shown(key),
                meant=meant(key, known), known=", ".join(known),
            )  # fmt: skip
    for key in needed:
        if key not in pairs or pairs[key].empty:
            context.mistakes.add(
                "part-missing", value.line, field=field.name, part=key, example=field.example
            )
    found = {
        key: values.text(pairs[key], replace(field, name=f"{field.name}.{key}"), context)
        if key in pairs
        else ""
        for key in known
    }
    return found if len(context.mistakes) == before else None


def web_address(url: str) -> bool:
    """Tell whether `url` is a plain http(s) address: with a host, without a name or password in it."""
    try:
        split = urlsplit(url)
        return (
            split.scheme in ("http", "https")
            and "." in (split.hostname or "")
            and "@" not in split.netloc
            and not re.search(r"[\s<>\"'`{}\\^|]", url)
            and (split.port or 1) > 0
        )
    except ValueError:
        return False


def sources(value: Value, field: Field, context: Context) -> tuple[Source, ...]:
    """Return the sources; each needs title, publisher, year and address."""
    found = (_source(item, field, context) for item in values.listed(value, context, field=field))
    return tuple(source for source in found if source)


def _source(item: Value, field: Field, context: Context) -> Source | None:
    if item.plain and item.text.count("|") == 3:
        cut = dict(zip(_SOURCE, item.text.split("|"), strict=True))
        item = Value(item.line, pairs={k: Value(item.line, v.strip()) for k, v in cut.items()})
    if item.pairs is None:
        context.mistakes.add("form-source", item.line)
        return None
    cell = parts(item, field, context, known=_SOURCE, needed=_SOURCE)
    if cell is None:
        return None
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", cell["year"]):
        context.mistakes.add("year", item.pairs["year"].line, given=shown(cell["year"]))
        return None
    if not web_address(cell["url"]):
        context.mistakes.add("address", item.pairs["url"].line, field="sources.url", given=shown(cell["url"]))
        return None
    return Source(cell["title"], cell["publisher"], int(cell["year"]), cell["url"])


def teasers(value: Value, field: Field, context: Context) -> tuple[Teaser, ...]:
    """Return the author's teasers, in the author's order: that is the order of their rotation."""
    found = (_teaser(item, field, context) for item in values.listed(value, context, field=field))
    return tuple(dict.fromkeys(teaser for teaser in found if teaser))


def _teaser(item: Value, field: Field, context: Context) -> Teaser | None:
    if item.pairs is None:
        words = values.text(item, field, context)
        return Teaser(words) if words else None
    cell = parts(item, field, context, known=_TEASER, needed=("text",))
    if cell is None:
        return None
    for part in ("channel", "form"):
        if cell[part] and not naming.is_name(cell[part]):
            context.mistakes.add(
                "part-name", item.pairs[part].line, field=f"teasers.{part}", given=shown(cell[part])
            )
            return None
    if cell["lang"] and not naming.is_language(cell["lang"]):
        context.mistakes.add("lang", item.pairs["lang"].line, given=shown(cell["lang"]))
        return None
    return Teaser(**cell)


def season(value: Value, field: Field, context: Context) -> Season | None:
    """Return the weeks (1-53) of `40-46`, `40` or a mapping; 48-6 runs over the new year."""
    if value.pairs is not None:
        cell = parts(value, field, context, known=_SEASON, needed=_SEASON)
        if cell is None:
            return None
        written = f"{cell['first_week']}-{cell['last_week']}"
    else:
        written = values.text(value, field, context)
        if not written:
            return None
    weeks = re.fullmatch(r"(\d{1,2})(?:\s?[-–]\s?(\d{1,2}))?", written, re.ASCII)
    first = int(weeks[1]) if weeks else 0
    last = int(weeks[2] or first) if weeks else 0
    if 1 <= first <= 53 and 1 <= last <= 53:
        return Season(first, last)
    context.mistakes.add("season", value.line, given=shown(written))
    return None


def note(value: Value, field: Field, context: Context) -> NoteKind | None:
    """Return which kind of note this is; none where it names another one."""
    written = values.text(value, field, context).lower()
    try:
        return NoteKind(schema.NOTES.get(written, written))
    except ValueError:
        context.mistakes.add("note", value.line, given=shown(written), meant=meant(written, list(NoteKind)))
        return None


def focus(value: Value, _field: Field, context: Context) -> tuple[float, float]:
    """Return the focus point (from the left, from the top), 0 to 1; percentages are understood."""
    cells = (
        [v.text for v in value.items] if value.items is not None else re.split(r"[\s,;]+", value.text.strip())
    )
    numbers = [_NUMBER.fullmatch(cell.strip()) for cell in cells]
    points = [float(n[1]) / (100 if n[2] else 1) for n in numbers if n]
    if len(points) == len(cells) == 2 and all(0 <= p <= 1 for p in points):
        return points[0], points[1]
    context.mistakes.add("focus", value.line, given=shown(" ".join(cells)))
    return 0.5, 0.5


def overrides(value: Value, field: Field, context: Context) -> Mapping[str, str]:
    """Return finding code -> "name: reason"; mistakes in the content itself cannot be overridden."""
    if value.pairs is None:
        context.mistakes.add("form-override", value.line)
        return {}
    found = {}
    for code, item in value.pairs.items():
        if not _CODE.fullmatch(code) or code.startswith("content."):
            context.mistakes.add("override-code", item.line, given=shown(code))
        elif item.pairs is None:
            context.mistakes.add("form-override", item.line)
        elif cell := parts(item, field, context, known=_OVERRIDE, needed=_OVERRIDE):
            found[code] = f"{cell['name']}: {cell['reason']}"
    return found


def shorts(value: Value, field: Field, context: Context) -> tuple[str, ...]:
    """Return a list of short addresses, words and numbers, without doubles; capitals do not count."""
    found = []
    for item in values.listed(value, context, field=field, signs="\n,"):
        written = values.text(item, field, context).lower()
        if naming.short_address(written):
            found.append(written)
        elif written:
            plain = naming.slugify(written)
            example = respelled(written, plain if naming.short_address(plain) else "", "koorts")
            context.mistakes.add("short-form", item.line, given=shown(written), example=example)
    return tuple(dict.fromkeys(found))
