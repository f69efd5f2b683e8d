"""start: a practice of one's own in an empty folder: texts, settings, tasks, and what publishes it.

It is written beside the folder and renamed, so that a folder never holds half a practice. Nothing of it is
made up: what only the practice can know is left blank, and a page with a blank is a draft.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from syndicate import __version__
from syndicate.errors import SettingsError
from syndicate.model import Words
from syndicate.workflows import hooks
from syndicate.workflows.answers import Answers, professions
from syndicate.workflows.firstsettings import first_settings, first_topics, sentences
from syndicate.workflows.holidays import quiet_days
from syndicate.workflows.new import new
from syndicate.workflows.way import Tell, silent

AHEAD = timedelta(days=427)
"""Fourteen months of public holidays."""

NOT_OURS = (".git", ".venv")
"""What an empty folder may hold: a clone of an empty repository, the environment made for the practice."""


def start(
    folder: Path,
    answers: Answers,
    *,
    today: date,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> Path:
    """Write a practice into an empty or new folder and return its path; `today` begins the calendar.

    Raises SettingsError where the folder holds something already: nothing is overwritten.
    """
    place = place_of(folder, answers.lang)
    beside = place.with_name(f".{place.name}.starting")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        _write(beside, place, answers, today)
        _move(beside, place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for line in hooks.install(place, answers.lang, environ=os.environ if environ is None else environ):
        tell(line)
    tell(DONE.of(answers.lang))
    return place


def place_of(folder: Path, lang: str) -> Path:
    """Return where the practice will be; raises SettingsError for a full folder, or a file."""
    place = folder.expanduser().resolve()
    if place.is_dir():
        there = sorted(p.name for p in place.iterdir() if p.name not in NOT_OURS)
        if there:
            some = ", ".join(there[:3]) + (", …" if len(there) > 3 else "")
            raise SettingsError(FULL.of(lang).format(place=place, some=some, other=place / "praktijk"))
    elif place.exists():
        raise SettingsError(TAKEN.of(lang).format(place=place))
    return place


def _write(beside: Path, place: Path, answers: Answers, today: date) -> None:
    profession = professions()[answers.profession]
    lang, forge = answers.lang, answers.host.forge
    _copy(_starter("every"), beside)
    _text(beside / "pelicanconf.py", first_settings(answers))
    _text(
        beside / "tasks.py",
        f'"""{sentences(lang)["tasks"]}"""\nfrom syndicate.tasks import ns  # noqa: F401\n',
    )
    _text(beside / "requirements.txt", f"expertstatus{_extras(answers)}=={__version__}\n")
    _text(beside / "content" / "topics.toml", first_topics(profession["topics"], lang))
    draft = new(beside, profession["draft"][lang], topic=next(iter(profession["topics"])))
    words = _words(answers, place, today, draft.name)
    _copy(_starter(lang), beside, words)
    if forge:
        _copy(_starter(forge), beside)
    else:
        _copy(_starter("machine"), beside, words)


def _text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _starter(name: str) -> Traversable:
    return files("syndicate").joinpath("starter", name)


def _copy(source: Traversable, target: Path, words: Mapping[str, str] | None = None) -> None:
    """Copy a folder of the starter; with `words` its blanks are filled in, all of them."""
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        to = target / (f".{item.name[4:]}" if item.name.startswith("dot-") else item.name)
        if item.is_dir():
            _copy(item, to, words)
        else:
            text = item.read_text("utf-8")
            _text(to, text if words is None else Template(text).substitute(words))


def _move(beside: Path, place: Path) -> None:
    """Put the practice in its place at once; in a folder that stands already, its settings come last."""
    if not place.exists():
        beside.rename(place)
        return
    moved: list[Path] = []
    try:
        for part in sorted(beside.iterdir(), key=lambda p: (p.name == "pelicanconf.py", p.name)):
            moved.append(part.rename(place / part.name))
    except OSError:
        for part in moved:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        raise


def _extras(answers: Answers) -> str:
    wanted = {answers.channel, answers.host.target.kind} & {"mastodon", "x", "sftp"}
    wanted |= {"tell"} if answers.network else set()
    return f"[{','.join(sorted(wanted))}]" if wanted else ""


def _words(answers: Answers, place: Path, today: date, draft: str) -> dict[str, str]:
    """Return what fills the blanks of the starter's texts."""
    said = sentences(answers.lang)
    other = f"{answers.out_of_hours_name} {answers.out_of_hours_phone}".strip()
    hosting = said["hosting"][answers.host.forge or "machine"]
    python = str(place / ".venv" / "bin" / "python").replace("%", "%%")
    quiet = quiet_days(today, AHEAD, answers.lang)
    return {
        "practice": answers.practice,
        "profession": professions()[answers.profession]["name"][answers.lang],
        "street": answers.street,
        "postal_code": answers.postal_code,
        "city": answers.city,
        "phone": answers.phone,
        "out_of_hours": f"\n{said['closed']} {other}.\n" if other else "",
        "draft": draft,
        "memory": said["memory"]["branch" if answers.host.forge else "folder"],
        "hosting": f"{hosting} {said['secrets']}" if answers.networked else hosting,
        "year": str(today.year),
        "quiet": "".join(_quiet(*days) for days in quiet),
        "cron_folder": shlex.quote(str(place)).replace("%", "\\%"),
        "unit_folder": str(place).replace("%", "%%"),
        "unit_python": f'"{python}"' if " " in python else python,
    }


def _quiet(first: date, last: date, name: str) -> str:
    until = f"last = {last}\n" if last != first else ""
    return f'\n[[quiet]]\nfirst = {first}\n{until}reason = "{name}"\n'


DONE = Words(
    "Klaar. README.md in die map zegt hoe het verder gaat: installeren, schrijven, controleren, publiceren.",
    "Done. README.md in that folder says how to go on: install, write, check, publish.",
)
FULL = Words(
    "{place} is niet leeg: daar staat al {some}. Er is niets veranderd. Kies een nieuwe map, bijvoorbeeld "
    "{other}, of maak deze eerst leeg.",
    "{place} is not empty: it holds {some}. Nothing was changed. Choose a new folder, for example {other}, "
    "or empty this one first.",
)
TAKEN = Words("{place} is een bestand. Kies een nieuwe map.", "{place} is a file. Choose a new folder.")
