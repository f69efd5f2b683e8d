"""Raw HTML in what authors write: a short list of harmless tags passes, all that can run is refused.

This looks at the source, before Markdown; it is the message to the author. What reaches a browser
is cleaned once more after Markdown, by the site.
"""

from __future__ import annotations

import re
from html import unescape

from syndicate.content.mistakes import Mistakes, shown

_NAMES = (
    "a abbr aside b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h2 h3 h4 hr i img ins kbd li mark ol p pre q s section small span strong sub"
    " summary sup table tbody td tfoot th thead time tr u ul"
)
HARMLESS = frozenset(_NAMES.split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MOST = 20
_TAG = re.compile(r"</?([a-zA-Z][^\s<>/\"'=]{0,60})")
_DECLARATION = re.compile(r"<[!?](?!--)")
_AUTOLINK = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>:]+@)")
_BRACES = re.compile(r"\{[^{}\n]{0,500}\}")
_ATTRIBUTE = re.compile(r"[\s\"'/{:;](on[a-z]{2,30}|style|srcdoc|formaction|ping)\s*=", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:\]\(\s*<?"  # [words](address) and ![words](address)
    r"|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s*<?"  # [name]: address
    r"|(?:href|src|cite|data)\s*=\s*[\"']?"
    r"|<(?=[a-zA-Z][\w+.&#;-]*:))"  # <address>
    r"([^\s)>\"']{1,2000}(?:\s[^)>\"'\n]{0,200})?)",
    re.IGNORECASE | re.MULTILINE,
)
_FENCED = re.compile(r"^((`{3,}+|~{3,}+)[^\n`]*+\n)(.*?)(^\2[ ]*$)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<![`\\])(`{1,8})(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)")
_PROSE = re.compile(r"^(?![ \t]*<).*`.*$", re.MULTILINE)  # no line of HTML: there a backtick is a backtick
_BLANK = re.compile(r"[^\n]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


def scan(text: str, line: int, mistakes: Mistakes) -> bool:
    """Note every tag, attribute and address that must not be there; tell whether there was any.

    `line` is the line on which `text` starts. At most 20 mistakes are noted for one text.
    """
    if not any(sign in text for sign in "<{]="):
        return False  # most fields: no mark can start here
    found = sorted([*_tags(text), *_addresses(text)])
    told = dict.fromkeys((line + text.count("\n", 0, at), code, given) for at, code, given in found)
    for number, code, given in list(told)[:MOST]:
        mistakes.add(code, number, given=shown(given))
    return bool(found)


def without_code(text: str) -> str:
    """Return Markdown with its code blanked out, sign for sign: what code shows is never run.

    Only code as it is surely read is taken: fenced blocks from the first column on, and spans within a
    line. Where Markdown reads it otherwise, the site's own cleaning stands behind this.
    """
    text = _FENCED.sub(lambda m: m[1] + _BLANK.sub(" ", m[3]) + m[4], text)
    return _PROSE.sub(lambda m: _SPAN.sub(_blanked, m[0]), text)


def _blanked(span: re.Match[str]) -> str:
    return span[1] + " " * len(span[2]) + span[1]


def _tags(text: str) -> list[tuple[int, str, str]]:
    found = [(m.start(), "html", m[0]) for m in _DECLARATION.finditer(text)]
    for match in _TAG.finditer(text):
        name = match[1].lower()
        if _AUTOLINK.match(match[1]):
            continue  # an address: judged by its scheme
        if name not in HARMLESS:
            found.append((match.start(), "html", f"<{name}>"))
            continue
        end = text.find(">", match.end(), match.end() + 3000)
        inside = text[match.end() : end if end >= 0 else match.end() + 3000]
        found += [(match.start(), "html-attribute", m[1]) for m in _ATTRIBUTE.finditer(inside)]
    for braces in _BRACES.finditer(text):
        found += [(braces.start(), "html-attribute", m[1]) for m in _ATTRIBUTE.finditer(braces[0])]
    return found


def targets(text: str) -> list[tuple[int, str]]:
    """Return (position, address) of every link and picture: Markdown's forms and href, src."""
    return [(m.start(1), m[1].strip()) for m in _TARGET.finditer(text)]


def _addresses(text: str) -> list[tuple[int, str, str]]:
    found = []
    for at, target in targets(text):
        # Browsers ignore white space and control signs inside a scheme, and read entities.
        plain = re.sub(r"[\s\x00-\x20\\]", "", unescape(unescape(target))).lower()
        scheme = _SCHEME.match(plain)
        if scheme and scheme[1] not in SCHEMES:
            found.append((at, "link-scheme", f"{scheme[1]}:"))
    return found
