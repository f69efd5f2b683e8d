"""No two texts of a site have one address: which article or page would be written over another."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.content.front_matter import Document, Value
from syndicate.content.naming import slugify
from syndicate.model import Article, Finding, Severity, Words

if TYPE_CHECKING:
    from syndicate.settings import Settings


def same(articles: Sequence[Article]) -> Iterator[Finding]:
    """Yield a finding for each article at the address of an earlier one."""
    taken: dict[tuple[str, str], Article] = {}
    for article in articles:
        first = taken.setdefault((article.lang, article.slug), article)
        if first is not article:
            said = Words(
                f"het adres {article.slug} is al van {first.file}.",
                f"the address {article.slug} already belongs to {first.file}.",
            )
            yield Finding(
                "site.address",
                Severity.ERROR,
                said,
                OTHER_SLUG,
                article.file,
                article.line("slug"),
                article.ref,
            )


def in_the_way(
    pages: Mapping[Path, Document | None], articles: Sequence[Article], settings: Settings
) -> Iterator[Finding]:
    """Yield a finding for each page that would be written where an article or an earlier page is."""
    taken = {(a.lang.lower(), a.slug): a.file for a in articles}
    for file, document in pages.items():
        fields = document.fields if document else {}
        if document is None or fields.get("status", Value(0)).text.strip().lower() == "draft":
            continue
        slug, title = fields.get("slug", Value(0)), fields["title"]
        lang = fields.get("lang", Value(0)).text.strip().lower() or settings.language.lower()
        address = slug.text.strip() or slugify(title.text)
        where = Path(os.path.relpath(file, settings.root.resolve())).as_posix()
        first = taken.setdefault((lang, address), where)
        if first != where:
            said = Words(
                f"het adres {address} is al van {first}.",
                f"the address {address} already belongs to {first}.",
            )
            line = slug.line or title.line
            yield Finding("site.address", Severity.ERROR, said, OTHER_SLUG, where, line, where)


OTHER_SLUG = Words("Geef een van beide een ander `slug`.", "Give one of the two another `slug`.")
