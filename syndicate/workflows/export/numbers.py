"""The ledger's entries -> what was posted where and when: as a table, and by article. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC
from typing import Any

from syndicate.model import Entry, EntryKind


@dataclass(frozen=True, slots=True)
class Row:
    """One post of ours: its article, account and occasion, when it was posted (UTC), and where it stands.

    `posted_at` of a post that was found again is when it was found; `title` is "" of an article that is gone.
    """

    article: str
    language: str
    title: str
    account: str
    occasion: str
    posted_at: str
    address: str


def rows(entries: Iterable[Entry], titles: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row for each key that was posted, in the order of the entries; `titles` by uid/lang."""
    found: dict[str, Row] = {}
    for entry in entries:
        if entry.kind in (EntryKind.SENT, EntryKind.FOUND) and entry.key not in found:
            uid, lang, account, occasion = entry.key.split("/", 3)
            at = entry.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            title = titles.get(f"{uid}/{lang}", "")
            found[entry.key] = Row(uid, lang, title, account, occasion, at, entry.data["url"])
    return tuple(found.values())


def table(posts: Sequence[Row]) -> bytes:
    """Return the rows as CSV: with commas, in UTF-8 with the mark by which a spreadsheet knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(Row)])
    writer.writerows([list(asdict(row).values()) for row in posts])
    return out.getvalue().encode("utf-8-sig")


def tree(posts: Sequence[Row]) -> bytes:
    """Return the rows as JSON, by article and account, with how many there are."""
    articles: dict[str, dict[str, Any]] = {}
    for row in posts:
        ref = f"{row.article}/{row.language}"
        article = articles.setdefault(ref, {"title": row.title, "posts": 0, "accounts": {}})
        article["posts"] += 1
        shares = article["accounts"].setdefault(row.account, [])
        shares.append({"occasion": row.occasion, "posted_at": row.posted_at, "address": row.address})
    said = {"posts": len(posts), "articles": articles}
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
