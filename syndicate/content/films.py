"""The film that an article names, with its captions: in content/videos, short, in H.264."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from syndicate.content import captions, files, mp4, values
from syndicate.content.front_matter import Value
from syndicate.content.mistakes import Mistakes, shown
from syndicate.content.pictures import Sort, check
from syndicate.content.schema import Field
from syndicate.content.values import Context
from syndicate.model import Article, Cue, Film, Finding

WRONG = ("film-place", "film-kind", "film-missing", "film-big")
FILM = Sort("videos", (".mp4",), 50_000_000, *WRONG)
CAPTIONS = Sort("videos", (".vtt",), 200_000, *WRONG)
LONGEST = 180
"""Seconds: what is longer is not short any more, and no network of ours but two would take it."""

SEEN = frozenset({"avc1", "avc3"})
HEARD = frozenset({"mp4a"})


def film(value: Value, field: Field, context: Context) -> str:
    """Return a film's path relative to the content folder (videos/x.mp4), "" and a mistake if wrong."""
    return _path(value, field, context, FILM)


def told(value: Value, field: Field, context: Context) -> str:
    """Return the path of a captions file (videos/x.vtt), as `film` does."""
    return _path(value, field, context, CAPTIONS)


def _path(value: Value, field: Field, context: Context, sort: Sort) -> str:
    written = values.text(value, field, context)
    return check(written, value.line, context.content, context.mistakes, sort) if written else ""


def with_film(article: Article, root: Path, context: Context) -> tuple[Article, tuple[Finding, ...]]:
    """Return the article with its film, where it can be shown, and what is wrong with the captions file.

    A film without captions or without a description is none: who is deaf or blind has nothing of it
    (WCAG 2.2, 1.2.1 and 1.2.2).
    """
    mistakes, at = context.mistakes, article.line("video")
    if not article.video:
        if article.captions:
            mistakes.add("captions-alone", article.line("captions"))
        return article, ()
    if not article.video_alt:
        mistakes.add("film-alt", at)
    if "captions" not in article.lines:
        mistakes.add("captions-missing", at)
    facts, raw = _looked_at(context.content / article.video, article.video, at, mistakes)
    if facts is None or not article.captions or not article.video_alt:
        return article, ()
    file = context.content / article.captions
    said = Mistakes(files.named(file, root))
    text = files.read_text(file, said)
    cues = () if text is None else captions.read(text, said)
    made = _made(article, facts, raw, cues, said.file)
    if len(made.vtt.encode()) > captions.LARGEST:
        said.add("captions-large", most=captions.LARGEST // 1000)
    return (article if len(said) else replace(article, film=made)), said.of("")


def _looked_at(file: Path, name: str, line: int, mistakes: Mistakes) -> tuple[mp4.Facts | None, bytes]:
    try:
        raw = file.read_bytes()
        facts = mp4.read(raw)
    except (OSError, mp4.NoFilm):
        mistakes.add("film-form", line, given=shown(name))
        return None, b""
    codecs = (*facts.seen, *facts.heard)
    if len(facts.seen) != 1 or not SEEN.issuperset(facts.seen) or not HEARD.issuperset(facts.heard):
        mistakes.add("film-codec", line, given=shown(name), codecs=shown(", ".join(codecs)))
    elif facts.more:
        mistakes.add("film-track", line, given=shown(name))
    elif facts.seconds > LONGEST:
        mistakes.add("film-long", line, given=shown(name), seconds=round(facts.seconds), most=LONGEST)
    else:
        return facts, raw
    return None, b""


def _made(article: Article, facts: mp4.Facts, raw: bytes, cues: tuple[Cue, ...], file: str) -> Film:
    return Film(
        path=article.video,
        captions=article.captions,
        width=facts.width,
        height=facts.height,
        seconds=facts.seconds,
        bytes=len(raw),
        sha256=hashlib.sha256(mp4.cleaned(raw)).hexdigest(),
        lang=article.lang,
        alt=article.video_alt,
        file=file,
        cues=cues,
    )
