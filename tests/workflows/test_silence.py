"""Silence means stop: no post goes out but that to which somebody said yes, as it then was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.model import EntryKind, Verb, campaign_token
from syndicate.model.act import PREFIX, SAID
from syndicate.workflows.act import act
from syndicate.workflows.heartbeat import oldest_due
from syndicate.workflows.outlook import outlook
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.sending import send_all
from syndicate.workflows.skip import allow_one, skip_one, undo
from syndicate.workflows.way import make_site, open_way
from syndicate.workflows.weekly import weekly
from tests.workflows.conftest import TOMORROW

KEY, OTHER = "hoofdpijn/nl/a/new", "oorpijn/nl/a/new"
TEXT = "content/articles/hoofdpijn.md"
ASKED, CHANGED = "Heeft u ook weleens last van hoofdpijn?", "Heeft u ook vaak last van hoofdpijn?"
ONE_A_DAY = {"always": False, "per_day": 1, "per_week": 4}


@pytest.fixture
def asks(networks, practice):
    """One account on which two posts are due, where silence means stop; bram-els has a login."""
    practice.edit("content/people.toml", "[bram-els]\n", '[bram-els]\nlogin = "bram-x"\n')
    practice.accounts("a")
    practice.configure(SYNDICATE_SILENCE="stop")
    return practice


def signs(practice):
    """The signs of what waits for a yes, by key."""
    waits = practice.publish(dry_run=True).outlook.asking
    return {c.payload.key: f"{campaign_token(c.payload.key)}{c.payload.sign}" for c in waits}


def yes(practice, key=KEY, person="bram-els"):
    said = signs(practice)[key]
    return allow_one(practice.root, said, person, tell=practice.tell, environ=practice.environ)


def tap(practice, said, login="bram-x", lang="nl"):
    title = f"{PREFIX}{SAID[Verb.ALLOW].of(lang)} {said[:8]}"
    return act(practice.root, title, said[8:], login, tell=practice.tell, environ=practice.environ)


def sent(practice, **more):
    return sorted(s.key for s in practice.publish(**more).sent if s.outcome == "posted")


def test_what_nobody_said_yes_to_waits_and_is_neither_sent_nor_claimed_nor_a_failure(asks, networks):
    done = asks.publish()
    assert sorted(c.post.key for c in done.outlook.asking) == [KEY, OTHER]
    assert (done.sent, done.exit, networks["a"].posts) == ((), Exit.DONE, [])
    assert asks.entries(EntryKind.CLAIM) == []
    assert sorted(signs(asks)) == [KEY, OTHER], "it is asked again as long as it waits"


def test_what_somebody_said_yes_to_goes_out_once_and_the_other_goes_on_waiting(asks, networks):
    assert yes(asks) == KEY
    (entry,) = asks.entries(EntryKind.APPROVAL)
    assert (entry.key, entry.data["person"], entry.data["role"]) == (KEY, "bram-els", "post")
    assert asks.told[-1] == f"{KEY}: may be posted, says bram-els"
    assert sent(asks) == [KEY]
    assert sent(asks) == sent(asks, now=TOMORROW) == []
    assert networks["a"].keys == [KEY]
    assert list(signs(asks)) == [OTHER]


def test_a_changed_text_asks_again_and_the_yes_to_what_it_was_is_none(asks):
    before = signs(asks)[KEY]
    yes(asks)
    asks.edit(TEXT, ASKED, CHANGED)
    assert sent(asks) == []
    assert signs(asks)[KEY] != before
    allow_one(asks.root, before, "bram-els", environ=asks.environ)
    assert sent(asks) == []
    yes(asks)
    assert sent(asks) == [KEY]


def test_a_changed_title_asks_again_since_it_stands_on_the_picture(asks):
    yes(asks)
    asks.edit(TEXT, "Wat helpt bij hoofdpijn?", "Hoofdpijn, en dan?")
    assert sent(asks) == []


def test_what_waits_gives_its_turn_to_what_may_go(asks):
    said = signs(asks)[KEY]
    yes(asks, OTHER)
    asks.accounts("a", pace=ONE_A_DAY)
    assert list(signs(asks)) == [KEY]
    assert sent(asks) == [OTHER]
    assert sent(asks, now=TOMORROW) == []
    allow_one(asks.root, said, "bram-els", environ=asks.environ)
    assert sent(asks, now=TOMORROW) == [KEY]


def test_a_yes_to_the_post_on_one_account_is_none_on_another(asks, networks):
    asks.accounts("a", "b")
    yes(asks)
    assert sent(asks) == [KEY]
    assert networks["b"].posts == []


def test_a_no_outweighs_a_yes_until_it_is_taken_back(asks):
    said = signs(asks)[KEY]
    yes(asks)
    skip_one(asks.root, said[:8], environ=asks.environ)
    assert sent(asks) == []
    undo(asks.root, "hoofdpijn", environ=asks.environ)
    assert sent(asks) == [KEY]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_two_taps_are_a_yes_of_the_person_with_that_login(asks, lang):
    assert tap(asks, signs(asks)[KEY], "BRAM-X", lang).startswith("Dank u. Dit bericht mag uit")
    (entry,) = asks.entries(EntryKind.APPROVAL)
    assert (entry.data["person"], entry.data["account"]) == ("bram-els", "BRAM-X")
    assert sent(asks) == [KEY]


def test_nobody_says_yes_who_is_not_known_and_no_yes_is_to_nothing(asks):
    said = signs(asks)[KEY]
    with pytest.raises(SettingsError, match=r'nobody in people\.toml has login = "vreemd"'):
        tap(asks, said, "vreemd")
    with pytest.raises(SettingsError, match="leave the signs in the note"):
        tap(asks, f"{said[:8]}ja hoor")
    with pytest.raises(SettingsError, match="say who says yes: --person ID"):
        allow_one(asks.root, said, "vreemd", environ=asks.environ)
    with pytest.raises(SettingsError, match="not the 24 signs of a post"):
        allow_one(asks.root, said[:-1], "bram-els", environ=asks.environ)
    with pytest.raises(SettingsError, match="no post with the signs 00000000 is planned"):
        allow_one(asks.root, f"00000000{said[8:]}", "bram-els", environ=asks.environ)
    assert asks.entries(EntryKind.APPROVAL) == []


def test_what_is_about_to_be_claimed_is_looked_at_once_more(asks, networks):
    way = open_way(asks.root, environ=asks.environ)
    way = replace(way, settings=replace(way.settings, asks=False))
    coming = outlook(way, make_site(way, {}), ()).coming
    assert len(coming) == 2
    done = send_all(replace(way, settings=replace(way.settings, asks=True)), coming)
    assert {(s.outcome, s.why) for s in done} == {("held", "nobody said yes to it as it is now")}
    assert (networks["a"].posts, asks.entries(EntryKind.CLAIM)) == ([], [])


def test_a_card_for_somebody_to_post_is_made_after_a_yes_and_goes_when_its_text_changes(asks):
    said = {"name": "a", "channel": "hand", "base_url": "http://127.0.0.1:9", "options": {"network": "x"}}
    asks.configure(SYNDICATE_ACCOUNTS=[{**said, "pace": {"always": True, "per_day": 0, "per_week": 0}}])
    card = asks.root / f"public/hand/{campaign_token(KEY)}-a/index.html"
    asks.publish()
    assert not card.exists()
    yes(asks)
    assert [(s.key, s.outcome) for s in asks.publish().sent] == [(KEY, "given")]
    assert card.is_file()
    asks.edit(TEXT, ASKED, CHANGED)
    asks.publish()
    assert not card.exists()


def test_the_plan_and_the_week_s_message_say_what_waits(asks):
    yes(asks)
    assert coming_weeks(asks.root, environ=asks.environ).asking == {OTHER}
    assert "Berichten die pas uitgaan na uw ja: 1" in weekly(asks.root, environ=asks.environ).words


def test_what_waits_for_a_yes_is_not_late(asks):
    def late():
        way = open_way(asks.root, environ=asks.environ)
        return oldest_due(way, way.content.articles)

    assert late() is None
    yes(asks)
    assert late() == open_way(asks.root, environ=asks.environ).now


def test_a_post_might_have_gone_out_from_its_yes_on_and_not_before(asks):
    asks.publish()
    said = signs(asks)[KEY]
    noon = {"SYNDICATE_NOW": "2026-11-23T12:00:00+01:00"}
    allow_one(asks.root, said, "bram-els", environ=asks.environ | noon)
    assert sent(asks, now="2026-11-23T15:00:00+01:00") == [KEY]
    (claim,) = asks.entries(EntryKind.CLAIM)
    assert claim.data["due"] == "2026-11-23T11:00:00Z"


def test_where_silence_means_go_nothing_is_asked_and_a_yes_has_no_use(asks):
    said = signs(asks)[KEY]
    asks.configure(SYNDICATE_SILENCE="go")
    with pytest.raises(SettingsError, match="SYNDICATE_SILENCE is 'go'"):
        allow_one(asks.root, said, "bram-els", environ=asks.environ)
    assert coming_weeks(asks.root, environ=asks.environ).asking == frozenset()
    assert sent(asks) == [KEY, OTHER]


def test_a_run_says_what_waits_with_the_command_that_lets_it_go(asks, run):
    said = signs(asks)[KEY]
    code, out, _ = run("publish", "--dry-run")
    assert code == 0
    assert f"waits    {KEY}  for a yes to it as it is now: invoke allow {said} --person ID" in out
    assert ASKED in out
    assert run("plan")[1].count("(wacht op een ja)") == 2
    assert run("allow", said)[0] == 3
    code, _, err = run("allow", said, "--person", "bram-els")
    assert code == 0
    assert f"{KEY}: may be posted, says bram-els" in err
    assert sent(asks) == [KEY]


def test_what_is_written_wrongly_is_refused(asks):
    asks.configure(SYNDICATE_SILENCE="ja")
    with pytest.raises(SettingsError, match="SYNDICATE_SILENCE must be 'go' or 'stop', not 'ja'"):
        asks.publish()
