"""The small file that a run leaves beside the build: on every host, across deploys, rollbacks and deaths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from syndicate.errors import SiteError
from syndicate.settings import Settings
from syndicate.site.deploy import note, rollback
from syndicate.site.hosts import NOTE_FILE, branch, open_host
from tests.servers.ssh import ssh_server
from tests.site.places import HOSTS, Stage, Way, by_daemon, git, in_folder, in_git, over_ssh, practice

OLD = {"index.html": "old", ".well-known/security.txt": "Contact: mailto:praktijk@example.org\n"}
NEW = {"index.html": "new", "griepprik/index.html": "prik"}
BARE = {"index.html": "bare"}
FIRST, SECOND = '{\n  "v": 1\n}\n', '{\n  "v": "it\'s $HOME"\n}\n'


@pytest.fixture(params=HOSTS)
def stage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    way: Way = request.param
    with way(tmp_path, monkeypatch) as stage:
        yield stage


def leave(made: Settings, text: str) -> str:
    """Write a note and return what stood there."""
    stood: list[str] = []
    note(made, lambda there: text if stood.append(there) is None else "")
    return stood[0] if stood else "nothing is live"


def with_note(site: dict[str, str], text: str = FIRST) -> dict[str, str]:
    return {**site, NOTE_FILE: text}


def test_a_note_stands_beside_the_build_and_is_replaced_whole(stage: Stage) -> None:
    stage.deploy(NEW, 1)
    assert leave(stage.settings, FIRST) == ""
    assert stage.live() == with_note(NEW)
    assert leave(stage.settings, SECOND).strip() == FIRST.strip()
    assert stage.live() == with_note(NEW, SECOND)
    assert leave(stage.settings, "").strip() == SECOND.strip()
    assert stage.live() == with_note(NEW, SECOND)


def test_nothing_is_noted_where_nothing_is_live_and_nothing_over_what_is_not_ours(stage: Stage) -> None:
    assert leave(stage.settings, FIRST) == "nothing is live"
    assert stage.live() == {}
    stage.write("thesis.txt", "years of work")
    with pytest.raises(SiteError, match="files here that Expertstatus did not put there"):
        leave(stage.settings, FIRST)
    assert stage.live() == {"thesis.txt": "years of work"}


def test_a_note_makes_no_build_look_damaged_and_no_build_newer(stage: Stage) -> None:
    for version, site in enumerate((OLD, BARE), start=1):
        stage.deploy(site, version)
        leave(stage.settings, FIRST)
        with open_host(stage.settings) as host:
            live = host.live()
            assert host.intact(stage.settings.output)
        stage.deploy(site, version)
        with open_host(stage.settings) as host:
            assert host.live() == live
        assert stage.live() == with_note(site)


def test_a_deploy_carries_the_note_over_and_leaves_nothing_else_of_the_build_before(stage: Stage) -> None:
    stage.deploy(OLD, 1)
    leave(stage.settings, FIRST)
    stage.deploy(BARE, 2)
    assert stage.live() == with_note(BARE)


def test_the_way_back_steps_over_every_note(stage: Stage) -> None:
    stage.deploy(OLD, 1)
    leave(stage.settings, FIRST)
    leave(stage.settings, SECOND)
    stage.deploy(NEW, 2)
    for text in (FIRST, SECOND, FIRST):
        leave(stage.settings, text)
    assert "build 1" in rollback(stage.settings)
    assert stage.live() == with_note(OLD), "the newest note stays"
    leave(stage.settings, SECOND)
    assert "build 2" in rollback(stage.settings)
    assert stage.live() == with_note(NEW, SECOND)
    stage.deploy(BARE, 3)
    leave(stage.settings, FIRST)
    assert "build 2" in rollback(stage.settings)
    assert stage.live() == with_note(NEW)


def test_what_a_killed_run_left_of_a_note_is_no_damage_and_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_folder(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        torn = tmp_path / "public" / f"{NOTE_FILE}.new"
        torn.write_text('{"v"')
        with open_host(stage.settings) as host:
            host.live()
            assert host.intact(stage.settings.output)
        leave(stage.settings, FIRST)
        assert not torn.exists()
        assert stage.live() == with_note(OLD)


def test_a_note_that_cannot_be_carried_stops_no_deploy_and_no_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_folder(tmp_path, monkeypatch) as stage:
        stage.deploy(NEW, 1)
        leave(stage.settings, FIRST)
        stage.deploy({**BARE, ".well-known": "a file where the folder should be"}, 2)
        assert stage.live()[".well-known"].startswith("a file")
        with pytest.raises(SiteError, match="well-known"):
            leave(stage.settings, FIRST)
        assert "build 1" in rollback(stage.settings)
        assert stage.live() == with_note(NEW)


def test_a_note_that_is_no_text_is_simply_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with in_folder(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        (tmp_path / "public" / NOTE_FILE).write_bytes(b"\xff\xfe")
        leave(stage.settings, FIRST)
        assert stage.live() == with_note(OLD)


@pytest.mark.suite("git")
def test_the_way_back_reaches_below_the_notes_of_weeks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branch, "DEEPER", 2)
    with in_git(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        stage.deploy(NEW, 2)
        for number in range(7):
            leave(stage.settings, f"{number}\n")
        elsewhere = practice(tmp_path / "elsewhere", f"git:file://{tmp_path / 'remote.git'}")
        assert "build 1" in rollback(elsewhere), "from a machine that has fetched nothing yet"
        assert stage.live() == with_note(OLD, "6\n")
        log = git("-C", str(tmp_path / "remote.git"), "log", "--format=%s", "gh-pages").splitlines()
        assert log[0].startswith("Back to build 1")
        assert log[1:8] == ["Note of the last run"] * 7
        assert ".nojekyll" in git("-C", str(tmp_path / "remote.git"), "ls-tree", "--name-only", "gh-pages")


@pytest.mark.suite("git")
def test_with_one_build_and_many_notes_there_is_no_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_git(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        for text in (FIRST, SECOND, FIRST):
            leave(stage.settings, text)
        with pytest.raises(SiteError, match="no previous build"):
            rollback(stage.settings)


@pytest.mark.suite("rsync", "ssh")
def test_what_a_login_says_is_no_part_of_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with over_ssh(tmp_path, monkeypatch) as stage:
        stage.deploy(NEW, 1)
        leave(stage.settings, FIRST)
        ssh = tmp_path / "bin" / "ssh"
        ssh.write_text(ssh.read_text().replace("exec ", "echo Welcome to our hosting.\nexec "))
        assert leave(stage.settings, "").strip() == FIRST.strip()


@pytest.mark.suite("rsync")
def test_the_note_of_a_daemon_is_kept_apart_from_the_build_that_this_machine_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with by_daemon(tmp_path, monkeypatch) as stage:
        stage.deploy(NEW, 1)
        leave(stage.settings, FIRST)
        stage.deploy(BARE, 2)
        leave(stage.settings, SECOND)
        rollback(stage.settings)
        assert stage.live() == with_note(NEW, SECOND)


class Plain(asyncssh.SFTPServer):
    """A server that cannot rename over a file that is there, as many a hosting company's."""

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported("no such operation")


def test_over_sftp_a_server_that_renames_over_nothing_gets_the_note_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far, home = tmp_path / "far", tmp_path / "home"
    far.mkdir()
    monkeypatch.setenv("HOME", str(home))
    with ssh_server(far, home, Plain) as port:
        made = practice(tmp_path, f"sftp:tester@127.0.0.1:{port}/site")
        Stage(made, dict, lambda _name, _text: None).deploy(NEW, 1)
        for text in (FIRST, SECOND):
            leave(made, text)
        assert (far / "site" / NOTE_FILE).read_text() == SECOND
