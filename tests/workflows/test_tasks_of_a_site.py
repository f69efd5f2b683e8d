"""The tasks as a person runs them, in this process: what they print, and what they end with."""

from __future__ import annotations

import re
import threading
import urllib.request
from http.server import ThreadingHTTPServer

import pytest

from syndicate.errors import Exit
from syndicate.model import EntryKind
from syndicate.tasks import DAY, ns


def test_without_a_task_the_day_is_listed(run):
    code, out, _ = run()
    assert code == Exit.DONE
    names = [line.split()[0] for line in out.splitlines() if re.match("  [a-z]", line)]
    assert tuple(names[: len(DAY)]) == DAY


def test_a_task_that_is_not_there_is_wrong_use(run):
    code, _, err = run("publiceer")
    assert code == Exit.UNFORESEEN
    assert "publiceer" in err


def test_a_folder_without_settings_is_said_in_a_sentence(run, practice):
    (practice.root / "pelicanconf.py").unlink()
    code, out, err = run("check")
    assert code == Exit.SETTINGS
    assert "there is no pelicanconf.py here" in err
    assert out == ""


def test_new_prints_the_file(run, practice):
    code, out, _ = run("new", "Buikpijn")
    assert code == Exit.DONE
    assert out.strip() == str(practice.root / "content" / "articles" / "buikpijn.md")
    assert run("new", "Buikpijn")[0] == Exit.SETTINGS


def test_check_prints_findings_and_ends_with_what_they_weigh(run, practice):
    code, out, _ = run("check")
    assert code == Exit.DONE
    assert re.search(r"2 articles: 0 error, \d+ warning, \d+ advice", out)
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    code, out, _ = run("check")
    assert code == Exit.CONTENT
    assert out.startswith("content/articles/oorpijn.md:1: error trust.author: Er staat niet wie dit schreef.")
    code, out, err = run("publish")
    assert code == Exit.CONTENT
    assert "error trust.author" in out
    assert "nothing was published: the content has errors." in err


def test_approve_takes_a_person_and_a_known_role(run, practice):
    code, _, err = run("approve", "hoofdpijn", "--person", "bram-els")
    assert code == Exit.DONE
    assert "approved (medical) by bram-els" in err
    assert run("approve", "hoofdpijn", "--person", "bram-els", "--role", "post")[0] == Exit.DONE
    assert [e.data["role"] for e in practice.entries(EntryKind.APPROVAL)] == ["medical", "post"]
    code, _, err = run("approve", "hoofdpijn", "--person", "bram-els", "--role", "secrecy")
    assert code == Exit.SETTINGS
    assert "asks nobody about secrecy" in err
    code, _, err = run("approve", "hoofdpijn", "--person", "bram-els", "--role", "chef")
    assert code == Exit.SETTINGS
    assert "say one of medical, secrecy, post" in err


def test_preview_prints_its_page(run, practice):
    code, out, _ = run("preview", "--weeks", "1")
    assert code == Exit.DONE
    assert out.strip() == str(practice.root / "preview" / "index.html")


def test_plan_prints_times_of_the_practice_and_why_the_rest_stays_home(networks, practice, run):
    practice.accounts("a", pace={"always": False, "per_day": 1, "per_week": 1})
    code, out, err = run("plan", "--weeks", "2")
    assert code == Exit.DONE
    assert out.splitlines()[0] == "ma 2026-11-23 10:00  a            new          Wat helpt bij hoofdpijn?"
    assert "not now: oorpijn/nl on a: " in err
    assert "(2026-11-30)" in err


def test_plan_shows_events_seasons_and_quiet_days_between_the_posts(networks, practice, run):
    practice.accounts("a", pace={"gap_days": 90, "article_gap_days": 21})
    practice.edit("content/articles/oorpijn.md", "topic:", "season: 49-50\ntopic:")
    practice.write(
        "content/calendar.toml",
        '[[event]]\nname = "Dag"\nfirst = 2026-12-16\nlast = 2026-12-18\n'
        'articles = ["oorpijn", "hoofdpijn"]\n[[quiet]]\nfirst = 2026-12-25\nreason = "Kerst"\n',
    )
    code, out, _ = run("plan", "--weeks", "5")
    assert code == Exit.DONE
    assert out.splitlines() == [
        "ma 2026-11-23 10:00  a            new          Wat helpt bij hoofdpijn?",
        "ma 2026-11-23 10:00  a            new          Wat helpt bij oorpijn?",
        "ma 2026-11-30        seizoen      t/m zo 13-12 Wat helpt bij oorpijn?",
        "wo 2026-12-16        gelegenheid  t/m vr 18-12 Dag: Wat helpt bij oorpijn?; "
        "Wat helpt bij hoofdpijn?",
        "wo 2026-12-16 00:00  a            event        Wat helpt bij hoofdpijn?",
        "wo 2026-12-16 00:00  a            event        Wat helpt bij oorpijn?",
        "vr 2026-12-25        stil                      Kerst",
    ]
    practice.configure(DEFAULT_LANG="en")
    assert "Fri 2026-12-25        quiet                     Kerst" in run("plan", "--weeks", "5")[1]


def test_plan_says_on_an_events_line_which_article_has_to_be_reviewed_first(networks, practice, run):
    practice.accounts("a", pace={"gap_days": 90, "article_gap_days": 21})
    path = practice.root / "content" / "articles" / "oorpijn.md"
    written = path.read_text("utf-8").split("next_review: ")[1].splitlines()[0]
    practice.edit("content/articles/oorpijn.md", f"next_review: {written}", "next_review: 2026-12-10")
    practice.write(
        "content/calendar.toml",
        '[[event]]\nname = "Dag"\nfirst = 2026-12-16\nlast = 2026-12-18\narticles = ["oorpijn"]\n',
    )
    said = "gelegenheid  t/m vr 18-12 Dag: Wat helpt bij oorpijn? (eerst nakijken: Wat helpt bij oorpijn?)"
    assert said in run("plan", "--weeks", "5")[1]


def test_an_empty_plan_is_said_and_a_long_list_of_reasons_is_cut(networks, practice, run):
    for number in range(14):
        practice.article(f"klacht-{number}")
    practice.accounts("a", languages=["en"])
    code, out, err = run("plan")
    assert code == Exit.DONE
    assert out.strip() == "nothing is planned in these weeks"
    assert err.count("not now:") == 13
    assert "not now: 4 more; `invoke plan` shows all" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("preview", "--weeks", "x"), "--weeks must be a whole number, 0 to 104, not 'x'"),
        (("plan", "--weeks", "99999999"), "--weeks must be a whole number, 0 to 104"),
        (("serve", "--port", "99999"), "--port must be a whole number, 0 to 65535"),
        (("serve", "--port=-1"), "--port must be a whole number, 0 to 65535"),
        (("new", "Buikpijn", "--lang", "../../x"), "is no language code"),
        (("approve", "hoofdpijn"), "say who approves: --person ID"),
        (("hold",), "say why"),
        (("hold", "--reason", " "), "say why"),
    ],
)
def test_options_that_cannot_be_are_named_in_a_sentence(run, practice, arguments, said):
    code, _, err = run(*arguments)
    assert code == Exit.SETTINGS
    assert said in err
    assert practice.entries() == []


def test_a_scope_is_never_taken_for_the_reason(run, practice):
    code, _, err = run("hold", "all")
    assert code == Exit.UNFORESEEN
    assert "all" in err
    assert practice.entries() == []


def test_a_file_where_a_folder_should_be_is_named_and_nothing_is_left_behind(run, practice):
    practice.write("preview", "notes")
    code, _, err = run("preview")
    assert code == Exit.UNAVAILABLE
    assert f"{practice.root / 'preview'}: File exists. Mend that" in err


@pytest.mark.parametrize("asked", [["--help"], ["-h"], ["x", "--help"], ["--help", "--help"], ["y", "-h"]])
def test_asking_any_task_for_help_does_nothing_but_tell(run, practice, asked):
    before = {f: f.stat().st_mtime_ns for f in practice.root.rglob("*") if "__pycache__" not in f.parts}
    for name in sorted({*ns.task_names, *(alias for names in ns.task_names.values() for alias in names)}):
        code, out, err = run(name, *asked)
        assert (code, err) == (Exit.DONE, ""), name
        assert "Docstring:" in out, name
    assert {
        f: f.stat().st_mtime_ns for f in practice.root.rglob("*") if "__pycache__" not in f.parts
    } == before


def test_serve_shows_the_site_until_it_is_stopped(run, practice, monkeypatch):
    run("publish")
    seen = {}

    def until_ctrl_c(self):
        thread = threading.Thread(target=serve_forever, args=(self, 0.02), daemon=True)
        thread.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.server_port}/hoofdpijn/") as answer:
            seen["page"] = answer.read()
        self.shutdown()
        thread.join()
        raise KeyboardInterrupt

    serve_forever = ThreadingHTTPServer.serve_forever
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", until_ctrl_c)
    code, out, _ = run("serve", "--port", "0")
    assert code == Exit.DONE
    assert re.match(r"http://127\.0\.0\.1:\d+/  \(stop with Ctrl-C\)", out)
    assert seen["page"] == (practice.root / "public" / "hoofdpijn" / "index.html").read_bytes()
