"""A short address that somebody was told goes on to lead to the same text."""

from __future__ import annotations

import pytest

from syndicate.errors import ContentError, Exit
from syndicate.ledger import published
from syndicate.model import EntryKind
from syndicate.workflows.hold import release
from syndicate.workflows.withdraw import withdraw

HEAD, EAR = "content/articles/hoofdpijn.md", "content/articles/oorpijn.md"


@pytest.fixture
def live(practice):
    """The practice with short addresses that are live, and no network."""
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.edit(HEAD, "slug: hoofdpijn", "slug: hoofdpijn\nshort: [hoofd, 7]")
    practice.publish()
    return practice


def known(practice):
    return published.addresses(practice.entries(EntryKind.ADDRESSES), practice.conf["SITEURL"])


def stopped(practice):
    with pytest.raises(ContentError) as raised:
        practice.publish()
    return raised.value.findings


def test_what_is_live_is_noted_with_the_article_that_it_leads_to(live):
    found = known(live)
    assert found["k/hoofd/"] == found["7/"] == "hoofdpijn/nl"
    before = live.entries(EntryKind.ADDRESSES)
    live.publish()
    assert live.entries(EntryKind.ADDRESSES) == before


def test_one_that_is_taken_away_stops_the_run_with_the_line_that_brings_it_back(live):
    live.edit(HEAD, "short: [hoofd, 7]", "short: [migraine, hoofd]")
    (found,) = stopped(live)
    assert (found.code, found.file, found.line, found.subject) == ("site.vanished", HEAD, 5, "hoofdpijn/nl")
    assert "7/" in found.said.nl
    assert "short: [migraine, hoofd, 7]" in found.mend.nl
    live.edit(HEAD, "short: [migraine, hoofd]", "short: [migraine, hoofd, 7]")
    assert live.publish().exit is Exit.DONE
    assert known(live)["k/migraine/"] == "hoofdpijn/nl"


def test_it_may_not_lead_to_another_text_as_long_as_its_own_is_there(live):
    live.edit(HEAD, "short: [hoofd, 7]", "short: [hoofd]")
    live.edit(EAR, "slug: oorpijn", "slug: oorpijn\nshort: 7")
    (found,) = stopped(live)
    assert (found.code, found.file, found.line, found.subject) == ("site.vanished", EAR, 5, "oorpijn/nl")
    assert HEAD in found.said.en


def test_it_goes_with_the_article_to_a_new_address(live):
    live.edit(HEAD, "slug: hoofdpijn", "slug: pijn-in-het-hoofd\naliases: [hoofdpijn]")
    assert live.publish().exit is Exit.DONE
    assert "url=../pijn-in-het-hoofd/" in (live.root / "public/7/index.html").read_text("utf-8")


def test_a_withdrawn_text_keeps_it_and_it_may_then_be_given_to_another(live):
    withdraw(live.root, "hoofdpijn", "Er stond een fout in.", tell=live.tell, environ=live.environ)
    assert 'short: ["hoofd", "7"]' in (live.root / HEAD).read_text("utf-8")
    assert "url=../../hoofdpijn/" in (live.root / "public/k/hoofd/index.html").read_text("utf-8")
    release(live.root, "all", environ=live.environ)
    live.edit(HEAD, 'short: ["hoofd", "7"]', 'short: ["7"]')
    live.edit(EAR, "slug: oorpijn", "slug: oorpijn\nshort: hoofd")
    assert live.publish().exit is Exit.DONE
    assert known(live)["k/hoofd/"] == "oorpijn/nl"
    assert "url=../../oorpijn/" in (live.root / "public/k/hoofd/index.html").read_text("utf-8")


def test_the_page_of_the_practice_and_its_screen_are_addresses_too(live):
    assert {"scherm/", "spreekkamer/"} <= set(known(live))
