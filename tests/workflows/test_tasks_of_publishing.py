"""The tasks that publish, and take back, as a person runs them: what they print and end with."""

from __future__ import annotations

import re

from syndicate.errors import Exit, OutcomeUnknown, Unavailable

KEY = "hoofdpijn/nl/a/new"


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
        *("adopted", "adopted", "deploy", "addresses", "claim", "claim"),
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
