"""The short forms of a text (`::: bel`): each mark that is wrong is told of, with its line."""

from __future__ import annotations

from syndicate.content.mistakes import Mistakes, meant, shown
from syndicate.model import forms_of
from syndicate.model.form import NAMES

MOST = 20
CODES = {
    "unknown": "form-unknown",
    "open": "form-open",
    "lone": "form-lone",
    "nested": "form-nested",
    "list": "form-list",
    "picture": "form-picture",
    "empty": "form-empty",
    "astray": "form-astray",
    "urgent": "form-urgent",
}


def scan(text: str, line: int, mistakes: Mistakes) -> None:
    """Note what is wrong with the forms of a `text` that starts on `line`: at most 20 mistakes."""
    for slip in forms_of(text)[1][:MOST]:
        mistakes.add(
            CODES[slip.code],
            line + slip.line,
            given=shown(slip.given),
            other=line + slip.other,
            meant=meant(slip.given, NAMES),
        )
