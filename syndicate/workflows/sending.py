"""Claim, prepare, look again, send once, record: the only place from which anything is posted.

Nothing after the network call may fail the send or cause it to be repeated; one account's failure
never stops another's. Without a durable claim nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from syndicate.channels import Channel
from syndicate.errors import (
    ChannelError,
    LedgerError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from syndicate.ledger import reading
from syndicate.model import Entry, EntryKind, Prepared, Receipt, State
from syndicate.workflows.outlook import Coming
from syndicate.workflows.way import Way, entry


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one post: `posted`, `failed`, `doubt`, `held` or `taken` (another run has it)."""

    key: str
    account: str
    outcome: str
    url: str = ""
    why: str = ""


def send_all(way: Way, coming: Sequence[Coming]) -> tuple[Sent, ...]:
    """Claim all posts in one step, then send account by account; raises LedgerError only."""
    claims = {c.post.key: claim(way, c) for c in coming}
    won = {e.key: e for e in way.ledger.claim(list(claims.values()), way.moment())}
    sent = [_taken(way, c) for c in coming if c.post.key not in won]
    ours = sorted((c for c in coming if c.post.key in won), key=lambda c: c.post.account)
    for account, posts in groupby(ours, key=lambda c: c.post.account):
        sent.extend(_send_account(way, way.channels[account], list(posts), won))
    return tuple(sent)


def claim(way: Way, coming: Coming) -> Entry:
    """Make the claim of one post: by whom, until when, of which body, and how to recognise it."""
    post, payload = coming.post, coming.payload
    lease = way.moment() + timedelta(seconds=way.settings.lease)
    known = way.ledger.state([post.key], way.moment())[post.key]
    # a look back must reach to the first attempt: its post may surface late
    first = known.claim.data["created_at"] if known.claim else payload.created_at.isoformat()
    data = {
        "uid": post.article.uid,
        "lang": post.article.lang,
        "account": post.account,
        "occasion": str(post.occasion),
        "lease": lease.isoformat(),
        "body": payload.hash,
        "marker": payload.marker,
        "created_at": first,
        "variant": str(post.variant),
        "permalink": post.permalink,
    }
    return entry(way, EntryKind.CLAIM, post.key, known.attempt + 1, data)


def _taken(way: Way, coming: Coming) -> Sent:
    state = way.ledger.state([coming.post.key], way.moment())[coming.post.key]
    why = {
        State.REJECTED: "the network refused exactly this post before; change the teaser or the picture",
        State.WAITING: f"the network asked to wait until {state.until:%Y-%m-%d %H:%M} UTC"
        if state.until
        else "",
        State.POSTED: "it was posted by another run",
    }.get(state.state, "another run has claimed it")
    outcome = "failed" if state.state is State.REJECTED else "taken"
    return Sent(coming.post.key, coming.post.account, outcome, why=why)


def _send_account(
    way: Way, channel: Channel, posts: Sequence[Coming], won: dict[str, Entry]
) -> Iterator[Sent]:
    stop: ChannelError | None = None
    for coming in posts:
        mine = won[coming.post.key]
        if stop is not None:
            yield _give_back(way, mine, stop)
            continue
        try:
            yield _send_one(way, channel, coming, mine)
        except Rejected as error:
            data = {"body": coming.payload.hash, "why": "Rejected"}
            way.ledger.append(entry(way, EntryKind.REJECTED, mine.key, mine.attempt, data))
            yield _failed(way, mine, error)
        except OutcomeUnknown as error:
            way.ledger.append(
                entry(way, EntryKind.UNKNOWN, mine.key, mine.attempt, {"why": "OutcomeUnknown"})
            )
            yield Sent(mine.key, channel.account, "doubt", why=way.door.redact(str(error)))
        except ChannelError as error:
            stop = error
            yield _give_back(way, mine, error)


def _send_one(way: Way, channel: Channel, coming: Coming, mine: Entry) -> Sent:
    prepared = _prepare(way, channel, coming, mine)
    why = _changed(way, mine)
    if why:
        way.ledger.append(entry(way, EntryKind.RELEASED, mine.key, mine.attempt, {"why": "Held"}))
        return Sent(mine.key, channel.account, "held", why=why)
    receipt = _send(channel, prepared)
    try:
        data = {"id": receipt.id, "url": receipt.url}
        way.ledger.append(entry(way, EntryKind.SENT, mine.key, mine.attempt, data))
    except LedgerError as error:
        way.tell(f"{mine.key}: posted as {receipt.url}, but the ledger could not note it: {error}")
        return Sent(mine.key, channel.account, "doubt", receipt.url, str(error))
    return Sent(mine.key, channel.account, "posted", receipt.url)


def _prepare(way: Way, channel: Channel, coming: Coming, mine: Entry) -> Prepared:
    try:
        prepared = channel.prepare(coming.payload)
    except OutcomeUnknown as error:
        raise Unavailable(str(error)) from error
    except ChannelError:
        raise
    except Exception as error:
        raise Unavailable(f"{type(error).__name__} while preparing: {way.door.redact(str(error))}") from error
    way.ledger.append(entry(way, EntryKind.PREPARED, mine.key, mine.attempt, prepared.refs))
    return prepared


def _send(channel: Channel, prepared: Prepared) -> Receipt:
    try:
        return channel.send(prepared)
    except ChannelError:
        raise
    except Exception as error:
        raise OutcomeUnknown(f"{type(error).__name__} while sending") from error


def _changed(way: Way, mine: Entry) -> str:
    """Say why this post may not go out after all: the lease is gone, or a person holds it."""
    state = way.ledger.state([mine.key], way.moment())[mine.key]
    ours = state.claim is not None and state.claim.run == mine.run and state.claim.attempt == mine.attempt
    if state.state is not State.CLAIMED or not ours:
        return "the lease of this run ended before the post could be sent"
    held = reading.holds(e for _, e in way.ledger.since(""))
    uid = mine.data["uid"]
    scope = next((s for s in ("all", f"account:{mine.data['account']}", f"article:{uid}") if s in held), "")
    return f"a person holds {scope}" if scope else ""


def _give_back(way: Way, mine: Entry, error: ChannelError) -> Sent:
    data = {"why": type(error).__name__}
    if isinstance(error, RateLimited):
        data["until"] = error.until.isoformat()
    way.ledger.append(entry(way, EntryKind.RELEASED, mine.key, mine.attempt, data))
    return _failed(way, mine, error)


def _failed(way: Way, mine: Entry, error: ChannelError) -> Sent:
    return Sent(mine.key, mine.data["account"], "failed", why=way.door.redact(str(error)))
