"""The catalogue as a page for people: docs/rules.md is exactly this text."""

from __future__ import annotations

from itertools import groupby

from syndicate.model import Severity, Words
from syndicate.rules import register
from syndicate.rules.rule import Rule, Stops

INTRODUCTION = """\
# Rules

Every rule about what is said, as `invoke check` speaks it. Generated from the rules themselves. Mistakes of
form (`content.*`, `site.*`: a date that does not exist, a link that leads nowhere) say themselves what to do.

- **Weight.** An *error* in a published article stops the whole publication, and the last good site stays;
  an error in a post stops that post. Only a new article on which a secrecy rule has a finding stays at
  home while all others go on. A *warning* must be seen, an *advice* may be; neither stops anything,
  except the rules marked "stops the posts". What a published article must have is advice for a draft.
- **Exceptions.** Where a rule allows it, a person of people.toml lets a finding pass by name:
  `overrides: {tone.question: {name: Anna de Vries, reason: Is een mededeling}}`.
- **Secrecy.** A finding says in which file, on which line and of what kind; it never repeats the value.
  On the *block* level (numbers, addresses, dates of birth, a name where the text tells whose care it is)
  nobody can let it pass: write it differently. On the *review* level (any other name, a case that
  somebody could recognise) somebody of people.toml who wrote it in none of its languages reads the text
  and runs `invoke approve ARTICLE --person ID --role secrecy`; that holds for exactly what goes out
  (words, address, file name, pictures and files), and the names are remembered. Nobody signs for a page
  without an article, a topic, people.toml or the settings: there it is an error until it is written
  differently or stands under `allowed`. In the calendar, which no page shows, it is a warning.
  The practice's own numbers and addresses are known from SYNDICATE_PRACTICE; others that may be named (a
  hospital, `@rivm.nl` for a whole host) go into its `allowed`.
- **Plain language.** `plain.*` is a coach: it shows the sentence and a better way, of one article at most
  three at once, the worst first; of an article with a finding about people it shows nothing. Its numbers and
  lists are an aid: they count and look up, and prove no level of language. Dutch and English texts only; of
  others the lengths.
- **Sources.** T, L and the names of sections cite the seeds: five Dutch articles on social media in
  health care (2011-2014) that this product follows.

De zinnen in het Nederlands zijn die van `invoke check`.
"""
FAMILIES = {
    "secrecy": "Secrecy: no patient can be known",
    "consent": "Consent: who can be recognised said yes",
    "trust": "Trust: who wrote it, who checked it, on what it rests",
    "tone": "Tone: the teaser laws",
    "plain": "Plain language",
    "page": "The built page",
    "post": "The composed post",
    "override": "Exceptions",
}
REGISTER = """\
## The register: 44 things, each with its gate

What a health page must have to be trusted (HONcode, PIF TICK, NHS, WCAG 2.2, Dutch law), and where each is
held: by a rule above (*check*), by how the site is built (*build*) or by `invoke audit`, which measures the
built site in a real browser (*audit*). The weight is that of the thing; a rule above may weigh less where an
older text is no less true without it.
"""
WEIGHTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "advice"}
STOPS = {Stops.ARTICLE: "", Stops.POSTS: ", stops the posts", Stops.NOTHING: ""}


def handbook(rules: tuple[Rule, ...]) -> str:
    """Return the Markdown page of all rules, by family, in both languages."""
    parts = [INTRODUCTION]
    for family, members in groupby(rules, key=lambda rule: rule.family):
        parts.append(f"## {FAMILIES[family]}\n")
        parts.extend(_entry(rule) for rule in members)
    return "\n".join((*parts, REGISTER, f"{register.table()}\n", *_held()))


def _held() -> tuple[str, ...]:
    """Return what stands behind the codes that are no rules: a test of the build, or a line of the audit."""
    held = [
        f"- `{code}`: tests/{file}, {test.removeprefix('test_').replace('_', ' ')}"
        for code, (file, test) in register.HELD.items()
    ]
    measured = [f'- `{code}`: the line "{line}" of the audit' for code, line in register.MEASURED.items()]
    return (*held, *measured, "")


def _entry(rule: Rule) -> str:
    exception = "; exception allowed" if rule.overridable else ""
    exception += "; a second person may let it pass" if rule.second_person else ""
    return (
        f"### `{rule.code}`\n\n"
        f"{WEIGHTS[rule.severity]}{STOPS[rule.stops]}{exception}. Source: {rule.source}.\n\n"
        f"- {_both(rule.checks)}\n"
        f"- {_both(rule.mend)}\n"
    )


def _both(words: Words) -> str:
    return f"{words.en}\n  *{words.nl}*"
