"""What every channel's `render` does alike: refuse what the network would refuse, then freeze it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import Rejected, Unavailable
from syndicate.limits import Limits, fits, measure
from syndicate.model import Payload, Picture, Post, campaign_token


def payload(post: Post, limits: Limits, *, network: str, create: Mapping[str, object]) -> Payload:
    """Return the payload of `post`, whose creating call carries `create`.

    Raises Rejected where text, picture or description is beyond `limits`: better said in the
    preview than by the network.
    """
    for refused in _refusals(post, limits):
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
    )


def picture_bytes(picture: Picture, output: Path) -> bytes:
    """Return the bytes of a built picture, exactly those that were shown in the preview.

    Raises Unavailable where the file is gone or another one now: nothing was sent.
    """
    try:
        data = (output / picture.path).read_bytes()
    except OSError as error:
        raise Unavailable(f"{picture.path}: {error.strerror}. Build the site again.") from None
    if hashlib.sha256(data).hexdigest() != picture.sha256:
        raise Unavailable(f"{picture.path} is no longer the picture that was shown. Build the site again.")
    return data


def _refusals(post: Post, limits: Limits) -> list[str]:
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
