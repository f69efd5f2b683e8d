"""content/pages/*.md -> what stands on the site's own pages, read as strictly as articles are.

A page has fewer fields than an article, and a theme may know more of them (`menu`, `description`): a
field that is not ours is handed on as text. What decides where a page is written is never its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from syndicate.content import bounds, files, forms, front_matter, markup, naming, schema, signs, values
from syndicate.content.front_matter import Document, Value
from syndicate.content.mistakes import Mistakes, meant, shown
from syndicate.content.schema import Field, Kind, Need
from syndicate.content.values import Context
from syndicate.model import Finding, Severity, Words

STATUSES = ("published", "draft", "hidden")
HTML = frozenset({".html", ".htm"})
LONGEST = 2_000
_READ = {"slug": values.slug, "lang": values.lang, "date": values.moment, "modified": values.moment}


def read_pages(
    folder: Path, root: Path, timezone: str, private: Path
) -> tuple[Mapping[Path, Document | None], tuple[Finding, ...]]:
    """Read every page below folder/pages: the file -> its fields and text, None for a page in HTML.

    A page with a mistake is not among them; the mistake is a finding, a warning where the page is a
    draft. Raw HTML that will be taken out of a text is a warning too. Never raises on what is in a file.
    """
    passed: list[Mistakes] = []
    pages: dict[Path, Document | None] = {}
    found: list[Finding] = []
    top, kinds = folder / "pages", frozenset({".md"}) | HTML
    for path in files.texts(top, folder, root, passed, private=private, kinds=kinds) if top.is_dir() else ():
        mistakes = Mistakes(files.named(path, root))
        context = Context(mistakes, ZoneInfo(timezone), MappingProxyType({}), folder, private)
        document = _read(path, context)
        told = _told(document, mistakes)
        found += told or _dropped(document, mistakes.file)
        if document and not told:
            pages[path.resolve()] = None if path.suffix.lower() in HTML else document
    for wrong in passed:
        found += wrong.of(wrong.file)
    return pages, tuple(found)


def _read(path: Path, context: Context) -> Document | None:
    written = files.read_text(path, context.mistakes)
    if written is None:
        return None
    if path.suffix.lower() in HTML:
        reader = _Head()
        reader.feed(written)
        reader.close()
        document: Document | None = Document(reader.fields, "", 1)
    else:
        document = front_matter.split(written, context.mistakes, {})
    if document is None:
        return None
    fields = {**document.fields, **dict(_judged(document.fields, context))}
    if not bounds.scan(document.body, document.body_line, context.mistakes):
        signs.turned(document.body, document.body_line, context.mistakes)
        forms.scan(document.body, document.body_line, context.mistakes)
    return replace(document, fields=fields)


def _judged(fields: Mapping[str, Value], context: Context) -> list[tuple[str, Value]]:
    """Note every field that is wrong; return those that are one line of text, folded."""
    mistakes = context.mistakes
    judged = []
    if "title" not in fields or fields["title"].empty:
        mistakes.add("no-title")
    for name, value in fields.items():
        field = Field(name, Kind.TEXT, Need.OPTIONAL, Words("", ""), Words("", ""), "…", LONGEST, False)
        if name in schema.FORBIDDEN or name.endswith(("_save_as", "_url")):
            mistakes.add("forbidden", value.line, field=shown(name))
        elif value.empty:
            continue
        elif name in _READ:
            _READ[name](value, field, context)
        elif name == "status":
            _status(value, mistakes)
        else:
            judged += [(name, _text(value, field, context))]
    title = fields.get("title", Value(1)).text
    if "slug" not in fields and (slug := naming.slugify(title)) in naming.RESERVED:
        mistakes.add("slug-reserved", fields["title"].line, given=slug, example=f"over-{slug}")
    return judged


def _text(value: Value, field: Field, context: Context) -> Value:
    """Return a value of which every text is judged and on one line, whatever its form."""
    if value.items is not None:
        return replace(value, items=tuple(_text(item, field, context) for item in value.items))
    if value.pairs is not None:
        return replace(value, pairs={k: _text(v, field, context) for k, v in value.pairs.items()})
    return replace(value, text=values.text(value, field, context))


def _status(value: Value, mistakes: Mistakes) -> None:
    written = value.text.strip().lower()
    if written not in STATUSES:
        mistakes.add("page-status", value.line, given=shown(value.text), meant=meant(written, STATUSES))


def _told(document: Document | None, mistakes: Mistakes) -> tuple[Finding, ...]:
    said = mistakes.of(mistakes.file)
    draft = document is not None and document.fields.get("status", Value(0)).text.strip().lower() == "draft"
    return tuple(replace(f, severity=Severity.WARNING) for f in said) if draft else said


def _dropped(document: Document | None, file: str) -> tuple[Finding, ...]:
    """Warn of the marks in a text that the site takes out when it shows the page."""
    marks = Mistakes(file)
    if document is not None:
        markup.scan(markup.without_code(document.body), document.body_line, marks)
    return tuple(replace(f, severity=Severity.WARNING) for f in marks.of(file))


class _Head(HTMLParser):
    """Reads the fields of a page in HTML: its title, and its meta elements as Pelican takes them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, Value] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a meta element."""
        named = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "meta" and (name := named.get("name", "").strip().lower()):
            text = named.get("content", named.get("contents", ""))
            self.fields.setdefault(name, Value(self.getpos()[0], text))

    def handle_endtag(self, tag: str) -> None:
        """Close the title."""
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """Take in the words of the title."""
        if self._in_title:
            line, before = self.getpos()[0], self.fields.get("title", Value(0)).text
            self.fields["title"] = Value(line, f"{before}{data}".strip())
