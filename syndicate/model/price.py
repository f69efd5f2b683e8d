"""What a network asks for a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """What one post costs: `plain`, or `link` with an address in it, and `described` more with a description.

    In the network's own `currency`, as `source` said it on the day `seen` (None where an account says another
    price). `cap` is the most that the posts of a calendar month may cost together (None: no cap).
    """

    plain: Decimal
    link: Decimal
    described: Decimal
    currency: str
    seen: date | None
    source: str
    cap: Decimal | None = None

    def of(self, *, link: bool, described: bool) -> Decimal:
        """Return what one post costs."""
        return (self.link if link else self.plain) + (self.described if described else 0)
