"""One table of identifiers: found in every sentence of the labelled files, and the same in the browser."""

from __future__ import annotations

import json
import re

import pytest
from rules_identifiers import BY_FORM, FILE, ROOT, ROWS, TABLE, in_browser, kinds
from rules_samples import PRACTICE

from syndicate import rules
from syndicate.rules.secrecy.kinds import RULES, Kind
from syndicate.rules.secrecy.table import Recogniser, spelled_out, table
from syndicate.rules.secrecy.traces import lowered, vouched
from syndicate.rules.secrecy.visible import legible


@pytest.mark.parametrize("row", [r for r in ROWS if r["label"] == "formal"], ids=lambda r: r["id"])
def test_an_identifier_is_found_in_every_way_people_write_it(row: dict[str, str]) -> None:
    assert row["kind"] in kinds(row["text"])


@pytest.mark.parametrize("row", [r for r in ROWS if r["label"] == "legit"], ids=lambda r: r["id"])
def test_an_ordinary_sentence_holds_no_identifier(row: dict[str, str]) -> None:
    assert kinds(row["text"]) == []


def test_the_browser_says_the_same_of_every_labelled_sentence() -> None:
    files = sorted((ROOT / "tests" / "data" / "guard").glob("*.jsonl"))
    texts = [json.loads(line)["text"] for f in files for line in f.read_text("utf-8").splitlines()]
    assert len(texts) > 4500
    said = [sorted({finding["kind"] for finding in found}) for found in in_browser(*texts)]
    assert dict(zip(texts, said, strict=True)) == {text: kinds(text) for text in texts}


def test_the_browser_says_kind_line_and_words_and_never_the_value() -> None:
    ((first, second),) = in_browser("Een twee\n\nBSN 111222333, nog eens 111222333\nBel 06-12345678")
    assert first == {"kind": "bsn", "line": 3, "said": TABLE["kinds"]["bsn"]}
    assert (second["kind"], second["line"]) == ("phone", 4)
    assert "111222333" not in json.dumps(first)


def test_the_browser_knows_what_belongs_to_the_practice_in_every_way_of_writing() -> None:
    own = (PRACTICE.phone, PRACTICE.email, f"{PRACTICE.street}, {PRACTICE.postal_code} {PRACTICE.city}")
    text = (
        "Zeekade 12 in Den Haag, 2584AB Den Haag. Bel +31701234567 of tel. 123 45 67, info@vuurtoren.example"
    )
    foreign = "Zeekade 14 in Den Haag, tel. 123 45 68"
    assert [[f["kind"] for f in found] for found in in_browser(text, foreign, own=own)] == [
        [],
        ["address", "phone"],
    ]
    known = rules.vouch(PRACTICE)
    assert rules.identifiers(text, known=known) == ()
    assert {Kind.ADDRESS, Kind.PHONE} <= set(rules.identifiers(foreign, known=known))


def test_every_kind_by_form_has_the_words_of_its_rule() -> None:
    assert set(TABLE["kinds"]) == BY_FORM
    assert {str(r.kind) for r in table().recognisers} == BY_FORM
    for kind, words in TABLE["kinds"].items():
        said = RULES[Kind(kind)].said
        assert words["nl"] in said.nl
        assert words["en"].partition(" ")[2] in said.en


def test_every_pattern_of_the_table_is_bounded_and_means_the_same_in_both_languages() -> None:
    patterns = [
        row[name]
        for row in TABLE["recognisers"]
        for name in ("pattern", "before", "after", "near")
        if name in row
    ]
    patterns += [*TABLE["anchors"].values(), *TABLE["public"].values(), *TABLE["publications"]]
    for pattern in (*patterns, TABLE["public_phones"]):
        full = spelled_out(pattern, TABLE["parts"])
        bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "C", full)
        assert not re.search(r"(?<!\\)[*+]|(?<!\\)\{\d+,\}", bare), pattern
        # small letters are read as such, and a class by another name is another class in JavaScript
        assert not re.search(r"\\[A-Za-ce-mo-rt-z]", full), pattern


@pytest.mark.parametrize("recogniser", table().recognisers, ids=lambda r: f"{r.kind}-{r.check}")
def test_what_a_pattern_finds_lies_around_its_anchor(recogniser: Recogniser) -> None:
    # all sentences as one text: nothing is found outside the stretches that are read
    text = legible("\n\n".join(row["text"] for row in ROWS))
    low = lowered(text)
    anchors = [match.span() for match in recogniser.anchor.finditer(low)]
    read = text if recogniser.case else low
    for match in recogniser.pattern.finditer(read):
        begin, end = match.span()
        assert any(
            start - recogniser.lead <= begin and end <= stop + recogniser.tail for start, stop in anchors
        ), match["value"]
        around = low[max(0, begin - recogniser.within) : end + recogniser.within]
        if not recogniser.near or recogniser.near.search(around):
            assert not recogniser.signs or any(sign in around for sign in recogniser.signs)


def test_each_part_of_the_table_is_used() -> None:
    told = FILE.read_text("utf-8")
    assert [name for name in TABLE["parts"] if f"«{name}»" not in told] == []


def test_a_line_vouches_for_shorter_ways_of_writing_it() -> None:
    found = vouched("Zeekade 12, 2584 AB Den Haag") | vouched("070 123 45 67")
    assert {"zeekade 12", "2584AB 12", "+31701234567", "1234567"} <= found
