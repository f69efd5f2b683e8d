"""What stands around an article: its opening in order, and what was declared about it."""

from pathlib import Path

from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.conftest import copy_site
from tests.site.reading import SCREEN, html_of, pages, text, tree

FUNDING = "De praktijk zelf: geen sponsors."


def test_an_article_opens_with_what_a_worried_reader_needs_first(themed: Built) -> None:
    html = html_of(themed, "griepprik/index.html").partition('<div class="e-content')[0]
    signs = (
        'class="p-name"',
        'class="lead',
        'class="quick"',
        'class="box points"',
        'class="byline"',
        '<img class="u-feat',
    )
    places = [html.index(sign) for sign in signs]
    assert places == sorted(places)


def test_interests_help_from_ai_and_funding_are_shown_where_they_were_declared(tmp_path: Path) -> None:
    site = copy_site(tmp_path)
    site.edit(
        "content/articles/griepprik.md",
        "tags: [griep",
        "conflict: Doet mee aan onderzoek & lezingen.\nai: Hielp met de zinnen.\ntags: [griep",
    )
    conf = site.root / "pelicanconf.py"
    more = f'SYNDICATE_PRACTICE = {{"name": "De Linde", "funding": "{FUNDING}", "sample": True}}\n'
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    built = site.build(THEME=str(THEME))
    words = text(tree(html_of(built, "griepprik/index.html")))
    assert "Belangen van de schrijver: Doet mee aan onderzoek & lezingen." in words
    assert "Hulp van AI: Hielp met de zinnen." in words
    assert f"Wie dit betaalt: {FUNDING}" in words
    english = html_of(built, "en/flu-jab/index.html")
    assert f'Who pays for this:</strong> <span lang="nl">{FUNDING}</span>' in english
    assert "Interests of the author" not in english


def test_what_somebody_declares_stands_on_their_page_and_below_what_they_wrote(tmp_path: Path) -> None:
    site = copy_site(tmp_path)
    own = 'interests = { nl = "Geeft betaalde lessen.", en = "Teaches for money." }\n'
    site.edit("content/people.toml", "[anna-de-vries]\n", f"[anna-de-vries]\n{own}")
    built = site.build(THEME=str(THEME))
    told = "Belangen van Anna de Vries: Geeft betaalde lessen."
    assert "Belangen: Geeft betaalde lessen." in text(tree(html_of(built, "auteur/anna-de-vries/index.html")))
    assert told in text(tree(html_of(built, "griepprik/index.html")))
    assert "Interests of Anna de Vries: Teaches for money." in text(
        tree(html_of(built, "en/flu-jab/index.html"))
    )
    assert "Belangen" not in html_of(built, "auteur/bram-jansen/index.html")
    # what is said of the subject itself says more
    site.edit(
        "content/articles/griepprik.md", "tags: [griep", "conflict: Geen bij dit onderwerp.\ntags: [griep"
    )
    words = text(tree(html_of(site.build(THEME=str(THEME)), "griepprik/index.html")))
    assert "Belangen van de schrijver: Geen bij dit onderwerp." in words
    assert told not in words


def test_nothing_is_claimed_that_nobody_declared(themed: Built) -> None:
    assert 'class="plain soft told"' not in html_of(themed, "griepprik/index.html")


def test_the_way_to_other_languages_stands_on_the_pages_to_find_things_as_well(themed: Built) -> None:
    for path, there in (
        ("a-z/", "../en/a-z/"),
        ("zoeken/", "../en/zoeken/"),
        ("griepprik/", "../en/flu-jab/"),
    ):
        root = tree(html_of(themed, f"{path}index.html"))
        (switch,) = (p for p in root.iter("p") if p.get("class") == "languages")
        assert [(a.get("href"), a.get("lang")) for a in switch.iter("a")] == [(there, "en")]


def test_the_menu_of_every_page_begins_with_the_topics(themed: Built) -> None:
    for path, html in pages(themed):
        if path == SCREEN:
            continue
        menu = next(n for n in tree(html).iter("nav") if n.get("aria-label") in ("Hoofdmenu", "Main menu"))
        first = next(menu.iter("a"))
        assert text(first) == ("Topics" if tree(html).get("lang") == "en" else "Onderwerpen"), path
        assert (first.get("href") or "").endswith("/#topics"), path
    (led,) = (e for e in tree(html_of(themed, "index.html")).iter() if e.get("id") == "topics")
    assert text(led) == "Onderwerpen"


def test_every_card_says_whether_its_text_was_checked(themed: Built) -> None:
    marks = {"tick": 0, "unchecked": 0}
    for path, html in pages(themed):
        for card in (e for e in tree(html).iter("li") if (e.get("class") or "").startswith("card ")):
            (mark,) = (s.get("class") or "" for s in card.iter("span") if s.get("class") in marks)
            marks[mark] += 1
            assert mark == (
                "tick" if "griepprik/" in (next(card.iter("a")).get("href") or "") else "unchecked"
            ), path
    assert min(marks.values()) > 0


def test_two_or_four_cards_stand_in_pairs(themed: Built) -> None:
    seen = set()
    for path, html in pages(themed):
        for part in (*tree(html).iter("section"), *tree(html).iter("div")):
            for cards in (u for u in part.findall("ul") if (u.get("class") or "").startswith("cards")):
                small = len(cards.findall("li")) - ("featured" in (part.get("class") or ""))
                assert cards.get("class") == ("cards pairs" if small in (2, 4) else "cards"), path
                seen.add(small)
    assert 2 in seen
