"""Entries as the runs of a practice write them, for the tests of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from syndicate.model import Entry, EntryKind

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=30)
KEY = "griepprik/nl/mastodon/new"


def claim(
    key: str = KEY, attempt: int = 1, *, run: str = "run-a", at: datetime = NOW, body: str = "b1"
) -> Entry:
    uid, lang, account, occasion = key.rsplit("/", 3)
    data = {
        "uid": uid,
        "lang": lang,
        "account": account,
        "occasion": occasion,
        "lease": (at + LEASE).isoformat(),
        "body": body,
        "marker": "0123abcd",
        "created_at": at.isoformat(),
        "variant": "2",
        "permalink": "https://praktijk.example/griepprik/",
    }
    return Entry(EntryKind.CLAIM, at, key, run, attempt, data)


def said(kind: EntryKind, attempt: int = 1, *, key: str = KEY, at: datetime = NOW, **data: str) -> Entry:
    return Entry(kind, at, key, "run-a", attempt, data)


def sent(attempt: int = 1, *, key: str = KEY, at: datetime = NOW, id: str = "9") -> Entry:
    return said(EntryKind.SENT, attempt, key=key, at=at, id=id, url=f"https://social.example/{id}")


def adopted(key: str = KEY) -> Entry:
    uid, lang, account, occasion = key.rsplit("/", 3)
    return said(EntryKind.ADOPTED, 0, key=key, uid=uid, lang=lang, account=account, occasion=occasion)
