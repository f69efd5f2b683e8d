"""A Word file or a note -> what an article is made of: its title, its text in Markdown, its pictures.

mammoth reads Word, after `package` has cut it down to its visible text; nothing that mammoth finds is asked
for elsewhere, and no style map of the file's own is heard.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syndicate.errors import SettingsError
from syndicate.site import markup, pictures
from syndicate.site.word.package import open_docx
from syndicate.site.word.refusals import EMPTY, NO_WORD, Unreadable

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["Unreadable", "Written", "read_note", "read_word"]

NEEDED = ("bs4", "lxml", "mammoth", "markdownify")
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
p[style-name^='Contents '] => !
"""
PLACE = "picture:"
SUFFIXES = {"JPEG": ".jpg", "MPO": ".jpg", "AVIF": ".jpg", "WEBP": ".webp"}
# what Word writes below a description that a machine guessed
GUESSED = re.compile(
    r"automatisch gegenereerde beschrijving|description automatically generated"
    r"|door AI gegenereerde inhoud|AI-generated content",
    re.IGNORECASE,
)
READING = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OSError)


@dataclass(frozen=True, slots=True)
class Written:
    """What a Word file says; `title` is "" where nothing in it can be one.

    `pictures` are the bytes of each by its name, drawn anew without metadata. `left` counts what did not come
    along (changes, comments, hidden, headers, drawn, outside, unshown) and what was seen: tables, and
    `undescribed` pictures.
    """

    title: str
    text: str
    pictures: Mapping[str, bytes]
    left: Mapping[str, int]

    def body(self, folder: str) -> str:
        """Return the text, its pictures in images/`folder`."""
        return self.text.replace(f"]({PLACE}", f"](/images/{folder}/")


def read_word(raw: bytes) -> Written:
    """Read a Word file; raises Unreadable for what is none, SettingsError without the extra."""
    _refuse_without_extra()
    package = open_docx(raw)
    album = _Album(package.picture)
    html = _html(package.docx, album)
    return _written(html, album.drawn, Counter(package.left) + Counter(unshown=album.unshown))


def read_note(text: str, title: str = "", enclosed: Sequence[bytes] = ()) -> Written:
    """Read a plain note, each line of which is a paragraph; raises as `read_word` does.

    Without a `title` its first line can be one. The pictures that came with it stand below it.
    """
    _refuse_without_extra()
    album = _Album(lambda number: enclosed[int(number)])
    named = f'<h1 class="title">{escape(title)}</h1>' if title else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    below = "".join(f'<p><img alt="" src="{album.place(str(n))}"></p>' for n in range(len(enclosed)))
    return _written(named + lines + below, album.drawn, Counter(unshown=album.unshown))


def _refuse_without_extra() -> None:
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in NEEDED):
        raise SettingsError("reading Word files needs some small packages: pip install 'expertstatus[word]'.")


def _written(html: str, drawn: Mapping[str, bytes], left: Counter[str]) -> Written:
    from bs4 import BeautifulSoup

    from syndicate.site.word import shape
    from syndicate.site.word.markdown import markdown_of, plain

    soup = BeautifulSoup(html, "html.parser")
    notes = shape.notes(soup)
    title = plain(shape.title(soup))
    shape.tidy(soup)
    left["tables"] = len(soup.find_all("table"))
    left["undescribed"] = _described(soup)
    text = markdown_of(soup)
    if not text and not title:
        raise Unreadable(EMPTY)
    said = (f"[^{n}]: {' '.join(markdown_of(note).split())}" for n, note in enumerate(notes, start=1))
    return Written(" ".join(title.split()), "\n\n".join((text, *said)), drawn, +left)


def _html(docx: bytes, album: _Album) -> str:
    """Return the file as HTML in which nothing can act; a picture's address is its place in the album."""
    import mammoth

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(docx),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(album.add),
        )
    except READING as error:
        raise Unreadable(NO_WORD) from error
    return markup.clean(html.value)


def _described(soup: BeautifulSoup) -> int:
    """Give each picture its place; return how many nobody described: a machine's guess is no description."""
    found = 0
    for picture in soup.find_all("img"):
        name = str(picture.get("src", "")).rpartition("/")[2]
        if not name:
            picture.decompose()
            continue
        picture["src"] = f"{PLACE}{name}"
        alt = str(picture.get("alt", "")).strip()
        if not alt or GUESSED.search(alt):
            picture["alt"] = ""
            found += 1
    return found


class _Album:
    """The pictures of a file in their order, each drawn once: upright, small, without metadata."""

    def __init__(self, picture: Callable[[str], bytes]) -> None:
        self.drawn: dict[str, bytes] = {}
        self.unshown = 0
        self._picture = picture
        self._names: dict[str, str] = {}

    def add(self, image: Any) -> dict[str, str]:
        """Return the address of a picture of mammoth's, "" for one that no browser shows."""
        with image.open() as entry:
            return {"src": self.place(entry.read().decode())}

    def place(self, inside: str) -> str:
        """Return the address of a picture by its name where it comes from."""
        if inside not in self._names:
            self._names[inside] = self._draw(inside)
        self.unshown += not self._names[inside]
        return f"/{self._names[inside]}"

    def _draw(self, inside: str) -> str:
        raw = self._picture(inside)
        try:
            suffix = SUFFIXES.get(str(pictures.opened(raw).format), ".png")
            with tempfile.TemporaryDirectory() as aside:
                file = Path(aside) / f"picture{suffix}"
                file.write_bytes(raw)
                data = pictures.redraw(file, Path(aside) / "drawn").read_bytes()
        except pictures.Undrawable:
            return ""
        name = f"{len(self.drawn) + 1}{suffix}"
        self.drawn[name] = data
        return name
