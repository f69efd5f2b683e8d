"""What the tests of the ledger on a branch share: a remote, a clone, and a host over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.repositories import git, repositories
from tests.servers.git_http import GitHost, git_http


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return repositories(tmp_path)[0]


@pytest.fixture
def site(bare: Path) -> Path:
    return bare.parent / "site"


@pytest.fixture
def host(bare: Path) -> Iterator[GitHost]:
    git(bare, "config", "http.receivepack", "true")
    with git_http(bare.parent) as found:
        git(bare.parent / "site", "remote", "set-url", "origin", found.url("remote.git"))
        yield found
