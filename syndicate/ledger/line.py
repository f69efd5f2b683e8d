"""One entry <-> one line of JSON, strictly: what this version does not know is refused, not skipped.

    {"v":1,"at":"2026-11-21T08:00:00Z","kind":"sent","key":"...","run":"...","attempt":1,"data":{...}}

Always these fields in this order, the keys of `data` sorted, all its values strings, times UTC. A kind
holds only the fields named here, so that other people's words can never slip into the memory.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.errors import LedgerError
from syndicate.model import Entry, EntryKind

VERSION = 1
FIELDS = ("v", "at", "kind", "key", "run", "attempt", "data")
NAME = ("uid", "lang", "account", "occasion")
KNOWN: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.CLAIM: (
        *NAME, "lease", "body", "marker", "created_at", "variant", "permalink", "due", "file", "by",
        "cost",
    ),
    EntryKind.PREPARED: (),
    EntryKind.SENT: ("id", "url"),
    EntryKind.RELEASED: ("until", "why"),
    EntryKind.REJECTED: ("body", "why"),
    EntryKind.UNKNOWN: ("why",),
    EntryKind.FOUND: ("id", "url"),
    EntryKind.ABSENT: (),
    EntryKind.DROPPED: ("person",),
    EntryKind.ADOPTED: (*NAME, "file"),
    EntryKind.APPROVAL: ("person", "role", "hash", "account", "names", "original", "parts"),
    EntryKind.HOLD: ("scope", "person", "reason", "until"),
    EntryKind.RELEASE: ("scope", "person", "reason"),
    EntryKind.DEPLOY: ("fingerprint", "version", "target"),
    EntryKind.TRIAL: ("account", "step", "lease", "marker", "created_at", "refs", "id", "url", "seen"),
    EntryKind.EXPIRY: ("account", "until"),
    EntryKind.TOKEN: ("account", "secrets", "origin", "after", "sealed", "until"),
    EntryKind.ADDRESSES: ("site", "added"),
    EntryKind.AUDIT: ("edition", "commit", "pages", "lines", "failed"),
    EntryKind.FEEDS: ("site", "added"),
}  # fmt: skip
NEEDED: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.CLAIM: (*NAME, "lease", "body"),
    EntryKind.SENT: ("id", "url"),
    EntryKind.FOUND: ("id", "url"),
    EntryKind.ADOPTED: ("account",),
    EntryKind.APPROVAL: ("person", "role", "hash", "account"),
    EntryKind.HOLD: ("scope",),
    EntryKind.RELEASE: ("scope",),
    EntryKind.DEPLOY: ("fingerprint", "version", "target"),
    EntryKind.TRIAL: ("account", "step"),
    EntryKind.EXPIRY: ("account",),
    EntryKind.TOKEN: ("account", "secrets", "origin", "sealed"),
    EntryKind.ADDRESSES: ("site", "added"),
    EntryKind.AUDIT: ("edition", "pages", "lines", "failed"),
    EntryKind.FEEDS: ("site", "added"),
}
ATTEMPTED = frozenset(
    {EntryKind.CLAIM, EntryKind.PREPARED, EntryKind.RELEASED, EntryKind.REJECTED}
    | {EntryKind.UNKNOWN, EntryKind.ABSENT}
)
# without a key an adoption says that the account starts with an empty past
KEYLESS = frozenset(
    {EntryKind.ADOPTED, EntryKind.HOLD, EntryKind.RELEASE, EntryKind.DEPLOY, EntryKind.EXPIRY}
    | {EntryKind.TOKEN, EntryKind.ADDRESSES, EntryKind.AUDIT, EntryKind.FEEDS}
)
MOMENTS = ("lease", "created_at", "until", "due")
FORMS: Mapping[str, str] = {
    "variant": r"[0-9]{1,6}",
    "by": "hand",
    "cost": r"[0-9]{1,7}(\.[0-9]{1,7})?",
    "version": r"[0-9]{1,18}",
    "role": "medical|secrecy|post|language",
    "scope": "all|(account|article|post):.+",
    **dict.fromkeys(("names", "parts"), "[0-9a-f]{8}( [0-9a-f]{8})*"),
    "original": "[0-9a-f]{64}",
    "step": "begun|made|sent|gone|none",
    "seen": "yes|no|unclear",
    "secrets": "[a-z0-9_]+( [a-z0-9_]+)*",
    "origin": "[0-9a-f]{16}",
    "after": "[0-9a-f]{16}",
    "edition": "[0-9a-f]{64}",
    "commit": "[0-9a-f]{7,64}",
    **dict.fromkeys(("pages", "lines", "failed"), "[0-9]{1,6}"),
    "sealed": "[A-Za-z0-9_=-]+",
    "added": "[^ =]*(=[^ =]+)?( [^ =]*(=[^ =]+)?)*",
}
RECEIPT = ("id", "url")
LONGEST = 2000
LONG = frozenset({"sealed", "added"})
LONGEST_OF_LONG = 8000
WHY_LONGEST = 200


def encode(entry: Entry) -> str:
    """Return the line (without its newline) that holds `entry`.

    A `why` of more than 200 characters is cut, an address of more than 2,000 left empty and an id of more
    hashed: an outcome must not be lost to its reason, nor to its receipt. Raises LedgerError on an entry
    that may not be written, which is a mistake in the program, not in data.
    """
    data = {name: _written(entry.kind, name, value) for name, value in entry.data.items()}
    _check(entry.kind, entry.key, entry.attempt, data)
    fields = {
        "v": VERSION,
        "at": _zulu(entry.at),
        "kind": str(entry.kind),
        "key": entry.key,
        "run": entry.run,
        "attempt": entry.attempt,
        "data": dict(sorted(data.items())),
    }
    return json.dumps(fields, separators=(",", ":"))


def decode(text: str) -> Entry:
    """Return the entry that a line holds; raises LedgerError saying what is wrong with the line."""
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise LedgerError("it is not one whole JSON object") from None
    if not isinstance(raw, dict):
        raise LedgerError("it is not one whole JSON object")
    if raw.get("v") != VERSION:
        raise LedgerError(f"it is of version {raw.get('v')!r}, and this Expertstatus reads version {VERSION}")
    if tuple(raw) != FIELDS:
        raise LedgerError(f"its fields are not {', '.join(FIELDS)}")
    try:
        kind = EntryKind(raw["kind"])
    except ValueError:
        raise LedgerError(f"this Expertstatus does not know its kind {raw['kind']!r}") from None
    if not isinstance(raw["data"], dict) or not isinstance(raw["run"], str):
        raise LedgerError("its run is not a text, or its data not an object")
    _check(kind, raw["key"], raw["attempt"], raw["data"])
    return Entry(kind, _utc(raw["at"], "at"), raw["key"], raw["run"], raw["attempt"], raw["data"])


def moment(text: str) -> datetime:
    """Return the aware time that a field of `data` holds."""
    return datetime.fromisoformat(text)


def _written(kind: EntryKind, name: str, value: Any) -> Any:
    if name == "why" and isinstance(value, str):
        return value[:WHY_LONGEST]
    if name in RECEIPT and kind is not EntryKind.PREPARED and isinstance(value, str) and len(value) > LONGEST:
        return _hash(value) if name == "id" else ""
    if name in MOMENTS and isinstance(value, str):
        with suppress(ValueError):
            return _zulu(moment(value))
    return value


def _hash(value: str) -> str:
    return f"sha256:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _zulu(at: datetime) -> str:
    if at.utcoffset() is None:
        raise LedgerError(f"the time {at} has no zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _check(kind: EntryKind, key: Any, attempt: Any, data: Mapping[str, Any]) -> None:
    if not isinstance(key, str) or (not key and kind not in KEYLESS) or len(key) > LONGEST:
        raise LedgerError(f"a {kind} entry has no key, or one that is too long")
    if isinstance(attempt, bool) or not isinstance(attempt, int) or attempt < int(kind in ATTEMPTED):
        raise LedgerError(f"a {kind} entry for {key!r} needs the number of its attempt, 1 or more")
    for name, value in data.items():
        _check_field(kind, name, value)
    needed = NAME if kind is EntryKind.ADOPTED and key else NEEDED.get(kind, ())
    for name in needed:
        if name not in data:
            raise LedgerError(f"a {kind} entry needs a field {name!r}")


def _check_field(kind: EntryKind, name: str, value: Any) -> None:
    # what a network hands out before the call has the names that its channel gives it
    prepared = kind is EntryKind.PREPARED
    if not (re.fullmatch("[a-z][a-z0-9_]*", name) if prepared else name in KNOWN[kind]):
        raise LedgerError(f"a {kind} entry may not hold a field {name!r}")
    if not isinstance(value, str) or len(value) > (LONGEST_OF_LONG if name in LONG else LONGEST):
        raise LedgerError(f"the field {name!r} of a {kind} entry is not a text, or is too long")
    if not prepared and name in MOMENTS:
        _utc(value, name)
    if not prepared and name in FORMS and not re.fullmatch(FORMS[name], value):
        raise LedgerError(f"the field {name!r} of a {kind} entry cannot be {value!r}")


def _utc(value: Any, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise LedgerError(f"its field {name!r} is not a time") from None
    if at.utcoffset() != timedelta(0):
        raise LedgerError(f"its field {name!r} is not a time in UTC")
    return at


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise LedgerError("it holds a field twice")
    return dict(pairs)
