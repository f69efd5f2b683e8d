"""approve: a reviewer says yes to exactly this text and image; the machine writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate import rules
from syndicate.errors import ContentError, SettingsError
from syndicate.model import (
    Article,
    EntryKind,
    Person,
    Role,
    is_author,
    is_foreign,
    parts,
    reads,
    wrote,
)
from syndicate.model.part import MOST_SIGNS
from syndicate.workflows.awaiting import has_words, questions
from syndicate.workflows.way import Tell, Way, entry, open_way, silent

# the ledger holds at most 2,000 signs of one thing
MOST_NAMES = 200


def approve(
    root: Path,
    ref: str,
    person: str,
    role: Role,
    *,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> str:
    """Write the approval of article `ref` (file, uid or uid/lang) by a person, and return its hash.

    The account under which the task runs is kept with it. The author cannot approve, and a text in another
    language only whoever reads it, medically too; changed text or another picture asks again. A yes for
    secrecy says which questions it answers, and keeps hashes of the names that it lets pass, which are known
    from then on. Raises SettingsError, and ContentError where nobody could let the text pass.
    """
    way = open_way(root, tell=tell, environ=environ)
    article = _article(way, ref)
    someone = _person(way, person)
    _refuse_unready(article, _shown(way, article))
    shown = _shown(way, article)
    _refuse_telling(way, article, role)
    own = is_author if role is Role.LANGUAGE else wrote
    if own(someone, article):
        where = "" if is_author(someone, article) else " in another language"
        raise SettingsError(f"{someone.id} wrote {shown}{where} and cannot approve it; ask somebody else.")
    reviewers = [p.id for p in article.reviewed_by]
    if role is Role.MEDICAL and not article.note and someone.id not in reviewers:
        asked = ", ".join(reviewers) or "nobody yet"
        raise SettingsError(
            f"{shown} asks {asked} to check it (reviewed_by), not {someone.id}. Change reviewed_by "
            "first, so that the page names who really checked it."
        )
    if role in {Role.LANGUAGE, Role.MEDICAL}:
        _refuse_unable(article, someone, role, way)
    data = {"person": someone.id, "role": str(role), "hash": article.hash, "account": way.settings.actor}
    if role is Role.SECRECY:
        data |= _let_pass(way, article)
    elif article.original:
        data |= {"original": article.original}
    data["parts"] = " ".join(part.sign for part in parts(article)[:MOST_SIGNS])
    way.ledger.append(entry(way, EntryKind.APPROVAL, article.ref, data=data))
    way.tell(f"{_shown(way, article)}: approved ({role}) by {someone.id}")
    return article.hash


def _let_pass(way: Way, article: Article) -> Mapping[str, str]:
    """Tell the questions of the review level that a yes answers, and return the names that it lets pass."""
    about, shown = questions(way, article), _shown(way, article)
    stopped = tuple(f for f in about if not rules.seconded(f))
    if stopped:
        raise ContentError("nothing was approved: this text shows what nobody can let pass.", stopped)
    if not about:
        raise SettingsError(f"{shown} asks nobody about secrecy, so there is nothing to approve.")
    lang = way.settings.language
    for finding in about:
        way.tell(f"{finding.file}:{finding.line}: {finding.code}: {finding.said.of(lang)}")
    names = sorted(rules.names_in(article, known=way.known))
    if len(names) > MOST_NAMES:
        raise SettingsError(f"{shown} holds {len(names)} names, and nobody can judge more than {MOST_NAMES}.")
    return {"names": " ".join(names)} if names else {}


def _shown(way: Way, article: Article) -> str:
    return rules.hidden(article.file, known=way.known)


def _refuse_telling(way: Way, article: Article, role: Role) -> None:
    """Raise SettingsError where the ledger would keep a person's name or number for good, as a uid.

    A yes for secrecy answers the name itself, and refuses a number as all else that nobody can let pass.
    """
    shown = rules.hidden(article.ref, known=way.known)
    if role is not Role.SECRECY and shown != article.ref:
        raise SettingsError(
            f"the uid {shown!r} may point at a person, and an approval keeps it for good. Choose another "
            "one. If it was shared already, or points at nobody, approve it with --role secrecy first."
        )


def _refuse_unready(article: Article, shown: str) -> None:
    """Raise SettingsError where there is nothing yet that anybody could vouch for."""
    written = has_words(article)
    if not written or not article.authors:
        lacking = "author" if written else "text"
        raise SettingsError(f"{shown} has no {lacking} yet, so there is nothing to approve.")


def _refuse_unable(article: Article, someone: Person, role: Role, way: Way) -> None:
    """Raise SettingsError where a yes would vouch for nothing: it cannot be read, or needs no reader."""
    language, shown = way.settings.site_language, _shown(way, article)
    foreign = is_foreign(article, language)
    if role is Role.LANGUAGE and not foreign:
        raise SettingsError(
            f"{shown} is no translation, so there is none to approve. Leave out --role language to "
            "approve its medical content."
        )
    if foreign and not reads(someone, article.lang, language):
        known = ", ".join(someone.reads) or "no language"
        raise SettingsError(
            f"{someone.id} cannot approve {shown}: by people.toml they read {known}, not "
            f"{article.lang}. Ask somebody who reads it (--role language); if {someone.id} does, add "
            f"{article.lang!r} to their `reads` in people.toml."
        )


def _article(way: Way, ref: str) -> Article:
    named = [a for a in way.content.articles if ref in (a.ref, a.file, a.slug)]
    found = named or [a for a in way.content.articles if a.uid == ref]
    if len(found) == 1:
        return found[0]
    known = ", ".join(rules.hidden(a.ref, known=way.known) for a in found or way.content.articles)
    said = rules.hidden(ref, known=way.known)
    raise SettingsError(
        f"{said!r} is {'more than one article' if found else 'no article'}. Say one of: {known}."
    )


def _person(way: Way, name: str) -> Person:
    found = way.content.people.get(name)
    if found is None:
        said = rules.hidden(name, known=way.known)
        raise SettingsError(
            f"{said!r} is not in people.toml. Known: {', '.join(sorted(way.content.people))}."
        )
    return found
