"""A Facebook Page's own rules, against a server that keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.channels.meta import PAGE
from syndicate.errors import OutcomeUnknown, Rejected, Unauthorized, Unavailable
from syndicate.limits import Link
from syndicate.model import Figures, Prepared, Receipt
from tests.channels.bench import posted
from tests.servers import meta as server
from tests.servers.meta_held import PERSON

Make = Callable[..., Any]
CARD = {"page": server.PAGE, "link": "card"}


def test_what_arrives_is_what_render_showed_and_the_picture(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("facebook")
    payload = channel.render(post)
    assert json.loads(payload.body) == {"message": post.text}
    receipt = channel.send(channel.prepare(payload))
    (seen,) = bench.seen()
    assert (seen["text"], seen["alt"], seen["sha256"]) == (post.text, post.alt, post.image.sha256)
    assert receipt == Receipt(f"{server.PAGE}_122000000", f"https://www.facebook.com/{server.PAGE}_122000000")


def test_a_picture_stays_unpublished_until_the_post_is(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    prepared = channel.prepare(channel.render(make_post("facebook")))
    assert set(network.held.photos) == {prepared.refs["photo"]}
    assert bench.seen() == []


def test_a_card_is_drawn_by_facebook_from_the_address_and_no_picture_is_uploaded(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(replace(bench, options=CARD))
    assert (channel.limits.link, channel.limits.look.card.described) == (Link.CARD, False)
    post = make_post("facebook", text="Krijgt u dit jaar een griepprik?")
    ready = channel.prepare(channel.render(post))
    assert json.loads(ready.payload.body) == {"link": post.link, "message": post.text}
    receipt = channel.send(ready)
    (seen,) = bench.seen()
    assert (seen["text"], seen["link"], network.held.photos) == (post.text, post.link, {})
    assert channel.find(make_claim(ready)) == Found(receipt), "the marker stands in the card's address"
    other = make_claim(channel.render(make_post("facebook", uid="rugpijn", text="Pijn?")))
    assert channel.find(other) == Absent()


def test_the_words_of_the_last_post_again_are_a_doubt_that_find_settles(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    _, bench = own
    channel, post = make_channel(bench), make_post("facebook")
    posted(channel, post)
    with pytest.raises(OutcomeUnknown, match=r"\(#506\) Duplicate status message") as raised:
        posted(channel, post)
    assert "may have been posted" in str(raised.value)
    assert isinstance(channel.find(make_claim(channel.render(post))), Found)
    assert len(bench.seen()) == 1


def test_the_token_of_a_person_posts_nothing_and_doctor_says_so(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel = make_channel(bench, secrets=server.OTHER)
    with pytest.raises(Unauthorized, match="page token"):
        channel.prepare(channel.render(make_post("facebook")))
    health = channel.doctor()
    assert health.whose == "Jan Jansen"
    assert "niet van de pagina" in health.troubles[0].what.nl
    assert "/me/accounts" in health.troubles[0].mend.en
    lacking = {t.what.en: t.stops for t in health.troubles[1:]}
    assert lacking["the token lacks the permission pages_manage_posts"]
    assert not lacking["the token lacks the permission read_insights"]
    assert len(lacking) == 4


def test_doctor_says_whose_page_it_is_and_until_when_the_token_lives(own: Any, make_channel: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    assert (channel.doctor().whose, channel.doctor().expires) == ("Praktijk Voorbeeld", None)
    network.ends = int(datetime(2027, 1, 20, tzinfo=UTC).timestamp())
    assert channel.doctor().expires == datetime(2027, 1, 20, tzinfo=UTC)


def test_doctor_says_where_meta_tells_nothing_of_the_token(own: Any, make_channel: Make) -> None:
    network, bench = own
    network.untold = True
    (trouble,) = make_channel(bench).doctor().troubles
    assert "does not tell" in trouble.what.en
    assert not trouble.stops


@pytest.mark.parametrize("wrong", ["expired", "invalid"])
def test_a_dead_token_is_said(own: Any, make_channel: Make, wrong: str) -> None:
    network, bench = own
    network.ends = -1 if wrong == "invalid" else 0
    secrets = server.EXPIRED if wrong == "expired" else bench.secrets
    with pytest.raises(Unauthorized, match="has expired" if wrong == "expired" else "no longer valid"):
        make_channel(bench, secrets=secrets).doctor()


def test_a_version_that_is_no_more_is_said(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    old = {"page": server.PAGE, "version": "v19.0"}
    channel = make_channel(bench, options=old)
    with pytest.raises(Rejected, match=r"deprecated version of the API: v19\.0"):
        channel.prepare(channel.render(make_post("facebook")))


@pytest.mark.parametrize("document", [{"success": True}, {"error": {"code": 1}}, {"id": ""}, "ok"])
def test_a_success_without_an_id_is_a_doubt(
    own: Any, make_channel: Make, make_post: Make, document: Any
) -> None:
    _, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("facebook")))
    bench.server.fault(what="status", status=200, document=document, path=bench.create)
    with pytest.raises(OutcomeUnknown):
        channel.send(ready)


def test_many_posts_are_read_page_by_page_and_no_further_than_asked(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("facebook")))
    receipt = channel.send(ready)
    for number in range(2 * PAGE):
        network.held.made("PAGE", f"{server.PAGE}_{number}", f"Bericht {number}", None)
    assert channel.find(make_claim(ready)) == Found(receipt)
    for post in network.held.posts:
        post["at"] = "2020-01-01T12:00:00+0000"
    asked = len(bench.server.state()["requests"])
    assert channel.find(make_claim(ready)) == Absent()
    assert len(bench.server.state()["requests"]) == asked + 1


def test_more_posts_than_can_be_read_are_unreadable(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, bench = own
    monkeypatch.setattr("syndicate.channels.meta.PAGES", 1)
    for number in range(PAGE + 1):
        network.held.made("PAGE", f"{server.PAGE}_{number}", f"Bericht {number}", None)
    channel = make_channel(bench)
    look = channel.find(make_claim(channel.render(make_post("facebook"))))
    assert isinstance(look, Unreadable)
    assert "more own posts" in look.why


def test_the_figures_of_a_post_and_without_the_right_to_insights_fewer(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    kept, gone = (posted(channel, make_post("facebook", uid=uid)) for uid in ("griepprik", "rugpijn"))
    channel.withdraw(gone)
    assert channel.metrics([kept, gone]) == {
        kept.id: Figures(views=7, likes=3, replies=2, shares=0, clicks=8)
    }
    network.held.insights = False
    assert channel.metrics([kept]) == {kept.id: Figures(likes=3, replies=2, shares=0)}


def test_figures_that_cannot_be_read_now_are_an_error(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("facebook"))
    bench.server.fault(what="status", status=500, method="GET", path=f"/v26.0/{receipt.id}")
    with pytest.raises(Unavailable):
        channel.metrics([receipt])
    bench.server.fault(what="status", status=400, document={}, method="GET", path=f"/v26.0/{receipt.id}")
    with pytest.raises(Rejected):
        channel.metrics([receipt])


def test_comments_of_others_are_told_and_not_our_own(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    assert channel.reactions("") == ((), "")
    receipt = posted(channel, make_post("facebook"))
    assert channel.reactions("") == ((), "")
    server.react(bench.server.url, receipt.id)
    server.react(bench.server.url, receipt.id, server.SECRETS["access_token"])
    ((found,), cursor) = channel.reactions("")
    assert (found.post, found.text, found.author) == (receipt.id, "Dank u!", "Piet")
    assert found.url.startswith("https://www.facebook.com/")
    assert PERSON not in cursor
    assert "Piet" not in cursor


def test_posts_older_than_ninety_days_are_not_asked_for_comments(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("facebook"))
    server.react(bench.server.url, receipt.id)
    network.held.posts[0]["at"] = (datetime.now(UTC) - timedelta(days=91)).isoformat()
    assert channel.reactions("") == ((), "")


def test_withdrawing_says_what_was_wrong(own: Any, make_channel: Make, make_post: Make) -> None:
    _, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("facebook"))
    said = {"error": {"message": "(#200) no right", "code": 200}}
    bench.server.fault(what="status", status=403, document=said, method="DELETE", path="/v26.0/")
    with pytest.raises(Unauthorized, match="withdrawing a post"):
        channel.withdraw(receipt)


def test_a_picture_of_another_kind_is_refused_by_the_network_as_rejected(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel = make_channel(bench)
    payload = channel.render(make_post("facebook"))
    said = {"error": {"message": "smaller than 4 MB", "code": 324, "error_subcode": 1366046}}
    bench.server.fault(what="status", status=400, document=said, path=bench.upload)
    with pytest.raises(Rejected, match="uploading the picture"):
        channel.prepare(payload)
    assert isinstance(channel.prepare(payload), Prepared)
