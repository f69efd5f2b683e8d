"""What readers of feeds may count on: whole texts, small files, a hub, and that nothing changes by itself."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import feedrules
import pytest
from lxml import etree

from syndicate.errors import SettingsError
from syndicate.site.build import Built
from tests.site.reading import SITE, html_of, text, tree

HUB = "https://hub.example/"


def feeds(output: Path) -> dict[str, bytes]:
    """Return every feed of an output by its path."""
    return {f.relative_to(output).as_posix(): f.read_bytes() for f in output.glob("feeds/**/*.*")}


def words(html: str) -> int:
    """How many words a piece of HTML holds."""
    return len(re.findall(r"\w+", text(tree(html))))


def told(output: Path) -> dict[str, tuple[str, str, str]]:
    """Each item of the feed of all: when it appeared and changed, and its text, by id."""
    items = json.loads((output / "feeds/all.json").read_bytes())["items"]
    return {i["id"]: (i["date_published"], i["date_modified"], i["content_html"]) for i in items}


def test_a_feed_is_smaller_than_a_mebibyte(themed: Built) -> None:
    assert all(len(raw) < 2**20 for raw in feeds(themed.output).values())


def test_an_item_holds_the_words_of_the_page(themed: Built) -> None:
    items = json.loads((themed.output / "feeds/all.json").read_bytes())["items"]
    assert items
    for item in items:
        page = html_of(themed, f"{item['url'].removeprefix(f'{SITE}/')}index.html")
        prose = [e for e in tree(page).iter("div") if "e-content" in (e.get("class") or "").split()]
        if prose:
            whole = len(re.findall(r"\w+", text(prose[0])))
            assert words(item["content_html"]) >= 0.6 * whole, item["url"]


def test_between_two_builds_nothing_changes_but_the_text_that_did(site: Any) -> None:
    site.approve("griepprik/en")
    first = site.build().output
    names, before = set(feeds(first)), told(first)
    again = told(site.build(today=date(2026, 11, 22)).output)
    assert again == before
    site.edit("content/articles/poetsen.md", "date: 2026-06-01", "date: 2026-06-01\nmodified: 2026-11-20")
    site.edit("content/articles/poetsen.md", "tandpasta", "tandcrème")
    output = site.build(today=date(2026, 11, 22)).output
    after = told(output)
    changed = {id_ for id_ in before if before[id_] != after[id_]}
    assert len(changed) == 1
    assert {id_: days[0] for id_, days in after.items()} == {id_: days[0] for id_, days in before.items()}
    assert all(after[id_][1] > before[id_][1] for id_ in changed)
    assert names <= set(feeds(output))


def test_a_hub_stands_in_every_feed_where_the_practice_names_one(site: Any) -> None:
    site.edit("pelicanconf.py", "TIMEZONE", f'SYNDICATE_FEED_HUB = "{HUB}"\nTIMEZONE')
    made = feeds(site.build().output)
    for path, raw in made.items():
        assert feedrules.complaints(raw, f"{SITE}/{path}") == [], path
        if path.endswith(".json"):
            assert json.loads(raw)["hubs"] == [{"type": "WebSub", "url": HUB}]
        else:
            links = etree.fromstring(raw).iter(f"{feedrules.ATOM}link")
            assert [one.get("href") for one in links if one.get("rel") == "hub"] == [HUB], path


def test_no_feed_names_a_hub_otherwise(themed: Built) -> None:
    for path, raw in feeds(themed.output).items():
        assert b'rel="hub"' not in raw, path
        assert b'"hubs"' not in raw, path


@pytest.mark.parametrize("value", ["'http://hub.example/'", "'hub.example'", "3"])
def test_a_hub_that_is_no_https_address_is_refused(site: Any, value: str) -> None:
    site.edit("pelicanconf.py", "TIMEZONE", f"SYNDICATE_FEED_HUB = {value}\nTIMEZONE")
    with pytest.raises(SettingsError, match="SYNDICATE_FEED_HUB"):
        site.settings()
