"""The fast lane: a note waits for one yes of somebody else, goes out once, and soon."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.model import Role
from syndicate.workflows.approve import approve
from tests.workflows.desks import KEY, laid, opened, waiting
from tests.workflows.practice import TOMORROW

FILE = "content/articles/notes/dicht.md"
NOTE = """---
note: nieuws
uid: dicht
slug: dicht
date: 2026-11-22
status: published
authors: [anna-berk]
---

Vrijdag is de praktijk dicht. Bel met spoed de **huisartsenpost**.
"""
WORDS = "Vrijdag is de praktijk dicht. Bel met spoed de huisartsenpost."


@pytest.fixture
def noted(practice):
    """The practice, with a note that nobody but its author has read."""
    practice.write(FILE, NOTE)
    return practice


def say_yes(practice, person="bram-els", role=Role.MEDICAL):
    return approve(practice.root, "dicht", person, role, environ=practice.environ)


def sent(networks, name="a"):
    return [payload for payload in networks[name].posts if "/dicht/" in payload.link]


def page(practice):
    return practice.root / "public" / "dicht" / "index.html"


def test_a_note_stays_at_home_until_somebody_else_said_yes_while_all_else_goes_on(noted, networks):
    done = noted.publish()
    assert done.exit == 0
    assert not page(noted).exists()
    assert [f.code for f in done.left] == ["trust.note-unread"]
    assert networks["a"].posts
    assert sent(networks) == []


def test_after_one_yes_it_is_on_the_site_and_goes_out_once_in_its_own_words(noted, networks):
    say_yes(noted)
    noted.publish()
    assert page(noted).is_file()
    (post,) = sent(networks)
    assert post.text.startswith(WORDS)
    noted.publish(now=TOMORROW)
    noted.publish(now="2027-06-01T10:00:00+02:00")
    assert len(sent(networks)) == 1


def test_a_note_comes_before_all_else_that_is_due(noted, networks):
    noted.accounts("a", pace={"per_day": 1})
    say_yes(noted)
    noted.publish()
    assert [payload.key for payload in networks["a"].posts] == ["dicht/nl/a/new"]


def test_after_its_last_day_a_note_is_not_shared_any_more(noted, networks):
    say_yes(noted)
    done = noted.publish(now="2026-12-23T10:00:00+01:00")
    assert sent(networks) == []
    assert "past" in {skip.code for skip in done.outlook.skips if skip.article.uid == "dicht"}


def test_the_author_cannot_say_yes_to_a_note(noted):
    with pytest.raises(SettingsError, match="anna-berk wrote"):
        say_yes(noted, "anna-berk")


def test_a_changed_note_asks_again_and_waits_where_it_is(noted, networks):
    say_yes(noted)
    noted.publish(now="2026-11-22T03:00:00+01:00")
    noted.edit(FILE, "Vrijdag", "Zaterdag")
    noted.publish(now=TOMORROW)
    assert page(noted).is_file()
    assert "rule" in {
        skip.code for skip in noted.publish(now=TOMORROW).outlook.skips if skip.article.uid == "dicht"
    }


def test_the_desk_asks_whether_it_may_go_out_and_the_page_shows_its_post(noted, networks):
    (waits,) = [w for w in waiting(opened(noted)) if w.article.uid == "dicht"]
    assert (waits.role, waits.people) == (Role.MEDICAL, ("bram-els", "chris-iep"))
    noted.environ["SYNDICATE_DESK_KEY"] = KEY
    made = laid(noted)
    assert "Mag deze mededeling uit? Voor Bram Els of Chris Iep" in made.desk
    assert WORDS in made.reading("dicht/nl")


def test_a_mistake_in_a_note_is_told_with_what_it_may_be(noted):
    noted.edit(FILE, "note: nieuws", "note: nieuwtje")
    done = noted.publish()
    assert {"content.note", "trust.last-reviewed"} <= {f.code for f in done.left}
    assert done.exit == Exit.CONTENT
