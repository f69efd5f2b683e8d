"""pelicanconf.py and the secrets from the environment -> Settings; the only reader of os.environ.

One merge, one direction: channel default < pelicanconf.py < front matter < front matter for that
channel. Secrets live only in the environment and never show in a repr.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.http import is_loopback
from syndicate.http.reach import Reach
from syndicate.model import Practice
from syndicate.settings import blog as blogs
from syndicate.settings import keys, times, values
from syndicate.settings.accounts import ADDRESS, Account, Secrets, read_accounts
from syndicate.settings.editor import KEY as EDITOR
from syndicate.settings.editor import Editor, read_editor
from syndicate.settings.form import FORMAT, form_of, read_form
from syndicate.settings.hosts import host_of, read_hosts
from syndicate.settings.mailbox import Mailbox, read_mailbox
from syndicate.settings.misplaced import refuse_secrets
from syndicate.settings.pelican_kinds import refuse_wrong_kinds
from syndicate.settings.places import read_folders
from syndicate.settings.targets import Target, read_target
from syndicate.settings.tokens import KEY, TELL, Held, held

__all__ = [
    "FORMAT", "Account", "Editor", "Mailbox", "Secrets", "Settings", "Target", "deploy_is_loopback",
    "form_of", "from_mapping", "is_loopback", "load",
]  # fmt: skip

OWN_KEYS = {
    "SYNDICATE_ACCOUNTS",
    "SYNDICATE_LEDGER",
    "SYNDICATE_DEPLOY",
    "SYNDICATE_DEPLOY_BRANCH",
    "SYNDICATE_DROP",
    "SYNDICATE_LEASE",
    "SYNDICATE_ACTS",
    "SYNDICATE_POSTS",
    "SYNDICATE_PREVIEW",
    "SYNDICATE_PRIVATE",
    "SYNDICATE_STATE",
    "SYNDICATE_REQUIRE_APPROVAL",
    "SYNDICATE_LANGUAGE",
    "SYNDICATE_PRACTICE",
    "SYNDICATE_LIVE_SECONDS",
    "SYNDICATE_MAILBOX",
    "SYNDICATE_FORMAT",
    "SYNDICATE_EDITOR",
    "SYNDICATE_FEED_HUB",
    "SYNDICATE_HEADERS",
    "SYNDICATE_PRIVATE_HOSTS",
    "SYNDICATE_PUBLISHERS",
    "SYNDICATE_SILENCE",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a run needs to know, validated; paths are absolute, `lease` is in seconds.

    `event` is the file in which a code host's runner says what it knows of the repository, "" elsewhere.
    `editor` is where the page in the browser keeps texts, None for a site without one.
    `acts` is the address at which a person says with two taps what to do, with {title} and {text}; `hub` is
    told which feeds changed. `desk` is the secret of which the desk's address is made, "" without one.
    `mailbox` is where texts are handed in by mail, None without one.
    Where each post `asks`, it goes out only after somebody's yes (SYNDICATE_SILENCE "stop").
    `blog` marks a Pelican site that was made without us: its own `pelican` settings rule its pages, and
    `output` is a folder of ours, since Pelican's belongs to whoever runs `pelican` there.
    """

    root: Path
    pelican: Mapping[str, Any]
    accounts: tuple[Account, ...]
    siteurl: str
    sitename: str
    language: str
    timezone: str
    content: Path
    private: Path
    output: Path
    posts: Path
    preview: Path
    drop: Path
    state: Path
    ledger: str
    deploy: str
    deploy_branch: str
    practice: Practice
    lease: float = 1800.0
    live_seconds: float = 60.0
    require_approval: bool = False
    headers: bool | None = None
    form: int = 1
    blog: bool = False
    ci: bool = False
    actor: str = ""
    event: str = ""
    clock: datetime | None = None
    secrets: Mapping[str, Secrets] = field(default_factory=dict)
    held: Held = field(default_factory=lambda: Held({}))
    private_hosts: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    acts: str = ""
    desk: str = field(default="", repr=False)
    editor: Editor | None = None
    hub: str = ""
    asks: bool = False
    mailbox: Mailbox | None = None

    @property
    def tell(self) -> tuple[str, ...]:
        """Return where messages to whoever posts by hand go: the addresses of SYNDICATE_TELL, all secret."""
        return tuple(self.held.get(TELL, "").split())

    def now(self) -> datetime:
        """Return the moment of this run in UTC: SYNDICATE_NOW where it may be honoured."""
        return self.clock or datetime.now(UTC)

    @property
    def site_language(self) -> str:
        """Return the language of the site (DEFAULT_LANG); `language` is that of findings.

        "" of a blog, which does not say who reads what.
        """
        return "" if self.blog else str(self.pelican.get("DEFAULT_LANG") or self.language)

    @property
    def target(self) -> Target:
        """Return where the site goes, as the host itself will read it."""
        return read_target(self.deploy)

    @property
    def secret_values(self) -> tuple[str, ...]:
        """Return every secret's value, the code host's own as well, for redaction only."""
        return tuple(
            dict.fromkeys((*(v for s in self.secrets.values() for v in s.values()), *self.held.values()))
        )

    @property
    def reach(self) -> Reach:
        """Return all that this site may ask over the network: itself, its accounts' servers, its publishers.

        A channel adds its network's own hosts for its own account (channels.load).
        """
        named = (self.siteurl, *(account.base_url for account in self.accounts))
        return Reach.to((*map(host_of, named), *self.publishers), self.private_hosts)


def load(root: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings file at `root` and the environment; raises SettingsError naming every mistake."""
    env = os.environ if environ is None else environ
    return from_mapping(root, blogs.read_conf(root), env)


def from_mapping(root: Path, conf: Mapping[str, Any], env: Mapping[str, str]) -> Settings:
    """Validate settings that are already a mapping; raises SettingsError naming every mistake."""
    refuse_wrong_kinds(conf)
    own, blog = dict(conf), blogs.is_blog(root, conf)
    sources = blogs.folders(root, conf) if blog else None
    if blog:
        conf = blogs.defaults(root, conf)
    wrong: list[str] = []
    form = read_form(conf, wrong)
    wrong += [
        f"pelicanconf.py: {k} is not a setting of ours. Known: {', '.join(sorted(OWN_KEYS))}."
        for k in conf
        if k.startswith("SYNDICATE_") and k not in OWN_KEYS
    ]
    kept = held(env)
    refuse_secrets(own, kept)
    keys.keys(kept.get(KEY, ""))
    accounts = read_accounts(conf.get("SYNDICATE_ACCOUNTS", [{"name": "folder", "channel": "folder"}]), wrong)
    deploy = values.text(conf, "SYNDICATE_DEPLOY", "folder:public", wrong)
    ledger = values.text(conf, "SYNDICATE_LEDGER", "file:.syndicate/ledger", wrong)
    first = values.text(conf, "DEFAULT_LANG", "nl", wrong)
    known: dict[str, Any] = {
        **read_folders(root, conf, ledger, _target(deploy, wrong), wrong, sources=sources),
        "siteurl": _siteurl(conf, wrong),
        "sitename": values.text(conf, "SITENAME", "", wrong),
        "language": values.text(conf, "SYNDICATE_LANGUAGE", first, wrong),
        "timezone": times.timezone(conf, wrong),
        "ledger": ledger,
        "deploy": deploy,
        "deploy_branch": values.text(conf, "SYNDICATE_DEPLOY_BRANCH", "gh-pages", wrong),
        "practice": values.practice(conf, wrong),
        "lease": times.lease(conf, accounts, wrong),
        "live_seconds": values.seconds(conf, "SYNDICATE_LIVE_SECONDS", 60, 3_600, wrong),
        "require_approval": values.flag(conf, "SYNDICATE_REQUIRE_APPROVAL", wrong),
        "headers": values.flag(conf, "SYNDICATE_HEADERS", wrong) if "SYNDICATE_HEADERS" in conf else None,
        "form": form,
        "clock": times.clock(env.get("SYNDICATE_NOW", ""), accounts, wrong),
    }
    known["acts"], known["desk"] = values.acts(conf, wrong), values.desk(env, wrong)
    known["editor"] = read_editor(conf, wrong)
    if blog and known["editor"]:
        wrong.append(f"pelicanconf.py: {EDITOR} is for a practice: a blog's texts have other fields.")
    known["hub"], known["asks"] = values.hub(conf, wrong), values.silence(conf, wrong, blog=blog)
    known["mailbox"] = read_mailbox(conf, wrong)
    known["private_hosts"] = read_hosts(conf, "SYNDICATE_PRIVATE_HOSTS", "'10.0.0.5'", wrong)
    known["publishers"] = read_hosts(conf, "SYNDICATE_PUBLISHERS", "'richtlijnen.nhg.org'", wrong)
    if blog and not (root / str(conf.get("PATH") or "content")).is_dir():
        wrong.append("pelicanconf.py: PATH must name the folder that your texts are in, e.g. 'content'.")
    if wrong:
        raise SettingsError("\n".join(wrong))
    if blog:
        known["output"], known["form"] = known["state"] / "site", FORMAT
        known["practice"] = replace(known["practice"], name=known["practice"].name or known["sitename"])
    return Settings(
        root=root.resolve(),
        pelican=own,
        blog=blog,
        accounts=accounts,
        ci=env.get("CI", "").lower() in ("1", "true"),
        actor=env.get("GITHUB_ACTOR") or env.get("USER") or env.get("USERNAME") or "unknown",
        event=env.get("GITHUB_EVENT_PATH", ""),
        secrets={a.name: Secrets(a.name, env) for a in accounts},
        held=kept,
        **known,
    )


def deploy_is_loopback(settings: Settings) -> bool:
    """Tell whether the deploy target cannot be read from outside this machine.

    A folder may be served from here, so of a folder the site's address decides. A port of this machine
    that somebody tunnels elsewhere cannot be told apart.
    """
    target = settings.target
    return target.loopback and (target.kind != "folder" or is_loopback(settings.siteurl))


def _target(deploy: str, wrong: list[str]) -> Target | None:
    try:
        return read_target(deploy)
    except SettingsError as error:
        wrong.append(str(error))
        return None


def _siteurl(conf: Mapping[str, Any], wrong: list[str]) -> str:
    siteurl = values.text(conf, "SITEURL", "", wrong).rstrip("/")
    if not re.fullmatch(ADDRESS, siteurl):
        wrong.append(
            "pelicanconf.py: SITEURL must be the full address of the site, e.g. 'https://praktijk.example'."
        )
    return siteurl
