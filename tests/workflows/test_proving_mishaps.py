"""doctor --prove where something goes wrong: nothing is left standing, or somebody is told what is."""

from __future__ import annotations

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import Exit, OutcomeUnknown, Rejected, SettingsError, Unauthorized, Unavailable
from syndicate.model import Entry, EntryKind
from tests.workflows.points import one
from tests.workflows.returning import killed, steps, tried
from tests.workflows.scripted import Scripted

LATER = "2026-11-23T10:30:00+01:00"


@pytest.mark.parametrize("when", ["prepare", "send"])
@pytest.mark.parametrize(
    "error", [Unauthorized("the token is dead"), Rejected("too odd"), Unavailable("away")]
)
def test_what_the_network_refuses_is_said_and_leaves_nothing(pages, networks, practice, when, error):
    setattr(networks["a"], when, [error])
    done = tried(practice)
    assert done.exit is Exit.SETTINGS
    assert f"{error}" in done.said[0].en
    assert steps(practice)[-1] == "none"
    assert tried(practice).good


def test_a_text_that_does_not_fit_is_refused_before_anything_is_written(pages, practice):
    practice.accounts("a", base_url="http://127.0.0.1:9", options={"characters": 20})
    done = tried(practice)
    assert "at most 20 go" in done.said[0].en
    assert steps(practice) == []


def test_a_setting_that_is_wrong_leaves_no_trace_that_blocks(pages, networks, practice):
    networks["a"].prepare = [SettingsError("the key is none")]
    with pytest.raises(SettingsError, match="the key is none"):
        tried(practice)
    assert tried(practice).good


def test_a_lost_answer_is_looked_up_and_the_post_withdrawn(pages, networks, practice):
    networks["a"].after = [OutcomeUnknown("no answer")]
    done = tried(practice)
    assert not done.good
    assert "still stood there and is gone now" in done.said[-1].en
    assert networks["a"].posts == []
    assert tried(practice).good


def test_a_lost_call_left_nothing(pages, networks, practice):
    networks["a"].send = [OutcomeUnknown("no answer")]
    assert "nothing stands there" in tried(practice).said[-1].en


def test_a_run_that_was_killed_is_cleared_up_by_the_next_one(pages, networks, practice):
    networks["a"].after = [killed]
    with pytest.raises(KeyboardInterrupt):
        tried(practice)
    assert len(networks["a"].posts) == 1
    with pytest.raises(SettingsError, match="another run is trying it, until 09:10 UTC"):
        tried(practice)
    done = tried(practice, SYNDICATE_NOW=LATER)
    assert "test post of 2026-11-23 still stood there" in done.said[0].en
    assert done.good
    assert networks["a"].posts == []


def test_one_that_was_killed_while_it_looked_withdraws_its_post(pages, networks, practice, monkeypatch):
    monkeypatch.setattr("syndicate.workflows.prove.look", lambda *_: killed())
    with pytest.raises(KeyboardInterrupt):
        tried(practice)
    assert networks["a"].posts == []
    assert steps(practice)[-1] == "gone"
    assert "Never seen working" in one(practice, "account a").said.en


def test_one_that_was_killed_before_it_sent_left_nothing(pages, networks, practice):
    networks["a"].prepare = [killed]
    with pytest.raises(KeyboardInterrupt):
        tried(practice)
    done = tried(practice, SYNDICATE_NOW=LATER)
    assert "nothing stands there" in done.said[0].en
    assert done.good
    assert networks["a"].looked == []


def test_what_nobody_can_read_back_a_person_looks_up_once(pages, networks, practice):
    networks["a"].after = [OutcomeUnknown("no answer")]
    networks["a"].find = [lambda: Unreadable("nobody can read it")]
    done = tried(practice)
    marker = practice.entries(EntryKind.TRIAL)[0].data["marker"]
    assert f"Look on a for {marker}" in done.said[-1].en
    assert tried(practice).good


@pytest.mark.parametrize("seen", [lambda: Unreadable("503"), Unavailable("503")])
def test_what_cannot_be_read_now_is_asked_again_and_nothing_new_is_posted(
    pages, networks, readable, practice, seen
):
    networks["a"].after = [OutcomeUnknown("no answer")]
    networks["a"].find = [seen, seen]
    assert "cannot be seen now (503)" in tried(practice).said[-1].en
    again = tried(practice, SYNDICATE_NOW=LATER)
    assert "cannot be seen now (503)" in again.said[-1].en
    assert len(networks["a"].posts) == 1
    assert tried(practice, SYNDICATE_NOW=LATER).good
    assert networks["a"].posts == []


def test_a_post_that_could_not_be_withdrawn_goes_first_the_next_time(pages, networks, practice):
    networks["a"].recall = [Unavailable("away")]
    done = tried(practice)
    assert done.exit is Exit.SETTINGS
    assert "still stands there: http://127.0.0.1" in done.said[-1].en
    done = tried(practice, SYNDICATE_NOW=LATER)
    assert "is gone now" in done.said[0].en
    assert done.good


def test_of_two_runs_at_once_the_first_in_the_ledger_goes_on(pages, networks, practice, monkeypatch):
    rendered = Scripted.render

    def overtaken(channel, post):
        made = rendered(channel, post)
        practice.note(rival(post))
        return made

    monkeypatch.setattr(Scripted, "render", overtaken)
    with pytest.raises(SettingsError, match="another run is trying it"):
        tried(practice)
    assert networks["a"].posts == []
    assert steps(practice) == ["begun", "begun", "none"]


def rival(before):
    data = {"account": "a", "step": "begun", "lease": "2026-11-23T09:05:00Z", "marker": "0123abcd"}
    return Entry(EntryKind.TRIAL, before.at, "prove/nl/a/new:other", "other", 0, data)


def test_a_stale_rival_does_not_hide_what_it_left(pages, networks, practice):
    practice.note(rival(practice.entries()[0]))
    assert tried(practice, SYNDICATE_NOW=LATER).good
