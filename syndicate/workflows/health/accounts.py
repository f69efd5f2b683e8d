"""Each account: its channel, its secrets by name, and what its network says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from syndicate import channels
from syndicate.channels.abilities import Examines, Health
from syndicate.errors import ChannelError, Exit, ExpertstatusError, Unauthorized
from syndicate.model import Words
from syndicate.settings import Account
from syndicate.workflows.health import Case, Mark, Point

ACCOUNTS = Words("accounts", "accounts")
SOON = timedelta(days=30)


def accounts(case: Case) -> Iterator[Point]:
    """Look at each account, and ask its network where that can be asked."""
    for account in case.settings.accounts:
        try:
            yield from _account(case, account)
        except ExpertstatusError as error:
            why = case.door.redact(str(error))
            # a network that cannot be asked now may well take the post of tomorrow
            passing = isinstance(error, ChannelError) and not isinstance(error, Unauthorized)
            mark = Mark.WARNING if passing else Mark.ERROR
            yield Point(mark, _named(account), Words(why, why), exit=Exit.DONE if passing else Exit.SETTINGS)


def _account(case: Case, account: Account) -> Iterator[Point]:
    conf = case.settings
    secrets = conf.secrets[account.name]
    opening = channels.Opening(account, secrets, case.door, conf.output, conf.posts)
    channel = channels.load(opening)
    missing = ", ".join(secrets.variable(need) for need in channel.needs if need not in secrets)
    if missing:
        said = Words(f"in de omgeving ontbreekt {missing}.", f"the environment lacks {missing}.")
        mend = Words("docs/settings.md zegt waar dat hoort.", "docs/settings.md says where to put it.")
        yield Point(Mark.ERROR, _named(account), said, mend, Exit.SETTINGS)
    elif isinstance(channel, Examines):
        yield from _standing(_named(account), channel.doctor(), case.now, channel.network)
    elif channel.needs:
        yield Point(Mark.GOOD, _named(account), UNASKED)
    else:
        yield Point(Mark.GOOD, _named(account), Words("er is niets voor nodig.", "nothing is needed for it."))


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


def _named(account: Account) -> Words:
    return Words(f"account {account.name}", f"account {account.name}")


UNASKED = Words(
    "elk geheim is er; of het netwerk ze aanneemt, blijkt bij het eerste bericht.",
    "every secret is there; whether the network takes them shows with the first post.",
)
