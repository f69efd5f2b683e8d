"""What each run leaves on the host for a watcher: when it ran, how it ended, how the accounts stand.

One small public file beside the build (NOTE_FILE). It holds times, counts and the names of the
accounts: no reason, no title, no text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate import __version__, plan
from syndicate.errors import Exit
from syndicate.http.redaction import Search
from syndicate.ledger import timing
from syndicate.model import Article
from syndicate.site import deploy
from syndicate.workflows import expiry, outgoing, waiting
from syndicate.workflows.outlook import shareable
from syndicate.workflows.past import past
from syndicate.workflows.way import Way, agreed, approvals, holds, known_accounts, lanes, sources

FORM = 1
# a git host gets a commit for each: at most four a day where nothing happens
REFRESH = timedelta(hours=6)


def leave(way: Way, end: Exit, free: Sequence[Article] | None = None) -> timing.Late | None:
    """Write the heartbeat of a run that ended with `end`, where it says something new or is six hours old.

    Returns how late posts went out, None also where the ledger could not tell.

    `free` are the articles that may be shared; they are looked for where the run did not come so far.
    No run fails for it: what goes wrong is told.
    """
    late = None
    try:
        looking = outgoing.search(way.settings)
        late, standings = watched(way)
        said = beat(way, end, _free(way) if free is None else free, late, standings)
        deploy.note(way.settings, lambda there: _written(said, looking) if _is_news(said, there) else "")
    except Exception as error:
        why = way.door.redact(str(error)) or type(error).__name__
        way.tell(f"the heartbeat on the host was not renewed: {why.rstrip('.')}. The run itself stands.")
    return late


def watched(way: Way) -> tuple[timing.Late | None, Mapping[str, timing.Standing]]:
    """Return how late posts went out and how the accounts stand, in one pass; raises LedgerError."""
    now = way.moment()
    lateness = timing.Lateness(now)
    accounts = timing.Accounts(sorted(account.name for account in way.settings.accounts))
    for entry in way.ledger.only(*timing.WATCHED):
        lateness.take(entry)
        accounts.take(entry)
    return lateness.late, accounts.standings(holds(way), now)


def beat(
    way: Way,
    end: Exit,
    free: Sequence[Article],
    late: timing.Late | None,
    standings: Mapping[str, timing.Standing],
) -> Mapping[str, Any]:
    """Return what the heartbeat says; raises LedgerError."""
    ends = {name: {"token_ends": _zulu(at)} for name, at in expiry.soon(way).items()}
    return {
        "v": FORM,
        "version": __version__,
        "last_run": _zulu(way.moment()),
        "outcome": outcome(end),
        "oldest_due": _zulu(oldest_due(way, free)),
        "late_minutes": {"posts": late.posts, "p50": late.p50, "p95": late.p95} if late else None,
        "channels": {
            n: {"state": s.state, "last_sent": _zulu(s.sent)} | ends.get(n, {}) for n, s in standings.items()
        },
    }


def outcome(end: Exit) -> str:
    """Return the word for an exit code: done, content, some failed ..."""
    return end.name.lower().replace("_", " ")


def oldest_due(way: Way, free: Sequence[Article]) -> datetime | None:
    """Return since when the longest waiting post might have gone out, also on accounts that are held.

    A post that was due in a window that has closed meanwhile is still waiting, so windows are left to
    the plan's `due_since`. What waits for somebody's yes is not late.
    """
    known = known_accounts(way)
    ready = {a.name for a in way.settings.accounts if a.embedded or a.name in known}
    mine = agreed(way, (x for x in lanes(way) if x.account in ready))
    paced = [replace(x, pace=replace(x.pace, always=True)) for x in mine]
    due = plan.due(free, paced, way.content.calendar, past(way), way.now)
    return min(waiting.since(way, due.slots).values(), default=None)


def _free(way: Way) -> tuple[Article, ...]:
    return shareable(way, way.content.articles, sources(way, approvals(way)))[0]


def _is_news(said: Mapping[str, Any], there: str) -> bool:
    """Tell whether what stands on the host is of another substance, six hours old, or nothing of ours."""
    try:
        old = json.loads(there)
        age = datetime.fromisoformat(said["last_run"]) - datetime.fromisoformat(old["last_run"])
    except (ValueError, TypeError, KeyError):
        return True
    same = {**old, "last_run": ""} == {**said, "last_run": ""}
    return not (same and timedelta(0) <= age < REFRESH)


def _written(said: Mapping[str, Any], looking: Search) -> str:
    text = json.dumps(said, indent=2) + "\n"
    outgoing.refuse(looking, "the heartbeat", text)
    return text


def _zulu(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
