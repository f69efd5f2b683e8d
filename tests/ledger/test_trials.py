"""What entries say of test posts, and that nothing takes one for a post."""

from __future__ import annotations

import json
from datetime import timedelta

from syndicate.ledger import reading, timing
from syndicate.ledger.trials import unfinished, working
from syndicate.model import Entry, EntryKind, Receipt, State
from tests.ledger.entries import LEASE, NOW, claim, sent

KEY = "prove/nl/x/new:0a1b2c3d4e5f"
BEGUN = {"lease": (NOW + LEASE).isoformat(), "marker": "0123abcd", "created_at": NOW.isoformat()}


def trial(step: str, minutes: int = 0, *, key: str = KEY, account: str = "x", **data: str) -> Entry:
    at = NOW + timedelta(minutes=minutes)
    return Entry(EntryKind.TRIAL, at, key, "run-a", 0, {"account": account, "step": step, **data})


WHOLE = (
    trial("begun", **BEGUN),
    trial("made", 1, refs=json.dumps({"container": "7"})),
    trial("sent", 2, id="9", url="https://x.example/9"),
    trial("gone", 3, seen="yes"),
)


def test_a_test_post_is_unfinished_until_it_is_gone_or_never_was() -> None:
    steps = [[t.step for t in unfinished(WHOLE[:n], "x")] for n in range(5)]
    assert steps == [[], ["begun"], ["made"], ["sent"], []]
    assert unfinished((WHOLE[0], trial("none")), "x") == ()
    assert unfinished(WHOLE[:2], "y") == ()


def test_it_is_looked_for_with_all_that_was_noted_of_it() -> None:
    (made,) = unfinished(WHOLE[:2], "x")
    assert made.claim.kind is EntryKind.CLAIM
    assert made.claim.key == KEY
    assert {"marker": "0123abcd", "container": "7"}.items() <= made.claim.data.items()
    assert made.lease == NOW + LEASE
    assert made.receipt is None
    (posted,) = unfinished(WHOLE[:3], "x")
    assert posted.receipt == Receipt("9", "https://x.example/9")


def test_of_several_the_first_to_begin_comes_first() -> None:
    other = trial("begun", key=f"{KEY}-2", **BEGUN)
    assert [t.key for t in unfinished((other, *WHOLE[:2]), "x")] == [f"{KEY}-2", KEY]


def test_an_account_was_seen_working_at_its_last_post_or_test_post() -> None:
    post = (claim(), sent(at=NOW + timedelta(hours=1)))
    assert working((*post, *WHOLE)) == {"mastodon": NOW + timedelta(hours=1), "x": NOW + timedelta(minutes=3)}
    for seen in ({}, {"seen": "no"}, {"seen": "unclear"}):
        assert working((*WHOLE[:3], trial("gone", 3, **seen))) == {}
    assert working((trial("gone", seen="yes"),)) == {"x": NOW}


def test_nothing_that_reads_posts_sees_it() -> None:
    assert reading.posted(WHOLE) == ()
    assert reading.fold(WHOLE, NOW).state is State.FREE
    assert EntryKind.TRIAL not in timing.WATCHED
