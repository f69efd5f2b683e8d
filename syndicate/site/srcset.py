"""What a page says of a picture, so that each browser takes the lightest file that is sharp on its screen.

A `<picture>` around the `<img>` that stands there anyway: without it, or with a browser that does not know
it, the picture is the one that people put there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from types import MappingProxyType
from urllib.parse import quote, unquote

from markupsafe import Markup

from syndicate.site import markup
from syndicate.site.widths import Choice

COLUMN = 621
"""How wide a text is at most, in CSS pixels: --measure of the theme."""


def functions(choices: Mapping[str, Choice] = MappingProxyType({})) -> dict[str, Callable[..., Markup]]:
    """Return what templates call: `sources` beside an `<img>` of theirs, `pictured` for a whole text."""
    return {
        "sources": lambda path, root, sizes: sources(choices.get(path), root, sizes),
        "pictured": lambda html, root: pictured(html, root, choices),
    }


def sources(choice: Choice | None, root: str, sizes: str) -> Markup:
    """Return the `<source>` elements of a picture, "" for one that has none.

    `root` leads from the page to the site, `sizes` says how wide the picture is shown (HTML's attribute).
    """
    return Markup("").join(
        Markup('<source type="{}" srcset="{}" sizes="{}">').format(
            one.type, ", ".join(f"{root}/{quote(file)} {width}w" for width, file in one.files.items()), sizes
        )
        for one in (choice.sources if choice else ())
    )


def in_text(choice: Choice) -> str:
    """Return how wide a picture is shown in a text: as it is, and never wider than the text."""
    most = min(COLUMN, choice.width)
    return f"(min-width: {most + 60}px) {most}px, calc(100vw - 2.25rem)"


def pictured(html: str, root: str, choices: Mapping[str, Choice]) -> Markup:
    """Return a text's HTML with a choice for each picture of the site in it, and with its size.

    `html` is sanitised, and its addresses lead from its page, as `root` does.
    """

    def chosen(tag: re.Match[str]) -> str:
        source = markup.SRC.search(tag["rest"]) if tag["name"] == "img" else None
        path = unquote(unescape(source[1])).removeprefix(f"{root}/") if source else ""
        choice = choices.get(path)
        if choice is None:
            return tag[0]
        size = (choice.width, choice.height)
        image = markup.sized(tag[0], {unescape(source[1]): size}) if source else tag[0]
        around = sources(choice, root, in_text(choice))
        return f"<picture>{around}{image}</picture>" if around else image

    return Markup(markup.TAG.sub(chosen, html))  # noqa: S704 (the text was checked before it came here)
