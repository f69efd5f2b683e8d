"""A ledger that release 0.1 wrote is read for ever, and means what it meant."""

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from syndicate.ledger import reading
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from syndicate.ledger.line import decode, encode
from syndicate.model import EntryKind, State
from tests.golden import GOLDEN, LEDGER, NOW

BOOK = Book(FileStore(LEDGER))
AT = datetime.fromisoformat(NOW)


def test_every_entry_of_release_0_1_is_read() -> None:
    entries = [entry for _, entry in BOOK.since("")]
    assert len(entries) == 300
    later = {EntryKind.TRIAL, EntryKind.EXPIRY, EntryKind.TOKEN, EntryKind.ADDRESSES}
    later |= {EntryKind.AUDIT, EntryKind.FEEDS}
    assert {entry.kind for entry in entries} == set(EntryKind) - later


def test_every_key_means_what_it_meant() -> None:
    wanted = json.loads((LEDGER / "states.json").read_text("utf-8"))
    seen = BOOK.state(wanted, AT)
    assert {
        key: {
            "state": str(s.state),
            "attempt": s.attempt,
            "url": s.receipt.url if s.receipt else "",
        }
        for key, s in seen.items()
    } == wanted
    assert {s.state for s in seen.values()} == set(State) - {State.CLAIMED, State.IN_DOUBT}


def test_holds_approvals_and_the_last_deploy_are_read() -> None:
    entries = [entry for _, entry in BOOK.since("")]
    assert reading.holds(entries) == {}
    assert len(reading.approvals(entries)) == 4
    assert (reading.deploys(entries) or {})["target"] == "folder:public"
    # 60 adopted, 38 in ordinary weeks, 9 after trouble, and 3 that a person dropped
    assert Counter(p.account for p in BOOK.posted()) == {"praat": 110, "folder": 4}


def test_a_line_of_version_1_is_written_again_as_it_was() -> None:
    for file in sorted(LEDGER.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            assert encode(decode(line)) == line


def test_the_script_that_wrote_it_writes_it_again(tmp_path: Path) -> None:
    command = [sys.executable, str(GOLDEN / "make_ledger.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        f.name: f.read_bytes() for f in LEDGER.iterdir()
    }
