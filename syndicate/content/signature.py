"""What an approval signs: the hash of everything that goes out with one article, and that the guard looks at.

In it: every field with `signed` in fields.toml (words, address, teasers, consents, exceptions), the text,
the file's own name, and the bytes of every picture and file that the article shows or leads to. Not in it,
so that they may change without a new approval: status, dates, review dates, who wrote and reviewed, season.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from syndicate.content import links, schema
from syndicate.model import Article

# what release 0.1 did not sign
LATER = frozenset({"uid", "slug", "translation_of", "image", "overrides"})
# what came since: a text without it signs as it did before
NEWER = ("consents", "video", "video_alt", "captions", "conflict", "ai", "note")


def signed(article: Article, content: Path, path: Path) -> Article:
    """Return the article with its hashes (sha256, hex); it was read from `path`, below the folder `content`.

    Line endings do not count; a file that cannot be read counts as none (the mistake is a finding already).
    """
    seen = {field.name: getattr(article, field.name) for field in schema.fields() if field.signed}
    for name in NEWER:
        if not seen[name]:
            del seen[name]
    seen["body"] = article.body
    before = {name: value for name, value in seen.items() if name not in LATER}
    before["image"] = _bytes(article.image, content)
    files = {*links.files_in(article.body, path, content), article.image, article.video, article.captions}
    seen["files"] = {name: _bytes(name, content) for name in files - {""}}
    seen["file"] = article.file
    return replace(article, hash=_hash(seen), former=_hash(before))


def _hash(seen: Mapping[str, Any]) -> str:
    text = json.dumps(seen, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else asdict(value)


def _bytes(name: str, content: Path) -> str:
    try:
        if not name or not (content / name).is_file():
            return ""
        with (content / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # a name that no file can have
        return ""
