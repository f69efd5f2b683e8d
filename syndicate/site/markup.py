"""Markdown -> HTML that may be shown: sanitised after Markdown, so that nothing in a text can act.

The allow-list lets through what an article is made of: headings with ids, tables, figures, footnotes,
details. No scripts, styles, event handlers, frames or forms; addresses are http(s), mailto, tel or
relative ones. nh3 runs after Markdown because attribute lists make attributes of plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS = (
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
TAGS = frozenset(_TAGS.split())
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"id", "class", "lang", "dir", "title"}),
    "a": frozenset({"href", "hreflang"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
INLINE = frozenset(
    {"abbr", "b", "bdi", "cite", "code", "em", "i", "s", "small", "span", "strong", "sub", "sup"}
)
BACK = {
    "nl": "Terug naar voetnoot {} in de tekst",
    "en": "Back to footnote {} in the text",
    "tr": "Metindeki {} numaralı dipnota dön",
    "pl": "Powrót do przypisu {} w tekście",
    "ar": "العودة إلى الحاشية {} في النص",
}
ALIGNED = re.compile(r' style="text-align: (left|right|center);"')
ROOTED = re.compile(r'(<[^>]* (?:src|href)=")(?=/images/)')
ADDRESS = re.compile(r'<[^>]* (?:src|href)="([^"]*)"')
PICTURE = re.compile(r'<img(?P<before>[^>]*?) src="(?P<src>[^"]*)"(?P<after>[^>]*)>')


def html_of(text: str, lang: str) -> str:
    """Return a Markdown text as sanitised HTML; footnotes lead back in the language of the text.

    Tables keep their alignment as classes (`align-right`), because a strict content security policy
    refuses style attributes. `/images/...` (what a browser editor writes) means `{static}/images/...`.
    """
    plain = lang.partition("-")[0]
    converter = _converter(plain if plain in BACK else "en")
    return clean(ALIGNED.sub(r' class="align-\1"', converter.reset().convert(text)))


def markdown_settings(lang: str) -> dict[str, Any]:
    """Return the options of Python-Markdown that articles and pages are read with."""
    return {
        "extensions": ["markdown.extensions.extra", "markdown.extensions.toc"],
        "extension_configs": {
            "markdown.extensions.extra": {"footnotes": {"BACKLINK_TITLE": BACK[lang]}},
            "markdown.extensions.toc": {},
        },
        "output_format": "html",
    }


def clean(html: str) -> str:
    """Return HTML with nothing in it that can act; what is not allowed is dropped, its words stay."""
    return ROOTED.sub(r"\1{static}", str(_cleaner().clean(html)))


def clean_words(html: str) -> str:
    """Return the HTML of a title or a name: marks inside a line only."""
    import nh3

    return nh3.clean(html, tags=set(INLINE), attributes={}, link_rel=None)


def absolute(html: str, base: str) -> str:
    """Return HTML in which every address is absolute, read from `base`, for feeds."""
    import nh3

    return nh3.clean(html, url_relative=lambda address: urljoin(base, address), **_options())


def words(html: str) -> str:
    """Return the words of HTML on one line, without marks and entities."""
    return str(Markup(html).striptags())  # noqa: S704 (its tags are taken out at once)


def addresses(html: str) -> tuple[str, ...]:
    """Return the targets of all links and pictures of sanitised HTML, as their author meant them."""
    return tuple(unescape(found) for found in ADDRESS.findall(html))


def sized(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Give each picture of the site its size and let it load late, so that nothing jumps.

    `sizes` maps addresses as they stand in the text ({static}/images/x.jpg) to pixels.
    """

    def measured(match: re.Match[str]) -> str:
        size = sizes.get(unescape(match["src"]))
        if size is None or " width=" in match[0]:
            return match[0]
        late = "" if " loading=" in match[0] else ' loading="lazy"'
        return (
            f'<img{match["before"]} src="{match["src"]}"{match["after"]} '
            f'width="{size[0]}" height="{size[1]}"{late}>'
        )

    return PICTURE.sub(measured, html)


@lru_cache(maxsize=8)
def _converter(lang: str) -> Markdown:
    from markdown import Markdown

    return Markdown(**markdown_settings(lang))


def _options() -> dict[str, Any]:
    return {
        "tags": set(TAGS),
        "attributes": {tag: set(names) for tag, names in ATTRIBUTES.items()},
        "url_schemes": set(SCHEMES),
        "link_rel": None,
    }


@lru_cache(maxsize=1)
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(**_options())
