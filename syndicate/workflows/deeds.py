"""The buttons of the desk: what can be done with two taps, or by a command where no note is taken."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from syndicate import plan
from syndicate.model import Act, Verb, campaign_token
from syndicate.sheets import Deed, Due
from syndicate.sheets.acting import act_link
from syndicate.workflows.outlook import Coming
from syndicate.workflows.readings import drawn
from syndicate.workflows.way import Way


def deed(way: Way, act: Act, command: str, *, about: str = "") -> Deed:
    """Return where an act is done: a note at the code host, `about` what, else the command of a terminal."""
    if template := way.settings.acts:
        return Deed(url=act_link(template, act, way.settings.language, about=about))
    return Deed(command=command)


def due(way: Way, coming: Coming, *, asks: bool = False) -> Due:
    """Return a post as drawn with what can be said of it, with "may be posted" where it `asks` for a yes."""
    slot, token, sign = coming.slot, campaign_token(coming.slot.key), coming.payload.sign
    day = local_day(way, slot.at)
    until = (day + timedelta(days=7)).isoformat()
    command = f"invoke skip {slot.article.ref} --account {slot.account}"
    open_ = None if asks else plan.Hours(way.content.calendar).window(slot.at)
    allow = deed(way, Act(Verb.ALLOW, token, sign), f"invoke allow {token}{sign} --person ID")
    return Due(
        day,
        drawn(way, coming.post, coming.payload, "../../"),
        skip=deed(way, Act(Verb.SKIP, token), command, about=slot.article.title),
        later=deed(way, Act(Verb.LATER, token, until), f"{command} --until {until}"),
        allow=allow if asks else None,
        between=(open_.start, open_.end) if open_ else None,
    )


def local_day(way: Way, at: datetime) -> date:
    """Return the practice's day of a moment (aware)."""
    return at.astimezone(ZoneInfo(way.settings.timezone)).date()
