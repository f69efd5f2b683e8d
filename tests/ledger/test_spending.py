"""What posts cost, by their claims."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from syndicate.ledger.spending import bills
from syndicate.model import Entry, EntryKind

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
KEY = "griepprik/nl/x/new"


def claimed(key: str = KEY, cost: str = "0.205", attempt: int = 1, at: datetime = NOW) -> Entry:
    data = {"account": key.split("/")[2], **({"cost": cost} if cost else {})}
    return Entry(EntryKind.CLAIM, at, key, "run", attempt, data)


def then(kind: EntryKind, attempt: int = 1, key: str = KEY) -> Entry:
    return Entry(kind, NOW, key, "run", attempt)


def spent(*entries: Entry) -> Decimal:
    return sum((bill.cost for bill in bills(entries, SINCE)), Decimal(0))


@pytest.mark.parametrize("kind", [EntryKind.SENT, EntryKind.FOUND, EntryKind.UNKNOWN, EntryKind.DROPPED])
def test_what_went_out_or_may_have_costs_what_its_claim_says(kind: EntryKind) -> None:
    assert spent(claimed(), then(kind)) == Decimal("0.205")


@pytest.mark.parametrize("kind", [EntryKind.RELEASED, EntryKind.REJECTED, EntryKind.ABSENT])
def test_what_did_not_go_out_costs_nothing_and_another_attempt_does(kind: EntryKind) -> None:
    assert spent(claimed(), then(kind)) == 0
    assert spent(claimed(), then(kind), claimed(attempt=2)) == Decimal("0.205")


def test_what_was_found_after_all_costs_what_it_did() -> None:
    assert spent(claimed(), then(EntryKind.ABSENT), then(EntryKind.FOUND)) == Decimal("0.205")


def test_a_claim_that_is_open_counts_and_one_of_an_earlier_month_or_without_a_price_does_not() -> None:
    earlier = claimed("oorpijn/nl/x/new", at=SINCE - timedelta(seconds=1))
    assert spent(claimed(), earlier, claimed("hoofdpijn/nl/folder/new", "")) == Decimal("0.205")


def test_bills_stand_in_the_order_of_their_claims() -> None:
    entries = [claimed(f"{uid}/nl/x/new") for uid in "cab"]
    found = bills([*entries, then(EntryKind.SENT, key="b/nl/x/new"), entries[0]], SINCE)
    assert [(bill.key[0], bill.account) for bill in found] == [("c", "x"), ("a", "x"), ("b", "x")]
