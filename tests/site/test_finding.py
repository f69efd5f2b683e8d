"""The ways to find a text: the list from A to Z, the search, what else to read; in each language."""

import json
import re
import stat
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from syndicate.model import Article, Season
from syndicate.site import alphabet, related, search
from syndicate.site.build import Built
from tests.site.building import THEME, files
from tests.site.reading import tree


def shown(title: str, url: str, *tags: str, topic: str = "") -> Any:
    expert = Article("u" + url, "nl", title, url, "a.md", "", tags=tags, topic=topic)
    return SimpleNamespace(plain_title=title, url=url, expert=expert, description="", tags=tags)


def lines(*articles: Any, lang: str = "nl") -> dict[str, list[str]]:
    return {
        one.letter: [f"{x.word} > {', '.join(t for t, _ in x.see)}" if x.see else x.word for x in one.lines]
        for one in alphabet.letters(articles, lang)
    }


def test_an_article_stands_under_its_title_and_under_the_other_words_for_it() -> None:
    found = lines(shown("Verstopping: wat helpt?", "v/", "darmen"))
    assert found == {
        "C": ["constipatie > Verstopping: wat helpt?"],
        "D": ["darmen > Verstopping: wat helpt?"],
        "H": ["harde ontlasting > Verstopping: wat helpt?"],
        "O": ["obstipatie > Verstopping: wat helpt?"],
        "V": ["Verstopping: wat helpt?"],
    }


def test_a_word_of_two_articles_names_both_and_accents_and_case_do_not_count() -> None:
    found = lines(
        shown("Één prik", "a/", "Reizen"), shown("Op reis", "b/", "reizen"), shown("112 bellen", "c/")
    )
    assert found["R"] == ["Reizen > Één prik, Op reis"]
    assert found["E"] == ["Één prik"]
    assert list(found)[-1] == alphabet.DIGITS


def test_a_language_without_words_of_ours_has_its_titles_and_tags() -> None:
    assert lines(shown("الحمى", "a/"), lang="ar") == {"ا": ["الحمى"]}
    assert alphabet.synonyms("pap") == ()


def test_letters_keep_the_place_that_links_jump_to() -> None:
    (one,) = alphabet.letters([shown("Aap", "a/")], "nl")
    assert one.id == "letter-a"


def test_every_row_of_synonyms_has_other_words_and_no_word_is_its_own() -> None:
    for lang in ("nl", "en"):
        for row in alphabet.synonyms(lang):
            assert len(row) == len(set(row)) > 1


def test_without_javascript_both_pages_show_the_list(themed: Built) -> None:
    for path in ("a-z/index.html", "zoeken/index.html"):
        root = tree((themed.output / path).read_text("utf-8"))
        links = {a.get("href") for a in root.iter("a")}
        assert {"../griepprik/", "#letter-v"} <= links
        assert all(e.get("hidden") is not None for e in root.iter("div") if e.get("role") == "search")
    english = (themed.output / "en/a-z/index.html").read_text("utf-8")
    assert '<html lang="en">' in english
    assert "../../en/flu-jab/" in english
    assert "griepprik/" not in re.sub(r"<head>.*?</head>", "", english, flags=re.DOTALL)
    assert 'hreflang="nl"' in english


def test_the_header_leads_to_the_search_in_the_readers_language(themed: Built) -> None:
    for path, address in (("index.html", "./zoeken/"), ("en/flu-jab/index.html", "../../en/zoeken/")):
        root = tree((themed.output / path).read_text("utf-8"))
        assert [a.get("href") for a in root.iter("a") if a.get("class") == "find"] == [address]


def test_only_the_search_pages_may_run_what_their_index_needs(themed: Built) -> None:
    for path in themed.output.rglob("*.html"):
        name = path.relative_to(themed.output).as_posix()
        may = name in ("zoeken/index.html", "en/zoeken/index.html")
        assert ("wasm-unsafe-eval" in path.read_text("utf-8")) is may, name
        assert ("js/search.js" in path.read_text("utf-8")) is may, name


def test_what_no_search_engine_may_find_is_not_in_the_search_either(site) -> None:
    built = site.build(THEME=str(THEME))
    entry = json.loads((built.output / "pagefind/pagefind-entry.json").read_text("utf-8"))
    # griepprik, poetsen, rugpijn and the pages; not the draft, the withdrawn, the coming, the unread one
    count = len(
        [p for p in built.pages if p.article or (p.html and not p.path.startswith(("a-z", "zoeken")))]
    )
    assert {k: v["page_count"] for k, v in entry["languages"].items()}["nl"] <= count
    assert "en" not in entry["languages"]
    assert not list((built.output / "pagefind").glob("*ui*"))


def test_two_indexes_of_the_same_texts_are_the_same_to_the_byte(site, themed: Built) -> None:
    assert (themed.output / "pagefind/pagefind.js").is_file()
    first = files(site.build(THEME=str(THEME)).output)
    for folder in (site.root / ".syndicate/cache").glob("search"):
        for one in folder.iterdir():
            one.rename(folder.parent / f"away-{one.name}")
    assert files(site.build(THEME=str(THEME)).output) == first


def test_without_the_program_the_site_has_no_search_and_says_so(site, monkeypatch) -> None:
    monkeypatch.setattr(search, "program", lambda: None)
    built = site.build(THEME=str(THEME))
    assert [f.code for f in built.findings] == ["site.search"]
    assert not (built.output / "zoeken").exists()
    assert not (built.output / "pagefind").exists()
    home = (built.output / "index.html").read_text("utf-8")
    assert 'class="find" href="./a-z/"' in home


@pytest.mark.parametrize("line", ["echo kapot >&2; exit 3", "exit 0"])
def test_a_program_that_fails_stops_no_build(site, monkeypatch, tmp_path, line) -> None:
    tool = tmp_path / "pagefind"
    tool.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(search, "program", lambda: tool)
    (finding,) = site.build(THEME=str(THEME)).findings
    assert finding.code == "site.search"
    assert "A tot Z" in finding.said.nl


def test_a_program_that_cannot_run_stops_no_build(monkeypatch, tmp_path) -> None:
    tool = tmp_path / "pagefind"
    tool.write_bytes(b"nothing")
    monkeypatch.setattr(search, "program", lambda: tool)
    (finding,) = search.write({}, tmp_path, tmp_path / "cache")
    assert "PermissionError" in finding.said.en


def test_the_program_of_the_path_is_used_where_no_package_has_one(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert search.program() is None
    tool = tmp_path / "pagefind"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    assert search.program() == tool


WINTER, SUMMER = date(2026, 11, 23), date(2026, 7, 1)


def article(
    uid: str, topic: str = "Griep", tags: tuple[str, ...] = (), season: Season | None = None
) -> Article:
    return Article(uid, "nl", uid, uid, "a.md", "", topic=topic, tags=tags, season=season)


def test_one_topic_counts_most_then_tags_then_what_fits_the_week() -> None:
    one = article("a", tags=("prik", "oud"))
    assert related.score(one, article("b"), WINTER) == 4
    assert related.score(one, article("b", "Anders", ("Prik",)), WINTER) == 3
    assert related.score(one, article("b", "Anders", ("prik", "OUD")), WINTER) == 6
    assert related.score(one, article("b", season=Season(40, 5)), WINTER) == 5
    assert related.score(one, article("b", season=Season(40, 5)), SUMMER) == 4
    assert related.score(one, article("b", "Anders", season=Season(40, 50)), WINTER) == 0
    assert related.score(article("a", ""), article("b", ""), WINTER) == 0


def pelican(uid: str, topic: str = "Griep", lang: str = "nl", status: str = "published") -> Any:
    made = article(uid, topic)
    return SimpleNamespace(
        expert=made, lang=lang, status=status, category=SimpleNamespace(slug=topic), unread=False
    )


def test_neighbours_stand_in_one_topic_and_language_and_what_is_hidden_is_nobodys() -> None:
    every = [pelican("a"), pelican("b"), pelican("x", "Anders"), pelican("c"), pelican("d", lang="en")]
    every += [pelican("h", status="hidden"), pelican("e")]
    related.join(every, WINTER)
    a, b, x, c, d, h, e = every
    assert (a.before, a.after, b.before, c.after) == (None, b, a, e)
    assert x.before is x.after is d.after is h.before is None
    assert a.related == (b, c, e)
    assert h.related == (a, b, c)
    assert d.related == ()
    plain = SimpleNamespace(expert=None, lang="nl", status="published")
    related.join([plain], WINTER)
    assert plain.related == ()


def test_an_article_leads_on_to_others_of_its_topic(pages: Path) -> None:
    html = (pages / "griepprik/index.html").read_text("utf-8")
    onward = html.partition('class="onward"')[2].partition("</nav>")[0]
    assert '<a href="../hooikoorts/">' in onward
    assert 'rel="prev"' in onward
    assert "../griepprik/" not in onward
