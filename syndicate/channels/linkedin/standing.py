"""How a LinkedIn account is set up and stands: its options, and what `doctor` says of token and version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from syndicate.channels.abilities import Trouble
from syndicate.errors import SettingsError
from syndicate.limits import Link
from syndicate.model import Words
from syndicate.settings import Account

if TYPE_CHECKING:
    from requests import Response

VERSION = "202607"
"""Of July 2026; a version is served for at least a year (LinkedIn, "Versioning")."""

SOON = timedelta(days=60)
SUNSET_DAY = 15  # none of those of 2025 to 2027 is earlier in its month
PAGE = "urn:li:organization:"
AUTHOR = re.compile(r"urn:li:(?:organization:\d+|person:[\w-]+)")
CALENDAR = re.compile(r"(20\d{2})(0[1-9]|1[0-2])(\.\d{2})?")
LINKS = {"card": Link.CARD, "text": Link.TEXT}
RENEWING = ("refresh_token", "client_id", "client_secret")
KNOWN = ("author", "expires", "link", "version")


@dataclass(frozen=True, slots=True)
class Options:
    """An account's own settings: who posts, the API's version, the link's place, the token's end."""

    author: str
    version: str
    link: Link
    expires: datetime | None


def options(account: Account) -> Options:
    """Read the account's own settings; raises SettingsError naming what would be right."""
    at = f"pelicanconf.py: SYNDICATE_ACCOUNTS {account.name!r}"
    given = account.options
    unknown = sorted(set(given) - set(KNOWN))
    if unknown:
        raise SettingsError(f"{at}: unknown option {unknown[0]!r}. Known: {', '.join(KNOWN)}.")
    author, version = given.get("author", ""), given.get("version", VERSION)
    if not isinstance(author, str) or not AUTHOR.fullmatch(author):
        raise SettingsError(
            f"{at}: author must be 'urn:li:organization:12345' for a page or 'urn:li:person:AbC123' for a "
            f"person, not {author!r}. docs/channels/linkedin.md says where it stands."
        )
    if not isinstance(version, str) or not CALENDAR.fullmatch(version):
        raise SettingsError(f"{at}: version must be a year and month like {VERSION!r}, not {version!r}.")
    link = given.get("link", "card")
    if link not in LINKS:
        raise SettingsError(f"{at}: link must be one of {', '.join(LINKS)}, not {link!r}.")
    return Options(author, version, LINKS[link], _end(given.get("expires"), at))


def _end(given: Any, at: str) -> datetime | None:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        day = given
    if day is None:
        return None
    if type(day) is not date:
        raise SettingsError(f"{at}: expires must be the day on which the token ends, '2027-01-21'.")
    return datetime.combine(day, time(), UTC)


def rotating(secrets: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a renewal changes; nothing without a refresh token, which only partners are given."""
    return ("access_token", "refresh_token") if all(name in secrets for name in RENEWING) else ()


def of_version(version: str, today: date) -> tuple[Trouble, ...]:
    """Say where a version of the API ends within 60 days, or has; LinkedIn sends no date itself."""
    sunset = date(int(version[:4]) + 1, int(version[4:6]), SUNSET_DAY)
    if sunset - today > SOON:
        return ()
    if sunset >= today:
        what = Words(
            f"versie {version} van LinkedIns API wordt rond {sunset:%d-%m-%Y} buiten gebruik gesteld.",
            f"version {version} of LinkedIn's API is retired around {sunset:%Y-%m-%d}.",
        )
    else:
        what = Words(
            f"versie {version} van LinkedIns API is sinds {sunset:%d-%m-%Y} waarschijnlijk buiten gebruik.",
            f"version {version} of LinkedIn's API has probably been retired since {sunset:%Y-%m-%d}.",
        )
    return (Trouble(what, RENEW_VERSION, stops=False),)


def of_token(answer: Response, right: str) -> tuple[datetime | None, tuple[Trouble, ...]]:
    """Return when a token ends and what it may not, as introspection says; raises LookupError."""
    said = answer.json()
    if not said["active"]:
        return None, (DEAD,)
    ends = datetime.fromtimestamp(said["expires_at"], UTC) if said.get("expires_at") else None
    scopes = re.split(r"[\s,]+", str(said.get("scope", "")))
    return ends, () if right in scopes else (_lacking(right, stops=True),)


def of_another(own: str, author: str) -> Trouble:
    """Return the trouble of a token that is not the author's."""
    return Trouble(
        Words(
            f"het token is van {own}, author zegt {author}.", f"the token is of {own}, author says {author}."
        ),
        Words(
            "Maak het token aan terwijl de juiste persoon is ingelogd, of verbeter author.",
            "Make the token while the right person is signed in, or mend author.",
        ),
    )


def unread(right: str, loss: Words) -> Trouble:
    """Return the trouble of a read that LinkedIn refuses: posting goes on, `loss` does not."""
    lacking = _lacking(right, stops=False)
    return Trouble(
        Words(f"{lacking.what.nl} {loss.nl}", f"{lacking.what.en} {loss.en}"), lacking.mend, stops=False
    )


def _lacking(right: str, *, stops: bool) -> Trouble:
    return Trouble(
        Words(f"het token heeft het recht {right} niet.", f"the token lacks the right {right}."),
        Words(
            "Vraag het aan bij de app en maak het token opnieuw: docs/channels/linkedin.md.",
            "Ask for it at the app and make the token anew: docs/channels/linkedin.md.",
        ),
        stops=stops,
    )


RENEW_VERSION = Words(
    "Zet een nieuwere maand in de optie version: docs/channels/linkedin.md.",
    "Put a newer month into the option version: docs/channels/linkedin.md.",
)
DEAD = Trouble(
    Words("het token is verlopen of ingetrokken.", "the token has expired or was revoked."),
    Words("Maak een nieuw: docs/channels/linkedin.md.", "Make a new one: docs/channels/linkedin.md."),
)
UNDATED = Trouble(
    Words(
        "wanneer het token eindigt, is niet bekend; LinkedIn geeft het 60 dagen.",
        "when the token ends is not known; LinkedIn gives it 60 days.",
    ),
    Words(
        "Zet de einddatum in de optie expires, of geef client_id en client_secret.",
        "Put its last day into the option expires, or give client_id and client_secret.",
    ),
    stops=False,
)
UNINSPECTED = Trouble(
    Words(
        "LinkedIn neemt client_id en client_secret niet aan.",
        "LinkedIn does not take client_id and client_secret.",
    ),
    Words("Neem ze over van het tabblad Auth van de app.", "Copy them from the app's tab Auth."),
    stops=False,
)
NO_LOOK_BACK = Words(
    "Raakt een antwoord kwijt, dan moet iemand zelf kijken of het bericht er staat.",
    "Where an answer is lost, somebody must look whether the post is there.",
)
NO_FIGURES = Words("Cijfers kunnen niet worden opgehaald.", "Figures cannot be read.")
NO_NAME = Words("Van wie het is, is niet te zien.", "Whose it is cannot be seen.")
