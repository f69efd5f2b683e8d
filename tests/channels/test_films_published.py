"""Films on LinkedIn and Facebook: in pieces, with captions, and published by one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from syndicate.channels import Found
from syndicate.channels.facebook_film import locale
from syndicate.channels.rendering import spoken
from syndicate.errors import OutcomeUnknown, Unavailable
from tests.channels.bench import Bench
from tests.channels.benches import facebook, linkedin
from tests.channels.test_films import RAW, make_film_post
from tests.servers import meta
from tests.servers.loopback import Running

Make = Callable[..., Any]
__all__ = ["make_film_post"]  # a fixture of that module
PUBLISHED = r"/v26.0/44\d+$"


@pytest.fixture
def on_facebook(make_channel: Make, tmp_path: Path) -> Iterator[tuple[meta.MetaNetwork, Bench, Any]]:
    network = meta.MetaNetwork()
    with Running(network) as server:
        bench = facebook.bench(server, tmp_path)
        channel = make_channel(bench)
        channel.pause = 0.0
        yield network, bench, channel


@pytest.fixture
def on_linkedin(make_channel: Make) -> Iterator[tuple[Any, Bench, Any]]:
    with linkedin.alone() as (network, card):
        bench = replace(card, options={**card.options, "link": "text"}, seen=lambda: network.posts)
        channel = make_channel(bench)
        channel.pause = 0.0
        yield network, bench, channel


def left_out(bench: Bench, channel: Any, post: Any, told: str) -> None:
    ready = channel.prepare(channel.render(post))
    assert told in ready.told
    channel.send(ready)
    assert [p["film"] for p in bench.seen()] == [False]
    assert bench.seen()[0]["alt"] == post.alt


def test_a_film_of_several_pieces_arrives_whole_on_linkedin(
    on_linkedin: Any, make_film_post: Make, tmp_path: Path
) -> None:
    _, bench, channel = on_linkedin
    raw = RAW + bytes(5_000_000)
    post = make_film_post("linkedin", sha256=sha256(raw).hexdigest(), bytes=len(raw))
    (tmp_path / "output" / post.film.path).write_bytes(raw)
    channel.send(channel.prepare(channel.render(post)))
    (seen,) = bench.seen()
    assert seen["sha256"] == post.film.sha256
    assert seen["body"]["content"]["media"].keys() == {"title", "id"}


def test_a_film_that_linkedin_could_not_read_is_left_out(on_linkedin: Any, make_film_post: Make) -> None:
    network, bench, channel = on_linkedin
    network.films.broken = True
    left_out(bench, channel, make_film_post("linkedin"), "could not read the film")


def test_a_film_that_linkedin_is_too_long_at_work_on_is_left_out(
    on_linkedin: Any, make_film_post: Make
) -> None:
    _, bench, channel = on_linkedin
    busy = {"status": "PROCESSING"}
    bench.server.fault(what="status", status=200, method="GET", path="/rest/videos/", times=60, document=busy)
    left_out(bench, channel, make_film_post("linkedin"), "still busy with the film")


def test_a_film_without_its_captions_is_left_out(
    on_linkedin: Any, on_facebook: Any, make_film_post: Make
) -> None:
    for name, path, (_, bench, channel) in (
        ("linkedin", "/dms-uploads/", on_linkedin),
        ("facebook", r"/v26.0/44\d+/captions", on_facebook),
    ):
        bench.server.fault(what="status", path=path, status=400)
        left_out(bench, channel, make_film_post(name), "400")


def test_a_film_whose_answer_was_lost_is_found_by_linkedin_by_itself(
    on_linkedin: Any, make_film_post: Make, make_claim: Make
) -> None:
    _, bench, channel = on_linkedin
    bench.server.fault(what="reset", when="after", path="/rest/posts")
    ready = channel.prepare(channel.render(replace(make_film_post("linkedin"), text="Zonder ons teken")))
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)
    assert isinstance(channel.find(make_claim(ready)), Found)


def test_a_token_that_may_upload_no_film_posts_the_picture(on_facebook: Any, make_film_post: Make) -> None:
    network, bench, channel = on_facebook
    network.films.barred = True
    left_out(bench, channel, make_film_post("facebook"), "No permission to upload video here")


def test_a_film_that_facebook_could_not_read_is_left_out(on_facebook: Any, make_film_post: Make) -> None:
    network, bench, channel = on_facebook
    network.films.broken = True
    left_out(bench, channel, make_film_post("facebook"), "could not read the film")


def test_a_film_that_facebook_is_too_long_at_work_on_is_left_out(
    on_facebook: Any, make_film_post: Make
) -> None:
    _, bench, channel = on_facebook
    busy = {"status": {"video_status": "processing"}}
    bench.server.fault(what="status", status=200, method="GET", path=PUBLISHED, times=60, document=busy)
    left_out(bench, channel, make_film_post("facebook"), "still busy with the film")


@pytest.mark.parametrize("said", [{"start_offset": "0", "end_offset": "9"}, {"success": False}])
def test_an_upload_that_does_not_move_on_is_begun_again_later(
    on_facebook: Any, make_film_post: Make, said: dict[str, object]
) -> None:
    _, bench, channel = on_facebook
    payload = channel.render(make_film_post("facebook"))
    path = r"/v26.0/\d+/videos" if "start_offset" in said else r"/v26.0/44\d+/captions"
    begun = {"video_id": "4400000", "upload_session_id": "84400000", "start_offset": "0", "end_offset": "9"}
    bench.server.fault(what="status", status=200, path=path, document={**begun, **said}, times=2)
    with pytest.raises(Unavailable):
        channel.prepare(payload)
    assert bench.seen() == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_to_the_publishing_call_is_a_doubt_that_a_look_settles(
    on_facebook: Any, make_film_post: Make, make_claim: Make, when: str
) -> None:
    _, bench, channel = on_facebook
    ready = channel.prepare(channel.render(make_film_post("facebook")))
    bench.server.fault(what="reset", when=when, path=PUBLISHED)
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)
    assert isinstance(channel.find(make_claim(ready)), Found) == (when == "after")


def test_a_published_film_whose_post_cannot_be_named_is_a_doubt_and_no_refusal(
    on_facebook: Any, make_film_post: Make, make_claim: Make
) -> None:
    network, bench, channel = on_facebook
    ready = channel.prepare(channel.render(make_film_post("facebook")))
    network.films.untold = True
    with pytest.raises(OutcomeUnknown, match="was published"):
        channel.send(ready)
    look = channel.find(make_claim(ready))
    assert isinstance(look, Found)
    assert [p["id"] for p in bench.seen()] == [look.receipt.id]


def test_a_refused_publishing_call_leaves_nothing_public(on_facebook: Any, make_film_post: Make) -> None:
    _, bench, channel = on_facebook
    ready = channel.prepare(channel.render(make_film_post("facebook")))
    bench.server.fault(what="status", status=200, path=PUBLISHED, document={"success": False})
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)
    assert bench.seen() == []


@pytest.mark.parametrize(
    ("lang", "known"),
    [
        ("nl", ("nl", "NL")),
        ("en", ("en", "US")),
        ("pt-BR", ("pt", "BR")),
        ("zh-Hant-TW", ("zh", "TW")),
        ("eo", ("eo", "EO")),
    ],
)
def test_a_language_has_the_country_that_networks_ask_for(lang: str, known: tuple[str, str]) -> None:
    assert spoken(lang) == known


def test_arabic_captions_have_the_locale_of_facebook_itself() -> None:
    assert locale("ar") == "ar_AR"
    assert locale("nl") == "nl_NL"
