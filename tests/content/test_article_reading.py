"""A good article becomes exactly its noun; a draft needs a title and a text and nothing else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from syndicate.model import Season, Severity, Source, Status, Teaser

ZONE = ZoneInfo("Europe/Amsterdam")
FULL = """---
title: "Griep: wel of geen prik?"
uid: griepprik
slug: griepprik
lang: nl
status: published
date: 2026-10-01 09:30
modified: 2026-11-01T08:00:00Z
authors:
  - anna-de-vries
reviewed_by: bram-jansen
last_reviewed: 2026-09-15
next_review: 2029-09-15
topic: Vaccinaties
tags: griep, vaccinatie, griep
audience: Mensen van 60 jaar en ouder
summary: >
  Wie de griepprik krijgt,
  en waarom.
key_points: [Elk jaar., Gratis vanaf 60 jaar.]
sources:
  - {title: Richtlijn, publisher: NHG, year: 2024, url: "https://richtlijnen.nhg.org/"}
  - Advies | Gezondheidsraad | 2021 | https://www.gezondheidsraad.nl/
image: "{static}/images/prik.png"
image_alt: Een pleister op een arm.
image_focus: [0.25, 30%]
teasers:
  - Heeft u de prik al?
  - {text: Weet u wat erin zit?, channel: mastodon, form: feeling, lang: nl}
season: {first_week: 48, last_week: 6}
correction: Eerder stond hier 65 jaar.
sample: ja
overrides:
  tone.question: {name: Anna de Vries, reason: Is een mededeling}
---

Eerste regel met [bron](https://www.rivm.nl/) en ![pleister]({static}/images/prik.png).

Bel <info@praktijk.example> of <https://praktijk.example/>; bloeddruk < 140.
"""


def test_a_good_article_is_read_whole(practice):
    article, findings = practice.article(FULL)
    assert findings == ()
    assert (article.ref, article.slug, article.title) == (
        "griepprik/nl",
        "griepprik",
        "Griep: wel of geen prik?",
    )
    assert article.status is Status.PUBLISHED
    assert article.date == datetime(2026, 10, 1, 9, 30, tzinfo=ZONE)
    assert article.modified == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert [p.id for p in article.authors + article.reviewed_by] == ["anna-de-vries", "bram-jansen"]
    assert (article.last_reviewed, article.next_review) == (date(2026, 9, 15), date(2029, 9, 15))
    assert (article.topic, article.tags) == ("Vaccinaties", ("griep", "vaccinatie"))
    assert article.summary == "Wie de griepprik krijgt, en waarom."
    assert article.key_points == ("Elk jaar.", "Gratis vanaf 60 jaar.")
    assert article.sources == (
        Source("Richtlijn", "NHG", 2024, "https://richtlijnen.nhg.org/"),
        Source("Advies", "Gezondheidsraad", 2021, "https://www.gezondheidsraad.nl/"),
    )
    assert (article.image, article.image_focus) == ("images/prik.png", (0.25, 0.3))
    assert article.teasers == (
        Teaser("Heeft u de prik al?"),
        Teaser("Weet u wat erin zit?", "mastodon", "feeling", "nl"),
    )
    assert article.season == Season(48, 6)
    assert article.sample
    assert article.overrides == {"tone.question": "Anna de Vries: Is een mededeling"}
    assert article.todo == ()
    assert article.file == "content/articles/x.md"
    assert (article.line("title"), article.line("sources.1"), article.body_line) == (2, 23, 37)
    assert article.body.startswith("Eerste regel")
    assert article.body.endswith("140.")


def test_pelicans_own_headers_give_the_same_article(practice, good):
    written, _ = practice.article(good)
    headers, findings = practice.article(
        "Title: Heb ik de griepprik nodig?\n"
        "UID: griepprik\nSlug: griepprik\nStatus: published\nDate: 2026-10-01\n"
        "Author: anna-de-vries\nReviewed-by: bram-jansen\nLast-Reviewed: 2026-09-15\n"
        "Next_review: 2027-09-15\nCategory: Vaccinaties\n"
        "Summary: Wie de griepprik krijgt,\n    en waarom elk jaar opnieuw.\n"
        "Sources:\n    Richtlijn | NHG | 2024 | https://richtlijnen.nhg.org/\n"
        "Image: /images/prik.png\nImage_alt: Een pleister op een arm.\n"
        "Tags:\n\n"
        "De prik helpt.\n"
    )
    assert findings == ()
    assert headers.hash == written.hash
    assert (headers.authors, headers.date, headers.sources) == (
        written.authors,
        written.date,
        written.sources,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Title: Hoofdpijn\nWat helpt?", 2),
        ("---\ntitle: Hoofdpijn\n---\nWat helpt?\n", 4),
        ("---\ntitle: Hoofdpijn\n...\n\n\nWat helpt?\n", 6),
        ("# Hoofdpijn\nWat helpt?", 2),
        ("\n\n## Hoofdpijn ##\n\nWat helpt?\n".replace("##", "#"), 5),
        ("---\n---\n# Hoofdpijn\n\nWat helpt?", 5),
        ("\ufeffTitle: Hoofdpijn\r\n\r\nWat helpt?\r\n", 3),
        ("\n---\ntitle: Hoofdpijn\nsummary:\ntags: []\ntopic: ~\nimage: null\n---\nWat helpt?", 9),
    ],
)
def test_a_draft_needs_a_title_and_a_text_and_nothing_else(practice, text, line):
    article, findings = practice.article(text)
    assert findings == ()
    assert (article.title, article.body, article.body_line) == ("Hoofdpijn", "Wat helpt?", line)
    assert (article.status, article.lang, article.slug) == (Status.DRAFT, "nl", "hoofdpijn")
    assert article.uid.startswith("x-")
    assert article.date == datetime(2026, 11, 21, tzinfo=ZONE)
    missing = {words.nl.split("`")[1] for words in article.todo}
    assert missing == {
        *("uid", "date", "authors", "reviewed_by"),
        *("topic", "summary", "sources", "image", "image_alt"),
    }
    assert all(words.en and words.nl for words in article.todo)


def test_what_is_derived_is_the_same_on_every_reading_and_differs_per_file(practice):
    text = "Title: Één crème brûlée a.u.b.\n\nTekst"
    first, _ = practice.article(text, "articles/a/x.md")
    again, _ = practice.article(text, "articles/a/x.md")
    other, _ = practice.article(text, "articles/b/x.md")
    assert first == again
    assert first.uid != other.uid
    assert first.slug == "een-creme-brulee-a-u-b"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("صداع الرأس", "sd-lrs"),
        ("Naar de huisarts? " * 8, "naar-de-huisarts" + "-naar-de-huisarts" * 3),
        ("Tags", "over-tags"),
        ("!?", ""),
        ("x" * 120, "x" * 80),
    ],
)
def test_a_slug_is_made_of_any_title(practice, title, slug):
    article, findings = practice.article(f"Title: {title}\n\nTekst")
    assert findings == ()
    assert article.slug == (slug or article.uid) or article.slug.startswith(slug)
    assert 0 < len(article.slug) <= 80


def test_a_file_named_without_letters_still_gets_a_uid(practice):
    article, _ = practice.article("Title: A\n\nTekst", "articles/!!.md")
    assert article.uid.startswith("artikel-")


def test_a_withdrawn_article_needs_no_text_but_a_reason(practice, good):
    text = good.replace("published", "withdrawn").replace("De prik helpt.\n", "")
    article, findings = practice.article(text.replace("topic:", "reason: De richtlijn is veranderd.\ntopic:"))
    assert findings == ()
    assert (article.status, article.body) == (Status.WITHDRAWN, "")
    _, findings = practice.article(text)
    assert [f.code for f in findings] == ["content.reason-missing"]


def test_a_published_article_without_uid_is_told_the_line_to_add(practice, good):
    article, findings = practice.article(good.replace("uid: griepprik\n", ""))
    assert [(f.code, f.line, f.subject) for f in findings] == [("content.uid-missing", 4, article.ref)]
    assert f"uid: {article.uid}" in findings[0].mend.nl
    assert findings[0].blocks


def test_a_published_article_without_date_or_slug_is_told_the_lines_to_add(practice, good):
    article, findings = practice.article(
        good.replace("date: 2026-10-01\n", "").replace("slug: griepprik\n", "")
    )
    assert [(f.code, f.severity) for f in findings] == [
        ("content.date-missing", Severity.ERROR),
        ("content.slug-missing", Severity.WARNING),
    ]
    assert article.date is None
    assert article.slug == "heb-ik-de-griepprik-nodig"


def test_a_written_draft_never_stops_the_site_but_an_undecided_one_does(practice):
    unfinished = "---\ntitle: A\nstatus: {}\ndate: morgen\n---\nTekst"
    draft, findings = practice.article(unfinished.format("draft"))
    assert [f.subject for f in findings] == [draft.ref]
    _, findings = practice.article(unfinished.format(""))
    assert [f.subject for f in findings] == ["content/articles/x.md"]
    _, findings = practice.article(unfinished.format("publishd"))
    assert {f.subject for f in findings} == {"content/articles/x.md"}
    none, findings = practice.article("---\ntitle: A\nstatus: draft\n---\n")
    assert none is None
    assert [(f.code, f.severity) for f in findings] == [("content.no-text", Severity.WARNING)]


def test_a_translation_takes_the_uid_of_its_original(practice, good):
    text = good.replace("uid: griepprik\n", "translation_of: griepprik\nlang: en\n")
    article, findings = practice.article(text)
    assert findings == ()
    assert article.ref == "griepprik/en"


def test_an_offset_is_kept_and_a_day_may_carry_a_time(practice, good):
    text = good.replace("2026-10-01", "2026-10-01T10:00:00.5-0330").replace("2026-09-15", "2026-09-15 00:00")
    article, findings = practice.article(text)
    assert findings == ()
    assert article.date.utcoffset() == -timedelta(hours=3, minutes=30)
    assert article.last_reviewed == date(2026, 9, 15)


def test_a_draft_read_without_a_day_has_no_date(practice):
    from syndicate.content import read_article

    path = practice.write("articles/x.md", "Title: A\n\nTekst")
    article, _ = read_article(path, root=practice.root, timezone="Europe/Amsterdam", language="nl", people={})
    assert article.date is None
