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
        passed = f"  ({f.overridden})" if f.overridden else ""
        what = flat(f"{f.said.of(lang)} {f.mend.of(lang)}")
        line(f"{f.file}:{f.line}: {f.severity} {f.code}: {what}{passed}")
        if annotating() and f.severity is not Severity.ADVICE:
            kind = "error" if f.blocks else "warning"
            where = f"file={property_of(f.file)},line={f.line},title={property_of(f.code)}"
            line(f"::{kind} {where}::{escaped(what)}")
    if articles or found:
        weights = {s: sum(1 for f in found if f.severity is s) for s in Severity}
        told = ", ".join(f"{n} {s}" for s, n in weights.items())
        line(f"{counted(articles, 'article')}: {told}" if articles else told)
        rows = [
            row(f"`{f.file}:{f.line}`", f.severity, f"{f.said.of(lang)} {f.mend.of(lang)}") for f in found
        ]
        summary(
            "\n".join(["| where | how bad | what |", "|---|---|---|", *rows, ""]) if rows else f"{told}\n"
        )


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
