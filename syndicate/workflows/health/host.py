"""The host: what is live there, whether visitors get that, and whether our clock agrees with its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from syndicate.errors import Exit, ExpertstatusError, SiteError
from syndicate.ledger import reading
from syndicate.model import EntryKind, Words
from syndicate.settings import is_loopback
from syndicate.site import deploy
from syndicate.site.hosts import MARK_FILE
from syndicate.site.hosts import Mark as Build
from syndicate.workflows.health import Case, Mark, Point

if TYPE_CHECKING:
    import requests

HOST = Words("host", "host")
SITE = Words("website", "site")
CLOCK = Words("klok", "clock")
FRESH = {"Cache-Control": "no-cache"}
# more than a slow answer and rounding make up; a lease and a posting hour still mean what they say
ASTRAY = timedelta(minutes=2)


def deployed(case: Case) -> Iterator[Point]:
    """Ask the host of SYNDICATE_DEPLOY what is live there; raises SiteError."""
    where, build = deploy.seen(case.settings)
    if build is None:
        said = Words(f"{where}: er staat nog geen site.", f"{where}: there is no site yet.")
        yield Point(Mark.ADVICE, HOST, said, PUBLISH)
    else:
        yield Point(Mark.GOOD, HOST, Words(f"{where}: {build}.", f"{where}: {build}."))


def answers(case: Case) -> Iterator[Point]:
    """Ask the site as a visitor would, and compare its build with the last one that was deployed."""
    address = case.settings.siteurl
    mark = _get(case, f"/{MARK_FILE}")
    build = _build(mark)
    if build:
        yield _compared(case, build)
        return
    page = _get(case, "/")
    status = "" if page is None else f"{page.status_code}"
    if page is not None and page.ok:
        said = Words(
            f"{address} antwoordt, maar toont niet welke versie het is ({MARK_FILE}).",
            f"{address} answers, but does not show which build it is ({MARK_FILE}).",
        )
        yield Point(Mark.ADVICE, SITE, said, SHOW)
    elif is_loopback(address):
        said = Words(f"{address} is nu niet te bezoeken.", f"nobody serves {address} now.")
        yield Point(Mark.ADVICE, SITE, said, SERVE)
    else:
        said = Words(
            f"{address} antwoordt niet goed ({status or 'geen antwoord'}).",
            f"{address} does not answer as it should ({status or 'no answer'}).",
        )
        if _last(case) is None:  # nothing was ever sent from here
            yield Point(Mark.ADVICE, SITE, said, PUBLISH)
            return
        yield Point(Mark.ERROR, SITE, said, UNSERVED, Exit.UNAVAILABLE)


def clock(case: Case) -> Iterator[Point]:
    """Compare this machine's clock with that of the site's host, where it answers."""
    page = _get(case, "/")
    try:
        there = parsedate_to_datetime(page.headers["Date"]) if page is not None else None
        age = timedelta(seconds=int(page.headers.get("Age", "0"))) if page is not None else timedelta()
    except (KeyError, ValueError, OverflowError):
        return
    if there is None:
        return
    apart = datetime.now(UTC) - (there if there.tzinfo else there.replace(tzinfo=UTC)) - age
    if abs(apart) > ASTRAY:
        minutes = round(apart.total_seconds() / 60)
        said = Words(
            f"deze computer loopt {minutes:+d} minuten naast de host.",
            f"this machine is {minutes:+d} minutes off the host.",
        )
        yield Point(Mark.WARNING, CLOCK, said, SET)
    else:
        yield Point(Mark.GOOD, CLOCK, Words("gelijk met de host.", "as the host's."))


def _last(case: Case) -> Mapping[str, str] | None:
    """Return what was deployed last from here."""
    return reading.deploys(case.ledger.only(EntryKind.DEPLOY)) if case.ledger else None


def _compared(case: Case, build: Build) -> Point:
    address = case.settings.siteurl
    last = _last(case)
    if last and last["fingerprint"] != build.fingerprint:
        said = Words(
            f"{address} toont {build}, en hier ging het laatst {last['fingerprint'][:12]} uit.",
            f"{address} shows {build}, and the last one sent from here is {last['fingerprint'][:12]}.",
        )
        return Point(Mark.WARNING, SITE, said, STALE)
    return Point(Mark.GOOD, SITE, Words(f"{address} toont {build}.", f"{address} shows {build}."))


def _get(case: Case, path: str) -> requests.Response | None:
    """Return what a visitor gets there; None for no answer."""
    import requests

    try:
        return case.door.session().get(f"{case.settings.siteurl}{path}", headers=FRESH)
    except (requests.RequestException, ExpertstatusError):
        return None


def _build(answer: requests.Response | None) -> Build | None:
    if answer is None or not answer.ok:
        return None
    try:
        return Build.read(answer.text, answer.url)
    except SiteError:
        return None


PUBLISH = Words("`invoke publish` zet hem erop.", "`invoke publish` puts it there.")
SHOW = Words(
    "Niets te doen, tenzij u zeker wilt weten dat dit de nieuwste is.",
    "Nothing to do, unless you want to be sure that it is the newest.",
)
SERVE = Words("Bekijk de site met `invoke serve`.", "Look at the site with `invoke serve`.")
UNSERVED = Words(
    "Kijk of SITEURL klopt en of de host de site toont.",
    "Look whether SITEURL is right and the host serves the site.",
)
STALE = Words(
    "Ging er elders een nieuwere uit, dan is dit goed. Publiceer anders opnieuw, of leeg de cache.",
    "If a newer one was sent from elsewhere, this is right. Else publish again, or empty the cache.",
)
SET = Words(
    "Zet de klok gelijk (NTP): beurten en wachttijden rekenen ermee.",
    "Set the clock (NTP): leases and posting hours count by it.",
)
