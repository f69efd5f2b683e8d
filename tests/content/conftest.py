"""A practice folder to write into, and short ways to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from syndicate.content import Content, read, read_article
from syndicate.model import Article, Finding, Person, Words

TODAY = date(2026, 11, 21)
PEOPLE = """
[anna-de-vries]
name = "Anna de Vries"
profession = "huisarts"
role = { nl = "Huisarts", en = "GP" }
registration = "BIG"
registration_number = "19012345601"

[bram-jansen]
name = "Bram Jansen"
profession = "verpleegkundige"
"""
GOOD = """---
title: Heb ik de griepprik nodig?
uid: griepprik
slug: griepprik
status: published
date: 2026-10-01
authors: [anna-de-vries]
reviewed_by: [bram-jansen]
last_reviewed: 2026-09-15
next_review: 2027-09-15
topic: Vaccinaties
summary: Wie de griepprik krijgt, en waarom elk jaar opnieuw.
sources:
  - title: Richtlijn
    publisher: NHG
    year: 2024
    url: https://richtlijnen.nhg.org/
image: images/prik.png
image_alt: Een pleister op een arm.
---

De prik helpt.
"""
ANNA = Person("anna-de-vries", "Anna de Vries", "huisarts", Words("Huisarts", "GP"), "BIG", "19012345601")
BRAM = Person("bram-jansen", "Bram Jansen", "verpleegkundige", Words("verpleegkundige", "verpleegkundige"))


class Practice:
    """A practice's folder on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.people: Mapping[str, Person] = {p.id: p for p in (ANNA, BRAM)}
        self.write("images/prik.png", b"\x89PNG picture")
        self.write("people.toml", PEOPLE)
        (self.content / "articles").mkdir()

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below content/."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def article(
        self, text: str | bytes, name: str = "articles/x.md"
    ) -> tuple[Article | None, tuple[Finding, ...]]:
        """Write one article and read it alone."""
        return read_article(
            self.write(name, text),
            root=self.root,
            timezone="Europe/Amsterdam",
            language="nl",
            people=self.people,
            today=TODAY,
        )

    def read(self) -> Content:
        """Read the whole folder."""
        return read(self.content, root=self.root, timezone="Europe/Amsterdam", language="nl", today=TODAY)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(tmp_path)


@pytest.fixture
def good() -> str:
    return GOOD


@pytest.fixture
def told() -> Callable[[tuple[Finding, ...]], list[tuple[str, int]]]:
    """Return findings as (code without its family, line)."""
    return lambda findings: [(f.code.removeprefix("content."), f.line) for f in findings]
