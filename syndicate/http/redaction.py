"""Secrets are taken out of every text that may be shown, logged or raised."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

SHORTEST = 4
SHORTEST_CODED = 6
HIDDEN = "***"


class Redaction:
    """Replaces each secret by ***, also percent-encoded, in JSON or Python quotes, or in base64.

    Values under four characters are left alone: hiding them would blank out ordinary words.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        dresses = {d for s in secrets if len(s) >= SHORTEST for d in _dresses(s)}
        longest_first = sorted(dresses, key=lambda d: (-len(d), d))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if dresses else None

    def __call__(self, text: str) -> str:
        """Return `text` without any of the secrets."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    def __repr__(self) -> str:
        return "Redaction()"


def _dresses(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    yield quote(secret)
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    yield from _in_base64(secret.encode())


def _in_base64(secret: bytes) -> Iterator[str]:
    """Yield how the secret shows inside a longer base64 text, at each of its three alignments.

    Signs that also carry a neighbour's bits are left out; what remains must still be long enough
    not to be found by chance.
    """
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + secret).decode()
        start = (before * 8 + 5) // 6
        end = (before + len(secret)) * 8 // 6
        inner = coded[start:end]
        if len(inner) >= SHORTEST_CODED:
            yield inner
            yield inner.replace("+", "-").replace("/", "_")
