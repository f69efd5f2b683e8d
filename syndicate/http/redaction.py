"""Secrets are taken out of every text that may be shown, logged or raised, and looked for in what leaves."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

SHORTEST = 4
SHORTEST_CODED = 6
GUARDED = 8
"""Shorter values are hidden from 4 signs on, but not looked for in pages: words would be found."""
HIDDEN = "***"
# between // and @ of an address: over http also a name alone may be a token
LOGIN = re.compile(r"(?<=://)(?:(?<=http://)|(?<=https://)|(?=[^/@\s]*:))[^/@\s\"'<>]+(?=@)", re.IGNORECASE)
# the signs that one encoder or another leaves as they are: all, most, a path's, a whole address's
LEFT = ("", "/", "!$&'()*+,;=:@~", "!#$%&'()*+,/:;=?@[]~")
_BLANKS = re.compile(r"\s+")


class Redaction:
    """Replaces each secret by ***, in whatever dress: in an address (also twice encoded), HTML, JSON or
    Python quotes, base64 or hex, also broken over lines. Logins in addresses go as well.

    Values under four characters are left alone: hiding them would blank out ordinary words.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        known = [s for s in secrets if len(s) >= SHORTEST]
        self._whole = _any(d for s in known for d in _dresses(s))
        self._broken = _any(_joined(d) for s in known for d in _dresses(s) if len(_joined(d)) >= GUARDED)

    def __call__(self, text: str) -> str:
        """Return `text` without any of the secrets."""
        if "@" in text:
            text = LOGIN.sub(HIDDEN, text)
        if self._whole:
            text = self._whole.sub(HIDDEN, text)
        if self._broken and self._broken.search(_joined(text)):
            text = self._mended(text, self._broken)
        return text

    def __repr__(self) -> str:
        return "Redaction()"

    @staticmethod
    def _mended(text: str, broken: re.Pattern[str]) -> str:
        places = [i for i, sign in enumerate(text) if not sign.isspace()]
        shown, last = [], 0
        for match in broken.finditer("".join(text[i] for i in places)):
            shown += [text[last : places[match.start()]], HIDDEN]
            last = places[match.end() - 1] + 1
        return "".join([*shown, text[last:]])


class Search:
    """Finds by the names of their variables the secrets that occur in bytes or text, in any dress.

    Signs between which a line was broken count as one word. Only values of eight signs and more.
    """

    def __init__(self, named: Mapping[str, str]) -> None:
        dresses: dict[bytes, str] = {}
        for name, value in named.items():
            if len(value) >= GUARDED:
                for dress in _dresses(value):
                    joined = _squeezed(dress.encode())
                    if len(joined) >= GUARDED:
                        dresses.setdefault(joined, name)
        # what holds another one finds nothing that the other does not
        least = [d for d in dresses if not any(o != d and o in d for o in dresses)]
        self._dresses = tuple((d, dresses[d]) for d in sorted(least))

    def __bool__(self) -> bool:
        return bool(self._dresses)

    def __repr__(self) -> str:
        return "Search()"

    def within(self, data: bytes | str) -> str:
        """Return the name of a secret that stands in `data`, "" for none."""
        if not self._dresses:
            return ""
        joined = _squeezed(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        return next((name for dress, name in self._dresses if dress in joined), "")


def _any(texts: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(texts), key=lambda d: (-len(d), d))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _joined(text: str) -> str:
    return _BLANKS.sub("", text)


def _squeezed(data: bytes) -> bytes:
    return data.translate(None, b" \t\r\n\f\v")


def _dresses(secret: str) -> Iterator[str]:
    yield secret
    for coded in (quote_plus(secret), *(quote(secret, safe=left) for left in LEFT)):
        yield coded
        yield re.sub("%..", lambda sign: sign[0].lower(), coded)
        yield quote(coded, safe="")
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    yield html.escape(secret)
    yield html.escape(secret, quote=False)
    if len(secret) >= SHORTEST_CODED:
        yield secret.encode().hex()
        yield secret.encode().hex().upper()
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
