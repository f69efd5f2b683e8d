"""Word files as people hand them in, made by python-docx; what it cannot make is put in by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

SECRET = "Truus Voorbeeld, BSN 111222333"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(*paragraphs: str | tuple[str, str], make: Callable[[Any], None] | None = None) -> bytes:
    """A Word file of paragraphs, each a text or (text, style); `make` goes on with python-docx's document."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        text, style = (paragraph, None) if isinstance(paragraph, str) else paragraph
        document.add_paragraph(text, style=style)
    if make is not None:
        make(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def article(title: str = "Wat helpt bij hoofdpijn?", *more: str | tuple[str, str], **made: Any) -> bytes:
    """A short article in Word: a title, a heading, a paragraph, and what comes after it."""
    text = "Hoofdpijn gaat meestal vanzelf over."
    return word((title, "Title"), ("Wat is het?", "Heading 1"), text, *more, **made)


def changed(raw: bytes, parts: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """The file with parts replaced, changed or (None) left out, and new ones added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            part = parts.get(name, bytes)
            data = old.read(name) if name in old.namelist() else b""
            if part is not None:
                new.writestr(name, part if isinstance(part, bytes) else part(data))
    return out.getvalue()


def with_xml(raw: bytes, xml: str, *, part: str = "word/document.xml", before: str = "<w:sectPr") -> bytes:
    """The file with XML put into its text, after all else."""
    return changed(raw, {part: lambda old: old.replace(before.encode(), xml.encode() + before.encode(), 1)})


def linked(raw: bytes, name: str, kind: str, target: str, *, outside: bool = False) -> bytes:
    """The file with one more link between its parts."""
    mode = ' TargetMode="External"' if outside else ""
    link = f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"{mode}/>'
    rels = "word/_rels/document.xml.rels"
    return changed(
        raw, {rels: lambda old: re.sub(rb"(?=</Relationships>)", lambda _: link.encode(), old, count=1)}
    )


def run(text: str, looks: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str, looks: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(runs)}</w:p>"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **more: Any) -> bytes:
    """A picture that is one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5563").save(out, kind, **more)
    return out.getvalue()


def shown(document: Any, raw: bytes, alt: str = "") -> None:
    """Put a picture into the document, with a description."""
    picture = document.add_picture(io.BytesIO(raw))
    picture._inline.docPr.set("descr", alt)
