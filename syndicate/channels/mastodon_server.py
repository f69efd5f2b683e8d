"""What a server that speaks Mastodon's API takes: as the account's options say, and as it says itself.

Mastodon: `configuration` in /api/v2/instance, since 3.4.2 also in v1. Pleroma and Akkoma: `max_toot_chars`
and `description_limit` in v1, `pleroma.metadata` in v2, and no list of picture types that means anything.
GoToSocial (`account_domain`) announces 25 signs for an address and counts it whole, as Pleroma does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from syndicate.channels import Opening
from syndicate.channels.abilities import Trouble
from syndicate.channels.options import known, wrong
from syndicate.limits import FilmLimits, Limits, Unit
from syndicate.model import Words

PAGES = ("/api/v2/instance", "/api/v1/instance")
FILM = "video/mp4"
VISIBILITIES = ("public", "unlisted", "private")
ROOM = 2
"""How many times the account's own length a server takes, that counts otherwise, for it to be roomy."""


def settings(opening: Opening, limits: Limits) -> tuple[Limits, str]:
    """Return what the account may post and who sees it; raises SettingsError naming what would be right."""
    options = known(opening, "max_characters", "max_description", "visibility")
    if not opening.account.base_url:
        raise wrong(opening, "base_url is missing: the address of your server, 'https://mastodon.example'.")
    most = {"max_characters": limits.characters, "max_description": limits.alt}
    for name, usual in most.items():
        most[name] = value = options.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise wrong(opening, f"{name} must be a whole number above 0, not {value!r}.")
    visibility = options.get("visibility", VISIBILITIES[0])
    if visibility not in VISIBILITIES:
        raise wrong(opening, f"visibility must be one of {', '.join(VISIBILITIES)}, not {visibility!r}.")
    alt = most["max_description"]
    mine = replace(limits, characters=most["max_characters"], alt=alt, film=_film(limits.film, alt, None))
    return mine, visibility


def takes(said: Mapping[str, Any], ours: Limits) -> Limits:
    """Return what the server takes, in its own counting; what it does not say is as the account has it."""
    statuses = _within(said, "configuration", "statuses")
    media = _within(said, "configuration", "media_attachments")
    metadata = _within(said, "pleroma", "metadata")
    short = _number(statuses.get("characters_reserved_per_url"))
    whole = not short or "(compatible;" in str(said.get("version")) or "account_domain" in said
    told = media.get("supported_mime_types")
    told = told if isinstance(told, list) else []
    types = tuple(t for t in ours.image_types if t in told)
    pictures = _number(statuses.get("max_media_attachments"), said.get("max_media_attachments"))
    size = _number(media.get("image_size_limit"), said.get("upload_limit")) or ours.image_bytes
    alt = _number(
        media.get("description_limit"), said.get("description_limit"), metadata.get("description_limit")
    )
    most = _number(statuses.get("max_characters"), said.get("max_toot_chars"))
    alt = ours.alt if alt is None else alt
    large = _number(media.get("video_size_limit"), said.get("upload_limit"))
    plays = pictures != 0 and (not types or FILM in told)
    return replace(
        ours,
        unit=Unit.CODE_POINTS if said and whole else ours.unit,
        url=(0 if whole else short or ours.url) if said else ours.url,
        characters=most or ours.characters,
        image_bytes=0 if pictures == 0 else min(size, ours.image_bytes),
        image_types=types or ours.image_types,
        alt=alt,
        film=_film(ours.film, alt, large) if plays else None,
    )


def within(ours: Limits, server: Limits) -> Limits:
    """Return for what to compose: what both the account and its server take, counted as the server does.

    A server that counts otherwise and takes far more is no reason to compose otherwise than was shown.
    """
    roomy = server.unit is not ours.unit and server.characters >= ROOM * ours.characters
    counting = ours if roomy else server
    return replace(
        counting,
        characters=min(ours.characters, server.characters),
        image_bytes=server.image_bytes,
        image_types=server.image_types,
        alt=min(ours.alt, server.alt),
        film=server.film,
    )


def narrower(ours: Limits, server: Limits) -> Iterator[Trouble]:
    """Yield where the server takes less than the account's options say, and how to say so there."""
    if server.characters < ours.characters:
        yield _less(CHARACTERS, "max_characters", server.characters, ours.characters)
    if server.alt < ours.alt:
        yield _less(DESCRIPTION, "max_description", server.alt, ours.alt)


def _less(what: Words, option: str, most: int, asked: int) -> Trouble:
    facts = {"most": most, "asked": asked}
    said = Words(what.nl.format(**facts), what.en.format(**facts))
    mend = Words(
        f"Berichten worden daarop gemaakt. Zet {option} op {most}, dan ziet u ze vooraf ook zo.",
        f"Posts are made for that. Set {option} to {most}, and a preview shows them so too.",
    )
    return Trouble(said, mend, stops=False)


CHARACTERS = Words(
    "de server neemt {most} tekens, en in SYNDICATE_ACCOUNTS staat {asked}.",
    "the server takes {most} characters, and SYNDICATE_ACCOUNTS says {asked}.",
)
DESCRIPTION = Words(
    "de server neemt {most} tekens bij een beeld, en in SYNDICATE_ACCOUNTS staat {asked}.",
    "the server takes {most} characters with a picture, and SYNDICATE_ACCOUNTS says {asked}.",
)


def _film(film: FilmLimits | None, alt: int, most: int | None) -> FilmLimits | None:
    if film is None:
        return None
    return replace(film, alt=min(film.alt, alt), bytes=min(film.bytes, most or film.bytes))


def _within(said: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for name in path:
        inner = said.get(name)
        said = inner if isinstance(inner, Mapping) else {}
    return said


def _number(*values: object) -> int | None:
    """Return the first of these that is a whole number, and not below 0."""
    whole = (v for v in values if isinstance(v, int) and not isinstance(v, bool) and v >= 0)
    return next(whole, None)
