"""What a run reads in the ledger: holds, approvals, our own posts, and whom it knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from syndicate.content import Content
from syndicate.errors import Held, LedgerError, SettingsError
from syndicate.ledger import Ledger, published, reading
from syndicate.ledger.book import Book
from syndicate.model import Approval, Entry, EntryKind, Lane, Payload, Posted, Role, same, wrote
from syndicate.rules import Second
from syndicate.workflows.way.run import Way

POST = "post:"
Signed = tuple[str, Approval]


def holds(way: Way) -> Mapping[str, Entry]:
    """Return the holds that stand at this very moment, by scope."""
    now = way.moment()
    return {scope: e for scope, e in _asked(way).items() if "until" not in e.data or _until(e) > now}


def skipped(way: Way) -> tuple[Posted, ...]:
    """Return what a person said no to, as shared: its turn is over, and it takes no room under a cap."""
    found = [(scope, e) for scope, e in _asked(way).items() if "until" not in e.data]
    return tuple(
        Posted(uid, lang, account, occasion, e.at, adopted=True)
        for scope, e in found
        if scope.startswith(POST)
        for uid, lang, account, occasion in [scope.removeprefix(POST).split("/", 3)]
    )


def lanes(way: Way) -> tuple[Lane, ...]:
    """Return every account as the plan sees it, with what a person put off until when."""
    later: dict[str, dict[str, datetime]] = {}
    for scope, e in _asked(way).items():
        if scope.startswith(POST) and "until" in e.data:
            uid, lang, account, _ = scope.removeprefix(POST).split("/", 3)
            later.setdefault(account, {})[f"{uid}/{lang}"] = _until(e)
    return tuple(replace(a.lane, later=later.get(a.name, {})) for a in way.settings.accounts)


def allowed(way: Way) -> Mapping[str, frozenset[str]]:
    """Return by key the signs of what somebody said yes to: each of one post as it then was."""
    found: dict[str, frozenset[str]] = {}
    for entry in way.ledger.only(EntryKind.APPROVAL):
        if entry.key.count("/") > 1:  # that of a text has but uid and language
            found[entry.key] = found.get(entry.key, frozenset()) | {entry.data["hash"]}
    return found


def unsaid(way: Way, payloads: Iterable[Payload]) -> frozenset[str]:
    """Return the keys of the posts that wait for a yes to exactly what they are now.

    None where silence means go (SYNDICATE_SILENCE).
    """
    if not way.settings.asks:
        return frozenset()
    said = allowed(way)
    return frozenset(p.key for p in payloads if p.sign not in said.get(p.key, ()))


def unasked(way: Way, keys: Iterable[str]) -> frozenset[str]:
    """Return those of these keys to which nobody ever said yes; none where silence means go."""
    return frozenset(keys) - allowed(way).keys() if way.settings.asks else frozenset()


def agreed(way: Way, found: Iterable[Lane]) -> tuple[Lane, ...]:
    """Return accounts on which only that goes out to which somebody said yes; any where silence means go."""
    only = frozenset(allowed(way)) if way.settings.asks else None
    return tuple(replace(lane, only=only) for lane in found)


def _asked(way: Way) -> Mapping[str, Entry]:
    return reading.holds(way.ledger.only(EntryKind.HOLD, EntryKind.RELEASE))


def _until(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.data["until"])


def refuse_hold(way: Way) -> None:
    """Raise Held where a person holds all posting."""
    hold = holds(way).get("all")
    if hold:
        raise Held(
            f"posting is held by {hold.data.get('person', '?')} since {hold.at:%Y-%m-%d %H:%M} UTC: "
            f"{hold.data.get('reason', '').rstrip('. ')}. `invoke release` lets it go on."
        )


def approvals(way: Way) -> Mapping[str, tuple[Approval, ...]]:
    """Return the approvals of the ledger by article (uid/lang)."""
    found: dict[str, tuple[Approval, ...]] = {}
    for ref, approval in reading.approvals(way.ledger.only(EntryKind.APPROVAL)):
        found[ref] = (*found.get(ref, ()), approval)
    return found


def syndication(way: Way) -> Mapping[str, tuple[str, ...]]:
    """Return the public addresses of our own posts by article, for u-syndication links."""
    latest: dict[str, str] = {}  # of two addresses of one post a person mended the first
    for entry in way.ledger.only(EntryKind.SENT, EntryKind.FOUND):
        if entry.data.get("url", "").startswith("http"):
            latest[entry.key] = entry.data["url"]
    found: dict[str, set[str]] = {}
    for key, url in latest.items():
        uid, lang, *_ = key.split("/")
        found.setdefault(f"{uid}/{lang}", set()).add(url)
    return {ref: tuple(sorted(urls)) for ref, urls in found.items()}


def addresses(way: Way) -> Mapping[str, str]:
    """Return every address that was ever live (below the site's own), with the article that stood there.

    Of a blog none: its addresses are its own affair, but for those of what it shared.
    """
    if way.settings.blog:
        return {}
    return published.addresses(way.ledger.only(EntryKind.ADDRESSES), way.settings.siteurl)


def files(store: Ledger) -> Mapping[str, str]:
    """Return the uid of each file of a blog that the ledger knows: a new slug makes no new article."""
    return {
        e.data["file"]: e.data["uid"]
        for e in store.only(EntryKind.CLAIM, EntryKind.ADOPTED)
        if "file" in e.data
    }


def known_accounts(way: Way) -> frozenset[str]:
    """Return the accounts that have a past in the ledger: they posted, tried to, or were adopted whole."""
    found = {p.account for p in way.ledger.posted() if not p.adopted}
    if all(account.name in found for account in way.settings.accounts):
        return frozenset(found)
    entries = way.ledger.only(EntryKind.CLAIM, EntryKind.ADOPTED)
    return frozenset(found | {e.data["account"] for e in entries if e.kind is EntryKind.CLAIM or not e.key})


def said_yes(store: Ledger) -> tuple[Signed, ...]:
    """Return every approval with its article (uid/lang), oldest first.

    None where the ledger cannot be read: whoever needs it says so, and a hold must be possible then, too.
    """
    try:
        return reading.approvals(store.only(EntryKind.APPROVAL))
    except (LedgerError, SettingsError):
        return ()


def let_pass(signed: Iterable[Signed], read: Content) -> frozenset[Second]:
    """Return the hashes of all names that somebody, who is still in people.toml, let pass, with their ids.

    Not what somebody let pass in an article that now has them for a writer.
    """
    people, articles = read.people, {article.ref: article for article in read.articles}
    passed = (
        (frozenset(p.id for p in people.values() if same(p, people[a.person])), a.names)
        for ref, a in signed
        if a.role is Role.SECRECY and a.person in people
        if ref not in articles or not wrote(people[a.person], articles[ref])
    )
    return frozenset((ids, name) for ids, names in passed for name in names)


def in_sight(way: Way) -> tuple[Way, bool]:
    """Return the way, and whether its memory can be read; one that is elsewhere and cannot, shows nothing.

    For who only looks: a runner's job without a token, a laptop on a train, a practice that is not in git
    yet. Raises LedgerError where the memory is on this machine.
    """
    try:
        next(iter(way.ledger.only(EntryKind.APPROVAL)), None)
    except (LedgerError, SettingsError) as error:
        if way.settings.ledger.startswith(("file:", "sqlite:")):
            raise
        way.tell(f"{error} So it is not known here what was approved, held or posted.")
        return replace(way, ledger=Book(Unseen())), False
    return way, True


class Unseen:
    """A store that cannot be seen: it shows nothing and takes nothing."""

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:  # noqa: ARG002 - as every store
        """Show nothing."""
        return iter(())

    def write(self, choose: Callable[[Iterator[Entry]], Sequence[Entry]]) -> Sequence[Entry]:  # noqa: ARG002 - as every store
        """Raise LedgerError."""
        raise LedgerError("the ledger could not be read, so nothing is written to it either.")
