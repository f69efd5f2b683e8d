"""What a run did: posts with their addresses or reasons, doubts, and the entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from syndicate.console.coming import not_now
from syndicate.console.found import findings
from syndicate.console.host import row, summary
from syndicate.console.speech import counted, line, step
from syndicate.model import Entry, Words, campaign_token

if TYPE_CHECKING:
    from syndicate.workflows.doubt import Settled
    from syndicate.workflows.publish import Published

# of an entry's data, what says most to a person
SHOWN = frozenset({"due", "cost", "url", "why", "until", "scope", "role", "step", "seen"})
STAYS = Words(
    "blijft thuis, want nieuw en niet vrij; al het andere ging door (zonder links daarheen):",
    "stays at home, being new and not free; all else went on (without links to it):",
)


def published(done: Published) -> None:
    """Print what a run did: every post with its address or its reason, then where to look."""
    conf = done.way.settings
    lang = conf.language
    if done.dry:
        for coming in (c for c in done.outlook.coming if not c.blocked):
            text = coming.payload.text
            line(f"would post {coming.post.key} ({len(text)} signs)\n{_indented(text)}")
    for coming in done.outlook.asking:
        post = coming.payload
        signs = f"{campaign_token(post.key)}{post.sign}"
        line(f"waits    {post.key}  for a yes to it as it is now: invoke allow {signs} --person ID")
        if done.dry:
            line(_indented(post.text))
    for one in done.sent:
        line(f"{one.outcome:<8} {one.key}  {one.url or one.why}")
    settled(done.settled)
    findings([f for c in done.outlook.coming for f in c.findings if f.blocks], lang, 0)
    if done.left:
        step(STAYS.of(lang))
        findings(done.left, lang, 0)
    not_now(done.outlook.skips, lang)
    for dead in done.dead:
        step(dead)
    for said in (words.of(lang) for words in done.ending):
        line(said)
        summary(f"- {said}")
    posted = sum(1 for s in done.sent if s.outcome == "posted")
    given = sum(1 for s in done.sent if s.outcome == "given")
    by_hand = f"{given} to post by hand, " if given else ""
    line(
        f"{counted(len(done.pages), 'page')}, {posted} posted, {by_hand}{len(done.outlook.skips)} not now, "
        f"exit {int(done.exit)}{f', late: p95 {done.late.p95} min' if done.late else ''}"
    )
    if not done.dry:
        _where_to_look(done)
    rows = [row(f"`{s.key}`", s.outcome, s.url or s.why) for s in done.sent]
    summary("\n".join(["| post | outcome | where or why |", "|---|---|---|", *rows, ""]))


def settled(found: Iterable[Settled]) -> None:
    """Print what became of doubtful posts, and the one command for those that need a person."""
    for one in found:
        line(f"{one.outcome:<8} {one.key}  {one.url or one.why}")
        if one.outcome == "person":
            line(
                f"  look on {one.account}, then: invoke settle --key {one.key} --url ADDRESS   (or --absent)"
            )


def ledger(entries: Iterable[Entry]) -> None:
    """Print ledger entries as a table, oldest first (UTC)."""
    for e in entries:
        told = " ".join(f"{k}={v}" for k, v in e.data.items() if k in SHOWN)
        line(f"{e.at:%Y-%m-%d %H:%M:%S}  {e.kind:<9} {e.key or '-'}  {told}".rstrip())


def _where_to_look(done: Published) -> None:
    conf = done.way.settings
    target = conf.target
    line(f"site   {(conf.root / target.path / 'index.html') if target.kind == 'folder' else conf.siteurl}")
    if any(a.channel == "folder" for a in conf.accounts) and (conf.posts / "index.html").is_file():
        line(f"posts  {conf.posts / 'index.html'}")
    run = "make" if (conf.root / "requirements" / "default.txt").is_file() else "invoke"
    line(f"look   {run} serve, then {run} preview for what comes next")


def _indented(text: str) -> str:
    return "\n".join(f"    {part}" for part in text.splitlines())
