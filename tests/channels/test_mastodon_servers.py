"""What other servers with Mastodon's API take, and how they answer: GoToSocial, Pleroma, Akkoma."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from syndicate.channels import Found
from syndicate.channels.mastodon import LIMITS
from syndicate.channels.mastodon_server import narrower, takes, within
from syndicate.errors import Rejected, Unavailable
from syndicate.limits import Unit, measure
from syndicate.model import Echo
from tests.channels.bench import Bench, module, posted
from tests.servers.dialect import GOTOSOCIAL, PLEROMA_1, PLEROMA_2, SPEAKS, Dialect
from tests.servers.loopback import Running

Make = Callable[..., Any]
BEGAN = timedelta(hours=1)
STATUSES = {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23}
MASTODON: dict[str, Any] = {"version": "4.3.0", "configuration": {"statuses": STATUSES}}


@pytest.fixture(params=SPEAKS)
def dialect(request: pytest.FixtureRequest, mastodon_bench: Bench) -> Iterator[Bench]:
    """The Mastodon server, speaking as each of the others."""
    inner = urlsplit(mastodon_bench.server.url if mastodon_bench.server else "")
    with Running(Dialect(str(inner.hostname), inner.port or 0, request.param)) as running:
        yield module("mastodon").bench(running, None)


def test_a_post_arrives_is_found_corrected_measured_and_withdrawn_on_each(
    dialect: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel, post = make_channel(dialect), make_post("mastodon")
    posted(channel, make_post("mastodon", uid="rugpijn"))
    ready = channel.prepare(channel.render(post))
    receipt = channel.send(ready)
    assert not receipt.id.isdigit()
    assert channel.find(make_claim(ready)) == Found(receipt)
    assert next(channel.recall(datetime.now(UTC) - BEGAN)).receipt == receipt
    mended = channel.render(replace(post, text=post.text.replace("griepprik", "griepvaccinatie", 1)))
    assert channel.update(receipt, mended).id == receipt.id
    seen = dialect.seen()[-1]
    assert (seen["text"], seen["alt"]) == (mended.text, post.alt)
    dialect.react(receipt)
    assert channel.metrics([receipt])[receipt.id].likes == 1
    channel.withdraw(receipt)
    channel.withdraw(receipt)
    assert dialect.server
    assert len(dialect.server.state()["posts"]) == 1


def test_reactions_are_told_once_and_others_than_were_asked_for_are_passed_over(
    dialect: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(dialect)
    receipt = posted(channel, make_post("mastodon"))
    assert dialect.server
    me = next(p["account"]["id"] for p in dialect.server.state()["posts"])
    bob = {"Authorization": "Bearer bob_token"}
    urlopen(Request(f"{dialect.server.url}/api/v1/accounts/{me}/follow", data=b"", headers=bob)).close()
    dialect.react(receipt)
    found, cursor = channel.reactions("")
    assert sorted(one.kind for one in found) == [Echo.LIKE, Echo.REPLY, Echo.SHARE]
    assert {one.post for one in found} == {receipt.id}
    assert channel.reactions(cursor) == ((), cursor)
    dialect.react(receipt)
    assert channel.reactions(cursor)[0]


def test_each_says_in_its_own_way_what_it_takes_and_a_roomy_one_changes_nothing(
    dialect: Bench, make_channel: Make
) -> None:
    channel = make_channel(dialect)
    before = channel.limits
    assert channel.learn() == ()
    assert (channel.limits.unit, channel.limits.characters) == (before.unit, 500)
    assert channel.limits.alt == 1500


@pytest.mark.parametrize(
    ("said", "unit", "url", "characters", "alt"),
    [
        (MASTODON, Unit.GRAPHEMES, 23, 500, 1500),
        ({}, Unit.GRAPHEMES, 23, 500, 1500),
        ({"version": "2.9.0"}, Unit.CODE_POINTS, 0, 500, 1500),
        (GOTOSOCIAL, Unit.CODE_POINTS, 0, 5000, 1500),
        (PLEROMA_1, Unit.CODE_POINTS, 0, 5000, 5000),
        (PLEROMA_2, Unit.CODE_POINTS, 0, 5000, 5000),
        (
            {"configuration": {"statuses": {**STATUSES, "max_characters": "many"}}},
            Unit.GRAPHEMES,
            23,
            500,
            1500,
        ),
        (
            {"configuration": {"statuses": {**STATUSES, "max_characters": True}}},
            Unit.GRAPHEMES,
            23,
            500,
            1500,
        ),
        ({"configuration": [], "pleroma": "yes"}, Unit.CODE_POINTS, 0, 500, 1500),
    ],
)
def test_what_a_server_says_of_itself_is_read_wherever_it_says_it(
    said: dict[str, Any], unit: Unit, url: int, characters: int, alt: int
) -> None:
    seen = takes(said, LIMITS)
    assert (seen.unit, seen.url, seen.characters, seen.alt) == (unit, url, characters, alt)


def test_pictures_are_taken_as_the_server_takes_them() -> None:
    media = {"supported_mime_types": ["image/jpeg", "video/mp4"], "image_size_limit": 1000}
    seen = takes({"configuration": {"statuses": STATUSES, "media_attachments": media}}, LIMITS)
    assert (seen.image_types, seen.image_bytes) == (("image/jpeg",), 1000)
    assert takes(PLEROMA_2, LIMITS).image_types == LIMITS.image_types
    none = {"configuration": {"statuses": {**STATUSES, "max_media_attachments": 0}}}
    assert takes(none, LIMITS).image_bytes == 0


def test_a_film_is_taken_as_the_server_takes_it() -> None:
    small = {"supported_mime_types": ["image/png", "video/mp4"], "video_size_limit": 1000}
    media = {**small, "description_limit": 200}
    said = {"configuration": {"statuses": STATUSES, "media_attachments": media}}
    film = takes(said, LIMITS).film
    assert film
    assert (film.bytes, film.alt) == (1000, 200)
    assert within(LIMITS, takes(said, LIMITS)).film == film
    said["configuration"]["media_attachments"] = {**small, "supported_mime_types": ["image/png"]}
    assert takes(said, LIMITS).film is None
    assert takes(PLEROMA_2, LIMITS).film
    assert takes(PLEROMA_2, replace(LIMITS, film=None)).film is None


def test_a_server_that_takes_less_narrows_and_one_that_takes_more_does_not() -> None:
    less = takes({**PLEROMA_1, "max_toot_chars": 300, "description_limit": 200}, LIMITS)
    composed = within(LIMITS, less)
    assert (composed.characters, composed.unit, composed.url, composed.alt) == (300, Unit.CODE_POINTS, 0, 200)
    said = [trouble.mend.en for trouble in narrower(LIMITS, less)]
    assert ["max_characters to 300" in said[0], "max_description to 200" in said[1]] == [True, True]
    assert not any(trouble.stops for trouble in narrower(LIMITS, less))
    more = takes({"configuration": {"statuses": {**STATUSES, "max_characters": 1000}}}, LIMITS)
    assert within(LIMITS, more) == LIMITS
    longer = takes({"configuration": {"statuses": {**STATUSES, "characters_reserved_per_url": 30}}}, LIMITS)
    assert measure("https://praktijk.nl/griep", within(LIMITS, longer)) == 30


def test_a_text_that_the_server_would_refuse_is_never_sent_to_it(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    inner = urlsplit(mastodon_bench.server.url if mastodon_bench.server else "")
    with Running(Dialect(str(inner.hostname), inner.port or 0, "gotosocial", most=300)) as running:
        bench: Bench = module("mastodon").bench(running, None)
        channel, post = make_channel(bench), make_post("mastodon")
        long = channel.render(replace(post, text="woord " * 50 + post.text))
        with pytest.raises(Rejected, match=r"account mastodon: the text counts \d+ code points, at most 300"):
            channel.prepare(long)
        assert channel.limits.characters == 300
        with pytest.raises(Rejected):
            channel.render(replace(post, text="woord " * 50 + post.text))
        channel.send(channel.prepare(channel.render(post)))
        assert "max_characters" in channel.doctor().troubles[0].mend.nl
        asked = [r for r in running.state()["requests"] if r["path"] == "/api/v2/instance"]
        assert len(asked) == 1


@pytest.mark.parametrize("status", [401, 404])
def test_a_server_that_does_not_say_is_taken_at_the_accounts_word(
    mastodon_bench: Bench, make_channel: Make, status: int
) -> None:
    assert mastodon_bench.server
    channel = make_channel(mastodon_bench, options={"max_characters": 9000})
    mastodon_bench.server.fault(
        what="status", status=status, method="GET", path="/api/v[12]/instance", times=2
    )
    assert channel.learn() == ()
    assert channel.limits.characters == 9000


def test_a_server_that_fails_while_it_is_asked_is_asked_again(
    mastodon_bench: Bench, make_channel: Make
) -> None:
    assert mastodon_bench.server
    channel = make_channel(mastodon_bench, options={"max_characters": 9000})
    mastodon_bench.server.fault(what="status", status=500, method="GET", path="/api/v2/instance")
    with pytest.raises(Unavailable):
        channel.learn()
    assert [trouble.mend.en for trouble in channel.learn()] == [
        "Posts are made for that. Set max_characters to 500, and a preview shows them so too."
    ]
