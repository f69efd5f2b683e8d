"""A text is looked at as its page shows it too, whatever marks stand inside its words."""

from __future__ import annotations

import pytest
from rules_samples import article, seen

from syndicate.rules.secrecy.visible import bare

NAMES = {
    "entities": "F&#97;tima El Amr&#x61;ni",
    "soft hyphens": "Fa&shy;tima El Am&shy;rani",
    "comments": "Fa<!-- x -->tima El Am<!-- -->rani",
    "a comment over two lines": "Fa<!--\n-->tima El Amrani",
    "tags": 'Fa<span class="x">tima</span> El Am<wbr>rani',
    "a link inside a word": 'Fa<a href="/x/">tima</a> El Am[rani](/y/)',
    "escapes": "Fa\\tima El Am\\rani",
    "named links": "[Fatima El][f] [Amrani][f]",
    "links": "[Fatima El](https://x.example/) [Amrani](https://x.example/)",
}


def codes(body: str) -> list[tuple[str, int]]:
    return [(f.code, f.line) for f in seen(article(body=body)) if f.code.startswith("secrecy.")]


@pytest.mark.parametrize("how", NAMES)
def test_a_name_is_read_as_its_page_shows_it(how):
    plain = codes("Niets.\n\nWij spraken met Fatima El Amrani over de zomer.")
    assert [code for code, _ in plain] == ["secrecy.name"]
    assert codes(f"Niets.\n\nWij spraken met {NAMES[how]} over de zomer.") == plain


@pytest.mark.parametrize(
    "number", ["111\\-222\\-333", "11122&#50;333", "111[222](/x/)333", "1112<!-- -->22333"]
)
def test_so_is_a_number(number):
    assert [code for code, _ in codes(f"BSN {number}")] == ["secrecy.bsn"]


def test_what_only_stands_in_a_comment_is_looked_at_too():
    assert [code for code, _ in codes("Rust helpt. <!-- Wij spraken met Fatima El Amrani. -->")] == [
        "secrecy.name"
    ]


def test_only_paragraphs_with_marks_are_read_again_and_lines_stay_lines():
    text = "een\ntwee\n\ndrie &amp; vier\n> \n&#10;vijf<!-- a\nb\nc -->zes\nzeven"
    assert list(bare("een [twee]\n\n*drie*")) == []
    assert list(bare(text)) == [(3, "drie & vier"), (5, " vijfzes\n\n\nzeven")]
