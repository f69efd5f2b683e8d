"""What tests of sending speak of: two posts of account a, and the claim of another run."""

from __future__ import annotations

from datetime import datetime

from syndicate.model import Entry, EntryKind
from tests.workflows.practice import NOW

KEY = "hoofdpijn/nl/a/new"
SECOND = "oorpijn/nl/a/new"
LATER = "2026-11-23T11:00:00+01:00"
AT = datetime.fromisoformat(NOW)


def outcomes(done):
    assert [s.account for s in done.sent] == [s.key.split("/")[2] for s in done.sent]
    return {s.key: s.outcome for s in done.sent}


def claim_of_another_run(attempt=1, body="0" * 64):
    data = {"uid": "hoofdpijn", "lang": "nl", "account": "a", "occasion": "new", "body": body}
    data |= {"marker": "aaaaaaaa", "created_at": NOW, "lease": LATER, "variant": "0", "permalink": "http://x"}
    return Entry(EntryKind.CLAIM, AT, KEY, "other", attempt, data)
