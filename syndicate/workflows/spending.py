"""What posts cost, and the cap of a month: over it a person posts, or the posts wait.

A claim notes its post's cost, so that another price later changes nothing of the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from itertools import chain
from zoneinfo import ZoneInfo

from syndicate import plan
from syndicate.channels import Channel
from syndicate.ledger import Ledger
from syndicate.ledger.spending import SPENDING, bills
from syndicate.limits import Link, without_addresses
from syndicate.model import NOTHING, Entry, Pace, Payload, Price, Words
from syndicate.plan import Fare
from syndicate.settings import Settings
from syndicate.workflows.standin import in_hand, without_dead_tokens
from syndicate.workflows.way import Way


def price_of(channel: Channel) -> Price | None:
    """Return what the channel's network asks for a post, None where that is nothing."""
    found: Price | None = getattr(channel, "price", None)
    return found


def fares(
    channels: Mapping[str, Channel], memory: Ledger | None, conf: Settings, now: datetime
) -> Mapping[str, Fare]:
    """Return what posts cost by account, and what each has spent this month; none that costs nothing.

    The usual post is one with its picture described; raises LedgerError.
    """
    priced = {name: price for name, channel in channels.items() if (price := price_of(channel))}
    spent: dict[str, Decimal] = dict.fromkeys(priced, Decimal(0))
    if priced and memory:
        for bill in bills(memory.only(*SPENDING), month(conf, now)):
            if bill.account in spent:
                spent[bill.account] += bill.cost
    found = {}
    for name, price in priced.items():
        limits = channels[name].limits
        usual = price.of(link=limits.link is not Link.NONE, described=limits.alt > 0)
        bare = price.of(link=False, described=limits.alt > 0)
        found[name] = Fare(usual, bare, price.currency, price.cap, spent[name], price.seen)
    return found


def month(conf: Settings, now: datetime) -> datetime:
    """Return when the month of a moment began, in the practice's time."""
    local = now.astimezone(ZoneInfo(conf.timezone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def next_month(conf: Settings, now: datetime) -> datetime:
    """Return when the month after that of a moment begins, in the practice's time."""
    first = month(conf, now)
    year, number = divmod(first.year * 12 + first.month, 12)
    return first.replace(year=year, month=number + 1)


def with_stand_ins(way: Way, *, asks: bool) -> tuple[Way, tuple[str, ...]]:
    """Return the way with a person wherever a network takes no posts or would cost too much, and why.

    Without `asks` no network is asked. Raises LedgerError.
    """
    way, dead = without_dead_tokens(way) if asks else (way, ())
    way, capped = within_caps(way)
    return way, (*dead, *capped)


def within_caps(way: Way) -> tuple[Way, tuple[str, ...]]:
    """Return the way with a person in place of each account whose next post is over its cap, and why.

    The network is read as before. Where nobody can be told of a card, or the account says no to it
    (`by_hand`), its posts wait for the next month. Raises LedgerError.
    """
    over = {name: fare for name, fare in fares_of(way).items() if fare.over}
    handed = [name for name in over if _stands_in(way, name)]
    until = next_month(way.settings, way.now)
    said = tuple(
        (HANDED if name in handed else WAITS).format(
            name=name, network=way.channels[name].network, until=until, fare=fare
        )
        for name, fare in over.items()
    )
    for line in said:
        way.tell(line)
    return in_hand(way, handed, reads=True), said


def closed(way: Way) -> frozenset[str]:
    """Return the accounts whose posts wait since nobody stands in while they are over their cap."""
    return frozenset(n for n, fare in fares_of(way).items() if fare.over and not _stands_in(way, n))


def _stands_in(way: Way, name: str) -> bool:
    return bool(way.settings.tell) and way.account(name).by_hand


def fares_of(way: Way) -> Mapping[str, Fare]:
    """Return what posts cost by account of a run."""
    return fares(way.channels, way.ledger, way.settings, way.now)


def cost(channel: Channel, payload: Payload) -> Mapping[str, str]:
    """Return what a claim notes of this post's price."""
    price = price_of(channel)
    if price is None:
        return NOTHING
    link = channel.limits.link is not Link.NONE or without_addresses(payload.text) != payload.text
    return {"cost": str(price.of(link=link, described=bool(payload.image and payload.alt)))}


def said(channel: Channel, payload: Payload) -> str:
    """Return what a post costs, with the currency; "" where that is nothing."""
    price, noted = price_of(channel), cost(channel, payload)
    return f"{noted['cost']} {price.currency}" if price and noted else ""


def beyond(way: Way, claims: Mapping[str, Entry]) -> frozenset[str]:
    """Return those of these claims (by key) that are over the cap of their account.

    The ledger's order decides: of two runs at once the one whose claim stands first goes on. Claims that do
    not stand there yet come after all that do.
    """
    priced = {name: price_of(channel) for name, channel in way.channels.items()}
    caps = {name: price.cap for name, price in priced.items() if price and price.cap is not None}
    mine = [claim for claim in claims.values() if claim.data["account"] in caps]
    if not mine:
        return frozenset()
    ours = {(claim.key, claim.attempt) for claim in mine}
    sums = dict.fromkeys(caps, Decimal(0))
    over = set()
    for bill in bills(chain(way.ledger.only(*SPENDING), mine), month(way.settings, way.moment())):
        total = sums.get(bill.account, Decimal(0)) + bill.cost
        if (bill.key, bill.attempt) in ours and total > caps[bill.account]:
            over.add(bill.key)
        else:
            sums[bill.account] = total
    return frozenset(over)


def a_year(pace: Pace, fare: Fare) -> Words:
    """Return what an account's posts cost at its pace, without a link too, and how its cap stands."""
    posts = plan.in_a_year(pace)
    if posts:
        nl = f"ten hoogste {posts} berichten in 52 weken = {posts * fare.price} {fare.currency}"
        en = f"at most {posts} posts in 52 weeks = {posts * fare.price} {fare.currency}"
    else:
        nl = f"elk bericht kost {fare.price} {fare.currency}, en het tempo zegt niet hoeveel het er zijn"
        en = f"each post costs {fare.price} {fare.currency}, and its pace does not say how many there are"
    if fare.bare != fare.price:
        less = (posts or 1) * fare.bare
        nl, en = f"{nl}; zonder link in de tekst {less}", f"{en}; without a link in the text {less}"
    if fare.seen:
        nl, en = f"{nl} (prijzen van {fare.seen:%d-%m-%Y})", f"{en} (prices of {fare.seen:%Y-%m-%d})"
    if fare.cap is None:
        return Words(
            f"{nl}. Er is geen maandgrens (optie `cap`).", f"{en}. It has no cap a month (option `cap`)."
        )
    return Words(
        f"{nl}. Deze maand {fare.spent} van ten hoogste {fare.cap}.",
        f"{en}. This month {fare.spent} of {fare.cap} at most.",
    )


HANDED = (
    "posts of {name} go by hand until {until:%Y-%m-%d}: the next one costs {fare.price} {fare.currency}, and "
    "{fare.spent} of this month's cap of {fare.cap} is used (docs/channels/{network}.md)"
)
WAITS = (
    "posts of {name} wait until {until:%Y-%m-%d}: the next one costs {fare.price} {fare.currency}, and "
    "{fare.spent} of this month's cap of {fare.cap} is used. Raise `cap`, or let a person post them "
    "(SYNDICATE_TELL, docs/channels/{network}.md)"
)
OVER = "it would go over this month's cap of its account; the next run looks again"
WHY = Words("de grens van deze maand is bereikt (optie `cap`)", "this month's cap is reached (option `cap`)")
