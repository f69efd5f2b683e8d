"""One article file -> Article: what is written is checked, what is absent derived or a to-do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syndicate.content import (
    bounds,
    files,
    films,
    forms,
    front_matter,
    links,
    markup,
    naming,
    notes,
    pictures,
    schema,
    shapes,
    signature,
    signs,
    values,
)
from syndicate.content.front_matter import Document, Value
from syndicate.content.mistakes import Mistakes, meant, shown
from syndicate.content.schema import Kind, Need
from syndicate.content.values import Context
from syndicate.model import Article, Finding, Person, Severity, Status, Words

_READ: Mapping[Kind, Callable[[Value, schema.Field, Context], Any]] = {
    Kind.TEXT: values.text,
    Kind.TEXTS: values.texts,
    Kind.UID: values.uid,
    Kind.SLUG: values.slug,
    Kind.SLUGS: values.slugs,
    Kind.SHORTS: shapes.shorts,
    Kind.LANG: values.lang,
    Kind.MOMENT: values.moment,
    Kind.DAY: values.day,
    Kind.PEOPLE: values.people,
    Kind.SOURCES: shapes.sources,
    Kind.PICTURE: pictures.picture,
    Kind.FOCUS: shapes.focus,
    Kind.FILM: films.film,
    Kind.CAPTIONS: films.told,
    Kind.TEASERS: shapes.teasers,
    Kind.SEASON: shapes.season,
    Kind.STATUS: values.status,
    Kind.YES: values.yes,
    Kind.OVERRIDES: shapes.overrides,
    Kind.CONSENTS: values.consents,
    Kind.NOTE: shapes.note,
}


def read_article(
    path: Path,
    *,
    root: Path,
    timezone: str,
    language: str,
    people: Mapping[str, Person],
    content: Path | None = None,
    private: Path | None = None,
    today: date | None = None,
) -> tuple[Article | None, tuple[Finding, ...]]:
    """Read one file; never raises on what is in it: every mistake is a finding with line and mend.

    `timezone` (IANA) is that of times without an offset, `language` the site's own, `content` the
    content folder (root/content), `private` the folder that nothing may link to (`private` there),
    `today` the date of a draft without one. An article that cannot be
    read, has no title or text, or holds markup that could run is not made; other mistakes leave
    their field empty and stop it by their finding (subject uid/lang).

    Without a (known) status an article is a draft, but not by its author's word: its mistakes keep the
    file for their subject and so stop publication, while those of a written `status: draft` do not.
    """
    folder = content or root / "content"
    name = files.named(path, root)
    mistakes = Mistakes(name)
    written = files.read_text(path, mistakes)
    document = None if written is None else front_matter.split(written, mistakes, schema.ALIASES)
    if document is None:
        return None, mistakes.of(name)
    document = notes.titled(_headed(document))
    context = Context(mistakes, ZoneInfo(timezone), people, folder, private or folder / "private")
    given = _given(document, context)
    decided = _decided(document)
    if not _readable(document, given, path, context):
        return None, _softened(mistakes.of(name)) if decided is Status.DRAFT else mistakes.of(name)
    article = _made(document, given, name, language, context)
    _dates(article, mistakes)
    todo = _todo(article, document, today, mistakes)
    if article.date is None and article.status is Status.DRAFT and today:
        article = replace(article, date=datetime(today.year, today.month, today.day, tzinfo=context.zone))
    article = notes.ended(article, context.zone)
    article, said = films.with_film(article, root, context)
    article = signature.signed(replace(article, todo=todo), folder, path)
    subject = article.ref if decided else name
    return article, (*mistakes.of(subject), *(replace(f, subject=subject) for f in said))


def _headed(document: Document) -> Document:
    """Take the title from a first line `# Title` where the front matter has none."""
    first, _, rest = document.body.partition("\n")
    heading = first[2:].strip().rstrip("#").strip() if first.startswith(("# ", "#\t")) else ""
    if "title" in document.fields or not heading:
        return document
    stripped = rest.lstrip("\n")
    line = document.body_line + 1 + len(rest) - len(stripped)
    return Document({**document.fields, "title": Value(document.body_line, heading)}, stripped, line)


def _decided(document: Document) -> Status | None:
    """Return the status that the author wrote; None where there is none that can be read."""
    written = document.fields.get("status", Value(0)).text.strip().lower()
    return next((status for status in Status if status == written), None)


def _softened(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Turn errors to warnings: what an unfinished draft lacks must not stop the rest of the site."""
    return tuple(replace(f, severity=Severity.WARNING) for f in findings)


def _given(document: Document, context: Context) -> dict[str, Any]:
    """Return what each written field holds; a field that is not ours is refused by name."""
    known = {field.name: field for field in schema.fields()}
    given: dict[str, Any] = {}
    for name, value in document.fields.items():
        field = known.get(name)
        if field is None:
            _refuse(name, value.line, known, context.mistakes)
        elif not value.empty:
            given[name] = _READ[field.kind](value, field, context)
    return given


def _refuse(name: str, line: int, known: Mapping[str, schema.Field], mistakes: Mistakes) -> None:
    if name in schema.FORBIDDEN:
        mistakes.add("forbidden", line, field=name)
    elif name in schema.APPROVALS:
        mistakes.add("approval-typed", line, field=name)
    else:
        given = (
            shown(name) if " " not in name else "…"
        )  # its capitals are gone: nobody could tell a name in it
        mistakes.add("unknown-field", line, given=given, meant=meant(name, known))


def _readable(document: Document, given: Mapping[str, Any], path: Path, context: Context) -> bool:
    """Tell whether an article can be made of this: title, text, and a text that is safe to render."""
    mistakes = context.mistakes
    if "title" not in document.fields or document.fields["title"].empty:
        mistakes.add("no-title")
    if not document.body and given.get("status") is not Status.WITHDRAWN:
        mistakes.add("no-text", document.body_line)
    unsafe = bounds.scan(document.body, document.body_line, mistakes)
    unsafe = unsafe or signs.turned(document.body, document.body_line, mistakes)
    shown = document.body if unsafe else markup.without_code(document.body)
    unsafe = unsafe or markup.scan(shown, document.body_line, mistakes)
    if not unsafe:
        links.scan(shown, document.body_line, path, context)
        forms.scan(document.body, document.body_line, mistakes)
    has_text = bool(document.body) or given.get("status") is Status.WITHDRAWN
    return bool(given.get("title")) and has_text and not unsafe


def _made(document: Document, given: dict[str, Any], file: str, language: str, context: Context) -> Article:
    lines = {name: value.line for name, value in document.fields.items()}
    for name, value in document.fields.items():
        lines |= {f"{name}.{i}": item.line for i, item in enumerate(value.items or ())}
    given = {name: value for name, value in given.items() if value not in (None, "")}
    original = given.get("translation_of", "")
    uid = given.get("uid") or original or naming.derived_uid(file)
    if original and uid != original:
        context.mistakes.add("translation-uid", lines["uid"], uid=uid, original=original)
    return Article(
        **{
            "status": Status.DRAFT,
            **given,
            "uid": uid,
            "lang": given.get("lang") or language,
            "slug": given.get("slug") or _slug(given["title"], uid),
        },
        file=file,
        body=document.body,
        lines=lines,
        body_line=document.body_line,
    )


def _slug(title: str, uid: str) -> str:
    slug = naming.slugify(title)
    return f"over-{slug}" if slug in naming.RESERVED else slug or uid


def _dates(article: Article, mistakes: Mistakes) -> None:
    """Note dates that contradict each other; PIF TICK asks a review at least every 36 months."""
    if article.date and article.modified and article.modified < article.date:
        mistakes.add("modified-first", article.line("modified"))
    last, following = article.last_reviewed, article.next_review
    if not last or not following:
        return
    leap = (last.month, last.day) == (2, 29)
    furthest = date(last.year + 3, 2, 28) if leap else last.replace(year=last.year + 3)
    if following <= last:
        mistakes.add("review-order", article.line("next_review"), last=last.isoformat())
    elif following > furthest:
        mistakes.add("review-far", article.line("next_review"), furthest=furthest.isoformat())


def _todo(article: Article, document: Document, today: date | None, mistakes: Mistakes) -> tuple[Words, ...]:
    """Return what must still be written; without uid, date or reason nothing public can be made."""
    absent = [
        field
        for field in schema.fields()
        if field.need is Need.PUBLISH
        and (field.name not in document.fields or document.fields[field.name].empty)
    ]
    if article.translation_of:
        absent = [field for field in absent if field.name != "uid"]
    if article.note:
        absent = [field for field in absent if field.name in notes.NEEDED]
    names = {field.name for field in absent}
    at = article.line("status")
    if article.status is not Status.DRAFT:
        if "uid" in names:
            mistakes.add("uid-missing", at, write=f"uid: {article.uid}")
        if "date" in names:
            mistakes.add("date-missing", at, write=f"date: {today or '2026-11-21'}")
        if "slug" not in document.fields:
            mistakes.add("slug-missing", at, write=f"slug: {article.slug}")
    if article.status is Status.WITHDRAWN and not article.reason:
        mistakes.add("reason-missing", at)
    return tuple(schema.missing(field) for field in absent)
