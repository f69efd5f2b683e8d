"""posted: what a person posted by hand is noted, with its address if there is one, or that it will not be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate.channels.composers import is_of
from syndicate.channels.hand import Hand
from syndicate.errors import SettingsError
from syndicate.model import Entry, EntryKind, KeyState, State, campaign_token
from syndicate.workflows.standin import in_hand
from syndicate.workflows.way import Tell, Way, entry, open_way, silent

TOKEN = r"[0-9a-f]{8}"  # noqa: S105 - the eight signs on a card, which everybody may read
ADDRESS = r"https?://[^\s/@\\]+/\S*"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written down: `posted`, `skipped`, or `known` where it stood there already."""

    key: str
    what: str
    url: str = ""


def posted(
    root: Path,
    token: str,
    *,
    url: str = "",
    skip: bool = False,
    elsewhere: bool = False,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> Noted:
    """Note that the post of a card (its eight signs) was posted, at `url`, or (`skip`) that it will not be.

    It counts whenever it comes: also after the post was moved or dropped. Raises SettingsError for a token
    that is on no card, and for an address on another host than the network's that nobody said is right
    (`elsewhere`): it will stand on the article's page; LedgerError.
    """
    if not re.fullmatch(TOKEN, token):
        raise SettingsError("say the eight signs that stand on the card, e.g. `invoke posted 0a1b2c3d`.")
    if url and (skip or len(url) > LONGEST or not re.fullmatch(ADDRESS, url)):
        raise SettingsError(
            "--url is the address of the post itself, https://…, and not together with --skip."
        )
    way = open_way(root, tell=tell, environ=environ)
    claim = _claim(way, token)
    state = way.ledger.state([claim.key], way.moment())[claim.key]
    if skip:
        return _skipped(way, state, claim)
    known = state.receipt.url if state.receipt else ""
    if state.state is State.POSTED and (not url or url == known):
        return Noted(claim.key, "known", known)
    if url and not elsewhere:
        _at_home(way, claim.data["account"], url)
    data = {"id": url or token, "url": url}
    way.ledger.append(entry(way, EntryKind.FOUND, claim.key, claim.attempt, data))
    return Noted(claim.key, "posted", url)


def _claim(way: Way, token: str) -> Entry:
    """Return the last claim of the key with this token that was given to a person."""
    found = [
        e
        for e in way.ledger.only(EntryKind.CLAIM)
        if e.data.get("by") == "hand" and campaign_token(e.key) == token
    ]
    if not found:
        raise SettingsError(
            f"no card has the signs {token}. `invoke ledger.show` lists what was handed over."
        )
    return found[-1]


def _at_home(way: Way, account: str, url: str) -> None:
    """Refuse an address that is not on a host of the account's network, where that is known."""
    if account not in way.channels:
        return
    channel = in_hand(way, [account]).channels[account]
    if isinstance(channel, Hand) and not is_of(url, channel.composer.hosts):
        raise SettingsError(
            f"nothing was noted: posts on {channel.network} stand on {' or '.join(channel.composer.hosts)}, "
            "and this address does not. Say the right one, or `--elsewhere` beside it if it is right."
        )


def _skipped(way: Way, state: KeyState, claim: Entry) -> Noted:
    if state.state is State.POSTED:
        raise SettingsError(f"{claim.key} is noted as posted; it cannot be skipped any more.")
    if state.state is State.DROPPED:
        return Noted(claim.key, "known")
    by_api = state.claim is not None and "by" not in state.claim.data
    if by_api and state.state in (State.CLAIMED, State.IN_DOUBT):
        raise SettingsError(
            f"{claim.key} was sent through the network's API since, and may be there: it cannot be skipped. "
            "`invoke settle` says what became of it."
        )
    data = {"person": way.settings.actor}
    way.ledger.append(entry(way, EntryKind.DROPPED, claim.key, claim.attempt, data))
    return Noted(claim.key, "skipped")
