from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from syndicate.ledger import reading
from syndicate.model import NOTHING, Approval, Entry, EntryKind, KeyState, Posted, Receipt, Role, State
from tests.ledger.entries import LEASE, NOW, adopted, claim, said, sent

LATER = NOW + LEASE
SOON = NOW + timedelta(minutes=5)


def state_of(*entries: Entry, now: object = NOW) -> KeyState:
    return reading.fold(entries, now)  # type: ignore[arg-type]  # every caller gives a datetime


def test_a_key_of_which_nothing_is_known_is_free() -> None:
    assert state_of() == KeyState(State.FREE)


def test_a_claim_holds_until_its_lease_ends_and_leaves_doubt() -> None:
    assert state_of(claim()) == KeyState(State.CLAIMED, 1, claim())
    assert state_of(claim(), now=LATER - timedelta(seconds=1)).state is State.CLAIMED
    doubt = state_of(claim(), now=LATER)
    assert (doubt.state, doubt.attempt, doubt.until) == (State.IN_DOUBT, 1, LATER)


def test_what_was_prepared_is_kept_for_its_attempt_only() -> None:
    first = said(EntryKind.PREPARED, media_id="7")
    more = said(EntryKind.PREPARED, container="8")
    assert state_of(claim(), first, more).prepared == {"media_id": "7", "container": "8"}
    assert state_of(claim(), first, said(EntryKind.ABSENT), claim(attempt=2)).prepared == NOTHING


@pytest.mark.parametrize("kind", [EntryKind.SENT, EntryKind.FOUND])
def test_a_sent_or_found_post_is_posted_for_ever(kind: EntryKind) -> None:
    proof = said(kind, id="9", url="https://social.example/9")
    late = (
        said(EntryKind.RELEASED),
        said(EntryKind.UNKNOWN),
        said(EntryKind.DROPPED, person="p"),
        claim(attempt=2),
    )
    state = state_of(claim(), proof, *late, sent(id="10"), now=LATER)
    assert (state.state, state.receipt) == (State.POSTED, Receipt("9", "https://social.example/9"))


def test_an_adopted_key_is_posted_without_a_receipt() -> None:
    assert state_of(adopted()) == KeyState(State.POSTED)


def test_an_unknown_outcome_is_in_doubt_at_once_and_only_looking_settles_it() -> None:
    doubt = said(EntryKind.UNKNOWN, at=SOON, why="OutcomeUnknown")
    state = state_of(claim(), doubt)
    assert (state.state, state.until) == (State.IN_DOUBT, SOON)
    assert state_of(claim(), doubt, said(EntryKind.RELEASED)).state is State.IN_DOUBT
    assert state_of(claim(), doubt, said(EntryKind.REJECTED)).state is State.IN_DOUBT
    assert state_of(claim(), doubt, said(EntryKind.ABSENT)) == KeyState(State.FREE, 1, claim())
    assert state_of(claim(), said(EntryKind.ABSENT), doubt).state is State.IN_DOUBT


def test_a_release_frees_the_key_at_once_or_when_the_wait_is_over() -> None:
    assert state_of(claim(), said(EntryKind.RELEASED)).state is State.FREE
    wait = said(EntryKind.RELEASED, until=SOON.isoformat(), why="RateLimited")
    assert state_of(claim(), wait) == KeyState(State.WAITING, 1, claim(), until=SOON)
    assert state_of(claim(), wait, said(EntryKind.ABSENT)).state is State.WAITING
    assert state_of(claim(), wait, now=SOON) == KeyState(State.FREE, 1, claim())


def test_a_release_after_the_lease_ended_still_says_that_nothing_was_sent() -> None:
    assert state_of(claim(), said(EntryKind.RELEASED, at=LATER), now=LATER).state is State.FREE


def test_a_rejected_key_stays_rejected() -> None:
    assert state_of(claim(), said(EntryKind.REJECTED, body="b1"), now=LATER).state is State.REJECTED


def test_a_dropped_key_stays_dropped_unless_the_post_turns_up() -> None:
    drop = said(EntryKind.DROPPED, 0, person="jan")
    assert state_of(claim(), drop, claim(attempt=2), now=LATER).state is State.DROPPED
    assert state_of(claim(), drop, sent()).state is State.POSTED


@pytest.mark.parametrize(
    "late",
    [
        said(EntryKind.RELEASED),
        said(EntryKind.REJECTED),
        said(EntryKind.UNKNOWN),
        said(EntryKind.ABSENT),
        said(EntryKind.PREPARED, media_id="1"),
    ],
    ids=lambda entry: entry.kind,
)
def test_a_late_word_about_an_earlier_attempt_changes_nothing(late: Entry) -> None:
    entries = (claim(), said(EntryKind.ABSENT), claim(attempt=2, run="run-b"))
    assert state_of(*entries, late) == state_of(*entries)


def test_the_order_of_the_file_counts_and_not_the_clock() -> None:
    early = said(EntryKind.RELEASED, at=NOW - timedelta(days=2))
    assert state_of(claim(), early).state is State.FREE


def test_what_is_no_post_does_not_touch_a_post() -> None:
    others = (
        said(EntryKind.HOLD, scope="all"),
        said(EntryKind.APPROVAL, person="p", role="post", hash="h", account="a"),
    )
    assert state_of(claim(), *others) == state_of(claim())


def test_a_free_key_is_ours_at_the_next_attempt_only() -> None:
    assert reading.ours([], [claim()], NOW) == (claim(),)
    assert reading.ours([], [claim(attempt=2)], NOW) == ()
    freed = [claim(), said(EntryKind.ABSENT)]
    assert reading.ours(freed, [claim()], NOW) == ()
    assert reading.ours(freed, [claim(attempt=2)], NOW) == (claim(attempt=2),)


@pytest.mark.parametrize(
    "entries",
    [
        [claim(run="run-b")],
        [claim(), sent()],
        [adopted()],
        [claim(), said(EntryKind.UNKNOWN)],
        [claim(), said(EntryKind.DROPPED)],
        [claim(), said(EntryKind.RELEASED, until=SOON.isoformat())],
        [claim(), said(EntryKind.REJECTED)],
    ],
    ids=["claimed", "posted", "adopted", "in doubt", "dropped", "waiting", "rejected"],
)
def test_a_key_that_is_not_free_is_not_ours(entries: list[Entry]) -> None:
    assert reading.ours(entries, [claim(attempt=2)], NOW) == ()
    assert reading.ours(entries, [claim(attempt=1)], NOW) == ()


def test_a_claim_whose_lease_ended_is_never_taken_over_unseen() -> None:
    assert reading.ours([claim()], [claim(attempt=2, at=LATER)], LATER) == ()


def test_a_rejected_key_is_ours_again_with_another_body() -> None:
    entries = [claim(), said(EntryKind.REJECTED, body="b1")]
    mended = claim(attempt=2, body="b2")
    assert reading.ours(entries, [mended], NOW) == (mended,)


def test_of_two_claims_of_one_key_the_first_is_taken() -> None:
    other = claim("griepprik/en/x/new")
    assert reading.ours([], [claim(run="a"), claim(run="b"), other], NOW) == (claim(run="a"), other)


def test_the_plan_hears_of_every_key_that_is_posted_adopted_dropped_or_open() -> None:
    keys = {name: f"{name}/nl/x/new" for name in ("sent", "found", "adopted", "dropped", "claimed", "doubt")}
    entries = [
        *(claim(key) for name, key in keys.items() if name != "adopted"),
        said(EntryKind.ADOPTED, 0, key="", account="x"),
        sent(key=keys["sent"], at=SOON),
        sent(key=keys["sent"], at=LATER),
        said(EntryKind.FOUND, key=keys["found"], at=LATER, id="1", url="u"),
        adopted(keys["adopted"]),
        said(EntryKind.DROPPED, 0, key=keys["dropped"], at=LATER),
        said(EntryKind.UNKNOWN, key=keys["doubt"]),
        claim("free/nl/x/new"),
        said(EntryKind.RELEASED, key="free/nl/x/new"),
        claim("refused/nl/x/new"),
        said(EntryKind.REJECTED, key="refused/nl/x/new"),
        sent(key="unclaimed/nl/x/new"),
    ]
    rows = {row.uid: row for row in reading.posted(entries)}
    assert rows["sent"] == Posted("sent", "nl", "x", "new", SOON, variant=2)
    assert rows["adopted"] == Posted("adopted", "nl", "x", "new", NOW, adopted=True)
    assert {name: row.at for name, row in rows.items()} == {**dict.fromkeys(keys, NOW), "sent": SOON}
    assert {name for name, row in rows.items() if row.open} == {"claimed", "doubt"}
    assert set(rows) == set(keys)


def test_a_key_that_was_adopted_after_it_was_posted_keeps_its_time() -> None:
    (row,) = reading.posted([claim(), sent(at=SOON), said(EntryKind.ADOPTED, 0, at=LATER, **adopted().data)])
    assert (row.at, row.variant) == (SOON, 2)


def test_the_second_attempt_dates_the_row() -> None:
    (row,) = reading.posted([claim(), said(EntryKind.ABSENT), claim(attempt=2, at=SOON)])
    assert (row.at, row.open) == (SOON, True)


def test_approvals_are_read_by_article_in_their_order() -> None:
    data = {"person": "anna", "role": "medical", "hash": "h", "account": "anna@github"}
    entries = [claim(), said(EntryKind.APPROVAL, 0, key="griepprik/nl", **data)]
    assert reading.approvals(entries) == (
        ("griepprik/nl", Approval("anna", Role.MEDICAL, "h", NOW, "anna@github")),
    )


def test_a_release_lifts_the_hold_of_its_own_scope_only() -> None:
    def word(kind: EntryKind, scope: str) -> Entry:
        return said(kind, 0, key="", scope=scope, person="p")

    held, article = word(EntryKind.HOLD, "all"), word(EntryKind.HOLD, "article:griepprik")
    assert reading.holds([claim(), held, article]) == {"all": held, "article:griepprik": article}
    entries = [held, article, word(EntryKind.RELEASE, "all"), word(EntryKind.RELEASE, "account:x")]
    assert reading.holds(entries) == {"article:griepprik": article}


def test_the_last_deploy_is_the_one_that_counts() -> None:
    assert reading.deploys([claim()]) is None
    told = [said(EntryKind.DEPLOY, 0, key="", version=str(n), fingerprint="f", target="t") for n in (1, 2)]
    assert reading.deploys([*told, claim()]) == {"version": "2", "fingerprint": "f", "target": "t"}


WORDS = [
    *(claim(attempt=n, body=body) for n in (1, 2, 3) for body in ("b1", "b2")),
    *(
        said(kind, n, id="1", url="u")
        for n in (1, 2, 3)
        for kind in (EntryKind.SENT, EntryKind.FOUND, EntryKind.ABSENT, EntryKind.UNKNOWN, EntryKind.REJECTED)
    ),
    *(said(EntryKind.RELEASED, n) for n in (1, 2, 3)),
    *(said(EntryKind.RELEASED, n, until=SOON.isoformat()) for n in (1, 2)),
    said(EntryKind.DROPPED, 0),
    adopted(),
]
histories = some.lists(some.sampled_from(WORDS), max_size=14)
moments = some.sampled_from([NOW, SOON, LATER])


@given(histories, moments)
def test_posted_is_final_whatever_is_said_afterwards(history: list[Entry], now: object) -> None:
    proven = False
    for n in range(len(history)):
        proven = proven or history[n].kind in reading.PROOF
        state = state_of(*history[: n + 1], now=now)
        assert (state.state is State.POSTED) == proven
        if proven:
            assert reading.ours(history[: n + 1], [claim(attempt=state.attempt + 1)], NOW) == ()


@given(histories, moments)
def test_only_an_outcome_of_the_last_attempt_frees_a_claimed_key(history: list[Entry], now: object) -> None:
    for n, entry in enumerate(history):
        before, after = (state_of(*history[:m], now=now) for m in (n, n + 1))
        if before.state in reading.OPEN and after.state in (State.FREE, State.WAITING, State.REJECTED):
            assert entry.attempt == before.attempt
            assert entry.kind in (EntryKind.RELEASED, EntryKind.ABSENT, EntryKind.REJECTED)
        assert (after.until is None) == (after.state not in (State.WAITING, State.IN_DOUBT))
        assert after.claim is not None or after.state in (
            State.FREE,
            State.POSTED,
            State.DROPPED,
            State.IN_DOUBT,
        )


@given(histories, some.lists(some.sampled_from([w for w in WORDS if w.kind is EntryKind.CLAIM]), max_size=4))
def test_at_most_one_claim_of_a_key_is_ever_ours(history: list[Entry], claims: list[Entry]) -> None:
    won = reading.ours(history, claims, NOW)
    assert len(won) <= 1
    if won:
        assert state_of(*history, *won) == KeyState(State.CLAIMED, won[0].attempt, won[0])


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ((), "claim found adopted"),
        ((adopted(),), ""),
        ((claim(), sent()), ""),
        ((claim(),), "found"),
        ((claim(), said(EntryKind.UNKNOWN, why="lost")), "found"),
        ((claim(), said(EntryKind.RELEASED, why="Unavailable")), "found adopted"),
        ((claim(), said(EntryKind.DROPPED, person="p")), "found"),
        ((said(EntryKind.FOUND, key="other/nl/x/new", id="1", url="u"),), "claim found adopted"),
    ],
)
def test_of_what_was_found_again_only_what_a_ledger_lacks_is_added(
    known: tuple[Entry, ...], missing: str
) -> None:
    whole = said(EntryKind.ADOPTED, 0, key="", account="mastodon")
    found = (claim(), said(EntryKind.FOUND, id="9", url="https://social.example/9"), adopted(), whole)
    assert reading.lacking(known, found, NOW) == (*(e for e in found[:3] if e.kind in missing.split()), whole)
