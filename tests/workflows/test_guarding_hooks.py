"""The hooks that ask the guard, in real git, and the task that makes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from syndicate.workflows import hooks
from syndicate.workflows.answers import professions
from syndicate.workflows.start import start
from tests.workflows.guarded import BSN, HERE, NOTHING, SECRET, commit, evil, located, unusual
from tests.workflows.source import git
from tests.workflows.starter import TODAY, answered

# ---- the hooks -----------------------------------------------------------------------------------------


@pytest.fixture
def hooked(kept):
    """The same with both hooks, and a .venv that is this one."""
    (kept.root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    told = hooks.install(kept.root, "nl", environ={})
    assert len(told) == 2
    return kept


def asked(practice, *args):
    around = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"CI": "true"}
    who = ("-c", "user.name=Hanna", "-c", "user.email=hanna@linde.example")
    return subprocess.run(
        ["git", *who, *args], cwd=practice.root, env=around, capture_output=True, text=True, check=False
    )


def test_git_refuses_a_commit_and_a_push_and_says_what_to_do(hooked):
    kept = hooked
    kept.write("content/pages/over.md", SECRET)
    git(kept.root, "add", "--all")
    refused = asked(kept, "commit", "-m", "over")
    assert refused.returncode
    told = refused.stdout + refused.stderr
    assert "content/pages/over.md:2" in told
    assert "Er is niets vastgelegd" in told
    assert BSN not in told
    # a commit of one file has an index of its own
    kept.write("content/pages/schoon.md", "Schoon.")
    git(kept.root, "reset", "--quiet")
    git(kept.root, "add", "content/pages/schoon.md")
    assert not asked(kept, "commit", "-m", "schoon", "content/pages/schoon.md").returncode
    kept.write("content/pages/schoon.md", SECRET)
    assert asked(kept, "commit", "-a", "-m", "toch").returncode
    assert not asked(kept, "commit", "--no-verify", "-a", "-m", "toch").returncode
    refused = asked(kept, "push", "origin", "main")
    assert refused.returncode
    assert "Er is niets verstuurd" in refused.stdout + refused.stderr
    assert BSN not in refused.stdout + refused.stderr
    kept.write("content/pages/schoon.md", "Schoon.")
    git(kept.root, "reset", "--quiet", "--soft", "origin/main")
    git(kept.root, "add", "content/pages/schoon.md")
    assert not asked(kept, "commit", "-m", "schoon").returncode
    assert not asked(kept, "push", "origin", "main").returncode


def test_the_hook_of_a_practice_below_the_repository_s_top_looks_at_the_very_index_of_the_commit(kept):
    below = kept.root / "praktijk"
    below.mkdir()
    for name in ("content", "pelicanconf.py", "theme"):
        if (kept.root / name).exists():
            shutil.move(kept.root / name, below / name)
    kept.write(".gitignore", ".venv\ntheme\noutput\n__pycache__\n")
    commit(kept)
    (below / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    assert len(hooks.install(below, "nl", environ={})) == 2
    kept.write("praktijk/content/pages/over.md", SECRET)
    git(kept.root, "add", "--all")
    for options in ((), ("praktijk/content/pages/over.md",)):
        refused = asked(kept, "commit", "-m", "over", *options)
        assert refused.returncode
        assert "praktijk/content/pages/over.md:2" in refused.stdout + refused.stderr
    kept.write("praktijk/content/pages/over.md", "Schoon.")
    git(kept.root, "add", "--all")
    assert not asked(kept, "commit", "-m", "schoon").returncode


def test_a_hook_without_its_program_says_what_to_do(hooked):
    (hooked.root / ".venv").unlink()
    empty = hooked.root.parent / "bin"
    empty.mkdir()
    for name in ("sh", "git"):
        (empty / name).symlink_to(shutil.which(name))
    done = subprocess.run(
        ["sh", ".git/hooks/pre-commit"], cwd=hooked.root, env={"PATH": str(empty), "HOME": str(empty)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "Tegengehouden" in done.stderr
    assert "pip install" in done.stderr


def test_hooks_are_made_once_and_renewed_when_they_are_ours(hooked):
    assert hooks.install(hooked.root, "nl", environ={}) == ()
    ours = hooked.root / ".git/hooks/pre-push"
    ours.write_text(ours.read_text().replace("--push", "--oud"))
    assert hooks.install(hooked.root, "nl", environ={}) == ()
    assert "--push --remote" in ours.read_text()
    assert ours.stat().st_mode & 0o111


def test_a_hook_of_somebody_s_own_stays_and_the_line_to_add_is_told(kept):
    folder = kept.root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name, own in (("pre-commit", "#!/bin/sh\nmake lint\n"), ("pre-push", "")):
        (folder / name).write_text(own)
    told = hooks.install(kept.root, "en", environ={})
    assert [line.split(";")[0] for line in told] == [
        "git has a pre-commit of your own",
        "git has a pre-push of your own",
    ]
    assert 'guard --push --remote "$1"' in told[1]
    assert (folder / "pre-commit").read_text() == "#!/bin/sh\nmake lint\n"
    (folder / "pre-push").unlink()
    (folder / "pre-push").mkdir()
    assert len(hooks.install(kept.root, "en", environ={})) == 2


def test_hooks_kept_elsewhere_are_not_ours_to_write(kept):
    git(kept.root, "config", "core.hooksPath", "haken")
    assert len(hooks.install(kept.root, "nl", environ={})) == 2
    assert not (kept.root / "haken").exists()


def test_no_hook_in_ci_nor_without_a_repository(kept, tmp_path):
    assert hooks.install(kept.root, "nl", environ={"CI": "true"}) == ()
    assert not list((kept.root / ".git/hooks").glob("pre-commit"))
    (tmp_path / "los").mkdir()
    assert hooks.install(tmp_path / "los", "nl", environ={}) == ()


def test_a_practice_that_begins_in_a_clone_gets_its_hooks(tmp_path):
    assert professions()
    place = tmp_path / "praktijk"
    place.mkdir()
    git(place, "init", "--quiet")
    told = []
    start(place, answered(), today=TODAY, tell=told.append, environ={})
    assert sum("git kijkt voortaan" in line for line in told) == 2
    assert "guard --staged" in (place / ".git/hooks/pre-commit").read_text()


def test_the_hook_itself_stops_an_evil_merge_whatever_git_was_told(hooked):
    unusual(hooked)
    evil(hooked)
    refused = asked(hooked, "push", "origin", "main")
    assert refused.returncode
    assert "Er is niets verstuurd" in refused.stdout + refused.stderr


# ---- the task ------------------------------------------------------------------------------------------


def task(practice, *args, stdin=""):
    around = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"CI": "true"} | HERE
    return subprocess.run(
        [sys.executable, "-m", "syndicate", "guard", *args],
        cwd=practice.root, env=around, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_task_says_where_and_what_and_ends_with_2(kept):
    for number in range(12):
        kept.write(f"content/pages/over{number}.md", SECRET)
    done = task(kept)
    assert done.returncode == 2
    assert done.stdout.count("secrecy.bsn") == 10
    assert "en nog 2 keer iets" in done.stderr
    assert BSN not in done.stdout + done.stderr
    tip = commit(kept)
    line = f"refs/heads/main {tip} refs/heads/main {NOTHING}\n"
    assert task(kept, "--push", stdin=line).returncode == 2
    assert task(kept, "--push", stdin="").returncode == 0
    assert task(kept, "--staged").returncode == 0


def test_the_task_cleans_and_installs_and_refuses_both_at_once(kept):
    kept.write("content/images/.keep", "")
    (kept.root / "content/images/prik.jpg").write_bytes(located())
    assert task(kept, "--clean", "content/images/prik.jpg").returncode == 0
    assert b"GPS" not in (kept.root / "content/images/prik.jpg").read_bytes()
    assert task(kept, "--install").returncode == 0
    assert task(kept, "--staged", "--push").returncode == 3
