"""What came of posts on Meta's networks: figures, and what is new among what others said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.channels.meta import Graph, rows
from syndicate.errors import Rejected, Unauthorized
from syndicate.model import Reaction

REACH = timedelta(days=90)
"""How old a post of ours may be for its comments to be read."""

FEW = 25
"""How many posts are read at once with their comments: Meta refuses answers that would be too large."""


def counted(graph: Graph, post: str, metrics: str) -> Mapping[str, int]:
    """Return the insights of one post by name; none where the token may not see them."""
    try:
        with graph.doing("reading figures") as calls:
            return dict(_values(rows(calls.get(f"{post}/insights", metric=metrics))))
    except (Rejected, Unauthorized):
        return {}


def there(graph: Graph, post: str, fields: str) -> Mapping[str, Any] | None:
    """Return what is known of one post; None where it is gone."""
    with graph.doing("reading a post") as calls:
        return calls.known(post, fields)


def fresh(found: Iterable[Reaction], cursor: str) -> tuple[tuple[Reaction, ...], str]:
    """Return what is new since `cursor`, oldest first, and the next cursor.

    A cursor is the moment of the newest act that was seen, and the ids of all acts of that moment.
    """
    before, seen = _read(cursor)
    new = {r.id: r for r in found if r.at > before or (r.at == before and r.id not in seen)}
    acts = sorted(new.values(), key=lambda r: (r.at, r.id))
    if not acts:
        return (), cursor
    last = acts[-1].at
    ids = {r.id for r in acts if r.at == last} | (seen if last == before else set())
    return tuple(acts), " ".join((last.isoformat(), *sorted(ids)))


def _read(cursor: str) -> tuple[datetime, set[str]]:
    at, *ids = cursor.split() or [""]
    try:
        return datetime.fromisoformat(at), set(ids)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC), set()


def _values(insights: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for row in insights:
        value = (row.get("values") or [{}])[-1].get("value", (row.get("total_value") or {}).get("value"))
        if isinstance(value, int):
            yield str(row["name"]), value
