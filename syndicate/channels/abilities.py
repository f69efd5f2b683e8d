"""What a channel may also do, beside posting: each is a protocol of its own, asked for with isinstance.

A channel has the method only where its network has the call: what is not there is said in the table of
channels (docs/channels/README.md), never tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from syndicate.model import Figures, Payload, Reaction, Receipt, Words


@dataclass(frozen=True, slots=True)
class Own:
    """One of our own posts as the network shows it: when it was made (aware), its words and addresses."""

    receipt: Receipt
    at: datetime
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an account, and what to do; `stops` where no post can go out like that."""

    what: Words
    mend: Words
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Health:
    """What the network says of an account: its name there, and until when its token lives (None = no end)."""

    whose: str
    expires: datetime | None = None
    troubles: tuple[Trouble, ...] = ()


@runtime_checkable
class Examines(Protocol):
    """The network can be asked how the account stands, at no cost and without posting."""

    def doctor(self) -> Health:
        """Return how the account stands; raises the ChannelErrors, Unauthorized for a dead token."""
        ...


@runtime_checkable
class Learns(Protocol):
    """The network says itself what it takes of this account, which may be less than its settings say."""

    def learn(self) -> tuple[Trouble, ...]:
        """Ask once, and let `limits` be no wider from then on; return what is less than was set.

        Raises the ChannelErrors; `limits` then stay as they are.
        """
        ...


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a network gave in the place of an account's secrets, by name, and how long that lives.

    Raises LookupError where a value is empty, for `Door.judged` to read.
    """

    values: Mapping[str, str] = field(repr=False)
    lives: timedelta | None = None

    def __post_init__(self) -> None:
        if not self.values or not all(self.values.values()):
            raise LookupError("no token")


@runtime_checkable
class Renews(Protocol):
    """The network gives a new token for one that still works, to whoever has that one alone.

    `rotating` names the secrets that a renewal may change; none where this account lacks what it takes. The
    new ones are written down before they are used. A run that dies before that goes on with the old ones: of
    a network where these end at once a person must then make others, which `doctor` says.
    """

    rotating: tuple[str, ...]

    def renew(self) -> Renewed:
        """Ask for a new token; raises the ChannelErrors, and then the old one is used."""
        ...


@runtime_checkable
class Recalls(Protocol):
    """All own posts can be read: of them a lost ledger is rebuilt."""

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts of the account back to `since` (aware), each once, newest first.

        Raises the ChannelErrors, also after some posts where the rest cannot be read now, and
        `lookback.NoFurther` where it never can be.
        """
        ...


@runtime_checkable
class Edits(Protocol):
    """A post that stands can be corrected."""

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put the payload's words in place of the post's and return its receipt, which may be a new one.

        The picture stays. Doing it twice changes nothing more; raises the ChannelErrors.
        """
        ...


@runtime_checkable
class Withdraws(Protocol):
    """A post can be taken away again."""

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post away; one that is gone already is no error. Raises the ChannelErrors."""
        ...


@runtime_checkable
class Measures(Protocol):
    """The network counts."""

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of these posts by receipt id; one that is gone is left out.

        Raises the ChannelErrors.
        """
        ...


@runtime_checkable
class Listens(Protocol):
    """What others say and do can be read."""

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return what is new since `cursor` ("" = the beginning), oldest first, and the next cursor.

        The cursor is a plain text of the channel's own, without anybody's name or words in it. Raises
        the ChannelErrors.
        """
        ...


@runtime_checkable
class Replies(Protocol):
    """What somebody said can be answered; nothing does so by itself."""

    def reply(self, to: str, text: str) -> None:
        """Answer the reaction with the id `to`; a second answer takes the place of the first.

        Everybody will read it. Raises the ChannelErrors, Rejected for a reaction that is not there.
        """
        ...


ABILITIES: Mapping[str, type] = {
    "doctor": Examines,
    "learn": Learns,
    "renew": Renews,
    "recall": Recalls,
    "update": Edits,
    "withdraw": Withdraws,
    "metrics": Measures,
    "reactions": Listens,
    "reply": Replies,
}
"""All of them by the name of their method."""
