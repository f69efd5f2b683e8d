"""A new article is on the site once its reviewer said yes, and the check is of that day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from syndicate.errors import Exit
from syndicate.model import Role
from syndicate.workflows.approve import approve
from syndicate.workflows.awaiting import awaiting
from syndicate.workflows.check import check
from syndicate.workflows.way import approvals, open_way
from tests.workflows.conftest import TOMORROW

FILE = "content/articles/slapen.md"
PAGE = "slapen/index.html"


@pytest.fixture
def new(networks, practice):
    """A practice with one article more, in which no day of a check stands."""
    practice.accounts("a")
    practice.article("slapen", date="2026-11-20")
    text = (practice.root / FILE).read_text("utf-8")
    practice.write(FILE, re.sub(r"(?m)^(?:last_reviewed|next_review): .*\n", "", text))
    return practice


def sent(done):
    return {one.key for one in done.sent if one.outcome == "posted"}


def days(practice):
    (one,) = (
        a for a in open_way(practice.root, environ=practice.environ).content.articles if a.uid == "slapen"
    )
    return one.last_reviewed, one.next_review


def waiting(practice):
    way = open_way(practice.root, environ=practice.environ)
    return {one.article.ref for one in awaiting(way, approvals(way))}


def test_without_a_yes_it_stays_at_home_and_stops_nothing_else(new):
    done = new.publish()
    assert done.exit == Exit.DONE
    assert [f.code for f in done.left] == ["trust.last-reviewed"]
    assert not (new.root / "public" / PAGE).exists()
    assert (new.root / "public" / "hoofdpijn/index.html").is_file()
    assert "slapen/nl/a/new" not in sent(done)
    found = check(new.root, environ=new.environ)
    assert "trust.last-reviewed" in {f.code for f in found.findings}


def test_the_yes_dates_its_check_and_lets_it_go(new):
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    assert days(new) == (date(2026, 11, 23), date(2028, 11, 23))
    assert "slapen/nl/a/new" in sent(new.publish())
    assert "23 november 2026" in (new.root / "public" / PAGE).read_text("utf-8")


def test_a_day_that_was_written_goes_before_that_of_the_yes(new):
    new.edit(FILE, "reviewed_by:", "next_review: 2027-05-01\nreviewed_by:")
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    assert days(new) == (date(2026, 11, 23), date(2027, 5, 1))
    new.edit(FILE, "reviewed_by:", "last_reviewed: 2026-11-02\nreviewed_by:")
    assert days(new) == (date(2026, 11, 2), date(2027, 5, 1))


def test_a_word_mended_after_the_yes_takes_no_page_off_the_site(new):
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    new.publish()
    new.edit(FILE, "Wat helpt bij slapen?", "Wat helpt om te slapen?")
    assert new.publish(now=TOMORROW).exit == Exit.DONE
    assert "Wat helpt om te slapen?" in (new.root / "public" / PAGE).read_text("utf-8")
    assert days(new) == (date(2026, 11, 23), date(2028, 11, 23))


def test_two_years_on_it_waits_for_another_yes_and_is_not_shared_until_then(new):
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    new.edit(FILE, "reviewed_by:", "next_review: 2026-12-01\nreviewed_by:")
    new.environ["SYNDICATE_NOW"] = "2026-12-01T10:00:00+01:00"
    assert "slapen/nl" in waiting(new)
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    assert days(new) == (date(2026, 12, 1), date(2028, 12, 1))
    assert "slapen/nl" not in waiting(new)


def test_nobody_dates_their_own_text_by_becoming_its_writer_later(new):
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    new.edit(FILE, "authors: [anna-berk]", "authors: [bram-els]")
    new.edit(FILE, "reviewed_by: [bram-els]", "reviewed_by: [anna-berk]")
    assert days(new) == (None, None)


def test_a_yes_on_the_last_of_february_holds_until_the_28th(new):
    new.environ["SYNDICATE_NOW"] = "2028-02-29T10:00:00+01:00"
    approve(new.root, "slapen", "bram-els", Role.MEDICAL, environ=new.environ)
    assert days(new) == (date(2028, 2, 29), date(2030, 2, 28))
