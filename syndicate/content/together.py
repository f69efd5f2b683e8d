"""Mistakes that only show between articles: doubled addresses and names, and originals that are not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo

from syndicate.content.mistakes import Mistakes, meant
from syndicate.model import Article, Finding, Person, Status, orphans, told


def check(articles: Sequence[Article], *, today: date, zone: tzinfo) -> tuple[Finding, ...]:
    """Return the mistakes between articles; each of those that clash is named with another's file.

    An article is uid + language; among those of one uid exactly one is the original, the others say
    `translation_of`. A slug is unique within its language. Two articles of one uid and language share
    their ref, so that mistake has the file for its subject. A translation may be on the site only as long
    as its original is: on `today`, the practice's day in `zone`.
    """
    alone = orphans(articles, today=today, zone=zone)
    by_uid: dict[str, list[Article]] = defaultdict(list)
    by_slug: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        by_uid[article.uid].append(article)
        by_slug[article.lang, article.slug].append(article)
    found: list[Finding] = []
    for article in articles:
        mistakes = Mistakes(article.file)
        others = [a for a in by_uid[article.uid] if a is not article]
        doubles = [a for a in by_slug[article.lang, article.slug] if a is not article]
        same = [a for a in others if a.lang == article.lang]
        if same:
            mistakes.add(
                "uid-twice", article.line("uid"), subject=article.file,
                uid=article.uid, lang=article.lang, other=same[0].file,
            )  # fmt: skip
        elif doubles:
            mistakes.add("slug-twice", article.line("slug"), slug=article.slug, other=doubles[0].file)
        _original(article, others, by_uid, mistakes)
        if article.ref in alone:
            _orphan(article, others, mistakes)
        found += mistakes.of(article.ref)
    return tuple(found)


def _original(
    article: Article, others: Sequence[Article], by_uid: dict[str, list[Article]], mistakes: Mistakes
) -> None:
    originals = [a for a in others if not a.translation_of and a.lang != article.lang]
    if article.translation_of:
        if not originals:
            uids = [uid for uid in by_uid if uid != article.uid]
            hint = meant(article.translation_of, uids)
            at = article.line("translation_of")
            mistakes.add("no-original", at, uid=article.translation_of, meant=hint)
    elif originals:
        mistakes.add("two-originals", article.line("uid"), uid=article.uid, other=originals[0].file)


def _orphan(article: Article, others: Sequence[Article], mistakes: Mistakes) -> None:
    """Warn where the original is there, but not on the site."""
    originals = [a for a in others if not a.translation_of]
    if originals:
        gone = any(a.status is Status.WITHDRAWN for a in originals)
        code = "original-withdrawn" if gone else "original-not-public"
        mistakes.add(code, article.line("translation_of"), other=originals[0].file)


def with_writers(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles, each with whoever wrote it in any of its languages."""
    by_uid: dict[str, dict[str, Person]] = defaultdict(dict)
    for article in articles:
        by_uid[article.uid] |= {person.id: person for person in article.authors}
    return tuple(replace(a, writers=tuple(by_uid[a.uid].values())) for a in articles)


def with_originals(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles, each translation with a hash of what its original tells now."""
    tells = {article.uid: told(article) for article in articles if not article.translation_of}
    return tuple(replace(a, original=tells.get(a.uid, "")) if a.translation_of else a for a in articles)
