"""doctor --prove: one test post that says what it is, looked at as a stranger would, and withdrawn again.

It is claimed in the ledger before it is sent, by entries of its own kind (ledger/trials.py), so that a run
that was killed leaves a trace: the next one finds that post and takes it away before it makes another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from syndicate.channels import Absent, Channel, Found
from syndicate.channels.abilities import Recalls, Withdraws
from syndicate.errors import ChannelError, Exit, ExpertstatusError, Held, OutcomeUnknown, SettingsError
from syndicate.ledger import trials
from syndicate.ledger.trials import BEGUN, GONE, MADE, NONE, SENT, Trial
from syndicate.model import (
    Article,
    EntryKind,
    KeyState,
    Kind,
    Occasion,
    Payload,
    Post,
    Prepared,
    Receipt,
    State,
    Words,
    campaign_token,
    post_key,
)  # fmt: skip
from syndicate.workflows import clocks, outgoing
from syndicate.workflows import prove_said as says
from syndicate.workflows.doubt import wait_since
from syndicate.workflows.prove_said import filled
from syndicate.workflows.publish import refuse_missing_packages, refuse_missing_secrets
from syndicate.workflows.stranger import NO, look, settling
from syndicate.workflows.way import Tell, Way, entry, holds, open_way, refuse_hold, silent

UID = "prove"
LEASE = timedelta(minutes=10)
"""How long one test post may take; another run that is faster than that leaves it alone."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Whether the account took a test post that a stranger could see and gave it back, and what was seen."""

    good: bool
    said: tuple[Words, ...]
    language: str = "nl"

    @property
    def exit(self) -> Exit:
        """Return 0 where it works, else 3."""
        return Exit.DONE if self.good else Exit.SETTINGS


class Unsettled(Exception):
    """Whether a test post still stands is not known, or it could not be withdrawn."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.en)
        self.said = said


def prove(root: Path, name: str, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Proven:
    """Post, look, withdraw and date it; what a network refuses is in the result, with what to do.

    Raises SettingsError, LedgerError and Held while nothing was sent, and SettingsError where another run
    tries the same account.
    """
    way = open_way(root, tell=tell, environ=environ)
    if name not in way.channels:
        raise SettingsError(
            f"{name} is no account of SYNDICATE_ACCOUNTS. Known: {', '.join(way.channels) or 'none'}."
        )
    channel = way.channels[name]
    if not isinstance(channel, Withdraws):
        return Proven(False, (filled(says.CANNOT, network=channel.network),), way.settings.language)
    _refuse_held(way, name)
    alone = replace(way, channels={name: channel})
    refuse_missing_packages(alone)
    refuse_missing_secrets(alone)
    clocks.refuse_wrong(way)
    said: list[Words] = []
    try:
        for trial in _unfinished(way, name):
            if trial.lease > way.moment():
                raise SettingsError(_busy(trial))
            said.append(_ended(way, channel, trial))
        said += _tried(way, channel)
    except Unsettled as left:
        return Proven(False, (*said, left.said), way.settings.language)
    return Proven(said[-1] is says.WORKS, tuple(said), way.settings.language)


def _tried(way: Way, channel: Channel) -> tuple[Words, ...]:
    """Make one test post and take it away again; the last of what is said is WORKS where all went well."""
    post = _post(way, channel)
    try:
        payload = channel.render(post)
        outgoing.refuse_in_payloads(way.settings, [payload])
        _claim(way, channel, payload)
        receipt = _send(way, channel, _prepare(way, channel, payload))
    except ChannelError as error:
        mine = (trial for trial in _unfinished(way, channel.account) if trial.key == post.key)
        return (_told(way, says.REFUSED, error), *(_ended(way, channel, trial) for trial in mine))
    _note(way, channel, post.key, SENT, {"id": receipt.id, "url": receipt.url})
    return _looked_at(way, channel, post, receipt)


def _claim(way: Way, channel: Channel, payload: Payload) -> None:
    """Write that this run tries the account; raises SettingsError where another one was first."""
    created_at, lease = payload.created_at.isoformat(), (way.moment() + LEASE).isoformat()
    data = {"lease": lease, "marker": payload.marker, "created_at": created_at}
    _note(way, channel, payload.key, BEGUN, data)
    first = _unfinished(way, channel.account)[0]
    if first.key != payload.key:
        _note(way, channel, payload.key, NONE)
        raise SettingsError(_busy(first))


def _prepare(way: Way, channel: Channel, payload: Payload) -> Prepared:
    """Upload, look again whether a person holds it, and write that from now on it may be there."""
    try:
        prepared = channel.prepare(payload)
        _refuse_held(way, channel.account)
    except ExpertstatusError:
        _note(way, channel, payload.key, NONE)
        raise
    _note(way, channel, payload.key, MADE, {"refs": json.dumps(dict(prepared.refs))})
    return prepared


def _send(way: Way, channel: Channel, prepared: Prepared) -> Receipt:
    way.tell(f"{channel.account}: send the test post {prepared.payload.key}")
    try:
        receipt = channel.send(prepared)
    except OutcomeUnknown:
        raise
    except ChannelError:
        _note(way, channel, prepared.payload.key, NONE)
        raise
    assert isinstance(receipt, Receipt)  # noqa: S101 - a channel that withdraws gives posts to nobody
    return receipt


def _looked_at(way: Way, channel: Channel, post: Post, receipt: Receipt) -> tuple[Words, ...]:
    """Look as a stranger, and withdraw the post whatever comes of that."""
    data: dict[str, str] = {}
    try:
        seen = look(way, channel, receipt, campaign_token(post.key))
        data["seen"] = seen.code
    finally:
        _withdraw(way, channel, post.key, receipt, data)
    return (seen.said, says.HIDDEN if seen.code == NO else says.WORKS)


def _ended(way: Way, channel: Channel, trial: Trial) -> Words:
    """Take away what an unfinished test post left; raises Unsettled where that cannot be known or done."""
    receipt = trial.receipt
    if receipt is None and trial.step == MADE:
        since = KeyState(State.IN_DOUBT, until=min(trial.lease, way.moment()))
        wait_since(way, since, settling(way, channel))
        receipt = _found(way, channel, trial)
    if receipt is None:
        _note(way, channel, trial.key, NONE)
        return filled(says.NOT_THERE, day=f"{trial.first.at:%Y-%m-%d}")
    _withdraw(way, channel, trial.key, receipt, {})
    return filled(says.CLEARED, day=f"{trial.first.at:%Y-%m-%d}", url=receipt.url)


def _found(way: Way, channel: Channel, trial: Trial) -> Receipt | None:
    """Look for a test post that may have been sent; where nobody can, a person is asked once."""
    try:
        seen = channel.find(trial.claim)
    except ChannelError as error:
        raise Unsettled(_told(way, says.ASK_AGAIN, error)) from None
    if isinstance(seen, Found):
        return seen.receipt
    if isinstance(seen, Absent):
        return None
    why, marker = way.door.redact(seen.why).rstrip("."), trial.data["marker"]
    if isinstance(channel, Recalls):  # it may be read the next time
        raise Unsettled(filled(says.ASK_AGAIN, why=why))
    _note(way, channel, trial.key, NONE)
    raise Unsettled(filled(says.LOOK_YOURSELF, why=why, marker=marker, name=channel.account))


def _withdraw(way: Way, channel: Channel, key: str, receipt: Receipt, data: Mapping[str, str]) -> None:
    assert isinstance(channel, Withdraws)  # noqa: S101 - `prove` asked no other
    try:
        channel.withdraw(receipt)
    except ChannelError as error:
        raise Unsettled(_told(way, says.STANDS, error, url=receipt.url)) from None
    _note(way, channel, key, GONE, data)


def _post(way: Way, channel: Channel) -> Post:
    """Return the test post: words that say what it is, with the marker by which it is found again."""
    conf = way.settings
    lang = Words.lang_of((*channel.languages, conf.language)[0])
    occasion = Occasion(Kind.NEW, way.run)
    key = post_key(UID, lang, channel.account, str(occasion))
    token = campaign_token(key)
    named = conf.practice.name or conf.sitename
    return Post(
        key=key,
        article=Article(UID, lang, says.TITLE.of(lang), UID, "", ""),
        account=channel.account,
        occasion=occasion,
        at=way.moment().replace(microsecond=0),
        text=says.TEXT.of(lang).format(name=named, token=token),
        link=f"{conf.siteurl}/?s={token}",
        permalink=f"{conf.siteurl}/",
        lang=lang,
        title=says.TITLE.of(lang),
        summary="",
    )


def _refuse_held(way: Way, name: str) -> None:
    refuse_hold(way)
    if f"account:{name}" in holds(way):
        raise Held(f"a person holds account:{name}. `invoke release --scope account:{name}` lets it go on.")


def _unfinished(way: Way, name: str) -> tuple[Trial, ...]:
    return trials.unfinished(way.ledger.only(EntryKind.TRIAL), name)


def _note(way: Way, channel: Channel, key: str, step: str, data: Mapping[str, str] | None = None) -> None:
    said = {"account": channel.account, "step": step, **(data or {})}
    way.ledger.append(entry(way, EntryKind.TRIAL, key, data=said))


def _busy(trial: Trial) -> str:
    return (
        f"account {trial.account}: another run is trying it, until {trial.lease:%H:%M} UTC at the latest. "
        "Try again after that; what it leaves is then taken away first."
    )


def _told(way: Way, words: Words, error: ChannelError, **more: str) -> Words:
    return filled(words, why=way.door.redact(str(error)).rstrip("."), **more)
