"""Article + theme/share/*.toml -> the 1200x630 picture that every link to the article shows.

Its name holds the hash of its bytes, so that a changed card is a new address for networks that keep
old ones. A card of which nothing that is drawn changed is copied from the cache. Bytes depend on the
inputs alone; the file carries no metadata. Under 200 KB, since messaging apps drop heavy pictures.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.model import Article, Person, Picture, Practice
from syndicate.site.card import draw
from syndicate.site.colour import palette
from syndicate.site.language import base, direction
from syndicate.site.share_layout import read_layout
from syndicate.site.typeface import drawable, typeface
from syndicate.site.typeset import SOFT_HYPHEN

TYPES = {"jpg": "image/jpeg", "png": "image/png"}
AND = {"nl": " en ", "en": " and ", "tr": " ve ", "pl": " i ", "ar": " و"}


def share_image(
    article: Article,
    *,
    practice: Practice,
    siteurl: str,
    layout: Path,
    output: Path,
    cache: Path,
    pictures: Path | None = None,
) -> Picture:
    """Draw the article's card, or take it from `cache`, and write it to `output`/share.

    `pictures` is the folder in which the article's picture and the practice's logo lie (`output`
    where it is None). Raises SiteError where one of them cannot be read, where the layout is wrong,
    and where the title has letters that the typeface lacks: they are never silently left out (emoji
    and other signs are). A title in joined letters is left out where this machine cannot set them.
    """
    plan = read_layout(layout)
    folder = pictures or output
    photo = _bytes(folder, article.image, "the article's picture")
    logo = _bytes(folder, practice.logo, "the practice's logo")
    words = {
        "practice": drawable(practice.name),
        "title": drawable(article.title),
        "author": drawable(_joined([p.name for p in article.authors], article.lang)),
        "role": drawable(_roles(article)),
    }
    colour = palette(practice.colour).light
    mirrored = direction(article.lang) == "rtl"
    drawn = [
        words,
        mirrored,
        colour,
        plan.digest,
        _digest(photo),
        _digest(logo),
        article.image_focus,
        _hand(),
    ]
    key = _digest(json.dumps(drawn, ensure_ascii=False).encode())
    kind = "jpg" if photo else "png"
    kept = cache / f"{key}.{kind}"
    if not kept.is_file():
        focus = article.image_focus
        card = draw(plan, colour=colour, words=words, logo=logo, photo=photo, focus=focus, mirrored=mirrored)
        keep(card, kept)
    content = kept.read_bytes()
    digest = _digest(content)
    slug = re.sub(r"[^\w-]+", "-", article.slug)
    path = f"share/{slug}-{article.lang}-{digest[:12]}.{kind}"
    (output / "share").mkdir(parents=True, exist_ok=True)
    (output / path).write_bytes(content)
    return Picture(
        path=path,
        url=f"{siteurl.rstrip('/')}/{path}",
        width=plan.size[0],
        height=plan.size[1],
        type=TYPES[kind],
        bytes=len(content),
        sha256=digest,
        alt=_alt(article, practice),
    )


def _alt(article: Article, practice: Practice) -> str:
    """What the card says, then what its picture shows."""
    by = ", ".join(filter(None, (_joined([p.name for p in article.authors], article.lang), practice.name)))
    said = " – ".join(filter(None, (article.title.replace(SOFT_HYPHEN, ""), by)))
    return f"{said}. {article.image_alt}" if article.image and article.image_alt else said


def _roles(article: Article) -> str:
    return _joined(list(dict.fromkeys(_role(p, article.lang) for p in article.authors)), article.lang)


def _role(person: Person, lang: str) -> str:
    return person.role.of(lang) or person.profession


def _joined(names: list[str], lang: str) -> str:
    said = [n for n in names if n]
    last = AND.get(base(lang), ", ")
    return last.join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _bytes(folder: Path, path: str, what: str) -> bytes:
    """Read a picture's file; "" has none."""
    place = re.sub(r"^\{(?:static|attach)\}", "", path).lstrip("/")
    if not place:
        return b""
    try:
        return (folder / place).read_bytes()
    except OSError as error:
        raise SiteError(f"{folder / place}: {what} cannot be read ({error.strerror}).") from error


def keep(content: bytes, place: Path) -> None:
    """Write a file whole or not at all, since the cache is believed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(aside).replace(place)


@lru_cache(maxsize=1)
def _hand() -> str:
    """What draws: the typeface and the drawing code. A new version of either draws every card anew."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in ("card", "typeface", "typeset"))
    return f"{typeface()}/{_digest(code)}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
