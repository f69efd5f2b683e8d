"""When a network asks to wait, until when; and what is quoted of its answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from syndicate.http.verdict import LONGEST, WAIT, wait_until

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 900),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90),
        ({"Retry-After": "soon"}, 900),
        ({"Retry-After": "0"}, 900),
        ({"Retry-After": "999999999"}, 86_400),
        ({"x-rate-limit-reset": str(EPOCH + 300), "x-rate-limit-remaining": "0"}, 300),
        ({"x-rate-limit-reset": str(EPOCH - 300)}, 900),
        (
            {
                "x-rate-limit-reset": str(EPOCH + 300),
                "x-rate-limit-remaining": "7",
                "x-user-limit-24hour-reset": str(EPOCH + 7200),
                "x-user-limit-24hour-remaining": "0",
            },
            7200,
        ),
        ({"X-RateLimit-Reset": "2026-11-21T09:05:00.000000Z", "X-RateLimit-Remaining": "0"}, 300),
        ({"X-RateLimit-Reset": "2026-11-21T09:05:00"}, 300),
        ({"RateLimit-Reset": str(EPOCH + 60), "RateLimit-Remaining": "0"}, 60),
        ({"X-RateLimit-Reset": "9" * 30}, 900),
        ({"X-RateLimit-Reset": "2026-99-99"}, 900),
        # Meta tells minutes, by business and use; 0 where it is not throttled
        (
            {
                "X-Business-Use-Case-Usage": '{"1": [{"estimated_time_to_regain_access": 0}],'
                ' "2": [{"estimated_time_to_regain_access": 28}, {"estimated_time_to_regain_access": 5.5}]}'
            },
            1680,
        ),
        ({"X-Business-Use-Case-Usage": '{"1": [{"call_count": 99}]}'}, 900),
        ({"X-Business-Use-Case-Usage": "[28]"}, 900),
        ({"X-Business-Use-Case-Usage": '{"1": [{"estimated_time_to_regain_access": 1e999}]}'}, 900),
        # the server's clock runs an hour ahead: its own Date tells
        (
            {
                "Date": format_datetime(NOW + timedelta(hours=1), usegmt=True),
                "x-rate-limit-reset": str(EPOCH + 3600 + 300),
            },
            300,
        ),
    ],
)
def test_how_long_to_wait_is_read_from_the_headers(headers: dict[str, str], seconds: int) -> None:
    assert wait_until(CaseInsensitiveDict(headers), NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("headers", "document", "wait"),
    [
        ({}, {"parameters": {"retry_after": 41}}, timedelta(seconds=41)),
        ({"Retry-After": "7"}, {"parameters": {"retry_after": 41}}, timedelta(seconds=7)),
        ({}, {"parameters": {"migrate_to_chat_id": -100}}, WAIT),
        ({}, {"parameters": "words"}, WAIT),
        ({}, {"parameters": {"retry_after": None}}, WAIT),
    ],
)
def test_a_wait_that_stands_in_the_body_counts_where_no_header_says_one(
    headers: dict[str, str], document: dict[str, Any], wait: timedelta
) -> None:
    assert wait_until(CaseInsensitiveDict(headers), NOW, document) == NOW + wait


@given(
    st.dictionaries(
        st.sampled_from(
            ["Date", "Retry-After", "x-rate-limit-reset", "X-RateLimit-Reset", "RateLimit-Reset"]
        ),
        st.one_of(st.text(max_size=30), st.integers().map(str), st.datetimes().map(str)),
    )
)
def test_whatever_the_headers_say_the_wait_is_aware_utc_and_within_a_day(headers: dict[str, str]) -> None:
    until = wait_until(CaseInsensitiveDict(headers), NOW)
    assert until.utcoffset() == timedelta(0)
    assert NOW < until <= NOW + LONGEST


def test_the_wait_is_utc_whatever_the_zone_of_now() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=2)))
    assert wait_until({}, there) == NOW + WAIT
    assert wait_until({}, there).tzinfo is UTC
