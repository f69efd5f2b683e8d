"""withdraw: what must not be public is off the site at once, and no earlier build is kept that holds it.

The one way to put a build live while posting is held. It posts nothing: what is on a network already, a
person deletes there, and is told where. docs/incident.md says what else there is to do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from syndicate import rules
from syndicate.channels import folder
from syndicate.errors import SettingsError
from syndicate.ledger import reading
from syndicate.model import Article, EntryKind, Finding, Status, campaign_token
from syndicate.site import deploy
from syndicate.workflows import kept, leaving
from syndicate.workflows.version import build_version
from syndicate.workflows.way import (
    Site,
    Tell,
    Way,
    approvals,
    entry,
    holds,
    open_way,
    silent,
    sources,
    stop_on,
)

AS_IS = "as-is"
WHY = "withdrawal"
KEEPING = ("cache", "upgrade", "withdrawn")
"""What of the state folder may hold an article's text: all of it but the ledger and the locks."""


def withdraw(
    root: Path,
    ref: str,
    reason: str = "",
    *,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Hold posting, leave of an article only its notice, and put the site live without any earlier build.

    `ref` is a file, uid/lang, or a uid (then every language of it); AS_IS takes the content as it stands,
    for what somebody took out by hand. No folder of ours keeps anything of the text: git has it where the
    practice keeps its texts there, and nothing else has. Returns the addresses of its posts, which a person
    has to delete, and tells of those that have none. Raises SettingsError, ContentError, LedgerError,
    SiteError; posting then is held all the same.
    """
    way = open_way(root, tell=tell, environ=environ)
    _hold(way)
    named = _named(way, ref) if ref != AS_IS else ()
    if named:
        _refuse_reason(way, reason)
        for article in named:
            _leave_notice(way, article, reason)
        way = open_way(root, tell=tell, environ=environ)
    _replace(way)
    refs = frozenset(article.ref for article in named)
    folder.forget(way.settings.posts, refs)
    posts = _posts(way, refs)
    for url in posts:
        way.tell(f"delete by hand: {url}")
    way.tell("posting is held; docs/incident.md says what comes next")
    return posts


def _posts(way: Way, refs: frozenset[str]) -> tuple[str, ...]:
    """Return where the posts of these articles are; say which have no address, and of which nobody knows."""
    for one in way.ledger.posted():
        if one.open and f"{one.uid}/{one.lang}" in refs:
            ref = rules.hidden(f"{one.uid}/{one.lang}", known=way.known)
            way.tell(f"look at the account {one.account}: a post of {ref} may be there")
    sent = [e for e in way.ledger.only(EntryKind.SENT, EntryKind.FOUND) if _ref(e.key) in refs]
    found = [e for e in sent if e.data["url"].startswith("http")]
    elsewhere = {e.key: e.data for e in sent if not e.data["url"].startswith("file:")}
    for key in sorted(elsewhere.keys() - {e.key for e in found}):
        ref, account, mark = rules.hidden(_ref(key), known=way.known), key.split("/")[2], campaign_token(key)
        name = elsewhere[key]["url"] or elsewhere[key]["id"]
        called = f"; the network calls it {name}" if name != mark else ""
        way.tell(f"look at the account {account}: a post of {ref} is there (s={mark} in its link{called})")
    return tuple(sorted({e.data["url"] for e in found}))


def _ref(key: str) -> str:
    return "/".join(key.split("/")[:2])


def _hold(way: Way) -> None:
    if "all" not in holds(way):
        data = {"scope": "all", "person": way.settings.actor, "reason": WHY}
        way.ledger.append(entry(way, EntryKind.HOLD, data=data))
    way.tell("posting is held")


def _named(way: Way, ref: str) -> tuple[Article, ...]:
    if way.settings.blog:
        raise SettingsError(
            "the articles of a blog are withdrawn by hand: take out what must go, then "
            f"`invoke withdraw {AS_IS}`."
        )
    found = tuple(a for a in way.content.articles if ref in (a.ref, a.file, a.slug, a.uid))
    if not found:
        known = ", ".join(rules.hidden(a.ref, known=way.known) for a in way.content.articles)
        said = rules.hidden(ref, known=way.known)
        raise SettingsError(f"{said!r} is no article. Say one of: {known}.")
    return found


def _refuse_reason(way: Way, reason: str) -> None:
    if not reason.strip():
        raise SettingsError('say why, in words that patients will read: --reason "..."')
    if rules.identifiers(reason, known=way.known):
        raise SettingsError("the reason holds something that may identify a person; say it without.")


def _leave_notice(way: Way, article: Article, reason: str) -> None:
    """Replace the file by what its notice needs."""
    if article.status is Status.WITHDRAWN and not article.body:
        return
    file = way.settings.root / article.file
    file.write_text(_notice(article, " ".join(reason.split())), encoding="utf-8")
    way.tell(f"{rules.hidden(article.file, known=way.known)}: withdrawn; only its notice is left")


def _notice(article: Article, reason: str) -> str:
    fields = {
        "title": article.title,
        "uid": article.uid,
        "slug": article.slug,
        "aliases": list(article.aliases),
        "short": list(article.short),
        "lang": article.lang,
        "translation_of": article.translation_of,
        "date": article.date.isoformat() if article.date else "",
        "authors": [person.id for person in article.authors],
        "topic": article.topic,
        "sample": article.sample,
        "status": str(Status.WITHDRAWN),
        "reason": reason,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def _replace(way: Way) -> None:
    """Build and deploy what the content says now, and forget every build and drawing of before."""
    signed = approvals(way)
    way, found = leaving.at_home(way, sources(way, signed))
    stop_on(way, _grave(found))
    _empty(way.settings.state / name for name in KEEPING)
    kept.take_up(way)
    way, site = leaving.site_at_home(way, signed)
    stop_on(way, _grave(site.findings))
    for file in dict.fromkeys(finding.file for finding in way.left):
        way.tell(f"{file}: stays at home; `invoke check` says why")
    _deploy(way, site)
    way.tell("keep no earlier build")
    deploy.forget(way.settings)
    _empty((way.settings.preview, way.settings.drop / "taken", *_broken_off(way.settings.output)))


def _grave(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what stops even this: not how plain a text or how tidy a page is."""
    return tuple(f for f in findings if not f.code.startswith(("plain.", "page.")))


def _empty(folders: Iterable[Path]) -> None:
    """Remove these folders whole; raises OSError for one that cannot be."""
    for each in folders:
        if each.exists():
            shutil.rmtree(each)


def _broken_off(output: Path) -> tuple[Path, ...]:
    return tuple(output.with_name(f".{output.name}.{what}") for what in ("building", "previous"))


def _deploy(way: Way, site: Site) -> None:
    last = reading.deploys(way.ledger.only(EntryKind.DEPLOY))
    version, fingerprint = build_version(way.settings.root), site.built.fingerprint
    way.tell(f"deploy to {way.settings.deploy}")
    deploy.deploy(way.settings, site.built.output, version=version, fingerprint=fingerprint, last=last)
    data = {"fingerprint": fingerprint, "version": str(version), "target": way.settings.deploy}
    way.ledger.append(entry(way, EntryKind.DEPLOY, data=data))
