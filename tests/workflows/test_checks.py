"""The page that tells how a site is checked: from the rules and the ledger, and from nothing else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from syndicate import rules
from syndicate.model import Entry, EntryKind, Severity
from syndicate.workflows import checks
from tests.workflows.conftest import Practice

ZONE = ZoneInfo("Europe/Amsterdam")
AUDIT = {"edition": "0" * 64, "pages": "45", "lines": "30", "failed": "0"}
PAGE = "---\ntitle: Zo controleren wij\nslug: zo-controleren-wij\nlang: nl\n{more}---\n\nZo doen wij dat.\n"


def audited(day: int, **more: str) -> Entry:
    return Entry(EntryKind.AUDIT, datetime(2026, 11, day, 23, 30, tzinfo=UTC), data=AUDIT | more)


def test_every_rule_on_articles_pages_and_posts_is_told_in_both_languages() -> None:
    told = checks.told(rules.catalogue(), (), ZONE)
    shown = [rule for rule in rules.catalogue() if rule.family != "override"]
    for rule in shown:
        assert f"- {rule.checks.nl}" in told.nl
        assert f"- {rule.checks.en}" in told.en
    assert {rule.family for rule in shown} <= set(checks.FAMILIES)
    stopping = sum(rule.severity is Severity.ERROR for rule in shown)
    assert f"Het let op {len(shown)} dingen. Bij {stopping} daarvan" in told.nl
    assert f"looks for {len(shown)} things. {stopping} of them" in told.en


def test_the_last_audit_is_told_whether_it_was_good_or_not_by_the_practices_own_day() -> None:
    assert "nog geen meting" in checks.told((), (), ZONE).nl
    assert "No measurement" in checks.told((), (), ZONE).en
    good, short = audited(20, commit="abcdef0123456789"), audited(21, failed="2")
    told = checks.told((), (short, good), ZONE)
    assert "Op 22 november 2026" in told.nl
    assert "op 30 punten. Op elk van de 45 pagina's" in told.nl
    assert "Aan 2 van die punten voldeed de site niet." in told.nl
    assert "On 22 November 2026" in told.en
    assert "did not meet 2" in told.en
    assert "versie" not in told.nl
    assert "voldeed aan alle punten. Het ging om versie abcdef012345 " in checks.told((), (good,), ZONE).nl


def test_a_page_that_asks_for_it_gets_it_below_its_own_words_and_another_does_not(practice: Practice) -> None:
    practice.write("content/pages/zo.md", PAGE.format(more="shows: checks\n"))
    practice.write("content/pages/over.md", PAGE.format(more="").replace("zo-controleren-wij", "over"))
    practice.publish()
    shown = (practice.root / "public/zo-controleren-wij/index.html").read_text("utf-8")
    assert shown.index("Zo doen wij dat.") < shown.index("Wat kijkt de computer na?")
    assert "nog geen meting vastgelegd" in shown
    assert "Wat kijkt" not in (practice.root / "public/over/index.html").read_text("utf-8")
    practice.note(audited(21))
    practice.publish()
    assert "22 november 2026" in (practice.root / "public/zo-controleren-wij/index.html").read_text("utf-8")


def test_a_page_in_html_and_one_without_a_language_are_no_trouble(practice: Practice) -> None:
    practice.write("content/pages/los.html", "<html><head><title>Los</title></head><body>Los</body></html>")
    practice.write("content/pages/zo.md", PAGE.format(more="shows: checks\n").replace("lang: nl\n", ""))
    practice.publish()
    assert "Wat kijkt" in (practice.root / "public/zo-controleren-wij/index.html").read_text("utf-8")
