"""The shipped workflow that takes in mail: what `drafts` wrote is pushed, and nothing else is."""

import subprocess

import pytest
import yaml

from tests.journey.conftest import ROOT

FILE = ROOT / "syndicate/starter/github/dot-github/workflows/drafts.yml"
DRAFT = "content/articles/oorpijn.md"


def git(*arguments, cwd):
    done = subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def run(tmp_path):
    """Run the last step in a clone, `script` in the place of our program; returns its exit code."""
    remote, clone, tools = tmp_path / "remote.git", tmp_path / "clone", tmp_path / "tools"
    git("init", "-q", "--bare", "-b", "main", str(remote), cwd=tmp_path)
    git("clone", "-q", str(remote), str(clone), cwd=tmp_path)
    (clone / "content/articles").mkdir(parents=True)
    (clone / "content/articles/griep.md").write_text("griep\n")
    who = ("-c", "user.name=t", "-c", "user.email=t@localhost")
    git("checkout", "-qb", "main", cwd=clone)
    git("add", "-A", cwd=clone)
    git(*who, "commit", "-qm", "Begin", cwd=clone)
    git("push", "-q", "origin", "main", cwd=clone)
    tools.mkdir()

    def step(script):
        program = tools / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        env = {"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(tmp_path), "BRANCH": "main"}
        told = {
            f"GIT_{n}_{k}": v for n in ("AUTHOR", "COMMITTER") for k, v in (("NAME", "d"), ("EMAIL", "d@x"))
        }
        last = yaml.safe_load(FILE.read_text(encoding="utf-8"))["jobs"]["drafts"]["steps"][-1]
        command = ["/bin/bash", "-e", "-c", last["run"]]
        return subprocess.run(command, cwd=clone, env=env | told, capture_output=True, check=False).returncode

    step.pushed = lambda: git("ls-tree", "-r", "--name-only", "main", cwd=remote).splitlines()
    step.commits = lambda: int(git("rev-list", "--count", "main", cwd=remote))
    return step


def test_a_draft_is_pushed_also_where_another_text_stays(run):
    assert run(f"mkdir -p drop; echo x > drop/report.txt; echo oor > {DRAFT}; exit 2") == 0
    assert run.pushed() == ["content/articles/griep.md", DRAFT]
    assert run.commits() == 2


def test_where_nothing_was_mailed_nothing_is_pushed(run):
    assert run("exit 0") == 0
    assert run.commits() == 1


def test_where_the_mailbox_could_not_be_read_the_job_fails_and_pushes_nothing(run):
    assert run(f"echo half > {DRAFT}; exit 5") != 0
    assert run.commits() == 1
