"""Built pages as a test reads them."""

from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib
from babel.messages.pofile import read_po

from syndicate.site.build import Built
from tests.site.building import THEME

CSS = (THEME / "static/css/main.css").read_text(encoding="utf-8")
SITE = "https://linde.example"
SCREEN = "scherm/index.html"
"""The page for a television: it has no header and no footer."""


def html_of(built: Built, path: str) -> str:
    """One page."""
    return (built.output / path).read_text(encoding="utf-8")


def pages(built: Built) -> Iterator[tuple[str, str]]:
    """Every page, by its path."""
    for file in sorted(built.output.rglob("*.html")):
        yield file.relative_to(built.output).as_posix(), file.read_text(encoding="utf-8")


def tree(html: str) -> ElementTree.Element:
    """A page as a browser takes it."""
    parsed: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return parsed


def text(element: ElementTree.Element) -> str:
    """The words of a part, with one space between them."""
    return " ".join("".join(element.itertext()).split())


def meta(html: str) -> dict[str, list[str]]:
    """What the head says, by name."""
    found: dict[str, list[str]] = {}
    for tag in tree(html).iter("meta"):
        name = tag.get("property") or tag.get("name")
        if name:
            found.setdefault(name, []).append(tag.get("content", ""))
    return found


def catalogue(lang: str) -> dict[str, str]:
    """What each sentence of our theme is in a language."""
    with (THEME / f"translations/{lang}/LC_MESSAGES/theme.po").open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}
