"""drafts: what lies in the drop folder becomes a draft, with what is still to do."""

from __future__ import annotations

import re

import pytest

from syndicate.errors import Exit
from syndicate.model import Severity
from syndicate.workflows.check import check
from syndicate.workflows.withdraw import withdraw
from tests.word_files import SECRET, article, photo, shown, word
from tests.workflows.conftest import Practice
from tests.workflows.dropped import MINE, earache, hand_in, take_in


def texts(practice: Practice) -> set[str]:
    folder = practice.root / "content"
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_word_file_becomes_a_draft_with_its_list_of_what_is_still_to_do(practice: Practice) -> None:
    file = hand_in(practice, "oorpijn v2 DEF.docx", earache(make=lambda d: shown(d, photo(), "Een oor")))
    done = take_in(practice)
    assert (done.files, done.staying, done.exit) == ((practice.root / MINE,), 0, Exit.DONE)
    header, _, body = done.files[0].read_text(encoding="utf-8").partition("---\n\n")
    assert header.startswith(
        '---\ntitle: "Wat helpt bij oorpijn?"\nstatus: draft\nuid: wat-helpt-bij-oorpijn\n'
        "slug: wat-helpt-bij-oorpijn\nlang: nl\ndate: # "
    )
    assert "\nreviewed_by: # Wie het vakinhoudelijk naliest" in header
    assert body == (
        "## Wat is het?\n\nHoofdpijn gaat meestal vanzelf over.\n\n"
        "![Een oor](/images/wat-helpt-bij-oorpijn/1.jpg)\n"
    )
    assert "images/wat-helpt-bij-oorpijn/1.jpg" in texts(practice)
    assert not file.exists()
    assert (file.parent / "taken" / file.name).is_file()
    assert done.lines == (
        f"oorpijn v2 DEF.docx staat nu als concept in {MINE}:",
        "  - Goed: met tussenkoppen vindt een patiënt snel wat hij zoekt.",
        "  - Nog nodig voor publicatie: Datum, Auteurs, Gecontroleerd door, "
        "Onderwerp, Samenvatting, Bronnen, Afbeelding, Beeldbeschrijving",
    )
    assert done.report is not None
    assert done.report.read_text(encoding="utf-8") == "\n".join(done.lines) + "\n"


def test_the_draft_is_not_public_and_stops_nothing(practice: Practice) -> None:
    hand_in(practice, "oorpijn.docx", earache())
    take_in(practice)
    checked = check(practice.root, environ=practice.environ)
    assert checked.exit is Exit.DONE
    assert not [f for f in checked.findings if f.severity is Severity.ERROR and "oorpijn?" in f.file]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            article("Wat helpt bij oorpijn?", "Bel mevrouw op 06-12345678."),
            "  - Alinea 3, koppen meegeteld: ",
        ),
        (article("Oorpijn van 111222333"), "  - In de titel: "),
        (
            article("Wat helpt bij oorpijn?", make=lambda d: shown(d, photo(), SECRET)),
            "  - Alinea 3, koppen meegeteld: ",
        ),
    ],
)
def test_what_could_point_at_a_patient_stays_out_of_the_content_and_is_not_quoted(
    practice: Practice, raw: bytes, said: str
) -> None:
    before = texts(practice)
    file = hand_in(practice, "oorpijn.docx", raw)
    done = take_in(practice)
    assert (done.files, done.staying, done.exit) == ((), 1, Exit.CONTENT)
    assert done.lines[0] == "oorpijn.docx blijft in de map liggen:"
    assert any(line.startswith(said) for line in done.lines)
    told = "".join((*done.lines, *practice.told))
    for value in ("12345678", "111222333", "Truus"):
        assert value not in told
    assert texts(practice) == before
    assert file.is_file()


def test_the_name_of_a_file_that_could_point_at_a_patient_is_not_repeated(practice: Practice) -> None:
    hand_in(practice, "oorpijn 111222333.docx", earache())
    done = take_in(practice)
    assert "111222333" not in "".join((*done.lines, *practice.told))
    assert done.files == (practice.root / MINE,)


def test_what_was_beside_the_text_is_told_without_a_word_of_it(practice: Practice) -> None:
    def more(document) -> None:
        document.add_paragraph().add_run(SECRET).font.hidden = True
        document.sections[0].header.paragraphs[0].text = SECRET
        shown(document, photo())
        shown(document, photo("TIFF"))
        document.add_table(2, 2)

    hand_in(practice, "oorpijn.docx", earache(make=more))
    lines = take_in(practice).lines
    assert [line.strip(" -").partition(" (")[0] for line in lines[2:7]] == [
        "Verborgen tekst",
        "De kop- en voettekst van de pagina's zijn weggelaten.",
        "Afbeeldingen die een browser niet toont",
        "Afbeeldingen zonder beschrijving",
        "Tabellen",
    ]
    assert "Truus" not in "".join(lines)


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (
            ["Goede slaap is fijn. U rust dan uit. Dat is goed voor u."] * 10,
            "Goed: deze tekst is prettig te lezen.",
        ),
        (["Kort."], "Goed: de tekst is er, en dat is het meeste werk."),
    ],
)
def test_it_begins_with_what_is_good(practice: Practice, paragraphs: list[str], kind: str) -> None:
    hand_in(practice, "slaap.docx", word(("Goed slapen", "Title"), *paragraphs))
    assert take_in(practice).lines[1] == f"  - {kind}"


def test_pictures_that_are_all_described_are_praised_where_there_are_no_headings(practice: Practice) -> None:
    raw = word(("Goed slapen", "Title"), "Kort.", make=lambda d: shown(d, photo(), "Een bed"))
    hand_in(practice, "slaap.docx", raw)
    assert take_in(practice).lines[1] == "  - Goed: elke afbeelding is beschreven."


def test_at_most_three_things_are_asked_at_once_each_with_its_paragraph(practice: Practice) -> None:
    hard = "De consultatie betreffende de hypertensieve comorbiditeit werd geïndiceerd geacht door ons. " * 20
    call = ("Wanneer belt u?", "Heading 1")
    hand_in(practice, "slaap.docx", word(("KLIK HIER!!!", "Title"), hard, hard, call, "Bel bij koorts."))
    asked = [line for line in take_in(practice).lines[2:] if "Nog nodig" not in line]
    assert len(asked) == 3
    assert all(re.match(r"  - Alinea [1-4], koppen meegeteld: .+", line) for line in asked)


@pytest.mark.parametrize(
    ("name", "paragraphs", "slug", "title"),
    [
        ("Goed_slapen-v1.docx", ["Een hele zin.", "Nog een."], "goed-slapen-v1", "Goed slapen v1"),
        ("x.docx", [("Zoeken", "Title"), "Tekst."], "over-zoeken", "Zoeken"),
        ("x.docx", [("???", "Title"), "Tekst."], "tekst", "???"),
        ("x.docx", [('Wat is "griep"?', "Title"), "Tekst."], "wat-is-griep", 'Wat is \\"griep\\"?'),
    ],
)
def test_a_text_without_a_usable_title_gets_a_name(practice, name, paragraphs, slug, title) -> None:
    hand_in(practice, name, word(*paragraphs))
    done = take_in(practice)
    assert done.files == (practice.root / f"content/articles/{slug}.md",)
    assert f'title: "{title}"\n' in done.files[0].read_text(encoding="utf-8")


def test_a_title_that_is_too_long_is_cut_and_stands_whole_above_the_text(practice: Practice) -> None:
    long = "woorden " * 25
    hand_in(practice, "lang.docx", word((long, "Title"), "Tekst."))
    hand_in(practice, "zonder.docx", word(("w" * 200, "Title"), "Tekst."))
    first, second = (file.read_text(encoding="utf-8") for file in take_in(practice).files)
    assert f'title: "{"woorden " * 17}woorden"\n' in first
    assert f"---\n\n{long.strip()}\n\nTekst.\n" in first
    assert f'title: "{"w" * 150}"\n' in second


def test_a_text_beyond_the_bounds_of_an_article_stays(practice: Practice) -> None:
    hand_in(practice, "boek.docx", word(("Boek", "Title"), *["woorden " * 900] * 20))
    done = take_in(practice)
    assert (done.files, done.exit) == ((), Exit.CONTENT)
    assert "100000" in done.lines[1]


def test_withdrawing_empties_what_was_taken_in(practice: Practice) -> None:
    hand_in(practice, "oorpijn.docx", earache())
    hand_in(practice, "morgen.docx", b"x")
    take_in(practice)
    practice.publish()
    withdraw(
        practice.root, "hoofdpijn", "Hier klopte iets niet.", tell=practice.tell, environ=practice.environ
    )
    assert {file.name for file in (practice.root / "drop").iterdir()} == {
        ".gitignore",
        "report.txt",
        "morgen.docx",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_note_becomes_a_draft_too(practice: Practice, encoding: str) -> None:
    note = "Wat helpt bij oorpijn?\n\nEen warm kompres, één keer per uur.\n- rust\n- *geen* <b>water</b>\n"
    hand_in(practice, "notitie.txt", note.replace("\n", "\r\n").encode(encoding))
    done = take_in(practice)
    assert done.files == (practice.root / MINE,)
    assert (
        done.files[0]
        .read_text(encoding="utf-8")
        .endswith("---\n\nEen warm kompres, één keer per uur.\n\n- rust\n- \\*geen\\* &lt;b>water&lt;/b>\n")
    )


@pytest.mark.parametrize("raw", [b"%PDF-1.7 x", b"woorden " * 130_000])
def test_what_is_no_note_stays(practice: Practice, raw: bytes) -> None:
    hand_in(practice, "notitie.txt", raw)
    assert take_in(practice).lines[1].startswith("  - Alleen een Word-document (.docx) of een notitie (.txt)")
