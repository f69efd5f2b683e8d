"""What stands in a Word file beside its visible text stays behind: it may be about a patient."""

from __future__ import annotations

import re

import pytest

from syndicate.site.word import read_word
from tests.site.test_word import hides
from tests.word_files import SECRET, W, article, changed, linked, paragraph, photo, run, shown, with_xml

CELL = "<w:tc><w:tcPr>{}</w:tcPr>" + paragraph(run("{}")) + "</w:tc>"
ROW = "<w:tr><w:trPr>{}</w:trPr>" + CELL.format("", "{}") * 2 + "</w:tr>"


def test_deleted_words_are_gone_and_inserted_ones_are_text() -> None:
    gone = f"<w:r><w:delText>{SECRET}</w:delText></w:r>"
    raw = with_xml(
        article(),
        paragraph(f'<w:del w:id="1">{gone}</w:del>', f'<w:ins w:id="2">{run("ingevoegd")}</w:ins>')
        + paragraph(f'<w:moveFrom w:id="3">{run(SECRET)}</w:moveFrom>')
        + paragraph(f'<w:moveTo w:id="4">{run("verplaatst")}</w:moveTo>')
        + paragraph(f'<w:del w:id="5">{gone}</w:del>', looks='<w:rPr><w:del w:id="6"/></w:rPr>'),
    )  # fmt: skip
    read = hides(raw)
    assert read.text.endswith("ingevoegd\n\nverplaatst")
    assert read.left["changes"] == 4


def test_deleted_rows_and_cells_are_gone() -> None:
    rows = ROW.format("", "een", "een") + ROW.format('<w:del w:id="1"/>', SECRET, SECRET)
    cells = "<w:tr>" + CELL.format("", "twee") + CELL.format('<w:cellDel w:id="2"/>', SECRET) + "</w:tr>"
    read = hides(with_xml(article(), f"<w:tbl>{rows}{cells}</w:tbl>"))
    assert read.text.endswith("| een | een |\n| --- | --- |\n| twee |")


def test_comments_are_gone() -> None:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph(run(SECRET))}</w:comment></w:comments>'
    )
    raw = changed(
        linked(article(), "c1", "comments", "comments.xml"), {"word/comments.xml": comments.encode()}
    )
    read = hides(with_xml(raw, paragraph(run("tekst"), '<w:r><w:commentReference w:id="0"/></w:r>')))
    assert read.left["comments"] == 1


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph(run(SECRET, "<w:vanish/>"), run("zichtbaar", '<w:vanish w:val="0"/>')),
        paragraph(run(SECRET, '<w:rStyle w:val="Geheim"/>'), run("zichtbaar")),
        paragraph(run(SECRET), looks='<w:pStyle w:val="Dieper"/>') + paragraph(run("zichtbaar")),
        f"<w:tbl>{ROW.format('<w:hidden/>', SECRET, '')}{ROW.format('', 'zichtbaar', 'x')}</w:tbl>",
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Geheim"/></w:tblPr>{ROW.format("", SECRET, "")}</w:tbl>'
        + paragraph(run("zichtbaar")),
    ],
)
def test_hidden_text_is_gone_however_it_is_hidden(hidden: str) -> None:
    style = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="x"/>{}</w:style>'
    styles = (
        style.format("character", "Geheim", "<w:rPr><w:vanish/></w:rPr>")
        + style.format("paragraph", "Dieper", '<w:basedOn w:val="Geheim"/>')
        + style.format("paragraph", "Rond", '<w:basedOn w:val="Rond"/>')
    )
    raw = with_xml(with_xml(article(), styles, part="word/styles.xml", before="</w:styles>"), hidden)
    read = hides(raw)
    assert "zichtbaar" in read.text
    assert read.left["hidden"] == 1


def test_headers_and_footers_and_properties_are_gone() -> None:
    def more(document) -> None:
        document.sections[0].header.paragraphs[0].text = SECRET
        document.sections[0].footer.paragraphs[0].text = SECRET
        document.core_properties.author = document.core_properties.title = SECRET

    assert hides(article(make=more)).left["headers"] == 2


def test_a_table_of_contents_and_a_prompt_are_words_own() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    parts = (
        f"<w:sdt>{gallery}<w:sdtContent>{paragraph(run('Inhoud 1'))}</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{paragraph(run('Klik hier'))}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('ingevuld'))}</w:sdtContent></w:sdt>"
    )
    read = read_word(with_xml(article(), parts))
    assert read.text.endswith("vanzelf over.\n\ningevuld")
    assert not read.left


def test_embedded_sheets_charts_and_formulas_are_counted_and_gone() -> None:
    drawing = (
        f'<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline>'
        f'<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><a:t>{SECRET}</a:t>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    formula = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<m:r><m:t>{SECRET}</m:t></m:r></m:oMath>"
    )
    sheet = f"<w:r><w:object><w:t>{SECRET}</w:t></w:object></w:r>"
    raw = with_xml(article(), paragraph(f"<w:r>{drawing}</w:r>", formula, sheet))
    raw = changed(
        raw, {"word/embeddings/sheet.xlsx": SECRET.encode(), "docProps/custom.xml": SECRET.encode()}
    )
    assert hides(raw).left["drawn"] == 3


def test_a_text_box_is_text_once_and_a_hidden_picture_is_none() -> None:
    def more(document) -> None:
        shown(document, photo(), "zichtbaar")
        shown(document, photo("PNG"), SECRET)
        document.inline_shapes[1]._inline.docPr.set("hidden", "1")

    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:t>{SECRET}</w:t></mc:Choice><mc:Fallback><w:pict>'
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{paragraph(run('In een tekstvak'))}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    read = hides(with_xml(article(make=more), paragraph(f"<w:r>{box}</w:r>")))
    assert read.text.count("In een tekstvak") == 1
    assert list(read.pictures) == ["1.jpg"]


def test_wrappers_around_words_do_not_swallow_them() -> None:
    field = f'<w:fldSimple w:instr="MERGEFIELD x">{run("veld")}</w:fldSimple>'
    assert read_word(with_xml(article(), paragraph(field, f"<w:bdo>{run(' tekst')}</w:bdo>"))).text.endswith(
        "veld tekst"
    )


def test_pictures_that_lie_elsewhere_are_not_asked_for() -> None:
    def more(document) -> None:
        shown(document, photo(), "eerst")

    raw = linked(article(make=more), "p9", "image", "http://127.0.0.1:9/spy.png", outside=True)
    raw = linked(raw, "p8", "image", "../../../etc/passwd")
    for instead in (b'r:link="p9"', b'r:embed="p9"', b'r:embed="p8"', b'r:embed="weg"'):
        one = changed(
            raw, {"word/document.xml": lambda old, new=instead: re.sub(rb'r:embed="\w+"', new, old, count=1)}
        )
        read = read_word(one)
        assert not read.pictures
        assert read.left["outside"] == 1
