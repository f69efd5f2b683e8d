"""A desk and a text that waits for a reader, as a test draws them."""

from __future__ import annotations

from datetime import date
from typing import Any

from syndicate.model import Finding, PartKind, Practice, Role, Severity, Words
from syndicate.sheets import Deed, Desk, Drawn, Due, Frame, Line, Piece, Reading, desk_page, reading_page
from syndicate.site.headers import content_policy
from tests.sheets.preview_samples import card

MONDAY = date(2026, 11, 23)
NOTE = "https://code.example/issues/new?title={}"


def frame(lang: str = "nl", **more: Any) -> Frame:
    known: dict[str, Any] = {
        "practice": Practice(name="De Linde"), "name": "De Linde", "policy": content_policy(),
        "up": "../../", "style": "bureau/desk.css",
    }  # fmt: skip
    return Frame(lang, **(known | more))


def piece(words: str, kind: PartKind = PartKind.TEXT, **more: Any) -> Piece:
    html = f"<p>{words}</p>" if kind is PartKind.TEXT else ""
    return Piece(kind, words, **({"html": html, "remark": NOTE.format("Opmerking")} | more))


def finding(said: str, severity: Severity = Severity.ADVICE) -> Finding:
    return Finding(
        "plain.word", severity, Words(said, f"{said} (en)"), Words("Mend `x`.", "Mend `x`."), "a.md", 3
    )


def reading(lang: str = "nl", **more: Any) -> str:
    known: dict[str, Any] = {
        "title": "Heb ik de prik nodig?", "lang": "nl", "role": Role.MEDICAL, "authors": ("Anna Berk",),
        "people": ("Bram Els", "Chris Iep"), "yes": (Deed(url=NOTE.format("akkoord")),),
        "pieces": (piece("Eerst dit."), piece("Dan dat.")),
        "posts": (Drawn(card(), "../../share/p.png"),), "good": Words("Goed zo.", "Well done."),
    }  # fmt: skip
    return reading_page(Reading(**(known | more)), frame(lang))


def due(**more: Any) -> Due:
    return Due(
        MONDAY,
        Drawn(card(**more), "../../share/p.png"),
        Deed(NOTE.format("niet")),
        Deed(NOTE.format("later")),
    )


def desk(lang: str = "nl", **more: Any) -> str:
    known: dict[str, Any] = {
        "today": MONDAY, "stop": Deed(NOTE.format("stil")), "go": Deed(NOTE.format("aan")), "due": (due(),),
    }  # fmt: skip
    return desk_page(Desk(**(known | more)), frame(lang))


def line(title: str = "Heb ik de prik nodig?", **more: Any) -> Line:
    return Line(title, "nl", **more)
