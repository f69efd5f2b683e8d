"""A PostgreSQL ledger whose connection or server breaks: nothing is claimed twice, or on nobody's word."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import mishap
from syndicate.ledger.book import Book
from syndicate.model import Entry, EntryKind, State
from tests.ledger.databases import asked, port, postgres_book, postgres_store, server_for, session
from tests.ledger.entries import KEY, NOW, claim, said, sent
from tests.servers.cutting import Judge, after, at_commit, cutting, never
from tests.servers.postgres import PostgresServer, postgres

pytestmark = pytest.mark.suite("postgresql")
# somewhat more than one claim sends (there) and gets (back), the login included
STEP = 157


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishap, "WAITS", (0.01, 0.02, 0.05, 0.1))


@pytest.fixture(scope="module")
def own() -> Iterator[PostgresServer]:
    """A server that tests may kill."""
    with postgres() as server:
        yield server


def claimed(place: Path, at: int | None = None) -> list[str]:
    return [entry.run for entry in Book(postgres_store(place, at)).only(EntryKind.CLAIM)]


def through(place: Path, judge: Judge, *, for_good: bool, seconds: float = 60.0) -> tuple[bool | None, int]:
    """Claim through a way that breaks; tell whether it is ours (None: LedgerError), and what stands there."""
    postgres_book(place).posted()  # the tables are there
    with cutting(port(), judge, for_good=for_good) as way:
        book = Book(postgres_store(place, way.port, lock_seconds=seconds))
        try:
            ours: bool | None = book.claim([claim()], NOW) == (claim(),)
        except LedgerError:
            ours = None
    return ours, len(claimed(place))


def traffic(place: Path) -> dict[bool, int]:
    postgres_book(place).posted()
    with cutting(port(), never) as way:
        Book(postgres_store(place, way.port)).claim([claim("x/nl/x/new")], NOW)
        return dict(way.passed)


@pytest.mark.parametrize("there", [True, False], ids=["to the server", "from the server"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_a_connection_that_is_cut_anywhere_leaves_one_claim_that_is_known_or_none_that_is_ours(
    tmp_path: Path, there: bool, for_good: bool
) -> None:
    for count in range(0, traffic(tmp_path / "count")[there], STEP):
        ours, there_is = through(tmp_path / str(count), after(there, count), for_good=for_good)
        if for_good:
            assert ours in (None, True)
            assert there_is <= 1
            assert there_is == 1 or not ours, count
        else:
            assert (ours, there_is) == (True, 1), count


def test_a_claim_whose_commit_was_not_answered_is_found_again(tmp_path: Path) -> None:
    assert through(tmp_path, at_commit(handed_on=True), for_good=False) == (True, 1)


def test_a_claim_whose_commit_never_arrived_is_made_anew(tmp_path: Path) -> None:
    assert through(tmp_path, at_commit(handed_on=False), for_good=False) == (True, 1)


def test_a_claim_of_which_nobody_can_be_asked_is_not_ours(tmp_path: Path) -> None:
    postgres_book(tmp_path).posted()
    with cutting(port(), at_commit(handed_on=True), for_good=True) as way:
        book = Book(postgres_store(tmp_path, way.port))
        with pytest.raises(LedgerError, match="cannot be asked what became of that: connection failed"):
            book.claim([claim()], NOW)
    # it stands there, and is looked after once its lease is over; nobody else may have it
    assert claimed(tmp_path) == ["run-a"]
    assert postgres_book(tmp_path).claim([claim(run="run-b")], NOW) == ()


def test_an_outcome_whose_commit_was_not_answered_is_noted_once(tmp_path: Path) -> None:
    postgres_book(tmp_path).claim([claim()], NOW)
    with cutting(port(), at_commit(handed_on=True)) as way:
        Book(postgres_store(tmp_path, way.port)).append(sent())
    assert [entry.kind for _, entry in postgres_book(tmp_path).since("")] == [EntryKind.CLAIM, EntryKind.SENT]


def test_somebody_else_who_claims_meanwhile_wins_when_our_commit_never_arrived(tmp_path: Path) -> None:
    other = postgres_book(tmp_path)
    other.posted()
    won: list[object] = []

    def meanwhile() -> None:
        # it waits until the server has noticed that our connection is gone
        threading.Thread(target=lambda: won.extend(other.claim([claim(run="run-b")], NOW))).start()
        time.sleep(0.3)

    with cutting(port(), at_commit(handed_on=False, then=meanwhile)) as way:
        ours = Book(postgres_store(tmp_path, way.port)).claim([claim()], NOW)
    assert len(ours) + len(won) == 1
    assert len(claimed(tmp_path)) == 1


@pytest.mark.parametrize("handed_on", [False, True], ids=["before the commit", "during the commit"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGQUIT], ids=["killed", "stopped at once"])
def test_a_server_that_dies_around_the_commit_claims_nothing_twice(
    tmp_path: Path, own: PostgresServer, handed_on: bool, how: signal.Signals
) -> None:
    Book(postgres_store(tmp_path, own.port)).posted()
    with cutting(own.port, at_commit(handed_on=handed_on, then=lambda: own.end(how)), for_good=True) as way:
        book = Book(postgres_store(tmp_path, way.port))
        with pytest.raises(LedgerError):
            book.claim([claim()], NOW)
    own.start()
    kept = claimed(tmp_path, own.port)
    assert kept in ([], ["run-a"])
    again = Book(postgres_store(tmp_path, own.port)).claim([claim(run="run-b")], NOW)
    assert len(again) + len(kept) == 1
    assert len(claimed(tmp_path, own.port)) == 1


def test_what_was_claimed_outlives_a_server_that_is_killed_and_a_run_goes_on(
    tmp_path: Path, own: PostgresServer
) -> None:
    book = Book(postgres_store(tmp_path, own.port))
    assert book.claim([claim()], NOW) == (claim(),)
    own.end(signal.SIGKILL)
    own.start()
    book.append(sent())
    assert book.state([KEY], NOW)[KEY].state is State.POSTED


def test_a_server_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with cutting(port(), never) as way:
        gone = way.port
    book = Book(postgres_store(tmp_path, gone))
    wrong = (
        f"postgresql://127.0.0.1/postgres\\?practice={server_for(tmp_path).practice}: the ledger cannot be "
    )
    with pytest.raises(LedgerError, match=f"{wrong}written: connection failed.*Nothing more is sent"):
        book.claim([claim()], NOW)
    with pytest.raises(LedgerError, match=f"{wrong}read: connection failed") as caught:
        book.posted()
    assert "Een-wachtwoord" not in str(caught.value)


def test_a_server_that_falls_silent_keeps_no_run_for_ever(tmp_path: Path) -> None:
    postgres_book(tmp_path).posted()
    with cutting(port(), at_commit(handed_on=False), silent=True) as way:
        book = Book(postgres_store(tmp_path, way.port, longest=1, lock_seconds=0.4))
        assert book.claim([claim()], NOW) == (claim(),)
    assert claimed(tmp_path) == ["run-a"]


def test_a_frozen_run_lets_go_before_the_others_have_stopped_waiting(tmp_path: Path) -> None:
    postgres_book(tmp_path).posted()
    frozen, through_it = threading.Event(), threading.Event()

    def wait(_: object) -> tuple[Entry, ...]:
        frozen.set()
        through_it.wait(10)
        return (claim(),)

    def freeze() -> None:
        with pytest.raises(LedgerError, match="cannot be written: terminating connection due to idle"):
            postgres_store(tmp_path, lock_seconds=1).write(wait)

    holder = threading.Thread(target=freeze)
    holder.start()
    frozen.wait(10)
    ours = Book(postgres_store(tmp_path, lock_seconds=10)).claim([claim(run="run-b")], NOW)
    through_it.set()
    holder.join()
    assert ours == (claim(run="run-b"),)
    assert claimed(tmp_path) == ["run-b"]


def test_a_run_that_keeps_the_ledger_for_too_long_is_named(tmp_path: Path) -> None:
    postgres_book(tmp_path).posted()
    held, done = threading.Event(), threading.Event()

    def hold(_: object) -> tuple[()]:
        held.set()
        done.wait(10)
        return ()

    holder = threading.Thread(target=lambda: postgres_store(tmp_path).write(hold))
    holder.start()
    held.wait(10)
    with pytest.raises(LedgerError, match="another run has kept the ledger to itself for too long"):
        Book(postgres_store(tmp_path, lock_seconds=0.1)).claim([claim()], NOW)
    done.set()
    holder.join()


def test_another_practice_does_not_wait(tmp_path: Path) -> None:
    postgres_book(tmp_path).posted()
    other = postgres_store(tmp_path / "other", lock_seconds=0.1)

    def meanwhile(_: object) -> tuple[()]:
        assert Book(other).claim([claim()], NOW) == (claim(),)
        return ()

    postgres_store(tmp_path).write(meanwhile)
    assert claimed(tmp_path) == []


def test_a_deadlock_is_tried_again(tmp_path: Path) -> None:
    book = postgres_book(tmp_path)
    book.posted()
    met = threading.Event()
    with session() as other:
        other.autocommit = False
        other.execute("SET LOCAL deadlock_timeout = '20s'")

        def cross(_: object) -> tuple[()]:
            """The other one takes the table while we have the lock, and then wants the lock."""
            if met.is_set():
                return (claim(),)
            met.set()
            other.execute("LOCK TABLE expertstatus_ledger_version IN SHARE ROW EXCLUSIVE MODE")
            other.execute("LOCK TABLE expertstatus_ledger IN SHARE MODE")
            locks = "SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory' AND granted"
            ((high, low),) = asked(locks)
            number = int.from_bytes(((high << 32) | low).to_bytes(8), signed=True)
            waits = threading.Thread(
                target=lambda: (other.execute("SELECT pg_advisory_xact_lock(%s)", (number,)), other.commit())
            )
            waits.start()
            time.sleep(0.3)
            return (claim(),)

        assert postgres_store(tmp_path).write(cross) == (claim(),)
    assert claimed(tmp_path) == ["run-a"]


FAIL = """
CREATE SEQUENCE boom;
CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('boom') <= 2 THEN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END IF;
  RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER boom AFTER INSERT ON expertstatus_ledger {when}
  FOR EACH ROW EXECUTE FUNCTION boom();
"""


@pytest.mark.parametrize(
    "when", ["", "DEFERRABLE INITIALLY DEFERRED"], ids=["while writing", "at the commit"]
)
def test_a_serialization_failure_is_tried_again(tmp_path: Path, own: PostgresServer, when: str) -> None:
    book = Book(postgres_store(tmp_path, own.port))
    book.posted()
    asked(FAIL.format(when=when), at=own.port)
    try:
        assert book.claim([claim()], NOW) == (claim(),)
    finally:
        asked("DROP TRIGGER boom ON expertstatus_ledger; DROP FUNCTION boom; DROP SEQUENCE boom", at=own.port)
    assert claimed(tmp_path, own.port) == ["run-a"]


def test_a_server_that_refuses_for_good_is_asked_once(tmp_path: Path, own: PostgresServer) -> None:
    book = Book(postgres_store(tmp_path, own.port))
    book.posted()
    asked(FAIL.format(when="").replace("40001", "53100").replace("<= 2", "<= 99"), at=own.port)
    try:
        with pytest.raises(LedgerError, match="cannot be written: could not serialize access"):
            book.append(said(EntryKind.HOLD, 0, key="", scope="all"))
        ((tried,),) = asked("SELECT last_value FROM boom", at=own.port)
    finally:
        asked("DROP TRIGGER boom ON expertstatus_ledger; DROP FUNCTION boom; DROP SEQUENCE boom", at=own.port)
    assert tried == 1
    assert list(book.since("")) == []


def test_what_was_said_at_length_is_cut_and_what_said_nothing_is_named() -> None:
    assert mishap.words(OSError("het\n schijfje  is vol.")) == "het schijfje is vol"
    assert mishap.words(OSError("x" * 400)) == "x" * 300
    assert mishap.words(OSError()) == "OSError"
