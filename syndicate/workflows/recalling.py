"""What the networks still hold of our own posts, as entries of the ledger: by the token in each post's link.

The token is a hash of the key, so every key that the plan can have made is tried. What stands on no
network (approvals, holds, what was adopted or dropped) cannot be rebuilt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from syndicate.channels.abilities import Own, Recalls
from syndicate.channels.lookback import NoFurther
from syndicate.errors import ChannelError, Exit, RateLimited, SettingsError, Unauthorized, Unavailable
from syndicate.model import Article, Entry, EntryKind, Kind, Occasion, campaign_token, post_key
from syndicate.plan import occasions
from syndicate.workflows.way import Way, origin

LINKED = re.compile(r"([^\s\"'<>]*)[?&;]s=([0-9a-f]{8})(?![0-9A-Za-z])")
# an article may have been shared before the day that it bears now
EARLIER = timedelta(days=366)


class Unread(ChannelError):
    """An account cannot be read now, so nothing is written of it: try again."""

    exit = Exit.SOME_FAILED


@dataclass(frozen=True, slots=True)
class Share:
    """One post of ours that was found again: of which article, why then, and when."""

    article: Article
    occasion: Occasion
    own: Own


@dataclass(slots=True)
class Recalled:
    """What one account holds: oldest first; `strangers` are addresses of posts of nothing that is known here.

    `unread` says why the rest can never be read, "" where all was.
    """

    account: str
    shares: list[Share] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    unread: str = ""

    @property
    def announced(self) -> datetime | None:
        """Return the date of the newest article that was announced: the older ones had their turn."""
        dates = (s.article.date for s in self.shares if s.occasion.kind is Kind.NEW)
        return max((date for date in dates if date), default=None)


def recall(way: Way, account: str) -> Recalled:
    """Read all own posts of an account, newest first, and return them oldest first.

    Raises Unread where the network is down, asks to wait or refuses the token: it may be read later.
    """
    found, channel = Recalled(account), way.channels[account]
    if not isinstance(channel, Recalls):
        found.unread = f"the channel {channel.network} cannot read its own posts"
        return found
    posts: list[Own] = []
    try:
        for own in channel.recall(_since(way)):
            posts.append(own)  # of a reading that breaks off, what came before it counts
    except (RateLimited, Unauthorized, Unavailable) as error:
        why = way.door.redact(str(error)).rstrip(".")
        if not isinstance(error, NoFurther):
            raise Unread(
                f"{account} cannot be read now: {why}. Nothing was written of it; try again"
            ) from None
        found.unread = why
    except (ChannelError, SettingsError) as error:
        found.unread = way.door.redact(str(error)).rstrip(".")
    except Exception as error:
        found.unread = f"{type(error).__name__} while reading the own posts"
    site = _bare(way.settings.siteurl)
    known = _known(way, account, {token for own in posts for token in _tokens(own, site)})
    seen: dict[str, Share] = {}
    for own in posts:
        shares = [Share(*known[token], own) for token in sorted(_tokens(own, site) & known.keys())]
        seen |= {post_key(s.article.uid, s.article.lang, account, str(s.occasion)): s for s in shares}
        if not shares and any(LINKED.search(words) for words in own.words):
            found.strangers.append(own.receipt.url)
    found.shares = sorted(seen.values(), key=lambda share: share.own.at)
    return found


def entries(way: Way, found: Recalled, adopted: Sequence[Article]) -> Iterator[Entry]:
    """Yield what counts as announced, then claim and proof of each share with its own time.

    An adopted article that came round again was announced before that.
    """
    first: dict[str, datetime] = {}
    for share in found.shares:
        first.setdefault(share.article.ref, share.own.at)
    turns = Counter(article.ref for article in adopted)
    for article in adopted:
        at = min(first.get(article.ref, way.moment()), way.moment())
        key, named = _named(way, article, found.account, str(Kind.NEW))
        yield Entry(EntryKind.ADOPTED, at, key, way.run, 0, named)
    for share in found.shares:
        at, ref = min(share.own.at.astimezone(UTC), way.moment()), share.article.ref
        key, named = _named(way, share.article, found.account, str(share.occasion))
        said = {"lease": at.isoformat(), "body": "", "marker": campaign_token(key)}
        said |= {"created_at": at.isoformat(), "variant": str(turns[ref])}
        turns[ref] += 1
        yield Entry(EntryKind.CLAIM, at, key, way.run, 1, {**named, **said})
        receipt = share.own.receipt
        yield Entry(EntryKind.FOUND, at, key, way.run, 1, {"id": receipt.id, "url": receipt.url})


def _named(way: Way, article: Article, account: str, occasion: str) -> tuple[str, Mapping[str, str]]:
    data = {"uid": article.uid, "lang": article.lang, "account": account, "occasion": occasion}
    return post_key(*data.values()), {**data, **origin(way, article)}


def _since(way: Way) -> datetime:
    dates = (article.date for article in way.content.articles if article.date)
    return min([*dates, way.now]).astimezone(UTC) - EARLIER


def _known(way: Way, account: str, tokens: Collection[str]) -> Mapping[str, tuple[Article, Occasion]]:
    """Return what each of `tokens` stands for; of two keys with one token the likelier is taken."""
    found: dict[str, tuple[Article, Occasion]] = {}
    for occasion in occasions(way.content.calendar, _since(way).year, way.now.year + 1):
        if len(found) == len(tokens):
            break
        for article in way.content.articles:
            token = campaign_token(post_key(article.uid, article.lang, account, str(occasion)))
            if token in tokens:
                found.setdefault(token, (article, occasion))
    return found


def _tokens(own: Own, site: str) -> set[str]:
    """Return the tokens in links below the site, or in words that are nothing but the end of a link."""
    found = set()
    for words in own.words:
        for said in LINKED.finditer(words):
            place = _bare(said[1])
            if f"{place}/".startswith(f"{site}/") or (not said[1] and said.start() == 0):
                found.add(said[2])
    return found


def _bare(address: str) -> str:
    """Return an address without its scheme and `www.`, which may have changed since."""
    return address.rpartition("://")[2].lower().removeprefix("www.")
