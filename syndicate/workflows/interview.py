"""The six questions of `start`: from options, or asked one by one; a wrong answer gets one sentence.

A seventh only follows where the answers do not say at which address patients read the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from syndicate.errors import SettingsError
from syndicate.model import Words
from syndicate.workflows import answers
from syndicate.workflows.answers import REACHING, Answers, Host, professions

Ask = Callable[[str], str]

HERE = "http://localhost:8000"


def interview(given: Mapping[str, str], lang: str, ask: Ask | None) -> Answers:
    """Return the checked answers: those `given` by name of the question, the others by `ask`.

    `ask` None is a run without a terminal: raises SettingsError with every mistake and the options.
    """
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, question in QUESTIONS.items():
        text = given.get(name, "")
        if name == "siteurl" and not (text or _needs_address(found)):
            continue
        read = question.read
        if name == "siteurl" and found.get("channel") in REACHING:
            read = answers.read_public_siteurl
        try:
            found |= _asked(replace(question, read=read), text, lang, ask)
        except ValueError:
            wrong.append(f"--{name}: {question.wrong.of(lang)}")
    if wrong:
        raise SettingsError("\n".join([*wrong, OPTIONS.of(lang)]))
    host: Host = found["host"]
    found["siteurl"] = found.get("siteurl") or host.address or HERE
    return Answers(**found, lang=lang)


def _asked(question: Question, text: str, lang: str, ask: Ask | None) -> Mapping[str, Any]:
    """Ask until the answer can be used; what was given as an option is tried first.

    Raises ValueError for a wrong answer where nobody can be asked.
    """
    if ask is None:
        return question.read(answers.one_line(text))
    said = question.ask
    while True:
        try:
            return question.read(answers.one_line(text or ask(f"{said.of(lang)}\n> ") or question.default))
        except ValueError:
            said, text = question.wrong, ""


def _needs_address(found: Mapping[str, Any]) -> bool:
    """Tell whether the address of the site must be said: a host that does not tell, a real network."""
    host: Host | None = found.get("host")
    if host is None or host.address:
        return False
    return host.target.kind != "folder" or found.get("channel") in REACHING


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what is said of a wrong answer, and what reads one (ValueError: ask again)."""

    ask: Words
    wrong: Words
    read: Callable[[str], Mapping[str, Any]]
    default: str = ""


def _list(lang: str) -> str:
    named = (str(p["name"][lang]) for p in professions().values())
    return ", ".join(f"{number} {name}" for number, name in enumerate(named, 1))


QUESTIONS: Mapping[str, Question] = {
    "practice": Question(
        Words("1/6  Hoe heet de praktijk?", "1/6  What is the practice called?"),
        Words(
            "Geef de naam van de praktijk, 2 tot 100 tekens op één regel, zonder haakjes als < of {.",
            "Give the practice's name, 2 to 100 characters on one line, without brackets such as < or {.",
        ),
        answers.read_practice,
    ),
    "profession": Question(
        Words(
            f"2/6  Welk vak? Kies een nummer of een woord: {_list('nl')}.",
            f"2/6  Which profession? Choose a number or a word: {_list('en')}.",
        ),
        Words(f"Kies er een: {_list('nl')}.", f"Choose one: {_list('en')}."),
        answers.read_profession,
    ),
    "place": Question(
        Words(
            "3/6  Waar is de praktijk? Straat, postcode en plaats: Dorpsstraat 1, 1234 AB Lindedorp",
            "3/6  Where is the practice? Street, postcode and city: Dorpsstraat 1, 1234 AB Lindedorp",
        ),
        Words(
            "Geef straat en nummer, postcode en plaats, zoals: Dorpsstraat 1, 1234 AB Lindedorp",
            "Give street and number, postcode and city, such as: Dorpsstraat 1, 1234 AB Lindedorp",
        ),
        answers.read_place,
    ),
    "phones": Question(
        Words(
            "4/6  Welke telefoonnummers? Dat van de praktijk, en na een komma dat voor na sluitingstijd, met "
            "de naam erbij als u wilt: 012-345 67 89, Huisartsenpost 098-765 43 21",
            "4/6  Which telephone numbers? The practice's, and after a comma that for out of hours, with its "
            "name if you like: 012-345 67 89, Out-of-hours service 098-765 43 21",
        ),
        Words(
            "Geef een heel telefoonnummer, en na een komma eventueel dat voor na sluitingstijd, zoals: "
            "012-345 67 89, Huisartsenpost 098-765 43 21",
            "Give a whole telephone number and, after a comma, perhaps that for out of hours, such as: "
            "012-345 67 89, Out-of-hours service 098-765 43 21",
        ),
        answers.read_phones,
    ),
    "channel": Question(
        Words(
            "5/6  Waar komen de eerste berichten? folder (een map op deze computer: niets gaat naar buiten), "
            "mastodon en de server (mastodon mastodon.example), x, hand en het netwerk (hand linkedin: u "
            "plaatst zelf, met een kaart op uw telefoon), of later [folder]",
            "5/6  Where do the first posts go? folder (a folder on this machine: nothing leaves it), "
            "mastodon and its server (mastodon mastodon.example), x, hand and its network (hand linkedin: "
            "you post, with a card on your phone), or later [folder]",
        ),
        Words(
            "Kies folder, mastodon met de server (mastodon mastodon.example), x, hand met het netwerk "
            "(hand linkedin, facebook, instagram …) of later.",
            "Choose folder, mastodon with its server (mastodon mastodon.example), x, hand with its network "
            "(hand linkedin, facebook, instagram …) or later.",
        ),
        answers.read_channel,
        "folder",
    ),
    "host": Question(
        Words(
            "6/6  Waar komt de site? folder (een map op deze computer), github:NAAM/REPO, gitlab:NAAM/REPO, "
            "forgejo:NAAM/REPO, rsync:GEBRUIKER@HOST:PAD of sftp:GEBRUIKER@HOST/PAD [folder]",
            "6/6  Where does the site go? folder (a folder on this machine), github:OWNER/REPO, "
            "gitlab:OWNER/REPO, forgejo:OWNER/REPO, rsync:USER@HOST:PATH or sftp:USER@HOST/PATH [folder]",
        ),
        Words(
            "Kies folder, github:NAAM/REPO, gitlab:NAAM/REPO, forgejo:NAAM/REPO, git:https://HOST/PAD, "
            "rsync:GEBRUIKER@HOST:PAD of sftp:GEBRUIKER@HOST/PAD, zonder wachtwoord.",
            "Choose folder, github:OWNER/REPO, gitlab:OWNER/REPO, forgejo:OWNER/REPO, git:https://HOST/PATH, "
            "rsync:USER@HOST:PATH or sftp:USER@HOST/PATH, without a password.",
        ),
        answers.read_host,
        "folder",
    ),
    "siteurl": Question(
        Words(
            "Op welk adres lezen patiënten de site? Bijvoorbeeld https://praktijk.example",
            "At which address do patients read the site? For example https://practice.example",
        ),
        Words(
            "Geef het hele adres waarop patiënten de site lezen, zoals https://praktijk.example",
            "Give the full address at which patients read the site, such as https://practice.example",
        ),
        answers.read_siteurl,
    ),
}

OPTIONS = Words(
    "Er is geen terminal om het te vragen. Zeg alles in één keer:\n"
    "  start MAP --practice NAAM --profession VAK --place 'STRAAT 1, 1234 AB PLAATS' "
    "--phones 'NUMMER, NAAM NUMMER'\n"
    "    --channel folder|'mastodon SERVER'|x|'hand NETWERK'|later "
    "--host folder|github:NAAM/REPO|rsync:…|sftp:… "
    "[--siteurl ADRES] [--lang nl|en]",
    "There is no terminal to ask on. Say all at once:\n"
    "  start DIR --practice NAME --profession PROFESSION --place 'STREET 1, 1234 AB CITY' "
    "--phones 'NUMBER, NAME NUMBER'\n"
    "    --channel folder|'mastodon SERVER'|x|'hand NETWORK'|later "
    "--host folder|github:OWNER/REPO|rsync:…|sftp:… "
    "[--siteurl ADDRESS] [--lang nl|en]",
)
