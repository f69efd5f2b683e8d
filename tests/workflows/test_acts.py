"""act: what somebody asks for with two taps at the code host, and who may."""

from __future__ import annotations

import pytest

from syndicate import content, settings
from syndicate.errors import Held, SettingsError
from syndicate.model import Act, EntryKind, Role, Verb, approval_token, campaign_token, read_act
from syndicate.model.act import PREFIX, SAID
from syndicate.sheets.acting import act_link
from syndicate.workflows.act import act
from tests.workflows.conftest import TOMORROW

KEY = "hoofdpijn/nl/a/new"
HOST = "https://code.example/issues/new?title={title}&body={text}"


@pytest.fixture
def ask(networks, practice):
    """Send a note as the shipped job hands it on; anna-berk wrote the texts, bram-els reads them."""
    for person in ("anna-berk", "bram-els"):
        practice.edit("content/people.toml", f"[{person}]\n", f'[{person}]\nlogin = "{person[:4]}-x"\n')
    practice.accounts("a")

    def asked(verb, token="", text="", login="bram-x", lang="nl"):
        title = f"{PREFIX}{SAID[verb].of(lang)} {token}".rstrip()
        return act(practice.root, title, text, login, tell=practice.tell, environ=practice.environ)

    return asked


def signs(practice, role=Role.MEDICAL):
    """The signs of a yes to the text as it is now."""
    conf = settings.load(practice.root, practice.environ)
    read = content.read(
        conf.content, root=conf.root, timezone=conf.timezone, language="nl", today=conf.now().date()
    )
    (article,) = (a for a in read.articles if a.uid == "hoofdpijn")
    return approval_token(article, role)


def sent(practice, **more):
    return sorted(s.key for s in practice.publish(**more).sent if s.outcome == "posted")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_yes_by_tap_is_the_approval_of_the_person_with_that_login(practice, ask, lang):
    assert ask(Verb.YES, signs(practice), login="BRAM-X", lang=lang) == "Dank u. Uw akkoord staat genoteerd."
    (entry,) = practice.entries(EntryKind.APPROVAL)
    assert (entry.key, entry.data["person"], entry.data["role"]) == ("hoofdpijn/nl", "bram-els", "medical")
    assert entry.data["account"] == "BRAM-X"


def test_the_author_cannot_approve_by_tap_with_her_own_login(practice, ask):
    with pytest.raises(SettingsError, match="anna-berk wrote"):
        ask(Verb.YES, signs(practice), login="anna-x")
    assert practice.entries(EntryKind.APPROVAL) == []


def test_the_author_cannot_approve_by_naming_another_in_her_note(practice, ask):
    with pytest.raises(SettingsError, match="anna-berk wrote"):
        ask(Verb.YES, signs(practice), text="bram-els zegt ja (bram-x)", login="anna-x")
    assert practice.entries(EntryKind.APPROVAL) == []


def test_the_author_cannot_approve_by_giving_herself_a_second_name(practice, ask):
    practice.edit("content/people.toml", 'login = "bram-x"', 'login = "anna-x"')
    with pytest.raises(SettingsError, match="anna-berk and bram-els have the same login"):
        ask(Verb.YES, signs(practice), login="anna-x")
    assert practice.entries(EntryKind.APPROVAL) == []


def test_nobody_approves_whose_login_stands_nowhere(practice, ask):
    with pytest.raises(SettingsError, match=r'nobody in people\.toml has login = "vreemd"'):
        ask(Verb.YES, signs(practice), login="vreemd")


def test_a_yes_to_a_text_that_has_changed_since_is_none(practice, ask):
    before = signs(practice)
    practice.edit("content/articles/hoofdpijn.md", "Wat helpt bij hoofdpijn?", "Wat helpt tegen hoofdpijn?")
    with pytest.raises(SettingsError, match="has changed since its page was made"):
        ask(Verb.YES, before)
    assert practice.entries(EntryKind.APPROVAL) == []


def test_a_post_is_kept_at_home_or_put_off_by_its_signs(practice, ask):
    assert ask(Verb.SKIP, campaign_token(KEY)) == "Dit bericht gaat niet uit."
    other = campaign_token("oorpijn/nl/a/new")
    assert ask(Verb.LATER, other, text="vanaf 2026-11-30") == "Dit bericht wacht tot die dag."
    assert sent(practice) == sent(practice, now=TOMORROW) == []
    assert sent(practice, now="2026-11-30T10:00:00+01:00") == ["oorpijn/nl/a/new"]
    assert [e.data["person"] for e in practice.entries(EntryKind.HOLD)] == ["bram-x", "bram-x"]


def test_a_post_that_was_kept_at_home_takes_its_turn_again_by_the_same_signs(practice, ask):
    token = campaign_token(KEY)
    ask(Verb.SKIP, token)
    assert KEY not in sent(practice)
    assert ask(Verb.UNDO, token, text="Dit gaat over: Hoofdpijn") == "Dit bericht krijgt zijn beurt terug."
    assert KEY in sent(practice)
    with pytest.raises(SettingsError, match=f"no post with the signs {token} is held any more"):
        ask(Verb.UNDO, token)


def test_later_without_a_day_and_a_post_that_is_not_planned_are_refused(practice, ask):
    with pytest.raises(SettingsError, match="from which day on"):
        ask(Verb.LATER, campaign_token(KEY), text="ooit")
    with pytest.raises(SettingsError, match="no post with the signs 00000000 is planned"):
        ask(Verb.SKIP, "00000000")


def test_all_is_stopped_and_goes_on_whatever_stands_in_the_note(practice, ask):
    assert ask(Verb.STOP, text="mevrouw belde: BSN 111222333").startswith("Alles staat stil.")
    (hold,) = practice.entries(EntryKind.HOLD)
    assert hold.data["scope"] == "all"
    assert "111222333" not in str(hold)
    with pytest.raises(Held, match="posting is held by bram-x"):
        practice.publish()
    assert ask(Verb.GO) == "Alles gaat weer verder."
    assert KEY in sent(practice)


def test_what_was_posted_by_hand_is_noted_by_the_same_way(practice, ask):
    with pytest.raises(SettingsError, match="no card has the signs 0a1b2c3d"):
        ask(Verb.POSTED, "0a1b2c3d", text="https://www.linkedin.com/feed/update/urn:li:share:7/")


@pytest.mark.parametrize(
    "title",
    [
        "", "posted 0a1b2c3d", f"{PREFIX}", f"{PREFIX}akkoord", f"{PREFIX}akkoord 0a1b", f"{PREFIX}wis alles",
        f"{PREFIX}alles stil 0a1b2c3d", f"Re: {PREFIX}alles stil", f"{PREFIX}akkoord 0a1b2c3d; ls",
    ],
)  # fmt: skip
def test_a_title_that_says_nothing_of_ours_does_nothing(practice, title):
    with pytest.raises(SettingsError, match="says nothing that can be done"):
        act(practice.root, title, "", "bram-x", environ=practice.environ)


def test_a_note_without_words_of_its_own_tells_what_it_is_about():
    from urllib.parse import parse_qs, urlsplit

    def body(text, lang="nl"):
        url = act_link(HOST, Act(Verb.SKIP, "0a1b2c3d", text), lang, about="Oor & keel?")
        return parse_qs(urlsplit(url).query)["body"][0]

    assert body("") == "Dit gaat over: Oor & keel?\n\nVerstuur dit briefje. Meer is niet nodig."
    assert body("", "en").startswith("This is about: Oor & keel?\n\nSend this note.")
    assert body("2026-12-01") == "2026-12-01"


@pytest.mark.parametrize("lang", ["nl", "en", "tr"])
@pytest.mark.parametrize("verb", list(Verb))
def test_what_a_button_writes_is_what_is_read(verb, lang):
    from urllib.parse import parse_qs, urlsplit

    wanted = Act(verb, "" if verb in (Verb.STOP, Verb.GO) else "0a1b2c3d", "a & b = c? #1\n€")
    said = parse_qs(urlsplit(act_link(HOST, wanted, lang)).query, keep_blank_values=True)
    assert read_act(said["title"][0], said["body"][0]) == wanted
