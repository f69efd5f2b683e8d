"""What one build publishes: the vetted articles that may be seen today, as HTML, and what is beside them.

Drafts, articles of a coming day and the text of withdrawn ones never get in here; everything that is
written to the output comes out of here, so they cannot reach it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.model import (
    Approval,
    Article,
    Finding,
    Person,
    Picture,
    Practice,
    Status,
    Topic,
    Words,
    is_behind,
    is_foreign,
    needs_reader,
    readers,
    reads,
    was_read,
)

if TYPE_CHECKING:
    from syndicate.content.front_matter import Document
    from syndicate.site.moved import Move
    from syndicate.site.unlinked import Absent
    from syndicate.site.widths import Choice, Drawn

KEY = "SYNDICATE_BUILD"
OTHER = Words("Overig", "Other")


@dataclass(frozen=True)
class Edition:
    """The articles of one build by source file, with their HTML, and what furnishes their pages.

    `html`, `approvals`, `syndication`, `share_images`, `photos` and `topics` are keyed by uid/lang.
    Withdrawn articles are among `articles` without anything but what their notice says. The topic of an
    article is named in its own language; `order` holds the ids of all topics in the practice's order.
    `pages` are the site's own pages by file, None where Pelican reads one in HTML itself.
    `drawn` are the pictures as they were drawn anew, `choices` what browsers may choose from instead of each;
    both are keyed by path in the output.
    `moves` are the former addresses that lead on.
    `absent` takes out of texts what leads to articles that stay at home.
    `waiting` are the articles (uid/lang) that have a page, and are in no list, feed or search engine.
    """

    content: Path
    siteurl: str
    today: date
    language: str = ""
    practice: Practice = Practice()
    people: Mapping[str, Person] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles: Mapping[Path, Article] = field(default_factory=dict)
    html: Mapping[str, str] = field(default_factory=dict)
    photos: Mapping[str, Picture] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    approvals: Mapping[str, tuple[Approval, ...]] = field(default_factory=dict)
    syndication: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    share_images: Mapping[str, Picture] = field(default_factory=dict)
    share_more: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    pages: Mapping[Path, Document | None] = field(default_factory=dict)
    absent: Absent | None = None
    moves: tuple[Move, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def published(self) -> tuple[Article, ...]:
        """Return the articles with a page of their own, in the order of their names."""
        return tuple(a for a in self.articles.values() if a.status is Status.PUBLISHED)

    @cached_property
    def short(self) -> frozenset[str]:
        """Return the short addresses that lead to an article."""
        return frozenset(move.old for move in self.moves if move.short)

    @property
    def card(self) -> tuple[Article, ...]:
        """Return what the share image of the pages that are no article says, as an article without a page."""
        practice, lang = self.practice, self.language
        title = practice.tagline or practice.name
        return (Article("", lang, title, "praktijk", "", ""),) if practice.name else ()

    @property
    def card_image(self) -> Picture | None:
        """Return that share image, where one was drawn."""
        return next((drawn for one in self.card if (drawn := self.share_images.get(one.ref))), None)

    def at(self, file: str | Path) -> Article | None:
        """Return the article that was read from this file; None where it may not be seen."""
        return self.articles.get(Path(file).resolve())

    def approved(self, article: Article) -> tuple[tuple[Person, Approval], ...]:
        """Return who approved exactly this text.

        A person that left people.toml is not shown, nor one who cannot read the text's language.
        """
        foreign = is_foreign(article, self.language)
        return tuple(
            (person, a)
            for a in self.approvals.get(article.ref, ())
            if article.signed_by(a) and (person := self.people.get(a.person))
            if not foreign or reads(person, article.lang, self.language)
        )

    def read_by(self, article: Article) -> tuple[tuple[Person, Approval], ...]:
        """Return who, reading its language, approved exactly this text, where it needs somebody who does."""
        if not needs_reader(article, self.language):
            return ()
        signed = self.approvals.get(article.ref, ())
        return tuple((self.people[a.person], a) for a in readers(article, signed, self.people, self.language))

    def is_behind(self, article: Article) -> bool:
        """Tell whether a translation was read beside an original that has changed since."""
        signed = self.approvals.get(article.ref, ())
        return is_behind(article, signed, self.people, self.language)

    def was_read(self, article: Article) -> bool:
        """Tell whether a withdrawn article ever was in lists and feeds, which then tell that it is gone."""
        return was_read(article, self.approvals.get(article.ref, ()), self.people, self.language)


def with_share_images(
    edition: Edition, drawn: Mapping[str, Picture], *others: Mapping[str, Picture]
) -> Edition:
    """Return the edition with its share images by uid/lang, and what else there is of each."""
    more = {ref: tuple(one[ref] for one in others if ref in one) for ref in drawn}
    return replace(edition, share_images=drawn, share_more=more)
