"""Tokens of a site, and a task run among them that must let none of them out."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from syndicate.http.redaction import Search

if TYPE_CHECKING:
    from tests.journey.conftest import Site

TOKEN = "vG7-kq_2XwLm9+ZtR4/bYd8NcPs"
FORGE = "forge-Jw5Rt8Kp3Lx6Vn1"
# put together here, so that no scanner takes this file for a leak
FOREIGN = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5"
SEARCH = Search({"TOKEN": TOKEN, "FORGE": FORGE, "FOREIGN": FOREIGN})


def run(site: Site, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a task and see that nothing that it said or wrote holds a secret; put-in files are left out."""
    before = {f: f.read_bytes() for f in site.folder.rglob("*") if f.is_file()}
    told = subprocess.run(
        site.command(*arguments),
        cwd=site.folder,
        env={**site.env, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not SEARCH.within(told.stdout), told.stdout
    assert not SEARCH.within(told.stderr), told.stderr
    for file in site.folder.rglob("*"):
        if file.is_file() and file.read_bytes() != before.get(file):
            assert not SEARCH.within(file.read_bytes()), file
            assert not SEARCH.within(str(file)), file
    return told
