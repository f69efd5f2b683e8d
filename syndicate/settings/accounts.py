"""One login on a channel: what pelicanconf.py says of it, and its secrets from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from syndicate.errors import SettingsError
from syndicate.http import is_loopback
from syndicate.model import Lane, Pace
from syndicate.settings.values import is_texts, shown

UNPACED = Pace(per_day=0, per_week=0, always=True)
EMBEDDED = ("folder",)
# No login in it, and no sign that two readers of addresses take for different hosts.
ADDRESS = r"(https?|smtps?)://[^\s/@\\?#]+(/\S*)?"
CARRIED = r"[ -~\xa0-\xff]*"  # what stands in an HTTP header as it is
LONGEST_SETTLE = 120
ACCOUNT_KEYS = {"name", "channel", "languages", "base_url", "pace", "settle", "options", "by_hand"}


class Secrets(Mapping[str, str]):
    """One account's secrets by name (lower case); its repr shows names only.

    The secret `access_token` of the account `mastodon` is the variable
    SYNDICATE_MASTODON_ACCESS_TOKEN; every other sign than a letter or digit becomes `_`. Blanks around a
    value are no part of it; one that no header can carry raises SettingsError.
    """

    def __init__(self, account: str, environ: Mapping[str, str]) -> None:
        self.account = account
        prefix = self.variable("")
        mine = {k: v.strip() for k, v in environ.items() if k.startswith(prefix)}
        if odd := sorted(k for k, v in mine.items() if not re.fullmatch(CARRIED, v)):
            raise SettingsError(
                f"account {account}: {', '.join(odd)} holds a sign that no network can be sent: a line "
                "break, a sign that is not shown, or one outside Latin-1 such as €. Copy the value anew."
            )
        self._values = {k[len(prefix) :].lower(): v for k, v in mine.items() if v}

    def variable(self, name: str) -> str:
        """Return the environment variable that holds the secret `name`."""
        return re.sub(r"[^A-Z0-9]", "_", f"SYNDICATE_{self.account}_{name}".upper())

    def __getitem__(self, name: str) -> str:
        try:
            return self._values[name]
        except KeyError:
            raise SettingsError(
                f"account {self.account}: the secret {self.variable(name)} is missing from the "
                f"environment. docs/settings.md says where to put it."
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Secrets({self.account}: {', '.join(sorted(self._values))})"


@dataclass(frozen=True, slots=True)
class Account:
    """One login on a channel: `languages` empty means every language; `settle` None = the channel's.

    `base_url` is the network's address (its own where ""); `options` are the channel's own settings;
    `by_hand` tells whether posts go by hand while the account's token is dead.
    """

    name: str
    channel: str
    languages: tuple[str, ...] = ()
    base_url: str = ""
    pace: Pace = Pace()
    settle: float | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    by_hand: bool = True

    @property
    def embedded(self) -> bool:
        """Tell whether this account needs no network and therefore no adoption."""
        return self.channel in EMBEDDED

    @property
    def loopback(self) -> bool:
        """Tell whether nothing of this account can leave this machine."""
        return self.embedded or is_loopback(self.base_url)

    @property
    def lane(self) -> Lane:
        """Return this account as the plan sees it."""
        return Lane(self.name, self.languages, self.pace)


def read_accounts(raw: Any, wrong: list[str]) -> tuple[Account, ...]:
    """Validate SYNDICATE_ACCOUNTS; every mistake is added to `wrong` as a sentence."""
    if not isinstance(raw, list | tuple) or not all(isinstance(a, Mapping) for a in raw):
        wrong.append("pelicanconf.py: SYNDICATE_ACCOUNTS must be a list of {'name': ..., 'channel': ...}.")
        return ()
    found: dict[str, Account] = {}
    for item in raw:
        account = _account(item, wrong)
        if account.name in found:
            wrong.append(
                f"pelicanconf.py: SYNDICATE_ACCOUNTS {account.name!r}: stands there twice; each account "
                "needs a name of its own."
            )
        found[account.name] = account
    return tuple(found.values())


def _account(item: Mapping[Any, Any], wrong: list[str]) -> Account:
    name = str(item.get("name", item.get("channel", "")))
    channel = str(item.get("channel", name))
    at = f"pelicanconf.py: SYNDICATE_ACCOUNTS {name[:60]!r}"
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        wrong.append(f"{at}: a name is lower-case letters, digits and '-', e.g. 'mastodon'.")
    wrong.extend(
        f"{at}: unknown key {k!r}. Known: {', '.join(sorted(ACCOUNT_KEYS))}."
        for k in item
        if k not in ACCOUNT_KEYS
    )
    languages, options = item.get("languages", ()), item.get("options", {})
    if not is_texts(languages):
        wrong.append(f"{at}: languages must be a list, e.g. ['nl'], not {shown(languages)}.")
        languages = ()
    if not isinstance(options, Mapping):
        wrong.append(f"{at}: options must be a mapping, not {shown(options)}.")
        options = {}
    base_url = str(item.get("base_url", "")).rstrip("/")
    if base_url and not re.fullmatch(ADDRESS, base_url):
        wrong.append(f"{at}: base_url must be a full address without a login, e.g. 'https://social.example'.")
    start = UNPACED if channel in EMBEDDED else Pace()
    return Account(
        name=name,
        channel=channel,
        languages=tuple(languages),
        base_url=base_url,
        pace=_pace(item.get("pace", {}), start, at, wrong),
        settle=_settle(item.get("settle"), at, wrong),
        options=dict(options),
        by_hand=_by_hand(item.get("by_hand", True), at, wrong),
    )


def _pace(raw: Any, start: Pace, at: str, wrong: list[str]) -> Pace:
    known = {f.name: type(getattr(start, f.name)) for f in fields(Pace)}
    if not isinstance(raw, Mapping):
        wrong.append(f"{at}: pace must be a mapping, e.g. {{'per_day': 1}}.")
        return start
    good = {}
    for key, value in raw.items():
        if key not in known:
            wrong.append(f"{at}: unknown pace {key!r}. Known: {', '.join(sorted(known))}.")
        elif type(value) is not known[key] or (known[key] is int and value < 0):
            kind = "True or False" if known[key] is bool else "a whole number, 0 or more"
            wrong.append(f"{at}: pace {key!r} must be {kind}, not {shown(value)}.")
        else:
            good[key] = value
    return replace(start, **good)


def _by_hand(raw: Any, at: str, wrong: list[str]) -> bool:
    if not isinstance(raw, bool):
        wrong.append(f"{at}: by_hand must be True or False, not {shown(raw)}.")
    return raw is not False


def _settle(raw: Any, at: str, wrong: list[str]) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= LONGEST_SETTLE:
        return float(raw)
    wrong.append(f"{at}: settle must be a number of seconds, 0 to {LONGEST_SETTLE}, not {shown(raw)}.")
    return None
