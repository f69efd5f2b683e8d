"""Threads' own rules, against a server that keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.channels.abilities import ABILITIES
from syndicate.channels.containers import TRIES
from syndicate.errors import OutcomeUnknown, RateLimited, Rejected, SettingsError, Unauthorized, Unavailable
from syndicate.limits import measure
from syndicate.model import Figures, Prepared, Receipt
from tests.channels.bench import Bench, posted
from tests.servers import meta as server
from tests.servers.loopback import Fault

Make = Callable[..., Any]


def test_a_post_of_text_has_the_link_in_its_words_and_as_its_card(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("threads", image=None)
    receipt = posted(channel, post)
    (seen,) = bench.seen()
    assert (seen["text"], seen["link"], seen["url"]) == (post.text, post.link, "")
    assert receipt == Receipt("17900000", "https://www.threads.com/p/17900000")


def test_a_picture_is_fetched_from_the_site_with_its_description(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("threads")
    body = json.loads(channel.render(post).body)
    assert body == {
        "media_type": "IMAGE",
        "text": post.text,
        "image_url": post.image.url,
        "alt_text": post.alt,
    }
    posted(channel, post)
    (seen,) = bench.seen()
    assert (seen["url"], seen["alt"], seen["link"]) == (post.image.url, post.alt, "")


def test_an_emoji_counts_its_bytes_and_an_address_counts_whole(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel = make_channel(bench)
    assert measure("👨‍👩‍👧‍👦", channel.limits) == 25
    assert measure("https://praktijk.example/griepprik/", channel.limits) == 35
    full = make_post("threads", text="💉" * 125, image=None)
    posted(channel, full)
    with pytest.raises(Rejected, match=r"counts 504 .* at most 500"):
        channel.render(replace(full, text="💉" * 126))


def test_a_container_is_waited_for_and_nothing_is_public_meanwhile(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    network.held.slow = 3
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    assert network.held.containers[ready.refs["container"]]["looks"] == -1
    assert bench.seen() == []
    assert channel.send(ready).id


def test_a_container_that_is_not_ready_in_time_is_given_up(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    network.held.slow = TRIES
    with pytest.raises(Unavailable, match="still busy with the picture"):
        make_channel(bench).prepare(make_channel(bench).render(make_post("threads")))


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        ("INVALID_ASPEC_RATIO", Rejected),
        ("UNKNOWN", Unavailable),
        ("FAILED_DOWNLOADING_VIDEO", Unavailable),
        ("error code 2207005", Rejected),
        ("error code 2207003", Unavailable),
        ("error code 2207042", Unavailable),
        ("error code 9999999", Unavailable),
    ],
)
def test_a_container_that_failed_says_why(
    own: Any, make_channel: Make, make_post: Make, why: str, kind: type[Exception]
) -> None:
    network, bench = own
    network.held.broken = why
    channel = make_channel(bench)
    with pytest.raises(kind, match=rf"ERROR {why}\. Nothing was posted"):
        channel.prepare(channel.render(make_post("threads")))


def test_a_container_is_published_once(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    channel.send(ready)
    with pytest.raises(Unavailable):
        channel.send(ready)
    assert len(bench.seen()) == 1


def test_a_claim_without_a_container_was_never_published_and_no_one_is_asked(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, free_port: int
) -> None:
    _, bench = own
    channel = make_channel(bench, base_url=f"http://127.0.0.1:{free_port}")
    assert channel.find(make_claim(channel.render(make_post("threads")))) == Absent()


@pytest.mark.parametrize("status", ["FINISHED", "EXPIRED", "ERROR", "PUBLISHED"])
def test_the_container_has_the_last_word_where_the_own_posts_lack_it(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, status: str
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    network.held.containers[ready.refs["container"]]["is"] = status
    found = channel.find(make_claim(ready))
    if status == "PUBLISHED":
        assert isinstance(found, Unreadable)
        assert "Meta says PUBLISHED" in found.why
    else:
        assert found == Absent()


def test_a_container_that_is_forgotten_leaves_it_to_the_own_posts(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    network.held.containers.clear()
    assert channel.find(make_claim(ready)) == Absent()


def test_a_container_that_cannot_be_asked_is_unreadable(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    network.faults.append(Fault("status", method="GET", path="/v1.0/18000000", status=503))
    assert isinstance(channel.find(make_claim(ready)), Unreadable)


def test_a_lost_answer_is_found_again_by_the_marker(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    network.faults.append(Fault("reset", "after", path=bench.create))
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)
    assert channel.find(make_claim(ready)) == Found(Receipt("17900000", "https://www.threads.com/p/17900000"))


def test_a_post_whose_address_cannot_be_asked_stands_all_the_same(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    network.faults.append(Fault("reset", method="GET", path="/v1.0/17900000"))
    assert channel.send(ready) == Receipt("17900000", "threads:17900000")


def test_an_own_post_without_an_address_is_found_by_its_number(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    channel.send(ready)
    drawn = network.held.drawn
    monkeypatch.setattr(network.held, "drawn", lambda *asked: {**drawn(*asked), "permalink": ""})
    assert channel.find(make_claim(ready)) == Found(Receipt("17900000", "threads:17900000"))


def test_there_is_no_correcting_on_threads() -> None:
    from syndicate.channels.threads import Threads

    assert {name for name in ABILITIES if not hasattr(Threads, name)} == {"learn", "reply", "update"}


def test_the_figures_of_a_post(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    kept, gone = (posted(channel, make_post("threads", uid=uid)) for uid in ("griepprik", "rugpijn"))
    channel.withdraw(gone)
    assert channel.metrics([kept, gone]) == {kept.id: Figures(views=7, likes=8, replies=9, shares=33)}
    network.held.insights = False
    assert channel.metrics([kept]) == {kept.id: Figures()}


def test_replies_of_others_are_told_and_not_our_own(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("threads"))
    assert channel.reactions("") == ((), "")
    server.react(bench.server.url, receipt.id)
    server.react(bench.server.url, receipt.id, server.SECRETS["access_token"])
    ((found,), _) = channel.reactions("")
    assert (found.post, found.text, found.author) == (receipt.id, "Dank u!", "piet")


def test_doctor_says_who_it_is_until_when_and_what_is_used_up(own: Any, make_channel: Make) -> None:
    network, bench = own
    network.ends = int((datetime.now(UTC) + timedelta(days=60)).timestamp())
    network.missing = {"threads_content_publish", "threads_delete"}
    network.used = 250
    health = make_channel(bench).doctor()
    assert health.whose == "@praktijk"
    assert health.expires == datetime.fromtimestamp(network.ends, UTC)
    assert [(t.what.en, t.stops) for t in health.troubles] == [
        ("the token lacks the permission threads_content_publish", True),
        ("the token lacks the permission threads_delete", False),
        ("the 250 posts of the last 24 hours are used", True),
    ]
    assert all(t.what.nl and t.mend.nl for t in health.troubles)


def test_no_token_stands_in_an_address(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    channel.doctor()
    posted(channel, make_post("threads"))
    token = server.THREADS_SECRETS["access_token"]
    assert not any(token in r["path"] + r["query"] for r in bench.server.state()["requests"])


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"code": 190, "error_subcode": 463, "message": "Session has expired"}, Unauthorized),
        ({"code": 4, "message": "Application request limit reached"}, RateLimited),
        ({"code": 100, "message": "Param text must be at most 500 characters long."}, Rejected),
        ({"code": 2, "is_transient": True, "message": "Please retry"}, Unavailable),
        ({"code": 9004, "error_subcode": 2207052, "message": "could not be fetched"}, Unavailable),
    ],
)
def test_a_container_that_is_refused_is_called_by_its_code(
    own: Any, make_channel: Make, make_post: Make, document: dict[str, Any], kind: type[Exception]
) -> None:
    network, bench = own
    channel = make_channel(bench)
    network.faults.append(Fault("status", path=bench.upload, status=400, document={"error": document}))
    with pytest.raises(kind, match=document["message"]):
        channel.prepare(channel.render(make_post("threads")))


def test_a_transient_error_while_publishing_is_a_doubt(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("threads")))
    said = {"error": {"code": 24, "error_subcode": 2207008, "message": "try again", "is_transient": True}}
    network.faults.append(Fault("status", path=bench.create, status=400, document=said))
    with pytest.raises(OutcomeUnknown):
        channel.send(Prepared(ready.payload, ready.refs))


def test_a_wrong_version_is_a_sentence(make_channel: Make) -> None:
    with pytest.raises(SettingsError, match="version must be a version of the Threads API"):
        make_channel(Bench("threads", list), options={"version": "1"})
