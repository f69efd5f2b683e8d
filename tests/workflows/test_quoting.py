"""A mistake is told with file and line; what was written there is not, where it may point at a person."""

from __future__ import annotations

import json

import pytest

from syndicate.content import schema
from syndicate.workflows.way import open_way, sources
from tests.workflows.test_secrecy_leaks import WRITTEN

# meant to be colleagues, whose names may be said
STAFF = {"authors", "reviewed_by", "overrides"}
SPLIT = {
    "BSN 111,222,333": "222",
    "111, 222, 333": "222",
    "111;222;333": "222",
    "[111, 222, 333]": "222",
    "patient-111222333": "111222333",
    "mevrouw-vermeulen-kaya-heup": "vermeulen",
    "images/mevrouw-vermeulen-kaya-heup.jpg": "vermeulen",
    "{filename}mevrouw-vermeulen-kaya-heup.md": "vermeulen",
    f"{'Rust helpt altijd en iedereen. ' * 2}BSN 111222333": "111222333",
    f"{'Wij vragen u om even te wachten. ' * 2}Wij spraken met Fatima El Amrani": "Amrani",
    f"Wij spraken met Fatima El Amrani{' en wachtten op antwoord' * 3}": "Amrani",
}
ALL = WRITTEN | SPLIT


def said(practice):
    way = open_way(practice.root, environ=practice.environ)
    found = sources(way, {})
    return found, "\n".join(f"{f.said.nl} {f.said.en} {f.mend.nl} {f.mend.en} {f.overridden}" for f in found)


def untold(practice, values):
    found, words = said(practice)
    low = words.lower()
    shown = [v for v in values if v.lower() in low]
    assert not shown, [
        f"{f.code}: {f.said.nl} {f.mend.nl}"
        for f in found
        for v in shown
        if v in f"{f.said} {f.mend}".lower()
    ][:4]


@pytest.mark.parametrize("field", [f.name for f in schema.fields()])
def test_no_field_of_an_article_is_quoted_where_it_points_at_somebody(practice, field):
    values = {v: h for v, h in ALL.items() if field not in STAFF or any(c.isdigit() for c in h)}
    for number, value in enumerate(values):
        wanted = value if value.startswith("[") else json.dumps(value, ensure_ascii=False)
        practice.write(
            f"content/articles/zaak-{number}.md",
            f"---\ntitle: Zaak\nuid: zaak-{number}\nslug: zaak-{number}\n---\nRust helpt.\n".replace(
                f"{field}: ", "x: " if field != "title" else "y: ", 1
            ).replace("---\n", f"---\n{field}: {wanted}\n", 1),
        )
    untold(practice, values.values())


PARTS = {
    "part": "sources: [{{{}: x}}]",
    "year": 'sources: [{{title: Een, publisher: Twee, year: {}, url: "https://bron.example/"}}]',
    "url": "sources: [{{title: Een, publisher: Twee, year: 2024, url: {}}}]",
    "channel": "teasers: [{{text: Een, channel: {}}}]",
    "language": "teasers: [{{text: Een, lang: {}}}]",
    "season": "season: {{first_week: {}, last_week: 3}}",
    "focus": "image_focus: [{}, 0.5]",
    "twice": "{0}: x\n{0}: x",
    "field": "{}: x",
    "code": "overrides: {{{}: {{name: Anna Berk, reason: Zo}}}}",
    "link": "---\n\n[zie]({{filename}}{})\n\n[zie]({{static}}/{})".replace("{})", "{0})"),
    "tag": "---\n\n<{0}> <a on{0}=1>".replace("{0}", "x{0}"),
}


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_a_field_is_quoted_either(practice, part):
    for number, value in enumerate(ALL):
        wanted = value if part in {"link", "tag"} else json.dumps(value, ensure_ascii=False)
        line = PARTS[part].format(wanted)
        practice.write(f"content/articles/zaak-{number}.md", f"---\ntitle: Zaak\n{line}\n---\nRust helpt.\n")
    untold(practice, ALL.values())


BESIDE = {
    "topics": ("topics.toml", "[{0}]\nname = 3\n{0} = 4\n"),
    "topic": ("topics.toml", "[rust]\nname = {0}\n{0} = 4\n[rest]\nname = {0}\n"),
    "calendar": ("calendar.toml", "{0} = 3\n[[quiet]]\n{0} = 4\n[[event]]\n{0} = 4\n"),
    "event": (
        "calendar.toml",
        "[[event]]\nname = {0}\nfirst = 2026-12-01\nlast = 2025-12-01\narticles = [{0}]\n",
    ),
    "window": ("calendar.toml", "[[window]]\ndays = {0}\nfrom = {0}\nuntil = {0}\n"),
    "yearly": (
        "calendar.toml",
        "[[event]]\nname = 'x'\nyearly = {0}\nfirst = {0}\nlast = {0}\narticles = []\n",
    ),
    "consents": ("consents.toml", "[{0}]\nuntil = {0}\n{0} = 3\n"),
    "broken": ("calendar.toml", "{0} = 3\n{0} = 3\n"),
    "page": (
        "pages/over-ons.md",
        "---\ntitle: Over ons\nslug: {0}\nstatus: {0}\nlang: {0}\ndate: {0}\n---\nRust.\n",
    ),
    "path": ("pages/over-ons.md", "---\ntitle: Over ons\n{0}_save_as: x\n---\nRust.\n"),
}


@pytest.mark.parametrize("place", BESIDE)
def test_no_file_beside_the_articles_is_quoted(practice, place):
    name, text = BESIDE[place]
    for value, hidden in ALL.items():
        practice.write(f"content/{name}", text.format(json.dumps(value, ensure_ascii=False)))
        untold(practice, [hidden])


def test_an_ordinary_mistake_is_still_quoted(practice):
    practice.edit("content/articles/oorpijn.md", "status: published", "status: klaar")
    practice.edit("content/articles/oorpijn.md", "date: 2025-10-01", "date: 31-02-2026")
    _, words = said(practice)
    assert '"klaar"' in words
    assert '"31-02-2026"' in words
