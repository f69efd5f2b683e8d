"""How late posts went out and how accounts stand, read from the entries alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from syndicate.ledger.line import decode, encode
from syndicate.ledger.reading import holds, states
from syndicate.ledger.timing import Accounts, Late, Lateness, Standing, dues, freed
from syndicate.model import Entry, EntryKind
from tests.ledger.entries import KEY, LEASE, NOW, adopted, claim, said, sent

X = "griepprik/nl/x/new"
LATER = NOW + timedelta(hours=1)


def claimed(minutes: float, key: str = KEY, *, at: datetime = NOW, attempt: int = 1) -> Entry:
    """Return a claim of a post that might have gone out so many minutes before `at`."""
    entry = claim(key, attempt, at=at)
    return replace(entry, data={**entry.data, "due": (at - timedelta(minutes=minutes)).isoformat()})


def late(entries: Iterable[Entry], now: datetime) -> Late | None:
    lateness = Lateness(now)
    for entry in entries:
        lateness.take(entry)
    return lateness.late


def standings(entries: Sequence[Entry], names: list[str], now: datetime) -> dict[str, Standing]:
    accounts = Accounts(names)
    for entry in entries:
        accounts.take(entry)
    return accounts.standings(holds(entries), now)


def keyed(number: int) -> str:
    return f"artikel-{number}/nl/mastodon/new"


def test_a_claim_keeps_its_moment_in_utc_and_an_older_line_lacks_it() -> None:
    line = encode(claimed(12))
    assert '"due":"2026-11-21T07:48:00Z"' in line
    assert dues(states([decode(line)], [KEY], NOW)) == {KEY: NOW - timedelta(minutes=12)}
    older = [decode(encode(claim())), sent()]
    assert dues(states(older, [KEY, X], NOW)) == {}
    assert late(older, NOW) is None


def test_lateness_runs_from_the_first_moment_of_a_key_to_its_post() -> None:
    again = NOW + timedelta(hours=2)
    tries = [claimed(12), said(EntryKind.RELEASED, why="Unavailable"), claimed(3, at=again, attempt=2)]
    assert late([*tries, sent(2, at=again)], again) == Late(1, 132, 132)
    assert late(tries, again) is None, "it has not gone out"


def test_a_post_that_was_found_again_went_out_when_it_was_claimed() -> None:
    found = said(EntryKind.FOUND, at=NOW + timedelta(days=2), id="9", url="https://social.example/9")
    assert late([claimed(5), found], NOW + timedelta(days=2)) == Late(1, 5, 5)
    assert late([found], NOW) is None


def test_a_clock_that_stands_before_the_moment_makes_no_post_early() -> None:
    assert late([claimed(-7), sent()], NOW) == Late(1, 0, 0)


def test_only_the_last_thirty_days_count() -> None:
    old = NOW - timedelta(days=30)
    entries = [claimed(600, X, at=old), sent(key=X, at=old), claimed(5), sent()]
    assert late(entries, NOW) == Late(1, 5, 5)


@given(some.lists(some.integers(0, 10_000), min_size=1, max_size=40))
def test_both_figures_are_lateness_that_really_occurred_in_their_order(minutes: list[int]) -> None:
    entries: list[Entry] = []
    for number, each in enumerate(minutes):
        entries += [claimed(each, keyed(number)), sent(key=keyed(number))]
    seen = late(entries, NOW)
    assert seen is not None
    assert seen.posts == len(minutes)
    assert {seen.p50, seen.p95} <= set(minutes)
    assert min(minutes) <= seen.p50 <= seen.p95 <= max(minutes)
    assert sum(m <= seen.p95 for m in minutes) >= 0.95 * len(minutes)


def test_what_a_person_let_go_is_known_by_its_scope_and_an_approval_by_its_text() -> None:
    approval = {"person": "bram", "role": "medical", "hash": "h", "account": "b"}
    entries = [
        said(EntryKind.HOLD, key="", scope="all", person="a", reason="r"),
        said(EntryKind.RELEASE, key="", scope="all", person="a", reason=""),
        said(EntryKind.RELEASE, key="", at=LATER, scope="all", person="a", reason=""),
        said(EntryKind.APPROVAL, key="griepprik/nl", at=LATER, **approval),
    ]
    assert freed(entries) == {"all": LATER, "article:griepprik/nl": LATER}


def state(*entries: Entry, now: datetime = NOW) -> str:
    return standings(entries, ["mastodon", "x"], now)["mastodon"].state


def test_an_account_stands_as_its_last_outcome_says() -> None:
    released = said(EntryKind.RELEASED, why="Unauthorized")
    assert state() == "ok"
    assert state(adopted(), claim(X), sent(key=X)) == "ok"
    assert state(claim(), released) == "failed"
    assert state(claim(), released, claim(attempt=2), sent(2)) == "ok"
    assert state(claim(), sent(), claim(keyed(2)), said(EntryKind.REJECTED, key=keyed(2))) == "failed"


def test_a_post_given_back_for_another_run_or_a_person_is_no_fault_of_its_account() -> None:
    for why in ("taken", "held"):
        assert state(claim(), said(EntryKind.RELEASED, why=why)) == "ok"


def test_a_post_that_is_over_and_noted_once_more_keeps_its_moment_and_its_account() -> None:
    found = said(EntryKind.FOUND, at=LATER, id="9", url="https://social.example/9")
    released = said(EntryKind.RELEASED, key=keyed(2), why="Unauthorized")
    entries = [claim(), sent(), claim(keyed(2)), released, found]
    assert standings(entries, ["mastodon"], LATER) == {"mastodon": Standing("ok", NOW)}
    assert standings(entries, ["x"], LATER) == {"x": Standing()}


def test_a_hold_weighs_more_than_doubt_and_that_more_than_waiting() -> None:
    wait = said(EntryKind.RELEASED, why="RateLimited", until=(NOW + timedelta(days=9)).isoformat())
    waiting, open_claim = [claim(), wait], claim(keyed(2))
    assert state(*waiting) == "waiting"
    assert state(*waiting, open_claim) == "waiting", "its lease still runs"
    assert state(*waiting, open_claim, now=NOW + LEASE) == "in doubt"
    assert state(*waiting, now=NOW + timedelta(days=9)) == "failed", "the wait is over, and nothing went out"
    for scope in ("all", "account:mastodon"):
        held = said(EntryKind.HOLD, key="", scope=scope, person="a", reason="r")
        assert state(*waiting, open_claim, held, now=NOW + LEASE) == "held"
    other = said(EntryKind.HOLD, key="", scope="account:x", person="a", reason="r")
    assert state(*waiting, other) == "waiting"


def test_the_last_post_of_each_account_is_known_and_of_no_other() -> None:
    found = said(EntryKind.FOUND, at=LATER + LEASE, key=X, id="9", url="https://x.example/9")
    entries = [
        *(claim(), sent(), claim(X, at=LATER), found),
        *(claim(keyed(2)), sent(key=keyed(2), at=NOW - timedelta(days=1))),
        *(claim("griepprik/nl/gone/new"), sent(key="griepprik/nl/gone/new")),
        said(EntryKind.APPROVAL, key="griepprik/nl", person="p", role="post", hash="h", account="mastodon"),
    ]
    assert standings(entries, ["mastodon", "x", "folder"], LATER) == {
        "mastodon": Standing("ok", NOW),
        "x": Standing("ok", LATER),
        "folder": Standing("ok"),
    }
