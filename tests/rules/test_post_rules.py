"""Post: what the network would refuse, and the author's own words measured beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules_samples import KNOWN, article, post

from syndicate import rules
from syndicate.limits import Limits, Link, Unit
from syndicate.model import Finding, Post, Severity, Teaser

ROOM = Limits(Unit.CODE_POINTS, 500)


def found(composed: Post, limits: Limits = ROOM) -> tuple[Finding, ...]:
    return rules.on_post(composed, limits, known=KNOWN)


def test_a_sound_post_is_left_in_peace() -> None:
    assert found(post()) == ()


def test_a_post_that_is_too_long_says_by_how_much() -> None:
    sound = post()
    length = len(sound.text)
    assert found(sound, replace(ROOM, characters=length)) == ()
    (over,) = found(sound, replace(ROOM, characters=length - 12))
    assert (over.code, over.severity, over.subject, over.line) == (
        "post.too-long",
        Severity.ERROR,
        sound.key,
        10,
    )
    assert over.said.nl == "Dit bericht is 12 tekens te lang voor folder."
    assert over.said.en == "This post is 12 characters too long for folder."


def test_bytes_count_where_the_network_counts_them() -> None:
    sound = post("Één prik?")
    room = len(sound.text.encode())
    assert found(sound, replace(ROOM, bytes=room)) == ()
    (over,) = found(sound, replace(ROOM, bytes=room - 1))
    assert "1 bytes" in over.said.nl


@pytest.mark.parametrize(
    ("link", "changes", "missing"),
    [
        (Link.TEXT, {}, False),
        (Link.TEXT, {"text": "Wanneer?"}, True),
        (Link.TEXT, {"link": ""}, True),
        (Link.CARD, {"text": "Wanneer?"}, False),
        (Link.CARD, {"link": ""}, True),
        (Link.NONE, {"text": "Wanneer?", "link": ""}, False),
    ],
)
def test_a_post_leads_to_its_article_where_the_network_takes_a_link(
    link: Link, changes: dict[str, str], missing: bool
) -> None:
    findings = found(replace(post(), **changes), replace(ROOM, link=link))
    assert [f.code for f in findings] == (["post.no-link"] if missing else [])


def test_a_picture_goes_with_a_description_that_fits() -> None:
    assert [f.code for f in found(replace(post(), alt=" "))] == ["post.image-alt"]
    (over,) = found(replace(post(), alt="a" * 1003))
    assert (over.code, over.line) == ("post.alt-too-long", 8)
    assert "3 tekens" in over.said.nl
    assert found(replace(post(), alt=""), replace(ROOM, alt=0)) == ()
    assert found(replace(post(), alt="", image=None)) == ()


def test_the_author_own_words_are_measured_for_each_account_they_are_meant_for() -> None:
    text = article(
        teasers=(
            Teaser("Bang?"),
            Teaser("a" * 60),
            Teaser("b" * 60, channel="mastodon"),
            Teaser("c" * 60, lang="en"),
        )
    )
    accounts = {
        "mastodon-nl": Limits(Unit.CODE_POINTS, 50, link=Link.CARD),
        "folder": Limits(Unit.CODE_POINTS, 500),
    }
    findings = rules.teaser_lengths(text, accounts, networks={"mastodon-nl": "mastodon"})
    assert [(f.code, f.severity, f.line) for f in findings] == [
        ("tone.network-length", Severity.WARNING, 12),
        ("tone.network-length", Severity.WARNING, 10),
    ]
    assert findings[0].said.nl == "Deze teaser is 10 tekens te lang voor mastodon-nl."
    assert len(rules.teaser_lengths(text, accounts)) == 1


def test_the_author_own_words_leave_room_for_the_link() -> None:
    text = article(teasers=(Teaser("a" * 27),))
    room = Limits(Unit.CODE_POINTS, 50, url=23)
    (found_,) = rules.teaser_lengths(text, {"mastodon": room})
    assert "1 tekens" in found_.said.nl
    assert rules.teaser_lengths(text, {"mastodon": replace(room, link=Link.CARD)}) == ()
