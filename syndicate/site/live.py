"""Proof that a page and its share image are live before anybody is sent there."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

from syndicate.errors import ExpertstatusError, SiteError
from syndicate.http import Door
from syndicate.model import Article, Page, Picture
from syndicate.settings import Settings

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
USUAL = (("ARTICLE", "{slug}/"), ("ARTICLE_LANG", "{lang}/{slug}/"))
FEEDS = (
    ("FEED_ALL_ATOM", "feeds/all.atom.xml"),
    ("TRANSLATION_FEED_ATOM", "feeds/language/{lang}.atom.xml"),
)
FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}


def wait_live(settings: Settings, pages: Sequence[Page], door: Door) -> None:
    """Return when every page answers with exactly its built bytes, and its share images likewise.

    Where all accounts are embedded and the host is a folder, the files themselves are looked at, since
    nothing serves them yet. Else each address is asked, with growing pauses, until
    `settings.live_seconds` are over. Raises SiteError naming the address and what was seen there.
    """
    kind, _, place = settings.deploy.partition(":")
    if kind == "folder" and all(account.embedded for account in settings.accounts):
        for page in pages:
            _stands(settings.root / place, page)
        return
    over = time.monotonic() + settings.live_seconds
    for page in pages:
        _answers(door, page.url, page.fingerprint, over=over, seconds=settings.live_seconds)
        for picture in page.cards:
            _answers(door, picture.url, picture.sha256, "image/", over=over, seconds=settings.live_seconds)


def _stands(folder: Path, page: Page) -> None:
    wanted: list[tuple[Page | Picture, str]] = [(page, page.fingerprint)]
    wanted += [(card, card.sha256) for card in page.cards]
    for what, fingerprint in wanted:
        file = folder / what.path
        try:
            seen = _seen(file.read_bytes(), fingerprint)
        except OSError as error:
            seen = error.strerror or str(error)
        if seen:
            raise SiteError(f"{file}: this should be live, but {seen}. Nothing was posted; publish again.")


def _answers(door: Door, url: str, fingerprint: str, type_: str = "", *, over: float, seconds: float) -> None:
    pause = FIRST_PAUSE
    while seen := _ask(door, url, fingerprint, type_):
        if time.monotonic() + pause > over:
            raise SiteError(
                f"{url}: not live after {seconds:g} seconds: {seen}. Nothing was posted. Look at that "
                f"address, then publish again."
            )
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _ask(door: Door, url: str, fingerprint: str, type_: str) -> str:
    """Return what is wrong with the answer at `url`, "" where it is as it should be."""
    import requests

    from syndicate.http.wire import Refused

    try:
        answer = door.session().get(url, headers=FRESH)
    except Refused as error:
        raise SiteError(f"{url}: it was not asked: {error}. Nothing was posted.") from None
    except (requests.RequestException, ExpertstatusError) as error:
        return f"no answer ({type(error).__name__}: {door.redact(str(error))})"
    if answer.status_code != requests.codes.ok:
        return f"it answers {answer.status_code}"
    served = answer.headers.get("Content-Type", "no type")
    if not served.startswith(type_):
        return f"it is served as {served}, not as a picture"
    return _seen(answer.content, fingerprint)


def _seen(body: bytes, fingerprint: str) -> str:
    found = hashlib.sha256(body).hexdigest()
    if found == fingerprint:
        return ""
    return f"it holds other bytes than this build (sha256 {found[:12]}, not {fingerprint[:12]})"


def stands(settings: Settings, article: Article, door: Door) -> bool:
    """Tell whether a page of this article is on the host already, in this build's way of addresses.

    Or in another, as far as the feeds tell. A folder's files are looked at, every other host is asked as a
    visitor would. Raises OSError, ExpertstatusError where that cannot be found out.
    """
    for address, file in (_address(settings, article, *each) for each in USUAL):
        if _found(settings, address, file, door) is not None:
            return True
    # by an address of before: the feeds know their newest articles by an id that never changes
    from syndicate.site.feeditem import item_id

    known, lang = item_id(article.uid, article.lang).encode(), article.lang.lower()
    feeds = (str(settings.pelican.get(name, usual) or "").replace("{lang}", lang) for name, usual in FEEDS)
    return any(known in (_found(settings, feed, feed, door) or b"") for feed in feeds if feed)


def _found(settings: Settings, address: str, file: str, door: Door) -> bytes | None:
    """Return what the host has at this address, None where it says that there is nothing."""
    import requests

    if settings.target.kind == "folder":
        place = settings.root / settings.target.path / file
        return place.read_bytes() if place.is_file() else None
    answer = door.session().get(f"{settings.siteurl}/{address}", headers=FRESH)
    if answer.status_code in (requests.codes.not_found, requests.codes.gone):
        return None
    if answer.status_code != requests.codes.ok:
        raise SiteError(f"{settings.siteurl}/{address} answers {answer.status_code}.")
    return answer.content


def address_of(settings: Settings, article: Article) -> tuple[str, str]:
    """Return where an article's page stands, below the site's address, and its file; or SiteError."""
    own = article.lang.lower() == settings.language.lower()
    return _address(settings, article, *(USUAL[0] if own else USUAL[1]))


def _address(settings: Settings, article: Article, name: str, usual: str) -> tuple[str, str]:
    own = settings.pelican
    facts = {"slug": article.slug, "lang": article.lang, "date": article.date}
    address = str(own.get(f"{name}_URL", usual))
    file = str(own.get(f"{name}_SAVE_AS", f"{usual}index.html"))
    try:
        return address.format(**facts), file.format(**facts)
    except (KeyError, ValueError, IndexError) as error:
        raise SiteError(f"{name}_URL, {name}_SAVE_AS: {error} cannot be told of an article.") from None
