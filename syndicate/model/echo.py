"""What comes back of our own posts: numbers, and what people said and did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Echo(StrEnum):
    """What somebody did with a post of ours."""

    REPLY = "reply"
    MENTION = "mention"
    LIKE = "like"
    SHARE = "share"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One act of somebody else: `post` is the id of our post ("" for a mention), `at` aware.

    `text`, `author` and `url` are other people's. They are shown to whoever answers, and written nowhere:
    git forgets nothing. `answered` where the network says that we answered it.
    """

    id: str
    kind: Echo
    at: datetime
    post: str = ""
    text: str = ""
    author: str = ""
    url: str = ""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What the network counts of one post until now; None where it does not say."""

    views: int | None = None
    likes: int | None = None
    replies: int | None = None
    shares: int | None = None
    clicks: int | None = None
