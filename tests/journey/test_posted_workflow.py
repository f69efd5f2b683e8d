"""The shipped workflow that notes a post: who is heard, and what of their words reaches the shell."""

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {
    ".venv/bin/python": ROOT / ".github/workflows/posted.yml",
    "python": ROOT / "syndicate/starter/github/dot-github/workflows/posted.yml",
}
TOKEN, WHERE = "0a1b2c3d", "https://www.linkedin.com/feed/update/urn:li:share:7/?a=1&b=2"


def job(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["posted"]


@pytest.fixture(params=sorted(SHIPPED))
def noted(request, tmp_path):
    """Run the workflow's own step with an issue's words; returns its exit code and what it asked of us."""
    (step,) = (s for s in job(SHIPPED[request.param])["steps"] if s.get("name") == "Note it")
    ours = tmp_path / request.param
    ours.parent.mkdir(parents=True, exist_ok=True)
    ours.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > asked.txt\n')
    ours.chmod(0o755)

    def run(title, body):
        done = subprocess.run(
            ["/bin/bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path}:/usr/bin:/bin", "TITLE": title, "BODY": body},
            capture_output=True,
            text=True,
            check=False,
        )
        asked = tmp_path / "asked.txt"
        said = asked.read_text().splitlines() if asked.is_file() else []
        assert sorted(f.name for f in tmp_path.iterdir()) in (
            sorted({request.param.split("/")[0], *(["asked.txt"] if said else [])}),
        )
        return done.returncode, said

    return run


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (WHERE, ["--url", WHERE]),
        (f"{WHERE}\r\n", ["--url", WHERE]),
        ("", []),
        ("  \n", []),
        ("skip", ["--skip"]),
    ],
)
def test_a_note_becomes_one_task(noted, body, more):
    assert noted(f"posted {TOKEN}", body) == (0, ["-m", "syndicate", "posted", TOKEN, *more])


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("posted ", WHERE),
        (f"posted {TOKEN} --skip", WHERE),
        (f"posted {TOKEN}; touch gone", WHERE),
        ("posted $(touch gone)", WHERE),
        (f"posted {TOKEN}", "$(touch gone)"),
        (f"posted {TOKEN}", "https://x.example/$(touch gone)"),
        (f"posted {TOKEN}", "https://x.example/`touch gone`"),
        (f"posted {TOKEN}", 'https://x.example/";touch gone;"'),
        (f"posted {TOKEN}", "--skip"),
        (f"posted {TOKEN}", f"https://x.example/{'a' * 600}"),
        (f"posted {TOKEN}", "http://x.example/1"),
    ],
)
def test_what_is_no_card_or_no_address_asks_nothing_and_runs_nothing(noted, title, body):
    code, asked = noted(title, body)
    assert code != 0
    assert asked == []


@pytest.mark.parametrize("file", SHIPPED.values(), ids=list(SHIPPED))
def test_only_who_may_write_is_heard_and_no_word_of_theirs_stands_in_a_script(file):
    said = job(file)
    assert '["OWNER", "MEMBER", "COLLABORATOR"]' in said["if"]
    assert "github.event.issue.author_association" in said["if"]
    assert said["permissions"] == {"contents": "write", "issues": "write"}
    assert all("${{" not in step.get("run", "") for step in said["steps"])
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {}


def test_the_two_differ_in_how_the_program_is_started_alone():
    ours, theirs = (job(SHIPPED[name]) for name in (".venv/bin/python", "python"))
    said = [s.get("run", "").replace(".venv/bin/python", "python") for s in ours["steps"]]
    assert [r for r in said if r != "make setup"] == [
        r for s in theirs["steps"] if "requirements.txt" not in (r := s.get("run", ""))
    ]
