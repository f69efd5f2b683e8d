"""The desk: what goes out, what waits for whom, what is held, and the one button that stops all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from syndicate.model import Words
from syndicate.sheets.frame import Deed, Drawn, Frame


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a list: a `title` in its language, `about` it, where it leads ("" nowhere), its undo."""

    title: str
    lang: str
    about: str = ""
    url: str = ""
    day: date | None = None
    undo: Deed | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One post of the coming days as drawn, and what can be done about it; `allow` where it asks a yes.

    It goes out on its `day` between two hours of local clocks, or whenever a run finds it (None).
    """

    day: date
    drawn: Drawn
    skip: Deed
    later: Deed
    allow: Deed | None = None
    between: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that stands on the desk of `today` (the practice's day); what is empty is not shown.

    `now` goes out with the run that made the page, and can be stopped no more. `stopped` tells whether all
    is held; `links` are words and addresses. Where it `asks`, nothing goes out without a yes, and `asking`
    waits for one.
    """

    today: date
    stop: Deed
    go: Deed
    stopped: bool = False
    now: tuple[Line, ...] = ()
    due: tuple[Due, ...] = ()
    weeks: tuple[Line, ...] = ()
    waits: tuple[Line, ...] = ()
    hand: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    past: tuple[Line, ...] = ()
    links: tuple[tuple[Words, str], ...] = ()
    asks: bool = False
    asking: tuple[Due, ...] = ()


def desk_page(desk: Desk, frame: Frame) -> str:
    """Return one HTML page, which tells the day on which it was made and no hour."""
    weeks: dict[date, dict[tuple[str, str], list[str]]] = {}
    for line in desk.weeks:
        titles = weeks.setdefault(line.day or desk.today, {})
        titles.setdefault((line.title, line.lang), []).append(line.about)
    return frame.page("desk.html", WORDS, desk=desk, weeks=weeks)


WORDS: Mapping[str, Words] = {
    "title": Words("Het bureau", "The desk"),
    "lead": Words(
        "Wat u niet stopt, gaat vanzelf. U hoeft hier niets te doen.",
        "What you do not stop goes out by itself. There is nothing that you have to do.",
    ),
    "lead_stop": Words(
        "Er gaat alleen uit waar iemand ja op zegt. Wat geen ja krijgt, wacht.",
        "Only that goes out to which somebody says yes. What gets no yes waits.",
    ),
    "asking": Words("Wacht op uw ja", "Waits for your yes"),
    "asking_why": Words(
        "Er opent een ingevuld briefje; verstuur het. Uw ja geldt voor precies dit bericht.",
        "A filled-in note opens; send it. Your yes is to exactly this post.",
    ),
    "allow": Words("Plaatsen mag", "May be posted"),
    "made": Words("Gemaakt op", "Made on"),
    "held_all": Words("Alles staat stil. Er gaat niets uit.", "All is stopped. Nothing goes out."),
    "go": Words("Weer aan", "Go on"),
    "go_why": Words("Staat alles stil? Zet het hier weer aan:", "Is all stopped? Let it go on here:"),
    "stop": Words("Alles stil", "Stop all posts"),
    "stop_why": Words(
        "Voor als er iets mis is. Er opent een ingevuld briefje; verstuur het, en er gaat niets meer uit.",
        "For when something is wrong. A filled-in note opens; send it, and nothing goes out any more.",
    ),
    "between": Words("tussen {} en {} uur", "between {} and {}"),
    "due": Words("Vandaag en morgen", "Today and tomorrow"),
    "none": Words("Er gaat vandaag en morgen niets uit.", "Nothing goes out today and tomorrow."),
    "now": Words("Gaat nu uit", "Going out now"),
    "skip": Words("Niet plaatsen", "Not this one"),
    "later": Words("Een week later", "A week later"),
    "undo": Words("Toch plaatsen", "Post it after all"),
    "waits": Words("Wacht op een tweede lezer", "Waits for a second reader"),
    "hand": Words("Zelf te plaatsen", "To be posted by hand"),
    "weeks": Words("De weken daarna", "The weeks after"),
    "held": Words("Wordt tegengehouden", "Held back"),
    "past": Words("De afgelopen week geplaatst", "Posted in the last week"),
    "others": Words("En nog", "And another"),
    "since": Words("sinds", "since"),
    "links": Words("Verder", "Elsewhere"),
}
