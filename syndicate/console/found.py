"""What is wrong and where: findings, errors, the doctor's points, and texts that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from syndicate.console.host import annotating, escaped, flat, property_of, row, summary
from syndicate.console.speech import counted, language, line, step
from syndicate.errors import ContentError, ExpertstatusError
from syndicate.model import Finding, Severity, Words

if TYPE_CHECKING:
    from syndicate.workflows.check import Waiting
    from syndicate.workflows.health import Point

QUESTION, QUESTIONS = Words("vraag", "question"), Words("vragen", "questions")
NOBODY = Words("niemand in people.toml", "nobody in people.toml")
WAITS = Words(
    "{file}: {count} over herkenbare personen, voor iemand die dit niet schreef ({who}). Lees de tekst; mag "
    "het zo, doe dan: invoke approve {ref} --person ID --role secrecy",
    "{file}: {count} about people who could be known, for somebody who did not write this ({who}). Read it; "
    "if it may stand, run: invoke approve {ref} --person ID --role secrecy",
)
PASSED = Words("goed", "passed")
SECONDED = Words("goedgekeurd door {name} op {day}", "approved by {name} on {day}")
LET = Words("toegelaten door {passed}", "let pass by {passed}")


def error(problem: ExpertstatusError) -> None:
    """Print an error's sentence, its findings first."""
    found = problem.findings if isinstance(problem, ContentError) else ()
    findings(found, language(), 0)
    step(str(problem))
    if annotating():
        line(f"::error title=Expertstatus::{escaped(str(problem))}")
    summary(f"**{type(problem).__name__}** {problem}\n")


def findings(found: Sequence[Finding], lang: str, articles: int) -> None:
    """Print findings worst first: file:line, severity, what, what to do; and as annotations in CI."""
    for f in found:
        what = flat(_what(f, lang))
        line(f"{f.file}:{f.line}: {_weight(f, lang)} {f.code}: {what}")
        if annotating() and f.severity is not Severity.ADVICE and not f.overridden:
            kind = "error" if f.blocks else "warning"
            where = f"file={property_of(f.file)},line={f.line},title={property_of(f.code)}"
            line(f"::{kind} {where}::{escaped(what)}")
    if articles or found:
        weights = {s: sum(1 for f in found if f.severity is s and not f.overridden) for s in Severity}
        told = ", ".join(f"{n} {s}" for s, n in weights.items())
        passed = sum(1 for f in found if f.overridden)
        told += f", {passed} {PASSED.of(lang)}" if passed else ""
        line(f"{counted(articles, 'article')}: {told}" if articles else told)
        rows = [row(f"`{f.file}:{f.line}`", _weight(f, lang), _what(f, lang)) for f in found]
        summary(
            "\n".join(["| where | how bad | what |", "|---|---|---|", *rows, ""]) if rows else f"{told}\n"
        )


def _weight(finding: Finding, lang: str) -> str:
    return PASSED.of(lang) if finding.overridden else str(finding.severity)


def _what(finding: Finding, lang: str) -> str:
    """Return what was seen, and what to do, or who let it pass: then there is nothing to do."""
    said = finding.said.of(lang)
    if not finding.overridden:
        return f"{said} {finding.mend.of(lang)}"
    name, by_approval, day = finding.overridden.partition(": secrecy ")
    if by_approval and finding.code.startswith("secrecy."):
        return f"{said} ({SECONDED.of(lang).format(name=name, day=day)})"
    return f"{said} ({LET.of(lang).format(passed=finding.overridden)})"


def waiting(found: Sequence[Waiting], lang: str) -> None:
    """Print which articles a second person has to read for secrecy, who may, and the command for it."""
    for one in found:
        count = QUESTIONS.of(lang) if one.questions > 1 else QUESTION.of(lang)
        who = ", ".join(one.people) or NOBODY.of(lang)
        what = WAITS.of(lang).format(file=one.file, count=f"{one.questions} {count}", who=who, ref=one.ref)
        line(what)
        summary(f"- {what}")


def points(found: Iterable[Point], lang: str) -> None:
    """Print what the doctor saw, one line a point; what is wrong also as annotations in CI."""
    for point in found:
        mark, what = point.mark.words.of(lang), flat(point.of(lang))
        line(f"{mark:<8} {what}")
        if annotating() and point.exit:
            line(f"::error title=doctor::{escaped(what)}")
        summary(f"- **{mark}** {what}")
