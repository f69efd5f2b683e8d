"""Every address at which the site ever showed something: pure, from the entries in their order.

An entry holds the addresses that a deploy added, each below the site's own, with the article (uid/lang) that
stood there: "griepprik/=griepprik/nl onderwerp/griep/ feeds/all.atom.xml". The home page is "". Likewise
which feeds a hub was told of, each with the digits that tell whether it changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from syndicate.http import is_loopback
from syndicate.ledger.line import LONGEST_OF_LONG
from syndicate.model import Entry, EntryKind


def addresses(entries: Iterable[Entry], site: str) -> dict[str, str]:
    """Return every address below `site` that was ever live, with the article that stood there last, or "".

    What stood on a machine's own address for trying binds no site that people read.
    """
    found: dict[str, str] = {}
    for entry in entries:
        if entry.kind is EntryKind.ADDRESSES and (is_loopback(site) or not is_loopback(entry.data["site"])):
            found |= _added(entry)
    return found


def feeds(entries: Iterable[Entry], site: str) -> dict[str, str]:
    """Return every feed of `site` that its hub was told of, with the digits of what it held then."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.kind is EntryKind.FEEDS and entry.data["site"] == site:
            found |= _added(entry)
    return found


def _added(entry: Entry) -> dict[str, str]:
    words = (word.partition("=") for word in entry.data["added"].split(" "))
    return {unquote(path): unquote(said) for path, _, said in words}


def lines(added: Mapping[str, str], site: str) -> Iterator[Mapping[str, str]]:
    """Yield the data of as many entries as these addresses need, in the order of the addresses."""
    line = ""
    for path, ref in sorted(added.items()):
        word = quote(path, safe="/") + (f"={quote(ref, safe='/')}" if ref else "")
        if line and len(line) + 1 + len(word) > LONGEST_OF_LONG:
            yield {"site": site, "added": line.removeprefix(" ")}
            line = ""
        line += f" {word}"
    if added:
        yield {"site": site, "added": line.removeprefix(" ")}
