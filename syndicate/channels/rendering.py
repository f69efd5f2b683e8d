"""What every channel's `render` does alike: refuse what the network would refuse, then freeze it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from syndicate.errors import ChannelError, Rejected, Unavailable
from syndicate.limits import Limits, fits, measure
from syndicate.model import Film, Payload, Picture, Post, Prepared, campaign_token

LOOKS = 60
"""At what a network is at work on; two seconds apart they stay well below a lease."""


def payload(post: Post, limits: Limits, *, network: str, create: Mapping[str, object]) -> Payload:
    """Return the payload of `post`, whose creating call carries `create`.

    Raises Rejected where text, picture or description is beyond `limits`: better said in the
    preview than by the network.
    """
    for refused in refusals(post, limits):
        raise Rejected(refused)
    return Payload(
        network=network,
        account=post.account,
        key=post.key,
        text=post.text,
        body=json.dumps(create, ensure_ascii=False, sort_keys=True),
        lang=post.lang,
        marker=campaign_token(post.key),
        created_at=post.at,
        link=post.link,
        title=post.title,
        summary=post.summary,
        image=post.image,
        alt=post.alt if post.image else "",
        film=post.film,
    )


def uploaded(
    payload: Payload,
    picture: Callable[[Picture], Mapping[str, str]],
    film: Callable[[Film], Mapping[str, str]],
    **beside: str,
) -> Prepared:
    """Return what `film` or `picture` made of the payload's film or picture by uploading it, and `beside`.

    A film that the network refuses, or is too long at work on (`Rejected`), gives its place to the picture:
    a post need not wait for what makes it finer. All other errors are the run's, which comes again.
    """
    told = ""
    if payload.film:
        try:
            return Prepared(payload, {**film(payload.film), **beside})
        except Rejected as error:
            told = f"{error} It goes out with its picture in place of the film."
    return Prepared(payload, {**(picture(payload.image) if payload.image else {}), **beside}, told)


def processed(done: Callable[[], bool], pause: float, busy: ChannelError) -> None:
    """Wait until the network is `done` with an upload; raises `busy` after 60 looks, `pause` seconds apart.

    Where the network gave up, `done` itself raises what came of it.
    """
    for _ in range(LOOKS):
        if done():
            return
        time.sleep(pause)
    raise busy


def spoken(lang: str) -> tuple[str, str]:
    """Return language and country for networks that want both: "nl" is ("nl", "NL").

    Without a country in `lang` it is where most people speak it (Unicode's likely subtags), if anywhere.
    """
    from babel.core import get_global

    language, *more = lang.split("-")
    likely = get_global("likely_subtags").get(language, language).split("_")
    country = next((part for part in (*more[::-1], *likely[::-1]) if len(part) == 2), language)
    return language, country.upper()


def picture_bytes(picture: Picture | Film, output: Path) -> bytes:
    """Return the bytes of a built picture or film, exactly those that were shown in the preview.

    Raises Unavailable where the file is gone or another one now: nothing was sent.
    """
    try:
        data = (output / picture.path).read_bytes()
    except OSError as error:
        raise Unavailable(f"{picture.path}: {error.strerror}. Build the site again.") from None
    if hashlib.sha256(data).hexdigest() != picture.sha256:
        raise Unavailable(f"{picture.path} is no longer the file that was shown. Build the site again.")
    return data


def refusals(post: Post | Payload, limits: Limits) -> list[str]:
    """Return why a post is beyond `limits`: in its text, its picture or its description."""
    refused = []
    if not post.text.strip():
        refused.append("the post has no text")
    if not fits(post.text, limits):
        refused.append(_too_long(post.text, limits))
    if post.image:
        refused += _picture_refusals(post.image, limits)
        if len(post.alt) > limits.alt:
            refused.append(
                f"the picture's description has {len(post.alt)} characters, at most {limits.alt} go"
            )
    return refused


def _too_long(text: str, limits: Limits) -> str:
    size = len(text.encode())
    if limits.bytes and size > limits.bytes:
        return f"the text takes {size} bytes, at most {limits.bytes} go"
    return f"the text counts {measure(text, limits)} {limits.unit}, at most {limits.characters} go"


def _picture_refusals(picture: Picture, limits: Limits) -> list[str]:
    if picture.type not in limits.image_types:
        return [f"a picture of type {picture.type} is not taken, only {', '.join(limits.image_types)}"]
    if picture.bytes > limits.image_bytes:
        return [f"the picture is {picture.bytes} bytes, at most {limits.image_bytes} go"]
    return []
