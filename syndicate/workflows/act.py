"""act: what somebody asked for with two taps, in a note at the code host, done as its own task does it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.model import Act, Article, Person, Role, Verb, Words, approval_token, read_act
from syndicate.sheets.by_hand import SKIP
from syndicate.workflows.approve import approve
from syndicate.workflows.hold import hold, release
from syndicate.workflows.posted import posted
from syndicate.workflows.skip import allow_one, skip_one, undo_one
from syndicate.workflows.way import Tell, Way, open_way, silent

SIGN = re.compile(r"\b[0-9a-f]{16}\b", re.ASCII)
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


def act(
    root: Path,
    title: str,
    text: str,
    login: str,
    *,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> str:
    """Do what a note says, and return what was done, in the practice's language.

    `login` is the account that sent it; its code host has let it in, and says so truly. A yes is that of the
    person in people.toml with this login, and of the text or post whose signs the note holds. Raises
    SettingsError where the note says nothing that can be done, or by somebody who may not; LedgerError.
    """
    found = read_act(title, text)
    if found is None:
        raise SettingsError(
            "the title of this note says nothing that can be done; use a button of the desk or of a card."
        )
    env = {**(os.environ if environ is None else environ), "GITHUB_ACTOR": login}
    _do(root, found, login, tell, env)
    lang = settings.load(root, env).language
    return DONE[found.verb].of(lang)


def _do(root: Path, wanted: Act, login: str, tell: Tell, environ: Mapping[str, str]) -> None:
    match wanted.verb:
        case Verb.POSTED:
            url = "" if wanted.text == SKIP else wanted.text
            posted(root, wanted.token, url=url, skip=wanted.text == SKIP, tell=tell, environ=environ)
        case Verb.YES:
            way = open_way(root, environ=environ)
            article, role = _text(way, wanted.token)
            person = _person(way, login)
            approve(root, article.ref, person.id, role, tell=tell, environ=environ)
        case Verb.SKIP:
            skip_one(root, wanted.token, tell=tell, environ=environ)
        case Verb.LATER:
            skip_one(root, wanted.token, until=_day(wanted.text), tell=tell, environ=environ)
        case Verb.UNDO:
            undo_one(root, wanted.token, tell=tell, environ=environ)
        case Verb.ALLOW:
            sign = SIGN.search(wanted.text)
            if not sign:
                raise SettingsError("leave the signs in the note as the button wrote them, and send it anew.")
            person = _person(open_way(root, environ=environ), login)
            allow_one(root, f"{wanted.token}{sign[0]}", person.id, tell=tell, environ=environ)
        case Verb.STOP:
            _stop(root, wanted.text, tell, environ)
        case Verb.GO:
            release(root, "all", tell=tell, environ=environ)


def _day(said: str) -> str:
    found = DAY.search(said)
    if not found:
        raise SettingsError("say in the note from which day on it may be posted: 2026-12-01.")
    return found[0]


def _text(way: Way, token: str) -> tuple[Article, Role]:
    """Return the text, and what is asked of it, that these signs are of."""
    for article in way.content.articles:
        for role in Role:
            if approval_token(article, role) == token:
                return article, role
    raise SettingsError(
        "nothing was approved: this text has changed since its page was made. Open it anew from the desk."
    )


def _person(way: Way, login: str) -> Person:
    found = [p for p in way.content.people.values() if p.login and p.login.lower() == login.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        known = " and ".join(p.id for p in found)
        raise SettingsError(f"nothing was approved: {known} have the same login in people.toml.")
    raise SettingsError(
        f'nothing was approved: nobody in people.toml has login = "{login}". Add it to the table of whoever '
        "this is."
    )


def _stop(root: Path, why: str, tell: Tell, environ: Mapping[str, str]) -> None:
    """Stop all; a reason that may not be kept must not keep the stop from being written."""
    lang = settings.load(root, environ).language
    try:
        hold(root, "all", why or REASON.of(lang), tell=tell, environ=environ)
    except SettingsError:
        hold(root, "all", REASON.of(lang), tell=tell, environ=environ)


REASON = Words("stilgezet vanaf het bureau", "stopped from the desk")
DONE: Mapping[Verb, Words] = {
    Verb.POSTED: Words("Genoteerd.", "Noted."),
    Verb.YES: Words("Dank u. Uw akkoord staat genoteerd.", "Thank you. Your approval is noted."),
    Verb.SKIP: Words("Dit bericht gaat niet uit.", "This post will not go out."),
    Verb.LATER: Words("Dit bericht wacht tot die dag.", "This post waits until that day."),
    Verb.UNDO: Words("Dit bericht krijgt zijn beurt terug.", "This post takes its turn again."),
    Verb.ALLOW: Words(
        "Dank u. Dit bericht mag uit zoals u het zag. Verandert het nog, dan vraagt het bureau het opnieuw.",
        "Thank you. This post may go out as you saw it. Should it change, the desk asks anew.",
    ),
    Verb.STOP: Words(
        "Alles staat stil. Er gaat niets meer uit tot iemand het weer aanzet.",
        "All is stopped. Nothing goes out until somebody lets it go on.",
    ),
    Verb.GO: Words("Alles gaat weer verder.", "Posting goes on."),
}
