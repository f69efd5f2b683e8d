"""A note in a file: what it needs, what it need not, and what is made of what it does not say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.content import front_matter, notes
from syndicate.model import NoteKind

NOTE = """---
note: {kind}
uid: dicht
slug: dicht
date: 2026-11-20
status: published
authors: [anna-de-vries]
{more}---
{text}"""
TEXT = "Vrijdag zijn we dicht. Bel met spoed de **huisartsenpost**."


def note(practice, kind="news", text=TEXT, more=""):
    return practice.article(NOTE.format(kind=kind, text=text, more=more))


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *(("tip", NoteKind.TIP), ("news", NoteKind.NEWS), ("question", NoteKind.QUESTION)),
        *(("thanks", NoteKind.THANKS), ("Nieuws", NoteKind.NEWS), ("vraag", NoteKind.QUESTION)),
        *(("dank", NoteKind.THANKS), ("Bedankt", NoteKind.THANKS)),
    ],
)
def test_the_kind_of_a_note_is_read_in_dutch_and_english(practice, written, kind):
    article, findings = note(practice, written)
    assert findings == ()
    assert article.note is kind


def test_a_kind_that_is_none_is_refused_with_the_nearest(practice):
    _, (finding,) = note(practice, "nieuw")
    assert (finding.code, finding.line) == ("content.note", 2)
    assert "Bedoelde u" in note(practice, "newz")[1][0].mend.nl


def test_a_note_needs_no_title_sources_or_reviewer_and_has_nothing_to_do(practice):
    article, findings = note(practice)
    assert findings == ()
    assert article.todo == ()
    assert article.title == "Vrijdag zijn we dicht."


def test_a_note_without_an_author_has_that_to_do(practice):
    article, _ = practice.article(NOTE.format(kind="tip", text=TEXT, more="").replace("[anna-de-vries]", ""))
    assert ["`authors`" in words.en for words in article.todo] == [True]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Kop\n\nTekst.", "Kop"),
        ("Kijk op [onze site](/contact/) voor meer", "Kijk op onze site voor meer"),
        ("- rust\n- water", "rust water"),
        (f"{'woord ' * 20}einde.", f"{'woord ' * 11}".strip() + "…"),
        ("Heeft u al een afspraak? Bel ons.", "Heeft u al een afspraak?"),
    ],
)
def test_its_first_sentence_is_its_title(practice, text, title):
    assert note(practice, text=text)[0].title == title


def test_its_own_title_stands(practice):
    assert note(practice, more="title: Dicht op vrijdag\n")[0].title == "Dicht op vrijdag"


def test_it_is_shared_for_thirty_days_or_until_its_own_last_day(practice):
    assert note(practice)[0].until == date(2026, 12, 20)
    assert note(practice, more="until: 2026-11-27\n")[0].until == date(2026, 11, 27)


def test_an_approval_signs_its_kind_too(practice):
    assert note(practice, "tip")[0].hash != note(practice, "news")[0].hash


@given(st.text(max_size=2000))
def test_any_text_has_a_title_of_one_short_line_or_none(text):
    read = front_matter.Document({"note": front_matter.Value(1, "tip")}, text, 4)
    title = notes.titled(read).fields.get("title", front_matter.Value(0)).text
    assert len(title) <= notes.LONGEST_TITLE + 1
    assert "\n" not in title
