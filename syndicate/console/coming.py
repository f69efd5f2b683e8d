"""The coming weeks as a table in the practice's time, and what stays home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syndicate.console.speech import line, step
from syndicate.model import Days, Kind, Skip, Words

if TYPE_CHECKING:
    from syndicate.workflows.plan import Weeks

SHOWN_SKIPS = 12
WEEKDAYS = Words("ma di wo do vr za zo", "Mon Tue Wed Thu Fri Sat Sun")
TO = Words("t/m", "to")
UNREAD = Words("eerst nakijken", "review first")
ASKS = Words("wacht op een ja", "waits for a yes")
OVER = Words("boven de maandgrens", "over the month's cap")
COSTS = Words(
    "{name}: {posts} berichten in deze weken = {sum} {currency};",
    "{name}: {posts} posts in these weeks = {sum} {currency};",
)
KINDS = {
    "event": Words("gelegenheid", "event"),
    "season": Words("seizoen", "season"),
    "quiet": Words("stil", "quiet"),
}


def weeks(view: Weeks) -> None:
    """Print the coming weeks as a table in the practice's time, and why the rest stays home.

    Events, seasons and quiet days stand between the posts, on the day on which they begin.
    """
    zone, lang = ZoneInfo(view.timezone), view.language
    if view.held:
        line(f"posting is on hold ({', '.join(view.held)}); `invoke release` lets it go on")
    rows = [(f"{days.first}", _days(days, lang)) for days in view.days]
    for slot in view.slots:
        at = slot.at.astimezone(zone)
        why = Kind.EVENT if slot.occasion.kind is Kind.EVENT else slot.occasion  # its line says which
        when = f"{_weekday(at, lang)} {at:%Y-%m-%d %H:%M}"
        cost = _cost(view, slot.key) + (f"  ({ASKS.of(lang)})" if slot.key in view.asking else "")
        rows.append((f"{at:%Y-%m-%d}", f"{when}  {slot.account:<12} {why!s:<12} {slot.article.title}{cost}"))
    for _, row in sorted(rows, key=lambda row: row[0]):
        line(row)
    if not view.slots:
        line("nothing is planned in these weeks")
    _bill(view)
    not_now(view.skips, lang, zone)


def _cost(view: Weeks, key: str) -> str:
    if key not in view.costs:
        return ""
    amount = view.costs[key]
    currency = view.fares[key.split("/")[2]].currency
    return f"  ({OVER.of(view.language) if amount is None else f'{amount} {currency}'})"


def _bill(view: Weeks) -> None:
    """Say of each account with a price what these weeks cost, and what a year does."""
    for name, year in view.years:
        mine = [amount for key, amount in view.costs.items() if key.split("/")[2] == name]
        amounts = [amount for amount in mine if amount is not None]
        step(
            COSTS.of(view.language).format(
                name=name, posts=len(amounts), sum=sum(amounts), currency=view.fares[name].currency
            )
            + f" {year.of(view.language)}"
        )


def not_now(skips: Sequence[Skip], lang: str, zone: ZoneInfo | None = None) -> None:
    """Say the first reasons why articles stay home, and how many more there are; until when in `zone`."""
    for skip in skips[:SHOWN_SKIPS]:
        until = f" ({skip.until.astimezone(zone):%Y-%m-%d})" if zone and skip.until else ""
        step(f"not now: {skip.article.ref} on {skip.account}: {skip.why.of(lang)}{until}")
    if len(skips) > SHOWN_SKIPS:
        step(f"not now: {len(skips) - SHOWN_SKIPS} more; `invoke plan` shows all")


def _days(days: Days, lang: str) -> str:
    until = "" if days.first == days.last else f"{TO.of(lang)} {_weekday(days.last, lang)} {days.last:%d-%m}"
    what = f"{days.name}: {'; '.join(days.articles)}" if days.articles else days.name
    if days.unread:
        what = f"{what} ({UNREAD.of(lang)}: {'; '.join(days.unread)})"
    kind = KINDS[days.kind].of(lang)
    return f"{_weekday(days.first, lang)} {days.first}        {kind:<12} {until:<12} {what}"


def _weekday(day: date, lang: str) -> str:
    return WEEKDAYS.of(lang).split()[day.weekday()]
