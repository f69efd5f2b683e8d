"""HTML of a Word file -> Markdown as it is read here: every sign that Word's writer typed stays that sign."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from markdownify import MarkdownConverter

# what Python-Markdown with its extra extensions can be told by a backslash, and what only by an entity
SIGN = re.compile(r"[\\`*_{}\[\]|]")
TAG = re.compile(r"<(?=\S)")
ENTITY = re.compile(r"&(?=[#A-Za-z])")
# at the beginning of a line these would make a heading, quote, list, line, form or definition
START = re.compile(r"^(#|>|\+(?=\s)|-(?=-))", re.MULTILINE)
START_OTHER = re.compile(r"^([:~=])", re.MULTILINE)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACE = re.compile(r"[\u00a0\u2007\u2028\u2029\u202f]")
INDENT = "    "


def markdown_of(soup: Any) -> str:
    """Return sanitised HTML as Markdown; `<note n="1">` is a reference to footnote 1."""
    text: str = _Converter(
        heading_style="ATX",
        autolinks=False,
        table_infer_header=True,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
    ).convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def plain(text: str) -> str:
    """Return words without signs that nobody sees, every space an ordinary one."""
    return UNSEEN.sub("", SPACE.sub(" ", text))


class _Converter(MarkdownConverter):
    def escape(self, text: str, _parents: Any) -> str:
        text = SIGN.sub(r"\\\g<0>", ENTITY.sub("&amp;", plain(text)))
        return TAG.sub("&lt;", text)

    def convert_p(self, _el: Any, text: str, parent_tags: set[str]) -> str:
        text = START.sub(r"\\\1", text.strip())
        text = START_OTHER.sub(lambda m: f"&#{ord(m[1])};", text)
        return f" {text} " if "_inline" in parent_tags else f"\n\n{text}\n\n"

    def convert_li(self, el: Any, text: str, **_: Any) -> str:
        text = text.strip()
        if not text:
            return "\n"
        place = len(el.find_previous_siblings("li")) + 1
        bullet = f"{place}. " if el.parent is not None and el.parent.name == "ol" else "- "
        first, *rest = text.split("\n")
        return "\n".join([bullet + first, *(INDENT + line if line else "" for line in rest)]) + "\n"

    def convert_a(self, el: Any, text: str, **_: Any) -> str:
        address = quote(el.get("href") or "", safe="%/:=&?~#+!$,;'@*")
        return f"[{text}]({address})" if address and text.strip() else text

    def convert_img(self, el: Any, _text: str, **_: Any) -> str:
        alt = SIGN.sub(r"\\\g<0>", " ".join(plain(el.get("alt") or "").split()))
        return f"![{alt}]({el['src']})"

    def convert_between(self, *_: Any, **__: Any) -> str:
        return "\n\n<!-- -->\n\n"  # else two lists that follow each other would be one

    def convert_note(self, el: Any, _text: str, **_: Any) -> str:
        return f"[^{el['n']}]"

    def convert_s(self, _el: Any, text: str, **_: Any) -> str:
        return f"<s>{text.strip()}</s>" if text.strip() else ""
