"""How far the clock is off: by the Date of the answers, to the second that it is cut to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from syndicate.http import Door
from syndicate.http.skew import Skew

AT = datetime(2026, 11, 22, 9, 0, 0, 700_000, tzinfo=UTC)


def noted(*answers, took=0.2):
    skew = Skew()
    for number, headers in enumerate(answers):
        skew.note(f"{number}.example", headers, AT - timedelta(seconds=took), AT)
    return skew.seconds


def date(seconds, **more):
    return {"Date": format_datetime(AT + timedelta(seconds=seconds), usegmt=True), **more}


@pytest.mark.parametrize("headers", [{}, {"Date": "gisteren"}, date(0, Age="oud"), {"Date": "", "Age": "1"}])
def test_an_answer_without_a_usable_date_says_nothing(headers):
    assert noted(headers) is None


@pytest.mark.parametrize(
    ("seconds", "off"), [(0, 0), (-0.9, 0), (600, -599.3), (-600, 598.8), (-3600, 3598.8)]
)
def test_the_clock_is_off_by_what_cutting_and_travelling_cannot_explain(seconds, off):
    assert noted(date(seconds)) == pytest.approx(off, abs=0.75)


def test_a_date_without_a_zone_is_utc():
    assert noted({"Date": "Sun, 22 Nov 2026 09:00:00 -0000"}) == 0


@pytest.mark.parametrize("made", [-400, -200, 0])
def test_a_kept_answer_is_of_its_date_or_later_and_says_nothing_where_that_fits(made):
    assert noted(date(made, Age="400")) is None
    assert noted(date(made, Age="400"), date(600)) == pytest.approx(-600, abs=1)


@pytest.mark.parametrize(("made", "off"), [(-1600, 1200), (1200, -1200)])
def test_a_kept_answer_that_cannot_fit_says_by_how_much(made, off):
    assert noted(date(made, Age="400")) == pytest.approx(off, abs=2)


def test_an_answer_that_was_kept_for_a_minute_counts():
    assert noted(date(0, Age="60")) == 0


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ((4000, 0, -4000), 0),
        ((0, 360), 0),
        ((-360, 0), 0),
        ((0, 1200, 1200), -1200),
        ((-1200, -1200, 0), 1200),
        ((0, 0, 1200, 1200), 0),
    ],
)
def test_the_most_decide_and_of_two_the_one_that_agrees(said, off):
    assert noted(*map(date, said)) == pytest.approx(off, abs=2)


def test_of_one_host_the_answer_that_agrees_best_counts():
    skew = Skew()
    for off in (-600, -20, -300):
        skew.note("a.example", date(off), AT, AT)
    assert skew.heard == [pytest.approx(20, abs=1)]


def test_a_narrowed_door_tells_the_whole_one():
    door = Door()
    door.only(["a.example"]).skew.note("a.example", date(0), AT, AT)
    assert door.skew.seconds == 0
