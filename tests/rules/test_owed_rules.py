"""Owed: what a site must say on its pages, whatever theme dresses it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rules_samples import PRACTICE, page

from syndicate import rules
from syndicate.model import Page, Practice
from syndicate.rules.owed import REPLACES_NOTHING, SELLS_NOTHING
from syndicate.site.language import Translator

ROOT = Path(__file__).parents[2]
REAL = replace(
    PRACTICE,
    sample=False,
    hours=("Mo-Fr 08:00-17:00", "naar afspraak"),
    out_of_hours_hours=("Sa 09:30-12:00",),
)
DAY, OTHER = '<a href="tel:+31701234567">bel</a>', "<a href='tel:070-7654321'>bel</a>"
HOURS = "<p>maandag t/m vrijdag 8–17 uur, zaterdag 9.30–12.00</p>"
LED = "".join(f'<a href="../{slug}/">x</a>' for slug in ("privacy", "klachten", "over-ons", "how-we-check"))
FOOT = f"<footer>{DAY}{OTHER}{HOURS}{LED}<p>Geen advertenties.</p></footer>"
TEXT = "<main><p>Dit vervangt geen persoonlijk advies. Bel <a href='tel:112'>112</a></p></main>"


def built(path: str = "griepprik/index.html", html: str = f"{TEXT}{FOOT}", *, text: bool = False) -> Page:
    made = page(path=path, html=html)
    return made if text else replace(made, article=None)


SITE = (
    built(text=True),
    *(built(f"{slug}/index.html") for slug in ("privacy", "klachten", "over-ons", "how-we-check")),
    built("onderwerp/griep/index.html", ""),
)


def found(*pages: Page, practice: Practice = REAL) -> list[tuple[str, str]]:
    return [(f.code, f.file) for f in rules.on_site(pages, practice)]


def test_a_whole_site_is_left_in_peace() -> None:
    assert found(*SITE) == []
    assert found() == []


def test_a_practice_that_has_no_article_yet_owes_no_pages_yet() -> None:
    assert found(built("contact/index.html", FOOT)) == []


def test_every_page_says_that_nothing_is_sold_and_an_article_that_it_replaces_no_consult() -> None:
    silent = FOOT.replace("Geen advertenties", "Dank")
    assert found(built("a/index.html", f"{TEXT}{silent}"), *SITE) == [("page.no-adverts", "a/index.html")]
    assert found(built(html=FOOT, text=True), *SITE[1:]) == [("page.no-substitute", "griepprik/index.html")]
    assert found(built("a/index.html", FOOT), *SITE) == []


@pytest.mark.parametrize("lang", ["nl", "en", "tr", "pl", "ar"])
def test_the_words_of_our_theme_are_known_in_each_of_its_languages(lang: str) -> None:
    say = Translator(ROOT / "theme/translations")
    assert SELLS_NOTHING.search(say("No advertisements, no cookies, no trackers.", lang))
    words = "This information does not replace the personal advice of your own care provider."
    assert REPLACES_NOTHING.search(say(words, lang))


@pytest.mark.parametrize(
    "foot",
    [
        FOOT.replace(DAY, ""),
        FOOT.replace(OTHER, ""),
        FOOT.replace(DAY, "").replace(OTHER, OTHER + DAY),
        f"<aside>{FOOT}</aside>".replace("<footer>", "<div>"),
        FOOT.replace("8–17", "ochtend"),
        f"<main>{DAY}{OTHER}{HOURS}</main>" + FOOT.replace(DAY, "").replace(OTHER, ""),
    ],
    ids=["no number", "no other", "other order", "other part", "no hours", "in the text alone"],
)
def test_the_numbers_and_hours_stand_around_every_page_in_the_same_place(foot: str) -> None:
    other = built("a/index.html", f"{TEXT}{foot}")
    assert found(other, *SITE) == [("page.numbers", "a/index.html")]


def test_where_no_page_has_the_numbers_each_is_told_and_a_practice_without_one_owes_none() -> None:
    bare = [replace(p, html=p.html.replace(DAY, "")) for p in SITE[:5]]
    assert found(*bare) == [("page.numbers", p.path) for p in bare]
    assert found(*bare, practice=replace(REAL, phone="")) == []


def test_the_hours_of_the_afternoon_may_be_told_by_a_clock_of_twelve() -> None:
    clock = [replace(p, html=p.html.replace("8–17 uur", "8 am to 5 pm")) for p in SITE]
    assert found(*clock) == []


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("privacy", "privacy"),
        ("klachten", "complaints"),
        ("over-ons", "who you are"),
        ("how-we-check", "check"),
    ],
)
def test_each_page_that_a_practice_owes_is_there_and_every_page_leads_to_it(slug: str, says: str) -> None:
    without = [p for p in SITE if p.path != f"{slug}/index.html"]
    (gone,) = rules.on_site(without, REAL)
    assert (gone.code, gone.file, says in gone.said.en) == ("page.owed", "content/pages", True)
    assert "`slug: " in gone.mend.nl
    unlinked = built("a/index.html", f"{TEXT}{FOOT}".replace(f"../{slug}/", ""))
    assert found(unlinked, *SITE) == [("page.owed", "content/pages")]


def test_a_made_up_practice_owes_nobody_those_pages() -> None:
    assert found(SITE[0], practice=replace(REAL, sample=True)) == []
    assert found(SITE[0]) == [("page.owed", "content/pages")] * 4


def test_a_screen_that_no_search_engine_is_led_to_owes_nothing_and_an_article_does_all_the_same() -> None:
    unseen = '<meta name="robots" content="noindex"><main>De teksten van deze week</main>'
    assert found(built("scherm/index.html", unseen), *SITE) == []
    assert {code for code, _ in found(built(html=unseen, text=True), *SITE[1:])} == {
        "page.no-adverts", "page.no-substitute", "page.numbers", "page.owed",
    }  # fmt: skip


def test_a_page_without_a_main_part_is_all_frame() -> None:
    assert found(built("a/index.html", f"<p>{FOOT}</p>"), *SITE) == []
