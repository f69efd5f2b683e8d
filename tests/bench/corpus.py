"""A made-up practice with as many articles as asked for; the same every time."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMON = (
    "de het een uw huid tand rug griep koorts slaap pijn arts praktijk dag week nacht water brood "
    "zout suiker lopen rusten bellen poetsen eten drinken helpen voorkomen merken meten wachten warm "
    "koud licht zwaar rustig snel langzaam vaak soms altijd nooit meestal vandaag morgen thuis buiten "
    "samen alleen goed beter rood klein "
)
WORDS = COMMON.split()
TOPICS = ("huisarts", "tandarts", "fysiotherapie", "voeding", "slaap", "kinderen", "ouderen", "seizoen")


def sentence(dice: random.Random) -> str:
    """Return one short Dutch-looking sentence."""
    words = dice.choices(WORDS, k=dice.randint(5, 13))
    return " ".join(words).capitalize() + "."


def paragraph(dice: random.Random) -> str:
    """Return a paragraph, sometimes with emphasis, a list, a table or a footnote."""
    text = " ".join(sentence(dice) for _ in range(dice.randint(3, 6)))
    kind = dice.random()
    if kind < 0.15:
        return "\n".join(f"- {sentence(dice)}" for _ in range(4))
    if kind < 0.2:
        rows = "\n".join(f"| {dice.choice(WORDS)} | {dice.randint(1, 99)} |" for _ in range(4))
        return f"| wat | hoeveel |\n|---|---|\n{rows}"
    if kind < 0.4:
        return text.replace(" de ", " **de** ", 1)
    return text


def article(number: int) -> str:
    """Return the whole file of one article, front matter included."""
    dice = random.Random(number)
    title = f"{' '.join(dice.choices(WORDS, k=5)).capitalize()} {number}"
    written = date(2020, 1, 1) + timedelta(days=number % 2000)
    head = f"""---
title: {title}
uid: bench-{number:05d}
slug: bench-{number:05d}
lang: nl
status: published
date: {written}
authors: [bench-arts]
reviewed_by: [bench-tandarts]
last_reviewed: 2026-01-15
next_review: 2028-01-15
topic: {TOPICS[number % len(TOPICS)]}
summary: {sentence(dice)} {sentence(dice)} {sentence(dice)}
key_points:
  - {sentence(dice)}
  - {sentence(dice)}
  - {sentence(dice)}
sources:
  - title: Richtlijn {number}
    publisher: Voorbeeldinstituut
    year: 2025
    url: https://richtlijn.example/{number}
image: images/bench.png
image_alt: Een getekend blad op een rustige achtergrond
teasers:
  - Wat doet u bij {dice.choice(WORDS)}?
  - {dice.randint(2, 9)} van de 10 mensen kennen dit. U ook?
  - Gelukkig helpt {dice.choice(WORDS)}. Wist u dat?
sample: true
---
"""
    parts = []
    for heading in ("Wat is het?", "Wat kunt u zelf doen?", "Wanneer belt u?", "Hoe gaat het verder?"):
        parts.append(f"## {heading}")
        parts += [paragraph(dice) for _ in range(dice.randint(4, 7))]
    return head + "\n\n".join(parts) + "\n"


PEOPLE = """
[bench-arts]
name = "Bep Voorbeeld"
profession = "huisarts"
role = { nl = "huisarts", en = "general practitioner" }
registration = "BIG"
registration_number = "VOORBEELD-001"
sample = true

[bench-tandarts]
name = "Toon Voorbeeld"
profession = "tandarts"
role = { nl = "tandarts", en = "dentist" }
registration = "BIG"
registration_number = "VOORBEELD-002"
sample = true
"""


def practice(folder: Path, articles: int) -> None:
    """Write a practice of `articles` generated articles, with the repository's own theme and settings."""
    from PIL import Image, ImageDraw

    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "content" / "images").mkdir()
    picture = Image.new("RGB", (1600, 900), "#e6efe9")
    ImageDraw.Draw(picture).ellipse((500, 150, 1100, 750), fill="#2f6f5e")
    picture.save(folder / "content" / "images" / "bench.png")
    for logo in (ROOT / "content" / "images").glob("logo*"):
        shutil.copy(logo, folder / "content" / "images")
    (folder / "content" / "people.toml").write_text(PEOPLE, encoding="utf-8")
    shutil.copy(ROOT / "content" / "calendar.toml", folder / "content")
    for number in range(articles):
        (folder / "content" / "articles" / f"bench-{number:05d}.md").write_text(
            article(number), encoding="utf-8"
        )
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copy(ROOT / "pelicanconf.py", folder)
