"""Each account: its channel, its secrets by name, and what its network says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from syndicate import channels
from syndicate.channels.abilities import Examines, Health, Renews
from syndicate.channels.hand import HAND
from syndicate.errors import ChannelError, Exit, ExpertstatusError, Unauthorized
from syndicate.ledger.trials import SEEN, working
from syndicate.model import Words
from syndicate.settings import Account
from syndicate.workflows.expiry import SOON
from syndicate.workflows.health import Case, Mark, Point
from syndicate.workflows.health.renewing import renewing
from syndicate.workflows.spending import a_year, fares

ACCOUNTS = Words("accounts", "accounts")


def accounts(case: Case) -> Iterator[Point]:
    """Look at each account, ask its network where that can be asked, and say when it was seen working."""
    seen = working(case.ledger.only(*SEEN)) if case.ledger else {}
    for account in case.settings.accounts:
        try:
            yield from _costs(case, account)
            for point in examined(case, account):
                good = point.mark is Mark.GOOD and point.about == _named(account)
                yield _dated(point, account, seen) if good else point
        except ExpertstatusError as error:
            why = case.door.redact(str(error)).removeprefix(f"account {account.name}: ")
            # a network that cannot be asked now may well take the post of tomorrow
            passing = isinstance(error, ChannelError) and not isinstance(error, Unauthorized)
            mark = Mark.WARNING if passing else Mark.ERROR
            yield Point(mark, _named(account), Words(why, why), exit=Exit.DONE if passing else Exit.SETTINGS)
    yield from _by_hand(case)


def _by_hand(case: Case) -> Iterator[Point]:
    """Say once what makes posting by hand lighter: a message, and a button that notes it."""
    if all(account.channel != HAND for account in case.settings.accounts):
        if not case.settings.tell and any(a.by_hand and not a.embedded for a in case.settings.accounts):
            yield Point(Mark.ADVICE, BY_HAND, *NO_STAND_IN)
        return
    if not case.settings.tell:
        yield Point(Mark.ADVICE, BY_HAND, *NOBODY_TOLD)
    if not case.settings.acts:
        yield Point(Mark.ADVICE, BY_HAND, *NO_BUTTON)


def examined(case: Case, account: Account) -> Iterator[Point]:
    """Look at one account; raises SettingsError and the ChannelErrors."""
    secrets, channel = case.settings.secrets[account.name], _opened(case, account)
    missing = ", ".join(secrets.variable(need) for need in channel.needs if need not in secrets)
    if missing:
        said = Words(f"in de omgeving ontbreekt {missing}.", f"the environment lacks {missing}.")
        ask = f"`invoke connect {account.name}`"
        mend = Words(
            f"{ask} vraagt erom en zegt waar het hoort.", f"{ask} asks for it and says where it goes."
        )
        yield Point(Mark.ERROR, _named(account), said, mend, Exit.SETTINGS)
    elif isinstance(channel, Examines):
        if isinstance(channel, Renews) and channel.rotating:
            yield from renewing(case, account.name, channel.network)
        yield from _standing(_named(account), channel.doctor(), case.now, channel.network)
    elif channel.needs:
        yield Point(Mark.GOOD, _named(account), UNASKED)
    else:
        yield Point(Mark.GOOD, _named(account), Words("er is niets voor nodig.", "nothing is needed for it."))


def _opened(case: Case, account: Account) -> channels.Channel:
    conf = case.settings
    secrets = conf.secrets[account.name]
    return channels.load(channels.Opening(account, secrets, case.door, conf.output, conf.posts, conf.siteurl))


def _costs(case: Case, account: Account) -> Iterator[Point]:
    """Say what the account's posts cost where they do, and whether its month's cap is reached."""
    channel = _opened(case, account)
    for fare in fares({account.name: channel}, case.ledger, case.settings, case.now).values():
        yield Point(Mark.WARNING if fare.over else Mark.GOOD, _named(account), a_year(account.pace, fare))


def _standing(about: Words, health: Health, now: datetime, network: str) -> Iterator[Point]:
    for trouble in health.troubles:
        mark, code = (Mark.ERROR, Exit.SETTINGS) if trouble.stops else (Mark.WARNING, Exit.DONE)
        yield Point(mark, about, trouble.what, trouble.mend, code)
    ends = health.expires
    if ends and ends <= now + SOON:
        days = (ends - now).days
        said = Words(
            f"het token verloopt over {days} dagen, op {ends:%d-%m-%Y}.",
            f"its token ends in {days} days, on {ends:%Y-%m-%d}.",
        )
        page = f"docs/channels/{network}.md"
        mend = Words(f"Vernieuw het: {page}.", f"Renew it: {page}.")
        yield Point(Mark.WARNING, about, said, mend)
    elif not any(t.stops for t in health.troubles):
        until = (f", tot {ends:%d-%m-%Y}", f", until {ends:%Y-%m-%d}") if ends else ("", "")
        yield Point(
            Mark.GOOD,
            about,
            Words(
                f"het netwerk kent het als {health.whose}{until[0]}.",
                f"the network knows it as {health.whose}{until[1]}.",
            ),
        )


def _dated(point: Point, account: Account, seen: Mapping[str, datetime]) -> Point:
    """Add when an account was last seen working: it took a post, or a test post (`doctor --prove`)."""
    if account.embedded or account.channel == HAND:
        return point
    at = seen.get(account.name)
    nl = f"Laatst werkend gezien op {at:%d-%m-%Y}." if at else "Nog nooit werkend gezien."
    en = f"Last seen working on {at:%Y-%m-%d}." if at else "Never seen working yet."
    return replace(point, said=Words(f"{point.said.nl} {nl}", f"{point.said.en} {en}"))


def _named(account: Account) -> Words:
    return Words(f"account {account.name}", f"account {account.name}")


BY_HAND = Words("met de hand", "by hand")
NOBODY_TOLD = (
    Words(
        "niemand krijgt bericht als er een kaart klaarstaat.",
        "nobody gets a message when a card is ready.",
    ),
    Words(
        "Zet SYNDICATE_TELL in de omgeving: docs/channels/hand.md.",
        "Put SYNDICATE_TELL into the environment: docs/channels/hand.md.",
    ),
)
NO_STAND_IN = (
    Words(
        "posten met de hand als een token niet meer werkt, kan niet: niemand zou er bericht van krijgen.",
        "nobody stands in when a token dies, since nobody would get a message: its posts wait.",
    ),
    NOBODY_TOLD[1],
)
NO_BUTTON = (
    Words(
        "een kaart heeft geen knop die noteert dat het er staat, alleen een opdracht.",
        "a card has no button that notes that it is there, only a command.",
    ),
    Words(
        "Op GitHub kan het wel: SYNDICATE_ACTS, docs/channels/hand.md.",
        "On GitHub there is one: SYNDICATE_ACTS, docs/channels/hand.md.",
    ),
)
UNASKED = Words(
    "elk geheim is er; of het netwerk ze aanneemt, blijkt bij het eerste bericht.",
    "every secret is there; whether the network takes them shows with the first post.",
)
