"""The site: Pelican with its ways mended. This package is itself a Pelican plugin.

    PLUGINS = ["syndicate.site"]

In any Pelican site it reads YAML front matter (and Pelican's own headers), takes out of every text
what could act, and writes Atom, RSS and JSON feeds that readers accept. Where content/people.toml is,
articles get their author, review and sources as well. `syndicate.site.build` runs the whole.

The receivers below are module functions, because Pelican's signals hold them by weak references.
"""

from __future__ import annotations

from typing import Any


def register() -> None:
    """Connect to Pelican; connecting twice is the same as once."""
    from pelican.plugins import signals

    from syndicate.site.reader import sanitise

    signals.initialized.connect(_start)
    signals.readers_init.connect(_read)
    signals.content_object_init.connect(sanitise)
    signals.article_generator_pretaxonomy.connect(_order_articles)
    signals.article_generator_finalized.connect(_articles)
    signals.page_generator_context.connect(_page)
    signals.page_generator_finalized.connect(_pages)
    signals.all_generators_finalized.connect(_furnish)
    signals.get_writer.connect(_writer)
    signals.article_writer_finalized.connect(_last_feeds)


def _start(pelican: Any) -> None:
    from syndicate.site import plugin

    plugin.start(pelican.settings)


def _read(readers: Any) -> None:
    from syndicate.site.reader import Reader

    readers.reader_classes.update(dict.fromkeys(Reader.file_extensions, Reader))


def _order_articles(generator: Any) -> None:
    from syndicate.site import plugin

    plugin.order(generator.articles, generator.translations)
    plugin.order(generator.hidden_articles, generator.hidden_translations)


def _articles(generator: Any) -> None:
    from syndicate.site import plugin

    plugin.want_pictures(generator)


def _page(generator: Any, metadata: dict[str, Any]) -> None:
    from syndicate.site import plugin

    plugin.leave_drafts_out(generator, metadata)


def _pages(generator: Any) -> None:
    from syndicate.site import plugin

    plugin.order(generator.pages, generator.translations)
    plugin.order(generator.hidden_pages, generator.hidden_translations)
    plugin.check_pages(generator)


def _furnish(generators: Any) -> None:
    from pelican.generators import ArticlesGenerator

    from syndicate.site import plugin

    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            plugin.furnish(generator)


def _writer(_pelican: Any) -> type:
    from syndicate.site.feed import FeedWriter

    return FeedWriter


def _last_feeds(generator: Any, writer: Any) -> None:
    from syndicate.site.feed import write_lone_notices

    write_lone_notices(generator, writer)
