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

from syndicate.model import Practice
from syndicate.site.forms import Forms, MisplacedError

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
# Ids and classes by which the theme and microformats (h-entry, u-syndication ...) say what we vouch for:
# a text that wears them could look checked, or speak as the practice.
_IDS = (
    "articles brief checked contents key-points keys main people phone-title practice-hours practice-name "
    "practice-numbers private register related share slip sources topics words wrote"
)
IDS = frozenset(_IDS.split())
_CLASSES = (
    "advice audience brand by byline call card cards care checked chips contents cross crumbs dates featured "
    "hero languages overdue pager people person phone promise sample share skip sources tick topic unchecked "
    "unread unseen who"
)
CLASSES = frozenset(_CLASSES.split())
# microformats, where a photo is cut, and the frames of the short forms
MICROFORMAT = re.compile(r"(?:h|p|u|e|dt|care|form)-|(?:across|down)\d", re.IGNORECASE)
ALIGNED = re.compile(r' style="text-align: (left|right|center);"')
TASK = re.compile(r"(<li>\s*(?:<p>)?)\[([ xX])\](?=\s)")
# Cleaned tags have all their values in double quotes; a `>` may stand in one.
TAG = re.compile(r'<(?P<name>[a-z][a-z0-9]*)(?P<rest>(?: [^\s=">]+="[^"]*")+)>')
ADDRESS = re.compile(r' (src|href)="([^"]*)"')
SRC = re.compile(r' src="([^"]*)"')
SRCSET = re.compile(r' srcset="([^"]*)"')
WIDTH, LOADING = re.compile(r' width="'), re.compile(r' loading="')
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def html_of(text: str, lang: str, practice: Practice | None = None) -> str:
    """Return a Markdown text as sanitised HTML; footnotes lead back in the language of the text.

    Its short forms are in their frames, with the numbers of the `practice` to tap. Where a form cannot stand
    (see `rendered`), it is left out and its words stay.

    Tables keep their alignment as classes (`align-right`), because a strict content security policy
    refuses style attributes. `/images/...` (what a browser editor writes) means `{static}/images/...`. The
    boxes of a task list become signs (☐, ☑), since a page has no form.
    """
    return rendered(text, lang, practice)[0]


def rendered(text: str, lang: str, practice: Practice | None = None) -> tuple[str, bool]:
    """Return a text as HTML (see `html_of`), and whether all its forms stand where forms can stand.

    One that begins inside a list or a piece of HTML and ends outside it would break the page.
    """
    forms = Forms(text, lang, practice or Practice())
    html = _converted(forms.marked(), lang)
    try:
        return forms.framed(html), True
    except MisplacedError:
        return forms.unmarked(html), False


def _converted(text: str, lang: str) -> str:
    plain = lang.partition("-")[0]
    converter = _converter(plain if plain in BACK else "en")
    try:
        html = ALIGNED.sub(r' class="align-\1"', converter.reset().convert(text))
    except RecursionError:
        _converter.cache_clear()  # it would go on reading every later text as the inside of a list
        raise
    return clean(TASK.sub(lambda m: f"{m[1]}{'☐' if m[2] == ' ' else '☑'}", html))


def markdown_settings(lang: str) -> dict[str, Any]:
    """Return the options of Python-Markdown that articles and pages are read with."""
    return {
        "extensions": ["markdown.extensions.extra", "markdown.extensions.toc"],
        "extension_configs": {
            "markdown.extensions.extra": {"footnotes": {"BACKLINK_TITLE": BACK[lang]}},
            "markdown.extensions.toc": {"slugify": _heading},
        },
        "output_format": "html",
    }


def _heading(words: str, separator: str) -> str:
    """Return the id of a heading; the theme's own are left to it."""
    from markdown.extensions.toc import slugify

    slug = slugify(words, separator)
    return f"{slug}{separator}text" if slug in IDS else slug


def clean(html: str) -> str:
    """Return HTML with nothing in it that can act; what is not allowed is dropped, its words stay."""
    return TAG.sub(_rooted, str(_cleaner().clean(html)))


def _rooted(tag: re.Match[str]) -> str:
    return ADDRESS.sub(
        lambda m: f' {m[1]}="{{static}}{m[2]}"' if m[2].startswith("/images/") else m[0], tag[0]
    )


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
    """Return the targets of all links and pictures of sanitised HTML, as their author meant them.

    Of a built page also what its pictures may be chosen from (`srcset`).
    """
    tags = [tag["rest"] for tag in TAG.finditer(html)]
    found = [unescape(m[2]) for tag in tags for m in ADDRESS.finditer(tag)]
    sets = (unescape(m[1]) for tag in tags for m in SRCSET.finditer(tag))
    return (*found, *(one.split()[0] for each in sets for one in each.split(", ") if one.strip()))


def foreign_pictures(html: str, siteurl: str) -> tuple[str, ...]:
    """Return the addresses of all pictures of sanitised HTML that another host than the site's would serve.

    Whoever serves a picture learns who reads about which complaint.
    """
    sources = (SRC.search(tag["rest"]) for tag in TAG.finditer(html) if tag["name"] == "img")
    found = (unescape(source[1]) for source in sources if source)
    return tuple(a for a in found if not (siteurl and a.startswith(f"{siteurl}/")) and SCHEME.match(_seen(a)))


def _seen(address: str) -> str:
    """Return an address as a browser reads it: without white space, and `\\` is `/`."""
    return re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33)))).replace("\\", "/")


def sized(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Give each picture of the site its size and let it load late, so that nothing jumps.

    `sizes` maps addresses as they stand in the text ({static}/images/x.jpg) to pixels.
    """

    def measured(tag: re.Match[str]) -> str:
        source = SRC.search(tag["rest"]) if tag["name"] == "img" else None
        size = sizes.get(unescape(source[1])) if source else None
        if size is None or WIDTH.search(tag["rest"]):
            return tag[0]
        late = "" if LOADING.search(tag["rest"]) else ' loading="lazy"'
        return f'<img{tag["rest"]} width="{size[0]}" height="{size[1]}"{late}>'

    return TAG.sub(measured, html)


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


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Return what stays of an attribute's value; None where the attribute goes."""
    if name == "id":
        return None if value.lower() in IDS else value
    if name == "class":
        words = (w for w in value.split() if w.lower() not in CLASSES and not MICROFORMAT.match(w))
        return " ".join(words) or None
    return value


@lru_cache(maxsize=1)
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(**_options(), attribute_filter=_kept)
