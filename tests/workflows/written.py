"""What stands in the files of the made-up practice."""

from __future__ import annotations

PEOPLE = "".join(
    f'[{who}]\nname = "{name}"\nprofession = "praktijkondersteuner"\n'
    'role = { nl = "praktijkondersteuner", en = "practice nurse" }\nsample = true\n\n'
    for who, name in (("anna-berk", "Anna Berk"), ("bram-els", "Bram Els"), ("chris-iep", "Chris Iep"))
)
ARTICLE = """---
title: "{title}"
uid: {uid}
slug: {uid}
lang: {lang}
status: {status}
sample: true
date: {date}
authors: [anna-berk]
reviewed_by: [bram-els]
last_reviewed: {last_reviewed}
next_review: {next_review}
topic: Klachten
summary: Wat u thuis zelf kunt doen, en wanneer u ons belt.
key_points: [Rust helpt.]
sources:
  - {{title: Een richtlijn, publisher: Voorbeeldinstituut, year: 2024, url: "https://bron.example/{uid}"}}
teasers:
  - "{teaser}"
---
## Wat is het?

Het gaat meestal vanzelf over.
"""
