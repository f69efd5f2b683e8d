"""How tasks speak: to a person on a terminal, into a pipe, and to a CI host."""

from __future__ import annotations

import io
import re
import sys

import pytest

from syndicate import console
from syndicate.errors import ContentError, SettingsError
from syndicate.model import Finding, Severity, Words

SAID = Words("Er ontbreekt iets.", "Something is missing.")
MEND = Words("Vul het aan.", "Add it.")


@pytest.fixture(autouse=True)
def no_ci(monkeypatch, tmp_path):
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def ci(monkeypatch, tmp_path):
    """A CI host that annotates and keeps a summary."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return tmp_path / "summary.md"


def finding(severity=Severity.ERROR, **more):
    known = {"code": "trust.author", "file": "content/articles/a.md", "line": 3, "said": SAID, "mend": MEND}
    return Finding(severity=severity, **(known | more))


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_talk_goes_to_stderr_and_results_to_stdout(capsys):
    console.step("build")
    console.line("done")
    assert capsys.readouterr() == ("done\n", "build\n")


def test_talk_is_dimmed_on_a_terminal_unless_colours_are_not_wanted(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    console.step("build")
    assert sys.stderr.getvalue() == "\033[2m· build\033[0m\n"
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    console.step("build")
    assert sys.stderr.getvalue() == "build\n"


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Er ontbreekt iets. Vul het aan."), ("fr", "Something is missing. Add it.")]
)
def test_a_finding_is_one_line_with_place_weight_code_and_what_to_do(capsys, lang, words):
    console.findings([finding()], lang, 2)
    assert capsys.readouterr().out.splitlines() == [
        f"content/articles/a.md:3: error trust.author: {words}",
        "2 articles: 1 error, 0 warning, 0 advice",
    ]


def test_a_finding_that_somebody_let_pass_says_who_and_why(capsys):
    console.findings([finding(overridden="Bram Els: las mee"), finding(Severity.WARNING)], "nl", 2)
    assert capsys.readouterr().out.splitlines() == [
        "content/articles/a.md:3: goed trust.author: Er ontbreekt iets. (toegelaten door Bram Els: las mee)",
        "content/articles/a.md:3: warning trust.author: Er ontbreekt iets. Vul het aan.",
        "2 articles: 0 error, 1 warning, 0 advice, 1 goed",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "goedgekeurd door Bram Els op 2026-11-23"), ("en", "approved by Bram Els on 2026-11-23")],
)
def test_a_finding_that_a_second_person_approved_says_who_and_when_and_is_no_error(capsys, ci, lang, words):
    approved = finding(code="secrecy.case", overridden="Bram Els: secrecy 2026-11-23")
    console.findings([approved], lang, 1)
    said = capsys.readouterr().out
    assert f"({words})" in said
    assert "1 article: 0 error" in said
    assert not any(word in said for word in ("::", "error secrecy", "Vul het aan", "Add it"))
    assert "error" not in ci.read_text()


def test_without_findings_only_the_articles_are_counted(capsys, ci):
    console.findings([], "nl", 0)
    assert capsys.readouterr().out == ""
    console.findings([], "nl", 4)
    assert capsys.readouterr().out == "4 articles: 0 error, 0 warning, 0 advice\n"
    assert ci.read_text() == "0 error, 0 warning, 0 advice\n\n"


def test_one_article_is_one_article(capsys):
    console.findings([], "nl", 1)
    assert capsys.readouterr().out == "1 article: 0 error, 0 warning, 0 advice\n"
    assert (console.counted(0, "page"), console.counted(1, "page")) == ("0 pages", "1 page")


def test_a_summary_that_cannot_be_written_fails_no_run(capsys, ci):
    ci.mkdir()
    console.summary("done")
    assert "the job summary could not be written: " in capsys.readouterr().err


def test_in_ci_errors_and_warnings_are_annotated_at_their_line_and_advice_is_not(capsys, ci):
    found = [
        finding(),
        finding(Severity.ERROR, overridden="Bram Els: las mee"),
        finding(Severity.WARNING),
        finding(Severity.ADVICE),
    ]
    console.findings(found, "nl", 1)
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    where = "file=content/articles/a.md,line=3,title=trust.author::Er ontbreekt iets. Vul het aan."
    assert notes == [f"::error {where}", f"::warning {where}"]


def test_what_a_finding_holds_gives_no_command_to_a_ci_host(capsys, ci):
    words = Words("100%\r\n::error::nep", "")
    console.findings([finding(file="a,b:c%.md", said=words)], "nl", 0)
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    where = "file=a%2Cb%3Ac%25.md,line=3,title=trust.author"
    assert notes == [f"::error {where}::100%25 ::error::nep Vul het aan."]


def test_a_row_of_the_summary_stays_one_row(capsys, ci):
    console.findings([finding(said=Words("een | twee\ndrie", ""))], "nl", 1)
    rows = ci.read_text("utf-8").splitlines()
    assert rows[:3] == [
        "| where | how bad | what |",
        "|---|---|---|",
        "| `content/articles/a.md:3` | error | een \\| twee drie Vul het aan. |",
    ]


def test_an_error_is_a_sentence_on_stderr(capsys):
    console.error(SettingsError("SITEURL is wrong. Mend it."))
    assert capsys.readouterr() == ("", "SITEURL is wrong. Mend it.\n")


def test_an_error_of_content_prints_its_findings_first(capsys):
    console.error(ContentError("nothing was published.", (finding(),)))
    out, err = capsys.readouterr()
    assert re.match(r"content/articles/a\.md:3: error trust\.author: Er ontbreekt iets\.", out)
    assert err == "nothing was published.\n"


def test_in_ci_an_error_is_annotated_once_and_stands_in_the_summary(capsys, ci):
    console.error(SettingsError("two lines:\nSITEURL"))
    assert capsys.readouterr().out == "::error title=Expertstatus::two lines:%0ASITEURL\n"
    assert ci.read_text() == "**SettingsError** two lines:\nSITEURL\n\n"


def test_findings_are_told_in_the_language_of_the_practice_and_in_dutch_without_settings(tmp_path):
    tmp_path /= "here"
    assert console.language() == "nl"
    (tmp_path / "pelicanconf.py").write_text("SITEURL = 'http://localhost:8000'\nDEFAULT_LANG = 'en'\n")
    assert console.language() == "en"
    (tmp_path / "pelicanconf.py").write_text("1 / 0\n")
    assert console.language() == "nl"
    (tmp_path / "pelicanconf.py").unlink()
    tmp_path.rmdir()
    assert console.language() == "nl"
