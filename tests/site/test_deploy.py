"""What every kind of host keeps; what only one of them does stands in test_hosts.py and test_hosts_far.py."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from syndicate.errors import Exit, SettingsError, SiteError
from syndicate.site import deploy as deploying
from syndicate.site.deploy import deploy, forget, note, rollback
from syndicate.site.hosts import NOTE_FILE
from tests.site.places import HOSTS, Stage, Way, fingerprint, git, in_folder, practice

OLD = {"index.html": "old", "griepprik/index.html": "prik", "gone.html": "x"}
NEW = {"index.html": "new", "griepprik/index.html": "prik", "rug/pijn/index.html": "rug", "a b.txt": ""}
LAST = {"index.html": "last"}


@pytest.fixture(params=HOSTS)
def stage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    way: Way = request.param
    with way(tmp_path, monkeypatch) as stage:
        yield stage


def test_a_first_deploy_a_second_and_the_way_back_and_forth(stage: Stage) -> None:
    with pytest.raises(SiteError, match="no previous build") as failed:
        rollback(stage.settings)
    assert failed.value.exit is Exit.UNAVAILABLE
    stage.deploy(OLD, 1)
    assert stage.live() == OLD
    with pytest.raises(SiteError, match="no previous build"):
        rollback(stage.settings)
    stage.deploy(NEW, 2)
    assert stage.live() == NEW
    assert f"build 1 ({fingerprint(OLD)[:12]}) is live again" in rollback(stage.settings)
    assert stage.live() == OLD
    assert "build 2" in rollback(stage.settings)
    assert stage.live() == NEW
    stage.deploy(LAST, 3)
    assert stage.live() == LAST
    assert "build 2" in rollback(stage.settings)
    assert stage.live() == NEW


def test_the_same_build_again_changes_nothing_and_keeps_the_previous_one(stage: Stage) -> None:
    stage.deploy(OLD, 1)
    stage.deploy(NEW, 2)
    stage.deploy(NEW, 2)
    stage.deploy(NEW, 3)
    assert stage.live() == NEW
    assert "build 1" in rollback(stage.settings)


def test_what_was_withdrawn_is_in_no_earlier_build_and_nothing_brings_it_back(
    stage: Stage, tmp_path: Path
) -> None:
    forget(stage.settings)
    assert stage.live() == {}
    stage.deploy({"index.html": "UNSAID"}, 1)
    note(stage.settings, lambda _: "of the last run")
    stage.deploy(NEW, 2)
    forget(stage.settings)
    forget(stage.settings)
    with_note = dict(stage.live())
    assert with_note.pop(NOTE_FILE).strip() == "of the last run"
    assert with_note == NEW
    with pytest.raises(SiteError, match="no previous build"):
        rollback(stage.settings)
    remote = tmp_path / "remote.git"
    if remote.exists():
        git("-C", str(remote), "reflog", "expire", "--expire=now", "--all")
        git("-C", str(remote), "gc", "--quiet", "--prune=now")
    assert not holding("UNSAID", tmp_path)
    stage.deploy(LAST, 3)
    assert {n: t for n, t in stage.live().items() if n != NOTE_FILE} == LAST
    assert "build 2" in rollback(stage.settings)


def holding(word: str, folder: Path) -> list[Path]:
    """Return the files below a folder that hold a word, objects of git taken apart."""
    found = [f for f in folder.rglob("*") if f.is_file() and word.encode() in f.read_bytes()]
    for head in folder.rglob("HEAD"):
        if (head.parent / "objects").is_dir():
            objects = ["git", "-C", str(head.parent), "cat-file", "--batch-all-objects", "--batch"]
            told = subprocess.run(objects, capture_output=True, check=True).stdout
            found.extend([head.parent] if word.encode() in told else [])
    return found


def test_an_older_build_never_goes_over_a_newer_one(stage: Stage) -> None:
    stage.deploy(NEW, 7)
    with pytest.raises(
        SiteError, match=r"build 7 \(.*\) is newer than this build 6 \(.*\), so nothing was deployed"
    ):
        stage.deploy(OLD, 6)
    target = stage.settings.deploy
    known = {"version": "9", "fingerprint": "f", "target": target}
    with pytest.raises(SiteError, match=r"build 9 .* is newer than this build 8"):
        stage.deploy(OLD, 8, known)
    assert stage.live() == NEW
    stage.deploy(OLD, 8, {**known, "target": "folder:elsewhere"})
    stage.deploy(LAST, 9, known)
    assert stage.live() == LAST


def test_a_place_that_holds_somebody_elses_files_is_left_alone(stage: Stage) -> None:
    stage.write("thesis.txt", "years of work")
    with pytest.raises(SiteError, match="files here that Expertstatus did not put there"):
        stage.deploy(NEW, 1)
    assert stage.live() == {"thesis.txt": "years of work"}


def test_a_mark_that_cannot_be_read_stops_the_deploy(stage: Stage) -> None:
    stage.write(".expertstatus", "tampered")
    stage.write("index.html", "x")
    with pytest.raises(SiteError, match=r"its \.expertstatus cannot be read"):
        stage.deploy(NEW, 1)
    assert stage.live() == {"index.html": "x"}


# what git keeps under a commit cannot be damaged
@pytest.mark.parametrize("stage", [host for host in HOSTS if host.id != "git"], indirect=True)
def test_a_damaged_site_is_put_right_by_the_next_deploy_of_the_same_build(stage: Stage) -> None:
    stage.deploy(OLD, 1)
    stage.deploy(NEW, 2)
    stage.write("index.html", "hacked, at another length")
    stage.deploy(NEW, 2)
    assert stage.live() == NEW
    stage.write("extra.html", "more")
    stage.deploy(NEW, 2)
    assert stage.live() == NEW
    assert "build 1" in rollback(stage.settings)


def test_an_empty_build_or_one_with_links_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with in_folder(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        with pytest.raises(SiteError, match="there is no built site here"):
            stage.deploy({}, 2)
        (stage.build(NEW) / "secret").symlink_to("/etc/passwd")
        with pytest.raises(SiteError, match="secret: a link cannot be deployed"):
            deploy(stage.settings, stage.settings.output, version=2, fingerprint="f", last=None)
        assert stage.live() == OLD


@pytest.mark.parametrize(
    "target",
    [
        "", "folder", "folder:", "folder: ", "ftp:host/x", "git:", "git:--upload-pack=x",
        "rsync:host", "rsync:-x:y",
        "rsync:host:a b", "rsync:host:/", "rsync:host:a/../..", "rsync:host:-rf", "rsync://host", "rsync://host/",
        "sftp:host", "sftp:user@host:x/y", "sftp:host/", "sftp:host/../x",
    ],
)  # fmt: skip
def test_a_target_that_is_no_host_is_named_before_anything_happens(tmp_path: Path, target: str) -> None:
    with pytest.raises(SettingsError, match="SYNDICATE_DEPLOY"):
        rollback(practice(tmp_path, target))


@pytest.mark.parametrize("folder", ["content", "content/x", "output", ".syndicate/site"])
def test_a_folder_that_overlaps_the_practices_own_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(SettingsError, match=r"overlaps SYNDICATE_DEPLOY .*\. Name a folder of its own"):
        rollback(practice(tmp_path, f"folder:{folder}"))


def test_two_deploys_at_once_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deploying, "LOCK_SECONDS", 0.05)
    with in_folder(tmp_path, monkeypatch) as stage:
        stage.deploy(OLD, 1)
        with (
            FileLock(stage.settings.state / "deploy.lock"),
            pytest.raises(SiteError, match="another deploy is running on this machine"),
        ):
            stage.deploy(NEW, 2)
