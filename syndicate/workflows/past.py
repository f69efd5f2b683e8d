"""What was shared before: as the ledger holds it, and of a blog all that was there before us."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from syndicate.model import Article, Entry, EntryKind, Kind, Posted, Status, unread
from syndicate.workflows import recalling
from syndicate.workflows.recalling import Recalled, Unread
from syndicate.workflows.way import Way, approvals, entry, known_accounts, skipped


def past(way: Way) -> tuple[Posted, ...]:
    """Return what was shared, as the plan asks for it; what a person skipped counts as shared.

    On an account of a blog that has no past yet, all that is on the site counts as announced: the first
    `publish` writes that down (`take_up_blog`), and what looks ahead of it sees the same.
    """
    old = (
        Posted(a.uid, a.lang, name, str(Kind.NEW), way.now, adopted=True)
        for name in unknown(way)
        for a in catalogue(way)
    )
    return (*way.ledger.posted(), *skipped(way), *old)


def unknown(way: Way) -> tuple[str, ...]:
    """Return the accounts of a blog that need no network and have no past in the ledger yet."""
    known = known_accounts(way) if way.settings.blog else ()
    return tuple(
        a.name for a in way.settings.accounts if way.settings.blog and a.embedded and a.name not in known
    )


def catalogue(way: Way) -> tuple[Article, ...]:
    """Return the articles that are on the site already: published, and of no coming day.

    What nobody was led to yet is left out, so that it is announced once it has been read.
    """
    content, conf = way.content, way.settings
    waiting = unread(
        content.articles,
        approvals(way),
        content.people,
        language=conf.site_language,
        today=way.today,
        zone=ZoneInfo(conf.timezone),
    )
    return tuple(
        a
        for a in way.content.articles
        if a.status is Status.PUBLISHED and a.date is not None and a.date <= way.now
        if a.ref not in waiting
    )


def take_up(
    way: Way, account: str, articles: Sequence[Article], *, nothing: bool = False
) -> tuple[Entry, ...]:
    """Write which posts of ours an account without a past holds, and that the other articles were announced.

    Raises Unread where the account cannot be read now; then nothing was written. With `nothing` a person says
    that there is nothing to read, which is believed where it cannot be looked up.
    """
    # every language, also those that the account does not take today: it may take them later
    try:
        found = recalling.recall(way, account)
    except Unread:
        if not nothing:
            raise
        way.tell(f"{account} cannot be read now: it counts that you say that nothing was announced there")
        found = Recalled(account)
    adopted = () if nothing else unannounced(found, articles)
    written = way.ledger.restore((*recalling.entries(way, found, adopted), whole(way, account)), way.moment())
    tell_of(way, found, written)
    return written


def whole(way: Way, account: str) -> Entry:
    """Return the line that says that an account was adopted: the last one, or all of it is read again."""
    return entry(way, EntryKind.ADOPTED, data={"account": account})


def unannounced(found: Recalled, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of which no announcement was found."""
    had = {share.article.ref for share in found.shares if share.occasion.kind is Kind.NEW}
    return tuple(a for a in articles if a.ref not in had)


def left_over(found: Recalled, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return those that count as announced in a repair although no announcement was found.

    Of an account that was read whole, what is no older than all that was announced waits for its turn.
    """
    newest = None if found.unread else found.announced
    return tuple(
        a for a in unannounced(found, articles) if newest is None or a.date is None or a.date < newest
    )


def tell_of(way: Way, found: Recalled, written: Sequence[Entry]) -> None:
    """Tell what was found of an account, by what was written of it."""
    posts = sum(e.kind is EntryKind.FOUND for e in written)
    left = sum(e.kind is EntryKind.ADOPTED and bool(e.key) for e in written)
    if posts:
        way.tell(f"{found.account}: {posts} posts read back from the network")
    if found.unread and left:
        way.tell(
            f"{found.account} cannot be read whole: {found.unread}. What it does not show counts as announced"
        )
    if left:
        way.tell(f"{found.account}: {left} articles of which no announcement was found count as announced")
    if found.strangers:
        shown = " ".join(found.strangers)
        way.tell(f"{found.account}: posts of no article and occasion that is known here: {shown}")


def take_up_blog(way: Way) -> None:
    """Write that a blog's folder announced what is on the site already, the first time; say so.

    Where the folder cannot be read now, that counts all the same (`past`), and is written the next time.
    """
    for name in unknown(way):
        try:
            count = sum(1 for line in take_up(way, name, catalogue(way)) if line.key)
        except Unread as why:
            way.tell(str(why))
            continue
        way.tell(
            f"first run on {name}: the {count} articles that are on the site already count as announced, and "
            "what comes from now on is posted"
        )
