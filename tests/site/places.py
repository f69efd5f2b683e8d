"""Every kind of host on this machine, with a way to look at what visitors would see there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.settings import Settings
from syndicate.site.deploy import deploy
from syndicate.site.hosts import MARK_FILE, open_host
from tests.servers.rsync_daemon import rsync_daemon
from tests.servers.ssh import ssh_server

NOT_OURS_TO_COMPARE = (MARK_FILE, ".nojekyll")
OLD, NEW = {"index.html": "old"}, {"index.html": "new", "img/x.svg": "<svg/>"}
Site = Mapping[str, str]


@dataclass(frozen=True)
class Stage:
    """Settings whose deploy reaches the host, and how to read or change what is live there."""

    settings: Settings
    live: Callable[[], Site]
    write: Callable[[str, str], None]

    def build(self, site: Site) -> Path:
        """Write a build as Pelican would; its files are given by name."""
        built = self.settings.output
        shutil.rmtree(built, ignore_errors=True)
        for name, text in site.items():
            (built / name).parent.mkdir(parents=True, exist_ok=True)
            (built / name).write_text(text)
        return built

    def deploy(self, site: Site, version: int, last: Mapping[str, str] | None = None) -> None:
        """Build and deploy a site as a publish does."""
        deploy(self.settings, self.build(site), version=version, fingerprint=fingerprint(site), last=last)


def fingerprint(site: Site) -> str:
    return hashlib.sha256(repr(sorted(site.items())).encode()).hexdigest()


def practice(root: Path, deploy_to: str, **conf: object) -> Settings:
    made = settings.from_mapping(
        root, {"SITEURL": "http://127.0.0.1", "SYNDICATE_DEPLOY": deploy_to, **conf}, {}
    )
    return replace(made, live_seconds=0.2)


def look_at(root: Path, deploy_to: str) -> None:
    """Ask a host what is live there."""
    with open_host(practice(root, deploy_to)) as host:
        host.live()


def read_folder(folder: Path) -> Site:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in NOT_OURS_TO_COMPARE
    }


def _of_folder(made: Settings, live: Path) -> Stage:
    def write(name: str, text: str) -> None:
        live.mkdir(parents=True, exist_ok=True)
        (live / name).write_text(text)

    return Stage(made, lambda: read_folder(live), write)


@contextmanager
def in_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield _of_folder(practice(root, "folder:public"), root / "public")


@contextmanager
def in_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    bare, work = root / "remote.git", root / "work"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("init", "--quiet", "--bare", str(bare))

    def clone() -> None:
        shutil.rmtree(work, ignore_errors=True)
        git("clone", "--quiet", str(bare), str(work))
        git("-C", str(work), "checkout", "--quiet", "gh-pages", fine=(0, 1))

    def live() -> Site:
        clone()
        shutil.rmtree(work / ".git")
        return read_folder(work)

    def write(name: str, text: str) -> None:
        clone()
        git("-C", str(work), "checkout", "--quiet", "-b", "gh-pages", fine=(0, 128))
        (work / name).write_text(text)
        git("-C", str(work), "add", ".")
        git(
            "-C", str(work), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "by hand"
        )
        git("-C", str(work), "push", "--quiet", "origin", "gh-pages")

    yield Stage(practice(root, f"git:{bare}"), live, write)


@contextmanager
def over_ssh(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    far, home, bin_ = root / "far", root / "home", root / "bin"
    far.mkdir()
    bin_.mkdir()
    (bin_ / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {home}/.ssh/config "$@"\n')
    (bin_ / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    with ssh_server(far, home):
        yield _of_folder(practice(root, "rsync:tester@127.0.0.1:www/site"), far / "www" / "site")


@contextmanager
def by_daemon(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    far = root / "far"
    far.mkdir()
    with rsync_daemon(far, root) as port:
        yield _of_folder(practice(root, f"rsync://127.0.0.1:{port}/web/site"), far / "site")


@contextmanager
def by_sftp(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    far, home = root / "far", root / "home"
    far.mkdir()
    monkeypatch.setenv("HOME", str(home))
    with ssh_server(far, home) as port:
        yield _of_folder(practice(root, f"sftp:tester@127.0.0.1:{port}/www/site"), far / "www" / "site")


Way = Callable[[Path, pytest.MonkeyPatch], AbstractContextManager[Stage]]
HOSTS = [
    pytest.param(in_folder, id="folder"),
    pytest.param(in_git, id="git", marks=pytest.mark.suite("git")),
    pytest.param(over_ssh, id="rsync over ssh", marks=pytest.mark.suite("rsync", "ssh")),
    pytest.param(by_daemon, id="rsync daemon", marks=pytest.mark.suite("rsync")),
    pytest.param(by_sftp, id="sftp"),
]


def git(*args: str, fine: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(["git", *args], capture_output=True, text=True, check=False)
    assert done.returncode in fine, done.stderr
    return done.stdout
