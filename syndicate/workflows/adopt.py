"""adopt: tell the ledger what was announced before it existed, so that no back catalogue bursts out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate.model import Entry, EntryKind, Kind, Status, post_key
from syndicate.workflows.way import Tell, entry, known_accounts, open_way, silent


def adopt(
    root: Path, *, nothing: bool = False, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """Mark every published article as announced on each new account; `nothing` marks the account only.

    An account that the ledger knows already is left alone, so it may be repeated. An adopted article
    counts as shared at the moment of adoption: it comes again as evergreen after its gap.
    """
    way = open_way(root, tell=tell, environ=environ)
    known = known_accounts(way)
    made = []
    for account in way.settings.accounts:
        if account.embedded or account.name in known:
            continue
        for article in () if nothing else way.content.articles:
            past = article.status is Status.PUBLISHED and article.date is not None and article.date <= way.now
            # every language, also those that the account does not take today: it may take them later
            if past:
                key = post_key(article.uid, article.lang, account.name, Kind.NEW)
                data = {
                    "uid": article.uid,
                    "lang": article.lang,
                    "account": account.name,
                    "occasion": str(Kind.NEW),
                }
                made.append(entry(way, EntryKind.ADOPTED, key, data=data))
        # last: an adoption that was cut off halfway is begun again
        made.append(entry(way, EntryKind.ADOPTED, data={"account": account.name}))
    for line in made:
        way.ledger.append(line)
    return tuple(made)
