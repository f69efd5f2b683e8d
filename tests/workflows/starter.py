"""Good answers to what `start` asks, and what it writes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from syndicate.workflows.answers import Answers
from syndicate.workflows.interview import interview

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "syndicate" / "starter"
TODAY = date(2026, 11, 22)
GIVEN = {
    "practice": "Huisartsen De Linde & Co",
    "profession": "huisarts",
    "place": "Dorpsstraat 1, 1234 AB Lindedorp",
    "phones": "012-345 67 89, Huisartsenpost 098-765 43 21",
    "channel": "folder",
    "host": "folder",
}
Begin = Callable[..., Path]
"""The fixture `begin`: writes a practice of a language and of other answers, and returns its folder."""


def answered(lang: str = "nl", **more: str) -> Answers:
    """The answers of a practice, some of them others."""
    return interview({**GIVEN, **more}, lang, None)


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, with its text; not what a task keeps for itself."""
    return {
        f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8")
        for f in folder.rglob("*")
        if f.is_file() and ".syndicate" not in f.parts
    }
