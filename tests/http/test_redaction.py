"""No dress hides a secret."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

from hypothesis import given
from hypothesis import strategies as st

from syndicate.http import Door
from syndicate.http.redaction import Redaction

SECRET = st.text(st.characters(blacklist_categories=("Cs",)), min_size=8, max_size=40)
AROUND = st.text("abc =&\n", max_size=12)


@given(SECRET, AROUND, AROUND)
def test_a_secret_is_hidden_in_every_dress(secret: str, before: str, after: str) -> None:
    redact = Redaction([secret])
    for dress in (
        secret,
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    ):
        shown = redact(before + dress + after)
        assert "***" in shown
        assert secret not in shown


@given(SECRET, st.binary(max_size=12), st.binary(max_size=12))
def test_a_secret_is_hidden_inside_base64_at_every_alignment(
    secret: str, before: bytes, after: bytes
) -> None:
    whole = before + secret.encode() + after
    redact = Redaction([secret])
    for code in (base64.b64encode, base64.urlsafe_b64encode):
        assert "***" in redact(code(whole).decode())


@given(st.text("abcdefgh ", max_size=60))
def test_a_text_without_secrets_stays_as_it_is(text: str) -> None:
    assert Redaction(["XYZ-geheim-123"])(text) == text


def test_the_longest_secret_goes_first_so_that_no_tail_is_left() -> None:
    assert Redaction(["geheim", "geheim-en-meer"])("a geheim-en-meer b") == "a *** b"


def test_too_short_values_and_no_values_change_nothing() -> None:
    assert Redaction(["abc", ""])("abc") == "abc"
    assert Redaction(["abcd"])("abcd of de handdoek") == "*** of de handdoek"
    assert Redaction([])("abc") == "abc"


def test_its_own_repr_and_that_of_the_door_name_no_secret() -> None:
    assert "geheim" not in repr(Redaction(["geheim-woord"])) + repr(Door(["geheim-woord"]))
