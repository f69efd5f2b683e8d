"""The plugin in a site that is not ours: it helps where it can and leaves Pelican as it is."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import feedrules
import pytest

from syndicate.site.press import no_trace

ROOT = Path(__file__).parents[2]
ARTICLE = """Title: A day at the <em>sea</em>
Date: 2026-05-04 10:00
Category: Trips
Tags: sea, sun
Author: Jo Example
Summary: Waves <script>alert(2)</script> and *sun*.

See [the other]({filename}other.md) and ![Waves](/images/waves.txt).

<script>alert(1)</script>
"""
OTHER = """---
title: 'Another: day'
date: 2026-05-05
tags:
  - sun
---
[x](javascript:alert(1)) Fine.
"""


CONF = """SITENAME = "A <b>blog</b>"
SITEURL = "https://blog.example"
TIMEZONE = "UTC"
PLUGINS = ["syndicate.site"]
THEME = "simple"
PATH = "content"
FEED_ALL_RSS = "feeds/all.rss.xml"
"""


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """An ordinary blog that loads our plugin."""
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/waves.txt").write_text("~~~")
    (tmp_path / "content/sea.md").write_text(ARTICLE)
    (tmp_path / "content/other.md").write_text(OTHER)
    (tmp_path / "content/draft.md").write_text("Title: Later\nDate: 2026-05-06\nStatus: draft\n\nLater.\n")
    (tmp_path / "content/quiet.md").write_text("Title: Quiet\nDate: 2026-05-06\nStatus: hidden\n\nQuiet.\n")
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/pages/about.md").write_text("Title: About\nDate: 2026-05-06\n\nUs.\n")
    (tmp_path / "pelicanconf.py").write_text(CONF)
    return tmp_path


def pelican(folder: Path, caplog: pytest.LogCaptureFixture, **override: Any) -> Path:
    """Run stock Pelican on a folder, without our build around it."""
    from pelican import Pelican
    from pelican.settings import read_settings

    caplog.clear()
    conf = str(folder / "pelicanconf.py")
    with no_trace(), caplog.at_level(logging.WARNING, "pelican"):
        Pelican(read_settings(conf, {"OUTPUT_PATH": str(folder / "los"), **override})).run()
    return folder / "los"


def test_an_ordinary_blog_keeps_its_texts_and_gets_valid_feeds(
    blog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    output = pelican(blog, caplog)
    assert caplog.messages == []
    sea = (output / "a-day-at-the-sea.html").read_text()
    assert "<script>alert(1)</script>" in sea
    assert "<em>sun</em>." in (output / "index.html").read_text()
    assert "A day at the <em>sea</em>" in sea
    assert 'href="https://blog.example/another-day.html"' in sea
    assert 'src="/images/waves.txt"' in sea
    assert "javascript" in (output / "another-day.html").read_text()
    assert (output / "tag/sun.html").is_file()
    assert (output / "drafts/later.html").is_file()
    assert (output / "pages/about.html").is_file()
    for path in ("feeds/all.atom.xml", "feeds/all.json", "feeds/trips.atom.xml"):
        assert feedrules.complaints((output / path).read_bytes(), f"https://blog.example/{path}") == []
        assert b"alert" not in (output / path).read_bytes()


def test_an_ordinary_blog_keeps_the_ids_that_its_readers_know(
    blog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = json.loads((pelican(blog, caplog) / "feeds/all.json").read_bytes())
    assert told["title"] == "A blog"
    assert [i["id"] for i in told["items"]] == [
        "tag:blog.example,2026-05-05:/another-day.html",
        "tag:blog.example,2026-05-04:/a-day-at-the-sea.html",
    ]
    assert told["items"][1]["title"] == "A day at the sea"


def test_a_blog_without_an_address_of_its_own_still_builds(
    blog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    output = pelican(blog, caplog, SITEURL="", FEED_MAX_ITEMS=None, AUTHOR_SAVE_AS="")
    told = json.loads((output / "feeds/all.json").read_bytes())
    assert told["home_page_url"] == "/"
    assert told["items"][0]["authors"] == [{"name": "A blog"}]
    assert told["items"][1]["authors"] == [{"name": "Jo Example"}]


def test_pelican_as_a_command_loads_the_plugin_too(blog: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "pelican", "--fatal", "errors"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=blog, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Done: Processed 2 articles, 1 draft, 1 hidden article" in " ".join(done.stdout.split())


def loading(site: Any) -> Path:
    """Return the sample practice's folder, loading the plugin by itself."""
    site.edit("pelicanconf.py", 'PATH = "content"', 'PATH = "content"\nPLUGINS = ["syndicate.site"]')
    return Path(site.root)


def test_pelican_alone_keeps_drafts_and_withdrawn_texts_of_a_practice_in(
    site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site.edit("content/articles/later.md", "date: 2027-05-01", "date: 2999-05-01")
    output = pelican(loading(site), caplog)
    words = "".join(f.read_text() for f in output.rglob("*.html")).lower()
    assert "elk jaar in het najaar" in words
    assert "de richtlijn is veranderd" in words
    for secret in ("kwikstaartkoorts", "toekomstwoord", "tekstgeheim", "vacaturegeheim"):
        assert secret not in words
    assert [m for m in caplog.messages if "rror" in m] == []


def test_pelican_alone_leaves_an_article_with_an_error_out_and_says_so(
    site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site.edit("content/articles/rugpijn.md", "authors: [anna-de-vries, bram-jansen]", "authors: [niemand]")
    output = pelican(loading(site), caplog)
    assert any(
        r.levelname == "ERROR" and "content/articles/rugpijn.md:8:" in r.message for r in caplog.records
    )
    assert not (output / "rugpijn.html").exists()
    assert (output / "griepprik.html").is_file()


def test_pelican_alone_may_have_tag_pages_and_a_notice_of_its_theme(
    site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site.write("../theme/templates/withdrawn.html", "eigen bericht")
    site.write("../theme/templates/tag.html", "{{ tag }}")
    output = pelican(loading(site), caplog)
    assert (output / "tag/griep.html").read_text() == "griep"
    assert (output / "oordruppels.html").read_text() == "eigen bericht"


def test_loading_the_plugin_twice_is_loading_it_once() -> None:
    from pelican.plugins import signals

    from syndicate.site import register

    with no_trace():
        register()
        first = {k: len(s.receivers) for k, s in vars(signals).items() if hasattr(s, "receivers")}
        register()
        assert {k: len(s.receivers) for k, s in vars(signals).items() if hasattr(s, "receivers")} == first


def test_looking_at_the_package_does_not_load_pelican() -> None:
    code = "import sys, syndicate.site.build; print([m for m in sys.modules if m.startswith('pelican')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("place", ["content/private", "content/intern"])
def test_plain_pelican_passes_the_private_folder_over(blog: Path, place: str) -> None:
    (blog / place).mkdir()
    (blog / place / "question.md").write_text("Title: Question\nDate: 2026-05-06\n\nOf Hanna.\n")
    (blog / place / "roster.txt").write_text("Of Hanna.")
    own = f'SYNDICATE_PRIVATE = "{place}"\nSTATIC_PATHS = ["."]\n'
    (blog / "pelicanconf.py").write_text(CONF + own)
    for wanted in (0, 1):
        command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output"]
        done = subprocess.run(command, cwd=blog, capture_output=True, text=True, check=False)
        assert done.returncode == wanted, done.stderr
        built = [f.read_bytes() for f in (blog / "output").rglob("*") if f.is_file()]
        assert built
        assert not any(b"Hanna" in file for file in built)
        if wanted == 0:
            (blog / "content/images/roster.txt").symlink_to(blog / place / "roster.txt")


@pytest.mark.parametrize("first", [True, False])
def test_a_practices_texts_are_read_by_its_reader_whatever_other_plugins_bring(
    tmp_path: Path, first: bool
) -> None:
    from pelican.generators import Generator
    from pelican.plugins import yaml_metadata
    from pelican.settings import read_settings

    from syndicate.site import register
    from syndicate.site.edition import KEY
    from syndicate.site.reader import Reader

    conf = read_settings() | {KEY: object()}
    with no_trace():
        for plugin in (register, yaml_metadata.register) if first else (yaml_metadata.register, register):
            plugin()
        made = Generator({}, conf, str(tmp_path), conf["THEME"], str(tmp_path))
        assert {type(made.readers.readers[kind]) for kind in Reader.file_extensions} == {Reader}
