"""Slot + words + picture -> Post, within the limits of its network."""

from __future__ import annotations

from syndicate.limits import Limits, Link, Unit, fits
from syndicate.model import Picture, Post, Slot, campaign_token
from syndicate.teaser.choosing import variants
from syndicate.teaser.cutting import cut_at_word, shorten


def compose(slot: Slot, limits: Limits, *, network: str, permalink: str, image: Picture | None) -> Post:
    """Return the post that fills `slot`; its text is within `limits` as long as the link alone is.

    The words are the `slot.variant`-th, in rotation, of the variants that fit whole, so that none
    comes twice in a row; where none fits, the next one is cut after a sentence, else after a word
    with "…". Where the link stands in the text it follows a blank line and is never cut: it may
    stand alone. The alt text is cut after a word at `limits.alt` UTF-16 units, the widest count.
    """
    link = _with_token(permalink, campaign_token(slot.key))
    picture = image if limits.image_bytes else None
    described = Limits(Unit.UTF16, limits.alt)
    return Post(
        key=slot.key,
        article=slot.article,
        account=slot.account,
        occasion=slot.occasion,
        at=slot.at,
        text=_text(slot, limits, network, link),
        link=link,
        permalink=permalink,
        lang=slot.article.lang,
        title=slot.article.title,
        summary=slot.article.summary,
        image=picture,
        alt=cut_at_word(picture.alt, lambda alt: fits(alt, described)) if picture else "",
        variant=slot.variant,
    )


def _text(slot: Slot, limits: Limits, network: str, link: str) -> str:
    def arranged(words: str) -> str:
        if limits.link is not Link.TEXT:
            return words
        return f"{words}\n\n{link}" if words else link

    def fitting(words: str) -> bool:
        return fits(arranged(words), limits)

    choices = variants(slot.article, slot.account, network)
    whole = [words for words in choices if fitting(words)]
    turn = whole or choices
    return arranged(shorten(turn[slot.variant % len(turn)], fitting))


def _with_token(permalink: str, token: str) -> str:
    """Add `s=token` to the query, before a fragment."""
    address, mark, fragment = permalink.partition("#")
    return f"{address}{'&' if '?' in address else '?'}s={token}{mark}{fragment}"
