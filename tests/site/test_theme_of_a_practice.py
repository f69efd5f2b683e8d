"""A practice changes a piece of our theme in its own folder theme/, or brings a whole theme of its own."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rcssmin import cssmin

from syndicate.errors import SettingsError
from syndicate.site.build import Built
from syndicate.site.theme import Theme, ours, theme_of
from tests.site.conftest import DATA, Site, copy_site

OURS = Path(__file__).parents[2] / "theme"
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

"""


@pytest.fixture
def practice(tmp_path: Path) -> Site:
    """A practice that has no theme of its own and names none."""
    made = copy_site(tmp_path)
    shutil.rmtree(made.root / "theme", ignore_errors=True)
    conf = made.root / "pelicanconf.py"
    conf.write_text(re.sub(r"^THEME = .*\n", "", conf.read_text(), flags=re.MULTILINE))
    return made


def article(built: Built) -> str:
    return (built.output / "griepprik" / "index.html").read_text(encoding="utf-8")


def test_a_practice_without_a_theme_wears_ours(practice: Site) -> None:
    built = practice.build()
    style = (built.output / "theme/css/main.css").read_text(encoding="utf-8")
    written = (OURS / "static/css/main.css").read_text(encoding="utf-8")
    assert style.startswith(cssmin(written))
    assert "/*" not in style
    assert style.count("{") == written.count("{") + 1
    assert re.search(r":root\{--brand-light:#\w{6};--brand-dark:#\w{6};[^}]*\}\n$", style)
    assert "own.css" not in article(built)
    assert theme_of(practice.settings(THEME="expertstatus")) == Theme(OURS)
    assert ours() == OURS


def test_one_block_of_ours_is_changed_and_the_rest_stays(practice: Site) -> None:
    before = article(practice.build())
    practice.write(
        "theme/templates/article.html",
        '{% extends "!theme/article.html" %}\n'
        "{% block content %}<p>Van ons, voor u.</p>{{ super() }}{% endblock %}\n",
    )
    after = article(practice.build())
    assert after.replace("<p>Van ons, voor u.</p>", "") == before


def test_a_part_that_every_page_has_is_replaced_everywhere(practice: Site) -> None:
    practice.write("theme/templates/parts/footer.html", "<footer>Praktijk De Linde</footer>")
    built = practice.build()
    pages = [f.read_text(encoding="utf-8") for f in built.output.rglob("*.html")]
    # the screen in the waiting room has no frame
    assert all("<footer>Praktijk De Linde</footer>" in page or 'class="screen' in page for page in pages)


def test_templates_that_the_settings_name_outrank_those_of_the_folder(practice: Site) -> None:
    practice.write("theme/templates/parts/footer.html", "<footer>one</footer>")
    practice.write("more/parts/footer.html", "<footer>two</footer>")
    built = practice.build(THEME_TEMPLATES_OVERRIDES=[str(practice.root / "more")])
    assert "<footer>two</footer>" in article(built)


def test_own_css_comes_after_ours_and_own_files_lie_beside_ours(practice: Site) -> None:
    practice.write("theme/static/css/own.css", ":root{--own:1}")
    practice.write("theme/static/favicon.svg", "<svg/>")
    built = practice.build()
    html = article(built)
    assert 0 < html.index("theme/css/main.css") < html.index("theme/css/own.css")
    assert (built.output / "theme/css/own.css").read_text() == ":root{--own:1}"
    assert (built.output / "theme/favicon.svg").read_text() == "<svg/>"
    assert (built.output / "theme/css/main.css").is_file()


def test_an_own_layout_draws_the_share_images(practice: Site) -> None:
    def sizes(built: Built) -> set[tuple[int, int]]:
        found = set()
        for file in (f for f in (built.output / "share").iterdir() if f.suffix != ".svg"):
            with Image.open(file) as card:
                found.add(card.size)
        return found

    before = sizes(practice.build())
    layout = (OURS / "share/default.toml").read_text(encoding="utf-8")
    wide, high = next(iter(before))
    practice.write(
        "theme/share/default.toml",
        re.sub(r"^size = .*$", f"size = [{wide + 100}, {high + 20}]", layout, flags=re.MULTILINE),
    )
    assert sizes(practice.build()) == {(wide + 100, high + 20)}


def test_an_own_translation_says_one_sentence_in_other_words(practice: Site) -> None:
    before = article(practice.build())
    said = "Geen advertenties, geen cookies, geen trackers."
    assert said in before
    practice.write(
        "theme/translations/nl/LC_MESSAGES/theme.po",
        PO + 'msgid "No advertisements, no cookies, no trackers."\nmsgstr "Wij volgen u niet."\n',
    )
    assert article(practice.build()) == before.replace(said, "Wij volgen u niet.")


def test_an_own_translation_adds_a_language(practice: Site) -> None:
    english = (OURS / "translations/en/LC_MESSAGES/theme.po").read_text(encoding="utf-8")
    words = english.replace('msgstr "Skip to the text"', 'msgstr "Gean nei de tekst"')
    practice.write("theme/translations/fy/LC_MESSAGES/theme.po", words)
    practice.edit("content/articles/flu-shot.md", "lang: en", "lang: fy")
    shown = [f.read_text(encoding="utf-8") for f in practice.build().output.glob("fy/*/index.html")]
    assert any("Gean nei de tekst" in page for page in shown)


def test_a_theme_that_is_named_is_worn_whole(practice: Site) -> None:
    shutil.copytree(DATA / "theme", practice.root / "kleed")
    practice.write("theme/templates/article.html", "never used")
    built = practice.build(THEME="kleed")
    assert "never used" not in article(built)
    assert not (built.output / "theme/css/main.css").exists()
    assert theme_of(practice.settings(THEME="theme")) == Theme(practice.root / "theme")


@pytest.mark.parametrize("name", ["simple", "notmyidea"])
def test_pelicans_own_themes_still_work(practice: Site, name: str) -> None:
    built = practice.build(THEME=name)
    assert "griepprik" in article(built).lower()
    assert not (built.output / "share").exists()


def test_a_theme_that_is_nowhere_is_said_with_the_way_out(practice: Site) -> None:
    with pytest.raises(SettingsError, match=r"THEME 'weg': there is no such folder .* Leave THEME out"):
        practice.build(THEME="weg")


def test_the_packed_theme_goes_before_that_of_a_checkout(tmp_path: Path) -> None:
    shutil.copytree(OURS.parent / "syndicate/site", tmp_path / "syndicate/site")
    code = (tmp_path / "syndicate/site/theme.py").read_text(encoding="utf-8")
    found: dict[str, Any] = {"__file__": str(tmp_path / "syndicate/site/theme.py"), "__name__": __name__}
    exec(compile(code, "theme.py", "exec"), found)
    assert found["ours"]() == tmp_path / "theme"
    (tmp_path / "syndicate/theme").mkdir()
    assert found["ours"]() == tmp_path / "syndicate/theme"
