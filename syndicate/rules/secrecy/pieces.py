"""Everywhere that words of an author go out: stretches of text, and what each place is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.model import Article, Words
from syndicate.rules.rule import line_of
from syndicate.rules.secrecy.table import table

PLACES = {
    "title": Words("de titel", "the title"),
    "uid": Words("het vaste kenmerk (uid)", "the stable id (uid)"),
    "slug": Words("het webadres (slug)", "the web address (slug)"),
    "aliases": Words("een vroeger webadres (aliases)", "a former web address (aliases)"),
    "short": Words("een kort webadres (short)", "a short web address (short)"),
    "topic": Words("het onderwerp", "the topic"),
    "event": Words("de naam van een gelegenheid", "the name of an event"),
    "quiet": Words("de reden van stille dagen", "the reason for quiet days"),
    "audience": Words("de doelgroep", "the audience"),
    "summary": Words("de samenvatting", "the summary"),
    "image": Words("de bestandsnaam van de foto", "the picture's file name"),
    "image_alt": Words("de fotobeschrijving", "the picture's description"),
    "video": Words("de bestandsnaam van de film", "the film's file name"),
    "video_alt": Words("de filmbeschrijving", "the film's description"),
    "captions": Words("de ondertitels", "the captions"),
    "translation_of": Words("de verwijzing naar de vertaling", "the reference to the translation"),
    "reason": Words("de reden van intrekken", "the reason for withdrawal"),
    "correction": Words("de correctie", "the correction"),
    "conflict": Words("de belangen", "the interests"),
    "ai": Words("de hulp van AI", "the help from AI"),
    "tags": Words("een trefwoord", "a tag"),
    "key_points": Words("een kernpunt", "a key point"),
    "sources": Words("een bron", "a source"),
    "teasers": Words("een teaser", "a teaser"),
    "overrides": Words("de reden van een uitzondering", "the reason for an exception"),
    "file": Words("de bestandsnaam", "the file name"),
    "link": Words("een webadres (link)", "a web address (link)"),
    "body": Words("de tekst", "the text"),
    "consents": Words("de toestemmingen", "the consents"),
    "person": Words("wat er over een medewerker staat", "what is said of a member of staff"),
    "picture": Words("de bestandsnaam van een foto op de site", "the file name of a picture on the site"),
    "setting": Words("deze instelling", "this setting"),
    "words": Words("deze woorden", "these words"),
    "page": Words("de pagina", "the page"),
    "post": Words("het bericht", "the post"),
    "alt": Words("de beeldbeschrijving", "the picture's description"),
    "card": Words("de titel of samenvatting bij de link", "the title or summary beside the link"),
}
FLOWING = frozenset({"body", "page", "captions"})
# Words run together by signs, as in file names and addresses.
NAMES = frozenset({"file", "slug", "aliases", "short", "uid", "image", "video", "translation_of", "picture"})
# What the notice of a withdrawn article still shows; a text with a mistake must always be withdrawable.
NOTICE = frozenset({"file", "title", "slug", "uid", "reason"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: which `place` it is, and on which line its first line stands."""

    place: str
    line: int
    text: str


def pieces(article: Article) -> Iterator[Piece]:
    """Yield every stretch of a source that its author wrote."""
    yield Piece("file", 1, article.file)
    for place in ("title", "uid", "slug", "topic", "audience", "summary", "image", "image_alt"):
        yield Piece(place, article.line(place), getattr(article, place))
    yield from (
        Piece("video", article.line(place), getattr(article, place)) for place in ("video", "captions")
    )
    for place in ("video_alt", "translation_of", "reason", "correction", "conflict", "ai"):
        yield Piece(place, article.line(place), getattr(article, place))
    lists = {
        "aliases": article.aliases,
        "short": article.short,
        "tags": article.tags,
        "key_points": article.key_points,
        "teasers": tuple(teaser.text for teaser in article.teasers),
    }
    for place, texts in lists.items():
        for index, text in enumerate(texts):
            yield Piece(place, line_of(article, place, index), text)
    spare = hosts(article)
    for index, source in enumerate(article.sources):
        at = line_of(article, "sources", index)
        # Who publishes about care is not in care: each by itself.
        yield from (Piece("sources", at, text) for text in (source.title, source.publisher))
        yield Piece("link", at, opened(source.url, spare))
    for code, text in article.overrides.items():
        yield Piece("overrides", article.lines.get(f"overrides.{code}", article.line("overrides")), text)
    for index, number in enumerate(article.consents):
        yield Piece("consents", line_of(article, "consents", index), number)
    yield Piece("body", article.body_line, article.body)
    yield from links(article.body, article.body_line, spare)


def spoken(article: Article) -> tuple[Piece, ...]:
    """Return what is said in an article's film as one text, a cue a line: `cues` know their own lines."""
    return (Piece("captions", 1, article.film.words),) if article.film else ()


# [words](address "title"), [name]: address, <address>, href=, src=, and an address by itself
LINK = re.compile(
    r"(?:\]\(\s{0,5}<?|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s{0,5}<?"
    r"|(?:href|src|cite)\s{0,5}=\s{0,5}[\"']?|<(?=[a-z]{2,9}:))"
    r"(?P<there>[^\s)>\"']{1,2000})|(?P<bare>https?://[^\s)>\"'\]]{1,2000})",
    re.IGNORECASE | re.MULTILINE,
)
PERCENT = re.compile("(?:%[0-9a-f]{2}){1,200}", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z]{2,9}:)?//(?P<host>[^/:?#\s]+)", re.IGNORECASE)
STEP = re.compile(r"[^/?&=#]*\d[^/?&=#]*")
# What makes a number in a publication's address somebody's: a word for it, an @, the form of an IBAN.
OF_SOMEBODY = re.compile(
    r"bsn|sofi-?n|burgerservice|persoonsnummer|geboren|geboortedatum|gebdat|birth-?date|date-of-birth"
    r"|(?<![a-z])(?:dob|tel|phone)(?![a-z])|telefoon|mobiel|(?:dossier|pati[eë]nt|cli[eë]nt|polis)-?n(?:umme)?r",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"@|(?<![a-z])[a-z]{2}\d\d[a-z]{4}\d{6}", re.IGNORECASE)


def links(text: str, line: int, spare: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Yield the addresses in a text; `spare` are hosts of publications."""
    for match in LINK.finditer(text):
        address = match["there"] or match["bare"]
        yield Piece("link", line + text.count("\n", 0, match.start()), opened(address, spare))


def hosts(article: Article) -> frozenset[str]:
    """Return the hosts of an article's sources: numbers that catalogue something there are no patient's."""
    addresses = (re.match(r"https?://([^/:?#]+)", source.url) for source in article.sources)
    return frozenset(match[1].lower() for match in addresses if match)


def opened(address: str, spare: frozenset[str] = frozenset()) -> str:
    """Return an address as whoever opens it reads it: %20 and + are spaces.

    On a host of publications (`spare`, doi.org ...) without the numbers that nothing calls somebody's.
    """
    plain = PERCENT.sub(_decoded, address.replace("+", " "))
    found = HOST.match(plain)
    host = found["host"].lower() if found else ""
    if not found or not any(f".{host}".endswith(f".{one}") for one in spare | table().hosts):
        return plain
    # Without its scheme, by which a whole address on such a host is passed over.
    plain = plain[found.start("host") :]
    return plain if OF_SOMEBODY.search(plain) else STEP.sub(_uncounted, plain)


def _uncounted(step: re.Match[str]) -> str:
    return step[0] if PERSONAL.search(step[0]) else re.sub(r"\d+", "", step[0])


def _decoded(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")
