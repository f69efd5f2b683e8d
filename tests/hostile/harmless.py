"""Looks at all that a run made for the outside, and says what in it could act or tell a secret."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from syndicate.site.pictures import KINDS, metadata_of
from tests.hostile.corpus import MARK

_ACTIVE = "iframe frame object embed applet form input button base style portal math"
ACTIVE = frozenset(_ACTIVE.split())
# What the theme's own scripts work by: of an author none of it comes through.
OWN = frozenset(
    {
        ("button", "class", "scheme"),
        ("button", "class", "copy"),
        *(("button", "class", name) for name in ("send", "still", "print", "close")),
        ("input", "id", "words"),
    }
)
SCRIPT = re.compile(r"(?:^|/)theme/js/[a-z-]+\.js$")
LOADING = frozenset(("src", "srcset", "poster", "data", "background"))
FETCHING = frozenset(("stylesheet", "icon", "preload", "manifest", "modulepreload", "prefetch", "preconnect"))
SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e]")


def harm(root: Path, siteurl: str) -> Iterator[str]:
    """Yield what is wrong with the site's output, its deployed copy and its posts, one sentence each."""
    for top in ("output", "public", "posts"):
        for file in sorted((root / top).rglob("*")):
            if not file.is_file():
                continue
            raw, where = file.read_bytes(), file.relative_to(root).as_posix()
            if MARK.encode() in raw or MARK in where:
                yield f"{where}: holds what was to stay behind"
            if file.suffix.lower() in KINDS and "theme" not in file.parts and metadata_of(raw):
                yield f"{where}: carries {metadata_of(raw)}"
            yield from (f"{where}: {what}" for what in _of(file, raw, siteurl, top))


def _of(file: Path, raw: bytes, siteurl: str, top: str) -> Iterator[str]:
    if file.suffix == ".html":
        yield from of_html(raw.decode(), siteurl, top)
    elif file.suffix == ".xml":
        for element in ET.fromstring(raw).iter():
            text = (element.text or "").strip()
            if text.startswith("<"):
                yield from of_html(text, siteurl)
    elif file.suffix == ".json":
        yield from _of_json(json.loads(raw), siteurl)


def _of_json(value: Any, siteurl: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("content_html", "html"):
                yield from of_html(inner, siteurl)
            yield from _of_json(inner, siteurl)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, siteurl)
    elif isinstance(value, str) and TURNING.search(value):
        yield f"a sign that nobody sees: {TURNING.search(value)!r}"


def of_html(text: str, siteurl: str, top: str = "") -> Iterator[str]:
    """Yield what could act in a page or in a part of one; the pages of the posts folder have a style."""
    reader = _Reader(urlsplit(siteurl).netloc, top)
    reader.feed(text)
    reader.close()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self, host: str, top: str) -> None:
        super().__init__(convert_charrefs=True)
        self.host, self.top, self.found = host, top, []
        self.found: list[str]
        self._json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._json = tag == "script" and named.get("type") == "application/ld+json"
        ours = not OWN.isdisjoint((tag, *each) for each in named.items())
        if (tag in ACTIVE and not ours and (tag, self.top) != ("style", "posts")) or (
            tag == "script" and not self._json and not self._ours(named.get("src", "//"))
        ):
            self.found.append(f"<{tag}>")
        reload = named.get("http-equiv", "").lower() == "refresh" and named.get("content", "").isdigit()
        kept = named.get("http-equiv", "").lower() in ("", "content-security-policy")
        if tag == "meta" and not (kept or reload):  # one without an address leads nowhere
            self.found.append("meta http-equiv")
        for name, value in named.items():
            loads = name in LOADING or (name == "href" and tag == "link" and self._fetches(named))
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "xlink:href"):
                self.found.append(f"{tag} {name}=")
            if loads and not self._own(value):
                self.found.append(f"{tag} loads {value[:60]}")
            if name in ("href", "cite", "action") and urlsplit(_seen(value)).scheme.lower() not in SCHEMES:
                self.found.append(f"{tag} {name}={value[:60]}")

    def handle_data(self, data: str) -> None:
        if self._json:
            json.loads(data)
            self._json = False

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data[:40]!r}")

    def _fetches(self, named: dict[str, str]) -> bool:
        return not FETCHING.isdisjoint(named.get("rel", "").lower().split())

    def _ours(self, address: str) -> bool:
        return self._own(address) and bool(SCRIPT.search(address))

    def _own(self, address: str) -> bool:
        parts = urlsplit(_seen(address))
        return parts.scheme.lower() in ("", "http", "https") and parts.netloc in ("", self.host)


def _seen(address: str) -> str:
    return re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
