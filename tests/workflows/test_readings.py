"""The page of a second reader in the built site: what it shows, and what it must not."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest
from PIL import Image

from syndicate.content import schema
from syndicate.model import Role
from syndicate.workflows import desk as desks
from syndicate.workflows import readings
from syndicate.workflows.readings import Place
from tests.workflows.desks import ACTS, KEY, laid, waiting
from tests.workflows.second_person import FILE

HEAD = "content/articles/hoofdpijn.md"
LINE = "Het gaat meestal vanzelf over."


@pytest.fixture
def desk(practice):
    """A practice with a key for its desk, and a code host."""
    practice.environ["SYNDICATE_DESK_KEY"] = KEY
    practice.configure(SYNDICATE_ACTS=ACTS)
    return practice


def test_what_waits_for_a_reader_leads_from_the_desk_to_its_page(desk):
    got = laid(desk)
    where = got.where("hoofdpijn/nl")
    assert f'href="../../{where}index.html"' in got.desk
    page = got.page(where)
    assert "Anna Berk vraagt of deze tekst medisch klopt." in page
    assert "Akkoord geven kan: Bram Els." in page
    assert re.search(r"title=Expertstatus%3A%20akkoord%20[0-9a-f]{8}&amp;body=Dit%20gaat%20over%3A%20", page)
    assert "Bij%20%E2%80%9CRust%20helpt.%E2%80%9D%3A%0A%0A" in page


def test_a_second_reading_shows_only_what_is_new_and_folds_the_rest(desk, sign):
    desk.edit(HEAD, LINE, f"{LINE}\n\nBel ons na vijf dagen.")
    sign("hoofdpijn", role=Role.MEDICAL)
    desk.edit(HEAD, "vijf dagen", "drie dagen")
    page = laid(desk).reading("hoofdpijn/nl")
    open_, folded = re.split(r'<details class="known">', page, maxsplit=1)
    assert "Bel ons na drie dagen" not in open_
    new = re.sub(r"(?s)<details class=\"known\">.*?</details>", "", page)
    assert "Bel ons na drie dagen." in new
    assert LINE not in new.partition('id="page_posts"')[0]
    assert LINE in folded
    assert new.count("Opmerking hierbij") == 1
    assert "is 1 stuk veranderd of weggehaald" in page


def test_a_picture_that_no_page_shows_yet_is_laid_beside_without_what_its_file_tells(desk):
    file = desk.root / "content" / "images" / "knie.jpg"
    file.parent.mkdir()
    told = Image.Exif()
    told[0x010E] = "Kamer 12, mevrouw"
    Image.new("RGB", (40, 30), "red").save(file, exif=told)
    desk.article("buikpijn", status="draft")
    desk.edit(FILE, "topic:", "image: images/knie.jpg\nimage_alt: Een rode knie\ntopic:")
    desk.edit(
        FILE, LINE, f"{LINE}\n\n![Nog een]({{static}}/images/knie.jpg) en [verder]({{filename}}hoofdpijn.md)"
    )
    got = laid(desk)
    page = got.reading("buikpijn/nl")
    (beside,) = [name for name in got.own if name.endswith(".jpg") and "/share/" not in name]
    assert page.count(f'src="{beside.rpartition("/")[2]}"') == 2
    assert b"Kamer 12" not in (got.output / beside).read_bytes()
    assert "Een rode knie" in page
    assert "{filename}" not in page
    assert "{static}" not in page


def test_the_posts_of_a_draft_are_drawn_with_its_share_image_which_stands_nowhere_else(desk):
    desk.article("buikpijn", status="draft")
    got = laid(desk)
    page = got.reading("buikpijn/nl")
    (card,) = set(re.findall(r'src="(share/buikpijn-nl-[0-9a-f]{12}\.png)"', page))
    with Image.open(got.output / got.where("buikpijn/nl") / card) as drawn:
        assert drawn.size == (1200, 630)
    shared = (got.output / "share").iterdir()
    assert not [file for file in shared if file.name.startswith("buikpijn")]


def test_what_is_noticed_names_the_fields_as_the_form_does(desk):
    page = laid(desk).reading("hoofdpijn/nl")
    assert "Zet een treffende foto bij “Afbeelding”." in page
    names = [field.name for field in schema.fields()]
    assert not [name for name in names if f"<code>{name}</code>" in page]


def test_of_a_text_in_which_somebody_may_be_known_no_word_is_laid(desk, asked):
    got = laid(desk)
    page = got.reading("buikpijn/nl", "secrecy")
    assert "Amrani" not in "".join(got.page(name.removesuffix("index.html")) for name in got.own)
    assert FILE in page
    assert "Wat helpt bij buikpijn" not in page
    assert "Ja, dit mag zo" in page
    assert FILE in got.desk


HOSTILE = '<script>alert(1)</script> "x" onload=1 ' + "ver" * 60 + " \u0645\u0631\u062d\u0628\u0627"


def test_hostile_words_that_no_reading_stopped_come_out_harmless_all_the_same(desk):
    got = laid(desk)
    body = f"[klik](javascript:alert(1)) <b onclick=alert(1)>vet</b> <script>alert(2)</script>\n\n{HOSTILE}"
    content = got.way.content
    bad = replace(content.articles[0], title=HOSTILE, summary=HOSTILE, key_points=(HOSTILE,), body=body)
    way = replace(got.way, content=replace(content, articles=(bad,)))
    (waits,) = waiting(way)
    where = desks.address(way, waits)
    (got.output / where).mkdir(parents=True, exist_ok=True)
    page = readings.html(way, got.site, waits, (), Place(got.output, where, readings.frame(way)))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert not list(tree.iter("script"))
    for element in tree.iter():
        assert not any(name.startswith("on") for name in element.keys())  # noqa: SIM118 - an element is no dict
        assert not element.get("href", "").lower().startswith("javascript")
    (title,) = tree.iter("h1")
    assert "".join(title.itertext()) == HOSTILE
    assert title.get("dir") == "auto"
