"""pelicanconf.py and the secrets from the environment -> Settings; the only reader of os.environ.

One merge, one direction: channel default < pelicanconf.py < front matter < front matter for that
channel. Secrets live only in the environment and never show in a repr.
"""

from __future__ import annotations

import os
import re
import runpy
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from syndicate.errors import SettingsError
from syndicate.http import is_loopback
from syndicate.model import Practice
from syndicate.settings.accounts import Account, Secrets, read_accounts

__all__ = ["Account", "Secrets", "Settings", "deploy_is_loopback", "from_mapping", "is_loopback", "load"]

OWN_KEYS = {
    "SYNDICATE_ACCOUNTS",
    "SYNDICATE_LEDGER",
    "SYNDICATE_DEPLOY",
    "SYNDICATE_DEPLOY_BRANCH",
    "SYNDICATE_LEASE",
    "SYNDICATE_POSTS",
    "SYNDICATE_PREVIEW",
    "SYNDICATE_STATE",
    "SYNDICATE_REQUIRE_APPROVAL",
    "SYNDICATE_LANGUAGE",
    "SYNDICATE_PRACTICE",
    "SYNDICATE_SHARE",
    "SYNDICATE_LIVE_SECONDS",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a run needs to know, validated; paths are absolute, `lease` is in seconds."""

    root: Path
    pelican: Mapping[str, Any]
    accounts: tuple[Account, ...]
    siteurl: str
    sitename: str
    language: str
    timezone: str
    content: Path
    output: Path
    posts: Path
    preview: Path
    state: Path
    ledger: str
    deploy: str
    deploy_branch: str
    practice: Practice
    share: Mapping[str, Any]
    lease: float = 1800.0
    live_seconds: float = 60.0
    require_approval: bool = False
    ci: bool = False
    actor: str = ""
    clock: datetime | None = None
    secrets: Mapping[str, Secrets] = field(default_factory=dict)

    def now(self) -> datetime:
        """Return the moment of this run in UTC: SYNDICATE_NOW where it may be honoured."""
        return self.clock or datetime.now(UTC)

    @property
    def secret_values(self) -> tuple[str, ...]:
        """Return every secret's value, for redaction only."""
        return tuple(v for s in self.secrets.values() for v in s.values())


def load(root: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read root/pelicanconf.py and the environment; raises SettingsError naming every mistake."""
    env = os.environ if environ is None else environ
    file = root / "pelicanconf.py"
    if not file.is_file():
        raise SettingsError(f"{file}: there is no pelicanconf.py here. Run this in your practice's folder.")
    try:
        conf = {k: v for k, v in runpy.run_path(str(file)).items() if k.isupper()}
    except Exception as error:
        raise SettingsError(f"{file}: {type(error).__name__}: {error}") from error
    return from_mapping(root, conf, env)


def from_mapping(root: Path, conf: Mapping[str, Any], env: Mapping[str, str]) -> Settings:
    """Validate settings that are already a mapping; raises SettingsError naming every mistake."""
    wrong = [
        f"pelicanconf.py: {k} is not a setting of ours. Known: {', '.join(sorted(OWN_KEYS))}."
        for k in conf
        if k.startswith("SYNDICATE_") and k not in OWN_KEYS
    ]
    accounts = read_accounts(conf.get("SYNDICATE_ACCOUNTS", [{"name": "folder", "channel": "folder"}]), wrong)
    timezone = str(conf.get("TIMEZONE", "Europe/Amsterdam"))
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        wrong.append(f"pelicanconf.py: TIMEZONE {timezone!r} is not a time zone, e.g. 'Europe/Amsterdam'.")
    siteurl = str(conf.get("SITEURL", "")).rstrip("/")
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", siteurl):
        wrong.append(
            "pelicanconf.py: SITEURL must be the full address of the site, e.g. 'https://praktijk.example'."
        )
    clock = _clock(env.get("SYNDICATE_NOW", ""), accounts, wrong)
    practice = _practice(conf.get("SYNDICATE_PRACTICE", {}), wrong)
    lease, live = (
        _seconds(conf, "SYNDICATE_LEASE", 1800, wrong),
        _seconds(conf, "SYNDICATE_LIVE_SECONDS", 60, wrong),
    )
    if wrong:
        raise SettingsError("\n".join(wrong))
    place = {
        name: (root / str(conf.get(key, default))).resolve()
        for name, key, default in (
            ("content", "PATH", "content"),
            ("output", "OUTPUT_PATH", "output"),
            ("posts", "SYNDICATE_POSTS", "posts"),
            ("preview", "SYNDICATE_PREVIEW", "preview"),
            ("state", "SYNDICATE_STATE", ".syndicate"),
        )
    }
    return Settings(
        root=root.resolve(),
        pelican=dict(conf),
        accounts=accounts,
        siteurl=siteurl,
        sitename=str(conf.get("SITENAME", "")),
        language=str(conf.get("SYNDICATE_LANGUAGE", conf.get("DEFAULT_LANG", "nl"))),
        timezone=timezone,
        ledger=str(conf.get("SYNDICATE_LEDGER", "file:.syndicate/ledger")),
        deploy=str(conf.get("SYNDICATE_DEPLOY", "folder:public")),
        deploy_branch=str(conf.get("SYNDICATE_DEPLOY_BRANCH", "gh-pages")),
        practice=practice,
        share=dict(conf.get("SYNDICATE_SHARE", {})),
        lease=lease,
        live_seconds=live,
        require_approval=bool(conf.get("SYNDICATE_REQUIRE_APPROVAL", False)),
        ci=env.get("CI", "").lower() in ("1", "true"),
        actor=env.get("GITHUB_ACTOR") or env.get("USER") or env.get("USERNAME") or "unknown",
        clock=clock,
        secrets={a.name: Secrets(a.name, env) for a in accounts},
        **place,
    )


def deploy_is_loopback(settings: Settings) -> bool:
    """Tell whether the deploy target cannot be read from outside this machine."""
    kind, _, rest = settings.deploy.partition(":")
    if kind == "folder":
        return is_loopback(settings.siteurl)
    if kind == "git":
        local = rest.startswith(("/", ".", tempfile.gettempdir(), "file://"))
        return local or is_loopback(rest)
    host = rest.rpartition("@")[2] if "//" not in rest else rest
    return is_loopback(host.split(":")[0] if "//" not in host and not host.startswith("[") else host)


def _clock(text: str, accounts: tuple[Account, ...], wrong: list[str]) -> datetime | None:
    if not text:
        return None
    if not all(a.loopback for a in accounts):
        wrong.append(
            "SYNDICATE_NOW is set, but an account reaches a real network: a made-up time may not post there."
        )
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        wrong.append(f"SYNDICATE_NOW {text!r} is not a time with a zone, e.g. '2026-11-21T09:00:00+01:00'.")
        return None
    return at.astimezone(UTC)


def _seconds(conf: Mapping[str, Any], key: str, default: float, wrong: list[str]) -> float:
    value = conf.get(key, default)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value)
    wrong.append(f"pelicanconf.py: {key} must be a number of seconds above 0, not {value!r}.")
    return float(default)


def _practice(raw: Any, wrong: list[str]) -> Practice:
    known = {f.name for f in fields(Practice)}
    if not isinstance(raw, Mapping):
        wrong.append(
            "pelicanconf.py: SYNDICATE_PRACTICE must be a mapping, e.g. {'name': 'Praktijk De Linde'}."
        )
        return Practice()
    wrong.extend(
        f"pelicanconf.py: SYNDICATE_PRACTICE: unknown key {k!r}. Known: {', '.join(sorted(known))}."
        for k in set(raw) - known
    )
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items() if k in known}
    return Practice(**values)
