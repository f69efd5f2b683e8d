"""The one way of every article, which check, preview, dry run and publish walk together.

read content -> open ledger -> on hold? -> rules on sources -> build -> rules on pages
-> due -> compose -> render -> rules on posts -> [all but publish stop here]

A preview can then never lie: it is publish, stopped earlier.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import channels, content, ledger, rules, settings
from syndicate.channels import Channel
from syndicate.content import Content
from syndicate.errors import ContentError, Held
from syndicate.http import Door
from syndicate.ledger import Ledger, reading
from syndicate.model import (
    NOTHING,
    Approval,
    Article,
    Entry,
    EntryKind,
    Finding,
    Page,
    Status,
    Words,
)
from syndicate.settings import Account, Settings
from syndicate.settings.blog import doubt
from syndicate.site.blog import read_blog
from syndicate.site.build import Built, build
from syndicate.workflows import gate

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Way:
    """What one run has in hand; `now` is its moment in UTC, `today` the practice's day."""

    settings: Settings
    content: Content
    ledger: Ledger
    door: Door
    channels: Mapping[str, Channel]
    now: datetime
    today: date
    run: str
    tell: Tell

    def account(self, name: str) -> Account:
        """Return the settings of one account."""
        return next(a for a in self.settings.accounts if a.name == name)

    def moment(self) -> datetime:
        """Return the time right now (UTC), for leases and entries; SYNDICATE_NOW stands still."""
        return self.settings.now()


@dataclass(frozen=True, slots=True)
class Site:
    """The built site and what the rules say of its pages."""

    built: Built
    pages: Mapping[str, Page]
    findings: tuple[Finding, ...] = ()


def silent(_line: str) -> None:
    """Tell nobody."""


def open_way(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Way:
    """Read settings and content, open ledger and channels; raises SettingsError, LedgerError, SiteError."""
    conf = settings.load(root, environ)
    now = conf.now()
    today = now.astimezone(ZoneInfo(conf.timezone)).date()
    if conf.blog:
        tell("a Pelican blog, not a practice: what only a practice promises its patients is advice here")
        read = read_blog(conf, known=files(ledger.open_ledger(conf)))
    else:
        read = content.read(
            conf.content,
            root=conf.root,
            timezone=conf.timezone,
            language=conf.language,
            today=today,
            private=conf.private,
        )
        if sign := doubt(conf.root, conf.pelican):
            tell(f'{sign} makes a practice of this site; a blog has SYNDICATE_FORMAT = "pelican" as well')
    gate.refuse_unsafe(conf, read)
    door = Door(conf.secret_values, only_loopback=gate.is_sample(conf, read))
    opened = {
        a.name: channels.load(channels.Opening(a, conf.secrets[a.name], door, conf.output, conf.posts))
        for a in conf.accounts
    }
    store = ledger.open_ledger(conf)
    return Way(conf, read, store, door, opened, now, today, secrets.token_hex(6), tell)


def refuse_hold(way: Way) -> None:
    """Raise Held where a person holds all posting."""
    hold = reading.holds(entry for _, entry in way.ledger.since("")).get("all")
    if hold:
        raise Held(
            f"posting is held by {hold.data.get('person', '?')} since {hold.at:%Y-%m-%d %H:%M} UTC: "
            f"{hold.data.get('reason', '').rstrip('. ')}. `invoke release` lets it go on."
        )


def approvals(way: Way) -> Mapping[str, tuple[Approval, ...]]:
    """Return the approvals of the ledger by article (uid/lang)."""
    found: dict[str, tuple[Approval, ...]] = {}
    for ref, approval in reading.approvals(entry for _, entry in way.ledger.since("")):
        found[ref] = (*found.get(ref, ()), approval)
    return found


def sources(way: Way, signed: Mapping[str, tuple[Approval, ...]]) -> tuple[Finding, ...]:
    """Return what content and rules say of the articles as they are written."""
    found = [masked(way, f) for f in way.content.findings]
    for topic in way.content.topics.values():
        found.extend(rules.on_topic(topic, practice=way.settings.practice))
    found.extend(rules.on_calendar(way.content.calendar, practice=way.settings.practice))
    named = {a.name: way.channels[a.name].limits for a in way.settings.accounts}
    networks = {a.name: a.channel for a in way.settings.accounts}
    for article in way.content.articles:
        seen = rules.on_source(
            article,
            people=way.content.people,
            practice=way.settings.practice,
            today=way.today,
            approvals=signed.get(article.ref, ()),
            require_approval=way.settings.require_approval,
            language=way.settings.site_language,
        )
        seen = rules.override(seen, article.overrides)
        found.extend(rules.soften(seen) if way.settings.blog else seen)
        found.extend(rules.teaser_lengths(article, named, networks=networks))
    return rules.gather(found) if way.settings.blog else tuple(found)


def masked(way: Way, finding: Finding) -> Finding:
    """Return a finding about a field without the value it quotes, where that may be a patient's."""
    said = f"{finding.said.nl} {finding.said.en} {finding.mend.nl} {finding.mend.en}"
    if not rules.identifiers(said, practice=way.settings.practice):
        return finding
    return replace(finding, said=MASKED[0], mend=MASKED[1])


MASKED = (
    Words(
        "dit veld klopt niet, en er staat iets in dat een persoon kan aanwijzen.",
        "this field is wrong, and holds something that may point at a person.",
    ),
    Words("Haal dat eerst weg; kijk daarna opnieuw.", "Remove that first, then look again."),
)


def blocking(way: Way, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop publication: errors of anything that is not a draft.

    A draft of a blog is on its site, at an address that nobody links to.
    """
    unseen = () if way.settings.blog else way.content.articles
    drafts = {a.ref for a in unseen if a.status is Status.DRAFT}
    return tuple(f for f in findings if f.blocks and f.subject not in drafts)


def stop_on(way: Way, findings: Iterable[Finding]) -> None:
    """Raise ContentError where a finding stops publication."""
    found = blocking(way, findings)
    if found:
        ordered = tuple(sorted(found, key=lambda f: (f.file, f.line, f.code)))
        raise ContentError("nothing was published: the content has errors.", ordered)


def make_site(way: Way, signed: Mapping[str, tuple[Approval, ...]], output: Path | None = None) -> Site:
    """Build the site and look at its pages; raises SiteError, ContentError."""
    count = len(way.content.articles)
    way.tell(f"build {count} article{'' if count == 1 else 's'}")
    built = build(
        way.settings,
        way.content,
        output or way.settings.output,
        today=way.today,
        approvals=signed,
        syndication=syndication(way),
    )
    found: list[Finding] = []
    pages: dict[str, Page] = {}
    for page in built.pages:
        seen = rules.on_page(page, practice=way.settings.practice)
        if page.article:
            seen = rules.override(seen, page.article.overrides)
            pages[page.article.ref] = page
        found.extend(seen)
    if way.settings.blog:
        found = [*(masked(way, f) for f in built.findings), *rules.gather(rules.on_pages(found))]
    return Site(built, pages, tuple(found))


def syndication(way: Way) -> Mapping[str, tuple[str, ...]]:
    """Return the public addresses of our own posts by article, for u-syndication links."""
    found: dict[str, set[str]] = {}
    for _, entry in way.ledger.since(""):
        if entry.kind in (EntryKind.SENT, EntryKind.FOUND) and entry.data.get("url", "").startswith("http"):
            uid, lang, *_ = entry.key.split("/")
            found.setdefault(f"{uid}/{lang}", set()).add(entry.data["url"])
    return {ref: tuple(sorted(urls)) for ref, urls in found.items()}


def files(store: Ledger) -> Mapping[str, str]:
    """Return the uid of each file of a blog that the ledger knows: a new slug makes no new article."""
    return {e.data["file"]: e.data["uid"] for _, e in store.since("") if "file" in e.data}


def known_accounts(way: Way) -> frozenset[str]:
    """Return the accounts that have a past in the ledger: they posted, tried to, or were adopted whole."""
    entries = [e for _, e in way.ledger.since("")]
    return frozenset(
        e.data["account"]
        for e in entries
        if e.kind is EntryKind.CLAIM or (e.kind is EntryKind.ADOPTED and not e.key)
    )


def origin(way: Way, article: Article) -> Mapping[str, str]:
    """Return what the ledger keeps of where a blog's article stands, since only its slug names it."""
    return {"file": article.file} if way.settings.blog else NOTHING


def entry(
    way: Way, kind: EntryKind, key: str = "", attempt: int = 0, data: Mapping[str, str] = NOTHING
) -> Entry:
    """Make a ledger entry of this run, at this moment."""
    return Entry(kind, way.moment(), key, way.run, attempt, data)
