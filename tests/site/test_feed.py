"""Feeds: valid, whole, stable, and honest about what was withdrawn."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedrules
import pytest
from lxml import etree

from syndicate.model import Article, Picture
from syndicate.site.build import Built
from syndicate.site.feed import json_path
from syndicate.site.feeditem import NEVER, Feed, Item, item_id
from syndicate.site.feedxml import atom, rss
from syndicate.site.jsonfeed import jsonfeed

SITE = "https://linde.example"
NAMES = {
    "all",
    "author/anna-de-vries",
    "author/bram-jansen",
    "language/en",
    "language/nl",
    "topic/bewegen",
    "topic/gebit",
    "topic/oren",
    "topic/vaccinaties",
}
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def feeds(output: Path) -> dict[str, bytes]:
    """Return every feed of an output by its path."""
    return {f.relative_to(output).as_posix(): f.read_bytes() for f in output.glob("feeds/**/*.*")}


def items(output: Path, name: str = "all") -> dict[str, dict[str, Any]]:
    """Return the items of a JSON feed by address."""
    told = json.loads((output / f"feeds/{name}.json").read_bytes())
    return {i["url"].removeprefix(SITE): i for i in told["items"]}


def test_there_are_three_kinds_of_feed_for_all_each_topic_author_and_language(built: Built) -> None:
    kinds = ("atom.xml", "rss.xml", "json")
    assert set(feeds(built.output)) == {f"feeds/{name}.{kind}" for name in NAMES for kind in kinds}


def test_every_feed_keeps_the_rules_of_its_format(built: Built) -> None:
    wrong = {p: feedrules.complaints(raw, f"{SITE}/{p}") for p, raw in feeds(built.output).items()}
    assert {p: w for p, w in wrong.items() if w} == {}


def test_a_feed_holds_the_whole_text_with_absolute_addresses(built: Built) -> None:
    html = items(built.output)["/griepprik/"]["content_html"]
    assert f'<a href="{SITE}/poetsen/">poetsen met kinderen</a>' in html
    assert f'src="{SITE}/images/stoelen.png"' in html
    assert f'href="{SITE}/griepprik/#fn:1"' in html
    assert "<details>" in html
    assert "<table>" in html


def test_all_three_kinds_tell_the_same_text(built: Built) -> None:
    told = items(built.output)["/griepprik/"]["content_html"]
    entry = etree.parse(built.output / "feeds/all.atom.xml").getroot().find(f"{feedrules.ATOM}entry")
    item = etree.parse(built.output / "feeds/all.rss.xml").getroot().find("channel/item")
    assert entry.findtext(f"{feedrules.ATOM}content") == told
    assert item.findtext(f"{feedrules.CONTENT}encoded") == told


def test_a_picture_goes_along_with_its_true_size_and_its_alt_text(built: Built) -> None:
    attached = items(built.output)["/griepprik/"]["attachments"][0]
    file = built.output / "images/prik.jpg"
    assert attached["size_in_bytes"] == file.stat().st_size
    assert attached["title"] == "Een huisarts plakt een pleister op een bovenarm."
    item = etree.parse(built.output / "feeds/all.rss.xml").getroot().find("channel/item")
    media = item.find(f"{feedrules.MEDIA}content")
    assert media.get("url") == item.find("enclosure").get("url") == attached["url"]
    assert media.findtext(f"{feedrules.MEDIA}description") == attached["title"]


def test_each_item_names_its_own_language_and_a_mixed_feed_the_language_of_the_site(built: Built) -> None:
    told = items(built.output)
    assert (told["/griepprik/"]["language"], told["/en/flu-jab/"]["language"]) == ("nl", "en")
    assert json.loads((built.output / "feeds/all.json").read_bytes())["language"] == "nl"
    assert json.loads((built.output / "feeds/language/en.json").read_bytes())["language"] == "en"


def test_an_id_survives_a_new_slug_date_title_and_domain(site: Any, built: Built) -> None:
    before = {i["id"] for i in items(built.output).values()}
    site.approve("griepprik/en")
    site.edit("pelicanconf.py", "https://linde.example", "https://nieuw.example")

    def moved(article: Article) -> Article:
        date = article.date and article.date - timedelta(days=3)
        return replace(article, slug=f"nieuw-{article.slug}", date=date, title=f"Nieuw: {article.title}")

    again = site.build(change=moved)
    after = json.loads((again.output / "feeds/all.json").read_bytes())["items"]
    assert {i["id"] for i in after} == before
    assert all(i["url"].startswith("https://nieuw.example/") for i in after)


def test_a_translation_has_an_id_of_its_own() -> None:
    assert item_id("griepprik", "nl") != item_id("griepprik", "en")
    assert item_id("griepprik", "nl") == "urn:uuid:6287e25d-aa60-522c-8cf4-bbafe25f0d3c"


def test_a_withdrawn_article_keeps_its_id_in_its_feeds_and_says_why(site: Any) -> None:
    site.edit("content/articles/ingetrokken.md", "status: withdrawn", "status: published")
    before = items(site.build().output, "topic/oren")["/oordruppels/"]
    site.edit("content/articles/ingetrokken.md", "status: published", "status: withdrawn")
    output = site.build().output
    for name in ("all", "topic/oren", "author/anna-de-vries", "language/nl"):
        after = items(output, name)["/oordruppels/"]
        assert after["id"] == before["id"]
        assert after["title"] == "Ingetrokken: Oud advies over oordruppels"
        assert "De richtlijn is veranderd." in after["content_html"]
        assert "image" not in after
    assert "/oordruppels/" not in items(output, "topic/gebit")


def test_a_withdrawn_article_stays_in_the_feed_however_old_it_is(site: Any) -> None:
    told = items(site.build(FEED_MAX_ITEMS=1).output)
    assert set(told) == {"/griepprik/", "/oordruppels/"}


def test_a_withdrawn_translation_is_told_in_its_own_language(site: Any) -> None:
    site.approve("griepprik/en")
    site.edit(
        "content/articles/flu-shot.md", "status: published", "status: withdrawn\nreason: It was out of date."
    )
    output = site.build().output
    told = items(output, "language/en")["/en/flu-jab/"]
    assert told["title"] == "Withdrawn: Do I need the flu jab?"
    assert "<strong>Reason:</strong> It was out of date." in told["content_html"]
    assert "griepprik/" in (output / "index.html").read_text()


def test_the_newest_stand_first_and_the_feed_is_as_old_as_its_newest_content(built: Built) -> None:
    told = list(items(built.output).values())
    dates = [datetime.fromisoformat(i["date_published"]) for i in told]
    assert dates == sorted(dates, reverse=True)
    updated = etree.parse(built.output / "feeds/all.atom.xml").getroot().findtext(f"{feedrules.ATOM}updated")
    assert datetime.fromisoformat(updated) == max(datetime.fromisoformat(i["date_modified"]) for i in told)


def item(**more: Any) -> Item:
    """Return a good item but for `more`."""
    plain = {"id": "urn:uuid:1", "url": f"{SITE}/a/", "title": "A", "summary": "B", "html": "<p>C</p>"}
    return Item(**{**plain, "published": AT, "updated": AT, "lang": "nl", **more})


def feed(*told: Item) -> Feed:
    """Return a feed of these items."""
    return Feed(f"{SITE}/feeds/all.json", f"{SITE}/", "Praktijk", "Uitleg", "nl", "Praktijk", told)


def test_a_feed_without_items_is_still_a_feed_and_never_says_now() -> None:
    assert feed().updated == NEVER
    assert b"2000-01-01" in atom(feed())
    assert b"01 Jan 2000" in rss(feed())
    assert json.loads(jsonfeed(feed()))["items"] == []


def test_an_item_without_summary_authors_or_picture_is_told_without_them() -> None:
    bare = item(summary="", authors=(("Anna", ""),))
    assert b"<summary" not in atom(feed(bare))
    assert b"<uri>" not in atom(feed(bare))
    assert b"media:content" not in rss(feed(bare))
    told = json.loads(jsonfeed(feed(bare)))["items"][0]
    assert told["authors"] == [{"name": "Anna"}]
    assert "summary" not in told


def test_a_picture_without_a_description_is_told_without_one() -> None:
    picture = Picture("a.jpg", f"{SITE}/a.jpg", 4, 3, "image/jpeg", 5, "")
    assert b"media:content" in rss(feed(item(picture=picture)))
    assert b"media:description" not in rss(feed(item(picture=picture)))


def test_a_practice_may_leave_out_kinds_of_feed(site: Any) -> None:
    output = site.build(CATEGORY_FEED_ATOM=None, CATEGORY_FEED_RSS=None, TRANSLATION_FEED_RSS="").output
    assert not (output / "feeds/topic").exists()
    assert not (output / "feeds/language/nl.rss.xml").exists()
    assert (output / "feeds/language/nl.atom.xml").is_file()


def test_a_feed_with_an_icon_shows_it() -> None:
    with_icon = replace(feed(item()), icon=f"{SITE}/images/logo.png")
    assert b"<icon>https://linde.example/images/logo.png</icon>" in atom(with_icon)
    assert json.loads(jsonfeed(with_icon))["icon"] == f"{SITE}/images/logo.png"


def test_signs_that_xml_cannot_hold_are_left_out(site: Any) -> None:
    output = site.build(change=lambda a: replace(a, title=f"{a.title}\x0b\x00")).output
    assert items(output)["/griepprik/"]["title"] == "Heb ik de griepprik & co nodig?"


@pytest.mark.parametrize(
    ("atom_path", "expected"),
    [("feeds/all.atom.xml", "feeds/all.json"), ("feed.xml", "feed.json"), ("blog/feed", "blog/feed.json")],
)
def test_the_json_feed_stands_beside_the_atom_feed(atom_path: str, expected: str) -> None:
    assert json_path(atom_path) == expected


def test_the_validator_sees_what_feedgen_leaves_wrong_without_our_extension() -> None:
    from feedgen.feed import FeedGenerator

    plain = FeedGenerator()
    plain.load_extension("media")
    plain.id(SITE)
    plain.title("T")
    plain.description("D")
    plain.author({"name": "A"})
    plain.link(href=f"{SITE}/x.xml", rel="self")
    entry = plain.add_entry()
    entry.id("urn:x:1")
    entry.title("T &amp; <b>x</b>")
    entry.content('<p onclick="x"><a href="/rel">y</a><img src="#z"></div>', type="html")
    entry.enclosure(f"{SITE}/a.jpg", 0, "image/jpeg")
    entry.link(href=f"{SITE}/a/")
    entry.media.content(url=f"{SITE}/a.jpg")
    entry.pubDate(AT)
    seen = " ".join(
        feedrules.complaints(plain.atom_str(), f"{SITE}/y.xml")
        + feedrules.complaints(plain.rss_str(), f"{SITE}/x.xml")
    )
    for expected in (
        "DuplicateAtomLink",
        "MediaGroupWithoutAlternatives",
        "link is not the page",
        "rel=self",
        "title is not plain",
        "onclick= in content",
        "not absolute",
        "img without alt",
        "closes nothing",
        "no language",
        "three attributes",
        "newest entry",
    ):
        assert expected in seen
    assert feedrules.complaints(b"<rss>", f"{SITE}/z.xml")[0].startswith("not well-formed")
