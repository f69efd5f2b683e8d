"""Slot + words + picture -> Post, within the limits of its network."""

from __future__ import annotations

from dataclasses import replace

from syndicate.limits import Limits, Link, Unit, fits
from syndicate.model import Film, Picture, Post, Slot, campaign_token
from syndicate.teaser.choosing import variants
from syndicate.teaser.cutting import cut_at_word, shorten


def compose(slot: Slot, limits: Limits, *, network: str, permalink: str, image: Picture | None) -> Post:
    """Return the post that fills `slot`; its text is within `limits` as long as the link alone is.

    The words are the `slot.variant`-th, in rotation, of the variants that fit whole, so that none
    comes twice in a row; where none fits, the next one is cut after a sentence, else after a word
    with "…". Where the link stands in the text it follows a blank line and is never cut: it may
    stand alone. The alt text is cut after a word at `limits.alt` UTF-16 units, the widest count. The film
    goes along where the network takes it; where its captions cannot, their words end its description.
    """
    link = _with_token(permalink, campaign_token(slot.key))
    picture = image if limits.image_bytes else None
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
        alt=_described(picture.alt, limits.alt) if picture else "",
        variant=slot.variant,
        film=_film(slot, limits),
    )


def _film(slot: Slot, limits: Limits) -> Film | None:
    film = slot.article.film
    if film is None or limits.film is None or not limits.film.take(film):
        return None
    alt = film.alt if limits.film.captions else f"{film.alt}\n\n{film.words}"
    return replace(film, alt=_described(alt, limits.film.alt))


def _described(alt: str, most: int) -> str:
    described = Limits(Unit.UTF16, most)
    return cut_at_word(alt, lambda text: fits(text, described))


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
