"""An identifier may go on over the end of a line; paragraphs, items and cells stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_identifiers import in_browser, kinds

from syndicate import rules
from syndicate.rules.secrecy.flow import flowing
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.visible import legible

BROKEN = (
    ("birth-date", "Geboren op 12{}maart 1961."),
    ("birth-date", "Geboren 12-{}03-1961."),
    ("iban", "Rekening NL91 ABNA 0417{}1643 00."),
    ("address", "Zij woont in de Dorpsstraat{}12. Dat weten wij."),
    ("phone", "Bel haar op 06-123{}45678."),
    ("bsn", "Haar BSN is 9999{}90457."),
    ("email", "Mail jan apenstaart gmail{}punt com."),
)
READS_ON = ("\n", "\u00ad\n", "\r\n", "\r", "  \n", "\\\n", "<br>\n", "\n  ", "\n\t", "\u2028")


@pytest.mark.parametrize("end", READS_ON, ids=repr)
def test_a_line_may_end_inside_an_identifier_here_and_in_the_browser(end: str) -> None:
    texts = [words.format(end) for _, words in BROKEN]
    texts += [f"> {words.format(end + '> ')}" for _, words in BROKEN]
    texts += [f"- {words.format(end + '  ')}" for _, words in BROKEN]
    wanted = [[kind] for kind, _ in BROKEN] * 3
    assert [kinds(text) for text in texts] == wanted
    assert [[finding["kind"] for finding in found] for found in in_browser(*texts)] == wanted


def test_a_hyphen_at_the_end_of_a_line_needs_no_space() -> None:
    text = "Kuipers-\nBos, 12-\n03-1961, Aart\u00ad\nsma"
    assert flowing(legible(text)).text == "Kuipers-Bos, 12-03-1961, Aart sma"


APART = (
    "Kamer 12\n\nmaart 1961 geboren",
    "> Geboren op 12\n>\n> maart 1961",
    "- geboren op 12\n- maart 1961",
    "geboren op\n\n3. de 12\n4. maart 1961 toch",
    "# Geboren op 12\nmaart 1961",
    "Geboren op 12\n# maart 1961",
    "Geboren op 12\n> maart 1961",
    "| geboren op 12 |\n| maart 1961 |",
    "geboren | op 12\nmaart 1961 | toen",
    "geboren: 12\nmaart: 1961",
    "<td>geboren op 12\n<td>maart 1961",
)


def test_paragraphs_headings_items_cells_and_fields_stay_apart() -> None:
    assert [flowing(text).text for text in APART] == list(APART)
    said = [sorted({finding["kind"] for finding in found}) for found in in_browser(*APART)]
    assert said == [kinds(text) for text in APART]


def test_the_line_of_a_finding_is_that_where_it_begins() -> None:
    text = "Een\ntwee\n\n> Haar BSN is\n> 999\n> 990457, zij woont\n> in de\n> Dorpsstraat 12."
    text += "\n\nBel 06-12345678"
    ((one, two, three),) = in_browser(text)
    assert [(f["kind"], f["line"]) for f in (one, two, three)] == [("bsn", 5), ("address", 8), ("phone", 10)]
    found = signs(text, rules.Known())
    assert [(str(t.kind), text.count("\n", 0, t.start) + 1) for t in found if t.kind != Kind.CASE] == [
        ("bsn", 5),
        ("address", 8),
        ("phone", 10),
    ]
    assert text[found[0].start : found[0].end] == "999\n> 990457"


bits = (
    "06",
    "12345678",
    "a",
    ">",
    "- ",
    "1. ",
    "# ",
    "|",
    " ",
    "\n",
    "\r",
    "-",
    "12,",
    "Dorp",
    "x: ",
    "<br>",
    "<p>",
)
lines = st.lists(st.sampled_from(bits), max_size=30).map("".join)


@given(lines)
def test_every_sign_of_a_text_that_reads_on_has_its_place(text: str) -> None:
    flow = flowing(text)
    for at, sign in enumerate(flow.text):
        assert sign == text[flow.origin(at)] or (sign == " " and flow.origin(at) < len(text))
    assert [flow.origin(at) for at in range(len(flow.text))] == sorted(
        flow.origin(at) for at in range(len(flow.text))
    )
