"""The desk: what stands on it, what is left out, and its one red button."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from syndicate.model import Practice, Words
from syndicate.sheets import Deed
from tests.sheets.desk_samples import MONDAY, NOTE, desk, due, frame, line
from tests.sheets.preview_samples import of_class, tree


def headings(html, level="h2"):
    return [" ".join("".join(e.itertext()).split()) for e in tree(html).iter(level)]


def test_an_empty_desk_says_that_nothing_goes_out_and_shows_no_empty_list():
    html = desk(due=())
    assert headings(html) == ["Vandaag en morgen", "Alles stil?"]
    assert "Er gaat vandaag en morgen niets uit." in html
    assert "<nav" not in html


def test_silence_means_go_and_the_page_says_so_with_the_day_on_which_it_was_made():
    html = desk()
    assert "Wat u niet stopt, gaat vanzelf." in html
    assert "Gemaakt op maandag 23 november." in html
    assert html == desk()


def test_a_post_has_its_two_buttons_which_say_of_which_post_they_are():
    html = desk()
    links = [e for e in tree(html).iter("a") if e.get("class", "").startswith("button")]
    said = {e.get("href"): "".join(e.itertext()).strip() for e in links}
    assert said[NOTE.format("niet")] == "Niet plaatsen: Heb ik de prik nodig?"
    assert said[NOTE.format("later")] == "Een week later: Heb ik de prik nodig?"


def test_a_post_says_between_which_hours_it_goes_out_and_nothing_where_any_will_do():
    timed = replace(due(), between=(time(8), time(17, 30)))
    assert "maandag 23 november tussen 8.00 en 17.30 uur" in " ".join(headings(desk(due=(timed,)), "h3"))
    assert "between 08:00 and 17:30" in desk("en", due=(timed,))
    assert "tussen" not in desk()


def test_where_it_asks_a_post_has_a_third_button_and_nothing_is_promised():
    waiting = replace(due(), allow=Deed(NOTE.format("mag")))
    html = desk(due=(), asks=True, asking=(waiting,))
    assert headings(html)[:2] == ["Wacht op uw ja 1", "Vandaag en morgen"]
    assert "gaat vanzelf" not in html
    links = [e.get("href") for e in tree(html).iter("a") if e.get("class", "").startswith("button")]
    assert links[:3] == [NOTE.format(what) for what in ("mag", "niet", "later")]


def test_what_comes_after_tomorrow_stands_below_its_day():
    wednesday = MONDAY + timedelta(2)
    html = desk(
        weeks=(line("Een", day=wednesday), line("Twee", day=wednesday), line("Drie", day=date(2026, 12, 1)))
    )
    days = ["".join(e.itertext()) for e in tree(html).iter("dt")]
    assert days == ["woensdag 25 november", "dinsdag 1 december"]
    assert html.index("Een</span>") < html.index("Twee</span>") < html.index("dinsdag 1")


def test_every_list_shows_what_it_has_and_leads_there():
    html = desk(
        waits=(line("Te lezen", about="Voor Bram", url="../../lezen/a/index.html"),),
        hand=(line("Met de hand", url="../../hand/b/index.html"),),
        held=(line("Vast", about="X", day=MONDAY),),
        past=(line("Geplaatst", url="https://x.example/1", day=MONDAY),),
    )
    assert headings(html)[2:6] == [
        "Wacht op een tweede lezer 1", "Zelf te plaatsen 1", "Wordt tegengehouden 1",
        "De afgelopen week geplaatst 1",
    ]  # fmt: skip
    assert "X sinds maandag 23 november" in html
    links = {e.get("href") for e in tree(html).iter("a")}
    assert {"../../lezen/a/index.html", "../../hand/b/index.html", "https://x.example/1"} <= links


def test_of_a_long_list_the_first_six_stand_open():
    (fold,) = tree(desk(waits=tuple(line(f"Tekst {n}.") for n in range(9)))).iter("details")
    said = " ".join("".join(fold.itertext()).split())
    assert said == "En nog 3 Tekst 6. Tekst 7. Tekst 8."


def test_one_red_button_and_none_when_all_is_held():
    assert desk().count("button red") == 1
    held = desk(stopped=True)
    assert "button red" not in held
    assert "Alles staat stil. Er gaat niets uit." in held
    assert NOTE.format("aan") in held


def test_without_a_code_host_commands_stand_in_place_of_buttons():
    html = desk(stop=Deed(command="invoke hold"), go=Deed(command="invoke release"))
    assert "<code>invoke hold</code>" in html
    assert "<code>invoke release</code>" in html


def test_it_leads_elsewhere_and_asks_search_engines_and_other_hosts_to_stay_out():
    html = desk(links=((Words("Naar de site", "To the site"), "../../"),))
    assert '<li><a href="../../">Naar de site</a></li>' in html
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in html
    assert '<meta name="referrer" content="no-referrer">' in html


def test_it_speaks_english_to_an_english_practice():
    html = desk("en", held=(line(day=MONDAY),))
    assert "What you do not stop goes out by itself." in html
    assert "since Monday 23 November" in html


def test_a_made_up_practice_says_so():
    assert "verzonnen" not in desk()
    page = frame(practice=Practice(name="De Linde", sample=True))
    assert page.practice.sample


def test_hostile_titles_stay_words():
    nasty = "<script>alert(1)</script> \"'><img src=x onerror=1>" + "lang" * 90 + " \u0645\u0631"
    html = desk(due=(due(text=nasty),), waits=(line(nasty, about=nasty, url='../../lezen/" onclick="x'),))
    root = tree(html)
    assert not list(root.iter("script"))
    assert not [e for e in root.iter() if e.get("onerror") or e.get("onclick")]
    assert nasty in of_class(root, "line")
