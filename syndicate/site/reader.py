"""How Pelican gets its texts: our vetted articles as they were checked, all others read and sanitised."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from pelican.contents import Category, Tag
from pelican.plugins.yaml_metadata.yaml_metadata import YAMLMetadataReader
from pelican.readers import MarkdownReader, ensure_metadata_list

from syndicate.content.front_matter import Document, Value
from syndicate.model import Article, Status
from syndicate.site import markup
from syndicate.site.edition import KEY, OTHER, Edition
from syndicate.site.people import author_of

# what Pelican's own reader takes for a header, between lines of --- or without them
FENCE = re.compile(r"---\s*\Z")
FIELD = re.compile(r" {0,3}[\w-]+:\s*[^\s\[{\"'>|&*!].*\Z|\s{4,}\S.*\Z")


class Reader(YAMLMetadataReader):  # type: ignore[misc]  # Pelican's plugins carry no types
    """Markdown with YAML front matter or Pelican's own headers; a vetted article is handed over whole.

    What was checked is what is shown: an article of the edition is not read a second time. Of a blog only
    what Pelican could not read is read as YAML, so that nothing of it comes out otherwise than before.
    """

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return HTML and metadata of a file, for Pelican."""
        edition: Edition | None = self.settings.get(KEY)
        article = edition.at(source_path) if edition else None
        page = edition.pages.get(Path(source_path).resolve()) if edition else None
        if page is not None:
            return self._page(page, source_path)
        if edition is None and _is_plain(source_path):
            content, metadata = MarkdownReader.read(self, source_path)
            return content, metadata
        if edition is None or article is None:
            content, metadata = super().read(source_path)
            return content, metadata
        return edition.html[article.ref], metadata_of(article, self.settings)

    def _page(self, document: Document, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return a vetted page: its fields are text, so that `NO` and `12:30` stay what was written."""
        lang = document.fields["lang"].text if "lang" in document.fields else self.settings["DEFAULT_LANG"]
        metadata = {}
        for name, value in document.fields.items():
            if name in self.settings["FORMATTED_FIELDS"] and value.plain:
                metadata[name] = self._kept(markup.html_of(value.text, lang), source_path)
            elif not value.empty:
                metadata[name] = self.process_metadata(name, _plain(value))
        html = markup.html_of(document.body, lang, self.settings[KEY].practice)
        return self._kept(html, source_path), metadata

    def _kept(self, html: str, source_path: str) -> str:
        absent = self.settings[KEY].absent
        return absent.out_of(html, source_path) if absent else html

    def _parse_yaml_metadata(self, meta: dict[str, Any], source_path: str) -> dict[str, Any]:
        # Pelican takes `tags: sea, sun` for two, YAML for one
        if self.settings.get(KEY) is None:
            for name in [n for n in meta if str(n).lower() in ("tags", "authors")]:
                meta[name] = ensure_metadata_list(meta[name]) if isinstance(meta[name], str) else meta[name]
        read: dict[str, Any] = super()._parse_yaml_metadata(meta, source_path)
        return read


def _plain(value: Value) -> Any:
    """Return a value of the front matter as text, or as lists and mappings of text."""
    if value.items is not None:
        return [_plain(item) for item in value.items]
    return value.text if value.pairs is None else {name: _plain(v) for name, v in value.pairs.items()}


def formatted(content: Any) -> list[str]:
    """Return the HTML of a content's formatted fields (its summary), as a theme may show it."""
    found = (content.metadata.get(name) for name in content.settings.get("FORMATTED_FIELDS", ()))
    return [value for value in found if isinstance(value, str)]


def _is_plain(source_path: str) -> bool:
    """Tell whether a file's header is none of YAML's own: Pelican reads it well without us."""
    with open(source_path, encoding="utf-8-sig", errors="replace") as file:  # noqa: PTH123 - its path is text
        lines = file.read().lstrip().split("\n")
    if not FENCE.match(lines[0]):
        return True
    return all(FIELD.match(line) for line in takewhile(lambda line: not FENCE.match(line), lines[1:]))


def metadata_of(article: Article, settings: dict[str, Any]) -> dict[str, Any]:
    """Return a vetted article as Pelican knows articles.

    A withdrawn one is `hidden`: it keeps its permalink, and no list names it; so is a note, which has a list
    of its own. Authors keep the id of people.toml as their address, so that a new name does not move their
    page.
    """
    gone = article.status is Status.WITHDRAWN
    seen: dict[str, Any] = {
        "title": escape(article.title),
        "slug": article.slug,
        "lang": article.lang.lower(),
        "uid": article.uid,
        "date": article.date,
        "category": _category(article, settings),
        "tags": [Tag(t, settings) for t in article.tags],
        "authors": [author_of(p.id, p.name, settings) for p in article.authors],
        "status": "hidden" if gone or article.note else "published",
        "template": "withdrawn" if gone else "article",
        "summary": escape(article.summary),
        "modified": article.modified,
    }
    return {k: v for k, v in seen.items() if v}


def sanitise(content: Any) -> None:
    """Take out of one of Pelican's contents all that could act: text, formatted fields and title.

    Pelican calls this (signal content_object_init) for every content of every reader. A blog is its
    author's own, theme and texts alike: only its feeds, which stand on pages of others, are sanitised.
    """
    edition: Edition | None = content.settings.get(KEY)
    if not getattr(content, "_content", None) or edition is None:
        return
    file = getattr(content, "source_path", None)
    if not (file and (edition.at(file) or edition.pages.get(Path(file).resolve()))):
        content._content = markup.clean(content._content)  # those two were, before their forms got frames
    if edition.absent and file and edition.at(file) is None:
        content._content = edition.absent.out_of(content._content, file)
    for name in content.settings.get("FORMATTED_FIELDS", ()):
        if isinstance(content.metadata.get(name), str) and not isinstance(content.metadata[name], Markup):
            content.metadata[name] = markup.clean(content.metadata[name])
            setattr(content, "_summary" if name == "summary" else name, content.metadata[name])
    title = getattr(content, "title", "")
    if "<" in title and not isinstance(title, Markup):
        content.title = content.metadata["title"] = markup.clean_words(title)


def _category(article: Article, settings: dict[str, Any]) -> Any:
    """Return the topic as Pelican's category: one for all languages, named in the site's own.

    A topic of topics.toml keeps its id as its address, and goes along as `topic`.
    """
    edition: Edition = settings[KEY]
    language = settings["DEFAULT_LANG"]
    topic = edition.topics.get(article.ref)
    category = Category(topic.name.of(language) if topic else article.topic or OTHER.of(language), settings)
    category.topic = topic
    if topic:
        category.slug = topic.id
    return category
