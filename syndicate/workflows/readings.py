"""What a second reader gets to see: a text in its parts, what was noticed of it, and its posts as drawn."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

from syndicate import rules, sheets, teaser
from syndicate.content import schema
from syndicate.errors import Rejected
from syndicate.limits import measure
from syndicate.model import (
    Act,
    Approval,
    Article,
    Finding,
    Kind,
    Occasion,
    Page,
    Part,
    PartKind,
    Payload,
    Post,
    Role,
    Severity,
    Slot,
    Verb,
    Words,
    approval_token,
    parts,
)
from syndicate.sheets import Card, Deed, Drawn, Frame, Piece, Reading, fold
from syndicate.sheets.acting import act_link
from syndicate.site import headers, markup, pictures, share_images
from syndicate.workflows.awaiting import Awaiting
from syndicate.workflows.way import Site, Way, share_images_asked

SETTLED = ("language", "approval", "not-yet-checked", "translation-old", "note-unread")
ASKED = tuple(f"trust.{name}" for name in SETTLED)
"""What a yes on the page itself settles is not said there once more."""
HEADING = re.compile(r"#{1,6} .*")
MARKS = "#>*-+: "
REFERENCE = re.compile(r"\[(?!\^)[^\]]+\]:")
PLACED = re.compile(r"\{(?:static|attach)\}/?(?P<path>.+)")
FIRST_WORDS = 60
DESK, READ = "bureau", "lezen"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands below the built site (`path`, ending in /), and what stands around it."""

    output: Path
    path: str
    frame: Frame


def frame(way: Way) -> Frame:
    """Return what stands around the desk and the pages of readers, two folders below the site."""
    conf = way.settings
    icon = f"{conf.pelican.get('THEME_STATIC_DIR') or 'theme'}/favicon.svg"
    return Frame(
        lang=conf.language,
        practice=conf.practice,
        name=conf.practice.name or conf.sitename,
        policy=headers.content_policy(),
        up="../../",
        style=f"{DESK}/desk.css",
        icon=icon if (conf.output / icon).is_file() else "",
    )


def html(way: Way, site: Site, waits: Awaiting, signed: tuple[Approval, ...], place: Place) -> str:
    """Return the page of one text that waits; its pictures that no page shows yet are laid beside it.

    Of a text in which the guard asks about people the page holds none of its words.
    """
    article, people = waits.article, way.content.people
    named = tuple(people[id_].name for id_ in waits.people)
    authors = tuple(person.name for person in article.authors)
    if waits.role is Role.SECRECY:
        file = rules.hidden(article.file, known=way.known)
        yes = yes_of(way, waits, file)
        asked = Reading(file, way.settings.language, waits.role, authors, named, yes, noticed=waits.questions)
        return sheets.reading_page(asked, place.frame)
    built, found = site.pages.get(article.ref), noticed(way, article, signed)
    output = place.output / place.path
    page = built or share_images.unbuilt(way.settings, article, output, **share_images_asked(way))
    above = place.frame.up if built else ""
    shown = _Text(way, article, place)
    return sheets.reading_page(
        Reading(
            title=article.title,
            lang=article.lang,
            role=waits.role,
            authors=authors,
            people=named,
            yes=yes_of(way, waits, article.ref),
            pieces=tuple(shown.piece(part, waits.fresh) for part in parts(article)),
            posts=tuple(_posts(way, article, page, above)),
            share=f"{above}{quote(page.share_image.path)}" if page.share_image else "",
            noticed=found,
            good=good(article, found),
            gone=waits.gone,
            behind=waits.behind,
            published=built is not None,
            note=article.note is not None,
        ),
        place.frame,
    )


def yes_of(way: Way, waits: Awaiting, named: str) -> tuple[Deed, ...]:
    """Return how one says yes: by a note at the code host, else by a command for each who may."""
    if template := way.settings.acts:
        wanted = Act(Verb.YES, approval_token(waits.article, waits.role))
        # a text in which somebody may be known keeps its title to itself
        about = "" if waits.role is Role.SECRECY else waits.article.title
        return (Deed(url=act_link(template, wanted, way.settings.language, about=about)),)
    role = "" if waits.role is Role.MEDICAL else f" --role {waits.role}"
    return tuple(Deed(command=f"invoke approve {named} --person {id_}{role}") for id_ in waits.people)


def drawn(way: Way, post: Post, payload: Payload, up: str) -> Drawn:
    """Return one post as its network shows it, with its picture from a page `up` below the site on."""
    limits = way.channels[post.account].limits
    visible, rest = fold(payload.text, limits.look)
    card = Card(post, payload, limits, measure(payload.text, limits), visible, rest)
    return Drawn(card, f"{up}{quote(payload.image.path)}" if payload.image else "")


def noticed(way: Way, article: Article, signed: tuple[Approval, ...]) -> tuple[Finding, ...]:
    """Return what the rules say, in a form's words, the worst first; not what is let pass or said yes to."""
    seen = rules.on_source(
        article,
        people=way.content.people,
        known=way.known,
        today=way.today,
        approvals=signed,
        consents=way.content.consents,
        language=way.settings.site_language,
        memory=way.memory,
    )
    kept = [f for f in rules.override(seen, article.overrides) if not f.overridden and f.code not in ASKED]
    told = [replace(f, said=schema.in_form(f.said), mend=schema.in_form(f.mend)) for f in kept]
    return tuple(sorted(told, key=lambda f: list(Severity).index(f.severity)))


def good(article: Article, found: tuple[Finding, ...]) -> Words:
    """Return one kind sentence on what is good about a text, which must be true of it."""
    families = {f.code.partition(".")[0] for f in found}
    if not found:
        return Words("De controle vond niets om te verbeteren.", "The check found nothing to mend.")
    if "plain" not in families:
        return Words("Goed: de tekst staat in gewone taal.", "Good: the text is in plain words.")
    if "tone" not in families:
        return Words("Goed: de toon is rustig en vriendelijk.", "Good: the tone is calm and kind.")
    if article.sources:
        return Words("Goed: er staat bij waar het op rust.", "Good: it says what it rests on.")
    return Words("Fijn dat u meeleest.", "Thank you for reading along.")


def _posts(way: Way, article: Article, page: Page, above: str) -> Iterator[Drawn]:
    """Yield the first post on each account, with its picture from a page that is `above` below its own."""
    for name, channel in way.channels.items():
        if channel.languages and article.lang not in channel.languages:
            continue
        slot = Slot(article, name, Occasion(Kind.NEW), way.now)
        image = page.card(channel.limits.image_types, channel.limits.look.ratio)
        post = teaser.compose(slot, channel.limits, network=channel.network, permalink=page.url, image=image)
        try:
            payload = channel.render(post)
        except Rejected:
            continue
        yield drawn(way, post, payload, above)


class _Text:
    """A text in its parts, as its page will show them."""

    def __init__(self, way: Way, article: Article, place: Place) -> None:
        self._way, self._article, self._place = way, article, place
        lines = article.body.splitlines()
        self._references = "\n".join(line for line in lines if REFERENCE.match(line))

    def piece(self, part: Part, fresh: frozenset[str]) -> Piece:
        new = part.sign in fresh
        heading = part.kind is PartKind.TEXT and HEADING.fullmatch(part.words)
        remark = self._remark(part) if new and not heading else ""  # what stands below it has one
        if part.kind is PartKind.TEXT:
            return Piece(part.kind, part.words, self._html(part.words), fresh=new, remark=remark)
        if part.kind is PartKind.PICTURE:
            picture = self._picture(self._article.image) if self._article.image else ""
            return Piece(part.kind, self._article.image_alt, picture=picture, fresh=new, remark=remark)
        return Piece(part.kind, part.words, fresh=new, remark=remark)

    def _remark(self, part: Part) -> str:
        template, lang = self._way.settings.acts, self._way.settings.language
        words = " ".join(part.words.split()).lstrip(MARKS)
        first = words if len(words) <= FIRST_WORDS else f"{words[:FIRST_WORDS].rpartition(' ')[0]}…"
        said = {"title": REMARK.of(lang).format(title=self._article.title), "text": BY.of(lang).format(first)}
        for name, value in said.items():
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
        return template

    def _html(self, words: str) -> str:
        """Return one part as HTML; a reference that stands elsewhere in the text leads from here as well."""
        article, practice = self._article, self._way.settings.practice
        whole = f"{words}\n\n{self._references}" if self._references else words
        return markup.TAG.sub(
            lambda tag: markup.ADDRESS.sub(self._addressed, tag[0]),
            markup.html_of(whole, article.lang, practice),
        )

    def _addressed(self, found: re.Match[str]) -> str:
        """Return an address as it leads from this page on, nothing where it leads nowhere yet."""
        name, address = found[1], unescape(found[2])
        inner = PLACED.match(address)
        if name == "src":
            shown = self._picture(inner["path"]) if inner else ""
            return f' src="{shown}"' if shown else ""
        outside = not inner and markup.SCHEME.match(address)
        return found[0] if outside or address.startswith("#") else ""

    def _picture(self, path: str) -> str:
        """Return where a picture stands; one that no page shows yet is drawn anew and laid beside."""
        inner, conf, place = posixpath.normpath(path.lstrip("/")), self._way.settings, self._place
        if not inner.startswith("images/"):
            return ""
        if (place.output / inner).is_file():
            return f"{place.frame.up}{quote(inner)}"
        try:
            kept = pictures.redraw(conf.content / inner, conf.state / "cache" / "pictures")
        except (pictures.Undrawable, OSError):
            return ""
        raw = kept.read_bytes()
        name = f"{hashlib.sha256(raw).hexdigest()[:12]}{kept.suffix}"
        (place.output / place.path / name).write_bytes(raw)
        return name


REMARK = Words("Opmerking: {title}", "Remark: {title}")
BY = Words("Bij “{}”:\n\n", "On “{}”:\n\n")
