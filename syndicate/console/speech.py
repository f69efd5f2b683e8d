"""Results on stdout, talk on stderr, questions, and in which language."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from syndicate.errors import ExpertstatusError, SettingsError
from syndicate.model import Words

UNANSWERED = Words(
    "er is niets geschreven: de vragen zijn niet beantwoord.",
    "nothing was written: the questions were not answered.",
)

_heard: list[str] = []
"""What was asked unseen in this run: in its memory alone."""


def line(text: str) -> None:
    """Print one result line."""
    print(text, file=sys.stdout, flush=True)  # noqa: T201 - this is where tasks print


def step(text: str) -> None:
    """Say what is being done, on stderr: dimmed on a terminal, plain elsewhere."""
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
        text = f"\033[2m· {text}\033[0m"
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is where tasks print


def ask(question: str) -> str:
    """Ask on the terminal; raises SettingsError where nobody answers any more."""
    try:
        return input(question)
    except EOFError:
        raise SettingsError(UNANSWERED.of(spoken())) from None


def ask_unseen(question: str) -> str:
    """Ask for a secret: what is typed is not shown, and hidden in whatever is said later; or read a pipe.

    Raises SettingsError where nobody answers any more.
    """
    try:
        if sys.stdin.isatty():
            from getpass import getpass

            said = getpass(question)
        else:
            step(question.rstrip())
            said = next(sys.stdin)
    except (EOFError, StopIteration):
        raise SettingsError(UNANSWERED.of(spoken())) from None
    _heard.append(said.strip())
    veil_secrets()
    return said.strip()


def veil_secrets() -> None:
    """Hide from now on every secret of the environment, and all that surely is a token, in whatever is said.

    Renewed at once where the environment changed; see syndicate.http.veil for what goes through it.
    """
    from syndicate.http import veil
    from syndicate.http.redaction import Redaction
    from syndicate.settings import tokens

    redact = Redaction((*tokens.held(os.environ).values(), *_heard))
    veil.draw(lambda text: tokens.hide(redact(text)))


def spoken() -> str:
    """Return the language that this machine speaks to its user, nl or en; Dutch where it says neither."""
    said = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), "")
    return "en" if said.lower().startswith("en") else "nl"


def language() -> str:
    """Return the language of the practice, Dutch where the settings cannot be read."""
    from syndicate import settings

    try:
        return settings.load(Path.cwd()).language
    except (ExpertstatusError, OSError):
        return "nl"


def counted(number: int, thing: str) -> str:
    """Return a number of things: 1 page, 2 pages."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
