"""Here and in the browser the same identifiers are found, in what is generated and in any text."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_identifiers import TABLE, in_browser, kinds


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
