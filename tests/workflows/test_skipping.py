"""skip: one post that does not go out, or later, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from syndicate.errors import SettingsError
from syndicate.model import EntryKind
from syndicate.tasks import program
from syndicate.workflows.hold import hold, release
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.skip import skip, undo
from tests.workflows.conftest import TOMORROW

KEY = "hoofdpijn/nl/a/new"
THREE_DAYS = "2026-11-26T10:00:00+01:00"


@pytest.fixture
def two(networks, practice):
    """A practice with two accounts, on which two articles are due now."""
    practice.accounts("a", "b")
    return practice


def no(practice, article="hoofdpijn", **more):
    return skip(practice.root, article, tell=practice.tell, environ=practice.environ, **more)


def sent(practice, **more):
    return sorted(s.key for s in practice.publish(**more).sent if s.outcome == "posted")


def planned(practice):
    view = coming_weeks(practice.root, environ=practice.environ)
    return {s.key: s.at for s in view.slots}, {(s.article.uid, s.account): s for s in view.skips}


def test_a_skipped_post_stays_home_and_the_others_go(two):
    assert no(two, account="a") == (KEY,)
    assert two.told == [f"{KEY}: skipped"]
    assert sent(two) == ["hoofdpijn/nl/b/new", "oorpijn/nl/a/new", "oorpijn/nl/b/new"]
    assert sent(two, now=TOMORROW) == []


def test_its_turn_is_over_until_the_calendar_asks_again(two):
    no(two, account="a")
    slots, _ = planned(two)
    assert KEY not in slots
    assert not any(key.startswith("hoofdpijn/nl/a/") for key in slots), "not before the account's gap is over"
    assert no(two, account="a", article="content/articles/hoofdpijn.md") == ("hoofdpijn/nl/a/evergreen:2",)


def test_a_skipped_post_takes_no_room_under_a_cap(two):
    two.accounts("a", pace={"per_day": 1, "per_week": 1})
    no(two, account="a")
    assert sent(two) == ["oorpijn/nl/a/new"]


def test_without_an_account_it_is_said_of_all(two):
    assert no(two, article="hoofdpijn/nl") == (KEY, "hoofdpijn/nl/b/new")
    assert sent(two) == ["oorpijn/nl/a/new", "oorpijn/nl/b/new"]


def test_what_is_put_off_goes_out_on_its_day(two):
    assert no(two, account="a", until="2026-11-26") == (KEY,)
    assert two.entries(EntryKind.HOLD)[0].data["until"] == "2026-11-25T23:00:00Z"
    slots, skips = planned(two)
    assert slots[KEY] == datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert (skips["hoofdpijn", "a"].code, skips["hoofdpijn", "a"].until) == ("later", slots[KEY])
    assert KEY not in sent(two)
    assert sent(two, now=TOMORROW) == []
    assert sent(two, now=THREE_DAYS) == [KEY]
    assert sent(two, now=THREE_DAYS) == []


def test_the_last_word_counts(two):
    no(two, account="a", until="2026-12-24")
    no(two, account="a", until="2026-11-26")
    assert sent(two, now=THREE_DAYS).count(KEY) == 1


@pytest.mark.parametrize("until", ["", "2026-12-24"])
def test_it_can_be_taken_back(two, until):
    no(two, until=until)
    assert undo(two.root, "hoofdpijn", account="a", tell=two.tell, environ=two.environ) == (KEY,)
    assert two.told[-1] == f"{KEY}: takes its turn again"
    assert sent(two) == [KEY, "oorpijn/nl/a/new", "oorpijn/nl/b/new"]


def test_there_must_be_something_to_take_back(two):
    no(two, account="a")
    back = partial(undo, two.root, environ=two.environ)
    with pytest.raises(SettingsError, match="no post of oorpijn was skipped"):
        back("oorpijn")
    with pytest.raises(SettingsError, match="no post of hoofdpijn was skipped"):
        back("hoofdpijn", account="b")


def test_a_no_that_comes_while_a_run_is_posting_is_heard_before_the_post(two):
    two.then["post 4 due"] = lambda: no(two, account="a")
    done = {s.key: s for s in two.publish().sent}
    assert (done[KEY].outcome, done[KEY].why) == ("held", f"a person holds post:{KEY}")
    assert sent(two, now=TOMORROW) == []


def test_neither_a_hold_nor_its_release_touches_a_skipped_post(two):
    no(two, account="a")
    hold(two.root, "all", "storing", environ=two.environ)
    release(two.root, "all", environ=two.environ)
    assert KEY not in sent(two)
    assert coming_weeks(two.root, environ=two.environ).held == ()


def test_where_nothing_is_planned_there_is_nothing_to_skip(two):
    two.edit("content/articles/hoofdpijn.md", "status: published", "status: draft")
    with pytest.raises(SettingsError, match="no post of hoofdpijn is planned on a in the next half year"):
        no(two, account="a")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"article": "niets"}, "'niets' is no article"),
        ({"account": "z"}, "'z' is no account. Known: a, b"),
        ({"until": "morgen"}, "as a day"),
        ({"until": "2026-11-23"}, "a day after today"),
        ({"until": "2028-01-01"}, "at most a year"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_noted(two, said, told):
    with pytest.raises(SettingsError, match=told):
        no(two, **said)
    assert two.entries(EntryKind.HOLD) == []


def test_the_task_says_what_it_did(two, monkeypatch, capsys):
    monkeypatch.chdir(two.root)
    for name, value in two.environ.items():
        monkeypatch.setenv(name, value)
    two.write("tasks.py", "from syndicate.tasks import ns\n")
    assert program(["skip", "hoofdpijn", "--account", "a"]) == 0
    assert f"{KEY}: skipped" in capsys.readouterr().err
    assert program(["skip", "hoofdpijn", "--until", "2026-12-01", "--undo"]) == 3
    assert program(["skip", "hoofdpijn", "--undo"]) == 0
    assert program(["skip", "hoofdpijn", "--undo"]) == 3
