"""Mistakes that only show between articles: doubled addresses and names, and lost originals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from syndicate.content.mistakes import Mistakes, meant
from syndicate.model import Article, Finding


def check(articles: Sequence[Article]) -> tuple[Finding, ...]:
    """Return the mistakes between articles; each of those that clash is named with another's file.

    An article is uid + language; among those of one uid exactly one is the original, the others say
    `translation_of`. A slug is unique within its language. Two articles of one uid and language share
    their ref, so that mistake has the file for its subject.
    """
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
