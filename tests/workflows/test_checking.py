"""check and plan: what stands between the articles and publication, and what goes out when."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, LedgerError
from syndicate.model import EntryKind, Severity
from syndicate.workflows.check import ORDER, check
from syndicate.workflows.hold import hold
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.way import entry, in_sight, open_way


@pytest.fixture
def seen(practice):
    """Check as a task would."""
    return lambda: check(practice.root, tell=practice.tell, environ=practice.environ)


@pytest.fixture
def weeks(practice):
    """Plan as a task would."""
    return lambda n=6: coming_weeks(practice.root, weeks=n, environ=practice.environ)


def test_articles_without_errors_are_done_and_nothing_is_left_behind(practice, seen):
    before = {p for p in practice.root.rglob("*") if ".syndicate" not in p.parts}
    checked = seen()
    assert checked.exit is Exit.DONE
    assert checked.articles == 2
    assert checked.language == "nl"
    assert not [f for f in checked.findings if f.severity is Severity.ERROR]
    assert {p for p in practice.root.rglob("*") if ".syndicate" not in p.parts} == before


def test_the_worst_comes_first_then_file_and_line_and_nothing_twice(practice, seen):
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    checked = seen()
    assert checked.exit is Exit.CONTENT
    order = [(ORDER[f.severity], f.file, f.line, f.code) for f in checked.findings]
    assert order == sorted(order)
    assert checked.findings[0].code == "trust.author"
    assert len(set(checked.findings)) == len(checked.findings)


def test_an_error_of_a_draft_is_said_and_stops_nothing(practice, seen):
    practice.article("keelpijn", status="draft", date="gisteren")
    checked = seen()
    assert [f.file for f in checked.findings if f.blocks] == ["content/articles/keelpijn.md"]
    assert checked.exit is Exit.DONE


def test_a_patient_in_the_words_of_a_topic_stops_the_site(practice, seen):
    practice.write("content/topics.toml", '[klachten]\nname = "Klachten"\nintro = "Bel 06-12345678."\n')
    checked = seen()
    assert checked.exit is Exit.CONTENT
    (found,) = [f for f in checked.findings if f.blocks]
    assert (found.code, found.file, found.line) == ("secrecy.phone", "content/topics.toml", 1)


def test_a_fault_of_the_page_is_an_error_of_content(practice, seen):
    practice.script_on("oorpijn")
    checked = seen()
    assert checked.exit is Exit.CONTENT
    assert [f.code for f in checked.findings if f.blocks] == ["page.script"]


def test_a_post_that_cannot_go_out_is_an_error_of_content(networks, practice, seen):
    practice.accounts("a", options={"characters": 20})
    checked = seen()
    assert checked.exit is Exit.CONTENT
    assert {f.code for f in checked.findings if f.blocks} == {"post.too-long", "post.refused"}
    refused = next(f for f in checked.findings if f.code == "post.refused")
    assert refused.subject == "hoofdpijn/nl/a/new"
    assert ".." not in refused.said.en


def test_an_exception_by_name_lets_a_finding_pass_and_shows_it(practice, seen):
    practice.edit(
        "content/articles/oorpijn.md",
        "reviewed_by: [bram-els]\n",
        "reviewed_by: [anna-berk]\noverrides:\n"
        "  trust.reviewer-is-author: {name: Bram Els, reason: las de tekst mee}\n",
    )
    checked = seen()
    assert checked.exit is Exit.DONE
    (passed,) = [f for f in checked.findings if f.overridden]
    assert passed.overridden == "Bram Els: las de tekst mee"


def test_a_field_that_may_point_at_a_patient_is_not_quoted(practice, seen):
    practice.edit("content/articles/oorpijn.md", "date: 2025-10-01", "date: geboren 12-03-1961")
    checked = seen()
    assert checked.exit is Exit.CONTENT
    said = f"{checked.findings}"
    assert "1961" not in said
    assert "er staat iets in dat een persoon kan aanwijzen" in said


def test_a_field_that_is_only_wrong_is_quoted(practice, seen):
    practice.edit("content/articles/oorpijn.md", "date: 2025-10-01", "date: gisteren")
    assert "gisteren" in f"{seen().findings}"


def test_the_plan_says_what_goes_out_when_and_why_the_rest_does_not(networks, practice, weeks):
    practice.accounts("a", pace={"always": False, "per_day": 1, "per_week": 1})
    view = weeks()
    assert [s.key for s in view.slots[:2]] == ["hoofdpijn/nl/a/new", "oorpijn/nl/a/new"]
    assert [s.at for s in view.slots] == sorted(s.at for s in view.slots)
    assert {(s.article.uid, s.code) for s in view.skips} == {("oorpijn", "day-cap")}
    assert (view.timezone, view.language) == ("Europe/Amsterdam", "nl")
    assert [s.key for s in weeks(0).slots] == ["hoofdpijn/nl/a/new"]


def test_the_plan_leaves_out_what_a_person_holds_and_says_so(networks, practice, weeks):
    hold(practice.root, "article:oorpijn", "richtlijn", environ=practice.environ)
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    view = weeks()
    assert [s.key for s in view.slots] == ["hoofdpijn/nl/b/new"]
    held = {(s.article.uid, s.account) for s in view.skips if s.code == "held"}
    assert held == {("oorpijn", "a"), ("oorpijn", "b"), ("hoofdpijn", "a")}


def test_the_plan_leaves_out_what_a_rule_stops_and_what_waits_for_approval(practice, weeks):
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    assert [s.article.uid for s in weeks().slots] == ["hoofdpijn"]
    practice.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    view = weeks()
    assert view.slots == ()
    assert {(s.article.uid, s.code) for s in view.skips} == {("hoofdpijn", "rule"), ("oorpijn", "rule")}


def test_drafts_have_no_place_in_the_plan(practice, weeks):
    practice.article("keelpijn", status="draft")
    assert "keelpijn" not in f"{weeks()}"


def test_what_cannot_be_read_is_not_written_either(practice):
    practice.configure(SYNDICATE_LEDGER="branch:ledger")
    way, known = in_sight(open_way(practice.root, tell=practice.tell, environ=practice.environ))
    assert not known
    assert "not known here what was approved" in practice.told[-1]
    with pytest.raises(LedgerError, match="nothing is written to it either"):
        way.ledger.append(entry(way, EntryKind.HOLD, data={"scope": "all", "person": "a", "reason": "r"}))


def test_a_memory_on_this_machine_that_is_damaged_stops_the_check(practice):
    practice.write(".syndicate/ledger/2026-11.jsonl", '{"v":1,"nonsense"\n{}\n')
    with pytest.raises(LedgerError, match="cannot be read"):
        check(practice.root, environ=practice.environ)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"SITENAME": "Nieuws van Fatima El Amrani"}, "name"),
        ({"SITESUBTITLE": "Bel 06-12345678"}, "phone"),
        (
            {"MENUITEMS": (("Bel jan@post.example", "/"), ("x", "https://x.example/?bsn=111222333"))},
            "bsn email",
        ),
        ({"SOCIAL": [("x", {"y": {"https://x.example/NL91ABNA0417164300"}})]}, "iban"),
        ({"MY_OWN_FOOTER": "Fatima El Amrani kreeg chemotherapie."}, "name-care"),
        ({"MY_OWN_FOOTER": "Gemaakt door Fatima El Amrani."}, ""),
        ({"practice": {"tagline": "Wij spraken Fatima El Amrani."}}, "name"),
        ({"practice": {"phone": "111222333", "hours": ["Mo-Fr 08:00-17:00"]}}, "bsn"),
        ({"practice": {"accounts": ["https://x.example/?tel=0612345678"]}}, "phone"),
        ({"practice": {"tagline": "Fatima El Amrani leest", "allowed": ["Fatima El Amrani"]}}, ""),
    ],
)
def test_the_words_of_the_settings_are_read(practice, seen, settings, code):
    ours = settings.pop("practice", {})
    practice.configure(**settings, SYNDICATE_PRACTICE=practice.conf["SYNDICATE_PRACTICE"] | ours)
    checked = seen()
    found = [f for f in checked.findings if f.blocks]
    assert sorted(f.code for f in found) == [f"secrecy.{one}" for one in code.split()]
    lines = (practice.root / "pelicanconf.py").read_text("utf-8").splitlines()
    named = next(iter(settings), "SYNDICATE_PRACTICE")
    assert all(f.file == "pelicanconf.py" and lines[f.line - 1].startswith(named) for f in found)


PAGE = "title: Klachten\n{status}\n\nOnze klachtenfunctionaris is mevrouw A. de Jong.\n"


def test_a_name_on_a_page_waits_until_it_is_allowed_and_a_draft_hears_of_it(practice, seen):
    practice.write("content/pages/klachten.md", PAGE.format(status="slug: klachten"))
    found = [f for f in seen().findings if f.blocks]
    assert {(f.file, f.line) for f in found} == {("content/pages/klachten.md", 4)}
    named = [f for f in found if f.code.startswith("secrecy.name")]
    assert ["`allowed`" in f.mend.nl for f in named] == [True]
    assert "secrecy.case" in {f.code for f in found}
    practice.write("content/pages/klachten.md", PAGE.format(status="status: draft"))
    assert seen().exit is Exit.DONE
    practice.write("content/pages/klachten.md", PAGE.format(status="slug: klachten"))
    ours = practice.conf["SYNDICATE_PRACTICE"]
    practice.configure(SYNDICATE_PRACTICE=ours | {"allowed": ["mevrouw A. de Jong"]})
    assert seen().exit is Exit.DONE


def test_a_name_in_a_topic_waits_and_one_in_the_calendar_is_told(practice, seen):
    practice.write(
        "content/topics.toml", '[klachten]\nname = "Klachten"\nintro = "Wij spraken Fatima El Amrani."\n'
    )
    practice.write(
        "content/calendar.toml",
        '[[event]]\nname = "Wij spraken Fatima El Amrani"\nfirst = 2026-12-01\nlast = 2026-12-02\n'
        'articles = ["hoofdpijn"]\n',
    )
    found = {f.file: f.severity for f in seen().findings if f.code.startswith("secrecy.name")}
    assert found == {"content/topics.toml": Severity.ERROR, "content/calendar.toml": Severity.WARNING}
