"""Notes in the plan: first of all, once on each account, until their last day."""

from datetime import date, timedelta

import pytest
from plan_samples import FOLDER, MASTODON, MONDAY, X, article, event, shared
from test_plan_due import only_skip, plan

from syndicate.model import Calendar, NoteKind

NOTE = article("dicht", note=NoteKind.NEWS, until=date(2026, 11, 25))


def test_a_note_goes_out_on_every_account_before_an_event_and_what_is_new():
    week = Calendar(events=(event(articles=("griepprik",)),))
    found = plan([article(), article("poetsen"), NOTE], [FOLDER], calendar=week)
    assert next(slot.key for slot in found.slots) == "dicht/nl/folder/new"
    assert [slot.account for slot in plan([NOTE], [X, MASTODON]).slots] == ["mastodon", "x"]


def test_it_takes_the_one_post_of_the_day():
    found = plan([article(), NOTE], [X])
    assert [slot.key for slot in found.slots] == ["dicht/nl/x/new"]
    assert [skip.code for skip in found.skips] == ["day-cap"]


@pytest.mark.parametrize("days", [1, 100, 1000])
def test_it_never_comes_back(days):
    endless = article("dicht", note=NoteKind.TIP)
    skip = only_skip([endless], [FOLDER], [shared(endless, "folder", days)])
    assert (skip.code, skip.until) == ("once", None)


def test_its_last_day_is_the_last():
    assert plan([NOTE], [FOLDER], now=MONDAY + timedelta(2)).slots
    skip = only_skip([NOTE], [FOLDER], now=MONDAY + timedelta(3))
    assert (skip.code, skip.until) == ("past", None)
    assert "25-11-2026" in skip.why.nl
