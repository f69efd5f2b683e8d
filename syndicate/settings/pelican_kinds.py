"""What kind of value each of Pelican's own settings holds: Pelican trusts them and falls over a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.settings import values

Told = Callable[[object], bool]


def refuse_wrong_kinds(conf: Mapping[str, Any]) -> None:
    """Raise SettingsError, naming every one of Pelican's settings that holds another kind than Pelican reads.

    None is what Pelican itself takes for "not set"; settings of plugins are not known here.
    """
    wrong = [
        f"pelicanconf.py: {key} must be {words}, not {values.shown(conf[key])}."
        for words, fits, keys in _KINDS
        for key in keys
        if conf.get(key) is not None and not fits(conf[key])
    ]
    if wrong:
        raise SettingsError("\n".join(wrong))


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str | Path) for one in value)


def _paths(value: object) -> bool:
    return isinstance(value, str) or _texts(value)


def _list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _named(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(name, str) for name in value)


def _number(value: object) -> bool:
    return isinstance(value, int)


def _lines(value: object) -> bool:
    return isinstance(value, str | Path)


_ADDRESSES = tuple(
    f"{what}{lang}_{end}"
    for what in ("ARTICLE", "PAGE", "DRAFT", "DRAFT_PAGE")
    for lang in ("", "_LANG")
    for end in ("URL", "SAVE_AS")
) + tuple(
    f"{what}_{end}" for what in ("AUTHOR", "CATEGORY", "TAG", "INDEX") for end in ("URL", "SAVE_AS")
)  # fmt: skip
_KINDS: tuple[tuple[str, Told, tuple[str, ...]], ...] = (
    (
        "a list of texts, e.g. ['one', 'two']",
        _texts,
        (
            *("STATIC_PATHS", "STATIC_EXCLUDES", "ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "IGNORE_FILES"),
            *("DIRECT_TEMPLATES", "THEME_STATIC_PATHS", "FORMATTED_FIELDS", "TEMPLATE_EXTENSIONS"),
        ),
    ),
    (
        "a text or a list of texts",
        _paths,
        ("ARTICLE_PATHS", "PAGE_PATHS", "PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES", "LOCALE"),
    ),
    (
        "a list, e.g. ['syndicate.site']",
        _list,
        ("PLUGINS", "MENUITEMS", "LINKS", "SOCIAL", "PAGINATION_PATTERNS"),
    ),
    (
        "a mapping of names, e.g. {'name': 'value'}",
        _named,
        (
            *("JINJA_GLOBALS", "JINJA_FILTERS", "JINJA_TESTS", "JINJA_ENVIRONMENT", "READERS", "MARKDOWN"),
            *("DOCUTILS_SETTINGS", "EXTRA_PATH_METADATA", "TEMPLATE_PAGES", "PAGINATED_TEMPLATES"),
            *("DATE_FORMATS", "DEFAULT_METADATA", "PYGMENTS_RST_OPTIONS"),
        ),
    ),
    ("a whole number or False", _number, ("DEFAULT_PAGINATION", "DEFAULT_ORPHANS", "FEED_MAX_ITEMS")),
    (
        "text",
        lambda value: _lines(value) or value is False,
        (
            *("THEME", "DEFAULT_CATEGORY", "DEFAULT_DATE_FORMAT", "AUTHOR", "CSS_FILE", "FEED_DOMAIN"),
            *("ARTICLE_ORDER_BY", "PAGE_ORDER_BY", "FILENAME_METADATA", "PATH_METADATA"),
            *("FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS", *_ADDRESSES),
        ),
    ),
)
