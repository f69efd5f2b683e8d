"""override: a named person lets a finding pass, and says why. The machine only checks that it is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from syndicate.model import Article, Finding, Person, Severity, Words
from syndicate.rules.rule import Rule

PERSON = Rule(
    "override.person",
    Severity.ERROR,
    Words(
        "Een uitzondering heeft een naam uit people.toml en een reden.",
        "An exception has a name out of people.toml and a reason.",
    ),
    Words(
        "De uitzondering voor {code} heeft geen bekende naam of geen reden.",
        "The exception for {code} has no known name or no reason.",
    ),
    Words(
        "Geef bij `overrides` de naam (of id) uit people.toml en de reden.",
        "Give the name (or id) out of people.toml and the reason under `overrides`.",
    ),
    "KNMG Artsen en Social Media (2011): answerable by name",
)
CODE = Rule(
    "override.code",
    Severity.WARNING,
    Words(
        "Een uitzondering hoort bij een regel die haar toelaat.", "An exception is for a rule that allows it."
    ),
    Words(
        "Er is geen regel met deze code die een uitzondering toelaat.",
        "No rule with this code allows an exception.",
    ),
    Words(
        "Neem de code over van de melding; docs/rules.md zegt welke regels een uitzondering toelaten.",
        "Copy the code from the finding; docs/rules.md says which rules allow an exception.",
    ),
    "own rule: an exception that does nothing misleads",
)
RULES = (PERSON, CODE)


def on_source(article: Article, people: Mapping[str, Person], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield what is wrong with an article's own exceptions; `rules` are those of the catalogue by code."""
    known = {name.casefold() for person in people.values() for name in (person.id, person.name)}
    for code, text in article.overrides.items():
        line = article.lines.get(f"overrides.{code}", article.line("overrides"))
        if code not in rules or not rules[code].overridable:
            yield CODE.finding(article.file, line, article.ref)
            continue
        name, reason = _parts(text)
        if name.casefold() not in known or not reason:
            yield PERSON.finding(article.file, line, article.ref, code=code)


def apply(
    findings: tuple[Finding, ...], overrides: Mapping[str, str], rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """Return the findings, those that a person lets pass marked with "name: reason"."""
    return tuple(_marked(finding, overrides.get(finding.code, ""), rules) for finding in findings)


def _marked(finding: Finding, text: str, rules: Mapping[str, Rule]) -> Finding:
    rule = rules.get(finding.code)
    name, reason = _parts(text)
    if rule is None or not rule.overridable or not (name and reason):
        return finding
    return replace(finding, overridden=f"{name}: {reason}")


def _parts(text: str) -> tuple[str, str]:
    name, _, reason = text.partition(":")
    return name.strip(), reason.strip()
