"""Proof that a page and its share image are live before anybody is sent there."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from syndicate.errors import ExpertstatusError, SiteError
from syndicate.http import Door
from syndicate.model import Article, Page, Picture
from syndicate.settings import Settings

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}


def wait_live(settings: Settings, pages: Sequence[Page], door: Door) -> None:
    """Return when every page answers with exactly its built bytes, and its share image likewise.

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
        if page.share_image:
            picture = page.share_image
            _answers(door, picture.url, picture.sha256, "image/", over=over, seconds=settings.live_seconds)


def _stands(folder: Path, page: Page) -> None:
    wanted: list[tuple[Page | Picture, str]] = [(page, page.fingerprint)]
    if page.share_image:
        wanted.append((page.share_image, page.share_image.sha256))
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

    A folder's files are looked at, every other host is asked as a visitor would. Where it does not
    answer, or an address cannot be told, it counts as there. Raises OSError, ExpertstatusError.
    """
    import requests

    for address, file in _addresses(settings, article):
        if settings.target.kind == "folder":
            if (settings.root / settings.target.path / file).is_file():
                return True
            continue
        answer = door.session().get(f"{settings.siteurl}/{address}", headers=FRESH)
        if answer.status_code not in (requests.codes.not_found, requests.codes.gone):
            return True
    return False


def _addresses(settings: Settings, article: Article) -> Iterator[tuple[str, str]]:
    own = settings.pelican
    facts = {"slug": article.slug, "lang": article.lang, "date": article.date}
    for name, usual in (("ARTICLE", "{slug}/"), ("ARTICLE_LANG", "{lang}/{slug}/")):
        address = str(own.get(f"{name}_URL", usual))
        file = str(own.get(f"{name}_SAVE_AS", f"{usual}index.html"))
        try:
            yield address.format(**facts), file.format(**facts)
        except (KeyError, ValueError, IndexError) as error:
            raise SiteError(f"{name}_URL, {name}_SAVE_AS: {error} cannot be told of an article.") from None
