"""What `doctor` looks at, one module a part of the practice; each check yields points and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from syndicate.content import Content
from syndicate.errors import Exit
from syndicate.http import Door
from syndicate.ledger import Ledger
from syndicate.model import Words
from syndicate.settings import Settings

NOTHING = Words("", "")


class Mark(IntEnum):
    """How bad a point is; the worst comes first."""

    ERROR = 0
    WARNING = 1
    ADVICE = 2
    GOOD = 3

    @property
    def words(self) -> Words:
        """Return the mark as it is printed."""
        return MARKS[self]


MARKS = {
    Mark.ERROR: Words("fout", "error"),
    Mark.WARNING: Words("let op", "warning"),
    Mark.ADVICE: Words("advies", "advice"),
    Mark.GOOD: Words("goed", "good"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the doctor: about what, what is seen and what to do; `exit` is what an error ends with."""

    mark: Mark
    about: Words
    said: Words
    mend: Words = NOTHING
    exit: Exit = Exit.DONE

    def of(self, lang: str) -> str:
        """Return the line in a language, without its mark."""
        return f"{self.about.of(lang)}: {self.said.of(lang)} {self.mend.of(lang)}".rstrip()


@dataclass(frozen=True, slots=True)
class Case:
    """All that the checks look at; `ledger` is None where it cannot be read.

    `now` is UTC, `today` the practice's day.
    """

    settings: Settings
    content: Content
    door: Door
    now: datetime
    today: date
    ledger: Ledger | None = None


Check = Callable[[Case], Iterator[Point]]
