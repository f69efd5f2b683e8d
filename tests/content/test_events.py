"""[[event]] in calendar.toml: read whole, every mistake with its line, and every uid one of an article."""

from datetime import date
from pathlib import Path

import pytest

from syndicate.content import read_calendar
from syndicate.model import Event, Severity

WHEN = """
[[event]]
name = "Prikweken"
first = 2027-10-11
last = "2027-10-22"
articles = ["griepprik", "griepprik", "koorts"]

[[event]]
name = "Dag van de  ouderen"
first = 2026-10-01
yearly = true
articles = [
  "mondzorg",
]
"""


def calendar(practice, text):
    return read_calendar(practice.write("calendar.toml", text), practice.root, "Europe/Amsterdam")


def test_events_are_read_whole(practice):
    found, findings = calendar(practice, WHEN)
    assert findings == ()
    weeks = date(2027, 10, 11), date(2027, 10, 22)
    day = date(2026, 10, 1)
    assert found.events == (
        Event("Prikweken", "prikweken", *weeks, ("griepprik", "koorts")),
        Event("Dag van de ouderen", "dag-van-de-ouderen", day, day, ("mondzorg",), yearly=True),
    )
    assert [event.line for event in found.events] == [6, 12]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('name = "Prikweken"\n', "", "event-name", 2),
        ('"Prikweken"', '"***"', "event-name", 2),
        ('"Prikweken"', "1", "event-name", 2),
        ('"Prikweken"', r'"Prik\u202eweken"', "control-sign", 2),
        ('"Prikweken"', '"' + "x" * 101 + '"', "event-name", 2),
        ("first = 2027-10-11", "first = 2027-10-11T10:00:00", "event-day", 2),
        ("first = 2027-10-11", 'first = "10-11"', "event-day", 2),
        ("first = 2027-10-11", "first = 2027-10-23", "day-order", 2),
        ("first = 2027-10-11", "first = 2026-12-11", "event-long", 2),
        ('["griepprik", "griepprik", "koorts"]', "[]", "event-articles", 6),
        ('["griepprik", "griepprik", "koorts"]', '"griepprik"', "event-articles", 6),
        ('["griepprik", "griepprik", "koorts"]', '["De griepprik"]', "event-articles", 6),
        ('["griepprik", "griepprik", "koorts"]', "[1]", "event-articles", 6),
        ('["griepprik", "griepprik", "koorts"]', str(["a"] * 51), "event-articles", 6),
        ('articles = ["griepprik", "griepprik", "koorts"]\n', "", "event-articles", 2),
        ("yearly = true", 'yearly = "ja"', "yes-no", 8),
        ("yearly = true", "jaarlijks = true", "unknown-part", 11),
        ('"Prikweken"', '"Dag van de ouderen!"', "event-twice", 8),
    ],
)
def test_a_mistake_in_an_event_is_named_with_its_line_and_stops_the_site(practice, old, new, code, line):
    assert old in WHEN
    _, findings = calendar(practice, WHEN.replace(old, new))
    assert [(f.code, f.line, f.subject) for f in findings] == [(f"content.{code}", line, "")]
    assert findings[0].blocks


@pytest.mark.parametrize(
    ("first", "yearly", "kept"),
    [
        ("2026-05-01", "false", 1),
        ("2027-05-01", "false", 2),
        ("2025-05-01", "false", 2),
        ("2025-05-01", "true", 1),
    ],
)
def test_a_name_is_used_once_a_year_since_it_names_posts(practice, first, yearly, kept):
    text = (
        'event = [\n{ name = "Zorgdag", first = 2026-11-02, articles = ["a"] },\n'
        f'{{ name = "Zorgdag", first = {first}, yearly = {yearly}, articles = ["a"] }},\n]\n'
    )
    found, findings = calendar(practice, text)
    assert len(found.events) == kept
    assert [f.code for f in findings] == ["content.event-twice"] * (2 - kept)


def test_a_uid_that_no_article_has_is_a_warning_with_the_nearest_one(practice, good):
    practice.write("articles/x.md", good)
    practice.write(
        "calendar.toml",
        '[[event]]\nname = "Prik"\nfirst = 2026-10-01\narticles = ["griepprk", "griepprik"]\n',
    )
    (finding,) = practice.read().findings
    assert (finding.code, finding.file, finding.line) == (
        "content.event-article",
        "content/calendar.toml",
        4,
    )
    assert finding.severity is Severity.WARNING
    assert "`griepprk`" in finding.said.nl
    assert finding.mend.nl.startswith("Bedoelde u `griepprik`?")
    assert finding.mend.en.startswith("Did you mean `griepprik`?")


@pytest.mark.parametrize(
    ("days", "more", "year"),
    [
        ("first = 2026-11-28", "", 2026),
        ("first = 2026-11-28\nlast = 2026-11-30", "", 0),
        ("first = 2026-11-30", "[[quiet]]\nfirst = 2026-11-25\nlast = 2026-12-02\nreason = 'x'\n", 2026),
        ("first = 2026-11-27", "[[quiet]]\nfirst = 2026-11-25\nreason = 'x'\n", 0),
        ("first = 2026-11-14", "", 0),
        ("first = 2026-11-14\nyearly = true", "", 2027),
        ("first = 2020-01-02\nyearly = true", "", 2027),
        ("first = 2020-12-28\nlast = 2021-01-03\nyearly = true", "", 0),
        ("first = 2029-11-04\nyearly = true", "", 0),
        (
            "first = 2020-11-20\nlast = 2020-11-21\nyearly = true",
            '[[window]]\nweekdays = ["ma"]\nstart = "08:00"\nend = "20:00"\n',
            2026,
        ),
    ],
)
def test_an_event_on_days_without_posts_is_a_warning_until_it_ended(practice, good, days, more, year):
    practice.write("articles/x.md", good)
    text = f'[[event]]\nname = "Prik"\narticles = ["griepprik"]\n{days}\n{more}'
    practice.write("calendar.toml", text)
    found = [(f.code, f.file, f.line, f.severity, str(year) in f.said.nl) for f in practice.read().findings]
    warned = ("content.event-closed", "content/calendar.toml", 3, Severity.WARNING, True)
    assert found == ([warned] if year else [])


def test_the_example_of_the_docs_is_itself_right(practice):
    page = (Path(__file__).parents[2] / "docs" / "calendar.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    found, findings = calendar(practice, example)
    assert findings == ()
    assert (len(found.windows), len(found.quiet), len(found.events)) == (1, 1, 1)
