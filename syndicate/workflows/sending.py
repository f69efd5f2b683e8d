"""Claim, prepare, look again, send once, record: the only place from which anything is posted.

Nothing after the network call may fail the send or cause it to be repeated; one account's failure
never stops another's. Without a durable claim nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from syndicate.channels import Channel, Given
from syndicate.errors import (
    ChannelError,
    LedgerError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, Prepared, Receipt, State
from syndicate.workflows import clocks, spending, waiting
from syndicate.workflows.outlook import Coming
from syndicate.workflows.standin import in_question
from syndicate.workflows.way import Way, entry, holds, origin, unsaid


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one post: `posted`, `given` (to a person, its card at `url`), `failed`, `doubt`, `held`
    or `taken` (another run has it).
    """

    key: str
    account: str
    outcome: str
    url: str = ""
    why: str = ""


def send_all(way: Way, coming: Sequence[Coming]) -> tuple[Sent, ...]:
    """Claim all posts in one step, then send account by account.

    Nothing is claimed that still waits for somebody's yes, whatever was planned. Raises LedgerError, or
    SettingsError for a wrong clock, while nothing was sent; later, what could not be noted is in doubt.
    """
    clocks.refuse_wrong(way)
    waits = unsaid(way, (c.payload for c in coming))
    refused = [Sent(c.post.key, c.post.account, "held", why=UNSAID) for c in coming if c.post.key in waits]
    coming = [c for c in coming if c.post.key not in waits]
    dues = waiting.since(way, [c.slot for c in coming])
    claims = {c.post.key: claim(way, c, dues.get(c.post.key, way.now)) for c in coming}
    handed = _handed(way, claims)
    over = spending.beyond(way, claims) - set(handed)
    claims = {key: mine for key, mine in claims.items() if key not in handed and key not in over}
    won = {e.key: e for e in way.ledger.claim(list(claims.values()), way.moment())}
    sent = [Sent(key, handed[key], "doubt", why=HANDED) for key in handed]
    sent += [_taken(way, c) for c in coming if c.post.key in claims and c.post.key not in won]
    for key in spending.beyond(way, won):  # another run claimed meanwhile
        way.ledger.append(entry(way, EntryKind.RELEASED, key, won.pop(key).attempt, {"why": "cap"}))
        over |= {key}
    sent += [
        Sent(c.post.key, c.post.account, "held", why=spending.OVER) for c in coming if c.post.key in over
    ]
    ours = sorted((c for c in coming if c.post.key in won), key=lambda c: c.post.account)
    for account, posts in groupby(ours, key=lambda c: c.post.account):
        sent.extend(_send_account(way, way.channels[account], list(posts), won))
    if any(s.outcome == "unnoted" for s in sent):
        if all(s.outcome in ("unnoted", "taken", "held") for s in sent):
            raise LedgerError(next(s.why for s in sent if s.outcome == "unnoted"))
        sent = [replace(s, outcome="doubt") if s.outcome == "unnoted" else s for s in sent]
    return (*refused, *sent)


def claim(way: Way, coming: Coming, due: datetime) -> Entry:
    """Make the claim of one post: by whom, until when, of which body, and how to recognise it.

    `due` is the moment from which it might have gone out.
    """
    post, payload = coming.post, coming.payload
    patience = getattr(way.channels[post.account], "patience", 0.0)
    lease = way.moment() + timedelta(seconds=patience or way.settings.lease)
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
        "due": due.isoformat(),
        **({"by": "hand"} if patience else {}),
        **spending.cost(way.channels[post.account], payload),
        **origin(way, post.article),
    }
    return entry(way, EntryKind.CLAIM, post.key, known.attempt + 1, data)


def _handed(way: Way, claims: Mapping[str, Entry]) -> dict[str, str]:
    """Put in doubt what is to be sent and a person may have posted already; return its accounts by key."""
    again = {key: mine for key, mine in claims.items() if mine.attempt > 1 and "by" not in mine.data}
    states = way.ledger.state(again, way.moment()) if again else {}
    found = {}
    for key, mine in again.items():
        if states[key].state in (State.FREE, State.REJECTED) and in_question(way, mine):
            way.ledger.append(entry(way, EntryKind.UNKNOWN, key, states[key].attempt, {"why": "by hand"}))
            found[key] = mine.data["account"]
    return found


UNSAID = "nobody said yes to it as it is now"
HANDED = "somebody had its card, so that the account is looked at before its API posts it"


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
        try:
            if stop is None:
                yield _send_one(way, channel, coming, mine)
            else:
                yield _give_back(way, mine, stop)
        except Rejected as error:
            data = {"body": coming.payload.hash, "why": "Rejected"}
            yield _note(way, EntryKind.REJECTED, mine, data, _failed(way, mine, error))
        except OutcomeUnknown as error:
            doubt = Sent(mine.key, channel.account, "doubt", why=way.door.redact(str(error)))
            yield _note(way, EntryKind.UNKNOWN, mine, {"why": "OutcomeUnknown"}, doubt)
        except ChannelError as error:
            stop = error
            yield _give_back(way, mine, error)
        except LedgerError as error:
            yield Sent(mine.key, channel.account, "unnoted", why=str(error))


def _send_one(way: Way, channel: Channel, coming: Coming, mine: Entry) -> Sent:
    prepared = _prepare(way, channel, coming, mine)
    changed = _changed(way, mine)
    if changed:
        return _note(way, EntryKind.RELEASED, mine, {"why": changed.outcome}, changed)
    receipt = _send(channel, prepared)
    if isinstance(receipt, Given):  # its claim runs on: whoever has it in hand says what became of it
        return Sent(mine.key, channel.account, "given", receipt.address)
    posted = Sent(mine.key, channel.account, "posted", receipt.url)
    return _note(way, EntryKind.SENT, mine, {"id": receipt.id, "url": receipt.url}, posted)


def _note(way: Way, kind: EntryKind, mine: Entry, data: Mapping[str, str], sent: Sent) -> Sent:
    """Write an outcome down; where the ledger fails now, the post is in doubt, and the run goes on."""
    try:
        way.ledger.append(entry(way, kind, mine.key, mine.attempt, data))
    except LedgerError as error:
        way.tell(f"{mine.key}: {sent.outcome} {sent.url}, but the ledger could not note it: {error}")
        return replace(sent, outcome="doubt", why=str(error))
    return sent


def _prepare(way: Way, channel: Channel, coming: Coming, mine: Entry) -> Prepared:
    try:
        prepared = channel.prepare(coming.payload)
    except OutcomeUnknown as error:
        raise Unavailable(str(error)) from error
    except ChannelError:
        raise
    except Exception as error:
        raise Unavailable(f"{type(error).__name__} while preparing: {way.door.redact(str(error))}") from error
    if prepared.told:
        way.tell(f"{mine.key}: {way.door.redact(prepared.told)}")
    way.ledger.append(entry(way, EntryKind.PREPARED, mine.key, mine.attempt, prepared.refs))
    return prepared


def _send(channel: Channel, prepared: Prepared) -> Receipt | Given:
    try:
        return channel.send(prepared)
    except ChannelError:
        raise
    except Exception as error:
        raise OutcomeUnknown(f"{type(error).__name__} while sending") from error


def _changed(way: Way, mine: Entry) -> Sent | None:
    """Say why this post may not go out after all: its lease is nearly over, or a person holds it."""
    account = mine.data["account"]
    state = way.ledger.state([mine.key], way.moment())[mine.key]
    held = holds(way)
    ours = state.claim is not None and state.claim.run == mine.run and state.claim.attempt == mine.attempt
    if wrong := clocks.wrong(way):
        return Sent(mine.key, account, "failed", why=wrong)
    left = moment(mine.data["lease"]) - way.moment()  # now: the ledger and the servers were asked meanwhile
    needed = timedelta(seconds=clocks.needed(way))
    if not ours or state.state is not State.CLAIMED or left < needed:
        why = "the lease of this run ended before the post could be sent; the next run takes it up"
        return Sent(mine.key, account, "taken", why=why)
    scopes = ("all", f"account:{account}", f"article:{mine.data['uid']}", f"post:{mine.key}")
    scope = next((s for s in scopes if s in held), "")
    return Sent(mine.key, account, "held", why=f"a person holds {scope}") if scope else None


def _give_back(way: Way, mine: Entry, error: ChannelError) -> Sent:
    data = {"why": type(error).__name__}
    if isinstance(error, RateLimited):
        data["until"] = error.until.isoformat()
    return _note(way, EntryKind.RELEASED, mine, data, _failed(way, mine, error))


def _failed(way: Way, mine: Entry, error: ChannelError) -> Sent:
    return Sent(mine.key, mine.data["account"], "failed", why=way.door.redact(str(error)))
