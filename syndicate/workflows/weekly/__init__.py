"""One short message a week through Apprise: what was posted, what comes, and what waits for somebody.

It is sent once in a calendar week, which the ledger keeps, however often it is asked for. Of two runs at once
the one whose line stands first sends it. A run that died between sending and noting may leave it to be sent
twice; one that no address took is tried again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import plan, rules
from syndicate.errors import Exit
from syndicate.ledger.line import moment
from syndicate.model import Article, EntryKind, Slot, State, Status, post_key
from syndicate.workflows import cards, desk, leaving, outgoing, telling
from syndicate.workflows.outlook import lanes, shareable
from syndicate.workflows.past import past
from syndicate.workflows.way import Tell, Way, approvals, entry, holds, open_way, silent, sources, unasked
from syndicate.workflows.weekly.wording import Week, message

WEEK, SOON = timedelta(days=7), timedelta(days=30)
LEASE = timedelta(minutes=10)
HOURS = range(8, 20)
NAME = "weekly"


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to read in a week; `exit` is 5 where no address took it."""

    title: str
    words: str
    exit: Exit = Exit.DONE


def weekly(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Told:
    """Send this week's message, where nobody was told yet; without SYNDICATE_TELL it is only returned.

    Raises SettingsError, LedgerError, and ContentError where words that stand everywhere show a person.
    """
    return _send(open_way(root, tell=tell, environ=environ))


def on_time(way: Way) -> None:
    """Send this week's message in the first run from Monday 08:00 on, by day; no run fails for it."""
    clock = way.moment().astimezone(ZoneInfo(way.settings.timezone))
    if not way.settings.tell or clock.hour not in HOURS:
        return
    try:
        if _turn(way) != DONE:
            _send(way)
    except Exception as error:
        why = way.door.redact(str(error)) or type(error).__name__
        way.tell(f"this week's message was not sent: {why}")


def _send(way: Way) -> Told:
    told, lang = week(way), way.settings.language
    title, words = message(told, lang)
    outgoing.refuse(outgoing.search(way.settings), "this week's message", f"{title}\n{words}")
    made = Told(title, words)
    if way.settings.ci:  # what a code host's run says everybody may read: not the desk's address
        made = Told(*message(replace(told, where=way.settings.siteurl), lang))
    if not way.settings.tell:
        way.tell(UNSET)
        return made
    if (turn := _begun(way)) != way.run:
        way.tell("this week's message was sent already" if turn == DONE else "another run is sending it")
        return made
    if telling.send(way, telling.News(title, words), "the practice", lambda: _note(way, "sent")):
        return made
    _note(way, "failed")
    return replace(made, exit=Exit.ALL_FAILED)


def week(way: Way) -> Week:
    """Return what there is to tell this week; raises as `weekly` does."""
    found = sources(way, approvals(way))
    leaving.refuse_shown(found)
    back = leaving.held_back(way, found)
    free, _ = shareable(way, way.content.articles, (*found, *leaving.about(way, found, back)))
    hold = holds(way).get("all")
    conf, zone = way.settings, ZoneInfo(way.settings.timezone)
    shared, slots = _shared(way), () if hold else _slots(way, free)
    public = (a for a in way.content.articles if a.status is Status.PUBLISHED and a.ref not in back)
    titles = {a.ref: rules.hidden(a.title, known=way.known) for a in public}
    return Week(
        name=conf.practice.name or conf.sitename,
        posts=len(shared),
        posted=tuple(dict.fromkeys(titles[ref] for ref in shared if ref in titles)),
        to_come=len(slots),
        asking=len(unasked(way, (slot.key for slot in slots))),
        coming=tuple((s.at.astimezone(zone).date(), titles[s.article.ref]) for s in slots),
        in_hand=len(cards.given(way)),
        reviews=tuple(titles[a.ref] for a in _due(way) if a.ref in titles),
        held=hold.at.astimezone(zone).date() if hold else None,
        where=f"{conf.siteurl}/{desk.address(way)}" if conf.desk else conf.siteurl,
    )


def _shared(way: Way) -> list[str]:
    """Return the article (uid/lang) of each post of the last seven days, newest first."""
    since = way.moment() - WEEK
    late = [p for p in way.ledger.posted() if not p.adopted and not p.open and p.at > since]
    keys = {post_key(p.uid, p.lang, p.account, p.occasion): p for p in late}
    states = way.ledger.state(keys, way.moment()) if keys else {}
    there = [p for key, p in keys.items() if states[key].state is State.POSTED]
    return [f"{p.uid}/{p.lang}" for p in sorted(there, key=lambda p: p.at, reverse=True)]


def _slots(way: Way, free: Sequence[Article]) -> tuple[Slot, ...]:
    """Return what goes out in the coming seven days, as `plan` shows it."""
    history, calendar, open_lanes = past(way), way.content.calendar, lanes(way)
    now = plan.due(free, open_lanes, calendar, history, way.now).slots
    later = plan.coming(free, open_lanes, calendar, history, way.now, days=WEEK.days)
    return tuple(sorted({s.key: s for s in (*later, *now)}.values(), key=lambda s: (s.at, s.key)))


def _due(way: Way) -> list[Article]:
    """Return the public texts whose review is due within 30 days, or late, by that day."""
    public = (a for a in way.content.articles if a.status is Status.PUBLISHED)
    dated = [(a.next_review, a) for a in public if a.next_review and a.next_review <= way.today + SOON]
    return [article for _, article in sorted(dated, key=lambda one: (one[0], one[1].ref))]


def _key(way: Way) -> str:
    year, number, _ = way.today.isocalendar()
    return f"{NAME}/-/tell/{year}-{number:02}"


def _turn(way: Way) -> str:
    """Return the run that may send, the first that is at it and did not fail, "" for none; DONE once told."""
    key = _key(way)
    lines = [e for e in way.ledger.of(NAME) if e.key == key]
    if any("sent" in e.data for e in lines):
        return DONE
    failed = {e.run for e in lines if "failed" in e.data}
    begun = (e for e in lines if "lease" in e.data and e.run not in failed)
    return next((e.run for e in begun if moment(e.data["lease"]) > way.moment()), "")


def _begun(way: Way) -> str:
    """Write that this run sends the message, where no other does, and return whose turn it is."""
    turn = _turn(way)
    if turn:
        return turn
    _note(way, "lease", LEASE)
    return _turn(way)


def _note(way: Way, what: str, later: timedelta = timedelta()) -> None:
    data = {what: (way.moment() + later).isoformat()}
    way.ledger.append(entry(way, EntryKind.PREPARED, _key(way), 1, data))


DONE = "done"
UNSET = (
    "SYNDICATE_TELL is not set, so that nobody was told. Put an address for messages there "
    "(docs/operations.md, The week in one message)."
)
