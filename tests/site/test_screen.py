"""The screen in the waiting room: what fits the week, one after the other, with the code for a telephone."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Article, Season
from syndicate.site.build import Built
from syndicate.site.qr import qr
from syndicate.site.screen import MOST, of_the_week
from tests.site.building import THEME
from tests.site.reading import SCREEN, SITE, html_of, meta, text, tree

TODAY = date(2026, 11, 21)


def shown(uid: str, day: date = date(2025, 1, 1), card: bool = True, **more: Any) -> Any:
    expert = Article(uid, "nl", uid, uid, "a.md", "", **more)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return SimpleNamespace(expert=expert, published=at, share_image=card or None)


def names(*articles: Any, today: date = TODAY) -> list[str]:
    return [a.expert.uid for a in of_the_week(articles, today)]


def test_what_is_new_this_week_comes_first_then_what_fits_the_season_then_the_others() -> None:
    every = [shown("b"), shown("a"), shown("s", season=Season(40, 50)), shown("n", date(2026, 11, 16))]
    assert names(*every) == ["n", "s", "a", "b"]
    assert names(*every, today=date(2026, 11, 23))[0] == "s"


def test_what_is_out_of_season_waits_for_it() -> None:
    assert names(shown("zon", season=Season(18, 35)), shown("a")) == ["a"]


def test_what_is_due_for_a_check_and_what_has_no_picture_is_not_shown() -> None:
    due = shown("due", next_review=TODAY)
    fine = shown("fine", next_review=TODAY + timedelta(1))
    assert names(due, fine, shown("bare", card=False)) == ["fine"]
    assert names() == []


@given(st.integers(0, 30), st.integers(0, 12), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_in_a_run_of_weeks_every_article_has_its_turn_and_none_stands_twice(
    count: int, timely: int, today: date
) -> None:
    every = [shown(f"a{n:02}") for n in range(count)]
    every += [shown(f"s{n:02}", season=Season(1, 53)) for n in range(timely)]
    seen: set[str] = set()
    for week in range(max(1, count)):
        found = names(*every, today=today + timedelta(weeks=week))
        assert len(found) == len(set(found)) == min(MOST, len(every))
        assert found == names(*every, today=today + timedelta(weeks=week))
        seen |= set(found)
    if timely < MOST:
        assert {f"a{n:02}" for n in range(count)} <= seen


def test_each_text_has_its_card_and_the_code_of_its_own_address(themed: Built) -> None:
    html = html_of(themed, SCREEN)
    slides = [li for ol in tree(html).iter("ol") if ol.get("class") == "slides" for li in ol.findall("li")]
    assert [text(next(li.iter("h2"))) for li in slides] == [
        "Heb ik de griepprik & co nodig?",
        "Wat helpt tegen lage rugpijn?",
    ]  # what is due for a check is not among them
    for li in slides:
        assert (themed.output / "scherm" / str(next(li.iter("img")).get("src"))).is_file()
    assert str(qr(f"{SITE}/griepprik/")) in html
    assert "linde.example/<strong>griepprik</strong>" in html
    assert "English" in text(slides[0])


def test_it_is_for_a_television_and_for_no_search_engine(themed: Built) -> None:
    html = html_of(themed, SCREEN)
    assert meta(html)["robots"] == ["noindex"]
    assert "scherm" not in (themed.output / "sitemap.xml").read_text("utf-8")
    root = tree(html)
    assert not [e for e in root.iter() if e.tag in ("header", "footer", "nav")]
    # a television without scripts asks for the next build as well
    assert '<noscript><meta http-equiv="refresh" content="3600"></noscript>' in html
    assert all(b.get("hidden") is not None for b in root.iter("button"))


def test_the_short_address_is_the_one_that_is_shown(site: Any) -> None:
    site.edit("content/articles/griepprik.md", "\nlang: ", "\nshort: [prik, 7]\nlang: ")
    html = (site.build(THEME=str(THEME)).output / SCREEN).read_text("utf-8")
    assert "linde.example/<strong>k/prik</strong>" in html


def test_another_theme_has_no_such_page(built: Built) -> None:
    assert not (built.output / "scherm").exists()
    assert not (built.output / "spreekkamer").exists()
    assert not list(built.output.glob("share/qr-*"))
