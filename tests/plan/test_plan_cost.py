"""What posts cost: never more than the cap of a month, and nothing where the network asks nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_samples import AMSTERDAM, MOMENTS, MONDAY, article

from syndicate.model import Kind, Occasion, Pace, Slot
from syndicate.plan import Fare, costs, in_a_year

AMOUNTS = st.decimals(0, 5, places=3)
ITEM = article()


def slot(number, at, account="x"):
    return Slot(ITEM, account, Occasion(Kind.EVERGREEN, str(number)), at)


def fare(price="0.205", cap=None, spent="0"):
    return Fare(Decimal(price), Decimal("0.02"), "USD", None if cap is None else Decimal(cap), Decimal(spent))


@given(st.lists(MOMENTS, max_size=20), AMOUNTS, st.none() | AMOUNTS, AMOUNTS, MOMENTS)
def test_no_month_costs_more_than_its_cap_and_no_slot_is_left_out(moments, price, cap, spent, now):
    slots = [slot(number, at) for number, at in enumerate(moments)]
    fares = {"x": Fare(price, price, "USD", cap, spent)}
    found = costs(slots, fares, now, AMSTERDAM)
    assert set(found) == {s.key for s in slots}
    months: dict[tuple[int, int], Decimal] = {}
    for one in slots:
        local = one.at.astimezone(AMSTERDAM)
        months.setdefault((local.year, local.month), Decimal(0))
        months[local.year, local.month] += found[one.key] or 0
    local = now.astimezone(AMSTERDAM)
    before = {(local.year, local.month): spent}
    for month, total in months.items():
        assert cap is None or total == 0 or total + before.get(month, 0) <= cap
    assert cap is not None or None not in found.values()


@given(st.lists(MOMENTS, max_size=12), AMOUNTS)
def test_within_the_cap_the_first_of_a_month_go_first(moments, cap):
    slots = [slot(number, at) for number, at in enumerate(moments)]
    found = costs(slots, {"x": fare(cap=cap)}, MONDAY, AMSTERDAM)
    over = {s.at.astimezone(AMSTERDAM).strftime("%Y-%m") for s in slots if found[s.key] is None}
    for month in over:
        mine = sorted((s for s in slots if s.at.astimezone(AMSTERDAM).strftime("%Y-%m") == month),
                      key=lambda s: s.at)  # fmt: skip
        kinds = [found[s.key] is None for s in mine]
        assert kinds == sorted(kinds)


def test_an_account_without_a_price_costs_nothing():
    assert costs([slot(1, MONDAY, "folder")], {"x": fare()}, MONDAY, AMSTERDAM) == {}


def test_a_month_begins_at_midnight_of_the_practice_and_not_of_utc():
    last = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # half past midnight of the first of December
    found = costs([slot(1, last)], {"x": fare(cap="1", spent="1")}, MONDAY, AMSTERDAM)
    assert list(found.values()) == [Decimal("0.205")]
    found = costs([slot(1, last - timedelta(hours=1))], {"x": fare(cap="1", spent="1")}, MONDAY, AMSTERDAM)
    assert list(found.values()) == [None]


@pytest.mark.parametrize(
    ("per_day", "per_week", "posts"), [(1, 4, 208), (0, 4, 208), (1, 0, 364), (2, 20, 728), (0, 0, 0)]
)
def test_a_year_holds_what_the_pace_allows(per_day, per_week, posts):
    assert in_a_year(Pace(per_day=per_day, per_week=per_week)) == posts


def test_over_is_where_the_next_post_does_not_fit():
    assert not fare().over
    assert not fare(cap="1", spent="0.795").over
    assert fare(cap="1", spent="0.796").over
    assert fare(cap="0").over
