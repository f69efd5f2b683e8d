"""Pictured: whom a consent reaches: the names in the descriptions of an article's pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from syndicate.model import Article
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import Known, name_key
from syndicate.rules.secrecy.names import names
from syndicate.rules.secrecy.visible import legible, unmarked

PEOPLE = frozenset({Kind.NAME, Kind.NAME_CARE})
DESCRIBED = re.compile(
    r"!\[(?P<alt>[^\]]{1,1000})\]"
    r"|<figcaption\b[^>]{0,200}>(?P<caption>.{1,2000}?)</figcaption>"
    r"|<img\b[^>]{0,1000}?\balt\s{0,5}=\s{0,5}(?P<mark>[\"'])(?P<told>.{1,1000}?)(?P=mark)",
    re.IGNORECASE | re.DOTALL,
)


def pictured(article: Article, known: Known, consents: int) -> frozenset[str]:
    """Return the names in descriptions and captions of an article's pictures and film (their folded words).

    A consent is one person's: where there are more names than `consents`, none of them has a consent.
    """
    alone = replace(known, remembered=frozenset(), consented=frozenset())
    found = {
        name_key(trace.key)
        for text in _described(article)
        for trace in names(unmarked(legible(text)), alone)
        if trace.kind in PEOPLE
    }
    # "Fatima" beside "Fatima El Amrani" is no second person.
    whole = {name for name in found if not any(set(name.split()) < set(other.split()) for other in found)}
    return frozenset(whole) if len(whole) <= consents else frozenset()


def _described(article: Article) -> Iterator[str]:
    if article.image:
        yield article.image_alt
    if article.video:
        yield article.video_alt
    for match in DESCRIBED.finditer(article.body):
        yield match["alt"] or match["caption"] or match["told"]
