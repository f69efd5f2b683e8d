"""A Word file opened within bounds: a zip of XML that anybody may have made.

Nothing outside it is asked for.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from syndicate.site.word import visible
from syndicate.site.word.refusals import NO_WORD, OLD, TOO_LARGE, WITH_MACROS, Unreadable

LARGEST = 40_000_000
MOST_XML = 30_000_000
MOST_ELEMENTS = 120_000
MOST_PICTURES = 40
LARGEST_PICTURE = 25_000_000
LARGEST_LIST = 1_000_000
"""Bytes of the list of files in a zip: some ten thousand of them."""

SEALED = b"\xd0\xcf\x11\xe0"
END, LARGE_END = b"PK\5\6", b"PK\6\7"
LONGEST_END = 70_000
PARTS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[^/]+\.(?:xml|rels)")
READ = frozenset({"document", "footnotes", "endnotes", "styles", "numbering", "Types", "Relationships"})
TEXTS = frozenset({"document", "footnotes", "endnotes"})
WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
UNZIPPING = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file cut down to its visible text: `docx` holds the names of its pictures instead of them.

    `left` counts what stayed behind: changes, comments, hidden, headers, drawn, outside.
    """

    docx: bytes
    left: Mapping[str, int]
    archive: ZipFile

    def picture(self, name: str) -> bytes:
        """Return a picture by its name in the file; raises Unreadable for a broken or too large one."""
        return _bytes(self.archive, self.archive.getinfo(name), LARGEST_PICTURE)


def open_docx(raw: bytes) -> Package:
    """Open a Word file; raises Unreadable for any other, one with macros, a password or beyond the bounds."""
    if raw.startswith(SEALED):
        raise Unreadable(OLD)
    _refuse_huge(raw)
    try:
        archive = ZipFile(io.BytesIO(raw))
    except UNZIPPING as error:
        raise Unreadable(NO_WORD) from error
    entries = {info.filename: info for info in archive.infolist()}
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise Unreadable(WITH_MACROS)
    left: Counter[str] = Counter()
    parts = dict(_parts(archive, entries, left))
    links = {name: _links(root, entries, left) for name, root in parts.items() if name.endswith(".rels")}
    texts = {name: root for name, root in parts.items() if visible.name(root) in TEXTS}
    hidden = visible.hidden_styles(r for r in parts.values() if visible.name(r) == "styles")
    for name, root in texts.items():
        left.update(visible.cut(root, hidden, frozenset(links.get(_links_of(name), {}))))
    _refuse_many(parts, texts)
    shown = {place for kept in links.values() for place in kept.values() if place}
    return Package(_written(parts, shown), +left, archive)


def _refuse_huge(raw: bytes) -> None:
    """Raise Unreadable for a list of files that would fill the memory before it could be counted."""
    tail = raw[-LONGEST_END:]
    for end in re.finditer(END, tail):
        at = end.start()
        large = tail[max(0, at - 20) : at].startswith(LARGE_END)
        if large or int.from_bytes(tail[at + 12 : at + 16], "little") > LARGEST_LIST:
            raise Unreadable(TOO_LARGE)
    if len(raw) > LARGEST:
        raise Unreadable(TOO_LARGE)


def _refuse_many(parts: Mapping[str, Any], texts: Mapping[str, Any]) -> None:
    if "document" not in map(visible.name, texts.values()):
        raise Unreadable(NO_WORD)
    if sum(1 for root in parts.values() for _ in root.iter()) > MOST_ELEMENTS:
        raise Unreadable(TOO_LARGE)
    if sum(1 for root in texts.values() for _ in root.iter("{*}blip", "{*}imagedata")) > MOST_PICTURES:
        raise Unreadable(TOO_LARGE)


def _parts(archive: ZipFile, entries: Mapping[str, ZipInfo], left: Counter[str]) -> Iterator[tuple[str, Any]]:
    """Yield (name, root) of every part that is read; of comments and headers only whether there are any."""
    most = MOST_XML
    for name, info in entries.items():
        if not PARTS.fullmatch(name):
            continue
        data = _bytes(archive, info, most)
        most -= len(data)
        root = _parsed(data)
        kind = visible.name(root)
        if kind == "Types" and any("macroEnabled" in each.get("ContentType", "") for each in root):
            raise Unreadable(WITH_MACROS)
        if kind == "comments":
            left["comments"] += len(root)
        elif kind in ("hdr", "ftr"):
            left["headers"] += visible.says(root)
        elif kind in READ:
            yield name, root


def _bytes(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    """Return what an entry holds; only the two packings of Word itself can be unpacked piece by piece."""
    if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable(NO_WORD)
    try:
        with archive.open(info) as entry:
            data = entry.read(most + 1)
    except UNZIPPING as error:
        raise Unreadable(NO_WORD) from error
    if len(data) > most:
        raise Unreadable(TOO_LARGE)
    return data


def _parsed(data: bytes) -> Any:
    """Return the root of a part: no entity is resolved, and a file that declares any is refused."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(NO_WORD) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(NO_WORD)
    return root


def _links(root: Any, entries: Mapping[str, ZipInfo], left: Counter[str]) -> dict[str, str]:
    """Return the links to the web and to pictures inside, by id, with the picture's name.

    No other way stays that leads out of the file.
    """
    kept = {}
    for link in list(root):
        kind, target = link.get("Type", ""), link.get("Target", "")
        outside = link.get("TargetMode") == "External"
        place = target[1:] if target.startswith("/") else f"word/{target}"
        if kind.endswith("/hyperlink") and outside and WEB.match(target):
            kept[link.get("Id", "")] = ""
        elif kind.endswith("/image") and not outside and place in entries:
            kept[link.get("Id", "")] = place
        elif outside:
            left["outside"] += kind.endswith("/image")
            root.remove(link)
    return kept


def _written(parts: Mapping[str, Any], pictures: set[str]) -> bytes:
    from lxml import etree

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, root in parts.items():
            made.writestr(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        for name in sorted(pictures - parts.keys()):
            made.writestr(name, name.encode())
    return out.getvalue()


def _links_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"
