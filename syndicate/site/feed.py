"""Pelican's writer with our feeds inside: every FEED setting of Pelican works, JSON stands beside Atom.

A withdrawn article stays in each feed that held it, under the same id, and says that it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.plugins import signals
from pelican.writers import Writer

from syndicate.errors import ContentError
from syndicate.model import Finding, Severity, Status, Words
from syndicate.site import feedxml, notes, people
from syndicate.site.edition import KEY, Edition
from syndicate.site.feeditem import Feed, Item, item_of, legal
from syndicate.site.jsonfeed import jsonfeed
from syndicate.site.translations import is_unread

ATOM = ("FEED_ATOM", "FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "TRANSLATION_FEED_ATOM")
RSS = ("FEED_RSS", "FEED_ALL_RSS", "CATEGORY_FEED_RSS", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_RSS")


class FeedWriter(Writer):  # type: ignore[misc]  # Pelican carries no types
    """Writes Atom or RSS with feedgen, JSON beside each Atom feed, and pages inside the output only."""

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self.written: set[str] = set()
        self._items: dict[int, Item] = {}

    def write_feed(  # noqa: PLR0917 (the signature is Pelican's)
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Feed:
        """Write one feed of Pelican's articles, newest first, with the notices that belong in it.

        At most FEED_MAX_ITEMS articles; notices come on top of them, since a reader that missed one
        would go on showing the text. An unread translation is in no feed, yet the feed of its language is
        there already for those who want to follow it.
        """
        del override_output
        most = self.settings.get("FEED_MAX_ITEMS")
        # without one in the site's language each of them is an original to Pelican, and named by the others
        elements = list({id(e): e for e in elements}.values())
        if checked := people.checked_in(path, context.get("authors", ()), self.settings):
            elements = sorted({id(e): e for e in (*elements, *checked)}.values(), key=_age, reverse=True)
        read = [e for e in elements if e.status != "hidden" and not is_unread(e)]
        if told := _notes_in(path, context, self.settings):
            read = sorted((*read, *told), key=_age, reverse=True)
        shown = [*read[:most], *_notices_for(path, context, self.settings)]
        langs = {e.lang for e in elements}
        feed = self._feed(shown, langs, context, str(url or path), feed_title)
        signals.feed_generated.send(context, feed=feed)
        self._write(path, feedxml.rss(feed) if feed_type == "rss" else feedxml.atom(feed), context, feed)
        if feed_type != "rss":
            beside = self._feed(shown, langs, context, json_path(path), feed_title)
            self._write(json_path(path), jsonfeed(beside), context, beside)
        return feed

    def write_file(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Write a page, inside the output folder only (Pelican's own check lets `../output-x/` through)."""
        if name:
            _inside(Path(self.output_path), name)
        super().write_file(name, *args, **kwargs)

    def _feed(
        self, shown: list[Any], langs: set[str], context: dict[str, Any], path: str, title: str | None
    ) -> Feed:
        siteurl = str(self.settings["SITEURL"])
        domain = str(self.settings.get("FEED_DOMAIN") or siteurl)
        name = _plain(context["SITENAME"])
        edition: Edition | None = self.settings.get(KEY)
        practice = edition.practice if edition else None
        author = legal(practice.name if practice else "") or name
        items = sorted(
            (self._item(a, siteurl, author) for a in shown), key=lambda i: i.published, reverse=True
        )
        langs = {i.lang for i in items} or langs
        about = context.get("SITESUBTITLE") or (practice.tagline if practice else "")
        return Feed(
            url=f"{domain}/{path}",
            home=f"{siteurl}/",
            title=f"{name} - {_plain(title)}" if title else name,
            description=_plain(about or name),
            lang=next(iter(langs)) if len(langs) == 1 else str(self.settings["DEFAULT_LANG"]),
            author=author,
            items=tuple(items),
            icon=f"{siteurl}/{practice.logo}" if practice and practice.logo else "",
            hub=str(self.settings.get("SYNDICATE_FEED_HUB") or ""),
        )

    def _item(self, article: Any, siteurl: str, author: str) -> Item:
        if id(article) not in self._items:
            edition: Edition | None = self.settings.get(KEY)
            expert = getattr(article, "expert", None)
            picture = edition.photos.get(expert.ref) if edition and expert else None
            picture = picture or getattr(article, "share_image", None)
            self._items[id(article)] = item_of(article, siteurl, picture=picture, author=author)
        return self._items[id(article)]

    def _write(self, path: str, raw: bytes, context: dict[str, Any], feed: Feed) -> None:
        file = _inside(Path(self.output_path), path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        self.written.add(path)
        signals.feed_written.send(str(file), context=context, feed=feed)


def json_path(path: str) -> str:
    """Return where the JSON Feed beside an Atom feed is: feeds/all.atom.xml -> feeds/all.json."""
    return path.removesuffix(".xml").removesuffix(".atom") + ".json"


def write_lone_notices(generator: Any, writer: FeedWriter) -> None:
    """Write the feeds in which only notices are left: a feed that people follow never disappears."""
    edition: Edition | None = generator.settings.get(KEY)
    for article in _withdrawn(generator.context):
        followed = edition is not None and edition.was_read(article.expert)
        for key, path, title in _feeds_of(article, generator.settings):
            if path not in writer.written and (followed or key.startswith("TRANSLATION")):
                kind = "rss" if key in RSS else "atom"
                writer.write_feed([article], generator.context, path, feed_type=kind, feed_title=title)


def _notices_for(path: str, context: dict[str, Any], settings: dict[str, Any]) -> list[Any]:
    """Return what is withdrawn of that which this feed held; a translation that nobody read was in none."""
    edition: Edition | None = settings.get(KEY)
    told = [a for a in _withdrawn(context) if edition is not None and edition.was_read(a.expert)]
    return [a for a in told if path in {p for _, p, _ in _feeds_of(a, settings)}]


def _notes_in(path: str, context: dict[str, Any], settings: dict[str, Any]) -> list[Any]:
    """Return the notes that belong in this feed: they have no topic, and no list of Pelican's has them."""
    found = [a for a in notes.of(context.get("hidden_articles", ())) if not is_unread(a)]
    return [
        a for a in found
        if path in {p for key, p, _ in _feeds_of(a, settings) if not key.startswith("CATEGORY")}
    ]  # fmt: skip


def _withdrawn(context: dict[str, Any]) -> list[Any]:
    hidden = context.get("hidden_articles", ())
    found = {id(one): one for article in hidden for one in (article, *article.translations)}
    return [a for a in found.values() if (e := getattr(a, "expert", None)) and e.status is Status.WITHDRAWN]


def _feeds_of(article: Any, settings: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Yield setting, path and title of each feed that would hold this article."""
    own = {"CATEGORY": [(article.category.slug, article.category.name)]}
    own["AUTHOR"] = [(a.slug, a.name) for a in getattr(article, "authors", ())]
    if edition := settings.get(KEY):
        own["AUTHOR"] += people.reviewers(article, edition).items()
    for key in (*ATOM, *RSS):
        pattern = str(settings.get(key) or "")
        if not pattern:
            continue
        kind = key.partition("_FEED_")[0]
        if kind == "TRANSLATION":
            yield key, pattern.format(lang=article.lang), None
        elif kind in own:
            yield from ((key, pattern.format(slug=slug), name) for slug, name in own[kind])
        else:
            yield key, pattern, None


def _age(article: Any) -> Any:
    return article.date


def _plain(text: Any) -> str:
    return legal(str(Markup(text).striptags()))  # noqa: S704 (its tags are taken out at once)


def _inside(folder: Path, name: str) -> Path:
    root = folder.resolve()
    file = (root / name).resolve()
    if not file.is_relative_to(root) or file == root:
        said = Words(
            f"een tekst wil buiten de site geschreven worden: {name}",
            f"a text wants to be written outside the site: {name}",
        )
        mend = Words("Haal `save_as` en `url` uit de kop.", "Take `save_as` and `url` out of its header.")
        finding = Finding("site.address", Severity.ERROR, said, mend)
        raise ContentError(said.en, (finding,))
    return file
