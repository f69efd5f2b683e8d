"""Links, hashtags and keys of Bluesky's records, held against Bluesky's own library."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.channels.bluesky import LIMITS
from syndicate.channels.bluesky_record import SIGNS, drawn_up, made, record_key
from syndicate.limits import measure
from tests.node.install import install
from tests.servers.bluesky import HERE, NODE

TEXTS = (
    "Krijgt u een griepprik? 💉 Lees https://praktijk.nl/griep?s=0a1b2c3d",
    "Lees https://praktijk.nl/griep. Of (https://praktijk.nl/prik) of https://praktijk.nl/a_(b)!",
    "#griepprik, #zorg! #1 #2026 #a1 ＃vol #élève #👩‍⚕️ # los #️⃣ #dicht. midden#in",
    "é💉👨‍👩‍👧‍👦 #na_alles https://praktijk.nl/%C3%A9#kop en\nhttps://praktijk.nl",
    "https://praktijk.nl/eerst dan #prik",
    f"#{'a' * 64} #{'b' * 65}",
    "ftp://praktijk.nl http:// https://",
    "क्षि नमस्ते 🇳🇱 ç",
    "",
)
WORDS = st.lists(
    st.sampled_from(
        [
            "griep",
            "💉",
            "é",
            "#prik",
            "#zorg!",
            "https://praktijk.nl/a?b=c",
            "👨‍👩‍👧‍👦",
            "(#a)",
            "\n",
            "",
            "#",
        ]
    ),
    max_size=12,
).map(" ".join)


@cache
def theirs() -> list[dict[str, Any]]:
    command = [sys.executable, *NODE, "facets.mjs"]
    asked = {"cwd": install(HERE), "input": json.dumps(TEXTS), "text": True}
    done = subprocess.run(command, capture_output=True, check=True, **asked)
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_links_and_hashtags_are_where_blueskys_own_library_finds_them(number: int, make_post: Any) -> None:
    assert facets(make_post, TEXTS[number]) == theirs()[number]["facets"]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_the_length_is_that_of_blueskys_own_library(number: int) -> None:
    assert measure(TEXTS[number], LIMITS) == theirs()[number]["length"]


def test_an_address_without_https_and_a_name_are_no_links(make_post: Any) -> None:
    assert facets(make_post, "Neem rust.Nu weet u het: thuisarts.nl, @praktijk.example") == []


def facets(make_post: Callable[..., Any], text: str) -> list[Any]:
    return list(drawn_up(make_post("bluesky", text=text, image=None), card=False).get("facets", []))


@given(text=WORDS)
def test_each_facet_names_the_bytes_of_its_own_words_and_none_overlap(text: str) -> None:
    from syndicate.channels.bluesky_record import _facets

    end = 0
    for facet in _facets(text):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        spelled = text.encode()[start:stop].decode()
        (feature,) = facet["features"]
        assert spelled in (feature.get("uri"), f"#{feature.get('tag')}")
        assert start >= end
        end = stop


@given(key=st.text(min_size=1))
def test_a_record_key_has_the_form_of_a_tid_and_is_not_of_the_future(key: str) -> None:
    made_of = record_key(key)
    assert re.fullmatch("[234567a-j][234567a-z]{12}", made_of)
    number = 0
    for sign in made_of:
        number = number << 5 | SIGNS.index(sign)
    assert 2023 <= datetime.fromtimestamp((number >> 10) / 1_000_000).year <= 2025  # noqa: DTZ006  # a year


def test_a_record_key_stays_what_it_was() -> None:
    assert record_key("griepprik/nl/bluesky/new") == "3lo2rlo2jihnw"
    assert len({record_key(f"griepprik/nl/bluesky/evergreen/{n}") for n in range(20_000)}) == 20_000


@pytest.mark.parametrize("wrong", [{}, {"createdAt": "gisteren"}, {"createdAt": 5}])
def test_a_record_of_another_program_without_a_time_is_old(wrong: dict[str, Any]) -> None:
    assert made(wrong).year == 1970
    assert made({"createdAt": "2026-11-22T10:00:00"}).tzinfo
