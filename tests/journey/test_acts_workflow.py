"""The shipped workflow that does what a note asks for: who is heard, and what no shell reads."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from syndicate.model.act import PREFIX

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {
    ".venv/bin/python": ROOT / ".github/workflows/acts.yml",
    "python": ROOT / "syndicate/starter/github/dot-github/workflows/acts.yml",
}
TOKEN = "0a1b2c3d"
FIRST, ACT = "See that its writer may write here", "Do it"
FAILED, CLOSE = "Say in the issue why it was not done", "Close the issue"
GH = """#!/usr/bin/python3
import json, os, sys
if sys.argv[1] != "api":
    open(os.environ["HELD"] + "/gh.json", "w").write(json.dumps(sys.argv[1:]))
elif sys.argv[2:] != ["repos/linde/site/collaborators/anna/permission", "--jq", ".permission"] or not ROLE:
    print('{"message": "Not Found", "status": "404"}')
    sys.exit("gh: Not Found (HTTP 404)")
else:
    print({"maintain": "write", "triage": "read"}.get(ROLE, ROLE))
"""
"""GitHub's own program as far as it is asked; the roles as the REST API puts them (the permission of a
collaborator: admin, write, read or none)."""


def job(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["act"]


@pytest.fixture(params=sorted(SHIPPED))
def step(request, tmp_path, tmp_path_factory):
    """Run one of the workflow's own steps, as GitHub does; returns its exit code."""
    held = tmp_path_factory.mktemp("held")

    def run(name, role="", **said):
        (found,) = (s for s in job(SHIPPED[request.param])["steps"] if s.get("name") == name)
        strict = ["-o", "pipefail"] if found.get("shell") == "bash" else []
        tool = held / "gh"
        tool.write_text(GH.replace("ROLE", repr(role)))
        tool.chmod(0o755)
        github = {
            "REPOSITORY": "linde/site",
            "WRITER": "anna",
            "NUMBER": "7",
            "RUN": "https://github.example/1",
        }
        env = {"PATH": f"{held}:{tmp_path}:/usr/bin:/bin", "RUNNER_TEMP": str(held), "HELD": str(held)}
        done = subprocess.run(
            ["/bin/bash", "-e", *strict, "-c", found["run"]],
            cwd=tmp_path,
            env={**env, **{k: v for k, v in (github | said).items() if k in found["env"]}},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode

    run.ours, run.held = tmp_path / request.param, held
    return run


def ours(step, script):
    """Put a program in the place of ours."""
    step.ours.parent.mkdir(parents=True, exist_ok=True)
    step.ours.write_text(f"#!/bin/sh\n{script}\n")
    step.ours.chmod(0o755)


def in_the_issue(step):
    """Return what was said in the issue, and how."""
    return json.loads((step.held / "gh.json").read_text())


@pytest.mark.parametrize("words", ["$(touch gone)", "`touch gone`", '";touch gone;"', "--help", "a\nb", ""])
def test_what_somebody_wrote_reaches_the_task_as_it_is_and_runs_nothing(step, tmp_path, words):
    ours(step, 'printf "%s|" "$@" "$ACT_TITLE" "$ACT_TEXT" "$ACT_LOGIN" > asked.txt')
    said = {"ACT_TITLE": f"{PREFIX}geplaatst {words}", "ACT_TEXT": words, "ACT_LOGIN": "anna"}
    assert step(ACT, **said) == 0
    asked = (tmp_path / "asked.txt").read_text()
    assert asked == f"-m|syndicate|act|{PREFIX}geplaatst {words}|{words}|anna|"
    program = step.ours.relative_to(tmp_path).parts[0]
    assert {f.name for f in tmp_path.iterdir()} == {program, "asked.txt"}


@pytest.mark.parametrize("role", ["admin", "maintain", "write"])
def test_whoever_may_write_in_the_repository_is_heard(step, role):
    assert step(FIRST, role) == 0


@pytest.mark.parametrize("role", ["triage", "read", "none", ""])
def test_whoever_may_only_read_it_is_not_heard_and_is_told_so(step, role):
    assert step(FIRST, role) != 0
    assert step(FAILED) == 0
    assert in_the_issue(step)[:5] == ["issue", "comment", "7", "--repo", "linde/site"]
    why = "may not write in this repository" if role else "gh: Not Found (HTTP 404)"
    assert why in in_the_issue(step)[-1]


def test_what_the_task_refused_is_said_in_the_issue_in_its_last_words(step):
    said = 'echo "reading the ledger" >&2; echo "no card has the signs 0a1b2c3d." >&2'
    ours(step, f"{said}; echo ::error::x; exit 3")
    assert step(ACT, ACT_TITLE=f"{PREFIX}geplaatst {TOKEN}") != 0
    assert step(FAILED) == 0
    *how, said = in_the_issue(step)
    assert how == ["issue", "comment", "7", "--repo", "linde/site", "--body"]
    assert said.startswith("Not done: no card has the signs 0a1b2c3d.")
    assert said.endswith("https://github.example/1")
    assert "reading" not in said


def test_where_nothing_said_why_the_issue_leads_to_the_run(step):
    assert step(FAILED) == 0
    assert in_the_issue(step)[-1].startswith("Not done: the run says why.")


def test_an_issue_of_which_all_was_done_is_closed_with_what_was_done(step):
    ours(step, 'echo "a step" >&2; echo "Dit bericht gaat niet uit."; echo ::notice::x')
    assert step(ACT, ACT_TITLE=f"{PREFIX}niet plaatsen {TOKEN}") == 0
    assert step(CLOSE) == 0
    closing = ["issue", "close", "7", "--repo", "linde/site", "--comment"]
    assert in_the_issue(step) == [*closing, "Dit bericht gaat niet uit."]


@pytest.mark.parametrize("file", SHIPPED.values(), ids=list(SHIPPED))
def test_only_who_may_write_is_heard_and_no_word_of_theirs_stands_in_a_script(file):
    said = job(file)
    assert said["if"] == f"startsWith(github.event.issue.title, '{PREFIX}')"
    assert said["steps"][0]["name"] == FIRST
    assert said["steps"][0]["env"]["WRITER"] == "${{ github.event.issue.user.login }}"
    assert {s["name"]: s["if"] for s in said["steps"] if "if" in s} == {
        FAILED: "failure() && steps.act.outcome != 'success'"
    }
    assert said["steps"][-1]["name"] == FAILED
    assert said["permissions"] == {"contents": "write", "issues": "write"}
    assert all("${{" not in step.get("run", "") for step in said["steps"])
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {}


def test_the_two_differ_in_how_the_program_is_started_alone():
    ours, theirs = (job(SHIPPED[name]) for name in (".venv/bin/python", "python"))
    said = [s.get("run", "").replace(".venv/bin/python", "python") for s in ours["steps"]]
    assert [r for r in said if r != "make setup"] == [
        r for s in theirs["steps"] if "requirements.txt" not in (r := s.get("run", ""))
    ]
