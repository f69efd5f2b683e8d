"""Pelican's own settings: each kind of value that Pelican would fall over is a sentence with the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.settings import DEFAULT_CONFIG

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.settings.pelican_kinds import refuse_wrong_kinds


def test_what_pelican_itself_sets_is_right() -> None:
    refuse_wrong_kinds(DEFAULT_CONFIG)
    refuse_wrong_kinds({"PLUGINS": None, "THEME": Path("theme"), "AUTHOR_FEED_ATOM": None, "OTHER": 3})


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("PLUGINS", 5, "a list"),
        ("STATIC_PATHS", "images", "a list of texts"),
        ("STATIC_PATHS", [5], "a list of texts"),
        ("ARTICLE_PATHS", {}, "a text or a list of texts"),
        ("JINJA_GLOBALS", {1: 2}, "a mapping of names"),
        ("JINJA_FILTERS", [], "a mapping of names"),
        ("DEFAULT_PAGINATION", "10", "a whole number or False"),
        ("THEME", 3, "text"),
        ("ARTICLE_LANG_SAVE_AS", True, "text"),
    ],
)
def test_another_kind_of_value_is_named_with_its_key(key: str, value: Any, words: str) -> None:
    with pytest.raises(SettingsError, match=f"{key} must be {words}.*not"):
        refuse_wrong_kinds({key: value})


def test_every_wrong_one_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        refuse_wrong_kinds({"PLUGINS": 5, "THEME": 3})
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("line", ["PLUGINS = 5", "raise SystemExit(0)", "import nergens"])
def test_a_settings_file_that_cannot_be_used_is_a_sentence(tmp_path: Path, line: str) -> None:
    (tmp_path / "pelicanconf.py").write_text(f"{line}\n")
    with pytest.raises(SettingsError, match=r"pelicanconf\.py"):
        settings.load(tmp_path, {})
