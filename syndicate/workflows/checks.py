"""What a page of the site says of how it is checked: every rule there is, and the last audit on record.

A page of the practice with `shows: checks` in its front matter gets this below its own words. Both come
from where they hold, the catalogue of the rules and the ledger, so that the page cannot say another thing
than what happens. Pure; days are those of the practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date

from syndicate.content.front_matter import Document
from syndicate.model import Entry, EntryKind, Severity, Words
from syndicate.rules import Rule

FIELD, ASKED = "shows", "checks"
FAMILIES = {
    "secrecy": Words("Over het geheim van patiënten", "On patients' secrets"),
    "consent": Words("Over toestemming van wie te zien is", "On the consent of whoever can be seen"),
    "trust": Words("Over schrijver, lezer, bron en datum", "On writer, reader, source and date"),
    "tone": Words("Over de toon", "On the tone"),
    "plain": Words("Over gewone taal", "On plain language"),
    "page": Words("Over de pagina zelf", "On the page itself"),
    "post": Words("Over berichten op sociale media", "On posts to social media"),
}  # fmt: skip
STOPS = Words("houdt tegen", "stops it")
WARNS = Words("geeft een waarschuwing of advies", "warns or advises")
INTRODUCTION = Words(
    "## Wat kijkt de computer na?\n\nEen programma kijkt elk artikel na, voordat het op de site komt en "
    "daarna elke dag. Het let op {count} dingen. Bij {stopping} daarvan houdt het een artikel of bericht "
    "tegen; een deel daarvan kan iemand op naam en met reden laten passeren. Bij de andere waarschuwt het de "
    "schrijver of geeft het advies. Of de inhoud klopt, weet het programma niet. Dat beoordelen mensen.",
    "## What does the computer check?\n\nA program looks at every article before it comes on the site, and "
    "every day after that. It looks for {count} things. {stopping} of them stop an article or a post; a part "
    "of these somebody can let pass by name and with a reason. With the others it warns the author or gives "
    "advice. Whether the content is right, the program does not know. People judge that.",
)
AUDITED = Words(
    "## Wanneer is de site zelf gemeten?\n\nOp {day} is de site in een echte browser gemeten, op {lines} "
    "punten. Op elk van de {pages} pagina's: of zij op een telefoon past, of alle links ergens heen leiden, "
    "en of er niets over u wordt bewaard of doorgegeven. Op een pagina van elke soort: contrast en "
    "bediening met het toetsenbord. Op hoogstens acht: snelheid. {outcome}{commit}",
    "## When was the site itself measured?\n\nOn {day} the site was measured in a real browser, on {lines} "
    "points. On each of its {pages} pages: that it fits a phone, that all links lead somewhere, and that "
    "nothing about you is kept or passed on. On a page of each kind: contrast and use by keyboard. On eight "
    "at most: speed. {outcome}{commit}",
)
GOOD = Words("De site voldeed aan alle punten.", "The site met all of them.")
SHORT = Words(
    "Aan {failed} van die punten voldeed de site niet.", "It did not meet {failed} of those points."
)
COMMIT = Words(" Het ging om versie {commit} van de teksten.", " That was version {commit} of the texts.")
NEVER = Words(
    "## Wanneer is de site zelf gemeten?\n\nVan deze site is nog geen meting vastgelegd.",
    "## When was the site itself measured?\n\nNo measurement of this site is on record yet.",
)


def added(
    pages: Mapping[Path, Document | None], words: Words, language: str
) -> Mapping[Path, Document | None]:
    """Return the pages, with these words (Markdown) below the text of each that asks for them."""
    return {file: document and _added(document, words, language) for file, document in pages.items()}


def _added(document: Document, words: Words, language: str) -> Document:
    if FIELD not in document.fields or document.fields[FIELD].text.strip() != ASKED:
        return document
    lang = document.fields["lang"].text if "lang" in document.fields else language
    return replace(document, body=f"{document.body.rstrip()}\n\n{words.of(lang)}")


def told(rules: Sequence[Rule], audits: Iterable[Entry], zone: ZoneInfo) -> Words:
    """Return, in Markdown, every rule by family and the last audit among these entries of the ledger."""
    last = max((e for e in audits if e.kind is EntryKind.AUDIT), key=lambda e: e.at, default=None)
    nl, en = (f"{_rules(rules, lang)}\n\n{_audit(last, lang, zone)}\n" for lang in ("nl", "en"))
    return Words(nl, en)


def _rules(rules: Sequence[Rule], lang: str) -> str:
    shown = [rule for rule in rules if rule.family in FAMILIES]
    stopping = sum(rule.severity is Severity.ERROR for rule in shown)
    said = [INTRODUCTION.of(lang).format(count=len(shown), stopping=stopping)]
    for family, name in FAMILIES.items():
        for words, stops in ((STOPS, True), (WARNS, False)):
            found = [r for r in shown if r.family == family and (r.severity is Severity.ERROR) is stops]
            if found:
                points = "\n".join(f"- {rule.checks.of(lang)}" for rule in found)
                said.append(f"### {name.of(lang)} ({words.of(lang)})\n\n{points}")
    return "\n\n".join(said)


def _audit(last: Entry | None, lang: str, zone: ZoneInfo) -> str:
    if last is None:
        return NEVER.of(lang)
    facts = last.data
    outcome = GOOD if facts["failed"] == "0" else SHORT
    commit = COMMIT.of(lang).format(commit=facts["commit"][:12]) if "commit" in facts else ""
    return AUDITED.of(lang).format(
        day=format_date(last.at.astimezone(zone), "d MMMM y", locale=lang),
        pages=facts["pages"],
        lines=facts["lines"],
        outcome=outcome.of(lang).format(failed=facts["failed"]),
        commit=commit,
    )
