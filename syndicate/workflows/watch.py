"""watch: has the machine that publishes stood still? Asked of the site itself, from any other machine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.errors import Exit, ExpertstatusError, SettingsError
from syndicate.http import Door
from syndicate.http.reach import Reach
from syndicate.model import Words
from syndicate.settings.accounts import ADDRESS
from syndicate.settings.hosts import host_of
from syndicate.site.hosts import NOTE_FILE

# two clocks differ a little; a heartbeat from further ahead says nothing about the past
AHEAD = timedelta(hours=1)
NO_CACHE = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
MEND = Words(
    "Kijk of de machine die publiceert nog werkt, en draai daar `invoke publish`.",
    "Look whether the machine that publishes still works, and run `invoke publish` there.",
)
NONE = Words("er staat geen hartslag", "no heartbeat stands there")
OUTCOMES: Mapping[str, Words] = {
    "done": Words("alles is gedaan", "all is done"),
    "content": Words("de inhoud heeft fouten", "the content has errors"),
    "settings": Words("de instellingen kloppen niet", "the settings are wrong"),
    "some failed": Words("een deel van de accounts faalde", "some accounts failed"),
    "all failed": Words("alle accounts faalden", "all accounts failed"),
    "person": Words("een bericht wacht op iemand die kijkt", "a post waits for somebody to look"),
    "unavailable": Words("het geheugen of de site was onbereikbaar", "the ledger or the site was away"),
    "held": Words("het plaatsen is stilgezet", "posting is held"),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """Whether the heartbeat is fresh, and one sentence about it."""

    fresh: bool
    said: Words

    @property
    def exit(self) -> Exit:
        """Return 0 where it is fresh, else 7."""
        return Exit.DONE if self.fresh else Exit.UNAVAILABLE


def watch(
    siteurl: str, *, hours: int = 26, now: datetime | None = None, private_hosts: Sequence[str] = ()
) -> Watched:
    """Ask a site for its heartbeat and say whether its last run is at most `hours` ago.

    `now` (aware) is this machine's clock where it is left out. A site inside a network of one's own is asked
    only where `private_hosts` (SYNDICATE_PRIVATE_HOSTS) name its host. Raises SettingsError for what is no
    address of a site; whatever the site answers is in the result.
    """
    if not re.fullmatch(ADDRESS, siteurl):
        raise SettingsError(
            "--url must be the full address of the site, e.g. https://praktijk.example, not "
            f"{siteurl[:80]!r}."
        )
    url = f"{siteurl.rstrip('/')}/{NOTE_FILE}"
    said = _ask(url, Reach.to([host_of(siteurl)], private_hosts))
    if isinstance(said, Words):
        return _unknown(url, said)
    last = str(said.get("last_run"))
    try:
        ran = datetime.fromisoformat(last if re.fullmatch(MOMENT, last) else "")
    except ValueError:
        return _unknown(url, NONE)
    ago, when = (now or datetime.now(UTC)) - ran, _when(last)
    if ago < -AHEAD:
        return _unknown(url, Words(f"{when} moet nog komen", f"{when} is still to come"))
    if ago > timedelta(hours=hours):
        nl = f"{url}: Expertstatus draaide het laatst op {when}, meer dan {hours} uur geleden. {MEND.nl}"
        en = f"{url}: Expertstatus last ran at {when}, more than {hours} hours ago. {MEND.en}"
        return Watched(False, Words(nl, en))
    return Watched(True, _fresh(url, when, said))


def _ask(url: str, reach: Reach) -> Mapping[str, Any] | Words:
    """Return the JSON object at `url`, or why there is none."""
    import requests

    door = Door(reach=reach)
    try:
        answer = door.session().get(url, headers=NO_CACHE)
        if answer.status_code != requests.codes.ok:
            status = answer.status_code
            return Words(f"de site antwoordt met {status}", f"the site answers {status}")
        found = json.loads(answer.content)
    except (requests.RequestException, ExpertstatusError) as error:
        why = type(error).__name__
        return Words(f"geen antwoord: {why}", f"no answer: {why}")
    except (ValueError, RecursionError):
        return NONE
    return found if isinstance(found, dict) else NONE


def _unknown(url: str, why: Words) -> Watched:
    nl = f"{url}: niet te zeggen wanneer Expertstatus het laatst draaide ({why.nl}). {MEND.nl}"
    en = f"{url}: it cannot be said when Expertstatus last ran ({why.en}). {MEND.en}"
    return Watched(False, Words(nl, en))


def _fresh(url: str, when: str, said: Mapping[str, Any]) -> Words:
    nl, en = f"{url}: Expertstatus draaide het laatst op {when}", f"{url}: Expertstatus last ran at {when}"
    end = OUTCOMES.get(str(said.get("outcome")))
    if end:
        nl, en = f"{nl}: {end.nl}", f"{en}: {end.en}"
    due = str(said.get("oldest_due"))
    if re.fullmatch(MOMENT, due):
        nl, en = f"{nl}; sinds {_when(due)} wacht er een bericht", f"{en}; a post waits since {_when(due)}"
    return Words(f"{nl}.", f"{en}.")


def _when(moment: str) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC"
