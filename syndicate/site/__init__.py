"""The site: Pelican with its ways mended. This package is itself a Pelican plugin.

    PLUGINS = ["syndicate.site"]

In any Pelican site it reads YAML front matter (beside Pelican's own headers), and writes Atom, RSS and JSON
feeds that readers accept; all else of a blog stays as it is. Of a practice all that could act is taken out
of every text, and articles get their author, review and sources. `syndicate.site.build` runs the whole.

The receivers below are module functions, because Pelican's signals hold them by weak references.
"""

from __future__ import annotations

from typing import Any


def register() -> None:
    """Connect to Pelican; connecting twice is the same as once."""
    from pelican.plugins import signals

    from syndicate.site.private import refuse
    from syndicate.site.reader import sanitise
    from syndicate.site.social import put_card

    signals.initialized.connect(_start)
    signals.readers_init.connect(_read)
    signals.generator_init.connect(_keep_reader)
    signals.content_object_init.connect(refuse)
    signals.content_object_init.connect(sanitise)
    signals.article_generator_pretaxonomy.connect(_order_articles)
    signals.article_generator_finalized.connect(_articles)
    signals.page_generator_context.connect(_page)
    signals.page_generator_finalized.connect(_pages)
    signals.all_generators_finalized.connect(_furnish)
    signals.get_writer.connect(_writer)
    signals.article_writer_finalized.connect(_last_feeds)
    signals.article_writer_finalized.connect(_ways_to_find)
    signals.content_written.connect(put_card)
    signals.finalized.connect(_finish)


def _start(pelican: Any) -> None:
    from syndicate.site import plugin

    plugin.start(pelican.settings)


def _finish(pelican: Any) -> None:
    from syndicate.site import dress, plugin

    dress.dress(pelican.settings)
    plugin.lay_films(pelican.settings)


def _read(readers: Any) -> None:
    from pelican.readers import MarkdownReader

    from syndicate.site.edition import KEY
    from syndicate.site.reader import Reader

    for kind in Reader.file_extensions:
        # a blog may have a reader of its own
        if readers.settings.get(KEY) is not None or readers.reader_classes.get(kind) is MarkdownReader:
            readers.reader_classes[kind] = Reader


def _keep_reader(generator: Any) -> None:
    # which of two plugins' readers counts, blinker leaves to chance: it calls receivers in a set's order
    from syndicate.site.edition import KEY
    from syndicate.site.reader import Reader

    if generator.settings.get(KEY) is not None:
        generator.readers.readers |= dict.fromkeys(Reader.file_extensions, Reader(generator.settings))


def _order_articles(generator: Any) -> None:
    from syndicate.site import plugin, translations

    translations.set_aside(generator)
    plugin.order(generator.articles, generator.translations, by=generator.settings["ARTICLE_ORDER_BY"])
    plugin.order(
        generator.hidden_articles, generator.hidden_translations, by=generator.settings["ARTICLE_ORDER_BY"]
    )


def _articles(generator: Any) -> None:
    from syndicate.site import plugin

    plugin.want_pictures(generator)
    plugin.order_topics(generator)


def _page(generator: Any, metadata: dict[str, Any]) -> None:
    from syndicate.site import plugin

    plugin.leave_drafts_out(generator, metadata)


def _pages(generator: Any) -> None:
    from syndicate.site import plugin

    plugin.order(generator.pages, generator.translations, by=generator.settings["PAGE_ORDER_BY"])
    plugin.order(
        generator.hidden_pages, generator.hidden_translations, by=generator.settings["PAGE_ORDER_BY"]
    )
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


def _ways_to_find(generator: Any, writer: Any) -> None:
    from syndicate.site import plugin

    plugin.write_ways_to_find(generator, writer)
