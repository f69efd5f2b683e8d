"""The screen in the waiting room: the texts of this week in turn, each with the code to read it by telephone.

It is a function of the day of the build; a screen that is left on takes a new build by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from syndicate.site.consulting import said
from syndicate.site.edition import KEY, Edition
from syndicate.site.finding import Place, drawn_by, listed, write_page
from syndicate.site.related import in_season

ADDRESS, TEMPLATE, MOST = "scherm/", "screen", 8


def write(generator: Any, writer: Any, themes: tuple[Path, ...]) -> None:
    """Write it, in the language of a practice's site; called when Pelican has written its articles."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None or not drawn_by(themes, TEMPLATE):
        return
    write_page(
        generator,
        writer,
        Place(ADDRESS, edition.language, TEMPLATE, status="hidden"),
        slides=of_the_week(tuple(listed(generator, edition.language)), edition.today),
        say=lambda article: said(article, edition),
    )


def of_the_week(articles: Sequence[Any], today: date) -> tuple[Any, ...]:
    """Return what is shown in the week of `today`, of Pelican's articles (furnished), at most MOST.

    First what came out this week, then what fits its season; in what room is left those for all the year take
    turns, so that each week shows the next ones. What waits for a new check, and what has no share image, is
    not shown.
    """
    fit = [a for a in articles if a.share_image and a.expert and _checked(a.expert.next_review, today)]
    new = [a for a in fit if _week(a.published) == _week(today)]
    timely = [a for a in fit if a not in new and in_season(a.expert.season, today)]
    first = [*new, *timely][:MOST]
    others = sorted((a for a in fit if a not in new and not a.expert.season), key=lambda a: str(a.expert.ref))
    room = min(MOST - len(first), len(others))
    weeks = (today.toordinal() - 1) // 7
    turn = [others[(weeks * room + place) % len(others)] for place in range(room)]
    return (*first, *turn)


def _checked(next_review: date | None, today: date) -> bool:
    return next_review is None or today < next_review


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
