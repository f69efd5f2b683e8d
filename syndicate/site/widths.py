"""A picture of the site in the widths and formats that a browser may choose from, kept by its content.

AVIF and WebP where they are lighter than what people put there, and that itself smaller, for the few
browsers that know neither. Never larger than the picture is.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from syndicate.content.naming import slugify
from syndicate.site import pictures
from syndicate.site.share_image import keep

if TYPE_CHECKING:
    from syndicate.settings import Settings
    from syndicate.site.edition import Edition

VERSION = "2"  # for who changes what is drawn: browsers keep these files for a year
FOLDER = "images/sized"
NAME = re.compile(rf"{FOLDER}/[a-z0-9-]+-w\d+-[0-9a-f]{{12}}\.[a-z]{{3,4}}")
FORMATS: Mapping[str, dict[str, Any]] = {
    ".webp": {"quality": 80, "method": 4},
    # one thread, since the bytes depend on their number; speed 6 takes five times as long for 5 per cent
    ".avif": {"quality": 60, "speed": 8, "max_threads": 1},
}
LIGHT = 3_000  # bytes
MOST_THREADS = 4  # each takes some 60 MB


@dataclass(frozen=True, slots=True)
class Use:
    """How wide a picture is needed, in pixels: as AVIF, as WebP, and as what it is itself."""

    avif: tuple[int, ...]
    webp: tuple[int, ...]
    own: tuple[int, ...]


WIDE = Use((480, 800, 1280, 1600), (480, 800, 1280), (800,))  # 1280: a text, on a screen twice as fine
FACE = Use((144, 224), (), (224,))  # as WebP it would save less than the page says of it


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of the site as it was drawn anew: its file, what it is for, and its size."""

    file: Path
    use: Use
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture: its MIME type, and its files in the output by width."""

    type: str
    files: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a browser may choose from, the lightest format first, and the size of the picture itself.

    `kept` are the files beside the picture, by path in the output, where they lie until then.
    """

    width: int
    height: int
    sources: tuple[Source, ...]
    kept: Mapping[str, Path]


def offer(settings: Settings, edition: Edition, output: Path) -> Edition:
    """Return the edition with the choice for each picture that our theme shows; another theme has none.

    An article without a picture of its own shows its share image, which lies in `output`.
    """
    from syndicate.site.theme import theme_of

    if theme_of(settings).find("translations/en/LC_MESSAGES/theme.po") is None:
        return edition
    shown = dict(edition.drawn)
    for article in edition.published:
        card = edition.share_images.get(article.ref)
        if card and article.ref not in edition.photos:
            shown[card.path] = Drawn(output / card.path, WIDE, card.width, card.height)
    cache = settings.state / "cache" / "pictures"
    cache.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as pool:
        made = pool.map(lambda path: choice(path, shown[path], cache), shown)
        return replace(edition, choices=dict(zip(shown, made, strict=True)))


def lay(choices: Mapping[str, Choice], output: Path) -> None:
    """Put the files of each choice into the site, where the picture itself is in it."""
    for path, chosen in choices.items():
        if chosen.kept and (output / path).is_file():
            (output / FOLDER).mkdir(parents=True, exist_ok=True)
            for place, file in chosen.kept.items():
                shutil.copyfile(file, output / place)


def choice(path: str, drawn: Drawn, cache: Path) -> Choice:
    """Return what a browser may choose from for one picture, drawing what `cache` does not have yet.

    A format that is no lighter is left out, and so is the picture made smaller where that saves less than a
    quarter. A picture of less than LIGHT has none: what a page says of them would weigh as much.
    """
    heavy = drawn.file.stat().st_size
    if heavy < LIGHT:
        return Choice(drawn.width, drawn.height, (), {})
    files = _files(path, drawn, cache)
    _draw(drawn, {file: width for of in files.values() for width, file in of.items() if file != drawn.file})
    own = PurePosixPath(path).suffix.lower()
    most = heavy * 3 / 4
    files[own] = {w: f for w, f in files[own].items() if f == drawn.file or f.stat().st_size < most}
    chosen = [own]
    for suffix in (s for s in FORMATS if s != own and files[s]):
        if _weight(files[suffix], drawn) < _weight(files[chosen[0]], drawn):
            chosen.insert(0, suffix)
    if chosen == [own] and len(files[own]) == 1:
        return Choice(drawn.width, drawn.height, (), {})
    places = {f: path if f == drawn.file else f"{FOLDER}/{f.name}" for s in chosen for f in files[s].values()}
    sources = tuple(
        Source(pictures.KINDS[s][1], {w: places[f] for w, f in sorted(files[s].items())}) for s in chosen
    )
    kept = {place: file for file, place in places.items() if file != drawn.file}
    return Choice(drawn.width, drawn.height, sources, kept)


def _files(path: str, drawn: Drawn, cache: Path) -> dict[str, dict[int, Path]]:
    """Return by suffix and width where each file lies or will lie; the file of `drawn` is named by a hash."""
    from PIL import __version__

    key = hashlib.sha256(f"{VERSION} {__version__} {drawn.file.name}".encode()).hexdigest()[:12]
    place = PurePosixPath(path)
    stem, own = slugify(place.stem) or "beeld", place.suffix.lower()
    wanted = {".webp": drawn.use.webp, ".avif": drawn.use.avif, own: drawn.use.own}
    files = {
        suffix: {w: cache / f"{stem}-w{w}-{key}{suffix}" for w in {min(w, drawn.width) for w in widths}}
        for suffix, widths in wanted.items()
    }
    files[own][drawn.width] = drawn.file
    return files


def _weight(files: Mapping[int, Path], drawn: Drawn) -> int:
    """Return the bytes of a format at the width at which formats are held against each other."""
    fair = min(*drawn.use.own, drawn.width)
    return files.get(fair, drawn.file).stat().st_size


def _draw(drawn: Drawn, wanted: Mapping[Path, int]) -> None:
    """Draw the files that are not there yet at their widths."""
    from PIL import Image

    missing = {file: width for file, width in wanted.items() if not file.is_file()}
    if not missing:
        return
    with Image.open(drawn.file) as read:
        few = read.mode == "P"
        whole = read.convert("RGBA" if read.has_transparency_data else "L" if read.mode == "L" else "RGB")
    for file, width in missing.items():
        kind, _, options = pictures.KINDS[file.suffix]
        size = (width, max(1, round(drawn.height * width / drawn.width)))
        shown = (
            whole if size == whole.size else whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        )
        if few and kind in ("PNG", "GIF"):
            shown = shown.quantize(dither=Image.Dither.NONE)
        keep(pictures.encoded(shown, kind, FORMATS.get(file.suffix, options)), file)
