"""doctor: every point by itself, the worst first, and nothing changed."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from syndicate.errors import Exit
from syndicate.settings import FORMAT
from syndicate.site.hosts import MARK_FILE
from syndicate.workflows.doctor import CHECKS, doctor
from syndicate.workflows.health import Mark, machine
from tests.servers import mastodon
from tests.servers.git_http import git_http
from tests.workflows.points import one, seen
from tests.workflows.source import REAL, ROSTER, bare, git


def tree(root):
    return {f: (f.stat().st_mtime_ns, f.read_bytes()) for f in root.rglob("*") if f.is_file()}


def test_every_check_says_a_line_and_the_worst_come_first(practice):
    practice.publish()
    whole = doctor(practice.root, environ=practice.environ)
    marks = [p.mark for p in whole.points]
    assert marks == sorted(marks)
    said = {p.about.en for p in whole.points}
    assert said >= {about.en for about, _ in CHECKS.values()} - {"accounts", "clock", "mailbox"}
    assert whole.exit is Exit.DONE
    assert all(p.mend.nl for p in whole.points if p.mark is not Mark.GOOD)
    assert all(p.of("nl") and p.mark.words.nl for p in whole.points)


def test_nothing_is_changed_by_looking(practice):
    practice.publish()
    shutil.copytree(practice.root / "public", practice.root / "public.next")
    (practice.root / "public.next" / MARK_FILE).write_text("")
    before = tree(practice.root)
    doctor(practice.root, environ=practice.environ)
    assert tree(practice.root) == before


def test_settings_that_cannot_be_read_are_told_line_by_line(practice):
    practice.configure(TIMEZONE="Mars", SYNDICATE_LEASE="lang")
    whole = doctor(practice.root, environ=practice.environ)
    assert [p.mark for p in whole.points] == [Mark.ERROR, Mark.ERROR]
    assert whole.exit is Exit.SETTINGS


def test_a_check_that_fails_hides_no_other(practice, monkeypatch):
    def broken(_case):
        raise ZeroDivisionError("deling door nul")

    practice.publish()
    about, _ = CHECKS["clock"]
    monkeypatch.setitem(CHECKS, "clock", (about, broken))
    whole = doctor(practice.root, environ=practice.environ)
    assert whole.points[0].said.en == "ZeroDivisionError: deling door nul"
    assert whole.exit is Exit.UNFORESEEN
    assert len(whole.points) > 10


# ---- this machine -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("own", "mark"), [(None, Mark.ADVICE), (FORMAT, Mark.GOOD)])
def test_an_older_form_of_the_folder_can_be_renewed(practice, own, mark):
    practice.configure(SYNDICATE_FORMAT=own)
    point = one(practice, "form of the folder")
    assert point.mark is mark
    assert ("invoke upgrade" in point.mend.nl) == (mark is Mark.ADVICE)


@pytest.mark.suite("git")
def test_git_and_who_commits_are_looked_at(practice, monkeypatch, tmp_path):
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert one(practice, "git").mark is Mark.WARNING
    git(practice.root, "init", "--quiet")
    point = one(practice, "git")
    assert point.mark is Mark.ADVICE
    assert "user.name and user.email" in point.said.en
    git(practice.root, "config", "user.name", "Hanna")
    git(practice.root, "config", "user.email", "hanna@linde.example")
    assert one(practice, "git").mark is Mark.GOOD
    (practice.root / ".git" / "config").write_text("[core\n")
    assert "bad config" in one(practice, "git").said.en


@pytest.mark.parametrize(("title", "mark"), [("آلام الظهر", Mark.WARNING), ("Rugpijn", Mark.ADVICE)])
def test_without_fribidi_letters_that_join_are_said_to_be_missing(practice, monkeypatch, title, mark):
    from PIL import features

    practice.article("rug", title=title)
    monkeypatch.setattr(features, "check", lambda _name: False)
    point = one(practice, "letters")
    assert point.mark is mark
    assert "libfribidi0" in point.mend.en
    monkeypatch.setattr(features, "check", lambda _name: True)
    assert one(practice, "letters").said == machine.ALL_LETTERS


# ---- what may not go together or be seen --------------------------------------------------------------


def test_made_up_content_with_a_real_account_is_an_error(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[{"name": "x", "channel": "x"}])
    del practice.environ["SYNDICATE_NOW"]
    whole = doctor(practice.root, environ=practice.environ)
    first = whole.points[0]
    assert (first.about.en, first.mark) == ("settings", Mark.ERROR)
    assert "x is a real account" in first.said.en
    assert whole.exit is Exit.SETTINGS


def test_secrets_that_are_missing_are_named_and_never_shown(practice, plugged):
    practice.accounts("a", "b", options={"needs": ["token", "key"]})
    a, b = (
        one(practice, f"account {n}", SYNDICATE_A_TOKEN="geheim-van-a", SYNDICATE_A_KEY="sleutel-van-a")
        for n in "ab"
    )
    assert a.mark is Mark.GOOD
    assert b.exit is Exit.SETTINGS
    assert "SYNDICATE_B_TOKEN, SYNDICATE_B_KEY" in b.said.nl
    assert "geheim" not in f"{a}{b}".replace("elk geheim is er", "")


def test_a_channel_that_is_not_there_is_the_mistake_of_its_account(practice):
    practice.configure(
        SYNDICATE_ACCOUNTS=[{"name": "a", "channel": "geen", "base_url": "http://127.0.0.1:9"}]
    )
    point = one(practice, "account a")
    assert (point.mark, point.exit) == (Mark.ERROR, Exit.SETTINGS)
    assert "no channel named 'geen'" in point.said.en


def test_a_network_that_can_be_asked_says_whose_account_it_is(practice):
    with mastodon.serving() as server:
        practice.configure(
            SYNDICATE_ACCOUNTS=[{"name": "mastodon", "channel": "mastodon", "base_url": server.url}]
        )
        good = one(
            practice, "account mastodon", SYNDICATE_MASTODON_ACCESS_TOKEN=mastodon.SECRETS["access_token"]
        )
        bad = one(practice, "account mastodon", SYNDICATE_MASTODON_ACCESS_TOKEN="verlopen-token")
    assert good.mark is Mark.GOOD
    assert "@" in good.said.nl
    assert bad.mark is Mark.ERROR
    assert bad.exit is Exit.SETTINGS
    assert "verlopen-token" not in bad.said.en
    away = one(practice, "account mastodon", SYNDICATE_MASTODON_ACCESS_TOKEN="alice_token")
    assert (away.mark, away.exit) == (Mark.WARNING, Exit.DONE)


@pytest.mark.suite("git")
def test_a_remote_that_shows_private_files_is_the_first_line(practice, tmp_path):
    bare(tmp_path / "host", "site.git")
    practice.configure(SYNDICATE_PRACTICE=REAL)
    practice.write("content/private/rooster.md", ROSTER)
    git(practice.root, "init", "--quiet")
    assert one(practice, "private files").mark is Mark.GOOD
    git(practice.root, "add", "content")
    with git_http(tmp_path / "host") as host:
        git(practice.root, "remote", "add", "origin", host.url("site.git"))
        whole = doctor(practice.root, environ=practice.environ)
        assert whole.points[0].about.en == "private files"
        assert "Make that repository private" in whole.points[0].mend.en
        assert whole.exit is Exit.SETTINGS
        host.closed.add("site.git")
        assert "a stranger sees none" in one(practice, "private files").said.en
        host.broken["site.git"] = 500
        point = one(practice, "private files")
    assert (point.mark, point.exit) == (Mark.WARNING, Exit.DONE)
    assert "it answers 500" in point.said.nl


# ---- the texts ----------------------------------------------------------------------------------------


def test_reviews_are_counted_60_days_ahead(practice):
    assert one(practice, "reviews").mark is Mark.GOOD
    practice.article("hoofdpijn", next_review="2026-11-22")
    for uid, day in (("a1", "2026-11-23"), ("a2", "2027-01-22"), ("a3", "2027-01-01"), ("a4", "2027-01-02")):
        practice.article(uid, next_review=day)
    practice.article("a5", next_review="2027-01-23")
    practice.article("a6", next_review="2026-12-01", status="draft")
    late, soon = seen(practice, "reviews")
    assert (late.mark, soon.mark) == (Mark.WARNING, Mark.ADVICE)
    assert late.said.en == "overdue: 1 article (hoofdpijn/nl)."
    assert soon.said.nl == "binnen 60 dagen nodig: 4 artikelen (a1/nl, a2/nl, a3/nl en 1 meer)."


def test_translations_that_nobody_read_are_counted(practice):
    assert one(practice, "translations").mark is Mark.GOOD
    practice.article("hoofdpijn", lang="en")
    point = one(practice, "translations")
    assert point.mark is Mark.ADVICE
    assert "hoofdpijn/en" in point.said.en
    assert "--role language" in point.mend.en


# ---- on the terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [("nl", "fout"), ("en", "error")])
def test_the_task_prints_a_line_per_point_and_ends_with_the_worst(practice, lang, word, tmp_path):
    practice.configure(SYNDICATE_LANGUAGE=lang)
    practice.write("public/van-een-ander.html", "x")
    practice.write("tasks.py", "from syndicate.tasks import ns\n")
    summary = tmp_path / "summary.md"
    environ = practice.environ | {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "doctor"],
        cwd=practice.root, env={"PATH": "/usr/bin:/bin", **environ},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.UNAVAILABLE, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{word} ")
    assert lines[1].startswith("::error title=doctor::")
    assert len(lines) > 10
    assert f"**{word}**" in summary.read_text()


def test_an_account_by_hand_without_a_message_or_a_button_gets_advice_once(practice):
    account = {"channel": "hand", "base_url": "http://127.0.0.1:9", "options": {"network": "x"}}
    practice.configure(SYNDICATE_ACCOUNTS=[{"name": "a", **account}, {"name": "b", **account}])
    found = [p for p in doctor(practice.root, environ=practice.environ).points if p.about.en == "by hand"]
    assert [p.mark for p in found] == [Mark.ADVICE, Mark.ADVICE]
    practice.configure(SYNDICATE_ACTS="https://github.com/a/b/issues/new?title={title}&body={text}")
    told = practice.environ | {"SYNDICATE_TELL": "json://127.0.0.1:9/"}
    assert not [p for p in doctor(practice.root, environ=told).points if p.about.en == "by hand"]


def test_an_account_whose_posts_would_wait_for_its_token_gets_advice_to_name_somebody(networks, practice):
    def advice(**environ):
        points = doctor(practice.root, environ=practice.environ | environ).points
        return [p.said.en for p in points if p.about.en == "by hand"]

    practice.accounts("a", "b")
    (said,) = advice()
    assert "nobody stands in when a token dies" in said
    assert advice(SYNDICATE_TELL="json://127.0.0.1:9/") == []
    practice.accounts("a", by_hand=False)
    assert advice() == []
    practice.configure(SYNDICATE_ACCOUNTS=None)
    assert advice() == []
