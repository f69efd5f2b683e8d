"""SYNDICATE_KEY: what it takes, and that nothing opens what it sealed but itself."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

import pytest

from syndicate.errors import SettingsError
from syndicate.settings import from_mapping, keys

KEY, OTHER = (b64encode(bytes([n] * 32)).decode() for n in (250, 7))


@pytest.mark.parametrize("value", ["geheim", "x" * 44, KEY[:-4], f"{KEY} kort", "é" * 44])
def test_what_is_no_key_is_refused_and_not_repeated(value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="openssl rand -base64 32") as told:
        from_mapping(tmp_path, {"SITEURL": "https://praktijk.example"}, {"SYNDICATE_KEY": value})
    assert value not in str(told.value)


def test_both_alphabets_of_base64_say_the_same_key() -> None:
    assert keys.keys(KEY) == keys.keys(urlsafe_b64encode(bytes([250] * 32)).decode())


def test_a_seal_opens_with_its_key_alone_and_shows_none() -> None:
    one, both, other = keys.seal(KEY), keys.seal(f"{OTHER} {KEY}"), keys.seal(OTHER)
    assert one
    assert both
    assert other
    closed = one.close("een token")
    assert both.open(closed) == "een token"
    assert other.open(closed) is None
    assert one.open(closed[:-6] + "AAAA==") is None
    assert other.open(both.close("een token")) == "een token"
    assert keys.seal("") is None
    assert KEY not in repr(one)
