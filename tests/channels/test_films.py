"""A film on every network that takes one: once, with its words; the picture where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from syndicate import teaser
from syndicate.channels import Found
from syndicate.content import mp4
from syndicate.errors import Rejected, Unavailable
from syndicate.limits import Link
from syndicate.model import Cue, Film, Slot
from tests.channels.bench import INSTALLED, Bench, posted
from tests.channels.conftest import limits_of

Make = Callable[..., Any]
RAW = mp4.cleaned((Path(__file__).parents[1] / "data" / "film.mp4").read_bytes())
FILMING = [name for name in INSTALLED if limits_of(name).film]
SAID = "De griepprik beschermt u een heel seizoen."


@pytest.fixture
def make_film_post(make_post: Make, tmp_path: Path) -> Make:
    """Return a function that composes a post with a film as the teaser does, the film on disk."""

    def make(account: str, **known: Any) -> Any:
        limits = replace(limits_of(account), link=Link.TEXT)
        file = tmp_path / "output" / "videos" / "griepprik.mp4"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(RAW)
        cues = (Cue(3, 0, 1000, SAID), Cue(6, 1000, 2000, "Bel ons voor een afspraak."))
        alt, digest = "Een huisarts geeft een prik.", sha256(RAW).hexdigest()
        place = ("videos/griepprik.mp4", "videos/griepprik.vtt")
        film = Film(*place, 160, 90, 2.0, len(RAW), digest, "nl", alt, "content/videos/griepprik.vtt", cues)
        post = make_post(account)
        article = replace(post.article, film=replace(film, **known))
        slot = Slot(article, account, post.occasion, post.at)
        made = teaser.compose(slot, limits, network=account, permalink=post.permalink, image=post.image)
        return replace(post, article=article, film=made.film)

    return make


@pytest.fixture
def options(make_bench: Make) -> Make:
    """Return a function that makes a bench of a channel whose link stands in the text, with its channel."""

    def make(name: str, make_channel: Make) -> tuple[Bench, Any]:
        bench = make_bench(name)
        known = {"options": {**bench.options, "link": "text"}} if name == "linkedin" else {}
        channel = make_channel(bench, **known)
        channel.pause = 0.0
        return bench, channel

    return make


@pytest.mark.parametrize("name", FILMING)
def test_a_film_arrives_once_with_what_is_said_in_it(
    options: Make, make_channel: Make, make_film_post: Make, make_claim: Make, name: str
) -> None:
    bench, channel = options(name, make_channel)
    payload = channel.render(make_film_post(name))
    channel.prepare(payload)
    assert bench.seen() == []
    ready = channel.prepare(payload)
    assert ready.told == ""
    receipt = channel.send(ready)
    (seen,) = bench.seen()
    assert seen["film"]
    assert SAID in seen["said"]
    assert seen["text"] == payload.text
    if "sha256" in seen:
        assert seen["sha256"] == payload.film.sha256
    look = channel.find(make_claim(ready))
    assert isinstance(look, Found)
    assert look.receipt.id == receipt.id


REFUSED = {
    "mastodon": {"path": "/api/v2/media", "status": 422},
    "bluesky": {"path": "/xrpc/com.atproto.repo.uploadBlob", "status": 413},
    "x": {"path": "/2/media/upload/initialize", "status": 400},
    "linkedin": {"path": "/rest/videos", "status": 422},
    "facebook": {"path": r"/v26.0/\d+/videos", "status": 400},
}


@pytest.mark.parametrize("name", FILMING)
def test_a_film_that_the_network_refuses_gives_its_place_to_the_picture_and_says_so(
    options: Make, make_channel: Make, make_film_post: Make, name: str
) -> None:
    bench, channel = options(name, make_channel)
    payload = channel.render(make_film_post(name))
    bench.server.fault(what="status", **REFUSED[name])
    ready = channel.prepare(payload)
    assert "picture in place of the film" in ready.told
    channel.send(ready)
    (seen,) = bench.seen()
    assert not seen["film"]
    assert seen["alt"] == payload.alt


@pytest.mark.parametrize("name", FILMING)
def test_a_network_that_is_down_gets_the_film_later(
    options: Make, make_channel: Make, make_film_post: Make, name: str
) -> None:
    bench, channel = options(name, make_channel)
    payload = channel.render(make_film_post(name))
    bench.server.fault(what="status", path=REFUSED[name]["path"], status=503)
    with pytest.raises(Unavailable):
        channel.prepare(payload)
    channel.send(channel.prepare(payload))
    assert [p["film"] for p in bench.seen()] == [True]


@pytest.mark.parametrize("name", FILMING)
def test_a_film_that_is_no_longer_the_one_shown_is_not_sent(
    options: Make, make_channel: Make, make_film_post: Make, tmp_path: Path, name: str
) -> None:
    bench, channel = options(name, make_channel)
    post = make_film_post(name)
    (tmp_path / "output" / post.film.path).write_bytes(b"another")
    with pytest.raises(Unavailable, match="griepprik.mp4 is no longer".replace(".", r"\.")):
        posted(channel, post)
    assert bench.seen() == []


@pytest.mark.parametrize("name", FILMING)
def test_a_film_that_is_too_long_for_a_network_leaves_its_place_to_the_picture(
    options: Make, make_channel: Make, make_film_post: Make, name: str
) -> None:
    bench, channel = options(name, make_channel)
    post = make_film_post(name, seconds=limits_of(name).film.seconds + 1)
    assert post.film is None
    posted(channel, post)
    assert [p["film"] for p in bench.seen()] == [False]


@pytest.mark.parametrize("name", sorted(set(INSTALLED) - set(FILMING)))
def test_no_other_channel_gets_a_film(make_film_post: Make, name: str) -> None:
    assert make_film_post(name).film is None


def test_a_film_changes_what_a_network_refused_before(make_film_post: Make, make_channel: Make) -> None:
    channel = make_channel(Bench("mastodon"), base_url="http://127.0.0.1:9")
    post = make_film_post("mastodon")
    hashes = {
        channel.render(replace(post, film=f)).hash for f in (None, post.film, replace(post.film, alt=""))
    }
    assert len(hashes) == 3


def test_a_film_that_a_network_is_too_long_at_work_on_is_left_out(
    options: Make, make_channel: Make, make_film_post: Make
) -> None:
    bench, channel = options("mastodon", make_channel)
    busy = {"id": "1", "type": "video", "url": None}
    bench.server.fault(what="status", status=202, path="/api/v2/media", document=busy)
    bench.server.fault(
        what="status", status=206, method="GET", path="/api/v1/media/", times=60, document=busy
    )
    ready = channel.prepare(channel.render(make_film_post("mastodon")))
    assert "still busy with the film" in ready.told
    channel.send(ready)
    assert [p["film"] for p in bench.seen()] == [False]


def test_a_film_that_x_could_not_read_is_left_out(make_channel: Make, make_film_post: Make) -> None:
    from tests.channels.benches import x as benches
    from tests.servers import x
    from tests.servers.loopback import Running

    network = x.XNetwork()
    with Running(network) as server:
        bench = benches.bench(server, Path())
        network.films.broken = True
        channel = make_channel(bench)
        channel.pause = 0.0
        ready = channel.prepare(channel.render(make_film_post("x")))
        assert "could not read it" in ready.told
        channel.send(ready)
        assert [p["film"] for p in bench.seen()] == [False]


@pytest.mark.parametrize("name", ["bluesky", "facebook", "linkedin"])
def test_where_the_link_stands_in_a_card_there_is_no_film(
    make_bench: Make, make_channel: Make, name: str
) -> None:
    bench = make_bench(name)
    assert make_channel(bench, options={**bench.options, "link": "card"}).limits.film is None


def test_captions_of_many_megabytes_go_up_in_pieces() -> None:
    from syndicate.channels import x_media

    asked: list[tuple[str, str, Any]] = []

    def ask(method: str, route: str, said: Any) -> dict[str, Any]:
        asked.append((method, route, said))
        return {"id": "7"}

    cues = (Cue(1, 0, 1, "a"),)
    film = Film("a.mp4", "a.vtt", 1, 1, 1.0, 1, "", "pt-BR", "", "a.vtt", cues)
    raw = bytes(2 * x_media.PIECE + 1)
    assert x_media.put_film(ask, film, raw, pause=0.0, busy=Rejected("busy")) == "7"
    assert [s["segment_index"] for _, r, s in asked if r.endswith("append")] == [0, 1, 2, 0]
    (named,) = [s["subtitles"] for _, r, s in asked if r.endswith("subtitles")]
    assert (named["language_code"], named["display_name"]) == ("PT", "português")
