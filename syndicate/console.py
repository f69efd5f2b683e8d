"""How tasks speak: colours and tables on a terminal, plain unwrapped lines in a pipe, annotations in CI.

Results go to stdout, talk to stderr. In CI the same result stands in the job summary.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syndicate.errors import ContentError, ExpertstatusError, SettingsError
from syndicate.model import Days, Entry, Finding, Kind, Severity, Words

if TYPE_CHECKING:
    from syndicate.workflows.doubt import Settled
    from syndicate.workflows.health import Point
    from syndicate.workflows.plan import Weeks
    from syndicate.workflows.publish import Published

SHOWN_SKIPS = 12
WEEKDAYS = Words("ma di wo do vr za zo", "Mon Tue Wed Thu Fri Sat Sun")
TO = Words("t/m", "to")
UNREAD = Words("eerst nakijken", "review first")
UNANSWERED = Words(
    "er is niets geschreven: de vragen zijn niet beantwoord.",
    "nothing was written: the questions were not answered.",
)
KINDS = {
    "event": Words("gelegenheid", "event"),
    "season": Words("seizoen", "season"),
    "quiet": Words("stil", "quiet"),
}


def line(text: str) -> None:
    """Print one result line."""
    print(text, file=sys.stdout, flush=True)  # noqa: T201 - this is where tasks print


def step(text: str) -> None:
    """Say what is being done, on stderr: dimmed on a terminal, plain elsewhere."""
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
        text = f"\033[2m· {text}\033[0m"
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is where tasks print


def ask(question: str) -> str:
    """Ask on the terminal; raises SettingsError where nobody answers any more."""
    try:
        return input(question)
    except EOFError:
        raise SettingsError(UNANSWERED.of(spoken())) from None


def spoken() -> str:
    """Return the language that this machine speaks to its user, nl or en; Dutch where it says neither."""
    said = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), "")
    return "en" if said.lower().startswith("en") else "nl"


def counted(number: int, thing: str) -> str:
    """Return a number of things: 1 page, 2 pages."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def error(problem: ExpertstatusError) -> None:
    """Print an error's sentence, its findings first."""
    found = problem.findings if isinstance(problem, ContentError) else ()
    findings(found, language(), 0)
    step(str(problem))
    if annotating():
        line(f"::error title=Expertstatus::{_escaped(str(problem))}")
    summary(f"**{type(problem).__name__}** {problem}\n")


def language() -> str:
    """Return the language of the practice, Dutch where the settings cannot be read."""
    from syndicate import settings

    try:
        return settings.load(Path.cwd()).language
    except (ExpertstatusError, OSError):
        return "nl"


def annotating() -> bool:
    """Tell whether a CI host turns `::error` lines into annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def findings(found: Sequence[Finding], lang: str, articles: int) -> None:
    """Print findings worst first: file:line, severity, what, what to do; and as annotations in CI."""
    for f in found:
        passed = f"  ({f.overridden})" if f.overridden else ""
        what = _flat(f"{f.said.of(lang)} {f.mend.of(lang)}")
        line(f"{f.file}:{f.line}: {f.severity} {f.code}: {what}{passed}")
        if annotating() and f.severity is not Severity.ADVICE:
            kind = "error" if f.blocks else "warning"
            where = f"file={_property(f.file)},line={f.line},title={_property(f.code)}"
            line(f"::{kind} {where}::{_escaped(what)}")
    if articles or found:
        weights = {s: sum(1 for f in found if f.severity is s) for s in Severity}
        told = ", ".join(f"{n} {s}" for s, n in weights.items())
        line(f"{counted(articles, 'article')}: {told}" if articles else told)
        rows = [
            _row(f"`{f.file}:{f.line}`", f.severity, f"{f.said.of(lang)} {f.mend.of(lang)}") for f in found
        ]
        summary(
            "\n".join(["| where | how bad | what |", "|---|---|---|", *rows, ""]) if rows else f"{told}\n"
        )


def weeks(view: Weeks) -> None:
    """Print the coming weeks as a table in the practice's time, and why the rest stays home.

    Events, seasons and quiet days stand between the posts, on the day on which they begin.
    """
    zone, lang = ZoneInfo(view.timezone), view.language
    if view.held:
        line(f"posting is on hold ({', '.join(view.held)}); `invoke release` lets it go on")
    rows = [(f"{days.first}", _days(days, lang)) for days in view.days]
    for slot in view.slots:
        at = slot.at.astimezone(zone)
        why = Kind.EVENT if slot.occasion.kind is Kind.EVENT else slot.occasion  # its line says which
        when = f"{_weekday(at, lang)} {at:%Y-%m-%d %H:%M}"
        rows.append((f"{at:%Y-%m-%d}", f"{when}  {slot.account:<12} {why!s:<12} {slot.article.title}"))
    for _, row in sorted(rows, key=lambda row: row[0]):
        line(row)
    if not view.slots:
        line("nothing is planned in these weeks")
    for skip in view.skips[:SHOWN_SKIPS]:
        until = f" ({skip.until.astimezone(zone):%Y-%m-%d})" if skip.until else ""
        step(f"not now: {skip.article.ref} on {skip.account}: {skip.why.of(view.language)}{until}")
    _more(len(view.skips))


def _days(days: Days, lang: str) -> str:
    until = "" if days.first == days.last else f"{TO.of(lang)} {_weekday(days.last, lang)} {days.last:%d-%m}"
    what = f"{days.name}: {'; '.join(days.articles)}" if days.articles else days.name
    if days.unread:
        what = f"{what} ({UNREAD.of(lang)}: {'; '.join(days.unread)})"
    kind = KINDS[days.kind].of(lang)
    return f"{_weekday(days.first, lang)} {days.first}        {kind:<12} {until:<12} {what}"


def _weekday(day: date, lang: str) -> str:
    return WEEKDAYS.of(lang).split()[day.weekday()]


def published(done: Published) -> None:
    """Print what a run did: every post with its address or its reason, then where to look."""
    conf = done.way.settings
    lang = conf.language
    if done.dry:
        for coming in (c for c in done.outlook.coming if not c.blocked):
            text = coming.payload.text
            line(f"would post {coming.post.key} ({len(text)} signs)\n{_indented(text)}")
    for one in done.sent:
        line(f"{one.outcome:<8} {one.key}  {one.url or one.why}")
    settled(done.settled)
    findings([f for c in done.outlook.coming for f in c.findings if f.blocks], lang, 0)
    for skip in done.outlook.skips[:SHOWN_SKIPS]:
        step(f"not now: {skip.article.ref} on {skip.account}: {skip.why.of(lang)}")
    _more(len(done.outlook.skips))
    posted = sum(1 for s in done.sent if s.outcome == "posted")
    line(
        f"{counted(len(done.pages), 'page')}, {posted} posted, {len(done.outlook.skips)} not now, "
        f"exit {int(done.exit)}{f', late: p95 {done.late.p95} min' if done.late else ''}"
    )
    if not done.dry:
        _where_to_look(done)
    rows = [_row(f"`{s.key}`", s.outcome, s.url or s.why) for s in done.sent]
    summary("\n".join(["| post | outcome | where or why |", "|---|---|---|", *rows, ""]))


def settled(found: Iterable[Settled]) -> None:
    """Print what became of doubtful posts, and the one command for those that need a person."""
    for one in found:
        line(f"{one.outcome:<8} {one.key}  {one.url or one.why}")
        if one.outcome == "person":
            line(
                f"  look on {one.account}, then: invoke settle --key {one.key} --url ADDRESS   (or --absent)"
            )


def points(found: Iterable[Point], lang: str) -> None:
    """Print what the doctor saw, one line a point; what is wrong also as annotations in CI."""
    for point in found:
        mark, what = point.mark.words.of(lang), _flat(point.of(lang))
        line(f"{mark:<8} {what}")
        if annotating() and point.exit:
            line(f"::error title=doctor::{_escaped(what)}")
        summary(f"- **{mark}** {what}")


def ledger(entries: Iterable[Entry]) -> None:
    """Print ledger entries as a table, oldest first (UTC)."""
    for e in entries:
        told = " ".join(
            f"{k}={v}" for k, v in e.data.items() if k in ("due", "url", "why", "until", "scope", "role")
        )
        line(f"{e.at:%Y-%m-%d %H:%M:%S}  {e.kind:<9} {e.key or '-'}  {told}".rstrip())


def summary(markdown: str) -> None:
    """Append to the CI host's job summary, where there is one; no run fails for want of it."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(markdown + "\n")
    except OSError as problem:
        step(f"the job summary could not be written: {problem}")


def _where_to_look(done: Published) -> None:
    conf = done.way.settings
    target = conf.target
    line(f"site   {(conf.root / target.path / 'index.html') if target.kind == 'folder' else conf.siteurl}")
    if any(a.channel == "folder" for a in conf.accounts) and (conf.posts / "index.html").is_file():
        line(f"posts  {conf.posts / 'index.html'}")
    run = "make" if (conf.root / "requirements" / "default.txt").is_file() else "invoke"
    line(f"look   {run} serve, then {run} preview for what comes next")


def _more(skips: int) -> None:
    if skips > SHOWN_SKIPS:
        step(f"not now: {skips - SHOWN_SKIPS} more; `invoke plan` shows all")


def _indented(text: str) -> str:
    return "\n".join(f"    {part}" for part in text.splitlines())


def _row(*cells: str) -> str:
    return "| " + " | ".join(_flat(cell).replace("|", "\\|") for cell in cells) + " |"


def _flat(text: str) -> str:
    # a line of its own could be a command to a CI host
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
