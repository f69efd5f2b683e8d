"""Whether strangers can read a repository: who is asked, how, and what an answer means."""

from __future__ import annotations

import json
import os

import pytest

from syndicate import settings
from syndicate.errors import Exit
from syndicate.http import Door
from syndicate.workflows import private, repository
from tests.workflows.source import ROSTER, fine, real, refused

pytestmark = pytest.mark.suite("git")


def test_behind_a_login_it_may_stand_whatever_login_this_machine_has(source, tmp_path, monkeypatch):
    source.secret()
    source.push()
    source.host.closed.add("site.git")
    login = "hanna:wachtwoord"
    source.git("remote", "set-url", "origin", source.host.url("site.git", login))
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login hanna password wachtwoord\n")
    (tmp_path / ".gitconfig").write_text(
        f'[http]\n\textraHeader = "Authorization: Basic x"\n[credential]\n\thelper = "!echo {login}"\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert fine(source) == []
    assert len(source.host.asked) == 2
    assert {given for _, given in source.host.asked} == {""}


@pytest.mark.parametrize("how", [503, "gone"])
def test_where_nobody_answers_the_run_goes_on_and_says_so(source, how):
    source.secret()
    source.push()
    if how == "gone":
        source.git("remote", "set-url", "origin", "http://127.0.0.1:9/site.git")
    else:
        source.host.broken["site.git"] = how
    (doubt,) = fine(source)
    assert "origin" in doubt
    assert ("503" if how == 503 else "no answer") in doubt


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_a_closed_door(source, status):
    source.secret()
    source.host.broken["site.git"] = status
    assert fine(source) == []


def test_a_page_that_asks_for_a_login_is_a_closed_door_too(source):
    source.secret()
    source.host.pages["site.git"] = "<title>Log in</title>"
    assert fine(source) == []


def test_a_folder_on_this_machine_is_nobody_elses(source):
    source.secret()
    source.git("remote", "set-url", "origin", str(source.host.folder / "site.git"))
    source.git("remote", "add", "file", f"file://{source.host.folder}/site.git")
    assert fine(source) == []


def test_the_protocol_of_git_knows_no_login(source):
    source.secret()
    source.git("remote", "set-url", "origin", "git://127.0.0.1/site.git")
    refused(source)


def test_a_practice_without_git_has_nothing_to_ask(practice):
    real(practice)
    practice.write("content/private/rooster.md", ROSTER)
    assert practice.publish().exit is Exit.DONE


def test_without_the_program_git_nothing_is_asked(source, monkeypatch):
    source.secret()
    monkeypatch.setenv("PATH", str(source.host.folder))
    assert fine(source) == []


def test_a_git_that_does_not_end_is_a_doubt(source, tmp_path, monkeypatch):
    source.secret()
    slow = tmp_path / "slow" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 5\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(repository, "LONGEST", 0.2)
    conf = settings.load(source.practice.root, source.practice.environ)
    (doubt,) = private.refuse_readable(conf)
    assert "took longer" in doubt


def test_a_repository_that_git_will_not_read_is_a_doubt(source):
    source.secret()
    (source.practice.root / ".git" / "config").write_text("[core\n")
    (doubt,) = fine(source)
    assert "git" in doubt


@pytest.mark.parametrize("private_there", [True, False])
def test_the_runner_of_a_code_host_knows_its_own_repository(source, tmp_path, private_there):
    source.secret()
    address = source.host.url("site.git")
    source.git("remote", "set-url", "origin", address.removesuffix(".git"))
    said = {"repository": {"clone_url": address, "html_url": address, "private": private_there}}
    event = tmp_path / "event.json"
    event.write_text(json.dumps(said))
    source.practice.environ["GITHUB_EVENT_PATH"] = str(event)
    if private_there:
        assert fine(source) == []
    else:
        refused(source)
    assert source.host.asked == []


@pytest.mark.parametrize(
    "said",
    [
        "geen json",
        "[]",
        '{"schedule": "17 * * * *"}',
        '{"repository": {"clone_url": "https://code.example/x.git", "html_url": "https://code.example/x", '
        '"private": true}}',
        '{"repository": {"clone_url": "HERE", "html_url": "HERE", "private": "?"}}',
        None,
    ],
)
def test_a_runner_that_says_nothing_of_it_leaves_the_question_to_us(source, tmp_path, said):
    source.secret()
    event = tmp_path / "event.json"
    if said is not None:
        event.write_text(said.replace("HERE", source.host.url("site.git")))
    source.practice.environ["GITHUB_EVENT_PATH"] = str(event)
    refused(source)
    assert source.host.asked


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://code.example/linde/site", "https://code.example/linde/site"),
        ("https://token@code.example:8443/linde/site.git/", "https://code.example:8443/linde/site"),
        ("http://u:p@127.0.0.1:3000/x.git", "http://127.0.0.1:3000/x"),
        ("git@code.example:linde/site.git", "https://code.example/linde/site"),
        ("code.example:linde/site.git", "https://code.example/linde/site"),
        ("ssh://git@code.example:2222/linde/site.git", "https://code.example/linde/site"),
        ("git+ssh://git@code.example/linde/site", "https://code.example/linde/site"),
        ("ssh://git@[::1]/site", "https://[::1]/site"),
    ],
)
def test_a_stranger_asks_at_the_same_host_and_path_over_http(address, asked):
    assert private.web_addresses(address) == (f"{asked}.git", asked)


def test_a_host_that_lends_ssh_another_name_is_asked_under_its_own_too():
    asked = private.web_addresses("ssh://git@ssh.code.example:443/linde/site.git")
    assert "https://code.example/linde/site.git" in asked
    assert "https://ssh.code.example/linde/site.git" in asked


@pytest.mark.parametrize(
    "address", ["/srv/git/site.git", "../site", "C:\\git\\site", "C:/git/site", "file:///x"]
)
def test_a_path_is_asked_of_nobody(address):
    assert private.web_addresses(address) == ()
    assert private.ask(Door(), address) == private.Answer(False)
