"""admin/: there where a practice asked for it, and nowhere that a patient or a search engine comes."""

from __future__ import annotations

import html
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor.build import HERE as MAKING
from syndicate.content.schema import Kind, fields
from syndicate.errors import SettingsError
from syndicate.settings import Editor
from syndicate.site import admin, headers, writing
from syndicate.site.build import Built, build
from syndicate.site.widgets import asked
from syndicate.workflows.audit.measuring import pages_of
from tests.site.conftest import TODAY, Site
from tests.site.sample import ROOT

HUB = Editor("github", "https://github.com", "linde/site", "main", sign_in="https://in.linde.example")
LAB = Editor("gitlab", "https://gitlab.com", "zorg/site", app_id="abc")


def built(site: Site, editor: Editor | None, **more: Any) -> Built:
    conf = replace(site.settings(), editor=editor, **more)
    return build(conf, site.content(), conf.output, today=TODAY, approvals={}, syndication={})


def configured(site: Site, editor: Editor) -> dict[str, Any]:
    read = site.content()
    return writing.configuration(site.settings(), editor, read.people, read.topics)


def test_a_site_without_the_setting_has_no_such_page(site: Site) -> None:
    made = built(site, None)
    assert not (made.output / "admin").exists()


def test_without_the_program_the_build_says_where_it_is_to_be_had(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, admin.PACKAGE, None)
    with pytest.raises(SettingsError, match=r"expertstatus\[editor\]"):
        built(site, HUB)


def test_a_folder_that_only_has_its_name_is_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / admin.PACKAGE).mkdir()
    monkeypatch.delitem(sys.modules, admin.PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert admin.bundle() is None


@pytest.mark.usefixtures("program")
def test_the_page_stands_apart_from_what_patients_and_search_engines_see(site: Site) -> None:
    made = built(site, HUB)
    page = (made.output / "admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert not [path for path in made.written if path.startswith("admin")]
    assert not [one for one in made.pages if "admin" in one.path]
    for file in made.output.rglob("*"):
        if file.suffix in (".html", ".xml", ".json", ".txt") and "admin" not in file.parts:
            assert "/admin" not in file.read_text("utf-8"), file
    assert not re.search(r"<script>|<style| on\w+=|«", page)
    for name in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert name == "data:," or (made.output / "admin" / name).is_file()


@pytest.mark.usefixtures("program")
def test_two_builds_are_the_same_bytes(site: Site) -> None:
    first = built(site, HUB).fingerprint
    assert built(site, HUB).fingerprint == first


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("editor", "hosts"),
    [(HUB, {"https://api.github.com"}), (LAB, {"https://gitlab.com"}), (Editor("local"), set())],
)
def test_its_policy_lets_it_ask_the_code_host_and_nobody_else(
    site: Site, editor: Editor, hosts: set[str]
) -> None:
    made = built(site, editor)
    page = html.unescape((made.output / "admin/index.html").read_text("utf-8"))
    policy = re.search(r'Policy" content="([^"]+)"', page)
    assert policy is not None
    assert set(re.findall(r"https?://[^ ;]+", policy[1])) == hosts
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy[1]


def test_hosts_say_the_same_of_that_folder_and_keep_it_from_search_engines() -> None:
    told = headers.as_htaccess("", https=True, editor=HUB)
    assert "https://api.github.com" in told
    assert "same-origin-allow-popups" in told
    for lines in (told, headers.as_nginx("", https=True, editor=HUB)):
        own = [line for line in lines.splitlines() if "/admin/" in line]
        assert [
            word for word in ("connect-src", "X-Robots-Tag", "popups") if any(word in line for line in own)
        ]
        others = [line for line in lines.splitlines() if "/admin/" not in line]
        assert not any("github" in line for line in others)
    assert "popups" not in headers.as_htaccess("", https=True, editor=Editor("local"))


def test_a_file_of_headers_that_only_adds_up_lets_through_what_the_page_needs() -> None:
    told = headers.as_headers("/groep", https=True, search=True, editor=HUB)
    first = told.splitlines()[1]
    assert "connect-src 'self' blob: data: https://api.github.com;" in first
    assert "style-src 'self' 'unsafe-inline';" in first
    assert "default-src 'none';" in first
    assert "Cross-Origin-Opener-Policy: same-origin-allow-popups" in told
    assert "/groep/admin/*\n  X-Robots-Tag: noindex, nofollow" in told
    assert "admin" not in headers.as_headers("", https=True, search=True)


@pytest.mark.parametrize(
    ("editor", "backend"),
    [
        (Editor("local"), {"name": "github", "repo": "local/local", "auth_methods": ["token"]}),
        (
            HUB,
            {
                "name": "github", "repo": "linde/site", "branch": "main", "api_root": "https://api.github.com",
                "base_url": "https://in.linde.example", "auth_methods": ["oauth", "token"],
            },
        ),
        (
            LAB,
            {
                "name": "gitlab", "repo": "zorg/site", "api_root": "https://gitlab.com/api/v4",
                "app_id": "abc", "base_url": "https://gitlab.com", "auth_type": "pkce",
                "auth_methods": ["oauth", "token"],
            },
        ),
        (
            Editor("gitea", "https://code.example", "linde/site"),
            {
                "name": "gitea", "repo": "linde/site", "api_root": "https://code.example/api/v1",
                "base_url": "https://code.example", "auth_methods": ["token"],
            },
        ),
    ],
)  # fmt: skip
def test_the_code_host_is_told_to_the_editor(site: Site, editor: Editor, backend: dict[str, Any]) -> None:
    assert configured(site, editor)["cms"]["backend"] == backend


def test_the_form_asks_what_the_schema_has_and_needs_a_title_a_text_and_a_status_alone(site: Site) -> None:
    made = configured(site, HUB)
    articles, translations, notes, pages = made["cms"]["collections"]
    shown = {one["name"]: one for one in articles["fields"]}
    assert set(shown) == {"body", *(field.name for field in asked())}
    assert {name for name, one in shown.items() if one.get("required")} == {"title", "body", "status"}
    assert {one["name"] for one in translations["fields"]} == set(shown)
    assert [one["name"] for one in pages["fields"] if one["widget"] != "hidden"] == [
        "title",
        "description",
        "body",
    ]
    few = {one["name"]: one for one in notes["fields"]}
    visible = [name for name, one in few.items() if one["widget"] != "hidden"]
    assert visible == ["note", "body", "authors", "until", "date"]
    assert {name for name, one in few.items() if one.get("required")} == {"note", "body", "authors"}
    assert few["status"]["default"] == "published"
    assert few["note"]["options"][0] == {"label": "Nieuws", "value": "news"}
    assert [option["value"] for option in shown["authors"]["options"]] == list(site.content().people)
    assert shown["teasers"]["fields"][0]["maxlength"] == 80
    assert made["files"]["article"]["fields"]["tags"] == "tags"


def test_topics_are_a_choice_where_the_practice_names_them_and_a_word_elsewhere(site: Site) -> None:
    def topic() -> dict[str, Any]:
        articles = configured(site, HUB)["cms"]["collections"][0]
        return next(dict(one) for one in articles["fields"] if one["name"] == "topic")

    site.write("content/topics.toml", '[winter]\nname = { nl = "Door het jaar", en = "Through the year" }\n')
    assert topic()["options"] == ["Door het jaar"]
    (site.root / "content/topics.toml").unlink()
    assert topic()["widget"] == "string"


def test_what_a_form_says_speaks_of_no_file() -> None:
    for field in asked():
        if field.kind not in (Kind.UID, Kind.SLUG, Kind.YES) or field.name == "translation_of":
            for words in (field.hint.nl, field.hint.en):
                assert not re.search(r"`|\.toml|content/|\bids?\b", words), field.name
    assert {field.name for field in fields()} - {field.name for field in asked()} >= {"overrides", "video"}


def test_an_english_practice_reads_english(site: Site) -> None:
    conf = replace(site.settings(), language="en")
    read = site.content()
    made = writing.configuration(conf, Editor("local"), read.people, read.topics)
    assert made["cms"]["collections"][0]["label"] == "Articles"
    assert '<html lang="en">' in admin.page(conf, Editor("local"))


def test_the_practice_s_own_data_are_no_finding_and_another_s_are(site: Site) -> None:
    conf = site.settings()
    home = replace(conf.practice, street="Dorpsstraat 1", postal_code="3512 KL", city="Lindedorp")
    made = writing.configuration(replace(conf, practice=home), HUB, {}, {})
    assert "Dorpsstraat 1, 3512 KL Lindedorp" in made["own"]
    assert "" not in made["own"]


def test_the_versions_of_the_program_are_one_everywhere() -> None:
    package = json.loads((MAKING / "package.json").read_text("utf-8"))
    version = package["dependencies"]["@sveltia/cms"]
    assert f'version = "{version}"' in (MAKING / "pyproject.toml").read_text("utf-8")
    assert f"expertstatus-editor=={version}" in (ROOT / "pyproject.toml").read_text("utf-8")
    lock = (MAKING / "package-lock.json").read_text("utf-8")
    assert "http" not in lock
    held = json.loads(lock)["packages"]
    assert all("integrity" in one for name, one in held.items() if name)
    assert held["node_modules/@sveltia/cms"]["version"] == version


def test_a_practice_without_people_yet_is_asked_for_none(site: Site) -> None:
    made = writing.configuration(site.settings(), HUB, {}, {})
    authors = next(one for one in made["cms"]["collections"][0]["fields"] if one["name"] == "authors")
    assert authors == {"name": "authors", "widget": "hidden"}


def test_the_audit_of_patients_pages_passes_it_over(tmp_path: Path) -> None:
    for name in ("", "contact/", "admin/", "admin/vragen/"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").write_text("<h1>Hier</h1>")
    assert pages_of(tmp_path) == ["/", "/contact/"]
