"""upgrade: a practice's folder in the form that this version writes; shown, written on a yes, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.model import Words
from syndicate.settings import FORMAT, form_of
from syndicate.workflows.forms import Change, Step, journal, kit
from syndicate.workflows.forms.journal import UNDOING, WRITING, Journal
from syndicate.workflows.forms.showing import shown
from syndicate.workflows.forms.tree import Tree

STEPS: Mapping[int, tuple[Step, str]] = {1: (kit.step, "0.1")}
"""From each form to the next, and the release whose own files it knows."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What is to be said: the `lines` of a difference, the one sentence `said`, and what was `changed`."""

    lines: tuple[str, ...]
    said: str
    changed: tuple[str, ...] = ()


def upgrade(root: Path, *, yes: bool = False) -> Upgrade:
    """Show what the next form asks for, and with `yes` write it; an upgrade that broke off goes on.

    Raises SettingsError where a newer version wrote the practice, or somebody changed a file meanwhile.
    """
    form, conf = form_of(root)
    lang = str(conf.get("SYNDICATE_LANGUAGE") or conf.get("DEFAULT_LANG") or "nl")
    place = _place(root, conf)
    open_ = journal.latest(root, place)
    if open_ and open_.state == UNDOING:
        raise SettingsError("an undo broke off here. Run `invoke upgrade --undo` again: it goes on.")
    if open_ and open_.state == WRITING:
        return _go_on(open_, lang, yes=yes)
    if form is None or form == FORMAT:
        return Upgrade((), (BLOG if form is None else NOTHING).of(lang).format(form=form))
    step, release = STEPS[form]
    files = Tree(root)
    change = step(files, conf, lang)
    lines = tuple(shown(change, files, lang, release))
    if not yes:
        words = ASK.of(lang).format(form=form, to=form + 1, count=len(change.files))
        return Upgrade(lines, words, tuple(change.files))
    begun = journal.begin(root, place, form, change.files)
    begun.forward()
    return Upgrade(lines, _done(begun, lang), tuple(change.files))


def undo(root: Path) -> Upgrade:
    """Put back, byte for byte, what the last upgrade replaced, and take away what it added.

    Raises SettingsError where there is none, or somebody changed one of its files since: then nothing is.
    """
    _, conf = form_of(root)
    lang = str(conf.get("SYNDICATE_LANGUAGE") or conf.get("DEFAULT_LANG") or "nl")
    last = journal.latest(root, _place(root, conf))
    if last is None:
        raise SettingsError("there is no upgrade here to undo.")
    last.back()
    paths = tuple(m.path for m in last.moved)
    return Upgrade((), BACK.of(lang).format(form=last.form, count=len(paths)), paths)


def _place(root: Path, conf: Mapping[str, Any]) -> Path:
    return root / str(conf.get("SYNDICATE_STATE") or ".syndicate") / "upgrade"


def _go_on(begun: Journal, lang: str, *, yes: bool) -> Upgrade:
    left = begun.left()
    files = Tree(begun.root)
    rest = Change(
        {path: begun.now(path) for path in left}, frozenset(p for p in left if begun.now(p) is None)
    )
    lines = tuple(shown(rest, files, lang, STEPS[begun.form][1]))
    if not yes:
        return Upgrade(lines, BROKE_OFF.of(lang).format(count=len(left)), left)
    begun.forward()
    return Upgrade(lines, _done(begun, lang), left)


def _done(begun: Journal, lang: str) -> str:
    return DONE.of(lang).format(to=begun.to, folder=begun.folder.relative_to(begun.root))


BLOG = Words(
    "Dit is een blog van uzelf; daar is niets aan te veranderen.",
    "This is a blog of your own; nothing needs to change in it.",
)
NOTHING = Words(
    "Deze map heeft vorm {form}, de nieuwste. Er is niets te doen.",
    "This folder has form {form}, the newest. There is nothing to do.",
)
ASK = Words(
    "Dit maakt van vorm {form} vorm {to}: {count} bestanden. Er is nog niets veranderd. "
    "Akkoord? `invoke upgrade --yes`",
    "This makes form {to} of form {form}: {count} files. Nothing was changed yet. "
    "Agreed? `invoke upgrade --yes`",
)
BROKE_OFF = Words(
    "Een eerdere keer brak af; dit is wat nog moet: {count} bestanden. `invoke upgrade --yes` gaat verder, "
    "`invoke upgrade --undo` zet alles terug.",
    "An earlier run broke off; this is what is left: {count} files. `invoke upgrade --yes` goes on, "
    "`invoke upgrade --undo` puts everything back.",
)
DONE = Words(
    "Deze map heeft nu vorm {to}. Wat er stond, ligt in {folder}; `invoke upgrade --undo` zet het terug.",
    "This folder now has form {to}. What was there lies in {folder}; `invoke upgrade --undo` puts it back.",
)
BACK = Words(
    "Teruggezet: {count} bestanden. Deze map heeft weer vorm {form}.",
    "Put back: {count} files. This folder has form {form} again.",
)
