"""people.toml and calendar.toml: what is right is read whole, what is wrong is named with its line."""

from datetime import date, time

import pytest

from syndicate.content import read_calendar, read_people
from syndicate.model import Calendar, Quiet, Window, Words

SAMPLE = """
# voorbeeld
[mira]
name = "Mira Beukenhof"
profession = "huisarts"
role = "huisarts"
registration = "BIG"
registration_number = "VOORBEELD-1"
photo = "images/prik.png"
url = "https://praktijk.example/mira/"
accounts = ["https://www.linkedin.com/in/mira", "@mira@zorg.example"]
reads = ["nl", "tr"]
sample = true
"""


def people(practice, text):
    return read_people(practice.write("people.toml", text), practice.root)


def calendar(practice, text):
    return read_calendar(practice.write("calendar.toml", text), practice.root, "Europe/Amsterdam")


def test_a_person_is_read_whole(practice):
    found, findings = people(practice, SAMPLE)
    assert findings == ()
    mira = found["mira"]
    assert (mira.id, mira.name, mira.role) == ("mira", "Mira Beukenhof", Words("huisarts", "huisarts"))
    assert (mira.registration, mira.registration_number) == ("BIG", "VOORBEELD-1")
    assert (mira.photo, mira.url) == ("images/prik.png", "https://praktijk.example/mira/")
    assert mira.accounts == ("https://www.linkedin.com/in/mira", "@mira@zorg.example")
    assert (mira.reads, mira.interests, mira.sample) == (("nl", "tr"), Words("", ""), True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('"Geen  belangen."', Words("Geen belangen.", "Geen belangen.")),
        ('{ nl = "Geen.", en = "None." }', Words("Geen.", "None.")),
    ],
)
def test_what_somebody_has_an_interest_in_is_read_in_one_language_or_two(practice, said, words):
    found, findings = people(practice, f"{SAMPLE}interests = {said}\n")
    assert (found["mira"].interests, findings) == (words, ())


def test_a_role_in_two_languages_and_a_real_number_are_read(practice):
    findings = practice.read().findings
    assert findings == ()
    assert practice.read().people["anna-de-vries"].role == Words("Huisarts", "GP")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("[mira]", "mira2 = 1\n[mira]", "person-table", 3),
        ("[mira]", "[Mira]", "person-id", 3),
        ('name = "Mira', 'naam = "x"\nname = "Mira', "person-key", 4),
        ('name = "Mira Beukenhof"', 'name = ""', "person-missing", 4),
        ('profession = "huisarts"\n', "", "person-missing", 3),
        ('role = "huisarts"', "role = 1", "person-words", 6),
        ('role = "huisarts"', 'role = { nl = "a" }', "person-words", 6),
        ('role = "huisarts"', 'role = { nl = "a", en = 1 }', "person-words", 6),
        ("sample = true", "interests = 1\nsample = true", "person-words", 13),
        ('registration = "BIG"\n', "", "register-missing", 7),
        ("VOORBEELD-1", "19012345601", "sample-number", 8),
        ("sample = true", "sample = false", "register-number", 8),
        ("sample = true", 'sample = "ja"', "yes-no", 13),
        ("images/prik.png", "images/geen.png", "picture-missing", 9),
        ("https://praktijk.example/mira/", "praktijk", "address", 10),
        ("@mira@zorg.example", "@mira", "person-account", 11),
        ('reads = ["nl", "tr"]', 'reads = "nl"', "person-list", 12),
        ('reads = ["nl", "tr"]', "reads = [1]", "person-list", 12),
        ('reads = ["nl", "tr"]', 'reads = ["nl", "Turks"]', "person-reads", 12),
        ('reads = ["nl", "tr"]', 'reads = ["<style>"]', "html", 12),
        ('url = "https://praktijk.example/mira/"', "url = 1", "form-text", 10),
        ("sample = true", 'login = "@mira"\nsample = true', "person-login", 13),
        ("sample = true", 'email = "Mira <m@a.example>"\nsample = true', "person-email", 13),
        ("sample = true", 'email = "mira@praktijk"\nsample = true', "person-email", 13),
        ("Mira Beukenhof", "Mira <script>", "html", 4),
        ("Mira Beukenhof", "x" * 301, "long", 4),
        ("Mira Beukenhof", r"Mira\u009b", "control-sign", 4),
        ('profession = "huisarts"', r'profession = "huis\u202earts"', "control-sign", 5),
        ('role = "huisarts"', r'role = "huis\u202earts"', "control-sign", 6),
        ('role = "huisarts"', r'role = { nl = "a", en = "\u0007" }', "control-sign", 6),
        ('role = "huisarts"', 'role = "<script>"', "html", 6),
        ("https://www.linkedin.com/in/mira", r"https://www.linkedin.com/in/mira\u0000", "control-sign", 11),
        ('name = "Mira', 'name = "Mira', "", 0),
        ('sample = true', "sample = true\n[mira]", "toml", 14),
        ('sample = true', "sample = [", "toml", 14),
        ('sample = true', "sample = " + "[" * 5000, "toml", 14),
        ('sample = true', "sample = " + "1" * 5000, "toml", 14),
        ('role = "huisarts"', b"role = \xe9", "not-utf8", 6),
    ],
)  # fmt: skip
def test_a_mistake_in_people_toml_is_named_with_its_line(practice, old, new, code, line):
    assert old in SAMPLE
    raw = new if isinstance(new, bytes) else new.encode()
    _, findings = people(practice, SAMPLE.encode().replace(old.encode(), raw))
    assert [(f.code, f.line) for f in findings] == ([(f"content.{code}", line)] if code else [])
    assert all(f.file == "content/people.toml" and f.subject == "" for f in findings)


def test_a_mistake_whose_line_cannot_be_found_is_told_on_the_first(practice):
    _, findings = people(practice, '\nmira.name = "Mira"')
    assert [(f.code, f.line) for f in findings] == [("content.person-missing", 1)]


def test_without_the_files_there_is_nobody_and_posting_in_working_hours(practice):
    assert read_people(practice.content / "no.toml", practice.root) == ({}, ())
    found, findings = read_calendar(practice.content / "no.toml", practice.root, "Europe/Amsterdam")
    assert (found, findings) == (Calendar(), ())


WHEN = """
[[window]]
weekdays = ["di", "ma", "Friday"]
start = "8:00"
end = 20:00:00

[[quiet]]
first = 2026-12-24
last = "2026-12-26"
reason = "Kerst"

[[quiet]]
first = 2027-04-27
reason = "Koningsdag"
"""


def test_a_calendar_is_read_whole(practice):
    found, findings = calendar(practice, WHEN)
    assert findings == ()
    assert found.windows == (Window((0, 1, 4), time(8), time(20)),)
    assert found.quiet == (
        Quiet(date(2026, 12, 24), date(2026, 12, 26), "Kerst"),
        Quiet(date(2027, 4, 27), date(2027, 4, 27), "Koningsdag"),
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"Friday"', '"vrijdg"', "weekdays", 2),
        ('["di", "ma", "Friday"]', "[]", "weekdays", 2),
        ('["di", "ma", "Friday"]', "5", "weekdays", 2),
        ('"8:00"', '"21:00"', "hours", 2),
        ('"8:00"', '"acht"', "hours", 2),
        ('"8:00"', "8", "hours", 2),
        ("20:00:00", "20:00:00\nbegin = 1", "unknown-part", 6),
        ("first = 2026-12-24", "first = 2026-12-27", "day-order", 7),
        ("first = 2026-12-24", 'first = "kerst"', "quiet-day", 7),
        ("first = 2026-12-24", "first = 2026-12-24T10:00:00", "quiet-day", 7),
        ("first = 2026-12-24", "first = 24", "quiet-day", 7),
        ('"Koningsdag"', '""', "quiet-reason", 12),
        ('"Koningsdag"', "1", "quiet-reason", 12),
        ('"Koningsdag"', r'"Konings\u001b[31mdag"', "control-sign", 12),
        ("\n[[window]]", "vakantie = 1\n[[window]]", "calendar-table", 1),
        ("\n[[window]]", "[quite]\n[[window]]", "calendar-table", 1),
        ("first = 2027-04-27", "first = 2027-04-31", "toml", 13),
    ],
)
def test_a_mistake_in_calendar_toml_is_named_with_its_line(practice, old, new, code, line):
    assert old in WHEN
    _, findings = calendar(practice, WHEN.replace(old, new))
    assert [(f.code, f.line, f.subject) for f in findings] == [(f"content.{code}", line, "")]


def test_a_calendar_with_single_brackets_is_told_to_double_them(practice):
    _, findings = calendar(practice, "[window]\nstart = 1\n")
    assert [(f.code, f.line) for f in findings] == [("content.calendar-array", 1)]


def test_what_is_written_in_toml_is_mended_in_toml(practice):
    _, (wrong,) = people(practice, SAMPLE.replace("sample = true", 'sample = "ja"'))
    assert wrong.mend.nl == "Schrijf sample = true of sample = false."
    _, (wrong,) = people(practice, SAMPLE.replace('url = "https://praktijk.example/mira/"', "url = 1"))
    assert wrong.mend.en == 'Write for example url = "…"'
    days = 'name = "Dag"\nfirst = 2026-12-24\nyearly = 1\narticles = ["griepprik"]\n'
    _, (wrong,) = calendar(practice, f"[[event]]\n{days}")
    assert wrong.mend.nl == "Schrijf yearly = true of yearly = false."
