"""What of a Word file becomes an article, and what stays behind."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from syndicate.site import markup, pictures
from syndicate.site.word import Written, read_note, read_word
from tests.word_files import SECRET, W, article, changed, linked, paragraph, photo, run, shown, with_xml, word


def text_of(raw: bytes) -> str:
    return read_word(raw).body("map")


def html_of(raw: bytes) -> str:
    return markup.html_of(text_of(raw), "nl")


def hides(raw: bytes) -> Written:
    """Read it, and see that the secret that is in it is nowhere in what was read."""
    read = read_word(raw)
    told = repr(read)
    assert "Truus" not in told
    assert "111222333" not in told
    assert "Hoofdpijn gaat meestal vanzelf over." in read.text
    return read


def test_headings_lists_tables_and_emphasis_come_along() -> None:
    def more(document) -> None:
        line = document.add_paragraph("Neem ")
        line.add_run("rust").bold = True
        line.add_run(" en ")
        line.add_run("water").italic = True
        line.add_run("2").font.subscript = True
        line.add_run("3").font.superscript = True
        line.add_run("weg").font.strike = True
        lists = (("eerst", "Bullet"), ("daaronder", "Bullet 2"), ("een", "Number"), ("twee", "Number"))
        for text, style in lists:
            document.add_paragraph(text, style=f"List {style}")
        document.add_paragraph("Een citaat", style="Quote")
        document.add_paragraph(style="Heading 3").add_run("Diep").bold = True
        table = document.add_table(2, 2)
        for place, text in enumerate(("Kop", "Uren", "a|b", "twee\nregels")):
            table.cell(place // 2, place % 2).text = text

    read = read_word(article(make=more))
    assert read.title == "Wat helpt bij hoofdpijn?"
    assert read.body("map").split("\n\n") == [
        "## Wat is het?",
        "Hoofdpijn gaat meestal vanzelf over.",
        "Neem **rust** en *water*<sub>2</sub><sup>3</sup><s>weg</s>",
        "- eerst\n    - daaronder",
        "<!-- -->",
        "1. een\n2. twee",
        "> Een citaat",
        "### Diep",
        "| Kop | Uren |\n| --- | --- |\n| a\\|b | twee regels |",
    ]
    assert dict(read.left) == {"tables": 1}
    html = markup.html_of(read.body("map"), "nl")
    assert "<li>eerst<ul>\n<li>daaronder</li>" in html
    assert "</ul>\n\n\n<ol>\n<li>een</li>\n<li>twee</li>\n</ol>" in html
    assert "<td>a|b</td>" in html


@pytest.mark.parametrize(
    "typed",
    [
        "Meer dan * of _ of ` of \\ of [haak](x) of {.vet} of a|b",
        "<script>alert(1)</script> en <b>vet</b> &amp; &lt; & < 3",
        "# geen kop",
        "> geen citaat",
        "+ plus",
        "---",
        ":  geen betekenis",
        "::: bel",
        "~~~",
        "===",
        "[^1]: geen voetnoot",
        "*[AFK]: geen afkorting",
        "![geen](beeld.jpg)",
    ],
)
def test_what_somebody_typed_reads_as_it_was_typed(typed: str) -> None:
    html = html_of(article("Titel", typed))
    assert markup.words(html) == f"Wat is het? Hoofdpijn gaat meestal vanzelf over. {' '.join(typed.split())}"


# a mark that makes a list is meant as one
MARK = re.compile(r"[-*](?:\s|$)|\d+\.(?:\s|$)")
TYPED = (
    st.text("ab1 .:;!?#>+-=~*_`[](){}|\\<>&/\"'^$%@", min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda line: line and not MARK.match(line))
)


@given(TYPED, TYPED)
def test_whatever_signs_are_typed_are_read_as_those_signs(one: str, other: str) -> None:
    html = markup.html_of(read_note(f"Titel\n{one}\n{other}").text, "nl")
    assert markup.words(html).split() == f"{one} {other}".split()


def test_signs_that_nobody_sees_do_not_come_along() -> None:
    assert text_of(article("Titel", "ge\u00adzond\u200b en\u00a0wel\u202e!")).endswith("gezond en wel!")


def test_a_line_break_stays_one() -> None:
    assert "een<br>\n# twee" in html_of(article("Titel", "een\n# twee"))


@pytest.mark.parametrize(
    ("paragraphs", "title", "begins"),
    [
        ((("Titel", "Title"), ("Kop", "Heading 1"), "Tekst."), "Titel", "## Kop\n\nTekst."),
        ((("Kop", "Heading 1"), "Tekst.", ("Onder", "Heading 2")), "Kop", "Tekst.\n\n## Onder"),
        (("Tekst.", ("Kop", "Heading 1"), "Meer."), "Kop", "Tekst.\n\nMeer."),
        ((("Een", "Heading 1"), "Tekst.", ("Twee", "Heading 1")), "Een", "Tekst.\n\n## Twee"),
        (("Wat helpt bij hoofdpijn", "Tekst."), "Wat helpt bij hoofdpijn", "Tekst."),
        (("Een hele zin.", "Tekst."), "", "Een hele zin.\n\nTekst."),
        (("Alleen een regel",), "", "Alleen een regel"),
        (
            ("Tekst vooraf.", ("Een", "Heading 1"), ("Twee", "Heading 1")),
            "",
            "Tekst vooraf.\n\n## Een\n\n## Twee",
        ),
        (
            (("Titel", "Title"), ("A", "Heading 2"), ("B", "Heading 4"), ("", "Heading 1")),
            "Titel",
            "## A\n\n### B",
        ),
    ],
)
def test_the_title_is_what_the_text_begins_with_and_headings_skip_no_level(paragraphs, title, begins) -> None:
    read = read_word(word(*paragraphs))
    assert (read.title, read.text) == (title, begins)


def test_a_file_with_a_title_alone_is_read() -> None:
    read = read_word(word(("Titel", "Title")))
    assert (read.title, read.text) == ("Titel", "")


def test_where_there_are_no_headings_short_bold_lines_are() -> None:
    def bold(document) -> None:
        document.add_paragraph().add_run("Wat is het?").bold = True
        document.add_paragraph("Een zin.")
        line = document.add_paragraph()
        line.add_run("Let op").bold = True
        line.add_run(" bij koorts")
        document.add_paragraph().add_run("Dit is een vette zin.").bold = True

    assert read_word(word("Mijn titel", "Begin.", make=bold)).text == (
        "Begin.\n\n## Wat is het?\n\nEen zin.\n\n**Let op** bij koorts\n\n**Dit is een vette zin.**"
    )


def test_bullets_that_were_typed_become_a_list() -> None:
    text = text_of(article("Titel", "• rust", "• water", "Dan:", "- warmte"))
    assert text.endswith("- rust\n- water\n\nDan:\n\n- warmte")


def test_a_frame_of_one_cell_and_a_table_in_a_table_are_unwrapped() -> None:
    def framed(document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "In een kader"
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "links"
        outer.cell(0, 1).add_table(1, 2).cell(0, 0).text = "binnen"

    read = read_word(article(make=framed))
    assert "\n\nIn een kader\n\n| links | binnen |" in read.text


def test_links_to_the_web_stay_and_no_others() -> None:
    raw = article()
    for name, target in (
        ("a1", "https://bron.example/a(b) c_d"),
        ("a2", "javascript:alert(1)"),
        ("a3", "file:///x"),
    ):
        raw = linked(raw, name, "hyperlink", target, outside=True)
    links = "".join(
        f'<w:hyperlink r:id="{i}">{run(t)}</w:hyperlink>' for i, t in (("a1", "bron"), ("a2", "niet"))
    )
    raw = with_xml(raw, paragraph(links, f'<w:hyperlink r:id="weg">{run("weg")}</w:hyperlink>'))
    raw = with_xml(raw, paragraph(f'<w:hyperlink w:anchor="_Toc1">{run("hierboven")}</w:hyperlink>'))
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    raw = with_xml(
        raw,
        paragraph(
            field.format("begin"), '<w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r>',
            field.format("separate"), run("veld"), field.format("end"),
        ),
    )  # fmt: skip
    read = read_word(raw)
    assert "[bron](https://bron.example/a%28b%29%20c_d)nietweg\n\nhierboven\n\nveld" in read.text
    assert not read.left


def test_footnotes_become_footnotes() -> None:
    note = paragraph(run("NHG-Standaard "), run("Hoofdpijn", "<w:i/>"))
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    raw = linked(article(), "n1", "footnotes", "footnotes.xml")
    raw = with_xml(
        raw, paragraph(run("Zie de richtlijn"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))
    )
    raw = changed(raw, {"word/footnotes.xml": notes.encode()})
    text = text_of(raw)
    assert text.endswith("Zie de richtlijn[^1].\n\n[^1]: NHG-Standaard *Hoofdpijn*")
    assert 'class="footnote-ref"' in markup.html_of(text, "nl")


def test_pictures_come_out_upright_small_and_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[274], exif[270] = 6, SECRET
    large = photo(size=(3000, 2000), exif=exif, comment=SECRET.encode())

    def more(document) -> None:
        shown(document, large, "Een vrouw [met hoofdpijn]")
        shown(document, large, "Een vrouw\n\nAutomatisch gegenereerde beschrijving")
        shown(document, photo("PNG"))
        shown(document, photo("GIF"), "Een kleur")
        document.add_heading("Kop", 1).add_run().add_picture(io.BytesIO(photo("PNG", (9, 9))))
        document.add_heading("", 1).add_run().add_picture(io.BytesIO(photo("PNG", (8, 8))))

    read = hides(article(make=more))
    assert list(read.pictures) == ["1.jpg", "2.png", "3.png", "4.png", "5.png"]
    assert Image.open(io.BytesIO(read.pictures["1.jpg"])).size == (1067, 1600)
    assert not any(pictures.metadata_of(data) for data in read.pictures.values())
    assert read.left["undescribed"] == 4
    assert "![Een vrouw \\[met hoofdpijn\\]](/images/map/1.jpg)\n\n![](/images/map/1.jpg)" in read.body("map")
    assert read.body("map").endswith("\n\n## Kop\n\n![](/images/map/4.png)\n\n![](/images/map/5.png)")


def test_a_picture_that_stands_in_the_title_stays_and_one_that_no_browser_shows_goes() -> None:
    def more(document) -> None:
        document.paragraphs[0].add_run().add_picture(io.BytesIO(photo()))
        shown(document, photo("TIFF"), "Een scan")
        document.paragraphs[-1].style = "List Bullet"

    read = read_word(article(make=more))
    assert read.title == "Wat helpt bij hoofdpijn?"
    assert read.text == "![](picture:1.jpg)\n\n## Wat is het?\n\nHoofdpijn gaat meestal vanzelf over."
    assert (read.left["unshown"], read.left["undescribed"]) == (1, 1)
