"""What makes a blog of a site, what a practice; and where the settings of a blog come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.model import Pace
from syndicate.model.slot import ONCE
from syndicate.settings.blog import doubt, is_blog

ADOPTED = {"PLUGINS": ["syndicate.site"], "PATH": "content"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one text of Pelican's own form."""
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/deep/one.md").write_text("Title: One\nDate: 2025-01-01\n\nWords.\n")
    return tmp_path


def conf(root: Path, *lines: str, file: str = "pelicanconf.py") -> None:
    """Write a settings file."""
    (root / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_site_that_loads_the_plugin_and_promises_nothing_is_a_blog(root: Path) -> None:
    assert is_blog(root, ADOPTED)
    assert not is_blog(root, {"PATH": "content"})
    assert not is_blog(root, {**ADOPTED, "PLUGINS": None})
    assert not is_blog(root, {**ADOPTED, "SYNDICATE_PRACTICE": {}})
    assert doubt(root, {**ADOPTED, "SYNDICATE_PRACTICE": {}}) == "SYNDICATE_PRACTICE in pelicanconf.py"
    assert doubt(root, ADOPTED) == doubt(root, {"PATH": "content"}) == ""


@pytest.mark.parametrize("name", ["people.toml", "topics.toml"])
def test_a_file_of_a_practice_makes_a_practice(root: Path, name: str) -> None:
    (root / "content" / name).touch()
    assert not is_blog(root, ADOPTED)
    assert bool(doubt(root, ADOPTED)) is (name == "topics.toml")


@pytest.mark.parametrize(
    "line", ["reviewed_by: [bram]", "  last_reviewed: 2025-01-01", ":next_review: 2027-01-01", "Reviewed_By:"]
)
def test_a_text_that_says_it_was_reviewed_makes_a_practice(root: Path, line: str) -> None:
    file = root / "content/deep/two.rst"
    file.write_text(f"Two\n###\n\n{line}\n\nWords.\n")
    assert not is_blog(root, ADOPTED)
    assert doubt(root, ADOPTED) == str(file)


def test_a_text_elsewhere_or_far_down_is_no_promise(root: Path) -> None:
    (root / "content/deep/two.md").write_text("Title: Two\n\n" + "words " * 1000 + "\nreviewed_by: me\n")
    (root / "content/notes.txt").write_text("reviewed_by: me\n")
    assert is_blog(root, ADOPTED)
    only = {**ADOPTED, "ARTICLE_PATHS": ["other"]}
    (root / "content/deep/three.md").write_text("reviewed_by: me\n")
    assert is_blog(root, only)
    (root / "content/articles").mkdir()
    (root / "content/articles/four.md").write_text("reviewed_by: me\n")
    assert not is_blog(root, only)


@pytest.mark.parametrize(
    ("said", "blog"), [(1, False), (2, False), (3, False), ("2", False), ("pelican", True)]
)
def test_the_form_decides_whatever_else_is_there(root: Path, said: Any, blog: bool) -> None:
    for name in ("people.toml", "articles.md"):
        (root / "content" / name).write_text("# reviewed_by: x\nreviewed_by: x\n")
    assert is_blog(root, {**ADOPTED, "SYNDICATE_FORMAT": said}) is blog
    assert is_blog(root, {"SYNDICATE_FORMAT": said}) is blog


def test_publishconf_counts_for_a_blog_and_for_nobody_else(root: Path) -> None:
    conf(root, 'PLUGINS = ["syndicate.site"]', 'SITEURL = ""', 'SITENAME = "A"', 'PATH = "content"')
    lines = ("from pelicanconf import *", 'SITEURL = "https://a.example/"')
    conf(root, *lines, file="publishconf.py")
    read = settings.load(root, {})
    assert (read.blog, read.siteurl, read.sitename, read.practice.name) == (
        True,
        "https://a.example",
        "A",
        "A",
    )
    (root / "content/people.toml").touch()
    with pytest.raises(SettingsError, match="SITEURL must be the full address"):
        settings.load(root, {})


def test_silence_means_go_on_a_blog_which_does_not_say_whose_yes_counts(root: Path) -> None:
    conf(root, 'PLUGINS = ["syndicate.site"]', 'SITEURL = "https://a.example"', 'SYNDICATE_SILENCE = "stop"')
    with pytest.raises(SettingsError, match="SYNDICATE_SILENCE 'stop' is for a practice"):
        settings.load(root, {})


def test_what_a_blog_does_not_say_is_what_pelican_takes(root: Path) -> None:
    conf(root, 'PLUGINS = ["syndicate.site"]', 'SITEURL = "https://a.example"')
    read = settings.load(root, {})
    assert (read.language, read.timezone, read.sitename) == ("en", "UTC", "A Pelican Blog")
    assert read.output == root / ".syndicate/site"
    assert read.deploy == "folder:public"
    assert read.form == settings.FORMAT
    assert [a.pace for a in read.accounts] == [Pace(gap_days=ONCE, per_day=0, per_week=0, always=True)]


def test_a_blog_that_wants_to_share_again_says_so(root: Path) -> None:
    accounts = '[{"name": "folder", "channel": "folder", "pace": {"gap_days": 90}}]'
    conf(root, *(f"{k} = {v!r}" for k, v in ADOPTED.items()), 'SITEURL = "https://a.example"')
    with (root / "pelicanconf.py").open("a") as file:
        file.write(f"SYNDICATE_ACCOUNTS = {accounts}\n")
    assert settings.load(root, {}).accounts[0].pace.gap_days == 90


def test_a_blog_that_builds_in_public_goes_live_elsewhere(root: Path) -> None:
    conf(root, *(f"{k} = {v!r}" for k, v in ADOPTED.items()), 'SITEURL = "https://a.example"')
    with (root / "pelicanconf.py").open("a") as file:
        file.write('OUTPUT_PATH = "public/"\n')
    assert settings.load(root, {}).deploy == "folder:live"


def test_a_blog_may_lie_in_the_folder_of_its_settings(root: Path) -> None:
    lines = [
        'PATH = "."',
        'ARTICLE_PATHS = ["content"]',
        'PAGE_PATHS = "pages"',
        'SITEURL = "https://a.example"',
    ]
    conf(root, *lines, 'PLUGINS = ["syndicate.site"]')
    assert settings.load(root, {}).content == root
    conf(root, *lines, 'PLUGINS = ["syndicate.site"]', 'SYNDICATE_POSTS = "content/posts"')
    with pytest.raises(SettingsError, match=r"SYNDICATE_POSTS .* overlaps ARTICLE_PATHS 'content'"):
        settings.load(root, {})
    conf(root, lines[0], lines[3], 'PLUGINS = ["syndicate.site"]')
    with pytest.raises(SettingsError, match=r"ARTICLE_PATHS '' .* is or holds the practice's own folder"):
        settings.load(root, {})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('PATH = "nowhere"', "PATH must name the folder that your texts are in"),
        ('SITEURL = ""', "SITEURL must be the full address of the site"),
        ("SYNDICATE_ACCOUNTS = 3", "SYNDICATE_ACCOUNTS must be a list"),
        ('SYNDICATE_ACCOUNTS = [{"name": "folder", "pace": 3}]', "pace must be a mapping"),
        ("import nothing_like_it", "ModuleNotFoundError: No module named 'nothing_like_it'"),
    ],
)
def test_wrong_settings_of_a_blog_get_a_sentence(root: Path, line: str, said: str) -> None:
    conf(root, 'PLUGINS = ["syndicate.site"]', 'SITEURL = "https://a.example"', line)
    with pytest.raises(SettingsError, match=said):
        settings.load(root, {})


def test_a_text_that_cannot_be_opened_promises_nothing(root: Path) -> None:
    (root / "content/deep/gone.md").symlink_to(root / "nothing.md")
    (root / "content/deep/folder.md").mkdir()
    assert is_blog(root, ADOPTED)


def test_a_folder_without_settings_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no pelicanconf\.py here"):
        settings.load(tmp_path, {})
