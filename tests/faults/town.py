"""A town of played networks and one clock, in which calls are overtaken, slow, broken off or the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from syndicate.channels import Absent, Found, Look, Unreadable
from syndicate.channels.lookback import carries
from syndicate.errors import LedgerError, OutcomeUnknown, RateLimited, Rejected, Unavailable
from syndicate.ledger.book import Book
from syndicate.model import Entry, Payload, Prepared, Receipt, campaign_token
from syndicate.workflows.outlook import Coming
from syndicate.workflows.way import Way

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
SETTLE, LAG, KEPT = 10.0, timedelta(seconds=8), timedelta(hours=1)
AT_MEMORY = (
    "dies",
    "another runs",
    "is paused",
    "is slow",
    "is very slow",
    "fails before",
    "fails after",
    "a hold",
    "an edit",
)
AT_NETWORK = ("dies", "lost before", "lost after", "refused", "rejected", "busy", "unreadable")
# what goes wrong, each at the how-manieth call that it can go wrong with
PLANS = st.dictionaries(
    st.sampled_from(sorted({*AT_MEMORY, *AT_NETWORK})), st.integers(0, 3), min_size=1, max_size=4
)


class Died(BaseException):
    """A runner that is no more."""


@dataclass
class Stream:
    """What one account's network holds: (payload, since when its reads show it)."""

    keyed: bool
    posts: list[tuple[Payload, datetime]] = field(default_factory=list)


@dataclass
class Town:
    """Clock, networks, and what is to go wrong at which call of the runner that runs now."""

    now: datetime = START
    streams: dict[str, Stream] = field(default_factory=lambda: {"a": Stream(False), "b": Stream(True)})
    plans: list[dict[str, int]] = field(default_factory=list)
    overtaken: Callable[[], None] = lambda: None
    held: Callable[[], None] = lambda: None
    edited: Callable[[], None] = lambda: None

    def next(self, known: Sequence[str]) -> str:
        """Return what goes wrong with this call, of what can."""
        plan = self.plans[-1] if self.plans else {}
        for what in [one for one in plan if one in known]:
            plan[what] -= 1
            if plan[what] < 0:
                del plan[what]
                return what
        return ""

    def before(self) -> str:
        """Let happen what may happen before a call to the memory; return what must happen to itself."""
        what = self.next(AT_MEMORY)
        if what == "dies":
            raise Died
        if what == "is paused":
            self.now += timedelta(minutes=50)
        if what in ("another runs", "is paused"):
            self.overtaken()
        elif what in ("is slow", "is very slow"):
            self.now += timedelta(minutes=20 if what == "is slow" else 50)
        elif what == "a hold":
            self.held()
        elif what == "an edit":
            self.edited()
        return what


class Shaky:
    """A ledger whose calls may be overtaken, fail, or be the last of their runner."""

    def __init__(self, ledger: Book, town: Town) -> None:
        self._ledger, self._town = ledger, town

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def claim(self, claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        return self._written(lambda: self._ledger.claim(claims, now))

    def append(self, entry: Entry) -> None:
        self._written(lambda: self._ledger.append(entry))

    def _written(self, write: Callable[[], Any]) -> Any:
        what = self._town.before()
        if what == "fails before":
            raise LedgerError("it cannot be written")
        done = write()
        if what == "fails after":
            raise LedgerError("nobody knows whether it was written")
        if self._town.next(("dies",)):
            raise Died
        return done


class Played:
    """One account on a played network."""

    network, languages, needs, settle = "played", ("nl",), (), SETTLE

    def __init__(self, account: str, town: Town) -> None:
        self.account, self._town, self._stream = account, town, town.streams[account]

    def prepare(self, payload: Payload) -> Prepared:
        what = self._town.next(("dies", "busy"))
        if what:
            raise Died if what == "dies" else Unavailable("busy")
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        what = self._town.next(AT_NETWORK)
        refusals: Mapping[str, Exception] = {
            "lost before": OutcomeUnknown("lost"),
            "refused": Unavailable("away"),
            "rejected": Rejected("no such words"),
            "busy": RateLimited("later", self._town.now + timedelta(minutes=15)),
        }
        if what in refusals:
            raise refusals[what]
        post = self._post(prepared.payload)
        if what == "lost after":
            raise OutcomeUnknown("lost")
        if what == "dies":
            raise Died
        return post

    def _post(self, payload: Payload) -> Receipt:
        now = self._town.now
        for old, seen in self._stream.posts:
            if self._stream.keyed and old.key == payload.key and now - seen < KEPT:
                return Receipt(old.marker, "https://network.example/1")
        self._stream.posts.append((payload, now + LAG))
        return Receipt(payload.marker, "https://network.example/1")

    def find(self, claim: Entry) -> Look:
        if self._town.next(("unreadable",)):
            return Unreadable("away")
        for post, seen in self._stream.posts:
            if seen <= self._town.now and carries(claim, post.text):
                return Found(Receipt(post.marker, "https://network.example/1"))
        return Absent()


class Timed(Way):
    """A way whose moment is the town's."""

    __slots__ = ()

    def moment(self) -> datetime:
        return TOWN[0].now


TOWN = [Town()]


def another(coming: Coming, number: int) -> Coming:
    """Return the same post of another article."""
    article = replace(coming.post.article, uid=f"{coming.post.article.uid}-{number}")
    slot = replace(coming.slot, article=article)
    token = campaign_token(slot.key)
    payload = replace(coming.payload, key=slot.key, marker=token, text=f"https://praktijk.example/?s={token}")
    return replace(
        coming, slot=slot, post=replace(coming.post, article=article, key=slot.key), payload=payload
    )
