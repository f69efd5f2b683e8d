"""One article file, split: its front matter as values with their lines, and its text.

Two forms come in, one goes out: YAML between `---` lines (what editors write) and Pelican's own
`Key: value` lines. YAML is read as events and as strings only, so that `NO`, `12:30` and dates stay
what was written; tags, anchors, aliases, duplicate keys and deep nesting are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from syndicate.content.mistakes import Mistakes, shown

LARGEST_FRONT_MATTER = 50_000
DEEPEST = 3
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,39}):(?:[ \t]+(.*))?")
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value as written: a text, or a list (`items`), or a mapping (`pairs`), and its line."""

    line: int
    text: str = ""
    items: tuple[Value, ...] | None = None
    pairs: Mapping[str, Value] | None = None

    @property
    def plain(self) -> bool:
        """Tell whether this is a text, no list and no mapping."""
        return self.items is None and self.pairs is None

    @property
    def empty(self) -> bool:
        """Tell whether nothing was written: such a field counts as absent."""
        return (self.plain and not self.text.strip()) or self.items == () or self.pairs == {}


@dataclass(frozen=True, slots=True)
class Document:
    """A split file: field names are lower case with `_`; `body_line` is the text's first line."""

    fields: Mapping[str, Value]
    body: str
    body_line: int


class _Refused(Exception):
    def __init__(self, code: str, line: int, **facts: str) -> None:
        super().__init__(code)
        self.code, self.line, self.facts = code, line, facts


def split(text: str, mistakes: Mistakes, aliases: Mapping[str, str]) -> Document | None:
    """Split a file's text into fields and body; None (and a mistake) where that cannot be done.

    `aliases` maps other names of a field (Pelican's `category`) to ours.
    """
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    try:
        if first < len(lines) and lines[first].rstrip() == "---":
            written, end = _yaml(lines, first)
        else:
            written, end = _headers(lines, first)
        fields = _named(written, aliases)
    except _Refused as refused:
        mistakes.add(refused.code, refused.line, **refused.facts)
        return None
    start = next((i for i in range(end, len(lines)) if lines[i].strip()), end)
    return Document(fields, "\n".join(lines[start:]).rstrip(), start + 1)


def _named(written: list[tuple[str, Value]], aliases: Mapping[str, str]) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for key, value in written:
        plain = key.strip().lower().replace("-", "_")
        name = aliases.get(plain, plain)
        if name in fields:
            raise _Refused("twice", value.line, field=shown(name), first=str(fields[name].line))
        fields[name] = value
    return fields


def _headers(lines: list[str], first: int) -> tuple[list[tuple[str, Value]], int]:
    """Read Pelican's `Key: value` lines; lines that start with a space go on with the value."""
    written: list[tuple[str, Value]] = []
    at = first
    while at < len(lines) and lines[at].strip():
        line = lines[at]
        if line[0] in " \t" and written:
            key, value = written[-1]
            written[-1] = (key, replace(value, text=f"{value.text}\n{line.strip()}".lstrip()))
        elif match := _HEADER.fullmatch(line):
            written.append((match[1], Value(at + 1, (match[2] or "").strip())))
        else:
            break
        at += 1
    return written, at


def _yaml(lines: list[str], first: int) -> tuple[list[tuple[str, Value]], int]:
    end = next((i for i in range(first + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), 0)
    if not end:
        raise _Refused("not-closed", first + 1)
    source = "\n".join(lines[first + 1 : end]) + "\n"
    if len(source) > LARGEST_FRONT_MATTER:
        raise _Refused("front-matter-long", first + 1)
    root = _parsed(source, first + 2)
    if root.pairs is None and not root.empty:
        raise _Refused("not-fields", first + 2)
    return list((root.pairs or {}).items()), end + 1


def _parsed(source: str, offset: int) -> Value:
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    events = yaml.parse(source, Loader=loader)
    try:
        next(events)
        if not isinstance(next(events), yaml.DocumentStartEvent):
            return Value(offset)
        return _value(next(events), events, offset, 1)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        tabs = next((i for i, line in enumerate(source.split("\n")) if line.startswith("\t")), None)
        if tabs is not None:
            raise _Refused("yaml-tab", offset + tabs) from None
        raise _Refused("yaml", offset + (mark.line if mark else 0)) from None


def _value(event: Any, events: Iterator[Any], offset: int, depth: int) -> Value:
    """Return the value that starts with `event`; every line is counted from `offset`."""
    import yaml

    line = offset + event.start_mark.line
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _Refused("yaml-anchor", line)
    if event.tag is not None:
        raise _Refused("yaml-tag", line)
    if isinstance(event, yaml.ScalarEvent):
        nothing = not event.style and event.value in _EMPTY
        return Value(line, "" if nothing else event.value)
    if depth > DEEPEST:
        raise _Refused("yaml-deep", line)
    if isinstance(event, yaml.SequenceStartEvent):
        listed = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            listed.append(_value(item, events, offset, depth + 1))
        return Value(line, items=tuple(listed))
    return Value(line, pairs=_pairs(events, offset, depth))


def _pairs(events: Iterator[Any], offset: int, depth: int) -> dict[str, Value]:
    import yaml

    pairs: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, offset, depth + 1)
        if not key.plain or not key.text:
            raise _Refused("yaml-key", key.line)
        if key.text in pairs:
            raise _Refused("twice", key.line, field=shown(key.text), first=str(pairs[key.text].line))
        # A mistake in a value is shown where its name stands.
        pairs[key.text] = replace(_value(next(events), events, offset, depth + 1), line=key.line)
    return pairs
