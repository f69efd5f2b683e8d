"""LinkedIn's own rules: little text, card or picture, duplicates, refusals, corrections."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.channels import Found, Unreadable
from syndicate.channels.abilities import ABILITIES
from syndicate.channels.linkedin.words import LIMITS, little
from syndicate.errors import OutcomeUnknown, Rejected, SettingsError, Unauthorized, Unavailable
from syndicate.limits import Link, measure
from syndicate.model import Receipt
from tests.channels.bench import Bench, posted
from tests.channels.benches.linkedin import alone
from tests.servers import linkedin
from tests.servers.linkedin import LinkedInNetwork
from tests.servers.linkedin_rules import plain
from tests.servers.loopback import Answer

Make = Callable[..., Any]
Start = Callable[..., Bench]
PAGE, PERSON = {"author": linkedin.ORGANIZATION}, {"author": linkedin.PERSON}
POSTS = "/rest/posts"


@pytest.fixture
def start() -> Iterator[Callable[..., tuple[LinkedInNetwork, Bench]]]:
    """Return a function that starts a LinkedIn of its own: the network, and the bench of an author on it."""
    with ExitStack() as stack:
        yield lambda *author: stack.enter_context(alone(*author))


def content(channel: Any, post: Any) -> Any:
    return json.loads(channel.render(post).body).get("content")


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("Rust (en slaap) helpt", r"Rust \(en slaap\) helpt"),
        (r"a|b{c}d@e[f]g<h>i*j_k~l\m", r"a\|b\{c\}d\@e\[f\]g\<h\>i\*j\_k\~l\\m"),
        ("Lees meer #griep", r"Lees meer {hashtag|\#|griep}"),
        ("#coëliakie, #griep_prik", r"{hashtag|\#|coëliakie}, {hashtag|\#|griep\_prik}"),
        ("nummer #1 van C#", r"nummer \#1 van C\#"),
        ("https://praktijk.example/#griep", r"https://praktijk.example/\#griep"),
    ],
)
def test_words_travel_as_little_text_and_are_read_as_they_were(words: str, sent: str) -> None:
    assert little(words) == sent
    assert plain(sent) == words


@given(st.text(alphabet=st.one_of(st.sampled_from("|{}@[]()<>#*_~\\ a1é💉/&"), st.characters(codec="utf-8"))))
def test_no_words_are_ever_cut_off(words: str) -> None:
    assert plain(little(words)) == words


@given(st.text(alphabet="|{}@[]()<>*_~\\ a1é💉/&", max_size=300))
def test_without_hashtags_the_length_is_counted_as_it_is_sent(words: str) -> None:
    assert measure(words, LIMITS) == len(little(words).encode("utf-16-le")) // 2


def test_a_text_that_only_its_hashtags_make_too_long_is_refused(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    full = "a" * 2_990 + " #griep"
    assert measure(full, channel.limits) <= 3_000
    with pytest.raises(Rejected, match="its hashtags counts 3009"):
        channel.render(make_post("linkedin", text=full))


@pytest.mark.parametrize(("field", "most"), [("title", 399), ("summary", 4_085)])
def test_a_card_with_too_long_words_is_refused(
    start: Start, make_channel: Make, make_post: Make, field: str, most: int
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    posted(channel, make_post("linkedin", **{field: "a" * most}))
    with pytest.raises(Rejected, match=f"the {field} counts {most + 1} UTF-16 units, at most {most}"):
        channel.render(make_post("linkedin", **{field: "a" * (most + 1)}))


def test_a_card_has_our_own_title_summary_picture_and_description(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    network, bench = start()
    channel, post = make_channel(bench), make_post("linkedin")
    assert channel.limits.link is Link.CARD
    assert content(channel, post) == {
        "article": {
            "source": post.link,
            "title": post.title,
            "description": post.summary,
            "thumbnailAltText": post.alt,
        }
    }
    posted(channel, post)
    (image,) = network.images
    assert network.posts[0]["body"]["content"]["article"]["thumbnail"] == image
    assert content(channel, replace(post, image=None, summary="")) == {
        "article": {"source": post.link, "title": post.title}
    }


def test_with_the_link_in_the_text_the_picture_stands_by_itself(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    network, bench = start()
    channel = make_channel(bench, options={**PAGE, "link": "text"})
    post = make_post("linkedin")
    post = replace(post, text=f"{post.text}\n\n{post.link}")
    assert channel.limits.link is Link.TEXT
    assert content(channel, post) == {"media": {"altText": post.alt}}
    assert content(channel, replace(post, alt="")) == {"media": {}}
    assert content(channel, replace(post, image=None)) is None
    ready = channel.prepare(channel.render(post))
    channel.send(ready)
    assert network.posts[0]["body"]["content"]["media"] == {"id": ready.refs["image"], "altText": post.alt}
    posted(channel, replace(post, image=None, text=f"{post.text}!"))
    assert [p["text"] for p in network.posts] == [post.text, f"{post.text}!"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "author must be 'urn:li:organization:12345'"),
        ({"author": "De Linde"}, "not 'De Linde'"),
        ({"author": 2414183}, "not 2414183"),
        (
            {**PAGE, "visibility": "PUBLIC"},
            "unknown option 'visibility'. Known: author, expires, link, version",
        ),
        ({**PAGE, "version": "2026-07"}, "version must be a year and month like '202607'"),
        ({**PAGE, "version": 202607}, "not 202607"),
        ({**PAGE, "link": "none"}, "link must be one of card, text, not 'none'"),
        ({**PAGE, "expires": "morgen"}, "expires must be the day on which the token ends"),
        ({**PAGE, "expires": datetime(2027, 1, 1, tzinfo=UTC)}, "expires must be the day"),
    ],
)
def test_a_wrong_setting_is_named(start: Start, make_channel: Make, known: dict[str, Any], said: str) -> None:
    _, bench = start()
    with pytest.raises(SettingsError, match=said) as raised:
        make_channel(bench, options=known)
    assert "SYNDICATE_ACCOUNTS 'linkedin'" in str(raised.value)


def test_a_page_has_every_ability_and_a_person_what_linkedin_gives_a_person(
    start: Start, make_channel: Make
) -> None:
    _, bench = start()
    page, person = make_channel(bench), make_channel(bench, options=PERSON)
    assert {name for name, ability in ABILITIES.items() if isinstance(page, ability)} == set(ABILITIES) - {
        "reply",
        "learn",
    }
    assert {name for name, ability in ABILITIES.items() if isinstance(person, ability)} == {
        "doctor",
        "renew",
        "update",
        "withdraw",
    }


def test_a_person_posts_and_a_doubt_of_it_says_where_a_person_looks(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = start(linkedin.PERSON)
    channel, post = make_channel(bench), make_post("linkedin")
    ready = channel.prepare(channel.render(post))
    receipt = channel.send(ready)
    assert receipt.url == f"https://www.linkedin.com/feed/update/{receipt.id}/"
    assert network.posts[0]["body"]["author"] == linkedin.PERSON
    look = channel.find(make_claim(ready))
    assert isinstance(look, Unreadable)
    assert f"{post.at:%Y-%m-%d %H:%M} UTC" in look.why
    assert f"s={ready.payload.marker}" in look.why
    assert not [r for r in network.requests if r["method"] == "GET"]


def test_a_duplicate_is_a_doubt_that_names_the_post_that_stands(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin")))
    first = channel.send(ready)
    with pytest.raises(OutcomeUnknown, match=first.url):
        channel.send(ready)
    assert channel.find(make_claim(ready)) == Found(first)


@pytest.mark.parametrize(
    ("refused", "kind", "words"),
    [
        (
            (422, {"errorDetails": {"inputErrors": [{"code": "DUPLICATE_POST"}]}}),
            OutcomeUnknown,
            "does not name",
        ),
        ((422, {"errorDetails": {"inputErrors": "?"}, "message": "Too long"}), Rejected, "Too long"),
        ((422, {"errorDetails": {"inputErrors": ["?"]}, "message": "Too long"}), Rejected, "Too long"),
        ((422, ["?"]), Rejected, "422"),
        ((403, {"code": "ACCESS_DENIED", "message": "Not enough permissions"}), Unauthorized, "permissions"),
        ((403, {"serviceErrorCode": 100, "message": "Not enough permissions"}), Unauthorized, "permissions"),
        ((403, {"serviceErrorCode": 7, "message": "Blocked"}), Rejected, "Blocked"),
        ((426, {"code": "NONEXISTENT_VERSION"}), Unauthorized, "retired version 202607"),
        ((400, {"code": "ILLEGAL_ARGUMENT", "message": "Syntax"}), Rejected, "Syntax"),
        ((409, {"code": "CONFLICT"}), OutcomeUnknown, "409"),
    ],
)
def test_each_refusal_is_read_as_linkedin_means_it(
    start: Start, make_channel: Make, make_post: Make, *, refused: Any, kind: Any, words: str
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin")))
    bench.server.fault(what="status", status=refused[0], path=POSTS, document=refused[1])
    with pytest.raises(kind, match=words):
        channel.send(ready)
    bench.server.fault(what="malformed", path=POSTS, when="after")
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)


def test_a_refusal_without_json_is_one_and_a_success_without_a_post_is_a_doubt(
    start: Start, make_channel: Make, make_post: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, bench = start()
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin")))
    monkeypatch.setattr(network, "create", lambda _: Answer(422, b"<html>"))
    with pytest.raises(Rejected, match="the network answered 422"):
        channel.send(ready)
    monkeypatch.setattr(network, "create", lambda _: Answer(201, b"", {"x-restli-id": "urn:li:activity:1"}))
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)


def test_a_post_gets_two_minutes_to_be_shown(start: Start, make_channel: Make) -> None:
    assert [make_channel(start(author)[1]).settle for author in (linkedin.PERSON, linkedin.ORGANIZATION)] == [
        120.0,
        120.0,
    ]


def test_a_picture_that_linkedin_does_not_take_is_not_posted(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    payload = channel.render(make_post("linkedin"))
    bench.server.fault(what="status", status=503, method="PUT", path="/dms-uploads/")
    with pytest.raises(Unavailable, match="uploading the picture"):
        channel.prepare(payload)
    assert channel.prepare(payload).refs["image"].startswith("urn:li:image:")


def test_words_are_corrected_and_a_post_is_taken_away_twice(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    network, bench = start(linkedin.PERSON)
    channel, post = make_channel(bench), make_post("linkedin")
    receipt = posted(channel, post)
    better = channel.render(replace(post, text="Beter (echt) #griep"))
    assert channel.update(receipt, better) == receipt
    assert channel.update(Receipt(receipt.url, receipt.url), better).id == receipt.url
    assert [p["text"] for p in network.posts] == ["Beter (echt) #griep"]
    channel.withdraw(Receipt(receipt.url, receipt.url))
    channel.withdraw(receipt)
    assert network.posts == []
    with pytest.raises(Unavailable, match="correcting a post"):
        channel.update(receipt, better)
    with pytest.raises(Rejected, match="does not name a post by its number"):
        channel.withdraw(Receipt("x", "https://www.linkedin.com/posts/linde_griep-activity-1"))
