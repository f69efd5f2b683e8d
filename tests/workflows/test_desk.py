"""The desk and the pages of readers in the built site: who finds them, and what stands there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from syndicate.errors import SettingsError
from syndicate.model import Act, Role, Verb, approval_token, campaign_token, read_act
from syndicate.workflows.hold import hold
from syndicate.workflows.skip import allow_one, skip
from tests.journey.foreign import copied
from tests.workflows.conftest import Practice
from tests.workflows.desks import ACTS, KEY, laid

OFFICE = re.compile(r"\b(commit|branch|merge|pull request|yaml|front matter)", re.IGNORECASE)
PACED = {"always": False, "per_day": 1, "per_week": 4}
NEXT = "oorpijn/nl/a/new"
TITLE = "Wat helpt bij oorpijn?"


@pytest.fixture
def desk(practice):
    """A practice with a key for its desk, and a code host."""
    practice.environ["SYNDICATE_DESK_KEY"] = KEY
    practice.configure(SYNDICATE_ACTS=ACTS)
    return practice


@pytest.fixture
def paced(desk, plugged):
    desk.accounts("a", pace=PACED)
    desk.adopted("a")
    return desk


def about(title, more="Verstuur dit briefje. Meer is niet nodig.", first="Dit gaat over"):
    return quote(f"{first}: {title}\n\n{more}", safe="")


def link(title, body=""):
    return f'href="https://code.example/praktijk/site/issues/new?title={title}&amp;body={body}"'


def test_without_a_key_nothing_is_laid_and_the_site_stays_as_it_is(practice):
    practice.configure(SYNDICATE_ACTS=ACTS)
    got = laid(practice)
    assert got.own == []
    assert got.site.built.fingerprint == got.before


def test_a_key_that_could_be_guessed_is_refused(practice):
    practice.environ["SYNDICATE_DESK_KEY"] = "balie"
    with pytest.raises(SettingsError, match="SYNDICATE_DESK_KEY must have at least 20 signs"):
        laid(practice)


def test_the_desk_stands_at_an_address_of_its_key_and_in_no_list_feed_or_sitemap(desk):
    got = laid(desk)
    assert 'content="noindex, nofollow, noarchive"' in got.desk
    signs = set(re.findall(r"[0-9a-f]{20}", " ".join(got.own)))
    assert len(signs) == 3
    for file in got.output.rglob("*"):
        inner = file.relative_to(got.output).as_posix()
        if file.is_file() and inner not in got.own:
            assert not any(sign.encode() in file.read_bytes() for sign in signs), inner
    for folder in ("bureau", "lezen"):
        assert not any(sign in got.page(folder) for sign in signs)
    desk.environ["SYNDICATE_DESK_KEY"] = KEY[::-1]
    assert not set(re.findall(r"[0-9a-f]{20}", " ".join(laid(desk).own))) & signs


def test_an_article_that_stands_where_its_folder_is_keeps_its_page(desk):
    desk.article("lezen")
    got = laid(desk)
    assert "Wat helpt bij lezen?" in got.page("lezen")
    assert got.reading("lezen/nl")


def test_the_address_is_told_on_a_computer_of_the_practice_and_never_in_the_log_of_a_code_host(desk):
    laid(desk)
    assert [line for line in desk.told if line.startswith("the desk: http://localhost:8000/bureau/")]
    desk.told.clear()
    desk.environ["CI"] = "true"
    laid(desk)
    assert "bureau" not in "".join(desk.told)


def test_the_key_stands_nowhere_in_what_is_laid(desk):
    got = laid(desk)
    for file in got.output.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes(), file


def test_two_builds_of_one_day_are_the_same_and_the_next_day_says_so(desk):
    first = laid(desk)
    later = laid(desk, now="2026-11-23T16:45:00+01:00")
    assert first.site.built.fingerprint == later.site.built.fingerprint != first.before
    assert "maandag 23 november" in first.desk
    assert "dinsdag 24 november" in laid(desk, now="2026-11-24T10:00:00+01:00").desk


def test_what_goes_out_today_and_tomorrow_is_drawn_with_its_two_buttons(paced):
    got = laid(paced)
    assert "Gaat nu uit" in got.desk
    assert got.desk.count('<article class="due">') == 1
    token = campaign_token(NEXT)
    assert "Heeft u ook weleens last van oorpijn?" in got.desk
    assert link(f"Expertstatus%3A%20niet%20plaatsen%20{token}", about(TITLE)) in got.desk
    assert link(f"Expertstatus%3A%20later%20plaatsen%20{token}", "2026-12-01") in got.desk
    assert "Wat u niet stopt, gaat vanzelf" in got.desk
    assert ', dinsdag 24 november <span class="hint">tussen 8.00 en 20.00 uur</span></h3>' in got.desk


def test_what_was_put_off_stands_in_the_weeks_after_and_under_held(paced):
    skip(paced.root, "oorpijn", until="2026-12-01", environ=paced.environ)
    got = laid(paced)
    assert '<article class="due">' not in got.desk
    assert "dinsdag 1 december" in got.desk
    assert "Wordt tegengehouden" in got.desk
    assert link(f"Expertstatus%3A%20toch%20plaatsen%20{campaign_token(NEXT)}", about(TITLE)) in got.desk


def test_where_silence_means_stop_each_post_of_the_week_has_the_button_that_lets_it_go(paced):
    paced.configure(SYNDICATE_SILENCE="stop")
    got = laid(paced)
    first, _, after = got.desk.partition("Vandaag en morgen")
    assert "Er gaat alleen uit waar iemand ja op zegt." in first
    assert 'Wacht op uw ja <span class="hint">2</span>' in first
    asked = (urlsplit(unescape(found)).query for found in re.findall(r'href="([^"]+)"', first))
    notes = [parse_qs(query, keep_blank_values=True) for query in asked]
    acts = [read_act(n["title"][0], n["body"][0]) for n in notes if "body" in n]
    yes = [act for act in acts if act.verb is Verb.ALLOW]
    assert [act.token for act in yes] == [campaign_token("hoofdpijn/nl/a/new"), campaign_token(NEXT)]
    assert [act.verb for act in acts] == [Verb.ALLOW, Verb.SKIP, Verb.LATER] * 2
    assert "Gaat nu uit" not in got.desk
    allow_one(paced.root, f"{yes[1].token}{yes[1].text}", "bram-els", environ=paced.environ)
    first, _, after = laid(paced).desk.partition("Vandaag en morgen")
    assert 'Wacht op uw ja <span class="hint">1</span>' in first
    assert "Gaat nu uit" in after
    assert "Wat helpt bij oorpijn?" in after


def test_one_red_button_stops_all_and_the_way_back_stands_below_it(desk):
    got = laid(desk)
    assert got.desk.count("button red") == 1
    assert link("Expertstatus%3A%20alles%20stil", "Stilgezet%20vanaf%20het%20bureau.") in got.desk
    assert link("Expertstatus%3A%20alles%20weer%20aan") in got.desk


def test_when_all_is_held_the_one_button_lets_it_go_on_and_nothing_is_promised(paced):
    hold(paced.root, "all", "Even rust.", environ=paced.environ)
    got = laid(paced)
    assert "button red" not in got.desk
    assert "Alles staat stil" in got.desk
    assert "sinds maandag 23 november" in got.desk
    assert '<article class="due">' not in got.desk


def test_without_a_code_host_the_commands_stand_there(paced):
    paced.configure(SYNDICATE_ACTS="")
    got = laid(paced)
    assert "invoke skip oorpijn/nl --account a --until 2026-12-01" in got.desk
    assert "invoke hold" in got.desk
    page = got.reading("hoofdpijn/nl")
    assert "invoke approve hoofdpijn/nl --person bram-els" in page
    assert "Opmerking hierbij" not in page


def test_an_english_practice_reads_english(paced):
    paced.configure(SYNDICATE_LANGUAGE="en")
    got = laid(paced)
    assert "What you do not stop goes out by itself" in got.desk
    said = about(TITLE, "Send this note. Nothing more is needed.", "This is about")
    assert link(f"Expertstatus%3A%20not%20this%20one%20{campaign_token(NEXT)}", said) in got.desk
    assert "Yes, this is right" in got.reading("oorpijn/nl")


def test_every_button_says_what_the_code_host_will_do(paced):
    got = laid(paced)
    pages = got.desk + got.reading("hoofdpijn/nl")
    notes = [parse_qs(urlsplit(unescape(found)).query) for found in re.findall(r'href="([^"]+)"', pages)]
    acts = {read_act(note["title"][0]) for note in notes if "title" in note} - {None}
    article = next(a for a in got.way.content.articles if a.ref == "hoofdpijn/nl")
    post = campaign_token(NEXT)
    assert acts == {
        Act(Verb.SKIP, post), Act(Verb.LATER, post), Act(Verb.STOP), Act(Verb.GO),
        Act(Verb.YES, approval_token(article, Role.MEDICAL)),
    }  # fmt: skip


def test_cards_and_posts_of_the_last_week_lead_where_they_stand(desk):
    pace = {"always": True, "per_day": 0, "per_week": 0}
    desk.configure(
        SYNDICATE_ACCOUNTS=[
            {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace,
             "options": {"network": "x"}},
        ]
    )  # fmt: skip
    desk.adopted("buurt")
    got = laid(desk)
    assert "Zelf te plaatsen" in got.desk
    cards = re.findall(r'href="\.\./\.\./(hand/[^"]+)"', got.desk)
    assert len(cards) == 2
    assert all((got.output / card).is_file() for card in cards)


def test_posts_of_the_last_week_stand_on_the_desk_with_their_address(desk, networks):
    desk.publish()
    got = laid(desk)
    assert "De afgelopen week geplaatst" in got.desk
    assert "Wat helpt bij hoofdpijn?" in got.desk.partition("De afgelopen week geplaatst")[2]


def test_a_blog_has_a_desk_as_well_on_which_nothing_waits_for_a_reader(tmp_path):
    site = copied("plain", tmp_path)
    site.adopt()
    blog = Practice(site.root)
    blog.environ["SYNDICATE_DESK_KEY"] = KEY
    got = laid(blog)
    assert "The desk" in got.desk
    assert [name for name in got.own if name.startswith("lezen/")] == ["lezen/index.html"]


def test_no_page_talks_of_how_the_site_is_kept(desk, asked, plugged):
    desk.accounts("a", pace=PACED)
    desk.adopted("a")
    for lang in ("nl", "en"):
        desk.configure(SYNDICATE_LANGUAGE=lang)
        got = laid(desk)
        for name in got.own:
            if name.endswith(".html"):
                assert not OFFICE.search((got.output / name).read_text("utf-8")), name
