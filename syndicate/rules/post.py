"""post: what the network would refuse, or the reader would miss, in one composed post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.limits import Limits, Link, fits, measure
from syndicate.model import Article, Finding, Post, Severity, Words
from syndicate.rules import secrecy, tone
from syndicate.rules.rule import Rule, line_of
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.pieces import Piece
from syndicate.rules.secrecy.standing import NOBODY, Standing

# A link as long as most: what a network that does not shorten links would count.
SOME_LINK = "https://www.example.org/an-article-of-ours/?s=00000000"


def _error(code: str, checks: Words, said: Words, mend: Words, source: str) -> Rule:
    return Rule(f"post.{code}", Severity.ERROR, checks, said, mend, source, posts_only=True)


TOO_LONG = _error(
    "too-long",
    Words("Een bericht past op zijn netwerk.", "A post fits on its network."),
    Words("Dit bericht is {over} te lang voor {account}.", "This post is {over} too long for {account}."),
    Words("Schrijf een kortere teaser.", "Write a shorter teaser."),
    "each network's own counting",
)
NO_LINK = _error(
    "no-link",
    Words("Een bericht leidt naar het artikel.", "A post leads to the article."),
    Words("In dit bericht ontbreekt de link naar het artikel.", "This post lacks its link to the article."),
    Words("Maak plaats: schrijf een kortere teaser.", "Make room: write a shorter teaser."),
    "seeds, Expertstatus; IndieWeb POSSE (permalink)",
)
IMAGE_ALT = _error(
    "image-alt",
    Words("Het beeld bij een bericht heeft een beschrijving.", "A post's picture has a description."),
    Words("Het beeld bij dit bericht heeft geen beschrijving.", "This post's picture has no description."),
    Words("Vul `image_alt` in.", "Fill in `image_alt`."),
    "WCAG 2.2, 1.1.1; seed T1",
)
ALT_TOO_LONG = _error(
    "alt-too-long",
    Words("De beeldbeschrijving past op het netwerk.", "A picture's description fits on the network."),
    Words(
        "De beeldbeschrijving is {over} tekens te lang voor {account}.",
        "The picture's description is {over} characters too long for {account}.",
    ),
    Words("Kort `image_alt` in.", "Shorten `image_alt`."),
    "each network's own limit",
)
FILM = Rule(
    "post.film",
    Severity.ADVICE,
    Words(
        "Een film past op de netwerken die films aannemen.", "A film fits on the networks that take films."
    ),
    Words(
        "De film is te lang of te groot voor {account}: daar gaat het bericht uit met zijn afbeelding.",
        "The film is too long or too large for {account}: there the post goes out with its picture.",
    ),
    Words(
        "Maak de film korter of kleiner, of laat het zo.", "Make the film shorter or smaller, or let it be."
    ),
    "each network's own limit",
    posts_only=True,
)
RULES = (TOO_LONG, NO_LINK, IMAGE_ALT, ALT_TOO_LONG, FILM)


def on_post(post: Post, limits: Limits, known: Known, standing: Standing = NOBODY) -> Iterator[Finding]:
    """Yield what is wrong with a composed post, then what identifies a patient, then advice."""
    yield from _form(post, limits)
    yield from _film(post, limits)
    file = post.article.file
    used = next((i for i, teaser in enumerate(post.article.teasers) if teaser.text in post.text), None)
    line = line_of(post.article, "teasers", used)
    spoken = {"post": (post.text, line), "alt": (post.alt, post.article.line("image_alt"))}
    spoken["card"] = (f"{post.title} ¶ {post.summary}", post.article.line("title"))
    known = secrecy.known_in(post.article, known, standing)
    look = secrecy.Look(known, file, post.key, standing=standing)
    for place, (text, at) in spoken.items():
        yield from (f for f in look(Piece(place, at, text)) if not f.overridden)
    yield from tone.on_text(post.text, file, line, post.key)


def _form(post: Post, limits: Limits) -> Iterator[Finding]:
    article = post.article
    over = excess(post.text, limits)
    if over:
        yield TOO_LONG.finding(
            article.file, article.line("teasers"), post.key, over=over, account=post.account
        )
    absent = not post.link or (limits.link is Link.TEXT and post.link not in post.text)
    if limits.link is not Link.NONE and absent:
        yield NO_LINK.finding(article.file, article.line("teasers"), post.key)
    if post.image and limits.alt and not post.alt.strip():
        yield IMAGE_ALT.finding(article.file, article.line("image_alt"), post.key)
    if post.image and limits.alt and len(post.alt) > limits.alt:
        over_alt = len(post.alt) - limits.alt
        yield ALT_TOO_LONG.finding(
            article.file, article.line("image_alt"), post.key, over=over_alt, account=post.account
        )


def _film(post: Post, limits: Limits) -> Iterator[Finding]:
    article = post.article
    if article.film and limits.film and not post.film:
        yield FILM.finding(article.file, article.line("video"), post.key, account=post.account)


def excess(text: str, limits: Limits) -> Words | None:
    """Return by how much a text is too long, in words ("12 tekens"), or None where it fits."""
    if fits(text, limits):
        return None
    over = measure(text, limits) - limits.characters
    if over > 0:
        return Words(f"{over} tekens", f"{over} characters")
    over = len(text.encode()) - limits.bytes
    return Words(f"{over} bytes", f"{over} bytes")


def teaser_lengths(
    article: Article, limits_by_account: Mapping[str, Limits], networks: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield where the author's own words, with a link, are too long for an account they are meant for."""
    for index, teaser in enumerate(article.teasers):
        if teaser.lang not in ("", article.lang):
            continue
        for account, limits in limits_by_account.items():
            if teaser.channel not in ("", account, networks.get(account, account)):
                continue
            text = f"{teaser.text} {SOME_LINK}" if limits.link is Link.TEXT else teaser.text
            over = excess(text, limits)
            if over:
                yield tone.NETWORK_LENGTH.on(article, "teasers", index, over=over, account=account)
