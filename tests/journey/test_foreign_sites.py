"""Foreign Pelican sites, adopted with two lines: nothing of theirs is lost, and nothing old is posted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from syndicate.errors import Exit
from syndicate.model import Severity
from syndicate.workflows.preview import preview
from tests.journey.foreign import NEW, NOW, TOMORROW, Foreign, copied, environ, files, grown
from tests.site import feedrules

MAKE: dict[str, Callable[[Path], Foreign]] = {
    "plain": lambda folder: copied("plain", folder),
    "nested": lambda folder: copied("nested", folder),
    "large": grown,
}
PLACE = {"plain": "content/new.md", "nested": "texts/posts/2026/new.md", "large": "content/new.md"}
CONF = {"plain": "pelicanconf.py", "nested": "publishconf.py", "large": "pelicanconf.py"}
OLD = {"plain": 4, "nested": 5, "large": 500}


@pytest.mark.parametrize("name", MAKE)
def test_a_foreign_site_is_adopted_and_posts_what_is_new_once(name: str, tmp_path: Path) -> None:
    site = MAKE[name](tmp_path)
    without = site.pelican("before", CONF[name])
    site.adopt()
    checked = site.check()
    assert checked.exit is Exit.DONE
    assert not [f for f in checked.findings if f.severity is Severity.ERROR]
    drawn = preview(site.root, environ=environ(NOW))
    assert drawn.file.is_file()
    assert drawn.outlook.coming == ()

    first = site.publish()
    assert (first.exit, first.sent, site.posts) == (Exit.DONE, (), [])
    assert {(s.code, s.until) for s in first.outlook.skips if s.code != "hidden"} == {("gap", None)}
    said = [line for line in site.told if line.startswith("first run on folder")]
    assert len(said) == 1
    assert f"the {OLD[name]} articles that are on the site already count as announced" in said[0]
    live = files(first.way.settings.root / first.way.settings.target.path)
    assert set(without) <= set(live)
    for feed in (f for f in live if re.fullmatch(r"feeds/.*\.(xml|json)", f)):
        assert feedrules.complaints(live[feed], f"{first.way.settings.siteurl}/{feed}") == [], feed
    assert {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"} <= set(live)
    assert len([f for f in live if f.startswith("share/")]) == OLD[name]

    site.write(PLACE[name], NEW)
    second = site.publish(now=TOMORROW)
    assert [s.outcome for s in second.sent] == ["posted"]
    assert len(site.posts) == 1
    assert "something-new" in site.posts[0]
    third = site.publish(now=TOMORROW)
    assert (third.exit, third.sent, len(site.posts)) == (Exit.DONE, (), 1)
    assert len([line for line in site.told if line.startswith("first run")]) == 1


@pytest.mark.parametrize("name", ["plain", "nested"])
def test_pelican_itself_builds_the_same_pages_with_the_plugin_and_without(name: str, tmp_path: Path) -> None:
    site = MAKE[name](tmp_path)
    # without these our plugin adds them, and a theme leads to them
    both = ('FEED_ALL_ATOM = "feeds/all.atom.xml"', 'FEED_ALL_RSS = "feeds/all.rss.xml"')
    site.configure(*both, file=CONF[name])
    without = site.pelican("before", CONF[name])
    site.adopt()
    loaded = site.pelican("after", CONF[name])
    pages = {f for f in without if not f.startswith("feeds/")}
    assert {f for f in loaded if not f.startswith("feeds/")} == pages
    assert {f for f in without if f.startswith("feeds/")} <= set(loaded)
    assert [page for page in pages if loaded[page] != without[page]] == []


def test_what_people_see_of_a_plain_blog_stays_and_each_article_gets_its_card(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    live = files(tmp_path / "plain" / "public") if site.publish() else {}
    walk = live["first-walk.html"].decode()
    assert '<video src="https://films.example/walk.mp4" controls></video>' in walk
    assert '<a href="https://notes.example/late-evenings-short-nights.html">notes on sleep</a>' in walk
    told = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', walk))
    assert told["og:title"] == "A first walk after a fall"
    assert told["og:url"] == "https://notes.example/first-walk.html"
    assert told["og:image"].startswith("https://notes.example/share/first-walk-en-")
    assert told["og:image"].removeprefix("https://notes.example/") in live
    by = "Jo Example, Notes of a village practice nurse"
    assert told["og:image:alt"] == f"A first walk after a fall – {by}"
    assert '<link rel="canonical" href="https://notes.example/first-walk.html">' in walk
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', walk, re.S)[1])
    assert graph["@graph"][0]["@type"] == "BlogPosting"
    assert b"og:image" not in live["index.html"]
    assert live["robots.txt"] == (site.root / "content/extra/robots.txt").read_bytes()
    assert b"Not yet" in live["drafts/half-a-thought.html"]
    assert b"og:image" in live["for-those-who-have-the-link.html"]
    assert "not-here-at-all.html" not in live


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_theme_of_pelicans_gets_nothing_that_it_did_not_ask_for_and_the_same_twice(
    theme: str, tmp_path: Path
) -> None:
    site = copied("plain", tmp_path)
    site.configure(f'THEME = "{theme}"')
    without = site.pelican("before")
    site.adopt()
    once = files(site.root / "public") if site.publish().exit is Exit.DONE else {}
    twice = files(site.root / "public") if site.publish(now=TOMORROW).exit is Exit.DONE else {}
    added = {f for f in once if f not in without and not f.startswith(("share/", "feeds/"))}
    assert added == {".expertstatus", ".well-known/expertstatus.json"}
    assert set(without) <= set(once)
    assert {f for f in once if once[f] != twice.get(f)} == {".well-known/expertstatus.json"}
    assert set(once) == set(twice)


def test_a_theme_and_plugins_of_its_own_keep_their_say(tmp_path: Path) -> None:
    site = copied("nested", tmp_path)
    site.adopt()
    site.publish()
    live = files(site.root / "live")
    chairs = live["2025/stoelen-hard-of-zacht/index.html"].decode()
    assert "<title>STOELEN: HARD OF ZACHT?</title>" in chairs
    assert chairs.count('property="og:title"') == 1
    assert re.search(r'<meta name="description" content="\d+ woorden">', chairs)
    assert 'property="og:image"' in chairs
    assert "count.example/visits.js" in chairs
    assert live["words.txt"].decode().splitlines()[0] == "De foto's aan de muur"
    assert b"Er ligt een bos sleutels" in live["2025/sleutels-gevonden/index.html"]
    assert "contact.html" in live
    assert (site.root / "public").exists() is False


def test_the_folder_in_which_pelican_builds_is_left_alone(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.pelican("output")
    site.write("output/CNAME", "notes.example")
    before = files(site.root / "output")
    site.adopt()
    assert site.publish().exit is Exit.DONE
    assert files(site.root / "output") == before
