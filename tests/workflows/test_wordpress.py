"""import: what comes over from WordPress, what does not, and what the report says of it."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import Severity
from syndicate.workflows.check import check
from syndicate.workflows.wordpress import Imported, import_wordpress

ROOT = Path(__file__).parents[2]
EXPORT = ROOT / "tests/data/wordpress/export.xml"
HERE = all(importlib.util.find_spec(name) for name in ("bs4", "markdownify"))
needs_the_extra = pytest.mark.skipif(not HERE, reason="pip install 'expertstatus[wordpress]'")


@pytest.fixture
def imported(practice) -> Imported:
    """The made-up export, brought into the made-up practice."""
    return import_wordpress(practice.root, EXPORT)


@needs_the_extra
def test_a_post_becomes_a_draft_in_our_form(imported, practice) -> None:
    names = [f.relative_to(practice.root).as_posix() for f in imported.files]
    assert names == [
        "content/articles/hooikoorts.md",
        "content/articles/slapen.md",
        "content/pages/over-ons.md",
    ]
    written = imported.files[0].read_text(encoding="utf-8")
    header, _, body = written.partition("---\n\n")
    assert header.splitlines() == [
        "---",
        'title: "Hooikoorts: wat helpt?"',
        "slug: hooikoorts",
        "status: draft",
        "uid: hooikoorts",
        "lang: nl",
        'topic: "Klachten"',
        'tags: ["gras & \\"pollen\\""]',
        "date: 2019-04-02",
    ]
    assert "Niezen in **mei**? Lees ook [over slapen]({filename}/articles/slapen.md)" in body
    assert "## Wat doet u zelf?\n\n- Ramen dicht\n- Was uw haar" in body
    assert "![Gras](https://www.oud.example/wp-content/uploads/gras.jpg)" in body
    for gone in ("iframe", "script", "alert", "wp:paragraph"):
        assert gone not in body
    page = imported.files[2].read_text(encoding="utf-8")
    assert "uid" not in page
    assert "status: draft" in page


@needs_the_extra
def test_the_report_says_what_needs_a_person_and_quotes_no_patient(imported) -> None:
    report = imported.report.read_text(encoding="utf-8")
    assert report.startswith("3 teksten uit WordPress staan nu als concept klaar")
    assert "Niet overgenomen, want privé, gepland of in afwachting: 1." in report
    first, second, third = report.split("\n\ncontent/")[1:]
    assert "in WordPress: published 2019-04-02 09:30" in first
    assert "auteur in WordPress: admin" in first
    assert "beelden: https://www.oud.example/wp-content/uploads/gras.jpg" in first
    assert "nergens heen gaan: https://oud.example/team/jan/" in first
    assert "codes van WordPress die in de tekst staan: gallery, contact-form-7" in first
    assert "uit de tekst gehaald: iframe, script" in first
    assert "voor publicatie nog nodig: authors, reviewed_by, summary" in first
    assert "slapen.md" not in first
    assert "telefoonnummer" in second
    assert "12345678" not in report
    assert "In de tekst staat iets dat een persoon kan aanwijzen." in third
    assert "balie@" not in report


@needs_the_extra
def test_nothing_of_it_is_public_and_the_rest_of_the_site_still_stands(imported, practice) -> None:
    checked = check(practice.root, environ=practice.environ)
    wrong = [f for f in checked.findings if f.severity is Severity.ERROR]
    # the old blog's Jan is nobody's colleague here: whoever turns the draft into an article hears it first
    assert {f.code for f in wrong} == {"secrecy.phone", "secrecy.name"}
    assert checked.exit is Exit.DONE


@needs_the_extra
def test_a_second_time_nothing_is_overwritten(imported, practice) -> None:
    imported.files[0].write_text("mine", encoding="utf-8")
    again = import_wordpress(practice.root, EXPORT)
    assert (again.files, len(again.there)) == ((), 3)
    assert again.report.name == "import-report-2.txt"
    assert "Er stond al een bestand met deze naam" in again.report.read_text(encoding="utf-8")
    assert imported.files[0].read_text(encoding="utf-8") == "mine"


@needs_the_extra
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"<html></html>", "this is no export of WordPress"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss></rss>', "this is no export of WordPress"),
        (b"<rss><channel><item><title>x</title></item></channel></rss>", "no whole export of WordPress"),
        (b"<rss></rss>", "no whole export of WordPress"),
        (b"\xff\xfe<rss>", "no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_export_gets_a_sentence(practice, text: bytes, said: str) -> None:
    file = practice.root / "export.xml"
    file.write_bytes(text)
    with pytest.raises(ContentError, match=said):
        import_wordpress(practice.root, file)


@needs_the_extra
def test_a_file_that_is_not_there_gets_a_sentence(practice) -> None:
    with pytest.raises(SettingsError, match="Say the file that WordPress exported"):
        import_wordpress(practice.root, practice.root / "nothing.xml")


@needs_the_extra
def test_names_of_any_kind_become_files(practice) -> None:
    text = EXPORT.read_text(encoding="utf-8").replace("[CDATA[slapen]", "[CDATA[]")
    text = text.replace("[CDATA[Slapen]", "[CDATA[Index]").replace("base_blog_url>", "base>")
    text = text.replace("<link>https://www.oud.example</link>", "")
    file = practice.root / "export.xml"
    file.write_text(text, encoding="utf-8")
    done = import_wordpress(practice.root, file)
    assert "2.md" in {f.name for f in done.files} or "over-index.md" in {f.name for f in done.files}


def test_a_blog_is_sent_to_pelicans_own_importer(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/data/foreign/plain", tmp_path / "plain")
    with (tmp_path / "plain/pelicanconf.py").open("a") as conf:
        conf.write('PLUGINS = ["syndicate.site"]\n')
    assert settings.load(tmp_path / "plain", {}).blog
    with pytest.raises(SettingsError, match="pelican-import --wpfile"):
        import_wordpress(tmp_path / "plain", EXPORT)


def test_without_the_extra_it_says_what_to_install(practice) -> None:
    code = (
        "import importlib.util as u, pathlib, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('bs4', 'markdownify') else find(name, *a)\n"
        "from syndicate.tasks import program\n"
        f"sys.exit(program(['import', {str(EXPORT)!r}]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=practice.root, env={"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.SETTINGS
    assert "pip install 'expertstatus[wordpress]'" in done.stderr
    assert "Traceback" not in done.stderr
