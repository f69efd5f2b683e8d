"""Word files that somebody made to do harm, or that broke on their way: a sentence, within bounds."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress

import pytest

from syndicate.errors import SettingsError
from syndicate.site.word import Unreadable, package, read_word
from syndicate.site.word.refusals import EMPTY, NO_WORD, OLD, TOO_LARGE, WITH_MACROS
from tests.word_files import article, changed, linked, paragraph, photo, run, shown, with_xml, word

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'
LAUGHS = "".join(f'<!ENTITY {c} "{f"&{b};" * 10}">' for b, c in zip("abcdefgh", "bcdefghi", strict=True))


def refused(raw: bytes) -> object:
    with pytest.raises(Unreadable) as refusal:
        read_word(raw)
    return refusal.value.said


def declared(declaration: str, use: str = "") -> bytes:
    raw = with_xml(article(), paragraph(run(use))) if use else article()
    return changed(raw, {DOCUMENT: lambda old: old.replace(b"?>", b"?>" + declaration.encode(), 1)})


@pytest.mark.parametrize(
    "declaration",
    [
        ENTITIES.format(LAUGHS),
        ENTITIES.format('<!ENTITY x SYSTEM "file:///etc/passwd">'),
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_file_that_declares_entities_is_refused(declaration: str) -> None:
    assert refused(declared(declaration)) == NO_WORD
    assert refused(declared(declaration, "&a;" if "aaaa" in declaration else "")) == NO_WORD


def test_entities_in_another_encoding_are_no_way_in() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert refused(changed(article(), {DOCUMENT: text.encode("utf-16")})) == NO_WORD


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = b"<w:p/>" * 10_000_000
    assert refused(changed(article(), {DOCUMENT: lambda old: old + bomb})) == TOO_LARGE
    spread = {f"word/part{n}.xml": b"<styles>" + b" " * 8_000_000 + b"</styles>" for n in range(4)}
    assert refused(changed(article(), spread)) == TOO_LARGE


def test_more_elements_than_any_article_has_are_refused() -> None:
    assert refused(with_xml(article(), "<w:p/>" * package.MOST_ELEMENTS)) == TOO_LARGE


def test_ten_thousand_pictures_are_refused() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rId1"/>'
    assert refused(with_xml(article(), blip * 10_000)) == TOO_LARGE


def test_a_picture_that_unpacks_to_more_than_a_photo_is_refused() -> None:
    raw = article(make=lambda document: shown(document, photo()))
    name = "word/media/image1.jpg"
    assert refused(changed(raw, {name: photo() + bytes(package.LARGEST_PICTURE)})) == TOO_LARGE


def test_what_lies_in_the_file_unused_may_be_large_and_many() -> None:
    more = {f"word/media/image{n}.emf": b"" for n in range(2_000)} | {
        "word/media/film.mp4": bytes(60_000_000)
    }
    assert read_word(changed(article(), more)).title == "Wat helpt bij hoofdpijn?"


def test_a_list_of_files_that_would_fill_the_memory_is_refused() -> None:
    raw = article()
    at = raw.rindex(b"PK\5\6")
    for size in (package.LARGEST_LIST + 1, 0xFFFFFFFF):
        assert refused(raw[: at + 12] + struct.pack("<L", size) + raw[at + 16 :]) == TOO_LARGE
    assert refused(raw[:at] + b"PK\6\7" + bytes(16) + raw[at:]) == TOO_LARGE
    assert refused(raw + bytes(package.LARGEST)) == TOO_LARGE


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_unpacked_piece_by_piece_are_refused(packing: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        made.writestr(TYPES, "<Types/>")
    assert refused(out.getvalue()) == NO_WORD


def test_macros_are_refused_by_what_the_file_says_and_by_what_it_holds() -> None:
    assert refused(changed(article(), {"word/vbaProject.bin": b"x"})) == WITH_MACROS
    plain, acting = b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    assert refused(changed(article(), {TYPES: lambda old: old.replace(plain, acting)})) == WITH_MACROS


def test_an_old_file_or_one_with_a_password_is_named() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) == OLD
    raw = bytearray(article())
    for at in (raw.index(b"PK\3\4") + 6, raw.index(b"PK\1\2") + 8):
        raw[at] |= 1
    assert refused(bytes(raw)) == NO_WORD


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\3\4",
        b"Geachte collega,",
        article()[:4_000],
        changed(article(), {DOCUMENT: None}),
        changed(article(), {DOCUMENT: b"<w:document>"}),
        changed(article(), {DOCUMENT: b"<document/>"}),
        changed(article(), {"word/styles.xml": b"<styles xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><style/></styles>"}),
        with_xml(article(), paragraph("<w:r><w:sym w:font='Wingdings' w:char='zz'/></w:r>")),
        with_xml(article(), "<w:smartTag>" * 250 + "</w:smartTag>" * 250),
        with_xml(article(), "<w:tbl>" * 300 + "</w:tbl>" * 300),
    ],
)  # fmt: skip
def test_a_broken_file_gets_a_sentence(raw: bytes) -> None:
    assert refused(raw) == NO_WORD


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert refused(word("", " ")) == EMPTY


def test_no_style_map_of_the_files_own_is_heard() -> None:
    mapped = linked(article(), "m1", "styleMap", "/mammoth/style-map")
    raw = changed(mapped, {"mammoth/style-map": b"p => script:fresh\ncomment-reference => sup"})
    assert read_word(raw).text == read_word(article()).text


def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else() -> None:
    good, dice = article(make=lambda document: shown(document, photo(), "kleur")), random.Random(8)
    for _ in range(60):
        raw = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        with suppress(Unreadable):
            read_word(bytes(raw))


def test_xml_damaged_anywhere_is_read_or_refused_and_nothing_else() -> None:
    dice = random.Random(8)

    def damaged(old: bytes) -> bytes:
        names = [
            b"w:val",
            b"w:r>",
            b"w:p>",
            b"w:t>",
            b"w:tbl",
            b"w:pPr",
            b"w:numId",
            b"w:ilvl",
            b"r:id",
            b"Target",
        ]
        for _ in range(8):
            old = old.replace(dice.choice(names), dice.choice([*names, b"w:x"]), dice.randint(1, 9))
        return old

    raw = article("Titel", ("een", "List Bullet"), make=lambda document: document.add_table(2, 2))
    for _ in range(60):
        part = dice.choice([DOCUMENT, "word/numbering.xml", "word/_rels/document.xml.rels", TYPES])
        with suppress(Unreadable):
            read_word(changed(raw, {part: damaged}))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syndicate.site.word.NEEDED", ("mammoth", "no_such_package"))
    with pytest.raises(SettingsError, match=r"pip install 'expertstatus\[word\]'"):
        read_word(article())
