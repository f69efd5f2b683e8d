"""publish: everything outstanding, whole; every other workflow is this one stopped earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate import rules
from syndicate.errors import Exit, ExpertstatusError, LedgerError, SettingsError
from syndicate.ledger import reading, timing
from syndicate.model import EntryKind, Finding, Page, Words
from syndicate.site import deploy
from syndicate.workflows import (
    cards,
    desk,
    heartbeat,
    hub,
    kept,
    learning,
    leaving,
    outgoing,
    private,
    renewal,
    telling,
    weekly,
)
from syndicate.workflows.doubt import Settled, settle
from syndicate.workflows.outlook import Coming, Outlook, outlook
from syndicate.workflows.past import take_up_blog
from syndicate.workflows.sending import Sent, send_all
from syndicate.workflows.spending import OVER, with_stand_ins
from syndicate.workflows.version import build_version
from syndicate.workflows.way import (
    Site,
    Tell,
    Way,
    approvals,
    entry,
    known_accounts,
    open_way,
    refuse_hold,
    silent,
    sources,
    stop_on,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What one run did, for a person and for CI (`exit`); `late` says how late posts went out lately.

    `left` says why new articles stayed at home, and where a link to one was taken out of another; `dead`
    says which accounts go by hand (a token is dead) or are over a cap, `ending` whose token ends soon.
    """

    way: Way
    outlook: Outlook
    pages: tuple[Page, ...]
    sent: tuple[Sent, ...] = ()
    settled: tuple[Settled, ...] = ()
    dry: bool = False
    late: timing.Late | None = None
    left: tuple[Finding, ...] = ()
    dead: tuple[str, ...] = ()
    ending: tuple[Words, ...] = ()

    @property
    def exit(self) -> Exit:
        """Return the exit code that this run has earned, what needs a person first."""
        outcomes = [s.outcome for s in self.sent]
        if any(s.outcome == "person" for s in self.settled) or "doubt" in outcomes:
            return Exit.PERSON
        failed = {s.account for s in self.sent if s.outcome == "failed"}
        if failed:
            fine = {s.account for s in self.sent} - failed
            return Exit.SOME_FAILED if fine else Exit.ALL_FAILED
        if any(s.outcome == "dropped" for s in self.settled):
            return Exit.SOME_FAILED
        if any(s.outcome == "held" and s.why != OVER for s in self.sent):
            return Exit.HELD
        if not all(map(rules.unread, self.left)) or any(c.blocked for c in self.outlook.coming):
            return Exit.CONTENT
        return Exit.DONE


def publish(
    root: Path, *, dry_run: bool = False, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> Published:
    """Check, build, deploy, wait until live, then post what is due, exactly once; leave the heartbeat.

    Raises ContentError, SettingsError, LedgerError, SiteError and Held before anything was sent;
    what happens per post is in the result. A dry run stops before the deploy.
    """
    way = open_way(root, tell=tell, environ=environ)
    if dry_run:
        return _publish(way, dry_run=True)
    try:
        done = _publish(way, dry_run=False)
    except ExpertstatusError as stopped:
        heartbeat.leave(way, stopped.exit)
        weekly.on_time(way)
        raise
    weekly.on_time(way)
    return replace(done, late=heartbeat.leave(way, done.exit, done.outlook.free))


def _publish(way: Way, *, dry_run: bool) -> Published:
    refuse_hold(way)
    refuse_unadopted(way)
    if not dry_run:
        refuse_missing_packages(way)
        refuse_missing_secrets(way)
        for doubt in private.refuse_readable(way.settings):
            way.tell(doubt)
        take_up_blog(way)
    signed = approvals(way)
    found = sources(way, signed)
    way, found = leaving.at_home(way, found)
    stop_on(way, found)
    way, ending = renewal.renewed(way, asks=not dry_run)
    way, dead = with_stand_ins(way, asks=not dry_run)
    settled = () if dry_run else settle(way)
    if not dry_run:
        kept.take_up(way)
    way, site = leaving.site_at_home(way, signed)
    stop_on(way, site.findings)
    kept.refuse_lost(way, site)
    left = (*way.left, *leaving.unlinked(site.findings))
    view = outlook(way, site, (*found, *site.findings))
    if not dry_run and learning.learnt(way, (*view.coming, *view.asking)):
        view = outlook(way, site, (*found, *site.findings))
    outgoing.refuse_in_payloads(way.settings, (c.payload for c in (*view.coming, *view.asking)))
    if dry_run:
        return Published(way, view, site.built.pages, dry=True, left=left, ending=ending)
    sent, settled = _send(way, site, view, settled)
    telling.tell(way, telling.news(way, view.coming, sent, settled, dead))
    hub.tell(way, site)
    return Published(way, view, site.built.pages, sent, settled, left=left, dead=dead, ending=ending)


def _send(
    way: Way, site: Site, view: Outlook, settled: tuple[Settled, ...]
) -> tuple[tuple[Sent, ...], tuple[Settled, ...]]:
    """Go live with the private pages, send all that may go, and ask at once about what is in doubt."""
    free = [c for c in view.coming if not c.blocked]
    site, handed = cards.lay(way, site, free)
    site = desk.lay(way, site, view)
    go_live(way, site.built.output, site.built.fingerprint, (*_linked(site, free), *handed))
    kept.note(way, site)
    way.tell(f"post {len(free)} due")
    sent = send_all(way, free)
    if any(s.outcome == "doubt" for s in sent):
        latest = {s.key: s for s in _settle_after(way)}
        sent = tuple(_after(s, latest.get(s.key)) for s in sent)
        settled = (*(s for s in settled if s.key not in latest), *latest.values())
    return sent, settled


def _settle_after(way: Way) -> tuple[Settled, ...]:
    # what was sent is sent: a ledger that fails now leaves the doubt to the next run
    try:
        return settle(way)
    except LedgerError as error:
        way.tell(str(error))
        return ()


def _after(sent: Sent, seen: Settled | None) -> Sent:
    if seen is None or seen.outcome == "person":
        return sent
    if seen.outcome == "found":
        return replace(sent, outcome="posted", url=seen.url, why="")
    return replace(sent, outcome="failed", why=f"{sent.why} It is not there; the next run posts it.".strip())


def refuse_unadopted(way: Way) -> None:
    """Raise SettingsError where a network account has no past: its back catalogue would burst out."""
    known = known_accounts(way)
    fresh = [a.name for a in way.settings.accounts if not a.embedded and a.name not in known]
    if fresh:
        raise SettingsError(
            f"the ledger knows nothing of {', '.join(fresh)} yet, so every old article would be announced "
            "as new. Run `invoke adopt` to mark what exists as announced, or `invoke adopt --nothing` to "
            "announce it all, one by one."
        )


def refuse_missing_packages(way: Way) -> None:
    """Raise SettingsError naming the extra of every account whose network's own package is not installed."""
    from importlib.util import find_spec

    missing = [
        f"account {name}: pip install 'expertstatus[{channel.network}]'"
        for name, channel in way.channels.items()
        if (package := getattr(channel, "package", "")) and find_spec(package) is None
    ]
    if missing:
        raise SettingsError("a network's own package is not installed here:\n" + "\n".join(missing))


def refuse_missing_secrets(way: Way) -> None:
    """Raise SettingsError naming every secret that an account needs and the environment lacks."""
    missing = [
        f"account {name}: {way.settings.secrets[name].variable(need)}"
        for name, channel in way.channels.items()
        for need in channel.needs
        if need not in way.settings.secrets[name]
    ]
    if missing:
        raise SettingsError(
            "these secrets are missing from the environment:\n" + "\n".join(missing) + "\n"
            "docs/settings.md says where they come from and where to put them."
        )


def go_live(way: Way, output: Path, fingerprint: str, pages: Sequence[Page]) -> None:
    """Put the build on its host and wait until the pages that will be linked answer; or SiteError.

    Looks at the hold again first: a rollback that happened during the build must not be undone.
    """
    last = reading.deploys(way.ledger.only(EntryKind.DEPLOY))
    version = build_version(way.settings.root)
    refuse_hold(way)
    way.tell(f"deploy to {way.settings.deploy}")
    deploy.deploy(way.settings, output, version=version, fingerprint=fingerprint, last=last)
    data = {"fingerprint": fingerprint, "version": str(version), "target": way.settings.deploy}
    if last is None or any(last.get(k) != v for k, v in data.items()):
        way.ledger.append(entry(way, EntryKind.DEPLOY, data=data))
    if pages:
        way.tell(f"wait until {len(pages)} pages are live")
        deploy.wait_live(way.settings, pages, way.door)


def _linked(site: Site, coming: Sequence[Coming]) -> tuple[Page, ...]:
    return tuple({c.post.permalink: site.pages[c.post.article.ref] for c in coming}.values())
