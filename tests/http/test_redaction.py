"""No dress hides a secret."""

from __future__ import annotations

import base64
import html
import json
import re
from urllib.parse import quote, quote_plus

from hypothesis import given
from hypothesis import strategies as st

from syndicate.http import Door
from syndicate.http.redaction import Redaction, Search

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


@given(SECRET.filter(lambda s: len("".join(s.split())) >= 8), st.integers(1, 20))
def test_a_secret_that_is_broken_over_lines_is_hidden_and_found(secret: str, width: int) -> None:
    broken = "\n    ".join(secret[i : i + width] for i in range(0, len(secret), width))
    assert "".join(secret.split()) not in "".join(Redaction([secret])(f"a {broken} b").split())
    assert Search({"SYNDICATE_A_TOKEN": secret}).within(f"a {broken} b") == "SYNDICATE_A_TOKEN"


@given(SECRET.filter(lambda s: len("".join(s.split())) >= 8))
def test_a_secret_is_found_in_bytes_in_every_dress(secret: str) -> None:
    search = Search({"SYNDICATE_A_TOKEN": secret})
    twice = quote(quote(secret, safe=""), safe="")
    lower = re.sub("%..", lambda sign: sign[0].lower(), quote(secret, safe=""))
    folded = base64.encodebytes(b"\0" * 50 + secret.encode() + b"\0" * 50).decode()
    for dress in (secret, twice, lower, secret.encode().hex(), secret.encode().hex().upper(), folded):
        assert search.within(b"\xff\xd8\x00" + dress.encode() + b"\x00") == "SYNDICATE_A_TOKEN"
        assert "***" in Redaction([secret])(dress)
    for written in (html.escape(secret), json.dumps(secret)):
        assert search.within(written)


def test_a_short_value_is_not_looked_for_and_nothing_is_found_without_one() -> None:
    assert not Search({"SYNDICATE_A_PIN": "1234567"})
    assert not Search({}).within("anything")
    assert Search({"A": "12345678"}).within("no") == ""
    assert repr(Search({"A": "12345678"})) == "Search()"


def test_a_login_in_an_address_is_hidden_and_an_address_is_not() -> None:
    redact = Redaction([])
    assert redact("see https://me:pw@host.example/x.") == "see https://***@host.example/x."
    assert redact("HTTPS://token@host.example") == "HTTPS://***@host.example"
    assert redact("ssh://me:pw@host.example") == "ssh://***@host.example"
    for kept in ("ssh://git@host.example/x", "https://social.example/@praktijk", "mail balie@host.example"):
        assert redact(kept) == kept
