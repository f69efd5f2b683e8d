"""What links to an article that waits for a second person goes on without the link."""

from __future__ import annotations

import pytest

from syndicate.errors import ContentError, Exit
from syndicate.workflows.preview import preview
from tests.workflows.second_person import FILE, NAMED, PLAIN, looked, public

LINKS = {
    "file": "[onze tekst]({filename}buikpijn.md)",
    "from the top": "[onze tekst]({filename}/articles/buikpijn.md#wat-is-het)",
    "old form": "[onze tekst](|filename|buikpijn.md)",
    "address": "[onze tekst](http://localhost:8000/buikpijn/?a=1)",
    "root": "[onze tekst](/buikpijn)",
    "beside": "[onze tekst](../buikpijn/index.html)",
    "html": '<a class="x" href="{filename}buikpijn.md" title="a > b">onze tekst</a>',
    "capitals": "[onze tekst](HTTP://LOCALHOST:8000/buikpijn/)",
    "named": "[onze tekst][b]\n\n[b]: {filename}buikpijn.md",
}


@pytest.mark.parametrize(("how", "live"), [*((how, False) for how in LINKS), ("file", True)])
def test_what_links_to_an_article_that_waits_goes_on_without_the_link(asked, sign, how, live):
    if live:
        asked.publish()
    linking = "content/articles/hoofdpijn.md"
    words = f"Lees [dat]({{filename}}oorpijn.md) en {LINKS[how]}"
    asked.edit(linking, PLAIN, words)
    told = ("site.waits", linking, "hoofdpijn/nl")
    done = asked.publish()
    assert (done.exit, public(asked)) == (Exit.CONTENT, False)
    assert [(f.code, f.file, f.subject) for f in done.left] == [("secrecy.name", FILE, "buikpijn/nl"), told]
    page = (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert "</a> en onze tekst" in page
    assert ("buikpijn" in page, "../oorpijn/" in page) == (False, True)
    feed = (asked.root / "public/feeds/all.atom.xml").read_text("utf-8")
    assert "buikpijn" not in feed
    (same,) = [f for f in looked(asked).findings if f.code == "site.waits"]
    assert same == done.left[1]
    shown = preview(asked.root, environ=asked.environ).file.read_text("utf-8")
    assert same.said.nl in shown
    sign()
    done = asked.publish()
    assert (done.exit, done.left) == (Exit.DONE, ())
    assert "buikpijn" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")


PATHS = ("/b%75ikpijn/", "{category}Buik", "{category}Klachten", "{author}dirk-den", "{author}anna-berk")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_only_it_has_is_left_out_with_it_and_any_other_stays(asked, sign, path):
    asked.edit(FILE, "topic: Klachten", "topic: Buik")
    asked.edit(FILE, "authors: [anna-berk]", "authors: [anna-berk, dirk-den]")
    people = (asked.root / "content" / "people.toml").read_text("utf-8")
    own = people.partition("\n\n")[0].replace("[anna-berk]", "[dirk-den]").replace("Anna Berk", "Dirk Den")
    asked.write("content/people.toml", f"{people}\n{own}\n")
    linking = "content/articles/hoofdpijn.md"
    asked.edit(linking, PLAIN, f"Lees [dat]({path}).")
    shared = path in ("{category}Klachten", "{author}anna-berk")
    done = asked.publish()
    assert [f.file for f in done.left if f.code == "site.waits"] == ([] if shared else [linking])
    assert ("dat</a>" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")) is shared
    sign()
    assert asked.publish().exit is Exit.DONE
    assert "dat</a>" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")


def test_a_quotation_never_says_by_an_address_where_it_is_from(asked):
    text = '<q cite="{filename}buikpijn.md">Rust.</q>'
    asked.edit("content/articles/hoofdpijn.md", PLAIN, text)
    asked.publish()
    page = (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert ("<q>Rust.</q>" in page, "buikpijn" in page) == (True, False)


def test_a_page_in_html_goes_on_without_the_link_as_well(asked):
    link = '<a href="{filename}/articles/buikpijn.md">dit</a>'
    html = f"<html><head><title>Info</title></head>\n<body><p>Lees {link}.</p></body></html>"
    asked.write("content/pages/info.html", html)
    done = asked.publish()
    told = [(f.file, f.line) for f in done.left if f.code == "site.waits"]
    assert told == [("content/pages/info.html", 2)]
    (page,) = (asked.root / "public").glob("**/info*/**/*.html")
    assert ("Lees dit." in page.read_text("utf-8"), "buikpijn" in page.read_text("utf-8")) == (True, False)


def test_what_links_to_one_that_links_to_one_that_waits_never_notices(asked):
    asked.edit("content/articles/hoofdpijn.md", "Het gaat", "Zie [dit]({filename}buikpijn.md). Het gaat")
    asked.edit("content/articles/oorpijn.md", "Het gaat", "Zie [dat]({filename}hoofdpijn.md). Het gaat")
    done = asked.publish()
    assert [f.file for f in done.left] == [FILE, "content/articles/hoofdpijn.md"]
    assert "../hoofdpijn/" in (asked.root / "public/oorpijn/index.html").read_text("utf-8")


def test_a_page_of_the_site_goes_on_without_the_link_as_well(asked):
    text = "---\ntitle: Over ons\nslug: over-ons\nsummary: Zie [dit]({filename}/articles/buikpijn.md)\n---\n"
    asked.write(
        "content/pages/over-ons.md", f"{text}Wij zijn er.\n\nLees [dit]({{filename}}/articles/buikpijn.md).\n"
    )
    done = asked.publish()
    assert [(f.code, f.file, f.line) for f in done.left][1:] == [
        ("site.waits", "content/pages/over-ons.md", 8)
    ]
    page = (asked.root / "public/over-ons/index.html").read_text("utf-8")
    assert "Lees dit." in page
    assert "buikpijn" not in page


def test_two_that_wait_and_link_to_each_other_stop_nobody(asked):
    asked.article("knie")
    asked.edit("content/articles/knie.md", "Het gaat", f"{NAMED} [Zie]({{filename}}buikpijn.md). Het gaat")
    asked.edit(FILE, NAMED, f"{NAMED} [Zie]({{filename}}knie.md).")
    assert {f.subject for f in asked.publish().left} == {"buikpijn/nl", "knie/nl"}


def test_what_else_stops_a_run_is_told_beside_what_waits(asked):
    asked.edit("content/articles/hoofdpijn.md", "Het gaat", "[Zie](../nergens/). Het gaat")
    for stops in (asked.publish, lambda: looked(asked), lambda: preview(asked.root, environ=asked.environ)):
        with pytest.raises(ContentError) as stopped:
            stops()
        codes = [f.code for f in stopped.value.findings]
        assert (codes[0], len(codes) > 1) == ("secrecy.name", True), stops
    asked.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    with pytest.raises(ContentError) as stopped:
        asked.publish()
    assert stopped.value.findings[0].subject == "buikpijn/nl"
