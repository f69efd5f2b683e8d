"""What is due now, drawn exactly as it would be sent; nothing leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from syndicate import plan, rules, teaser
from syndicate.channels.lookback import digest
from syndicate.errors import Rejected
from syndicate.model import (
    Article,
    EntryKind,
    Finding,
    Lane,
    Payload,
    Plan,
    Post,
    Posted,
    Severity,
    Skip,
    Slot,
    State,
    Status,
    Words,
)
from syndicate.rules import Standing
from syndicate.workflows import spending
from syndicate.workflows.past import past
from syndicate.workflows.way import Site, Way, agreed, holds, unsaid
from syndicate.workflows.way import lanes as every_lane


@dataclass(frozen=True, slots=True)
class Coming:
    """One post as its network will get it, with what the rules say of it."""

    slot: Slot
    post: Post
    payload: Payload
    findings: tuple[Finding, ...] = ()

    @property
    def blocked(self) -> bool:
        """Tell whether a rule stops this post."""
        return any(f.blocks for f in self.findings)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything known before anything leaves: posts that are due, what is not due and why.

    `free` are the articles that no rule and no person keeps from being shared; `asking` are posts whose turn
    it is, and that wait for somebody's yes.
    """

    coming: tuple[Coming, ...] = ()
    skips: tuple[Skip, ...] = ()
    free: tuple[Article, ...] = ()
    asking: tuple[Coming, ...] = ()


def shareable(
    way: Way, articles: Iterable[Article], findings: Sequence[Finding]
) -> tuple[tuple[Article, ...], tuple[Skip, ...]]:
    """Split what is published into what may be shared and what a rule or a person holds back.

    Of what may be shared, the accounts that a person holds are skipped as well.
    """
    stopped = {f.subject for f in findings if f.blocks or _unapproved(f)}
    unread = {f.subject for f in findings if f.code == "trust.language"}
    behind = {f.subject for f in findings if f.code == "trust.translation-old"}
    asked = {f.subject for f in findings if f.blocks and rules.seconded(f)}
    alone = {f.subject for f in findings if f.code in ALONE}
    held = holds(way)
    free: list[Article] = []
    skips: list[Skip] = []
    for article in articles:
        if article.status is not Status.PUBLISHED:
            continue
        code = "" if article.listed else "hidden"
        code = "language" if article.ref in unread else code
        code = "behind" if article.ref in behind else code
        code = "original" if article.ref in alone else code
        code = "rule" if stopped & {article.ref, article.file} else code
        code = "secrecy" if article.ref in asked else code
        code = "held" if f"article:{article.uid}" in held else code
        if code:
            skips.extend(Skip(article, a.name, code, WHY[code]) for a in way.settings.accounts)
        else:
            free.append(article)
    names = [a.name for a in way.settings.accounts if f"account:{a.name}" in held]
    skips.extend(Skip(article, name, "held", WHY["held"]) for name in names for article in free)
    return tuple(free), tuple(skips)


def _unapproved(finding: Finding) -> bool:
    return rules.unread(finding) or (finding.code == "trust.approval" and not finding.overridden)


ALONE = frozenset({"content.original-withdrawn", "content.original-not-public", "site.waits-too"})
LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
WHY = {
    "hidden": Words("het staat in geen lijst (status: hidden)", "it is in no list (status: hidden)"),
    "language": Words(
        "niemand die deze taal leest, heeft de vertaling goedgekeurd: `invoke approve … --role language`",
        "nobody who reads this language has approved the translation: `invoke approve … --role language`",
    ),
    "behind": Words(
        "het origineel is veranderd sinds de vertaling is goedgekeurd: `invoke approve … --role language`",
        "the original has changed since the translation was approved: `invoke approve … --role language`",
    ),
    "original": Words(
        "het origineel van deze vertaling staat niet (meer) op de site",
        "the original of this translation is not on the site (any more)",
    ),
    "rule": Words(
        "een regel houdt dit artikel tegen; `invoke check` zegt welke",
        "a rule stops this article; `invoke check` says which",
    ),
    "secrecy": Words(
        "iemand anders moet dit nog lezen: `invoke approve … --role secrecy`; `invoke check` zegt waar",
        "somebody else has to read this: `invoke approve … --role secrecy`; `invoke check` says where",
    ),
    "held": Words(
        "iemand houdt dit vast; `invoke release` laat het los",
        "a person holds this; `invoke release` lets it go",
    ),
}


def lanes(way: Way) -> tuple[Lane, ...]:
    """Return the accounts that may post now: those that no person holds."""
    held = holds(way)
    return tuple(lane for lane in every_lane(way) if f"account:{lane.account}" not in held)


def outlook(way: Way, site: Site, findings: Sequence[Finding]) -> Outlook:
    """Decide what is due now and draw each post exactly as it would be sent; nothing leaves.

    A post that a rule stops, or that its network refused before, gives its turn to the next one:
    otherwise it would be planned first every day and silence its account. One that waits for a yes gives it
    to what somebody said yes to.
    """
    free, skips = shareable(way, (p.article for p in site.pages.values() if p.article), findings)
    closed = spending.closed(way)
    open_lanes = tuple(lane for lane in lanes(way) if lane.account not in closed)
    until = spending.next_month(way.settings, way.now)
    skips += tuple(Skip(a, name, "cap", spending.WHY, until) for name in sorted(closed) for a in free)
    due, coming, stopped = _turns(way, site, free, open_lanes)
    waits = unsaid(way, (c.payload for c in coming))
    asking = tuple(c for c in coming if c.slot.key in waits)
    if asking:
        due, coming, passed = _turns(way, site, free, agreed(way, open_lanes), said=True)
        more = (c for c in passed if c.blocked)
        stopped = tuple({c.slot.key: c for c in (*stopped, *more)}.values())
    known = {(c.slot.article.ref, c.slot.account) for c in (*stopped, *asking)}
    others = tuple(s for s in due.skips if (s.article.ref, s.account) not in known)
    return Outlook((*coming, *stopped), (*others, *skips), free, asking)


def _turns(
    way: Way, site: Site, free: Sequence[Article], open_lanes: Sequence[Lane], *, said: bool = False
) -> tuple[Plan, tuple[Coming, ...], tuple[Coming, ...]]:
    """Return what is due, its posts, and those that gave up their turn: stopped, or `said` no yes to."""
    history = past(way)
    passed: tuple[Coming, ...] = ()
    while True:
        due = plan.due(free, open_lanes, way.content.calendar, history, way.now)
        coming = draw(way, site, due.slots)
        waits = unsaid(way, (c.payload for c in coming)) if said else frozenset()
        hopeless = tuple(c for c in coming if c.blocked or c.slot.key in waits)
        if not hopeless:
            return due, coming, passed
        passed += hopeless
        history += tuple(_as_open(c.slot) for c in hopeless)


def _as_open(slot: Slot) -> Posted:
    # so long ago, and adopted, that neither a gap nor a cap feels what will not go out
    article, account = slot.article, slot.account
    return Posted(
        article.uid,
        article.lang,
        account,
        str(slot.occasion),
        LONG_AGO,
        slot.variant,
        open=True,
        adopted=True,
    )


def draw(way: Way, site: Site, slots: Iterable[Slot]) -> tuple[Coming, ...]:
    """Compose and render each slot, and let the rules look at the post."""
    found = []
    same = SameWords(way)
    for slot in slots:
        channel = way.channels[slot.account]
        page = site.pages[slot.article.ref]
        limits = channel.limits
        image = page.card(limits.image_types, limits.look.ratio)
        post = teaser.compose(slot, limits, network=channel.network, permalink=page.url, image=image)
        how = site.standings.get(slot.article.ref, Standing())
        seen = rules.on_post(post, limits, known=way.known, standing=how)
        seen = rules.soften(seen) if way.settings.blog else seen
        seen = rules.override(seen, slot.article.overrides)
        try:
            payload = channel.render(post)
        except Rejected as error:
            payload = Payload(channel.network, slot.account, slot.key, post.text, "", post.lang, "", slot.at)
            seen = (*seen, _refused(slot, str(error)))
        before = way.ledger.state([slot.key], way.now)[slot.key]
        if before.state is State.REJECTED and before.claim and before.claim.data["body"] == payload.hash:
            seen = (*seen, _refused(slot, "it was refused before and has not changed since"))
        if getattr(channel, "by_words", False) and same.taken(slot, payload.text):
            seen = (*seen, _refused(slot, SAME))
        found.append(Coming(slot, post, payload, seen))
    return tuple(found)


class SameWords:
    """The words of the last 30 days on accounts whose posts are known by them: no two may be the same."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._known: dict[tuple[str, str], str] = {}

    def taken(self, slot: Slot, text: str) -> bool:
        """Tell whether another post of the account has these words, and keep them for this one if not."""
        if not self._known:
            since = self._way.now - SAME_FOR
            for entry in self._way.ledger.only(EntryKind.PREPARED):
                if entry.at >= since and "words" in entry.data:
                    self._known[entry.key.split("/")[2], entry.data["words"]] = entry.key
        return self._known.setdefault((slot.account, digest(text)), slot.key) != slot.key


SAME_FOR = timedelta(days=30)
SAME = (
    "another post of the last 30 days has the same words, and without a link the two could not be told apart"
)


def _refused(slot: Slot, why: str) -> Finding:
    said = Words(
        f"{slot.account} neemt dit bericht niet aan: {why}.", f"{slot.account} does not take this: {why}."
    )
    mend = Words("Pas de teaser of het beeld aan.", "Change the teaser or the picture.")
    return Finding("post.refused", Severity.ERROR, said, mend, slot.article.file, 1, slot.key)
