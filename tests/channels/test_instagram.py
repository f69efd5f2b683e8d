"""Instagram's own rules, against a server that keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.channels.abilities import ABILITIES
from syndicate.channels.instagram import Instagram, _digest
from syndicate.errors import OutcomeUnknown, RateLimited, Rejected, SettingsError, Unavailable
from syndicate.model import Figures, Receipt
from tests.channels.bench import Bench, posted
from tests.servers import meta as server
from tests.servers.loopback import Fault
from tests.servers.meta_held import GRAM

Make = Callable[..., Any]
PLACE = Receipt("17900000", "https://www.instagram.com/p/17900000")


def test_what_arrives_is_what_render_showed(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("instagram")
    body = json.loads(channel.render(post).body)
    assert body == {"caption": post.text, "image_url": post.image.url, "alt_text": post.alt}
    assert post.link not in post.text
    assert posted(channel, post) == PLACE
    (seen,) = bench.seen()
    assert (seen["text"], seen["url"], seen["alt"]) == (post.text, post.image.url, post.alt)


@pytest.mark.parametrize(
    ("size", "fine"), [((1200, 630), True), ((1080, 1350), True), ((1200, 600), False), ((900, 1350), False)]
)
def test_only_4_5_to_1_91_goes(
    make_channel: Make, make_post: Make, size: tuple[int, int], fine: bool
) -> None:
    channel = make_channel(Bench("instagram", list), options={"user": GRAM})
    post = make_post("instagram")
    post = replace(post, image=replace(post.image, width=size[0], height=size[1]))
    if fine:
        assert channel.render(post)
    else:
        with pytest.raises(Rejected, match=rf"the picture is {size[0]}x{size[1]}; only 4:5 to 1\.91:1 goes"):
            channel.render(post)


def test_a_picture_without_a_height_is_refused(make_channel: Make, make_post: Make) -> None:
    channel = make_channel(Bench("instagram", list), options={"user": GRAM})
    post = make_post("instagram")
    with pytest.raises(Rejected, match="1200x0"):
        channel.render(replace(post, image=replace(post.image, height=0)))


def test_thirty_hashtags_go_and_one_more_does_not(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    post = make_post("instagram", text="Griep? " + "#griep " * 30)
    assert posted(channel, post).id
    with pytest.raises(Rejected, match="the caption has 31 hashtags, at most 30 go"):
        channel.render(replace(post, text=post.text + "#prik"))


def test_a_png_is_refused_here_and_by_the_network(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("instagram")
    with pytest.raises(Rejected, match="type image/png is not taken, only image/jpeg"):
        channel.render(replace(post, image=replace(post.image, type="image/png")))
    payload = channel.render(post)
    wrong = replace(payload, body=payload.body.replace(".jpg", ".png"))
    with pytest.raises(Rejected, match="image format is not supported"):
        channel.prepare(wrong)


def test_where_the_posts_of_the_day_are_used_no_container_is_made(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    network.used = 100
    channel = make_channel(bench)
    with pytest.raises(RateLimited, match="takes 100 posts in 24 hours, and they are used") as raised:
        channel.prepare(channel.render(make_post("instagram")))
    assert raised.value.until - datetime.now(UTC) > timedelta(minutes=50)
    assert network.held.containers == {}
    assert [t.stops for t in channel.doctor().troubles] == [True]


def test_a_failed_container_is_called_by_its_subcode(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    network.held.broken = "2207009"
    channel = make_channel(bench)
    with pytest.raises(Rejected, match="ERROR Error: Media upload has failed with error code 2207009"):
        channel.prepare(channel.render(make_post("instagram")))


def test_a_claim_without_a_container_was_never_published_and_no_one_is_asked(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, free_port: int
) -> None:
    _, bench = own
    channel = make_channel(bench, base_url=f"http://127.0.0.1:{free_port}")
    assert channel.find(make_claim(channel.render(make_post("instagram")))) == Absent()


@pytest.mark.parametrize("status", ["FINISHED", "EXPIRED", "ERROR"])
def test_a_container_that_was_not_published_is_absent(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, status: str
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("instagram")))
    network.held.containers[ready.refs["container"]]["is"] = status
    assert channel.find(make_claim(ready)) == Absent()


def test_a_published_container_that_no_post_shows_is_left_to_a_person(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("instagram")))
    channel.send(ready)
    network.lag = 600
    look = channel.find(make_claim(ready))
    assert isinstance(look, Unreadable)
    assert "Meta says PUBLISHED of this one, and does not show it yet" in look.why
    network.lag = 0
    assert channel.find(make_claim(ready)) == Found(PLACE)


def test_a_post_whose_address_instagram_does_not_say_has_its_number(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("instagram")))
    drawn = network.held.drawn
    monkeypatch.setattr(network.held, "drawn", lambda *asked: drawn(*asked) | {"permalink": None})
    network.faults.append(Fault("reset", method="GET", path=f"/v26.0/{PLACE.id}"))
    nowhere = Receipt(PLACE.id, f"instagram:{PLACE.id}")
    assert channel.send(ready) == nowhere
    assert channel.find(make_claim(ready)) == Found(nowhere)


def test_a_lost_answer_is_found_again_by_its_caption(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("instagram", text="Griep?  Vraag het @ons \n")))
    network.faults.append(Fault("reset", "after", path=bench.create))
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)
    network.held.posts[0]["text"] = "Griep? Vraag het ons"
    assert channel.find(make_claim(ready)) == Found(PLACE)


def test_the_same_caption_of_before_the_claim_is_another_post(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel, post = make_channel(bench), make_post("instagram")
    posted(channel, post)
    network.held.posts[0]["at"] = "2026-01-05T12:00:00+0000"
    again = channel.prepare(channel.render(post))
    assert channel.find(make_claim(again)) == Absent()


def test_a_post_that_was_seen_is_there_whatever_could_not_be_read_besides(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, bench = own
    channel = make_channel(bench)
    for number in range(101):
        network.held.made("GRAM", str(number), f"Bericht {number}", None)
    ready = channel.prepare(channel.render(make_post("instagram")))
    channel.send(ready)
    monkeypatch.setattr("syndicate.channels.meta.PAGES", 1)
    assert isinstance(channel.find(make_claim(ready)), Found)
    other = channel.prepare(channel.render(make_post("instagram", uid="rugpijn")))
    assert isinstance(channel.find(make_claim(other)), Unreadable)


@pytest.mark.parametrize(
    ("one", "other"), [("Vraag @ons  dit", "Vraag ons\ndit"), ("Ge\u00e9nt?", "Gee\u0301nt?")]
)
def test_a_caption_is_recognised_without_its_at_signs_and_spaces_however_it_is_spelled(
    one: str, other: str
) -> None:
    assert _digest(one) == _digest(other)
    assert _digest(one) != _digest(one + "!")


def test_captions_have_no_marker_so_that_nothing_is_recalled_and_nothing_can_be_corrected() -> None:
    assert {name for name in ABILITIES if not hasattr(Instagram, name)} == {
        *("learn", "recall", "renew", "reply", "update"),
    }


def test_the_figures_of_a_post_and_without_the_right_to_insights_fewer(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    kept, gone = (posted(channel, make_post("instagram", uid=uid)) for uid in ("griepprik", "rugpijn"))
    channel.withdraw(gone)
    assert channel.metrics([kept, gone]) == {kept.id: Figures(views=7, likes=8, replies=9, shares=10)}
    network.held.insights = False
    assert channel.metrics([kept]) == {kept.id: Figures(likes=3, replies=2)}


def test_comments_of_others_are_told_and_not_our_own(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("instagram"))
    assert channel.reactions("") == ((), "")
    server.react(bench.server.url, receipt.id)
    server.react(bench.server.url, receipt.id, server.SECRETS["access_token"])
    ((found,), _) = channel.reactions("")
    assert (found.post, found.text, found.author) == (receipt.id, "Dank u!", "piet")


def test_doctor_says_which_permissions_are_missing(own: Any, make_channel: Make) -> None:
    network, bench = own
    network.missing = {"instagram_content_publish", "instagram_manage_contents"}
    health = make_channel(bench).doctor()
    assert health.whose == "@praktijk"
    assert [(t.what.en.rpartition(" ")[2], t.stops) for t in health.troubles] == [
        ("instagram_content_publish", True),
        ("instagram_manage_contents", False),
    ]


def test_a_container_that_expired_meanwhile_is_not_published(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("instagram")))
    network.held.containers[ready.refs["container"]]["is"] = "EXPIRED"
    with pytest.raises(Unavailable, match="Nothing was posted"):
        channel.send(ready)


def test_a_missing_account_is_a_sentence(make_channel: Make) -> None:
    with pytest.raises(
        SettingsError, match="the option user is missing: the number of your Instagram account"
    ):
        make_channel(Bench("instagram", list), options={})
