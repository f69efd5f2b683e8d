"""Bluesky's own rules, on its own server: one key, one record; pictures, cards, lengths."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found
from syndicate.channels.bluesky_standing import examined
from syndicate.channels.lookback import NoFurther
from syndicate.errors import (
    OutcomeUnknown,
    Rejected,
    SettingsError,
)
from syndicate.limits import Link
from tests.channels.bench import Bench, posted
from tests.servers.bluesky import HANDLE

Make = Callable[..., Any]
CARD = {"handle": HANDLE, "link": "card"}


@pytest.fixture
def bench(make_bench: Make) -> Bench:
    made: Bench = make_bench("bluesky")
    return made


def test_what_arrives_is_what_render_showed_with_time_and_picture(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel, post = (
        make_channel(bench),
        make_post("bluesky", text="Over de #griepprik: https://praktijk.example/"),
    )
    payload = channel.render(post)
    channel.send(channel.prepare(payload))
    (seen,) = bench.seen()
    record = seen["record"]
    assert record.pop("createdAt") == post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    (image,) = record["embed"]["images"]
    blob = image.pop("image")
    assert (blob["mimeType"], blob["size"]) == ("image/png", post.image.bytes)
    assert image["aspectRatio"] == {"width": 1200, "height": 630}
    assert record == json.loads(payload.body)["record"]
    assert [f["features"][0]["$type"].partition("#")[2] for f in record["facets"]] == ["tag", "link"]


def test_the_same_claim_sent_twice_leaves_one_record_and_one_receipt(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench)
    payload = channel.render(make_post("bluesky"))
    first = channel.send(channel.prepare(payload))
    (before,) = bench.server.network.posts()
    assert channel.send(make_channel(bench).prepare(payload)) == first
    assert bench.server.network.posts() == [before]


def test_a_later_attempt_never_makes_a_second_record(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel, post = make_channel(bench), make_post("bluesky")
    first = posted(channel, post)
    later = replace(post, at=post.at + timedelta(days=2), text=f"{post.text} nu")
    ready = channel.prepare(channel.render(later))
    with pytest.raises(OutcomeUnknown, match="It may have been posted"):
        channel.send(ready)
    assert channel.find(make_claim(ready)) == Found(first)
    assert [p["text"] for p in bench.seen()] == [post.text]


def test_a_post_that_a_person_deleted_is_absent(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("bluesky")))
    channel.withdraw(channel.send(ready))
    assert channel.find(make_claim(ready)) == Absent()


def test_a_card_carries_address_title_summary_and_the_share_image(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench, options=CARD)
    assert (channel.limits.link, channel.limits.look.card.described) == (Link.CARD, False)
    post = make_post("bluesky", text="Krijgt u een griepprik?")
    receipt = posted(channel, post)
    (seen,) = bench.seen()
    card = seen["record"]["embed"]["external"]
    assert card.pop("thumb")["size"] == post.image.bytes
    assert card == {"uri": post.link, "title": post.title, "description": post.summary}
    (own,) = channel.recall(datetime.now(UTC) - timedelta(hours=1))
    assert post.link in own.words
    mended = channel.render(replace(post, text="Krijgt u de griepprik?", title="Griepprik"))
    channel.update(receipt, mended)
    (seen,) = bench.seen()
    assert (seen["text"], seen["record"]["embed"]["external"]["title"]) == (
        "Krijgt u de griepprik?",
        "Griepprik",
    )
    assert "thumb" in seen["record"]["embed"]["external"]


def test_a_card_goes_without_a_picture_too(bench: Bench, make_channel: Make, make_post: Make) -> None:
    posted(make_channel(bench, options=CARD), make_post("bluesky", image=None))
    (seen,) = bench.seen()
    assert "thumb" not in seen["record"]["embed"]["external"]


def test_a_correction_keeps_the_time_and_brings_its_own_links(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel, post = make_channel(bench), make_post("bluesky", image=None)
    receipt = posted(channel, post)
    (before,) = bench.seen()
    channel.update(
        receipt, channel.render(replace(post, at=post.at + timedelta(days=1), text="Zonder adres."))
    )
    (seen,) = bench.seen()
    assert seen["record"]["createdAt"] == before["record"]["createdAt"]
    assert (seen["text"], "facets" in before["record"], "facets" in seen["record"]) == (
        "Zonder adres.",
        True,
        False,
    )


def test_a_post_that_is_gone_cannot_be_corrected(bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(bench)
    payload = channel.render(make_post("bluesky"))
    receipt = channel.send(channel.prepare(payload))
    channel.withdraw(receipt)
    with pytest.raises(Rejected, match="holds no such record"):
        channel.update(receipt, payload)


@pytest.mark.parametrize(("text", "fits"), [("a" * 300, True), ("a" * 301, False)])
def test_the_limit_is_the_servers_own(
    bench: Bench, make_channel: Make, make_post: Make, text: str, fits: bool
) -> None:
    channel, post = make_channel(bench), make_post("bluesky", text=text, image=None)
    if fits:
        posted(channel, post)
        return
    with pytest.raises(Rejected, match="301 graphemes, at most 300"):
        channel.render(post)
    payload = channel.render(replace(post, text="a"))
    body = payload.body.replace('"text": "a"', f'"text": "{text}"')
    with pytest.raises(Rejected, match="grapheme too big"):
        channel.send(channel.prepare(replace(payload, body=body)))


def test_3000_bytes_are_the_end_whatever_the_graphemes(make_channel: Make, make_post: Make) -> None:
    channel = make_channel(Bench("bluesky", options={"handle": HANDLE}))
    family = "👨‍👩‍👧‍👦"
    assert channel.render(make_post("bluesky", text=family * 120)).text
    with pytest.raises(Rejected, match="takes 3025 bytes, at most 3000"):
        channel.render(make_post("bluesky", text=family * 121))


def test_own_posts_without_an_end_are_said_to_be_more_than_can_be_read(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench)
    posted(channel, make_post("bluesky", image=None))
    channel.pages = 1
    with pytest.raises(NoFurther, match="account bluesky: more own posts"):
        list(channel.recall(datetime.now(UTC) - timedelta(hours=1)))


def test_an_answer_that_names_no_post_is_a_doubt(bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("bluesky", image=None)))
    bench.server.fault(what="status", status=200, path=".*putRecord", document={"uri": "at://elders"})
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "handle must be the account's name without @"),
        ({"handle": "@praktijk.example"}, "without @"),
        ({"handle": "praktijk"}, "without @"),
        ({"handle": 5}, "without @"),
        ({**CARD, "link": "none"}, "'text' .* or 'card'"),
        ({"handle": HANDLE, "hashtag": True}, "unknown option 'hashtag'"),
    ],
)
def test_a_wrong_setting_is_named(make_channel: Make, options: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        make_channel(Bench("bluesky"), options=options)


def test_a_password_travels_in_the_open_on_this_machine_only(make_channel: Make) -> None:
    with pytest.raises(SettingsError, match="https"):
        make_channel(Bench("bluesky"), options={"handle": HANDLE}, base_url="http://pds.example")


def test_doctor_knows_an_app_password_from_the_accounts_own_and_a_borrowed_name(
    bench: Bench, make_channel: Make
) -> None:
    health = make_channel(bench).doctor()
    assert (health.whose, health.expires) == (f"@{HANDLE}", None)
    assert [HANDLE in t.what.en for t in health.troubles] == [True]
    main = make_channel(bench, secrets={"app_password": HANDLE}).doctor()
    assert "password of the account itself" in main.troubles[0].what.en


@pytest.mark.parametrize(
    ("said", "scope", "troubles"),
    [
        ({"handle": "praktijk.example"}, "com.atproto.appPass", []),
        ({"handle": "praktijk.example"}, "", []),
        ({"handle": "handle.invalid"}, "com.atproto.appPass", [("domain any more", False)]),
        ({"handle": "praktijk.bsky.social"}, "com.atproto.appPass", [("named praktijk.bsky.social", False)]),
        ({"handle": "praktijk.example", "active": False, "status": "suspended"}, "", [("(suspended)", True)]),
    ],
)
def test_doctor_says_what_could_be_safer(
    said: dict[str, Any], scope: str, troubles: list[tuple[str, bool]]
) -> None:
    found = examined(said, [".bsky.social"], scope).troubles
    assert [t.stops for t in found] == [stops for _, stops in troubles]
    assert all(words in t.what.en for t, (words, _) in zip(found, troubles, strict=True))
