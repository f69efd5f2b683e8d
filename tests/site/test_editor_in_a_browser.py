"""The browser editor in a real Chromium, on a folder of the page's own: what it keeps, refuses and asks."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from editor.build import bundle
from syndicate import content, settings
from syndicate.content import Content
from syndicate.model import NoteKind, Status
from syndicate.settings.editor import Editor
from syndicate.site import admin, writing
from syndicate.site.build import build
from syndicate.workflows.audit.serving import served
from tests.node.writing import Told, write
from tests.site.sample import ROOT, TODAY

SITE = "https://lindehof.example"
LOCAL = Editor("local")
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in ("articles", "pages")
    for path in sorted((ROOT / "content" / folder).glob("*.md"))
}
TITLE = '[data-key-path="title"] input'
BSN = "111222333"
SOIL = re.compile(r"\b(?:commit\w*|branch\w*|merg\w+|pull.?requests?|ya?ml|front.?matter)\b", re.IGNORECASE)

pytestmark = pytest.mark.suite("browser", "audit")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice with its editor, built."""
    folder = tmp_path_factory.mktemp("editor")
    read = settings.load(ROOT, {})
    conf = replace(read, siteurl=SITE, state=folder / "state", output=folder / "output", editor=LOCAL)
    found = reading(ROOT)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(bundle())
        patch.delitem(sys.modules, "expertstatus_editor", raising=False)
        build(conf, found, conf.output, today=TODAY, approvals={}, syndication={})
    return conf.output


@pytest.fixture(scope="module")
def address(made: Path) -> Iterator[str]:
    with served(made, SITE) as at:
        yield at


def reading(root: Path) -> Content:
    return content.read(root / "content", root=root, timezone="Europe/Amsterdam", language="nl", today=TODAY)


def at(path: str) -> str:
    """The place of a text in the editor."""
    name = path.rpartition("/")[2].removesuffix(".md")
    kind = "pages" if "/pages/" in path else "translations" if "." in name else "articles"
    return f"#/collections/{kind}/entries/{name}"


def sound(told: Told) -> list[Any]:
    """What the steps answered, where nobody else was asked and nothing was amiss."""
    assert told.elsewhere == []
    assert told.said == []
    return told.told


FORMS = [
    "content/pages/stijlgids.md",
    "content/pages/contact.md",
    "content/pages/richtlijnen-sociale-media.md",
    "content/articles/griepprik.md",
    "content/articles/griepprik.tr.md",
    "content/articles/antibiotica.md",
    "content/articles/angst-voor-de-tandarts.en.md",
    "content/articles/koorts-bij-kinderen.ar.md",
]


def test_a_saved_text_differs_from_what_it_was_in_what_was_changed_alone(
    address: str, tmp_path: Path
) -> None:
    steps: list[tuple[Any, ...]] = []
    for path in FORMS:
        for _ in range(2):
            steps += [("go", at(path), TITLE), ("type", "title", "!"), ("save", "Opslaan", path)]
    told = sound(write(address, TEXTS, steps, tmp_path / "profile"))
    saved = [one for one in told if one]
    assert len(saved) == 2 * len(FORMS)
    root = tmp_path / "practice"
    shutil.copytree(ROOT / "content", root / "content")
    for path, once, twice in zip(FORMS, saved[::2], saved[1::2], strict=True):
        before = TEXTS[path].split("\n")
        for times, text in ((1, once), (2, twice)):
            now = text.split("\n")
            changed = [(one, other) for one, other in zip(before, now, strict=True) if one != other]
            assert [other.rstrip('"').endswith("!" * times) for _, other in changed] == [True], path
            assert changed[0][0].startswith("title: ")
        (root / path).write_text(once, "utf-8")
    was, now = ({a.ref: a for a in reading(folder).articles} for folder in (ROOT, root))
    for article in was.values():
        same = now[article.ref]
        changed = article.file in FORMS
        assert same.title == article.title + "!" * changed
        signed = {name: getattr(article, name) for name in ("title", "hash", "former", "original")}
        assert replace(same, **signed) == article


def test_a_new_text_is_refused_with_a_patient_in_it_and_kept_as_a_draft_without(
    address: str, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG 2024 (1).jpg"
    taken = Image.new("RGB", (3000, 2000), "grey")
    taken.paste((220, 30, 30), (0, 0, 600, 600))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "TestPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 7.0), 3: "E", 4: (5.0, 6.0, 7.0)})
    taken.save(photo, exif=exif)
    path = "content/articles/wat-helpt-bij-hoofdpijn-na-het-sporten.md"
    picture = "content/images/img-2024-1.webp"
    steps: list[tuple[Any, ...]] = [
        ("go", "#/collections/articles/new", TITLE),
        ("focused",),
        ("type", "title", "Wat helpt bij hoofdpijn na het sporten?"),
        ("write", "Wat is het?", f"Rust helpt. BSN {BSN}"),
        ("refused", "Opslaan"),
        ("names", "content/articles"),
        ("shut", "OK"),
        ("write", f" BSN {BSN}", None),
        ("photo", "image", str(photo)),
        ("save", "Opslaan", path),
        ("bytes", picture),
    ]
    told = sound(write(address, TEXTS, steps, tmp_path / "profile", width=360))
    assert told[1] is True
    refusal, names, text, sent = told[4], told[5], told[9], base64.b64decode(told[10])
    assert "Onder “Wat is het?” staat een nummer dat een burgerservicenummer (BSN) kan zijn." in refusal
    assert BSN not in refusal
    assert len(names) == len([one for one in TEXTS if "/articles/" in one])
    assert text[:300].startswith(
        "---\ntitle: Wat helpt bij hoofdpijn na het sporten?\nstatus: draft\n"
        "uid: wat-helpt-bij-hoofdpijn-na-het-sporten\nslug: wat-helpt-bij-hoofdpijn-na-het-sporten\n"
        "lang: nl\nimage: images/img-2024-1.webp\n---\n\n## Wat is het?\n\nRust helpt.\n"
    )
    assert "::: 112\n- …\n:::\n\n::: bel\n- …\n:::" in text
    with Image.open(io.BytesIO(sent)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == ("WEBP", (1333, 2000), {})
        assert seen.convert("RGB").getpixel((1313, 20))[0] > 180
    assert b"TestPhone" not in sent
    assert b"EXIF" not in sent
    root = tmp_path / "practice"
    shutil.copytree(ROOT / "content", root / "content")
    (root / path).write_text(text, "utf-8")
    (root / picture).write_bytes(sent)
    found = reading(root)
    made = next(article for article in found.articles if article.file == path)
    assert (made.status, made.uid, made.image) == (Status.DRAFT, path[17:-3], "images/img-2024-1.webp")
    assert not [finding for finding in found.findings if finding.file == path]


def test_words_go_on_the_line_below_a_heading_and_saving_says_what_comes_of_them(
    address: str, tmp_path: Path
) -> None:
    path = "content/articles/wat-helpt-bij-kramp.md"
    steps: list[tuple[Any, ...]] = [
        ("go", "#/collections/articles/new", TITLE),
        ("type", "title", "Wat helpt bij kramp?"),
        ("under", "Meer informatie", "Vraag het ons."),
        ("under", "Wat is het?", "Kramp doet pijn."),
        ("shot", str(tmp_path / "new.png")),
        ("save", "Opslaan", path),
        ("said", "Alleen wie hier inlogt, ziet deze tekst."),
        ("shot", str(tmp_path / "saved.png")),
        ("go", "#/collections/articles/entries/griepprik", TITLE),
        ("type", "title", "!"),
        ("save", "Opslaan", "content/articles/griepprik.md"),
        ("said", "Binnen een uur ziet u op Het bureau hoe het ermee staat."),
    ]
    text = sound(write(address, TEXTS, steps, tmp_path / "profile", width=360))[5]
    cards = "::: 112\n- …\n:::\n\n::: bel\n- …\n:::"
    assert text.partition("---\n\n")[2] == (
        "## Wat is het?\n\nKramp doet pijn.\n\n## Wat kunt u zelf doen?\n\n## Wanneer belt u?\n\n"
        f"{cards}\n\n## Hoe gaat het verder?\n\n## Meer informatie\n\nVraag het ons.\n"
    )


def test_a_text_that_lacks_what_a_public_one_needs_is_saved_as_a_draft_alone(
    address: str, tmp_path: Path
) -> None:
    path = "content/articles/wat-helpt-bij-kramp.md"
    steps: list[tuple[Any, ...]] = [
        ("go", "#/collections/articles/new", TITLE),
        ("type", "title", "Wat helpt bij kramp?"),
        ("state", "Openbaar"),
        ("refused", "Opslaan"),
        ("shut", "OK"),
        ("state", "Concept"),
        ("save", "Opslaan", path),
    ]
    told = sound(write(address, TEXTS, steps, tmp_path / "profile", width=360))
    assert "nog nodig: Auteurs" in told[3]
    assert "kies bij Status Concept" in told[3]
    assert "status: draft" in told[-1]


def test_what_is_made_public_without_a_day_is_so_from_today_on(address: str, tmp_path: Path) -> None:
    path = "content/articles/griepprik.md"
    public = re.sub(r"^date: .*\n", "", TEXTS[path], flags=re.MULTILINE)
    draft = public.replace("status: published", "status: draft")
    steps: list[tuple[Any, ...]] = [("go", at(path), TITLE), ("state", "Openbaar"), ("save", "Opslaan", path)]
    text = sound(write(address, TEXTS | {path: draft}, steps, tmp_path / "profile"))[-1]
    assert re.findall(r"^status: .*", text, re.MULTILINE) == ["status: published"]
    assert len(re.findall(r"^date: 20\d\d-\d\d-\d\d$", text, re.MULTILINE)) == 1


def test_a_note_of_a_few_lines_is_written_on_a_phone(address: str, tmp_path: Path) -> None:
    said = "Vrijdag zijn we dicht. Bel met spoed de huisartsenpost."
    steps: list[tuple[Any, ...]] = [
        ("go", "#/collections/notes/new", '[data-key-path="body"] [contenteditable]'),
        ("put", f"{said} BSN {BSN}"),
        ("pick", "authors", "Mira Beukenhof"),
        ("refused", "Opslaan"),
        ("shut", "OK"),
        ("put", "", f" BSN {BSN}"),
        ("made", "Opslaan", "content/articles/notes"),
    ]
    told = sound(write(address, TEXTS, steps, tmp_path / "profile", width=360))
    assert "burgerservicenummer" in told[3]
    path, text = told[-1]
    shutil.copytree(ROOT / "content", tmp_path / "practice/content")
    (tmp_path / "practice" / path).parent.mkdir()
    (tmp_path / "practice" / path).write_text(text, "utf-8")
    found = reading(tmp_path / "practice")
    made = next(article for article in found.articles if article.file == path)
    assert (made.note, made.status, made.body.strip()) == (NoteKind.NEWS, Status.PUBLISHED, said)
    assert (made.authors[0].id, made.title) == ("mira-beukenhof", "Vrijdag zijn we dicht.")
    assert not [finding for finding in found.findings if finding.file == path]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_screen_speaks_of_how_texts_are_kept(address: str, tmp_path: Path, lang: str) -> None:
    save, account, opened = {
        "nl": ("Opslaan", "Accountmenu tonen", "Instellingen"),
        "en": ("Save", "Show Account Menu", "Settings"),
    }[lang]
    path = "content/articles/griepprik.md"
    steps: list[tuple[Any, ...]] = [
        ("words",),
        ("go", "#/collections/articles/new", TITLE),
        ("words",),
        ("press", save),
        ("words",),
        ("go", at(path), TITLE),
        ("words",),
        ("near", "teasers"),
        ("words",),
        ("type", "title", "!"),
        ("save", save, path),
        ("words",),
        ("choose", account, opened),
        ("words",),
    ]
    told = sound(write(address, TEXTS, steps, tmp_path / "profile", lang=lang))
    screens = [one for (what, *_), one in zip(steps, told, strict=True) if what == "words"]
    assert all(len(one) > 50 for one in screens)
    assert [SOIL.findall(one) for one in screens] == [[] for _ in screens]


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_what_is_ours_of_the_page_has_no_barrier(
    address: str, tmp_path: Path, width: int, dark: bool
) -> None:
    steps = [("axe",), ("words",)]
    told = write(address, {}, steps, tmp_path / "profile", width=width, without="admin.js", dark=dark)
    assert told.told[0] == []
    assert "Even geduld" in told.told[1]


@pytest.mark.parametrize(
    "editor",
    [
        Editor("github", "https://github.com", "linde/site", "main", sign_in="https://in.linde.example"),
        Editor("gitlab", "https://gitlab.com", "zorg/linde/site", app_id="abc"),
        Editor("gitea", "https://code.example", "linde/site", app_id="abc"),
    ],
    ids=lambda editor: editor.kind,
)
def test_a_code_host_s_page_offers_to_sign_in_and_asks_nobody_before(
    address: str, tmp_path: Path, made: Path, editor: Editor
) -> None:
    site = shutil.copytree(made, tmp_path / "site")
    conf = replace(settings.load(ROOT, {}), siteurl=SITE, editor=editor)
    form = writing.configuration(conf, editor, {}, {})
    (site / "admin/config.json").write_text(json.dumps(form), "utf-8")
    (site / "admin/index.html").write_text(admin.page(conf, editor), "utf-8")
    with served(site, SITE) as place:
        steps = [("said", "toegangstoken"), ("words",)]
        told = sound(write(place, {}, steps, tmp_path / "profile", enter=False))
    assert bool(re.search("Inloggen met .?GitLab", told[1])) is (editor.kind == "gitlab")
    assert "fouten" not in told[1]
    assert SOIL.findall(told[1]) == []
