"""What is seen of a Word file's text. All else stays behind: it may be about a patient, unseen by all.

Deleted words, comments, hidden text, embedded sheets, prompts and tables of contents are taken out of the
XML, and counted. What somebody inserted under *track changes* is text. Names of elements: ECMA-376, Part 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

PICTURE = re.compile(r"/(?:picture|wordprocessing(?:Shape|Group|Canvas))$")
# by the name under which it is counted; "" is a mark that nobody misses
OUT: Mapping[str, tuple[str, ...]] = {
    "changes": ("del", "moveFrom"),
    "drawn": ("object", "oMath", "altChunk"),
    "": (
        *("Choice", "commentReference", "commentRangeStart", "commentRangeEnd", "delText", "sectPr"),
        *("proofErr", "bookmarkStart", "bookmarkEnd", "rPrChange", "pPrChange", "tblGrid"),
    ),
}
# the mark that a whole paragraph or row is deleted stands in its properties, and is read there
MARKED = frozenset({"rPr", "trPr"})
WRAPPERS = ("{*}fldSimple", "{*}dir", "{*}bdo")
STYLED = {"p": "pStyle", "r": "rStyle", "tbl": "tblStyle"}
LOOKS = frozenset({"rStyle", "b", "i", "strike", "vertAlign", "del"})
HIDING = ("{*}p", "{*}r", "{*}tbl", "{*}tr", "{*}drawing")


def name(element: Any) -> str:
    """Return an element's name without its namespace: Word has two sets of those for the same thing."""
    return str(element.tag).rpartition("}")[2]


def says(element: Any) -> bool:
    """Tell whether there are any words in an element."""
    return any((text.text or "").strip() for text in element.iter("{*}t"))


def hidden_styles(parts: Iterable[Any]) -> frozenset[str]:
    """Return the styles that hide their text, by themselves or by the style that they are based on."""
    styles = [style for part in parts for style in part.iter("{*}style")]
    based = {_value(s, "styleId"): _value(b) for s in styles for b in s.iterfind("{*}basedOn")}
    hidden: set[str] = set()
    more = {_value(s, "styleId") for s in styles if any(_on(v) for v in s.iterfind("{*}rPr/{*}vanish"))}
    while more:
        hidden |= more
        more = {style for style, base in based.items() if base in hidden} - hidden
    return frozenset(hidden)


def cut(root: Any, hidden: frozenset[str], links: frozenset[str]) -> Counter[str]:
    """Take out of a text what is not seen in it, and links that are not among `links`; return how much.

    The counts are of changes, drawn and hidden.
    """
    from lxml import etree

    left: Counter[str] = Counter(changes=sum(1 for _ in root.iter("{*}ins")))
    for what, names in OUT.items():
        gone = [e for e in root.iter(*(f"{{*}}{n}" for n in names)) if name(e.getparent()) not in MARKED]
        left[what] += len(gone)
        _remove(gone)
    unseen = [element for element in root.iter(*HIDING) if _unseen(element, hidden)]
    left["hidden"] += sum(map(says, unseen))
    drawn = [e for e in root.iter("{*}graphicData") if not PICTURE.search(e.get("uri", ""))]
    left["drawn"] += len(drawn)
    _remove([*unseen, *drawn, *filter(_own, root.iter("{*}sdt", "{*}tc"))])
    _remove([e for looks in root.iter("{*}rPr") for e in looks if name(e) not in LOOKS])
    etree.strip_tags(root, *WRAPPERS)
    _unlink(root, links)
    del left[""]
    return left


def _unlink(root: Any, links: frozenset[str]) -> None:
    """Take out every reference to what is not in the file."""
    for element in root.iter():
        for key, value in element.items():
            if "relationships}" in key and (key.endswith("}link") or value not in links):
                del element.attrib[key]


def _unseen(element: Any, hidden: frozenset[str]) -> bool:
    """Tell whether somebody hid this, by its own properties or by its style."""
    kind = name(element)
    if kind == "drawing":
        return any(each.get("hidden") in ("1", "true") for each in element.iter("{*}docPr"))
    if kind == "tr":
        return any(map(_on, element.iterfind("{*}trPr/{*}hidden")))
    if kind == "r" and any(map(_on, element.iterfind("{*}rPr/{*}vanish"))):
        return True
    return any(_value(each) in hidden for each in element.iterfind(f"{{*}}{kind}Pr/{{*}}{STYLED[kind]}"))


def _own(element: Any) -> bool:
    """Tell whether a part is Word's own words (a prompt, a table of contents) or a cell that was deleted."""
    if name(element) == "tc":
        return element.find("{*}tcPr/{*}cellDel") is not None
    gallery = [_value(each) for each in element.iterfind("{*}sdtPr/{*}docPartObj/{*}docPartGallery")]
    return "Table of Contents" in gallery or element.find("{*}sdtPr/{*}showingPlcHdr") is not None


def _remove(elements: Iterable[Any]) -> None:
    for element in elements:
        element.getparent().remove(element)


def _value(element: Any, key: str = "val") -> str:
    return next((value for each, value in element.items() if each.rpartition("}")[2] == key), "")


def _on(element: Any) -> bool:
    return _value(element) not in ("0", "false", "off")
