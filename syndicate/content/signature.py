"""What an approval signs: the hash of everything a patient reads or sees of one article.

In it: language, title, summary, key points, topic, tags, audience, text, sources, teasers, picture
(its bytes, description and focus), consents, correction and reason. Not in it, so that they may change
without a new approval: status, uid, slug, dates, review dates, who wrote and reviewed, season, overrides.
fields.toml says which is which (`signed`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from syndicate.content import schema
from syndicate.model import Article


def article_hash(article: Article, content: Path) -> str:
    """Return the sha256 (hex) of exactly this text, its teasers and its picture's bytes.

    `content` is the folder that Article.image is relative to. Line endings and the file's name do
    not count; a picture that cannot be read counts as none (the mistake is a finding already).
    """
    names = [field.name for field in schema.fields() if field.signed]
    seen = {name: getattr(article, name) for name in (*names, "body")}
    seen["image"] = _picture(article.image, content)
    if not article.consents:
        del seen["consents"]  # a text without any signs as it did before there were consents
    text = json.dumps(seen, default=asdict, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _picture(image: str, content: Path) -> str:
    if not image:
        return ""
    try:
        with (content / image).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
