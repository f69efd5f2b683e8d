"""The short forms of a text: `::: bel` … `:::` is a card that says when to call, and so on.

One reading serves all: what a check faults, what a rule counts and what a page shows are the same forms.
A form begins and ends on a line of its own, from the first column on; only `::: meer` may hold others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class FormKind(StrEnum):
    """What a form is; the first four are care cards, from calm to urgent."""

    SELF = "self"
    PRACTICE = "practice"
    CALL = "call"
    EMERGENCY = "emergency"
    DO = "do"
    DONT = "dont"
    WARNING = "warning"
    STEPS = "steps"
    FIGURE = "figure"
    MORE = "more"
    QUOTE = "quote"


NAMES = {
    "zelf": FormKind.SELF,
    "self": FormKind.SELF,
    "praktijk": FormKind.PRACTICE,
    "practice": FormKind.PRACTICE,
    "bel": FormKind.CALL,
    "call": FormKind.CALL,
    "112": FormKind.EMERGENCY,
    "emergency": FormKind.EMERGENCY,
    "wel": FormKind.DO,
    "do": FormKind.DO,
    "niet": FormKind.DONT,
    "don't": FormKind.DONT,
    "dont": FormKind.DONT,
    "let op": FormKind.WARNING,
    "warning": FormKind.WARNING,
    "stappen": FormKind.STEPS,
    "steps": FormKind.STEPS,
    "figuur": FormKind.FIGURE,
    "figure": FormKind.FIGURE,
    "meer": FormKind.MORE,
    "more": FormKind.MORE,
    "citaat": FormKind.QUOTE,
    "quote": FormKind.QUOTE,
}
CARE = frozenset({FormKind.SELF, FormKind.PRACTICE, FormKind.CALL, FormKind.EMERGENCY})
LISTED = CARE | {FormKind.DO, FormKind.DONT, FormKind.STEPS}
LINE = re.compile(r" {0,3}:{3,100}[ \t]*(?P<rest>[^\n]*)")
ASTRAY = re.compile(r"[ \t>]{0,60}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,20})?:::")
HEADING = re.compile(r"#{1,2}\s")
POINT = "- …"  # what `invoke new` leaves to be written
ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)])\s")
PICTURE = re.compile(r"!\[|<img\b", re.IGNORECASE)
NAME = re.compile(r"(?:let op|[^\s\"“”:]{1,40})(?!\w)", re.IGNORECASE)
FENCED = re.compile(r"^((`{3,}+|~{3,}+)[^\n`]*+\n)(.*?)(^\2[ ]*$)", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[^\n]")
WHEN_TO_CALL = "|".join(
    (
        r"\bwanneer\b.*\b(?:belt?|bellen|contact|arts|huisarts|tandarts|dokter)\b",
        r"\bwhen\b.*\b(?:call|phone|ring|contact|doctor|gp|dentist)\b",
        r"\bne zaman\b.*\bara",
        r"\bkiedy\b.*\b(?:za)?dzwoni",
        r"\bمتى.*تتصل",
    )
)
"""A heading that asks when to call, in the languages of the theme: the pattern, to be read with re.I."""
URGENT = re.compile(r"(?<!\d)112(?!\d)")  # a card with the practice's own numbers is not for that


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its kind, the title that its author gave ("" for the usual one), the words between.

    `line` and `end` are those of its two marks, counted from 0; `depth` tells in how many others it is.
    """

    kind: FormKind
    title: str
    line: int
    end: int
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a mark: a code, its line (from 0), what was written, and a line that it names."""

    code: str
    line: int
    given: str = ""
    other: int = 0


@dataclass(slots=True)
class _Open:
    kind: FormKind | None
    title: str
    given: str
    line: int
    told: bool = False


@dataclass(slots=True)
class _Reading:
    lines: list[str]
    forms: list[Form] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def begin(self, number: int, rest: str) -> None:
        name = NAME.match(rest)
        given = name[0] if name else rest[:40]
        kind = NAMES.get(given.lower().replace("’", "'"))
        opened = _Open(kind, _title(rest, given, kind), given, number)
        if kind in (FormKind.CALL, FormKind.PRACTICE) and URGENT.search(rest):
            self.slips.append(Slip("urgent", number, given))
            opened.told = True
        outer = self.stack[-1] if self.stack else None
        if kind is None:
            self.slips.append(Slip("unknown", number, given))
            opened.told = True
        elif outer and (FormKind.MORE not in (outer.kind, None) or kind is FormKind.MORE):
            self.slips.append(Slip("nested", number, given, outer.line))
            outer.told = True
        self.stack.append(opened)

    def close(self, number: int) -> None:
        if not self.stack:
            self.slips.append(Slip("lone", number))
            return
        opened = self.stack.pop()
        inside = self.lines[opened.line + 1 : number]
        if opened.kind is None:
            return
        if opened.kind in LISTED and not any(ITEM.match(line) for line in inside):
            self.slips.append(Slip("list", opened.line, opened.given))
        elif opened.kind is FormKind.FIGURE and not any(PICTURE.search(line) for line in inside):
            self.slips.append(Slip("picture", opened.line, opened.given))
        elif not any(line.strip() for line in inside):
            self.slips.append(Slip("empty", opened.line, opened.given))
        words = "\n".join(inside)
        depth = len(self.stack)
        self.forms.append(Form(opened.kind, opened.title, opened.line, number, depth, words))

    def leave(self) -> None:
        """Note what was never closed: a text or a section ends inside it."""
        self.slips.extend(Slip("open", o.line, o.given) for o in self.stack if not o.told)
        self.stack.clear()


def _title(rest: str, given: str, kind: FormKind | None) -> str:
    """Return the title on a mark; one that goes on in small letters begins with the form's own name."""
    title = rest[len(given) :].lstrip(" \t:").strip('"“”„').strip()
    if title[:1].islower() and kind not in (FormKind.FIGURE, FormKind.QUOTE):
        title = f"{given[:1].upper()}{given[1:]} {title}"
    return title


def without_code(text: str) -> str:
    """Return a Markdown text with spaces for what stands between the fences of code; its lines stay."""
    return FENCED.sub(lambda m: m[1] + CODE.sub(" ", m[3]) + m[4], text)


def forms_of(text: str) -> tuple[tuple[Form, ...], tuple[Slip, ...]]:
    """Return the forms of a Markdown text in the order in which they begin, and what is wrong with marks.

    Code is left alone. Its time grows with the length of the text. A heading of the first or second level
    inside a form means that its end was forgotten.
    """
    if ":::" not in text:
        return (), ()
    lines = without_code(text).split("\n")
    reading = _Reading(lines)
    for number, line in enumerate(lines):
        mark = LINE.match(line)
        if mark and mark["rest"].strip():
            reading.begin(number, mark["rest"].strip())
        elif mark:
            reading.close(number)
        elif ASTRAY.match(line):
            reading.slips.append(Slip("astray", number))
        elif reading.stack and HEADING.match(line):
            reading.leave()
    reading.leave()
    forms = sorted(reading.forms, key=lambda form: form.line)
    return tuple(forms), tuple(sorted(reading.slips, key=lambda slip: slip.line))
