"""A blog is a Pelican site that was made without us and loads our plugin; anything else is a practice.

A practice is held to what it promises its patients, and its drafts stay in; a blog is read as Pelican reads
it. So nothing becomes a blog by leaving something out: one sign of a practice is enough to be one.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.model.slot import ONCE
from syndicate.settings.pelican_kinds import refuse_wrong_kinds

PLUGIN = "syndicate.site"
PELICAN = "pelican"
OWN_FILES = ("people.toml", "topics.toml")
# what only a text says that was promised to be checked; the head of a file is enough to see it
PROMISE = re.compile(
    rb"^[ \t]*:?(?:reviewed_by|last_reviewed|next_review)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
TEXTS = frozenset({".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm"})
HEAD = 4_000
KINDS = ("ARTICLE", "PAGE", "STATIC")
WHERE = {"ARTICLE": [""], "PAGE": ["pages"], "STATIC": ["images"]}


def read_conf(root: Path) -> dict[str, Any]:
    """Return the settings of the site at `root`; raises SettingsError where they cannot be read.

    Of a blog publishconf.py counts where it is there, since only that one knows the address of the site.
    """
    file = root / "pelicanconf.py"
    if not file.is_file():
        raise SettingsError(f"{file}: there is no pelicanconf.py here. Run this in your practice's folder.")
    conf = _run(file)
    published = root / "publishconf.py"
    return _run(published) if published.is_file() and is_blog(root, conf) else conf


def is_blog(root: Path, conf: Mapping[str, Any]) -> bool:
    """Tell whether the site at `root` is a blog.

    SYNDICATE_FORMAT decides: a number is a practice, "pelican" a blog. Without it only a site is a blog
    that loads our plugin, has no SYNDICATE_PRACTICE, no people.toml and no topics.toml, and none of whose
    texts says who reviewed it or when: a practice of the first form has all but topics.toml.
    """
    if "SYNDICATE_FORMAT" in conf:
        return bool(conf["SYNDICATE_FORMAT"] == PELICAN)
    return _loads(conf) and not _sign(root, conf)


def defaults(root: Path, conf: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a blog with what Pelican takes where they say nothing, and where its site goes.

    The site is deployed to a folder that is not the one in which Pelican itself builds. What a blog wrote
    was not written to come back for years, so its accounts share nothing twice unless they say so.
    """
    built = (root / str(conf.get("OUTPUT_PATH") or "output")).resolve()
    place = "live" if built.is_relative_to((root / "public").resolve()) else "public"
    given = {k: v for k, v in conf.items() if v is not None and k != "SYNDICATE_FORMAT"}
    taken = {"SITENAME": "A Pelican Blog", "DEFAULT_LANG": "en", "TIMEZONE": "UTC"}
    accounts = given.get("SYNDICATE_ACCOUNTS", [{"name": "folder", "channel": "folder"}])
    once = {
        "SYNDICATE_ACCOUNTS": [_once(a) for a in accounts] if isinstance(accounts, list | tuple) else accounts
    }
    return {**taken, "SYNDICATE_DEPLOY": f"folder:{place}", **given, **once}


def _once(account: Any) -> Any:
    pace = account.get("pace", {}) if isinstance(account, Mapping) else None
    return {**account, "pace": {"gap_days": ONCE, **pace}} if isinstance(pace, Mapping) else account


def doubt(root: Path, conf: Mapping[str, Any]) -> str:
    """Return the one sign that makes a practice of a site without people.toml, "" where there is no doubt."""
    told = "SYNDICATE_FORMAT" in conf or not _loads(conf) or (_content(root, conf) / OWN_FILES[0]).is_file()
    return "" if told else _sign(root, conf)


def folders(root: Path, conf: Mapping[str, Any]) -> dict[str, Path]:
    """Return the folders that Pelican reads a blog's texts and files from, each by its setting."""
    content = _content(root, conf)
    return {
        f"{kind}_PATHS {path!r}": (content / path).resolve() for kind in KINDS for path in _listed(conf, kind)
    }


def _content(root: Path, conf: Mapping[str, Any]) -> Path:
    return root / str(conf.get("PATH") or "content")


def _loads(conf: Mapping[str, Any]) -> bool:
    return PLUGIN in [getattr(p, "__name__", p) for p in conf.get("PLUGINS") or ()]


def _sign(root: Path, conf: Mapping[str, Any]) -> str:
    """Return what shows that a site is a practice: a setting or a file; "" where nothing does."""
    if "SYNDICATE_PRACTICE" in conf:
        return "SYNDICATE_PRACTICE in pelicanconf.py"
    content = _content(root, conf)
    own = (content / name for name in OWN_FILES if (content / name).is_file())
    promising = (file for file in _texts(content, conf) if PROMISE.search(_head(file)))
    return str(next(chain(own, promising), ""))


def _listed(conf: Mapping[str, Any], kind: str) -> list[str]:
    paths = conf.get(f"{kind}_PATHS", WHERE[kind])
    return [paths] if isinstance(paths, str) else [str(path) for path in paths]


def _texts(content: Path, conf: Mapping[str, Any]) -> Iterator[Path]:
    paths = (*_listed(conf, "ARTICLE"), "articles")
    for place in dict.fromkeys((content / path).resolve() for path in paths):
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if file.suffix.lower() in TEXTS)


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def _run(file: Path) -> dict[str, Any]:
    """Run a settings file as Pelican does: what lies beside it can be imported."""
    # another list, not this one changed: who walks it at this moment in another thread would miss an entry
    path = sys.path
    sys.path = [str(file.parent), *path]
    # `from pelicanconf import *` must find the one beside it, also where another site was read before
    sys.modules.pop("pelicanconf", None)
    try:
        conf = {k: v for k, v in runpy.run_path(str(file)).items() if k.isupper()}
    except (Exception, SystemExit) as error:
        raise SettingsError(f"{file}: {type(error).__name__}: {error}") from error
    finally:
        sys.path = path
        sys.modules.pop("pelicanconf", None)
    refuse_wrong_kinds(conf)
    return conf
