"""eye: what stops one file, whatever is wrong with it.

Its name, its text, and what a picture says beside its pixels.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from syndicate import rules, settings
from syndicate.content.article import read_article
from syndicate.content.consents import read_consents
from syndicate.content.people import read_people
from syndicate.model import Consent, Finding, Person
from syndicate.rules import Known
from syndicate.settings import Settings
from syndicate.site import pictures
from syndicate.workflows import texts
from syndicate.workflows.beside import told_beside
from syndicate.workflows.blobs import Blob
from syndicate.workflows.refusals import LARGE

NAME_CARE = "secrecy.name-care"
PEOPLE = "people.toml"


@dataclass(frozen=True, slots=True)
class Eye:
    """What is needed to look at one file."""

    conf: Settings
    people: Mapping[str, Person]
    consents: Mapping[str, Consent]
    known: Known
    today: date


def opened(root: Path, environ: Mapping[str, str] | None) -> Eye:
    """Return an eye for a practice's folder; raises SettingsError."""
    conf = settings.load(root, environ)
    people, _ = read_people(conf.content / PEOPLE, conf.root, conf.content)
    consents, _ = read_consents(conf.content / "consents.toml", conf.root)
    today = conf.now().astimezone(ZoneInfo(conf.timezone)).date()
    return Eye(conf, people, consents, rules.vouch(conf.practice, people.values()), today)


def unreadable(blob: Blob) -> bool:
    """Tell whether a file is neither text nor a picture that says something beside its pixels."""
    return blob.data is not None and not _pictured(blob) and texts.readable(blob.data) is None


def seen(eye: Eye, blob: Blob) -> Iterator[Finding]:
    """Yield what stops one file, each kind once a line; of what is unreadable only its name is looked at."""
    yield from texts.stopping(rules.on_words(blob.path, known=eye.known, place="picture"))
    if blob.data is None:
        yield LARGE
    elif _pictured(blob):
        yield from told_beside(blob.data, eye.known, texts.BLOCK)
    elif (text := texts.readable(blob.data)) is not None:
        yield from _in_text(eye, blob, text) if len(blob.data) <= texts.LONGEST else (LARGE,)


def _pictured(blob: Blob) -> bool:
    return PurePosixPath(blob.path).suffix.lower() in pictures.KINDS


def _in_text(eye: Eye, blob: Blob, text: str) -> Iterator[Finding]:
    """Yield what stops a text: an article as its fields, and every file as it lies there."""
    read = _as_article(eye, blob) if blob.path.lower().endswith(".md") else None
    fields, urls = read or ((), ())
    yield from fields
    staff = eye.people.values() if PurePosixPath(blob.path).name == PEOPLE else ()
    # numbers in the addresses of its own sources, and where colleagues mail from, are no patient's
    for own in (*urls, *(person.email for person in staff)):
        text = text.replace(own, "")
    told = {(f.code, f.line) for f in fields}
    for finding in texts.stops(blob.path, text, eye.known):
        # Names need sentences around them, which the raw fields of an article are not.
        if (finding.code, finding.line) not in told and not (read and finding.code == NAME_CARE):
            yield finding


def _as_article(eye: Eye, blob: Blob) -> tuple[tuple[Finding, ...], tuple[str, ...]] | None:
    """Return what stops an article, and the addresses of its sources; None where it cannot be read."""
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "content" / "articles" / "text.md"
        file.parent.mkdir(parents=True)
        file.write_bytes(blob.data or b"")
        article, _ = read_article(
            file,
            root=Path(aside),
            timezone=eye.conf.timezone,
            language=eye.conf.language,
            people=eye.people,
            today=eye.today,
        )
    if article is None:
        return None
    seen = rules.on_source(
        article, people=eye.people, known=eye.known, today=eye.today, consents=eye.consents
    )
    return tuple(texts.stopping(seen)), tuple(source.url for source in article.sources if source.url)
