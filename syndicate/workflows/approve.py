"""approve: a reviewer says yes to exactly this text and image; the machine writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import SettingsError
from syndicate.model import Article, EntryKind, Person, Role, is_foreign, reads
from syndicate.workflows.way import Tell, Way, entry, open_way, silent


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
    language only whoever reads it, medically too; changed text or another picture asks again. Raises
    SettingsError.
    """
    way = open_way(root, tell=tell, environ=environ)
    article = _article(way, ref)
    someone = _person(way, person)
    _refuse_unready(article)
    if someone.id in {a.id for a in article.authors}:
        raise SettingsError(f"{someone.id} wrote {article.file} and cannot approve it; ask somebody else.")
    reviewers = [p.id for p in article.reviewed_by]
    if role is Role.MEDICAL and someone.id not in reviewers:
        asked = ", ".join(reviewers) or "nobody yet"
        raise SettingsError(
            f"{article.file} asks {asked} to check it (reviewed_by), not {someone.id}. Change reviewed_by "
            "first, so that the page names who really checked it."
        )
    if role in {Role.LANGUAGE, Role.MEDICAL}:
        _refuse_unable(article, someone, role, way.settings.site_language)
    data = {"person": someone.id, "role": str(role), "hash": article.hash, "account": way.settings.actor}
    way.ledger.append(entry(way, EntryKind.APPROVAL, article.ref, data=data))
    way.tell(f"{article.file}: approved ({role}) by {someone.id}")
    return article.hash


def _refuse_unready(article: Article) -> None:
    """Raise SettingsError where there is nothing yet that anybody could vouch for."""
    written = any(line.strip() and not line.startswith("#") for line in article.body.splitlines())
    if not written or not article.authors:
        lacking = "author" if written else "text"
        raise SettingsError(f"{article.file} has no {lacking} yet, so there is nothing to approve.")


def _refuse_unable(article: Article, someone: Person, role: Role, language: str) -> None:
    """Raise SettingsError where a yes would vouch for nothing: it cannot be read, or needs no reader."""
    foreign = is_foreign(article, language)
    if role is Role.LANGUAGE and not foreign:
        raise SettingsError(
            f"{article.file} is no translation, so there is none to approve. Leave out --role language to "
            "approve its medical content."
        )
    if foreign and not reads(someone, article.lang, language):
        known = ", ".join(someone.reads) or "no language"
        raise SettingsError(
            f"{someone.id} cannot approve {article.file}: by people.toml they read {known}, not "
            f"{article.lang}. Ask somebody who reads it (--role language); if {someone.id} does, add "
            f"{article.lang!r} to their `reads` in people.toml."
        )


def _article(way: Way, ref: str) -> Article:
    named = [a for a in way.content.articles if ref in (a.ref, a.file, a.slug)]
    found = named or [a for a in way.content.articles if a.uid == ref]
    if len(found) == 1:
        return found[0]
    known = ", ".join(a.ref for a in found or way.content.articles)
    raise SettingsError(
        f"{ref!r} is {'more than one article' if found else 'no article'}. Say one of: {known}."
    )


def _person(way: Way, name: str) -> Person:
    found = way.content.people.get(name)
    if found is None:
        raise SettingsError(
            f"{name!r} is not in people.toml. Known: {', '.join(sorted(way.content.people))}."
        )
    return found
