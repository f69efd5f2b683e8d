"""trust, over time: whether somebody vouched for a text, and for exactly this one.

`reviewed_by` is the author's word; only an approval of exactly this text and image makes it true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from syndicate.model import (
    Approval,
    Article,
    Finding,
    Person,
    Role,
    Severity,
    Words,
    is_author,
    is_behind,
    is_foreign,
    is_unread,
    readers,
    reads,
    wrote,
)
from syndicate.rules import review_days
from syndicate.rules.rule import Rule

NOT_YET_CHECKED = Rule(
    "trust.not-yet-checked",
    Severity.WARNING,
    Words(
        "Iedere beoordelaar die de taal van de tekst leest, heeft precies deze tekst en foto goedgekeurd.",
        "Every reviewer who reads the language of the text has approved exactly this text and picture.",
    ),
    Words("{name} heeft deze versie nog niet goedgekeurd.", "{name} has not yet approved this very version."),
    Words(
        "Laat {who} de tekst lezen en `invoke approve{role}` doen.",
        "Have {who} read it and run `invoke approve{role}`.",
    ),
    "NHS service manual (clinical approval); KNMG Artsen en Social Media (2011)",
)
APPROVAL = Rule(
    "trust.approval",
    Severity.WARNING,
    Words(
        "Waar de praktijk dat vraagt, gaat er geen bericht uit zonder goedkeuring van een beoordelaar die de "
        "tekst niet schreef; waar geen van hen de taal leest, van iemand die dat wel doet.",
        "Where the practice asks for it, nothing is posted before a reviewer who is no author approved it; "
        "where none of them reads the language, before somebody who does.",
    ),
    Words(
        "Geen beoordelaar heeft deze versie goedgekeurd; de pagina mag, de berichten wachten.",
        "No reviewer has approved this version; the page may go out, the posts wait.",
    ),
    Words(
        "Laat een beoordelaar de tekst lezen en `invoke approve` doen.",
        "Have a reviewer read the text and run `invoke approve`.",
    ),
    "NHS service manual (clinical approval); SYNDICATE_REQUIRE_APPROVAL",
    posts_only=True,
)
LANGUAGE = Rule(
    "trust.language",
    Severity.WARNING,
    Words(
        "Een vertaling wordt pas gedeeld, en aan zoekmachines getoond, als iemand die de taal leest en haar "
        "niet schreef precies deze tekst heeft goedgekeurd; zo ook een tekst in een andere taal dan die van "
        "de site die geen van de schrijvers leest (`reads` in people.toml).",
        "A translation is shared, and shown to search engines, only once somebody who reads its language and "
        "did not write it has approved exactly this text; so is a text in another language than the site's "
        "that none of its authors reads (`reads` in people.toml).",
    ),
    Words(
        "Deze {what} ({language}) is nog niet goedgekeurd door iemand die de taal leest; tot dat gebeurt, "
        "wordt er niets van gedeeld en vinden zoekmachines de pagina niet.",
        "Nobody who reads {language} has approved this {what} yet; until then it is not shared, and "
        "search engines do not find it.",
    ),
    Words(
        "Laat {who} de tekst lezen en `invoke approve … --role language` doen.",
        "Have {who} read it and run `invoke approve … --role language`.",
    ),
    "NHS service manual (clinical approval: a second pair of eyes)",
    posts_only=True,
)
BEHIND = Rule(
    "trust.translation-old",
    Severity.WARNING,
    Words(
        "Een vertaling wordt niet gedeeld als haar origineel is veranderd sinds zij is goedgekeurd.",
        "A translation is not shared where its original has changed since it was approved.",
    ),
    Words(
        "Het origineel is veranderd sinds deze vertaling ({language}) is goedgekeurd; tot iemand haar "
        "opnieuw leest, staat dat boven de pagina en wordt er niets van gedeeld.",
        "The original has changed since this translation ({language}) was approved; until somebody reads it "
        "again the page says so and it is not shared.",
    ),
    Words(
        "Pas de vertaling aan waar dat nodig is, laat {who} haar naast het origineel lezen en "
        "`invoke approve … --role language` doen.",
        "Change the translation where it needs it, have {who} read it beside the original and run "
        "`invoke approve … --role language`.",
    ),
    "NHS service manual (translations re-checked)",
    posts_only=True,
)
RULES = (
    *review_days.RULES,
    NOT_YET_CHECKED,
    APPROVAL,
    LANGUAGE,
    BEHIND,
)


def on_source(
    article: Article,
    people: Mapping[str, Person],
    *,
    today: date,
    approvals: tuple[Approval, ...],
    require_approval: bool,
    language: str = "",
) -> Iterator[Finding]:
    """Yield what is amiss with a text's review on the practice's day `today`; `language` is the site's."""
    yield from review_days.on_days(article, today)
    able = able_reviewers(article, language)
    unread = is_unread(article, approvals, people, language)
    behind = is_behind(article, approvals, people, language)
    who = _who_reads(article, people, language) if unread or behind else NOBODY
    vouched = {person.id for person in able} & _signed(article, approvals)
    for person in _others(article):
        if person in able and person.id not in vouched:
            yield NOT_YET_CHECKED.on(article, "reviewed_by", name=person.name, who=person.name, role="")
        elif person not in able and unread:
            name = _who_does_not(person, article.lang)
            yield NOT_YET_CHECKED.on(article, "reviewed_by", name=name, who=who, role=AS_LANGUAGE)
    if require_approval and not vouched and (able or not readers(article, approvals, people, language)):
        yield APPROVAL.on(article, "reviewed_by")
    if unread:
        field, what = ("translation_of", TRANSLATION) if article.translation_of else ("lang", TEXT)
        yield LANGUAGE.on(article, field, language=_name_of(article.lang), who=who, what=what)
    if behind:
        yield BEHIND.on(article, "translation_of", language=_name_of(article.lang), who=who)


def able_reviewers(article: Article, language: str) -> tuple[Person, ...]:
    """Return the reviewers who did not write the text and can read it, where `language` is the site's.

    What is in the site's language all of them read, unless it is a translation.
    """
    foreign = is_foreign(article, language)
    return tuple(p for p in _others(article) if not foreign or reads(p, article.lang, language))


def _others(article: Article) -> tuple[Person, ...]:
    return tuple(p for p in article.reviewed_by if not wrote(p, article))


def _signed(article: Article, approvals: tuple[Approval, ...]) -> set[str]:
    """Return who medically approved exactly this text and image."""
    return {a.person for a in approvals if a.role is Role.MEDICAL and article.signed_by(a)}


AS_LANGUAGE = " … --role language"
TRANSLATION = Words("vertaling", "translation")
TEXT = Words("tekst", "text")
NOBODY = Words("", "")


def _who_does_not(person: Person, lang: str) -> Words:
    language = _name_of(lang)
    return Words(f"{person.name} (leest geen {language.nl})", f"{person.name} (does not read {language.en})")


def _who_reads(article: Article, people: Mapping[str, Person], language: str) -> Words:
    """Name those of people.toml who may approve a translation, or say how somebody comes to be one."""
    able = (p for p in people.values() if not is_author(p, article))
    names = [p.name for p in able if reads(p, article.lang, language)]
    if names:
        first = ", ".join(names[:-1])
        return Words(*(f"{first} {word} {names[-1]}" if first else names[-1] for word in ("of", "or")))
    said = _name_of(article.lang)
    return Words(
        f'iemand die {said.nl} leest (zet bij diegene in people.toml reads = ["{article.lang}"])',
        f'somebody who reads {said.en} (give them reads = ["{article.lang}"] in people.toml)',
    )


def _name_of(lang: str) -> Words:
    """Return a language's name in Dutch and in English, its code where it has none."""
    from babel.core import Locale

    plain = lang.partition("-")[0]
    return Words(*(str(Locale(said).languages.get(plain, lang)) for said in ("nl", "en")))
