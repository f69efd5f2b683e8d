"""What a post on LinkedIn is made of, and what LinkedIn takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from syndicate.errors import Rejected
from syndicate.limits import FilmLimits, Limits, Link, LinkCard, Shape, Sign, Unit, escape, measure
from syndicate.limits import Look as Drawn
from syndicate.model import Post

HASHTAG = re.compile(r"(?<![\w&/])\\#(?=\w*[^\W\d_])((?:[^\W_]|\\_)+)")  # in escaped words
TITLE, SUMMARY = 399, 4_085  # Posts API, article: less than 400, less than 4,086
LIMITS = Limits(
    unit=Unit.UTF16,
    characters=3_000,
    escaped="|{}@[]()<>#*_~\\",
    link=Link.CARD,
    image_bytes=5_000_000,
    image_types=("image/jpeg", "image/png", "image/gif"),
    alt=4_085,
    film=FilmLimits(
        bytes=500_000_000,
        seconds=1_800,
        alt=0,
        captions=True,
        source="LinkedIn, Videos API: MP4 of 75 KB to 500 MB and of 3 seconds to 30 minutes, SRT "
        "captions, a title; a description of a film is not documented",
    ),
    look=Drawn(
        fold=210,
        fold_lines=3,
        crop=(1.91, 1.0),
        shape=Shape.EDGE,
        signs=(Sign.THUMB, Sign.REPLY, Sign.REPEAT, Sign.SHARE),
        card=LinkCard(("title", "host"), small=True, described=True),
        square=True,
        source="LinkedIn: three lines, some 210 characters, stand before “more”; a picture of 1.91:1 is "
        "shown whole, that of a card small beside its title (from use and the press, not from a document)",
    ),
)


def little(text: str) -> str:
    """Return words as little text: every reserved sign escaped, each #hashtag a hashtag template.

    LinkedIn, "little text format"; a number alone (#1) is no hashtag.
    """
    return HASHTAG.sub(r"{hashtag|\\#|\1}", escape(text, LIMITS.escaped))


def creating(post: Post, author: str, link: Link) -> dict[str, object]:
    """Return the creating call of a post without the picture's URN; raises Rejected for what is too long.

    With `link` CARD the address stands in a card of our own (LinkedIn draws none for a program), else in
    the words, beside the picture.
    """
    words, alt = little(post.text), post.alt if post.image else ""
    spread = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
    create: dict[str, object] = {
        "author": author,
        "commentary": words,
        "visibility": "PUBLIC",
        "distribution": spread,
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    if link is Link.CARD:
        card = {"title": post.title, "description": post.summary, "thumbnailAltText": alt}
        create["content"] = {"article": {"source": post.link, **_filled(card)}}
    elif post.image:
        create["content"] = {"media": _filled({"altText": alt})}
    _refuse_long("text with its hashtags", words, LIMITS.characters)
    _refuse_long("title", post.title, TITLE)
    _refuse_long("summary", post.summary, SUMMARY)
    return create


def _refuse_long(what: str, text: str, room: int) -> None:
    size = measure(text, Limits(Unit.UTF16, room))
    if size > room:
        raise Rejected(f"the {what} counts {size} {Unit.UTF16}, at most {room} go")


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
