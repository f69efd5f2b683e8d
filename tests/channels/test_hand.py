"""By hand: the limits of the account's network, where it is written, and what cannot be told of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from syndicate import channels
from syndicate.channels import Absent, Given, Unreadable, x
from syndicate.channels.composers import COMPOSERS, Composer, is_of
from syndicate.channels.hand import LIMITS, Hand, by_hand, networks, place
from syndicate.errors import Rejected, SettingsError, Unavailable
from syndicate.limits import Limits, Link, Unit
from syndicate.model import campaign_token
from tests.channels.bench import Bench

Make = Callable[..., Any]
ON_X = Bench("hand", options={"network": "x"})
TEXT, LINK = "Griep & koorts: wat nu? €5", "https://praktijk.example/griep/?s=0a1b2c3d"


def test_a_card_is_written_within_the_limits_of_its_network_and_bears_its_name(
    make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(ON_X)
    assert (channel.network, channel.limits.unit) == ("x", x.LIMITS.unit)
    assert channel.render(make_post("hand")).network == "x"
    with pytest.raises(Rejected, match="at most 280"):
        channel.render(make_post("hand", text="a" * 281))


def test_a_network_without_a_channel_here_has_limits_that_are_short_enough_for_any(
    make_channel: Make,
) -> None:
    limits = make_channel(Bench("hand", options={"network": "nextdoor"})).limits
    assert limits == LIMITS


def test_an_installed_channel_that_does_not_say_what_it_takes_counts_as_unknown(
    make_channel: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(x, "LIMITS")
    assert make_channel(ON_X).limits == LIMITS


def test_a_person_writes_the_link_in_the_text_and_no_backslashes() -> None:
    taken = Limits(Unit.CODE_POINTS, 3000, link=Link.CARD, escaped="()", image_types=("image/gif",))
    said = by_hand(taken)
    assert (said.link, said.escaped) == (Link.TEXT, "")
    assert set(said.image_types) == {"image/gif", "image/jpeg", "image/png"}
    assert by_hand(replace(taken, link=Link.NONE)).link is Link.NONE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "on which network you post, e.g. {'network': 'linkedin'}"),
        ({"network": "folder"}, "Known: .*linkedin.*mastodon.*x"),
        ({"network": 7}, "on which network"),
        ({"network": "x", "colour": "red"}, "unknown option 'colour'. Known: network, composer"),
        ({"network": "x", "composer": "javascript:1"}, "composer must be the full address"),
        ({"network": "x", "composer": 7}, "composer must be the full address"),
    ],
)
def test_a_wrong_option_says_what_would_be_right(
    make_channel: Make, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        make_channel(Bench("hand", options=options))


def test_one_cannot_post_by_hand_in_a_folder_nor_by_hand_by_hand() -> None:
    assert {"x", "mastodon", "linkedin", "facebook", "instagram"} <= set(networks())
    assert not {"folder", "hand", "webhook"} & set(networks())


def test_a_card_is_handed_over_where_the_site_holds_it_and_nowhere_else(
    make_channel: Make, make_opening: Make, make_post: Make
) -> None:
    channel, post = make_channel(ON_X), make_post("hand")
    ready = channel.prepare(channel.render(post))
    with pytest.raises(Unavailable, match=f"does not hold the card hand/{campaign_token(post.key)}-hand/"):
        channel.send(ready)
    page = make_opening(ON_X).output / place(post.key, "hand") / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("card")
    given = channel.send(ready)
    assert given == channel.send(ready) == Given(ready.refs["card"])
    assert given.address.endswith(place(post.key, "hand"))


def test_who_had_a_card_in_hand_and_said_nothing_did_not_post_it(
    make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(ON_X)
    claim = make_claim(channel.render(make_post("hand")))
    assert isinstance(channel.find(replace(claim, data={**claim.data, "by": "hand"})), Absent)
    assert isinstance(channel.find(claim), Unreadable)


def test_in_place_of_a_network_it_has_its_name_and_limits_and_not_its_options(make_opening: Make) -> None:
    opening = make_opening(Bench("x", options={"of": "x"}))
    other = channels.load(make_opening(Bench("x")))
    channel = Hand(opening, instead_of=other)
    assert (channel.network, channel.account) == ("x", "x")
    assert channel.limits.characters == other.limits.characters


@pytest.mark.parametrize("network", sorted(COMPOSERS))
def test_what_a_networks_page_fills_in_comes_out_of_its_address_whole(network: str) -> None:
    composer = COMPOSERS[network]
    address = composer.address.replace("{server}", "https://social.example")
    opened = replace(composer, address=address).open(TEXT, LINK)
    said = [value for values in parse_qs(urlsplit(opened).query).values() for value in values]
    assert {"text": TEXT in said, "link": LINK in said, "": not said}[composer.fills]
    assert urlsplit(opened).scheme in ("https", "mailto")
    assert composer.source


def test_a_server_is_said_by_the_account_and_without_it_there_is_no_page(make_channel: Make) -> None:
    masto = Bench("hand", options={"network": "mastodon"})
    assert make_channel(masto).composer.open(TEXT, LINK) == ""
    known = make_channel(masto, base_url="https://social.example").composer
    assert known.open("a", LINK) == "https://social.example/share?text=a"
    assert known.hosts == ("social.example",)


def test_an_account_may_have_a_page_of_its_own_to_write_on(make_channel: Make) -> None:
    own = "https://www.linkedin.com/company/7/admin/"
    composer = make_channel(Bench("hand", options={"network": "linkedin", "composer": own})).composer
    assert (composer.open(TEXT, LINK), composer.fills) == (own, "")


def test_of_a_network_that_nobody_knows_there_is_no_page() -> None:
    assert Composer("", (), "none").open(TEXT, LINK) == ""


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://x.com/a/1", True),
        ("https://mobile.twitter.com/a/1", True),
        ("https://notx.com/a/1", False),
        ("https://x.com.evil.example/1", False),
    ],
)
def test_an_address_is_on_a_networks_host_or_below_it(url: str, fine: bool) -> None:
    assert is_of(url, COMPOSERS["x"].hosts) is fine
    assert is_of(url, ())


def test_no_networks_module_is_imported_but_that_of_the_account() -> None:
    code = (
        "import sys; import syndicate.channels.hand as h; h.networks(); h._limits('x')\n"
        "print(*sorted(m for m in sys.modules if m.startswith('syndicate.channels.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "syndicate.channels.x" in done.stdout.split()
    assert "syndicate.channels.mastodon" not in done.stdout.split()
