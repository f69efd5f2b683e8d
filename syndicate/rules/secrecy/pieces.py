"""Everywhere that words of an author go out: stretches of text, and what each place is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.model import Article, Words
from syndicate.rules.rule import line_of

PLACES = {
    "title": Words("de titel", "the title"),
    "uid": Words("het vaste kenmerk (uid)", "the stable id (uid)"),
    "slug": Words("het webadres (slug)", "the web address (slug)"),
    "topic": Words("het onderwerp", "the topic"),
    "event": Words("de naam van een gelegenheid", "the name of an event"),
    "quiet": Words("de reden van stille dagen", "the reason for quiet days"),
    "audience": Words("de doelgroep", "the audience"),
    "summary": Words("de samenvatting", "the summary"),
    "image": Words("de bestandsnaam van de foto", "the picture's file name"),
    "image_alt": Words("de fotobeschrijving", "the picture's description"),
    "translation_of": Words("de verwijzing naar de vertaling", "the reference to the translation"),
    "reason": Words("de reden van intrekken", "the reason for withdrawal"),
    "correction": Words("de correctie", "the correction"),
    "tags": Words("een trefwoord", "a tag"),
    "key_points": Words("een kernpunt", "a key point"),
    "sources": Words("een bron", "a source"),
    "teasers": Words("een teaser", "a teaser"),
    "overrides": Words("de reden van een uitzondering", "the reason for an exception"),
    "file": Words("de bestandsnaam", "the file name"),
    "link": Words("een adres in de tekst", "an address in the text"),
    "body": Words("de tekst", "the text"),
    "consents": Words("de toestemmingen", "the consents"),
    "person": Words("wat er over een medewerker staat", "what is said of a member of staff"),
    "picture": Words("de bestandsnaam van een foto op de site", "the file name of a picture on the site"),
    "words": Words("deze woorden", "these words"),
    "page": Words("de pagina", "the page"),
    "post": Words("het bericht", "the post"),
    "alt": Words("de beeldbeschrijving", "the picture's description"),
    "card": Words("de titel of samenvatting bij de link", "the title or summary beside the link"),
}
FLOWING = frozenset({"body", "page"})
# Words run together by signs, as in file names and addresses.
NAMES = frozenset({"file", "slug", "uid", "image", "translation_of", "picture"})
# What the notice of a withdrawn article still shows; a text with a mistake must always be withdrawable.
NOTICE = frozenset({"file", "title", "slug", "uid", "reason"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: which `place` it is, and on which line its first line stands."""

    place: str
    line: int
    text: str


def pieces(article: Article) -> Iterator[Piece]:
    """Yield every stretch of a source that its author wrote, the addresses of its sources excepted."""
    yield Piece("file", 1, article.file)
    for place in ("title", "uid", "slug", "topic", "audience", "summary", "image", "image_alt"):
        yield Piece(place, article.line(place), getattr(article, place))
    for place in ("translation_of", "reason", "correction"):
        yield Piece(place, article.line(place), getattr(article, place))
    lists = {
        "tags": article.tags,
        "key_points": article.key_points,
        "sources": tuple(f"{source.title} · {source.publisher}" for source in article.sources),
        "teasers": tuple(teaser.text for teaser in article.teasers),
    }
    for place, texts in lists.items():
        for index, text in enumerate(texts):
            yield Piece(place, line_of(article, place, index), text)
    for code, text in article.overrides.items():
        yield Piece("overrides", article.lines.get(f"overrides.{code}", article.line("overrides")), text)
    for index, number in enumerate(article.consents):
        yield Piece("consents", line_of(article, "consents", index), number)
    yield Piece("body", article.body_line, article.body)
    yield from links(article.body, article.body_line)


# [words](address "title"), [name]: address, <address>, href=, src=, and an address by itself
LINK = re.compile(
    r"(?:\]\(\s{0,5}<?|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s{0,5}<?"
    r"|(?:href|src|cite)\s{0,5}=\s{0,5}[\"']?|<(?=[a-z]{2,9}:))"
    r"(?P<there>[^\s)>\"']{1,2000})|(?P<bare>https?://[^\s)>\"'\]]{1,2000})",
    re.IGNORECASE | re.MULTILINE,
)
PERCENT = re.compile("(?:%[0-9a-f]{2}){1,200}", re.IGNORECASE)


def links(text: str, line: int) -> Iterator[Piece]:
    """Yield the addresses in a text, as whoever opens them reads them: %20 and + are spaces."""
    for match in LINK.finditer(text):
        address = match["there"] or match["bare"]
        plain = PERCENT.sub(_decoded, address.replace("+", " "))
        yield Piece("link", line + text.count("\n", 0, match.start()), plain)


def _decoded(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")
