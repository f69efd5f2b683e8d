"""What Meta's three networks share: codes, budgets, tokens and cursors, row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from requests import Response

from syndicate.channels import Unreadable, meta, meta_codes, meta_echoes
from syndicate.errors import (
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.model import Echo, Reaction
from tests.channels.bench import Bench, posted
from tests.channels.benches import facebook as benches
from tests.servers import meta as server
from tests.servers.loopback import Running

Make = Callable[..., Any]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

ROWS: list[tuple[dict[str, Any], type[Exception] | None]] = [
    ({"code": 1}, OutcomeUnknown),
    ({"code": 2, "is_transient": True}, OutcomeUnknown),
    ({"code": 3}, Unauthorized),
    ({"code": 4}, RateLimited),
    ({"code": 9}, RateLimited),
    ({"code": 10}, Unauthorized),
    ({"code": 17}, RateLimited),
    ({"code": 25, "error_subcode": 2207050}, Unauthorized),
    ({"code": 32}, RateLimited),
    ({"code": 100}, None),
    ({"code": 100, "error_subcode": 33}, None),
    ({"code": 100, "is_transient": True}, OutcomeUnknown),
    ({"code": 100, "is_transient": "true"}, None),
    ({"code": 100, "error_subcode": 1366046}, Rejected),
    ({"code": 102}, Unauthorized),
    ({"code": 190}, Unauthorized),
    ({"code": 190, "error_subcode": 463}, Unauthorized),
    ({"code": 200}, Unauthorized),
    ({"code": 299}, Unauthorized),
    ({"code": 300}, None),
    ({"code": 324, "error_subcode": 1366046}, Rejected),
    ({"code": 341}, RateLimited),
    ({"code": 352, "error_subcode": 2207026}, Rejected),
    ({"code": 368}, RateLimited),
    ({"code": 506}, OutcomeUnknown),
    ({"code": 613}, RateLimited),
    ({"code": 1609005}, Rejected),
    ({"code": 80001}, RateLimited),
    ({"code": 80002}, RateLimited),
    ({"code": 5, "error_subcode": 458}, Unauthorized),
    ({"code": 5, "error_subcode": 1390008}, RateLimited),
    ({"code": 5, "error_subcode": 1366051}, OutcomeUnknown),
    ({"code": 5, "error_subcode": 1346003}, Rejected),
    ({"code": 5, "error_subcode": 1404006}, Unauthorized),
    ({"code": 5, "error_subcode": 1404078}, Unauthorized),
    ({"code": -2, "error_subcode": 2207003}, Unavailable),
    ({"code": -2, "error_subcode": 2207020}, Unavailable),
    ({"code": -1, "error_subcode": 2207001}, OutcomeUnknown),
    ({"code": -1, "error_subcode": 2207032}, OutcomeUnknown),
    ({"code": -1, "error_subcode": 2207053}, OutcomeUnknown),
    ({"code": 4, "error_subcode": 2207051}, Unauthorized),
    ({"code": 9, "error_subcode": 2207042}, RateLimited),
    ({"code": 24, "error_subcode": 2207006}, Unavailable),
    ({"code": 24, "error_subcode": 4279009}, Unavailable),
    ({"code": 24, "error_subcode": 2207008}, OutcomeUnknown),
    ({"code": 9004, "error_subcode": 2207052}, Unavailable),
    ({"code": 9007, "error_subcode": 2207027}, Unavailable),
    ({"code": 36000, "error_subcode": 2207004}, Rejected),
    ({"code": 36001, "error_subcode": 2207005}, Rejected),
    ({"code": 36003, "error_subcode": 2207009}, Rejected),
    ({"code": 36004, "error_subcode": 2207010}, Rejected),
    ({"code": "190"}, None),
    ({}, None),
]


@pytest.fixture
def own() -> Iterator[tuple[server.MetaNetwork, Bench]]:
    """A network of this test's own, whose budget and tokens it may change."""
    network = server.MetaNetwork()
    with Running(network) as running:
        yield network, benches.bench(running, None)


@pytest.mark.parametrize(("said", "kind"), ROWS, ids=[json.dumps(said) for said, _ in ROWS])
def test_each_code_is_one_of_the_five_kinds(said: dict[str, Any], kind: type[Exception] | None) -> None:
    assert meta_codes.refusal(400, {"error": said}, creating=True) is kind
    assert meta_codes.refusal(400, {"error": said}) is (Unavailable if kind is OutcomeUnknown else kind)


@pytest.mark.parametrize("said", [{}, {"error": "made to fail"}, {"error": None}, {"error": ["x"]}])
def test_an_error_without_a_code_is_left_to_the_status(said: dict[str, Any]) -> None:
    assert meta_codes.refusal(400, said, creating=True) is None


def test_every_code_of_the_tables_has_a_row() -> None:
    known = {said.get("code") for said, _ in ROWS} | {said.get("error_subcode") for said, _ in ROWS}
    rows = {c for c in meta_codes.CODES if not 200 <= c < 300} | {2207004, 2207008, 2207042, 2207050, 2207052}
    assert rows - known == {80008}
    assert {meta_codes.CODES[80008], meta_codes.SUBCODES[2207057], meta_codes.SUBCODES[460]} == {
        RateLimited,
        Rejected,
        Unauthorized,
    }


@pytest.mark.parametrize(
    ("headers", "full"),
    [
        ({}, False),
        ({"X-App-Usage": '{"call_count": 94, "total_time": 25, "total_cputime": 25}'}, False),
        ({"X-App-Usage": '{"call_count": 28, "total_time": 95, "total_cputime": 25}'}, True),
        ({"X-Page-Usage": '{"call_count": 100}'}, True),
        ({"X-Business-Use-Case-Usage": '{"1": [{"type": "pages", "call_count": 3}]}'}, False),
        (
            {"X-Business-Use-Case-Usage": '{"1": [{"call_count": 3}, {"total_cputime": 99}]}'},
            True,
        ),
        ({"X-App-Usage": "much"}, False),
        ({"X-App-Usage": "[96]"}, False),
        ({"X-App-Usage": '{"call_count": "96"}'}, False),
        ({"X-Business-Use-Case-Usage": '{"1": [96], "2": {"call_count": 96}}'}, False),
    ],
)
def test_a_budget_is_full_from_95_percent_on(headers: dict[str, str], full: bool) -> None:
    assert meta_codes.is_full(headers) is full


def test_nothing_is_posted_on_a_spent_budget_and_it_says_until_when(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("facebook")))
    use = [{"type": "pages", "call_count": 97, "estimated_time_to_regain_access": 30}]
    network.usage = {"X-Business-Use-Case-Usage": json.dumps({server.PAGE: use})}
    other = channel.prepare(channel.render(make_post("facebook", uid="rugpijn")))
    with pytest.raises(RateLimited, match=r"Nothing was posted\. Wait until") as raised:
        channel.send(other)
    assert abs(raised.value.until - datetime.now(UTC) - timedelta(minutes=30)) < timedelta(minutes=1)
    with pytest.raises(RateLimited, match="uploading the picture"):
        channel.prepare(channel.render(make_post("facebook")))
    assert not any(r["path"] == bench.create for r in bench.server.state()["requests"])
    network.usage = {"X-App-Usage": '{"call_count": 12}'}
    assert list(channel.recall(NOON)) == []
    assert channel.send(ready).id


def test_a_refusal_for_a_spent_budget_says_until_when(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("facebook")))
    use = {"call_count": 100, "estimated_time_to_regain_access": 45}
    headers = {"X-Business-Use-Case-Usage": json.dumps({server.PAGE: [use]})}
    said = {"error": {"message": "(#32) Page request limit reached", "code": 32}}
    network.faults.append(fault(path=bench.create, status=403, document=said, headers=headers))
    with pytest.raises(RateLimited, match=r"Page request limit reached.*Nothing was posted") as raised:
        channel.send(ready)
    assert abs(raised.value.until - datetime.now(UTC) - timedelta(minutes=45)) < timedelta(minutes=1)


def fault(**said: Any) -> Any:
    from tests.servers.loopback import Fault

    return Fault("status", **said)


def test_the_token_stands_in_no_address_and_in_no_log(
    own: Any, make_channel: Make, make_post: Make, debug_log: pytest.LogCaptureFixture
) -> None:
    _, bench = own
    channel = make_channel(bench)
    channel.doctor()
    channel.metrics([posted(channel, make_post("facebook"))])
    token = server.SECRETS["access_token"]
    asked = bench.server.state()["requests"]
    assert len(asked) == 6
    assert not any(token in r["path"] + r["query"] for r in asked)
    assert token not in debug_log.text


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "the option page is missing: the number of your Page"),
        (
            {"page": "praktijk"},
            "page must be the number of your Page, e.g. '104523719882345', not 'praktijk'",
        ),
        ({"page": server.PAGE, "version": "26"}, "version must be a version of the Graph API"),
        ({"page": server.PAGE, "link": "both"}, r"link must be 'text' .*, not 'both'"),
        ({"page": server.PAGE, "pages": "1"}, "unknown option 'pages'. Known: page, version, link"),
    ],
)
def test_a_wrong_option_is_a_sentence(make_channel: Make, options: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsError, match=rf"SYNDICATE_ACCOUNTS 'facebook': {why}"):
        make_channel(Bench("facebook", list), options=options)


def test_a_number_is_taken_for_a_page_too(make_channel: Make) -> None:
    assert make_channel(Bench("facebook", list), options={"page": int(server.PAGE)})


@pytest.mark.parametrize(
    ("status", "body", "gone"),
    [
        (400, {"error": {"code": 100, "error_subcode": 33}}, True),
        (400, {"error": {"code": 24, "error_subcode": 4279009}}, True),
        (400, {"error": {"code": 24, "error_subcode": 33}}, False),
        (400, {"error": {"code": 100}}, False),
        (400, {"error": "no"}, False),
        (400, "no", False),
        (200, {"error": {"code": 100, "error_subcode": 33}}, False),
    ],
)
def test_only_two_codes_say_that_a_post_is_gone(status: int, body: Any, gone: bool) -> None:
    answer = Response()
    answer.status_code, answer._content = status, json.dumps(body).encode()
    assert meta.is_gone(answer) is gone


@pytest.mark.parametrize(("code", "sub"), meta.GONE)
def test_a_post_that_stands_though_meta_calls_it_gone_was_not_withdrawn(
    own: Any, make_channel: Make, make_post: Make, code: int, sub: int
) -> None:
    network, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("facebook"))
    denied = {"error": {"code": code, "error_subcode": sub, "message": "does not exist, or may not"}}
    network.faults.append(fault(method="DELETE", path=f"/v26.0/{receipt.id}", status=400, document=denied))
    with pytest.raises(Unauthorized, match=rf"withdrawing a post: {receipt.id} stands there still"):
        channel.withdraw(receipt)
    assert len(bench.seen()) == 1
    channel.withdraw(receipt)
    channel.withdraw(receipt)
    assert bench.seen() == []


@pytest.mark.parametrize("document", [{"data": "busy"}, {"data": ["x"]}, {"data": [{"id": "1"}]}])
def test_a_list_that_is_none_is_unreadable(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, document: Any
) -> None:
    network, bench = own
    channel = make_channel(bench)
    network.faults.append(fault(method="GET", path=bench.own_posts, status=200, document=document))
    look = channel.find(make_claim(channel.render(make_post("facebook"))))
    assert isinstance(look, Unreadable)


def said(number: int, seconds: int) -> Reaction:
    return Reaction(str(number), Echo.REPLY, NOON + timedelta(seconds=seconds))


def test_the_cursor_forgets_nobody_who_spoke_in_the_same_second() -> None:
    first, cursor = meta_echoes.fresh([said(2, 5), said(1, 0)], "")
    assert [r.id for r in first] == ["1", "2"]
    assert meta_echoes.fresh([said(1, 0), said(2, 5)], cursor) == ((), cursor)
    again, later = meta_echoes.fresh([said(1, 0), said(2, 5), said(3, 5)], cursor)
    assert [r.id for r in again] == ["3"]
    assert meta_echoes.fresh([said(1, 0), said(2, 5), said(3, 5)], later) == ((), later)
    assert [r.id for r in meta_echoes.fresh([said(2, 5), said(4, 9)], later)[0]] == ["4"]


def test_a_cursor_that_says_nothing_is_the_beginning() -> None:
    assert len(meta_echoes.fresh([said(1, 0)], "what")[0]) == 1


def test_a_figure_without_a_number_is_left_out() -> None:
    rows = [
        {"name": "views", "total_value": {"value": 5}},
        {"name": "likes", "values": [{"value": {"like": 2}}]},
        {"name": "shares", "values": [{"value": 1}, {"value": 2}]},
        {"name": "none"},
    ]
    assert dict(meta_echoes._values(rows)) == {"views": 5, "shares": 2}


@pytest.mark.parametrize(
    "text", ["2026-11-22T12:00:00+0000", "2026-11-22T12:00:00", "2026-11-22T13:00:00+01:00"]
)
def test_metas_times_are_aware(text: str) -> None:
    assert meta.moment(text) == NOON
