"""skip: "not this one", or "later", for the next post of an article, and the way back; or a yes to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import plan, rules
from syndicate.errors import SettingsError
from syndicate.ledger import reading
from syndicate.model import Article, EntryKind, Role, Slot, State, campaign_token
from syndicate.workflows.outlook import lanes, shareable
from syndicate.workflows.past import past
from syndicate.workflows.way import Tell, Way, approvals, entry, open_way, silent, sources
from syndicate.workflows.way.recalled import POST

AHEAD = 7 * 26
FARTHEST = timedelta(366)
SIGNS = re.compile(r"[0-9a-f]{24}", re.ASCII)


def skip(
    root: Path,
    article: str,
    *,
    account: str = "",
    until: str = "",
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Keep the next post of an article (file, slug, uid or uid/lang) from going out, and return the keys.

    With `until` (a day, in the practice's time) it goes out from then on; without, its turn is over and the
    article comes back when the calendar asks again. On one account, or on all where none is said. Looked
    for is in the next half year. A hold in the ledger, which a run that sends reads right before each post.
    Raises SettingsError where nothing is planned, LedgerError.
    """
    way = open_way(root, tell=tell, environ=environ)
    day = _day(way, until) if until else None
    found = _next(way, _refs(way, article), _account(way, account))
    if not found:
        where = f" on {account}" if account else ""
        raise SettingsError(
            f"no post of {rules.hidden(article, known=way.known)} is planned{where} in the next half year; "
            "`invoke plan` shows what is."
        )
    return tuple(_put_off(way, slot, day) for slot in found)


def skip_one(
    root: Path,
    token: str,
    *,
    until: str = "",
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> str:
    """Keep the planned post with these eight signs from going out, as `skip` does; return its key."""
    way = open_way(root, tell=tell, environ=environ)
    day = _day(way, until) if until else None
    return _put_off(way, _of(way, token), day)


def allow_one(
    root: Path,
    signs: str,
    person: str,
    *,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> str:
    """Note that a person of people.toml says yes to the planned post with these 24 signs; return its key.

    Eight of them say which post, the others what it says and shows: where that has changed since, this is no
    yes to it, and the desk asks anew. Raises SettingsError, also where silence means go; LedgerError.
    """
    way = open_way(root, tell=tell, environ=environ)
    if not way.settings.asks:
        raise SettingsError("posts wait for no yes here: SYNDICATE_SILENCE is 'go' (docs/settings.md).")
    if person not in way.content.people:
        known = ", ".join(sorted(way.content.people))
        raise SettingsError(f"say who says yes: --person ID, as it stands in people.toml. Known: {known}.")
    if not SIGNS.fullmatch(signs):
        raise SettingsError(
            "these are not the 24 signs of a post. The desk and `invoke publish --dry-run` show them."
        )
    slot = _of(way, signs[:8])
    data = {"person": person, "role": str(Role.POST), "hash": signs[8:], "account": way.settings.actor}
    way.ledger.append(entry(way, EntryKind.APPROVAL, slot.key, data=data))
    way.tell(f"{slot.key}: may be posted, says {person}")
    return slot.key


def undo(
    root: Path,
    article: str,
    *,
    account: str = "",
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Take back every "not this one" and "later" of an article, and return the keys; raises SettingsError."""
    way = open_way(root, tell=tell, environ=environ)
    refs, name = _refs(way, article), _account(way, account)
    keys = tuple(
        key
        for key in _held(way)
        for uid, lang, where, _ in [key.split("/", 3)]
        if f"{uid}/{lang}" in refs and name in ("", where)
    )
    if not keys:
        raise SettingsError(f"no post of {rules.hidden(article, known=way.known)} was skipped or put off.")
    for key in keys:
        _let_go(way, key)
    return keys


def undo_one(root: Path, token: str, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> str:
    """Take back what holds the post with these eight signs, as `undo` does; return its key."""
    way = open_way(root, tell=tell, environ=environ)
    key = next((key for key in _held(way) if campaign_token(key) == token), "")
    if not key:
        raise SettingsError(f"no post with the signs {token} is held any more; the desk shows what is.")
    _let_go(way, key)
    return key


def _held(way: Way) -> Iterator[str]:
    """Yield the keys of the posts that somebody skipped or put off."""
    scopes = reading.holds(way.ledger.only(EntryKind.HOLD, EntryKind.RELEASE))
    return (scope.removeprefix(POST) for scope in scopes if scope.startswith(POST))


def _let_go(way: Way, key: str) -> None:
    data = {"scope": f"{POST}{key}", "person": way.settings.actor}
    way.ledger.append(entry(way, EntryKind.RELEASE, data=data))
    way.tell(f"{key}: takes its turn again")


def _put_off(way: Way, slot: Slot, day: datetime | None) -> str:
    data = {"person": way.settings.actor, "scope": f"{POST}{slot.key}"}
    if day:
        data["until"] = day.astimezone(UTC).isoformat()
    way.ledger.append(entry(way, EntryKind.HOLD, data=data))
    way.tell(f"{slot.key}: {f'not before {day.date()}' if day else 'skipped'}{_sending(way, slot)}")
    return slot.key


def _next(way: Way, refs: frozenset[str], account: str) -> Sequence[Slot]:
    """Return the next slot on each account: what is due at this moment, else what comes."""
    first: dict[tuple[str, str], Slot] = {}
    for slot in _planned(way):
        if slot.article.ref in refs and account in ("", slot.account):
            first.setdefault((slot.article.ref, slot.account), slot)
    return tuple(first.values())


def _of(way: Way, token: str) -> Slot:
    found = next((slot for slot in _planned(way) if campaign_token(slot.key) == token), None)
    if found is None:
        raise SettingsError(f"no post with the signs {token} is planned any more; the desk shows what is.")
    return found


def _planned(way: Way) -> tuple[Slot, ...]:
    """Return what is due at this moment, then what comes in the next half year."""
    free = shareable(way, way.content.articles, sources(way, approvals(way)))[0]
    history, calendar, open_lanes = past(way), way.content.calendar, lanes(way)
    due = plan.due(free, open_lanes, calendar, history, way.now).slots
    coming = plan.coming(free, open_lanes, calendar, history, way.now, days=AHEAD)
    return (*due, *coming)


def _sending(way: Way, slot: Slot) -> str:
    state = way.ledger.state([slot.key], way.moment())[slot.key].state
    return " (a run is sending it at this moment, and may be ahead)" if state is State.CLAIMED else ""


def _refs(way: Way, said: str) -> frozenset[str]:
    def named(one: Article) -> bool:
        return said in {one.ref, one.uid, one.file, one.slug}

    found = frozenset(a.ref for a in way.content.articles if named(a))
    if not found:
        raise SettingsError(
            f"{rules.hidden(said, known=way.known)!r} is no article: say its file, slug, uid or uid/lang."
        )
    return found


def _account(way: Way, name: str) -> str:
    known = [a.name for a in way.settings.accounts]
    if name and name not in known:
        raise SettingsError(
            f"{rules.hidden(name, known=way.known)!r} is no account. Known: {', '.join(known)}."
        )
    return name


def _day(way: Way, said: str) -> datetime:
    """Return the beginning of a day, in the practice's zone."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise SettingsError("say --until as a day: 2026-12-01.") from None
    if not way.today < day <= way.today + FARTHEST:
        raise SettingsError("--until is a day after today, at most a year ahead.")
    return datetime.combine(day, time(), ZoneInfo(way.settings.timezone))
