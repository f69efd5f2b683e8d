"""The words of the week's message: few, also where titles are long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from syndicate.model import Words

MOST = 120
"""The message, its title included, has fewer words than this."""
SHOWN = 3
LONGEST, LEAST = 12, 3  # words of a title
SIGNS = 80


@dataclass(frozen=True, slots=True)
class Week:
    """What there is to tell: titles of what was posted, of what comes (with its day), of what to check.

    `posts` and `to_come` count posts, `asking` those to come that wait for a yes, `in_hand` cards; `held` is
    since when everything stands still.
    """

    name: str
    posts: int = 0
    posted: tuple[str, ...] = ()
    to_come: int = 0
    asking: int = 0
    coming: tuple[tuple[date, str], ...] = ()
    in_hand: int = 0
    reviews: tuple[str, ...] = ()
    held: date | None = None
    where: str = ""


def message(told: Week, lang: str) -> tuple[str, str]:
    """Return the title and the words, fewer than 120 together: of long titles the end goes first."""
    for most in range(LONGEST, LEAST, -1):
        title, words = _drawn(told, lang, most)
        if len(f"{title} {words}".split()) < MOST:
            return title, words
    return _drawn(told, lang, LEAST)


def _drawn(told: Week, lang: str, most: int) -> tuple[str, str]:
    title = SAID["title"].of(lang).format(name=cut(told.name, most))
    parts = [_listed("posted", lang, told.posts, (cut(one, most) for one in told.posted))]
    if told.held:
        parts.append(SAID["held"].of(lang).format(day=_day(told.held, lang)))
    else:
        days = (f"{_day(day, lang)}: {cut(one, most)}" for day, one in told.coming)
        parts.append(_listed("coming", lang, told.to_come, days))
    waiting = [_listed("asking", lang, told.asking, ())] if told.asking else []
    if told.in_hand:
        waiting.append(_listed("cards", lang, told.in_hand, ()))
    if told.reviews:
        waiting.append(_listed("reviews", lang, len(told.reviews), (cut(one, most) for one in told.reviews)))
    parts += waiting or ([] if told.held else [SAID["nothing"].of(lang)])
    if told.where:
        parts.append(SAID["look"].of(lang).format(where=told.where))
    return title, "\n\n".join(parts)


def _listed(what: str, lang: str, count: int, lines: Iterable[str]) -> str:
    shown = [f"- {line}" for line, _ in zip(lines, range(SHOWN), strict=False)]
    return "\n".join((SAID[what].of(lang).format(count=count), *shown))


def cut(text: str, most: int) -> str:
    """Return a title of at most `most` words and 80 signs, with … where some were left out."""
    words = text.split()
    short = " ".join(words[:most])
    if len(short) > SIGNS:
        short = short[:SIGNS].rpartition(" ")[0] or short[:SIGNS]
    return short if short == " ".join(words) else f"{short}…"


def _day(day: date, lang: str) -> str:
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM", locale="nl_NL" if Words.lang_of(lang) == "nl" else "en_GB")


SAID: Mapping[str, Words] = {
    "title": Words("{name}: uw week", "{name}: your week"),
    "posted": Words("Geplaatst in de afgelopen 7 dagen: {count}", "Posted in the last 7 days: {count}"),
    "coming": Words("Komt in de komende 7 dagen: {count}", "Coming in the next 7 days: {count}"),
    "asking": Words(
        "Berichten die pas uitgaan na uw ja: {count}", "Posts that go out only after your yes: {count}"
    ),
    "cards": Words("Kaarten die nog geplaatst moeten worden: {count}", "Cards still to be posted: {count}"),
    "reviews": Words(
        "Teksten om binnen 30 dagen na te kijken: {count}", "Texts to be reviewed within 30 days: {count}"
    ),
    "held": Words("Alles staat stil sinds {day}.", "Everything has stood still since {day}."),
    "nothing": Words("Er wacht niets op u.", "Nothing waits for you."),
    "look": Words("Kijk op {where}", "Look at {where}"),
}
