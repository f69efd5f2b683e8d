"""Foreign Pelican sites, adopted with two lines: nothing of theirs is lost, and nothing old is posted."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Severity
from syndicate.workflows.adopt import adopt
from syndicate.workflows.check import check
from syndicate.workflows.new import new
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview
from syndicate.workflows.publish import publish
from tests.journey.foreign import NOW, ROOT, TOMORROW, Foreign, copied, environ, files, grown
from tests.site import feedrules

NEW = "Title: Something new\nDate: 2026-11-23 09:00\n\nA line about what is new. Have you seen it?\n"
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


def test_a_new_title_or_place_makes_no_new_article(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.publish()
    site.edit("content/late-evenings.md", "Late evenings & short nights", "Late evenings and what they cost")
    (site.root / "content/walks").mkdir()
    (site.root / "content/first-walk.md").rename(site.root / "content/walks/one.md")
    later = site.publish(now=TOMORROW)
    assert later.sent == ()
    assert {a.uid for a in later.way.content.articles} >= {"late-evenings-short-nights", "first-walk"}
    # who takes the old name of another is another all the same
    site.write(
        "content/again.md",
        "Title: x\nSlug: late-evenings-short-nights\nDate: 2026-11-24 09:00\n\nNew words.\n",
    )
    sent = site.publish(now=TOMORROW).sent
    assert [s.outcome for s in sent] == ["posted"]
    assert re.fullmatch(r"again-[0-9a-f]{8}/en/folder/new", sent[0].key)
    posted = next(e for e in site.entries() if e.kind is EntryKind.CLAIM)
    assert posted.data["file"] == "content/again.md"


def test_what_looks_ahead_of_the_first_run_sees_nothing_old_either(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    dry = site.publish(dry_run=True)
    assert (dry.sent, dry.outlook.coming) == ((), ())
    assert coming_weeks(site.root, environ=environ(NOW)).slots == ()
    assert site.entries() == []


def test_an_article_of_a_coming_day_waits_for_it_and_a_hidden_one_for_ever(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/soon.md", NEW.replace("2026-11-23 09:00", "2026-11-24 09:00"))
    assert site.publish().sent == ()
    site.write("content/quiet.md", NEW.replace("Title: Something new", "Title: Quiet\nStatus: hidden"))
    done = site.publish(now=TOMORROW)
    assert [s.key for s in done.sent] == ["something-new/en/folder/new"]
    assert "quiet" in {s.article.uid for s in done.outlook.skips if s.code == "hidden"}


def test_who_announces_the_back_catalogue_says_so(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    assert [e.key for e in adopt(site.root, nothing=True, environ=environ(NOW))] == [""]
    assert len(site.publish().sent) == 3


def test_a_patient_in_a_text_stops_the_site_in_whatever_form_it_is_written(tmp_path: Path) -> None:
    site = copied("nested", tmp_path)
    site.adopt()
    site.write(
        "texts/notes/found.note", "Gevonden\n2025-05-01\nDe tas van mevrouw, BSN 111222333, ligt hier.\n"
    )
    checked = site.check()
    assert checked.exit is Exit.CONTENT
    wrong = [f for f in checked.findings if f.severity is Severity.ERROR]
    assert {(f.code, f.file) for f in wrong} == {("secrecy.bsn", "texts/notes/found.note")}
    site.write("texts/notes/found.note", "Gevonden\n2025-05-01\nDe tas ligt hier.\n")
    site.write("texts/posts/half.md", "Title: Half\nStatus: draft\n\nMail jan@thuis.example.\n")
    wrong = [f for f in site.check().findings if f.severity is Severity.ERROR]
    assert ("secrecy.email", "texts/posts/half.md", 4) in {(f.code, f.file, f.line) for f in wrong}


def test_no_header_lets_a_number_of_a_person_pass_but_the_settings_say_whose_it_is(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/seeds.md", "Title: Seeds\nDate: 2025-05-01\n\nThe bag 111222333 came in.\n")
    assert site.check().exit is Exit.CONTENT
    site.edit("content/seeds.md", "Date", "Overrides: secrecy.bsn: Jo Example: the number of a bag\nDate")
    assert site.check().exit is Exit.CONTENT
    site.configure('SYNDICATE_FORMAT = "pelican"', 'SYNDICATE_PRACTICE = {"allowed": ["111222333"]}')
    assert site.check().exit is Exit.DONE


def test_a_name_in_a_blog_is_a_warning_until_the_settings_know_it(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/thanks.md", "Title: Thanks\nDate: 2025-05-01\n\nThanks go to Fatima El Amrani.\n")
    seen = site.check()
    assert seen.exit is Exit.DONE
    assert "secrecy.name" in {f.code for f in seen.findings}
    site.configure('SYNDICATE_FORMAT = "pelican"', 'SYNDICATE_PRACTICE = {"allowed": ["Fatima El Amrani"]}')
    assert "content/thanks.md" not in {f.file for f in site.check().findings if f.code == "secrecy.name"}


def test_the_own_tasks_of_a_site_keep_working_beside_ours(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    own = (
        "from invoke import task\n\n@task\ndef water(c):\n    '''Water the plants.'''\n    print('done')\n\n"
    )
    site.write("tasks.py", own + "from syndicate.tasks import *\n")

    def invoke(*args: str) -> str:
        command = [sys.executable, "-m", "invoke", *args]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environ(NOW)}
        done = subprocess.run(command, cwd=site.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    listed = invoke("--list")
    assert re.search(r"^  water +Water the plants\.$", listed, re.M)
    assert listed.index("  publish") < listed.index("  water")
    assert invoke("water") == "done\n"
    assert "5 articles: 0 error" in invoke("check")


def test_a_network_account_of_a_foreign_site_asks_for_its_adoption_as_everywhere(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.configure(
        'SYNDICATE_ACCOUNTS = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:9"}]'
    )
    with pytest.raises(SettingsError, match="Run `invoke adopt`"):
        site.publish()


def test_a_shared_article_that_is_gone_stops_the_site_and_a_hidden_one_does_not(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.configure(
        'SYNDICATE_ACCOUNTS = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:9"}]'
    )
    assert len(adopt(site.root, environ=environ(NOW))) == 5
    words = (site.root / "content/late-evenings.md").read_text(encoding="utf-8")
    site.write("content/late-evenings.md", words.replace("category: Sleep", "status: hidden"))
    assert site.check().exit is Exit.DONE
    (site.root / "content/late-evenings.md").unlink()
    secret = {**environ(NOW), "SYNDICATE_M_ACCESS_TOKEN": "x"}
    with pytest.raises(ContentError) as stopped:
        publish(site.root, environ=secret)
    (gone,) = stopped.value.findings
    assert (gone.code, gone.subject) == ("site.vanished", "late-evenings-short-nights/en")
    assert "Status: hidden" in gone.mend.en


def test_a_practice_that_lost_its_people_stays_one_and_is_told_why(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    file = site.write("content/articles/own.md", "---\ntitle: Own\nreviewed_by: [bram]\n---\nWords.\n")
    checked = check(site.root, tell=site.told.append, environ=environ(NOW))
    assert (
        site.told[0]
        == f'{file} makes a practice of this site; a blog has SYNDICATE_FORMAT = "pelican" as well'
    )
    assert checked.exit is Exit.CONTENT
    site.configure('SYNDICATE_FORMAT = "pelican"')
    assert site.check().exit is Exit.DONE


def test_a_new_draft_of_a_blog_is_in_pelicans_form_and_lies_where_it_reads(tmp_path: Path) -> None:
    site = copied("nested", tmp_path)
    site.adopt()
    file = new(site.root, "Wat nu?", lang="en", topic="Vragen")
    assert file == site.root / "texts/posts/wat-nu.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Title", "Date", "Status", "Category", "Lang"]
    assert settings.load(site.root, {}).blog
    with pytest.raises(SettingsError, match="exists already"):
        new(site.root, "Wat nu?")
