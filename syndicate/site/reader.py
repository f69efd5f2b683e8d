"""How Pelican gets its texts: our vetted articles as they were checked, all others read and sanitised."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape
from pelican.contents import Author, Category, Tag
from pelican.plugins.yaml_metadata.yaml_metadata import YAMLMetadataReader

from syndicate.model import Article, Status, Words
from syndicate.site import markup
from syndicate.site.edition import KEY, Edition

OTHER = Words("Overig", "Other")


class Reader(YAMLMetadataReader):  # type: ignore[misc]  # Pelican's plugins carry no types
    """Markdown with YAML front matter or Pelican's own headers; a vetted article is handed over whole.

    What was checked is what is shown: an article of the edition is not read a second time.
    """

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return HTML and metadata of a file, for Pelican."""
        edition: Edition | None = self.settings.get(KEY)
        article = edition.at(source_path) if edition else None
        if edition is None or article is None:
            content, metadata = super().read(source_path)
            return content, metadata
        return edition.html[article.ref], metadata_of(article, self.settings)


def metadata_of(article: Article, settings: dict[str, Any]) -> dict[str, Any]:
    """Return a vetted article as Pelican knows articles.

    A withdrawn one is `hidden`: it keeps its permalink, and no list names it. Authors keep the id of
    people.toml as their address, so that a new name does not move their page.
    """
    seen: dict[str, Any] = {
        "title": escape(article.title),
        "slug": article.slug,
        "lang": article.lang.lower(),
        "uid": article.uid,
        "date": article.date,
        "category": Category(article.topic or OTHER.of(settings["DEFAULT_LANG"]), settings),
        "tags": [Tag(t, settings) for t in article.tags],
        "authors": [_author(p.id, p.name, settings) for p in article.authors],
        "status": "hidden" if article.status is Status.WITHDRAWN else "published",
        "template": "withdrawn" if article.status is Status.WITHDRAWN else "article",
        "summary": escape(article.summary),
        "modified": article.modified,
    }
    return {k: v for k, v in seen.items() if v}


def sanitise(content: Any) -> None:
    """Take out of one of Pelican's contents all that could act: text, formatted fields and title.

    Pelican calls this (signal content_object_init) for every content of every reader.
    """
    if not getattr(content, "_content", None):
        return
    content._content = markup.clean(content._content)
    for name in content.settings.get("FORMATTED_FIELDS", ()):
        if isinstance(content.metadata.get(name), str) and not isinstance(content.metadata[name], Markup):
            content.metadata[name] = markup.clean(content.metadata[name])
            setattr(content, "_summary" if name == "summary" else name, content.metadata[name])
    title = getattr(content, "title", "")
    if "<" in title and not isinstance(title, Markup):
        content.title = content.metadata["title"] = markup.clean_words(title)


def _author(identity: str, name: str, settings: dict[str, Any]) -> Any:
    author = Author(name, settings)
    author.slug = identity
    return author
