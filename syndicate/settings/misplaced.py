"""No secret stands in pelicanconf.py: it lies in git, and git forgets nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.http.redaction import SHORTEST, Search
from syndicate.settings.tokens import PREFIX, secrets_in

# what an account may call its secrets, whatever the value looks like; max_tokens or author are none
NAME = re.compile(
    r"(?:^|_)(?:tokens?|secrets?|passwords?|passwd|passphrase|credentials?|bearer)$"
    r"|(?:^|_)(?:api|access|private)_?keys?$"
    r"|^(?:client|consumer)_(?:secret|key)$|^app_password$",
    re.IGNORECASE,
)
DEEPEST = 12
# their own readers refuse a login, and say what to do instead
HEARD = ("SITEURL", "SYNDICATE_DEPLOY")
# settings of Pelican that we read and say as well
READ = frozenset({"SITEURL", "SITENAME", "TIMEZONE", "DEFAULT_LANG", "PATH", "OUTPUT_PATH", "THEME"})


def refuse_secrets(conf: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise SettingsError naming each setting of ours that holds a secret, by its key and never its value.

    At once, since what else is wrong with such settings may be said with a value in it. Others of Pelican and
    its plugins may take a token of their own from the environment; what of them comes into a page is
    looked for there.
    """
    search, wrong = Search(secrets), []
    for key, value in conf.items():
        if not key.startswith(PREFIX) and key not in READ:
            continue
        found = ((place, _why(place, text, search, secrets)) for place, text in _texts(value, key))
        place, why = next(((p, w) for p, w in found if w), ("", ""))
        if why:
            wrong.append(
                f"pelicanconf.py: {place} holds a secret ({why}). Take it out, renew it (git keeps the old "
                "one), and put the new one into the environment: docs/settings.md, Secrets."
            )
    if wrong:
        raise SettingsError("\n".join(wrong))


def _why(place: str, text: str, search: Search, secrets: Mapping[str, str]) -> str:
    same = (name for name, value in secrets.items() if value == text and len(text) >= SHORTEST)
    if name := search.within(text) or next(same, ""):
        return f"the value of {name}"
    if NAME.search(re.findall(r"[A-Za-z_-]+", place)[-1].replace("-", "_")) and len(text) >= SHORTEST:
        return "its name says so"
    kind = next((kind for kind, _ in secrets_in(text)), "")
    if kind == "login-in-address" and place in HEARD:
        return ""
    return f"it looks like one: {kind}" if kind else ""


def _texts(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every text in a setting: SYNDICATE_ACCOUNTS[0].options.token."""
    if depth > DEEPEST:
        return
    if isinstance(value, str | Path):
        yield place, str(value)
    elif isinstance(value, bytes):
        yield place, value.decode("utf-8", "replace")
    elif isinstance(value, Mapping):
        for number, (key, one) in enumerate(value.items()):
            named = (
                f"{place}.{key}" if re.fullmatch(r"[A-Za-z_][\w-]{0,30}", str(key)) else f"{place}[{number}]"
            )
            yield place, str(key)
            yield from _texts(one, named, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, one in enumerate(value):
            yield from _texts(one, f"{place}[{number}]", depth + 1)
