"""Where a new practice's site is kept: the pipeline, the line for cron or the timer that it gets."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from syndicate import settings
from syndicate.errors import Exit, SettingsError
from syndicate.workflows import answers
from syndicate.workflows.check import check
from syndicate.workflows.publish import publish
from syndicate.workflows.start import start
from tests.workflows.starter import ROOT, STARTER, TODAY, answered, files


@pytest.mark.parametrize(
    ("said", "deploy", "forge", "address"),
    [
        ("folder", "folder:public", "", ""),
        ("folder:/srv/www/linde", "folder:/srv/www/linde", "", ""),
        (
            *("github:Linde/site", "git:https://github.com/Linde/site.git", "github"),
            "https://linde.github.io/site",
        ),
        (
            *("git:https://github.com/linde/linde.github.io", "git:https://github.com/linde/linde.github.io"),
            *("github", "https://linde.github.io"),
        ),
        ("gitlab:zorg/linde/site", "git:https://gitlab.com/zorg/linde/site.git", "gitlab", ""),
        ("gitlab:git.zorg.example/linde/site", "git:https://git.zorg.example/linde/site.git", "gitlab", ""),
        (
            *("forgejo:linde/site", "git:https://codeberg.org/linde/site.git", "forgejo"),
            "https://linde.codeberg.page/site",
        ),
        ("git:git@codeberg.org:linde/site.git", "git:git@codeberg.org:linde/site.git", "forgejo", ""),
        ("git:/srv/linde.git", "git:/srv/linde.git", "", ""),
        ("rsync:ik@host.example:site", "rsync:ik@host.example:site", "", ""),
        ("sftp:ik@host.example:22/site", "sftp:ik@host.example:22/site", "", ""),
    ],
)
def test_a_host_is_a_folder_a_forge_or_what_the_settings_take(said, deploy, forge, address):
    host = answers.read_host(said)["host"]
    assert (host.deploy, host.forge, host.address) == (deploy, forge, address)


def test_a_forge_gets_its_workflow_and_a_machine_its_cron_and_its_timer(begin):
    made = {}
    for host in ("github:linde/site", "gitlab:linde/site", "forgejo:linde/site", "folder"):
        folder = begin(host=host, siteurl="https://linde.example")
        made[host] = files(folder)
        assert check(folder, environ={}).exit is Exit.DONE
        shutil.rmtree(folder)
    kinds = {
        ".github/workflows/publish.yml",
        ".gitlab-ci.yml",
        ".forgejo/workflows/publish.yml",
        "deploy/cron.txt",
    }
    assert [kinds & set(there) for there in made.values()] == [
        {".github/workflows/publish.yml"},
        {".gitlab-ci.yml"},
        {".forgejo/workflows/publish.yml"},
        {"deploy/cron.txt"},
    ]
    for host, name in (
        ("gitlab:linde/site", ".gitlab-ci.yml"),
        ("forgejo:linde/site", ".forgejo/workflows/publish.yml"),
    ):
        assert made[host][name].startswith("# Not run on a real")
    assert 'SYNDICATE_DEPLOY_BRANCH = "pages"' in made["forgejo:linde/site"]["pelicanconf.py"]


def test_gitlabs_site_brings_the_pipeline_of_its_own_branch(begin):
    folder = begin(host="gitlab:linde/site", siteurl="https://linde.example")
    conf = folder / "pelicanconf.py"
    more = 'SYNDICATE_DEPLOY = "folder:public"\nSYNDICATE_LEDGER = "file:.syndicate/ledger"\n'
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    publish(folder, environ={})
    pages = yaml.safe_load((folder / "public" / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pages["pages"]["artifacts"] == {"paths": ["public"]}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_a_practice_on_a_code_host_keeps_its_memory_on_a_branch_and_may_have_a_real_network(
    begin, lang, forge
):
    folder = begin(lang, channel="x", host=f"{forge}:linde/site", siteurl="https://linde.example")
    conf = settings.load(folder, {"CI": "true"})
    assert conf.ledger == "branch:ledger"
    assert [a.channel for a in conf.accounts] == ["folder", "x"]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "`ledger`" in readme
    assert ".syndicate/" not in readme


def test_a_practice_on_a_machine_keeps_its_memory_in_its_folder(begin):
    folder = begin(host="rsync:ik@host.example:site", siteurl="https://linde.example")
    assert "SYNDICATE_LEDGER" not in (folder / "pelicanconf.py").read_text(encoding="utf-8")
    assert "`.syndicate/`" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_practice_that_is_not_in_git_yet_is_checked_and_publishes_nothing(begin):
    folder = begin(host="github:linde/site", channel="x")
    told = []
    assert check(folder, tell=told.append, environ={}).exit is Exit.DONE
    assert any("not known here what was approved" in line for line in told)
    with pytest.raises(SettingsError, match="Put the site into a git repository"):
        publish(folder, environ={})


def test_every_shipped_pipeline_can_be_read_and_what_may_be_pinned_is_pinned():
    for file in (STARTER / "github", STARTER / "forgejo", STARTER / "gitlab"):
        for pipeline in file.rglob("*.yml"):
            told = yaml.safe_load(pipeline.read_text(encoding="utf-8"))
            uses = re.findall(r"uses: (\S+)", pipeline.read_text(encoding="utf-8"))
            assert told
            assert all(re.search(r"@[0-9a-f]{40}$", each) for each in uses)


def test_githubs_workflow_is_that_of_this_repository_with_pip_for_make():
    def steps(text: str) -> str:
        text = re.sub(r" *- name: Install what.*\n.*\n", "", text)
        return text.replace("run: python -m syndicate ", "run: make ")

    ours = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    theirs = (STARTER / "github/dot-github/workflows/publish.yml").read_text(encoding="utf-8")
    assert steps(theirs) == steps(ours)


@pytest.mark.parametrize("name", ["publish.yml", "acts.yml", "drafts.yml"])
def test_zizmor_finds_nothing_in_the_workflows_of_a_practice(name):
    tool = Path(sys.prefix) / "bin" / "zizmor"
    file = STARTER / "github/dot-github/workflows" / name
    told = subprocess.run(
        [tool, "--offline", "--no-progress", file], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def with_python(folder: Path) -> None:
    """Give a practice the environment that its README makes."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


@pytest.mark.parametrize("name", ["praktijk", "de 100% praktijk"])
def test_the_line_for_cron_publishes_from_an_empty_environment(tmp_path, name):
    folder = start(tmp_path / name, answered(), today=TODAY)
    with_python(folder)
    lines = (folder / "deploy" / "cron.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    env = dict(row.split("=", 1) for row in rows if re.match(r"[A-Z]+=", row))
    command = rows[-1].split(None, 5)[5].replace("\\%", "%")  # as cron reads it
    ran = subprocess.run([env["SHELL"], "-c", command], env=env, cwd="/", capture_output=True, check=False)
    told = (folder / "publish.log").read_text(encoding="utf-8")
    assert ran.returncode == 0, told
    assert "exit 0" in told
    assert (folder / "public" / "index.html").is_file()


@pytest.mark.suite("systemd")
@pytest.mark.parametrize("name", ["praktijk", "de 100% praktijk"])
def test_systemd_takes_the_service_and_the_timer(tmp_path, name):
    folder = start(tmp_path / name, answered(), today=TODAY)
    with_python(folder)
    units = [folder / "deploy" / f"expertstatus.{kind}" for kind in ("service", "timer")]
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    ran = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "expertstatus" not in ran.stderr
