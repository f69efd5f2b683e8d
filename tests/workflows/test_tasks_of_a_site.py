"""The tasks as a person runs them, in this process: what they print, and what they end with."""

from __future__ import annotations

import re
import sys
import threading
import urllib.request
from http.server import ThreadingHTTPServer

import pytest

from syndicate.errors import Exit, OutcomeUnknown, Unavailable
from syndicate.model import EntryKind
from syndicate.tasks import DAY, ns, program

KEY = "hoofdpijn/nl/a/new"


@pytest.fixture
def run(practice, monkeypatch, capsys):
    """Run a task in the practice's folder; returns its exit code, stdout and stderr."""
    monkeypatch.chdir(practice.root)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "tasks", None)
    practice.write("tasks.py", "from syndicate.tasks import ns\n")
    for name in ("GITHUB_ACTOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments):
        for name, value in practice.environ.items():
            monkeypatch.setenv(name, value)
        code = program(list(arguments))
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return ran


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


def test_publish_prints_every_post_and_where_to_look(run, practice):
    code, out, err = run("publish")
    assert code == Exit.DONE
    assert "build 2 articles" in err
    assert re.search(r"^posted   hoofdpijn/nl/folder/new  file://.+$", out, re.MULTILINE)
    assert "2 posted, 0 not now, exit 0" in out
    assert f"site   {practice.root / 'public' / 'index.html'}" in out
    assert f"posts  {practice.root / 'posts' / 'index.html'}" in out


def test_a_dry_run_prints_the_text_of_every_post_that_would_go_out(networks, practice, run):
    practice.accounts("a", options={"characters": 60})
    practice.article("pijn-in-uw-schouder-als-u-uw-arm-optilt")
    code, out, _ = run("publish", "--dry-run")
    assert code == Exit.CONTENT
    assert out.count("would post") == 2
    assert "would post pijn-in" not in out
    assert "    http://127.0.0.1:" in out
    assert "post.too-long" in out
    assert "site  " not in out


def test_where_no_post_becomes_a_folder_none_is_named(networks, run):
    _, out, _ = run("publish")
    assert "site  " in out
    assert "posts  " not in out


def test_the_exit_codes_of_accounts(networks, practice, run):
    networks["a"].send = [Unavailable("a is away"), Unavailable("a is away")]
    code, out, _ = run("publish")
    assert code == Exit.SOME_FAILED
    assert f"failed   {KEY}  a is away" in out
    code, out, _ = run("publish")
    assert code == Exit.ALL_FAILED
    assert run("publish")[0] == Exit.DONE


def test_a_post_in_doubt_is_printed_with_the_one_command_that_settles_it(networks, practice, run):
    networks["a"].send = [OutcomeUnknown("lost")]
    networks["a"].find = [Unavailable("a is away"), Unavailable("a is away")]
    code, out, _ = run("publish")
    assert code == Exit.PERSON
    assert f"person   {KEY}  a is away" in out
    command = re.search(r"look on a, then: invoke (settle --key \S+) --url ADDRESS   \(or --absent\)", out)[1]
    assert run("settle")[0] == Exit.PERSON
    assert run(*command.split())[0] == Exit.SETTINGS, "found or absent?"
    assert run(*command.split(), "--absent", "--url", "http://127.0.0.1/1")[0] == Exit.SETTINGS
    assert run("settle", "--absent")[0] == Exit.SETTINGS, "of which post?"
    code, out, _ = run(*command.split(), "--url", "http://127.0.0.1/1")
    assert code == Exit.DONE
    assert f"found    {KEY}  http://127.0.0.1/1" in out
    code, out, _ = run("settle")
    assert (code, out) == (Exit.DONE, "")


def test_an_unadopted_account_then_adopt(networks, practice, run):
    practice.accounts("c")
    code, _, err = run("publish")
    assert code == Exit.SETTINGS
    assert "Run `invoke adopt`" in err
    code, out, _ = run("adopt")
    assert code == Exit.DONE
    assert out.strip() == "2 articles marked as announced"
    assert run("publish")[0] == Exit.DONE
    assert networks["c"].posts == []


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


def test_hold_and_release(run):
    assert run("hold", "--reason", "storing")[0] == Exit.DONE
    code, _, err = run("publish")
    assert code == Exit.HELD
    assert "posting is held by tester" in err
    assert "posting is on hold (all)" in run("plan")[1]
    assert run("release")[0] == Exit.DONE
    assert run("release")[0] == Exit.SETTINGS
    assert run("publish")[0] == Exit.DONE


def test_a_rollback_without_a_build_is_unavailable(run):
    code, _, err = run("rollback")
    assert code == Exit.UNAVAILABLE
    assert "Posting is held" in err


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


def test_a_withdrawal_prints_the_posts_that_a_person_must_delete(networks, run, practice):
    assert run("publish")[0] == Exit.DONE
    code, out, err = run("withdraw", "hoofdpijn", "--reason", "Er stond een fout in.")
    assert code == Exit.DONE, err
    assert sorted(out.splitlines()) == sorted(
        f"http://127.0.0.1/{name}/{post.marker}" for name in ("a", "b") for post in networks[name].posts[:1]
    )
    assert run("publish")[0] == Exit.HELD
    assert run("site.withdraw", "as-is")[0] == Exit.DONE


def test_a_rollback_says_what_is_live(run, practice):
    run("publish")
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    run("publish")
    code, _, err = run("site.rollback")
    assert code == Exit.DONE
    assert "is live again" in err


def test_the_ledger_is_printed_without_anything_but_our_own(networks, practice, run):
    practice.accounts("a")
    run("publish")
    code, out, _ = run("ledger.show")
    assert code == Exit.DONE
    kinds = [line.split()[2] for line in out.splitlines()]
    assert kinds == [
        *("adopted", "adopted", "deploy", "claim", "claim"),
        *("prepared", "sent", "prepared", "sent"),
    ]
    assert f"2026-11-23 09:00:00  sent      {KEY}  url=http://127.0.0.1/a/" in out
    assert f"2026-11-23 09:00:00  claim     {KEY}  due=2026-11-23T09:00:00Z" in out


def test_the_last_figures_of_a_run_say_how_late_posts_went_out(networks, practice, run):
    practice.accounts("c")
    assert "late" not in run("adopt")[1] + run("publish")[1], "nothing was posted in these weeks"
    practice.accounts("a")
    practice.publish()
    practice.article("keelpijn", date="2026-11-23T10:10:00+01:00")
    practice.environ["SYNDICATE_NOW"] = "2026-11-23T10:22:00+01:00"
    assert re.search(r"1 posted, \d+ not now, exit 0, late: p95 12 min$", run("publish")[1], re.MULTILINE)


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


def test_in_ci_a_run_writes_its_summary_and_annotates_its_error(networks, practice, run, monkeypatch):
    summary = practice.root / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    networks["a"].send = [Unavailable("a is\naway | 100%")]
    run("publish")
    told = summary.read_text("utf-8")
    assert f"| `{KEY}` | failed | a is away \\| 100% |" in told
    assert "| `hoofdpijn/nl/b/new` | posted | http://127.0.0.1/b/" in told
    practice.accounts("c")
    _, out, _ = run("publish")
    assert re.search("^::error title=Expertstatus::the ledger knows nothing of c yet", out, re.MULTILINE)
    assert "**SettingsError** the ledger knows nothing of c yet" in summary.read_text("utf-8")
