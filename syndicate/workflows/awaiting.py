"""Which texts wait for whose yes: what a second reader has not read yet as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from syndicate import rules
from syndicate.model import (
    Approval,
    Article,
    Finding,
    Page,
    Role,
    Status,
    fresh,
    is_author,
    is_behind,
    is_unread,
    parts,
    reads,
    wrote,
)
from syndicate.model.translation import VOUCHING
from syndicate.rules.note import second_readers
from syndicate.rules.review import able_reviewers
from syndicate.site.build import render_draft
from syndicate.workflows.way import Way, overdue, standing

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One text, what is asked of it, and the ids of the people who may answer; the author is none of them.

    `fresh` are the signs of the parts that nobody of them has read, `gone` how many parts of what was read
    last are there no more. Of a translation that is `behind`, its original has changed since. `questions`
    are what the guard asks about people.
    """

    article: Article
    role: Role
    people: tuple[str, ...]
    fresh: frozenset[str]
    gone: int = 0
    behind: bool = False
    questions: tuple[Finding, ...] = ()


def awaiting(way: Way, signed: Mapping[str, tuple[Approval, ...]]) -> tuple[Awaiting, ...]:
    """Return what waits for a second reader, drafts first, then the newest; of a blog nothing.

    `signed` are the approvals by uid/lang. Of a text in which the guard asks about people that question comes
    first, alone; one that shows what nobody can let pass waits for its author. What nobody may say yes to is
    left out: `check` says what is to be done about it.
    """
    if way.settings.blog:
        return ()
    articles = (*way.content.articles, *way.content.left)
    found = [w for a in articles for w in _of(way, a, signed.get(a.ref, ())) if w.people]
    found.sort(key=lambda w: (w.article.ref, w.role))
    found.sort(key=lambda w: w.article.modified or w.article.date or LONG_AGO, reverse=True)
    return tuple(sorted(found, key=lambda w: w.article.status is not Status.DRAFT))


def questions(way: Way, article: Article, signed: Sequence[Approval] = ()) -> tuple[Finding, ...]:
    """Return what is asked about people in an article's source, and on its page where that shows more.

    Not what one of the approvals `signed` answers.
    """
    source = rules.on_source(
        article,
        people=way.content.people,
        known=way.known,
        today=way.today,
        approvals=tuple(signed),
        consents=way.content.consents,
        language=way.settings.site_language,
        memory=way.memory,
    )
    stands = standing(way, article, {article.ref: tuple(signed)})
    rendered = rules.on_page(_page(way, article), known=way.known, standing=stands, memory=way.memory)
    seen = {f.code for f in source}
    about = (*source, *(f for f in rendered if f.code not in seen))
    return tuple(f for f in about if rules.secret(f) and f.blocks)


def has_words(article: Article) -> bool:
    """Tell whether there is anything yet that somebody could vouch for: headings and marks are not."""
    lines = (line for line in article.body.splitlines() if not line.startswith(("#", ":::")))
    return any(line.strip(" -…") for line in lines)


def _of(way: Way, article: Article, signed: tuple[Approval, ...]) -> Iterator[Awaiting]:
    if not has_words(article) or not article.authors:
        return
    about = questions(way, article, signed)
    if about:
        if all(rules.seconded(f) for f in about):
            people = tuple(p.id for p in way.content.people.values() if not wrote(p, article))
            yield _waits(article, Role.SECRECY, people, signed, questions=about)
        return
    # an approval keeps the uid for good, and that of a withdrawn text would bring nothing back
    if article.status is Status.WITHDRAWN or rules.hidden(article.ref, known=way.known) != article.ref:
        return
    language = way.settings.site_language
    everybody, note = way.content.people, article.note is not None
    may = second_readers(article, everybody, language) if note else able_reviewers(article, language)
    able = tuple(person.id for person in may)
    read = any(a.role is Role.MEDICAL and a.person in able and article.signed_by(a) for a in signed)
    if not read or overdue(article, way.today):
        yield _waits(article, Role.MEDICAL, able, signed)
    behind = is_behind(article, signed, way.content.people, language)
    if behind or is_unread(article, signed, way.content.people, language):
        others = (p for p in way.content.people.values() if not is_author(p, article))
        people = tuple(p.id for p in others if reads(p, article.lang, language))
        yield _waits(article, Role.LANGUAGE, people, signed, behind=behind)


def _waits(
    article: Article,
    role: Role,
    people: tuple[str, ...],
    signed: Sequence[Approval],
    *,
    behind: bool = False,
    questions: tuple[Finding, ...] = (),
) -> Awaiting:
    roles = VOUCHING if role is Role.LANGUAGE else {role}
    read = [a for a in signed if a.role in roles and a.person in people]
    now = frozenset(part.sign for part in parts(article))
    last = max((a for a in read if a.parts), key=lambda a: a.at, default=None)
    gone = len(frozenset(last.parts) - now) if last else 0
    return Awaiting(article, role, people, now if behind else fresh(article, read), gone, behind, questions)


def _page(way: Way, article: Article) -> Page:
    """Return the text as its readers will see it: what is said over two lines there is one sentence."""
    html = f'<html lang="{article.lang}"><title>-</title>{render_draft(article)}</html>'
    return Page(way.settings.siteurl, article.file, article.title, article.lang, "", html, article)
