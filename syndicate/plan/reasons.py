"""The codes of a Skip and their words for the people who read the plan."""

from __future__ import annotations

from datetime import date

from syndicate.model import Words
from syndicate.model.slot import ONCE

DRAFT = Words("Dit artikel is nog een concept.", "This article is still a draft.")
WITHDRAWN = Words("Dit artikel is ingetrokken.", "This article has been withdrawn.")
FUTURE = Words("Dit artikel is nog niet verschenen.", "This article has not appeared yet.")
OPEN = Words(
    "Van een eerder bericht over dit artikel is nog niet bekend of het is geplaatst.",
    "It is not yet known whether an earlier post about this article went out.",
)
ONCE_ONLY = Words(
    "Een mededeling gaat één keer uit, en op dit account is dat gebeurd.",
    "A note goes out once, and on this account it did.",
)
LATER = Words("Iemand heeft dit bericht uitgesteld.", "Somebody put this post off.")
YES = Words(
    "Dit bericht wacht op een ja. Het bureau vraagt erom zodra het aan de beurt is.",
    "This post waits for a yes. The desk asks for it once it is its turn.",
)
HOURS = Words(
    "Het is nu buiten de uren waarop er berichten uitgaan.", "It is now outside the hours for posting."
)


def language(lang: str) -> Words:
    """Say that an account does not post in this language."""
    return Words(
        f"Dit account plaatst geen berichten in deze taal ({lang}).",
        f"This account does not post in this language ({lang}).",
    )


def review(day: date) -> Words:
    """Say that an article has to be reviewed before it is shared again."""
    return Words(
        f"De controledatum ({day.day}-{day.month}-{day.year}) is bereikt. "
        "Laat het artikel nakijken; daarna wordt het weer gedeeld.",
        f"The review date ({day.isoformat()}) has come. Have the article reviewed; then it is shared again.",
    )


def past(day: date) -> Words:
    """Say that the last day on which a note is shared lies behind."""
    return Words(
        f"Deze mededeling gold tot en met {day.day}-{day.month}-{day.year} en wordt niet meer gedeeld.",
        f"This note held until {day.isoformat()} and is not shared any more.",
    )


def gap(days: int) -> Words:
    """Say that this account shared the article too short a time ago, or shares nothing twice."""
    if days >= ONCE:
        return Words(
            "Op dit account telt dit artikel al als aangekondigd, en het deelt niets twee keer.",
            "On this account this article counts as announced, and it shares nothing twice.",
        )
    return Words(
        f"Dit account heeft dit artikel minder dan {_days_nl(days)} geleden gedeeld.",
        f"This account shared this article less than {_days_en(days)} ago.",
    )


def article_gap(days: int) -> Words:
    """Say that some account shared the article too short a time ago."""
    return Words(
        f"Dit artikel is minder dan {_days_nl(days)} geleden al op een account gedeeld.",
        f"This article was shared on an account less than {_days_en(days)} ago.",
    )


def season(week: str) -> Words:
    """Say that an article waits for its season, which begins in this ISO week."""
    return Words(
        f"Dit artikel wacht op zijn seizoen, vanaf week {week}.",
        f"This article waits for its season, from week {week}.",
    )


def event(name: str, first: date) -> Words:
    """Say that an article waits for an event of the calendar."""
    return Words(
        f"Dit artikel wacht op “{name}”, vanaf {first.day}-{first.month}-{first.year}.",
        f"This article waits for “{name}”, from {first.isoformat()}.",
    )


def quiet(reason: str) -> Words:
    """Say that it is a quiet day, and why."""
    return Words(
        f"Vandaag is een stille dag: {reason}." if reason else "Vandaag is een stille dag.",
        f"Today is a quiet day: {reason}." if reason else "Today is a quiet day.",
    )


def cap(code: str, most: int) -> Words:
    """Say that an account has had its posts of the day (`day-cap`) or of the week (`week-cap`)."""
    nl, en = ("per dag", "a day") if code == "day-cap" else ("in zeven dagen", "in seven days")
    return Words(
        f"Dit account plaatst hooguit {most} {'bericht' if most == 1 else 'berichten'} {nl}; "
        "dat aantal is bereikt.",
        f"This account posts at most {most} {'post' if most == 1 else 'posts'} {en}; that many went out.",
    )


def _days_nl(days: int) -> str:
    return "1 dag" if days == 1 else f"{days} dagen"


def _days_en(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
