"""Mistakes in content files, gathered while a file is read, in words for the person who wrote it.

The words stand in words.toml, one table per code: what is wrong and what to do, in nl and en.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from syndicate.model import Finding, Severity, Words

LONGEST_QUOTE = 60
LONGEST_READ = 500
NOTHING = Words("", "")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# nine digits however they are divided, but for a moment of the clock; a phone number is one, too
_IDENTIFIER = re.compile(r"(?!\d{4}-\d\d?-\d\d?[T ]\d)\d(?:[ ,;./_-]{0,2}\d){8,}|\S+@\S+", re.ASCII)


@cache
def sayings() -> Mapping[str, Mapping[str, str]]:
    """Return words.toml: code -> nl, en, mend_nl, mend_en and, where it is no error, severity."""
    text = resources.files("syndicate.content").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def shown(text: str) -> str:
    """Return what may be quoted of a mistaken value: one short line without numbers of people.

    A mistake can be a patient's number in the wrong field, so long numbers and e-mail addresses are
    replaced by an ellipsis. A long value is not quoted at all: of half a sentence nobody could tell whom it
    names, and whoever shows a quote looks at it first.
    """
    if len(text) > LONGEST_READ:
        return "…"
    line = _IDENTIFIER.sub("…", " ".join(_CONTROL.sub(" ", text).split()))
    return line if len(line) <= LONGEST_QUOTE else "…"


def respelled(text: str, slug: str, otherwise: str) -> str:
    """Return the `slug` to propose for a mistaken `text`, or an example where that is not quoted whole."""
    return slug if slug and shown(text) == " ".join(text.split()) else otherwise


def meant(word: str, known: Iterable[str]) -> Words:
    """Return "Did you mean …?" with the nearest known word, or nothing where none is near."""
    near = difflib.get_close_matches(word[:LONGEST_QUOTE].lower(), sorted(known), n=1)
    return Words(f"Bedoelde u `{near[0]}`? ", f"Did you mean `{near[0]}`? ") if near else NOTHING


class Mistakes:
    """The mistakes of one file, named as people will see it (relative to the site's root)."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._findings: list[Finding] = []

    def __len__(self) -> int:
        return len(self._findings)

    def add(self, code: str, line: int = 1, *, subject: str = "", **facts: str | int | Words) -> None:
        """Note the mistake `code` of words.toml on a line (from 1); `facts` fill its sentences."""
        words = sayings()[code]
        nl = {k: v.nl if isinstance(v, Words) else v for k, v in facts.items()}
        en = {k: v.en if isinstance(v, Words) else v for k, v in facts.items()}
        self._findings.append(
            Finding(
                code=f"content.{code}",
                severity=Severity(words.get("severity", "error")),
                said=Words(words["nl"].format(**nl), words["en"].format(**en)),
                mend=Words(words["mend_nl"].format(**nl), words["mend_en"].format(**en)),
                file=self.file,
                line=line,
                subject=subject,
            )
        )

    def of(self, subject: str) -> tuple[Finding, ...]:
        """Return the findings in the order of their lines; those without a subject get this one."""
        ordered = sorted(self._findings, key=lambda f: f.line)
        return tuple(f if f.subject else replace(f, subject=subject) for f in ordered)
