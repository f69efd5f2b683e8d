"""X with the link left out of the text: cheaper, and known again by its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import teaser
from syndicate.channels import Absent, Found
from syndicate.channels.hand import Hand
from syndicate.channels.lookback import digest
from syndicate.errors import OutcomeUnknown, SettingsError
from syndicate.limits import Link, measure, without_addresses
from syndicate.model import Prepared, Slot
from tests.channels.bench import Bench, posted

Make = Callable[..., Any]
WORDS = "Is een griepprik nodig & vanaf wanneer? <vraag> 💉\n\nWij leggen het uit."


@pytest.fixture
def bench(x_bench: Bench) -> Bench:
    return replace(x_bench, options={"link": "none"})


def prepared(channel: Any, post: Any) -> Prepared:
    made: Prepared = channel.prepare(channel.render(post))
    return made


@pytest.mark.parametrize("pictured", [True, False])
def test_a_post_is_found_by_its_words_alone(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, pictured: bool
) -> None:
    channel, post = make_channel(bench), make_post("x", text=WORDS)
    made = prepared(channel, post if pictured else replace(post, image=None))
    assert channel.find(make_claim(made)) == Absent()
    receipt = channel.send(made)
    assert channel.find(make_claim(made)) == Found(receipt)


def test_other_words_are_not_taken_for_it(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(bench)
    posted(channel, make_post("x", text=WORDS))
    other = prepared(channel, make_post("x", text=WORDS.replace("nodig", "nuttig")))
    assert channel.find(make_claim(other)) == Absent()


def test_a_claim_of_which_nothing_was_prepared_finds_nothing(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel, post = make_channel(bench), make_post("x", text=WORDS)
    posted(channel, post)
    assert channel.find(make_claim(channel.render(post))) == Absent()


def test_a_lost_answer_is_found_and_the_same_words_are_refused_as_a_doubt(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    assert bench.server
    bench.server.fault(path=bench.create, what="reset", when="after")
    channel, post = make_channel(bench), make_post("x", text=WORDS)
    made = prepared(channel, post)
    with pytest.raises(OutcomeUnknown):
        channel.send(made)
    assert isinstance(channel.find(make_claim(made)), Found)
    with pytest.raises(OutcomeUnknown, match="duplicate content"):
        channel.send(prepared(channel, post))
    assert len(bench.seen()) == 1


def test_the_words_have_the_room_that_the_link_took(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel, post = make_channel(bench), make_post("x")
    article = replace(post.article, summary=("woord " * 46).strip() + ".")  # 276 characters
    slot = Slot(article, "x", post.occasion, post.at)
    whole = teaser.compose(slot, channel.limits, network="x", permalink=post.permalink, image=None)
    cut = teaser.compose(
        slot, replace(channel.limits, link=Link.TEXT), network="x", permalink=post.permalink, image=None
    )
    assert post.permalink not in whole.text
    assert measure(whole.text, channel.limits) > 257
    assert len(whole.text) > len(cut.text.partition("\n\n")[0])
    channel.render(whole)


def test_a_person_who_stands_in_gives_out_the_words_too(
    bench: Bench, make_channel: Make, make_opening: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(bench)
    hand = Hand(make_opening(bench), instead_of=channel, reads=True)
    assert hand.settle == channel.settle
    made = prepared(hand, make_post("x", text=WORDS))
    claim = make_claim(made)
    by_hand = replace(claim, data={**claim.data, "by": "hand"})
    assert hand.find(by_hand) == Absent()
    receipt = posted(channel, make_post("x", text=WORDS))
    assert hand.find(by_hand) == Found(receipt)
    assert hand.find(claim) == Found(receipt), "what was sent by its API is looked for there"


def test_the_price_is_of_april_and_an_account_may_say_another(bench: Bench, make_channel: Make) -> None:
    price = make_channel(bench).price
    assert price.of(link=True, described=True) == Decimal("0.205")
    assert price.of(link=False, described=False) == Decimal("0.015")
    assert price.cap is None
    other = make_channel(bench, options={"price": "0.01", "price_link": 0.3, "cap": 60}).price
    assert other.of(link=True, described=False) == Decimal("0.3")
    assert other.of(link=False, described=True) == Decimal("0.015")
    assert other.cap == 60


@pytest.mark.parametrize("name", ["price", "price_link", "cap"])
@pytest.mark.parametrize("amount", ["-1", "1e3", "veel", None, True, float("nan"), [1], "0,20", 10**9])
def test_an_amount_that_is_none_is_a_sentence(
    bench: Bench, make_channel: Make, name: str, amount: object
) -> None:
    with pytest.raises(SettingsError, match=f"{name} must be an amount such as"):
        make_channel(bench, options={name: amount})


def test_options_that_x_does_not_know_are_named(bench: Bench, make_channel: Make) -> None:
    with pytest.raises(SettingsError, match=r"unknown option 'caps'\. Known: link, price, price_link, cap"):
        make_channel(bench, options={"caps": "5"})
    with pytest.raises(SettingsError, match="link must be one of text, none"):
        make_channel(bench, options={"link": ["card"]})


@given(st.text(alphabet="ab é&<\n\u200bn.", max_size=40))
def test_the_digest_minds_no_address_and_no_blank(words: str) -> None:
    assert digest(f"  {words} \nhttps://t.co/0123456789") == digest(words)
    assert digest(words) != digest(words + "z!")


def test_a_bare_domain_is_an_address_too() -> None:
    assert without_addresses("Lees griep.nl of https://a.nl/b, nu") == "Lees  of , nu"
    assert without_addresses("Geen enkel adres. Nu wel") == "Geen enkel adres. Nu wel"
