"""What was shared before: as the ledger holds it, and of a blog all that was there before us."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from syndicate.model import Article, Entry, EntryKind, Kind, Posted, Status, post_key, unread
from syndicate.workflows.way import Way, approvals, entry, known_accounts, origin


def past(way: Way) -> tuple[Posted, ...]:
    """Return what was shared, as the plan asks for it.

    On an account of a blog that has no past yet, all that is on the site counts as announced: the first
    `publish` writes that down (`take_up_blog`), and what looks ahead of it sees the same.
    """
    old = (
        Posted(a.uid, a.lang, name, str(Kind.NEW), way.now, adopted=True)
        for name in unknown(way)
        for a in catalogue(way)
    )
    return (*way.ledger.posted(), *old)


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


def take_up(way: Way, account: str, *, nothing: bool = False) -> Iterator[Entry]:
    """Write that a new account announced all that is on the site, and yield what was written."""
    # every language, also those that the account does not take today: it may take them later
    for article in () if nothing else catalogue(way):
        key = post_key(article.uid, article.lang, account, Kind.NEW)
        data = {"uid": article.uid, "lang": article.lang, "account": account, "occasion": str(Kind.NEW)}
        line = entry(way, EntryKind.ADOPTED, key, data={**data, **origin(way, article)})
        way.ledger.append(line)
        yield line
    # last: an adoption that was cut off halfway is begun again
    whole = entry(way, EntryKind.ADOPTED, data={"account": account})
    way.ledger.append(whole)
    yield whole


def take_up_blog(way: Way) -> None:
    """Write that a blog's folder announced what is on the site already, the first time; say so."""
    for name in unknown(way):
        count = sum(1 for line in take_up(way, name) if line.key)
        way.tell(
            f"first run on {name}: the {count} articles that are on the site already count as announced, and "
            "what comes from now on is posted"
        )
