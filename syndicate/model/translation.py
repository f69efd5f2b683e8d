"""Who vouches for a text in a language that its author does not read: only somebody who does read it.

A translation without such a person is *unread*: it stands on the site for whoever is sent there, but
no search engine shows it and nothing is posted of it. So is a text in another language than the site's that
none of its authors reads, and a translation whose original is not on the site.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date as Day
from datetime import tzinfo

from syndicate.model.article import Approval, Article, Person, Role, Status
from syndicate.model.authorship import is_author

VOUCHING = frozenset({Role.LANGUAGE, Role.MEDICAL})


def reads(person: Person, lang: str, language: str = "") -> bool:
    """Tell whether somebody reads a language, by `reads` of people.toml: pt-BR is read by pt too.

    Who has no `reads` reads the site's own `language`, and no other.
    """
    known = person.reads or (language, _base(language))
    return bool({lang.lower(), _base(lang)} & {code.lower() for code in known})


def is_foreign(article: Article, language: str) -> bool:
    """Tell whether not everybody in the practice can judge this text: a translation, or another language.

    `language` is the site's; "" where nobody says what who reads (a blog), then only translations are.
    """
    return bool(article.translation_of or (language and _base(article.lang) != _base(language)))


def needs_reader(article: Article, language: str) -> bool:
    """Tell whether somebody else must read this text first: no author vouches for what is foreign to them.

    Of a translation no author ever does, whatever they read.
    """
    if article.translation_of:
        return True
    return is_foreign(article, language) and not any(reads(p, article.lang) for p in article.authors)


def readers(
    article: Article, approvals: Iterable[Approval], people: Mapping[str, Person], language: str = ""
) -> tuple[Approval, ...]:
    """Return the approvals by which exactly this text was read by somebody who reads its language.

    `approvals` are the article's own. An approval as `language` counts, and a medical one of a
    reviewer whom the page names; never an author's (NHS service manual: a second pair of eyes), nor
    that of somebody who is not in people.toml any more.
    """
    reviewers = {person.id for person in article.reviewed_by}
    return tuple(
        a
        for a in approvals
        if article.signed_by(a)
        if a.person in people and not is_author(people[a.person], article)
        if reads(people[a.person], article.lang, language)
        if a.role is Role.LANGUAGE or (a.role is Role.MEDICAL and a.person in reviewers)
    )


def is_unread(
    article: Article, approvals: Iterable[Approval], people: Mapping[str, Person], language: str = ""
) -> bool:
    """Tell whether this text needs somebody who reads it, and nobody who does has approved it as it is."""
    return needs_reader(article, language) and not readers(article, approvals, people, language)


def is_behind(
    article: Article, approvals: Iterable[Approval], people: Mapping[str, Person], language: str = ""
) -> bool:
    """Tell whether a translation was read beside an original that tells something else by now.

    Nobody knows where the original was not written down with the approval, as before release 0.2.
    """
    seen = {a.original for a in readers(article, approvals, people, language)} - {""}
    return bool(article.original and seen) and article.original not in seen


def told(article: Article) -> str:
    """Return a hash (sha256, hex) of what a translation of this article has to tell as well.

    Not its sources, teasers and pictures, which a translation has of its own, nor how its lines are broken.
    """
    texts = (article.title, article.summary, article.audience, *article.key_points, article.correction)
    words = [" ".join(text.split()) for text in (*texts, *article.body.split("\n\n"))]
    return hashlib.sha256("\n\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def was_read(
    article: Article, approvals: Iterable[Approval], people: Mapping[str, Person], language: str = ""
) -> bool:
    """Tell whether some version of this text was shared: it needs no reader, or one approved it once.

    Whoever left people.toml counts: of a withdrawn text a notice too many is better than one too few.
    """
    return not needs_reader(article, language) or any(
        a.role in VOUCHING and (a.person not in people or reads(people[a.person], article.lang, language))
        for a in approvals
    )


def orphans(articles: Iterable[Article], *, today: Day, zone: tzinfo) -> frozenset[str]:
    """Return the published translations (uid/lang) whose original is withdrawn, a draft or still to come.

    `today` is the practice's day in `zone`. A translation of a coming day may wait for its original as
    long as that.
    """
    known = tuple(articles)
    originals: dict[str, list[Article]] = defaultdict(list)
    for article in known:
        if not article.translation_of:
            originals[article.uid].append(article)
    return frozenset(
        a.ref
        for a in known
        if a.translation_of and a.status is Status.PUBLISHED
        if not any(_public(o, max(today, _day(a, zone) or today), zone) for o in originals[a.uid])
    )


def unread(
    articles: Iterable[Article],
    approvals: Mapping[str, tuple[Approval, ...]],
    people: Mapping[str, Person],
    *,
    language: str,
    today: Day,
    zone: tzinfo,
) -> frozenset[str]:
    """Return the published articles (uid/lang) that no list shows and nobody posts: unread, or orphans.

    `approvals` are keyed by uid/lang.
    """
    known = tuple(articles)
    waiting = {
        a.ref
        for a in known
        if a.status is Status.PUBLISHED and is_unread(a, approvals.get(a.ref, ()), people, language)
    }
    return orphans(known, today=today, zone=zone) | waiting


def _public(article: Article, today: Day, zone: tzinfo) -> bool:
    day = _day(article, zone)
    return article.status is Status.PUBLISHED and day is not None and day <= today


def _day(article: Article, zone: tzinfo) -> Day | None:
    return article.date.astimezone(zone).date() if article.date else None


def _base(lang: str) -> str:
    return lang.partition("-")[0].lower()
