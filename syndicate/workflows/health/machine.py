"""This machine: the program, the form of the practice's folder, git, and the letters of share images."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from syndicate import __version__
from syndicate.errors import SiteError
from syndicate.model import Words
from syndicate.settings import FORMAT
from syndicate.site.typeface import joined
from syndicate.workflows.health import Case, Mark, Point
from syndicate.workflows.repository import git, top

PROGRAM = Words("programma", "program")
FORM = Words("vorm van de map", "form of the folder")
GIT = Words("git", "git")
LETTERS = Words("letters", "letters")


def versions(_: Case) -> Iterator[Point]:
    """Say which program runs here, on which Python and system."""
    here = f"Expertstatus {__version__}, Python {platform.python_version()}, {platform.system()}."
    yield Point(Mark.GOOD, PROGRAM, Words(here, here))


def form(case: Case) -> Iterator[Point]:
    """Compare SYNDICATE_FORMAT with the newest form of a practice's folder."""
    own = case.settings.form
    said = Words(f"{own}; de nieuwste is {FORMAT}.", f"{own}; the newest is {FORMAT}.")
    if own < FORMAT:
        mend = Words("Draai `invoke upgrade`.", "Run `invoke upgrade`.")
        yield Point(Mark.ADVICE, FORM, said, mend)
    else:
        yield Point(Mark.GOOD, FORM, said)


def versioned(case: Case) -> Iterator[Point]:
    """Look whether the texts are in git, and whether git knows who commits here."""
    root = case.settings.root
    try:
        repository = top(root)
    except SiteError as error:
        mend = Words(
            "Kijk of deze map van u is en of git haar kan lezen.",
            "Look whether this folder is yours and git can read it.",
        )
        yield Point(Mark.WARNING, GIT, Words(f"{error}.", f"{error}."), mend)
        return
    if repository is None:
        yield Point(Mark.WARNING, GIT, *NO_GIT)
        return
    lacks = [
        key for key in ("user.name", "user.email") if not git(root, "config", "--default", "", key).strip()
    ]
    if lacks:
        named = " en ".join(lacks)
        said = Words(
            f"git weet uw {named} niet.", f"git does not know your {named.replace(' en ', ' and ')}."
        )
        mend = Words(
            f"Zeg het met `git config --global {lacks[0]} ...`.",
            f"Say it with `git config --global {lacks[0]} ...`.",
        )
        yield Point(Mark.ADVICE, GIT, said, mend)
    else:
        yield Point(Mark.GOOD, GIT, Words("de teksten staan in git.", "the texts are in git."))


def letters(case: Case) -> Iterator[Point]:
    """Look whether letters that join and run from right to left can be drawn, where a title has them."""
    from PIL import features

    if features.check("raqm") and features.check("fribidi"):
        yield Point(Mark.GOOD, LETTERS, ALL_LETTERS)
        return
    needed = any(joined(article.title) for article in case.content.articles)
    yield Point(Mark.WARNING if needed else Mark.ADVICE, LETTERS, *NO_FRIBIDI)


NO_GIT = (
    Words(
        "de teksten staan niet in git, of git ontbreekt: oudere versies zijn dan niet terug te halen, en een "
        "ouder gebouwde site wordt niet herkend.",
        "the texts are not in git, or git is missing: earlier versions cannot be got back, and a site built "
        "from older texts is not recognised.",
    ),
    Words(
        "Installeer git en zet deze map erin (`git init`).", "Install git, and begin with `git init` here."
    ),
)
ALL_LETTERS = Words(
    "elk schrift van de lettertypen kan op de deelbeelden.",
    "each script of the typefaces can stand on the share images.",
)
NO_FRIBIDI = (
    Words(
        "FriBiDi ontbreekt: titels in Arabische letters blijven van de deelbeelden weg.",
        "FriBiDi is missing: titles in Arabic letters are left out of the share images.",
    ),
    Words("Op Debian: apt-get install libfribidi0.", "On Debian: apt-get install libfribidi0."),
)
