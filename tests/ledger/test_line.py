from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from syndicate.errors import LedgerError
from syndicate.ledger.line import KNOWN, decode, encode, moment
from syndicate.model import Entry, EntryKind, Role
from tests.ledger.entries import KEY, NOW, adopted, claim, said, sent

words = some.text(max_size=60)
times = some.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001 - Hypothesis wants bare bounds
FORMED = {
    "role": some.sampled_from(list(Role)),
    "original": some.text("0123456789abcdef", min_size=64, max_size=64),
    **dict.fromkeys(
        ("names", "parts"),
        some.lists(some.text("0123456789abcdef", min_size=8, max_size=8), min_size=1).map(" ".join),
    ),
    "scope": some.sampled_from(["all", "account:x", "article:griepprik"]),
    "variant": some.integers(0, 99).map(str),
    "by": some.just("hand"),
    "step": some.sampled_from(["begun", "made", "sent", "gone", "none"]),
    "seen": some.sampled_from(["yes", "no", "unclear"]),
    "secrets": some.just("access_token refresh_token"),
    **dict.fromkeys(("origin", "after"), some.text("0123456789abcdef", min_size=16, max_size=16)),
    "edition": some.text("0123456789abcdef", min_size=64, max_size=64),
    "commit": some.text("0123456789abcdef", min_size=7, max_size=64),
    **dict.fromkeys(("pages", "lines", "failed"), some.integers(0, 999999).map(str)),
    "sealed": some.text("Ab9_-=", min_size=1),
    "cost": some.from_regex(r"[0-9]{1,7}(\.[0-9]{1,7})?", fullmatch=True, alphabet="0123456789."),
    "added": some.sampled_from(["", "prik/=prik/nl feeds/all.json"]),
    "version": some.integers(0, 2**40).map(str),
    **dict.fromkeys(
        ("lease", "created_at", "until", "due"), times.map(lambda t: t.isoformat().replace("+00:00", "Z"))
    ),
}


@some.composite
def entries(draw: some.DrawFn) -> Entry:
    kind = draw(some.sampled_from(EntryKind))
    names = KNOWN[kind] or draw(
        some.sampled_from([(), ("media_id",)]) if kind is EntryKind.PREPARED else some.just(())
    )
    data = {name: draw(FORMED.get(name, words)) for name in names}
    return Entry(kind, draw(times), draw(words.filter(bool)), draw(words), draw(some.integers(1, 9)), data)


@given(entries())
def test_what_is_written_reads_back_the_same_on_one_line(entry: Entry) -> None:
    line = encode(entry)
    assert decode(line) == entry
    assert "\n" not in line
    assert line.isascii()


@given(entries(), some.data())
def test_no_beginning_of_a_line_reads_as_a_line(entry: Entry, data: some.DataObject) -> None:
    line = encode(entry)
    with pytest.raises(LedgerError):
        decode(line[: data.draw(some.integers(0, len(line) - 1))])


def test_a_line_has_its_fields_in_one_order_and_its_data_sorted() -> None:
    line = json.loads(encode(claim()))
    assert list(line) == ["v", "at", "kind", "key", "run", "attempt", "data"]
    assert list(line["data"]) == sorted(line["data"])
    assert (line["v"], line["at"], line["kind"]) == (1, "2026-11-21T08:00:00Z", "claim")


def test_times_are_written_in_utc_wherever_they_came_from() -> None:
    local = timezone(timedelta(hours=1))
    entry = said(EntryKind.RELEASED, at=NOW.astimezone(local), until=NOW.astimezone(local).isoformat())
    line = json.loads(encode(entry))
    assert line["at"] == line["data"]["until"] == "2026-11-21T08:00:00Z"
    assert moment(line["data"]["until"]) == NOW


def test_a_long_reason_is_cut_since_an_outcome_must_not_be_lost_to_it() -> None:
    assert len(decode(encode(said(EntryKind.UNKNOWN, why="x" * 9000))).data["why"]) == 200


@pytest.mark.parametrize("kind", [EntryKind.SENT, EntryKind.FOUND])
def test_a_long_address_or_name_of_a_post_does_not_lose_that_it_stands(kind: EntryKind) -> None:
    long = "https://social.example/\ud800" + "x" * 2000
    data = decode(encode(said(kind, id=long, url=long))).data
    assert data["url"] == ""
    assert re.fullmatch("sha256:[0-9a-f]{64}", data["id"])
    fits = long[:2000]
    assert decode(encode(said(kind, id=fits, url=fits))).data == {"id": fits, "url": fits}
    with pytest.raises(LedgerError, match="too long"):
        encode(said(EntryKind.PREPARED, url=long))


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (said(EntryKind.SENT, id="1", url="u", handle="@iemand"), "may not hold a field 'handle'"),
        (said(EntryKind.SENT, id="1"), "needs a field 'url'"),
        (said(EntryKind.ADOPTED, 0, account="x"), "needs a field 'uid'"),
        (said(EntryKind.PREPARED, **{"Media Id": "1"}), "may not hold a field 'Media Id'"),
        (said(EntryKind.ABSENT, 0), "needs the number of its attempt"),
        (said(EntryKind.ABSENT, True), "needs the number of its attempt"),
        (said(EntryKind.ABSENT, key=""), "has no key"),
        (said(EntryKind.ABSENT, key="k" * 3000), "too long"),
        (said(EntryKind.DROPPED, 0, person="p" * 3000), "is not a text, or is too long"),
        (said(EntryKind.HOLD, 0, key="", scope="everything"), "cannot be 'everything'"),
        (said(EntryKind.DEPLOY, 0, key="", fingerprint="f", version="v7", target="t"), "cannot be 'v7'"),
        (said(EntryKind.RELEASED, until="tomorrow"), "is not a time"),
        (said(EntryKind.RELEASED, until="2026-11-21T08:00:00"), "has no zone"),
        (Entry(EntryKind.UNKNOWN, NOW, KEY, "", 1, {"why": 3}), "is not a text"),  # type: ignore[dict-item]  # the guard is for callers mypy cannot see
        (Entry(EntryKind.UNKNOWN, NOW.replace(tzinfo=None), KEY, "", 1), "has no zone"),
    ],
)
def test_an_entry_that_may_not_be_written_is_refused(entry: Entry, what: str) -> None:
    with pytest.raises(LedgerError, match=what):
        encode(entry)


def test_an_account_may_be_adopted_without_any_article() -> None:
    entry = said(EntryKind.ADOPTED, 0, key="", account="mastodon")
    assert decode(encode(entry)) == entry
    assert decode(encode(adopted())) == adopted()


def _line(**change: object) -> str:
    return json.dumps({**json.loads(encode(sent())), **change})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("", "not one whole JSON object"),
        ("[1]", "not one whole JSON object"),
        ("[" * 100_000, "not one whole JSON object"),
        ('{"v":1,"v":1}', "holds a field twice"),
        (_line(v=2), "of version 2, and this Expertstatus reads version 1"),
        (_line(extra=1), "its fields are not v, at, kind"),
        (_line(kind="shout"), "does not know its kind 'shout'"),
        (_line(kind=[]), "does not know its kind"),
        (_line(data=[]), "its data not an object"),
        (_line(run=None), "its run is not a text"),
        (_line(attempt="1"), "needs the number of its attempt"),
        (_line(attempt=-1), "needs the number of its attempt"),
        (_line(key=7), "has no key"),
        (_line(at=7), "'at' is not a time"),
        (_line(at="2026-11-21T08:00:00"), "'at' is not a time in UTC"),
        (_line(at="2026-11-21T08:00:00+01:00"), "'at' is not a time in UTC"),
        (_line(data={"id": "1", "url": "u", "text": "hallo"}), "may not hold a field 'text'"),
    ],
)
def test_a_line_that_is_not_wholly_understood_is_refused(line: str, what: str) -> None:
    with pytest.raises(LedgerError, match=what):
        decode(line)


@given(some.text(max_size=200))
def test_any_text_is_an_entry_or_a_ledger_error(text: str) -> None:
    with pytest.raises(LedgerError):
        decode(text)
