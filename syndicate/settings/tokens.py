"""What a token looks like, whoever gave it out: kind and line, never the value. Pure; nothing is read here.

The forms are those that the networks and code hosts document; a value without a form of its own is known by
the word before it, or by how its signs change between small, capital and digit, as no word's do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

HIDDEN = "***"
PREFIX = "SYNDICATE_"
TELL = "SYNDICATE_TELL"
KEY = "SYNDICATE_KEY"
# what a run may be told that is no secret
PLAIN = frozenset({"SYNDICATE_NOW"})
FORGES = frozenset(
    {
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_RUNTIME_TOKEN", "CI_DEPLOY_PASSWORD", "CI_JOB_JWT",
        "CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CODEBERG_TOKEN", "FORGEJO_TOKEN", "GH_TOKEN", "GITEA_TOKEN",
        "GITHUB_TOKEN", "GITLAB_TOKEN", "GL_TOKEN", "PGPASSWORD", "PUBLISH_TOKEN",
    }
)  # fmt: skip

_WORD = r"(?:token|secret|passw(?:or)?d|passphrase|wachtwoord|api[ _-]?key|sleutel|credential|_key)"
# no line without one of these can hold any of what follows: ordinary text is passed over at once
_MAYBE = re.compile(
    rf"(?<!\S)(?=\S*[0-9])\S{{16,}}|://\S{{0,300}}@|PRIVATE KEY|{_WORD}|bearer|basic|bluesky|bsky",
    re.IGNORECASE,
)
_FORMS: Mapping[str, str] = {
    "private-key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|AGE-SECRET-KEY-1[0-9A-Z]{20,}"
    r"|PuTTY-User-Key-File-\d",
    "login-in-address": r"[a-z][a-z0-9+.-]{0,20}://[^/\s:@\"'<>]{0,200}:[^/\s:@\"'<>]{1,200}@[a-z0-9\[]",
    "github": r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}",
    "gitlab": r"gl(?:pat|dt|rt|ptt|cbt|ft|soat|agent|imt)-[A-Za-z0-9_-]{20,}",
    "telegram": r"(?<![\w:/-])[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![\w-])",
    "x": r"(?<!\w)A{16,}[A-Za-z0-9%]{24,}|(?<![\w/-])[1-9][0-9]{6,19}-[A-Za-z0-9]{40}(?![\w-])",
    "facebook": r"(?<![\w/])EAA[A-Za-z0-9]{40,}",
    "instagram": r"(?<![\w/])(?:IG[A-Z]{1,4}|TH[A-Z]{1,2})[A-Za-z0-9_-]{60,}",
    "linkedin": r"(?<![\w/])AQ[A-Za-z0-9_-]{60,}|WPL_AP1\.[A-Za-z0-9.+/=]{12,}",
    "google": r"(?<!\w)AIza[A-Za-z0-9_-]{35}|(?<!\w)ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}",
    "amazon": r"(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])",
    "slack": r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    "packages": r"pypi-AgEI[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{36}",
    "jwt": r"(?<!\w)eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
}
_CERTAIN = re.compile("|".join(f"(?P<k{i}>{form})" for i, form in enumerate(_FORMS.values())))
_KINDS = {f"k{i}": kind for i, kind in enumerate(_FORMS)}
# the four fours of an app password; words of four letters need a digit, or the word for it, to be one
_BLUESKY = re.compile(r"(?<![\w-])[a-z2-7]{4}(?:-[a-z2-7]{4}){3}(?![\w-])")
_BLUESKY_WORD = re.compile(r"bluesky|bsky|app[ -]?password|wachtwoord|password", re.IGNORECASE)
_BEARER = re.compile(r"\b(?:bearer|basic|oauth)\s+(?P<value>[A-Za-z0-9._~+/=%-]{16,})", re.IGNORECASE)
_NAMED = re.compile(
    rf"{_WORD}[a-z_-]*[\"']?\s*(?::|=|=>|\bis\b)\s*[\"']?(?P<value>[^\s\"'<>`,;()\[\]{{}}$&]{{8,}})",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?<!base64,)(?<![\w/.=+%&?#@-])(?P<value>[A-Za-z0-9_-]{40,})(?![\w/.=+%-])")
# what looks as mixed and is public: digests of pages' own files, public keys
_PUBLIC = ("sha256-", "sha384-", "sha512-", "AAAAB3Nza", "AAAAC3Nza", "AAAAE2Vj")


def secrets_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return (kind, line) of everything in a text that looks like a token, a password or a private key.

    One a kind and line; lines count from 1. The value is in no part of the answer.
    """
    found: list[tuple[str, int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found.extend((kind, number) for kind in dict.fromkeys(kind for kind, _, _ in _in_line(line)))
    return tuple(found)


def worth_a_look(line: str) -> bool:
    """Tell whether a line can hold a secret at all; of ordinary text hardly any can."""
    return _MAYBE.search(line) is not None


def hide(text: str) -> str:
    """Return a text with everything in it that looks like a secret replaced by ***."""
    return "\n".join(map(_hidden, text.split("\n"))) if _MAYBE.search(text) else text


def _hidden(line: str) -> str:
    shown, last = [], 0
    for _, start, end in sorted(_in_line(line), key=lambda found: found[1]):
        if start >= last:
            shown += [line[last:start], HIDDEN]
        last = max(last, end)
    return "".join([*shown, line[last:]])


class Held(Mapping[str, str]):
    """Secrets by the variable that holds them; its repr shows names only."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Held({', '.join(sorted(self._values))})"


def held(environ: Mapping[str, str]) -> Held:
    """Return the secrets of an environment: ours, and what code hosts give their runners."""
    found = {
        name: value
        for name, value in environ.items()
        if value and ((name.startswith(PREFIX) and name not in PLAIN) or name in FORGES)
    }
    keys = found.get(KEY, "").split()
    more = {f"{KEY} ({number})": key for number, key in enumerate(keys, 1) if len(keys) > 1}
    return Held({**found, **dict(_addresses(found.get(TELL, ""))), **more})


def _addresses(value: str) -> Iterator[tuple[str, str]]:
    """Yield each address to which messages go, and the password in it: each is a secret of its own."""
    for number, address in enumerate(value.split(), 1):
        yield f"{TELL} ({number})", address
        with suppress(ValueError):
            parts = urlsplit(address)
            if password := unquote(parts.password or "") or dict(parse_qsl(parts.query)).get("pass"):
                yield f"{TELL} (the password of {number})", password


def without_ours(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for another program: without our accounts' secrets, all else as it is."""
    return {name: value for name, value in environ.items() if not name.upper().startswith(PREFIX)}


def _in_line(line: str) -> list[tuple[str, int, int]]:
    """Return (kind, start, end): of what two forms know, the surer one's."""
    found: list[tuple[str, int, int]] = []
    for kind, start, end in _marks(line):
        if not any(start < e and s < end for _, s, e in found):
            found.append((kind, start, end))
    return found


def _marks(line: str) -> Iterator[tuple[str, int, int]]:
    if not _MAYBE.search(line):
        return
    for match in _CERTAIN.finditer(line):
        yield _KINDS[match.lastgroup or ""], match.start(), match.end()
    for match in _BLUESKY.finditer(line):
        if any(sign.isdigit() for sign in match[0]) or _BLUESKY_WORD.search(line[: match.start()]):
            yield "bluesky", match.start(), match.end()
    for kind, form, likely in _LIKELY:
        for match in form.finditer(line):
            if likely(match["value"]):
                yield kind, match.start("value"), match.end("value")


def _mixed(value: str) -> bool:
    """Tell whether signs change as often between small, capital and digit as chance makes them."""
    kinds = [0 if s.islower() else 1 if s.isupper() else 2 if s.isdigit() else 3 for s in value]
    changes = sum(1 for one, other in pairwise(kinds) if one != other)
    return {0, 1, 2} <= set(kinds) and changes * 4 >= len(value)


def _loose(value: str) -> bool:
    return _mixed(value) and not value.startswith(_PUBLIC)


def _password(value: str) -> bool:
    """Tell whether a value after a word for it is one: letters and digits, and no path, number or name."""
    letters, digits = sum(s.isalpha() for s in value), sum(s.isdigit() for s in value)
    plain = re.fullmatch(
        r"[A-Z0-9_.]+|[a-z_.]+\d{1,2}|\d[\d.,:/-]*|\w+(?:\.\w+)+|(?:https?:)?/.*|\w+(?:/\w+){2,}", value
    )
    return letters >= 3 and digits >= 2 and not plain


_LIKELY: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("bearer", _BEARER, _mixed),
    ("named", _NAMED, _password),
    ("token", _LOOSE, _loose),
)
