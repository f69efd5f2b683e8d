"""Lists: the thesaurus, and the words that everybody meets. Read when the first text is looked at."""

from __future__ import annotations

import lzma
import pkgutil
import tomllib
from functools import lru_cache

SPOKEN = ("nl", "en")


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    raw = pkgutil.get_data(__package__ or "", "thesaurus.toml") or b""
    return tomllib.loads(raw.decode("utf-8"))


def better(lang: str) -> dict[str, str]:
    """Return the health thesaurus of a language: a hard word, in small letters, and a better one."""
    return _tables()[lang]


def spelled_out(lang: str) -> dict[str, str]:
    """Return abbreviations of health care, and how to say them."""
    return _tables()[f"{lang}-abbreviations"]


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Return "nl:griep", "en:fever", …: words of six letters and more, once in a million or oftener.

    tests/coach_words.py makes the list; LICENCES.md tells whose it is.
    """
    raw = pkgutil.get_data(__package__ or "", "common.xz") or b""
    return frozenset(lzma.decompress(raw).decode("utf-8").split("\n"))
