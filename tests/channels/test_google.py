"""Google Business Profile's own rules, against a server that keeps them."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.channels.lookback import NoFurther
from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.model import Echo, Receipt
from tests.channels.bench import Bench, posted
from tests.channels.benches import google as benches
from tests.servers import google as server
from tests.servers.loopback import Running

Make = Callable[..., Any]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def own() -> Iterator[tuple[server.GoogleNetwork, Bench]]:
    """A network of this test's own, whose posts and answers it may change."""
    network = server.GoogleNetwork()
    with Running(network) as running:
        yield network, benches.bench(running, None)


def test_the_post_names_language_link_and_the_pictures_address(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel, post = make_channel(bench), make_post("google")
    receipt = posted(channel, post)
    kept = network.posts[receipt.id]
    assert {k: kept[k] for k in server.WRITABLE} == json.loads(channel.render(post).body)
    assert kept["callToAction"] == {"actionType": "LEARN_MORE", "url": post.link}
    assert kept["media"] == [{"mediaFormat": "PHOTO", "sourceUrl": post.image.url}]
    assert (kept["languageCode"], kept["topicType"]) == ("nl", "STANDARD")
    assert post.link not in post.text
    assert receipt.url == f"google:{receipt.id}", "no web address before Google knows one"


def test_a_post_that_is_seen_has_its_address_in_search(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel, post = make_channel(own[1]), make_post("google")
    receipt = posted(channel, post)
    look = channel.find(make_claim(channel.render(post)))
    assert isinstance(look, Found)
    assert look.receipt.id == receipt.id
    assert look.receipt.url.startswith("https://local.google.com/")


def test_access_is_asked_for_once_a_run_and_again_when_it_has_nearly_ended(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    for uid in ("rugpijn", "griepprik"):
        posted(channel, make_post("google", uid=uid))
    assert len(network.tokens) == 1
    network.token["expires_in"] = 60
    hasty = make_channel(bench)
    posted(hasty, make_post("google", uid="tandenpoetsen"))
    assert len(network.tokens) == 3


@pytest.mark.parametrize("name", sorted(server.SECRETS))
def test_a_wrong_secret_is_an_unauthorized_account(
    own: Any, make_channel: Make, make_post: Make, name: str
) -> None:
    network, bench = own
    channel = make_channel(bench, secrets={**server.SECRETS, name: "wrong-value"})
    with pytest.raises(Unauthorized, match="invalid_grant" if name == "refresh_token" else "invalid_client"):
        posted(channel, make_post("google"))
    assert network.posts == {}


def test_a_login_that_cannot_be_asked_for_posted_nothing(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    for fault in ({"what": "reset"}, {"what": "malformed"}, {"what": "status", "status": 503}):
        own[1].server.fault(path="/token", **fault)
        with pytest.raises(Unavailable, match="nothing was posted yet"):
            posted(make_channel(own[1]), make_post("google"))


def test_the_token_that_google_gives_is_hidden_too(
    own: Any, make_channel: Make, make_post: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = make_channel(own[1])
    ready = channel.prepare(channel.render(make_post("google")))
    said = {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": f"Bearer {server.ACCESS}-0"}}
    own[1].server.fault(what="status", status=400, path=own[1].create, document=said)
    with pytest.raises(Rejected, match=r"Bearer \*\*\*") as raised:
        channel.send(ready)
    shown = [repr(channel), caplog.text, *traceback.format_exception(raised.value)]
    assert not any(server.ACCESS in text for text in shown)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ((400, "INVALID_ARGUMENT"), Rejected),
        ((400, "FAILED_PRECONDITION"), Unauthorized),
        ((401, "UNAUTHENTICATED"), Unauthorized),
        ((403, "PERMISSION_DENIED"), Unauthorized),
        ((404, "NOT_FOUND"), Unauthorized),
        ((404, ""), Unavailable),
        ((409, "ABORTED"), OutcomeUnknown),
        ((429, "RESOURCE_EXHAUSTED"), RateLimited),
        ((500, "INTERNAL"), OutcomeUnknown),
        ((307, ""), Unavailable),
    ],
)
def test_each_status_is_read_as_google_means_it(
    own: Any, make_channel: Make, make_post: Make, said: tuple[int, str], kind: type[ChannelError]
) -> None:
    status, name = said
    channel = make_channel(own[1])
    ready = channel.prepare(channel.render(make_post("google")))
    for details in (None, "words", ["words", {"metadata": None}, {"metadata": {"quota_limit_value": "300"}}]):
        error = {"code": status, "status": name, "message": "made to fail", "details": details}
        own[1].server.fault(what="status", status=status, path=own[1].create, document={"error": error})
        with pytest.raises(ChannelError) as raised:
            channel.send(ready)
        assert type(raised.value) is kind


def test_a_project_without_access_is_no_matter_of_waiting(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    own[0].quota = 0
    with pytest.raises(Unauthorized, match="429"):
        posted(make_channel(own[1]), make_post("google"))


def test_another_location_is_not_this_logins(own: Any, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(own[1], options={"location": "accounts/1/locations/3"})
    with pytest.raises(Unauthorized, match="404"):
        posted(channel, make_post("google"))


def test_all_pages_are_read_and_told_newest_first(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    assert list(channel.recall(LONG_AGO)) == []
    for number in range(205):
        name = f"{server.LOCATION}/localPosts/{number}"
        at = server.stamp(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number))
        network.posts[name] = {"name": name, "createTime": at, "summary": "x"}
    found = list(channel.recall(datetime(2026, 1, 1, 5, tzinfo=UTC)))
    assert [own.receipt.id.rpartition("/")[2] for own in found] == [str(n) for n in range(204, 4, -1)]


def test_a_list_that_never_ends_or_holds_something_else_is_unreadable(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    _, bench = own
    channel = make_channel(bench)
    claim = make_claim(channel.render(make_post("google")))
    fault = {"what": "status", "status": 200, "method": "GET", "path": bench.own_posts}
    bench.server.fault(document={"nextPageToken": "t"}, times=50, **fault)
    with pytest.raises(NoFurther, match="more own posts"):
        list(channel.recall(LONG_AGO))
    bench.server.fault(document={"localPosts": [], "error": "busy"}, **fault)
    assert isinstance(channel.find(claim), Unreadable)
    assert isinstance(channel.find(claim), Absent)


def test_other_words_come_in_place_and_a_post_that_google_refused_can_be_deleted(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel, post = make_channel(bench), make_post("google")
    receipt = posted(channel, post)
    channel.update(receipt, channel.render(replace(post, text="Bel ons: 030 1234567.")))
    (trouble,) = channel.doctor().troubles
    assert not trouble.stops
    assert receipt.id in trouble.what.nl
    assert "telefoonnummer" in trouble.mend.nl
    channel.withdraw(receipt)
    channel.withdraw(receipt)
    assert network.posts == {}
    bench.server.fault(what="status", status=503, method="DELETE", path="/v4/")
    with pytest.raises(Unavailable):
        channel.withdraw(receipt)


def test_a_post_of_which_only_an_address_is_known_is_left_to_a_person(own: Any, make_channel: Make) -> None:
    channel = make_channel(own[1])
    with pytest.raises(Rejected, match="name of this post is not known"):
        channel.withdraw(Receipt("", "https://local.google.com/place?id=2"))


def test_the_doctor_says_whose_profile_it_is_and_until_when(own: Any, make_channel: Make) -> None:
    network, bench = own
    health = make_channel(bench).doctor()
    assert (health.whose, health.expires, health.troubles) == (server.LOCATION, None, ())
    network.token["refresh_token_expires_in"] = 604_799
    expires = make_channel(bench).doctor().expires
    assert abs(expires - datetime.now(UTC) - timedelta(days=7)) < timedelta(minutes=1)
    network.token["scope"] = "openid email"
    with pytest.raises(Unauthorized, match="insufficient authentication scopes"):
        make_channel(bench).doctor()
    bench.server.fault(what="status", status=200, method="GET", path=bench.own_posts, document={})
    (trouble,) = make_channel(bench).doctor().troubles
    assert trouble.stops
    assert "business.manage" in trouble.mend.en


def test_reviews_are_read_oldest_first_and_once(own: Any, make_channel: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    assert channel.reactions("") == ((), "")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(60):
        network.review(number, start + timedelta(hours=number), starRating="FIVE")
    found, cursor = channel.reactions("")
    assert [r.id.rpartition("/r")[2] for r in found] == [str(n) for n in range(60)]
    assert channel.reactions(cursor) == ((), cursor)
    reviewer = {"displayName": "Een patiënt"}
    network.review(
        60, start + timedelta(days=9), starRating="TWO", comment="Lang wachten.", reviewer=reviewer
    )
    network.review(61, start + timedelta(days=10), starRating="STAR_RATING_UNSPECIFIED")
    (first, second), later = channel.reactions(cursor)
    assert (first.kind, first.text, first.author) == (Echo.REVIEW, "★★☆☆☆ Lang wachten.", "Een patiënt")
    assert (second.text, second.author, second.post) == ("", "", "")
    assert first.at == start + timedelta(days=9)
    assert "patiënt" not in later


def test_an_answer_goes_to_one_review_of_the_own_location_and_to_nothing_else(
    own: Any, make_channel: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    network.review(0, datetime(2026, 1, 1, tzinfo=UTC), starRating="ONE")
    review = network.reviews[0]["name"]
    for to in ("", "accounts/1/locations/9/reviews/r0", f"{review}/reply", f"{review}?x", review + "\n"):
        with pytest.raises(Rejected, match="no review of"):
            channel.reply(to, "Dank u wel.")
    with pytest.raises(Rejected, match="4,096 bytes"):
        channel.reply(review, "é" * 2_049)
    with pytest.raises(Rejected, match="invalid argument"):
        channel.reply(review, "")
    with pytest.raises(Rejected, match="is not there"):
        channel.reply(f"{server.LOCATION}/reviews/r9", "Dank u wel.")
    assert bench.answers() == []
    bench.server.fault(what="status", status=503, method="PUT", path="/v4/")
    with pytest.raises(Unavailable):
        channel.reply(review, "Dank u wel.")
    channel.reply(review, "é" * 2_048)
    assert bench.answers() == ["é" * 2_048]


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"options": {}}, "option location must be"),
        ({"options": {"location": "locations/2"}}, "option location must be"),
        ({"options": {"location": 2}}, "option location must be"),
        ({"options": {"location": server.LOCATION, "account": "1"}}, "unknown option 'account'"),
        ({"base_url": "http://google.example"}, "must begin with https://"),
    ],
)
def test_a_mistake_in_the_settings_is_a_sentence(
    own: Any, make_channel: Make, known: dict[str, Any], why: str
) -> None:
    with pytest.raises(SettingsError, match=why):
        make_channel(own[1], **known)


def test_without_a_base_url_nothing_but_google_itself_is_meant(make_channel: Make, make_post: Make) -> None:
    bench = Bench("google", list, server.SECRETS, options={"location": server.LOCATION})
    with pytest.raises(Unavailable, match=r"not oauth2\.googleapis\.com"):
        posted(make_channel(bench, base_url=""), make_post("google"))
