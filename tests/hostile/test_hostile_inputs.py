"""Each hostile input ends as the manifest says: in a sentence with file and line, or with nothing left of it.

Every input has a site and a process of its own, with bounds on time and memory that the system keeps.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import Exit
from tests.hostile.corpus import FOLDER, ROOT, Input, inputs, place
from tests.hostile.harmless import harm

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds on processes as Linux keeps them")
EVERY = inputs()
PROCESSES = 2
MOST, MOST_OF_A_PICTURE = 500, 200  # megabytes
LARGEST_FOLDER = 1_000_000  # bytes


class Public(SimpleHTTPRequestHandler):
    """Serves each site from what it deployed."""

    def translate_path(self, path: str) -> str:
        first, _, rest = path.lstrip("/").partition("/")
        return super().translate_path(f"/{first}/public/{rest}")

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve all sites of a folder, each below its own name."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Public, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def came(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the inputs that are asked for, each alone, and return what came of each."""
    asked = [getattr(item, "callspec", None) for item in request.session.items]
    names = [a.params["name"] for a in asked if a and "name" in a.params]
    folder = tmp_path_factory.mktemp("hostile")
    came = {}
    with served(folder) as address:
        command = [sys.executable, "-W", "ignore", "-m", "tests.hostile.one_by_one", str(folder), address]
        workers = [
            subprocess.Popen([*command, *names[n::PROCESSES]], cwd=ROOT, stdout=subprocess.PIPE, text=True)
            for n in range(PROCESSES)
        ]
        for worker in workers:
            for line in worker.communicate()[0].splitlines():
                told = json.loads(line)
                site = place(told["name"])
                came[told["name"]] = {**told, "root": folder / site, "siteurl": f"{address}/{site}"}
    return came


@pytest.mark.parametrize("name", EVERY)
def test_an_input_comes_out_as_its_manifest_says(came: dict[str, Any], name: str) -> None:
    one, told = EVERY[name], came[name]
    assert told["status"] == 0, f"stopped by the system: {told}"
    assert not told["trace"], told["trace"]
    assert told["megabytes"] < MOST
    assert not list(harm(told["root"], told["siteurl"]))
    assert not _strays(told["root"])
    if one.expected == "refused":
        _refused(one, told)
    else:
        _accepted(one, told)
    if "alone" in told:
        assert told["alone"]["status"] == 0, f"a picture took too long: {told}"
        assert told["alone"]["more"] < MOST_OF_A_PICTURE
        assert not told["alone"].get("left")


def _refused(one: Input, told: dict[str, Any]) -> None:
    blocking = [(code, file, line) for code, file, line, blocks, _ in told["findings"] if blocks]
    if one.put == "settings":
        assert told["exit"] == Exit.SETTINGS
        assert re.search(one.code, told["error"]), told["error"]
        return
    assert told["exit"] == Exit.CONTENT, told
    files = {file for code, file, _ in blocking if code == one.code}
    assert any(file.startswith("content/") for file in files), blocking
    if one.line:
        assert (one.code, one.place, one.at) in blocking
    assert not (told["root"] / "public").exists()


def _accepted(one: Input, told: dict[str, Any]) -> None:
    assert told["exit"] == Exit.DONE, told
    root = told["root"]
    pages = [p.read_text(encoding="utf-8") for p in sorted((root / "public").rglob("*.html"))]
    files = [p for top in ("public", "posts") for p in sorted((root / top).rglob("*")) if p.is_file()]
    shown = [p.read_bytes() for p in files]
    for words in one.present:
        assert any(re.search(words, page) for page in pages), words
    for words in one.absent:
        assert not any(re.search(words.encode(), raw) for raw in shown), words
    if one.expected == "accepted":
        spoken = [f for f in told["findings"] if f[0].startswith(("content.html", "content.link"))]
        assert not spoken, "an innocent text was spoken to"
    assert list((root / "posts").rglob("payload.json")), "its post was lost"
    assert (root / "public/wachten/index.html").is_file(), "its page was lost"


def _strays(root: Path) -> list[str]:
    """Return what a run left where it should not."""
    own = {"content", "theme", "pelicanconf.py", "output", "public", "posts", ".syndicate", "alone"}
    return [p.name for p in root.iterdir() if p.name not in own and not p.name.startswith(".public.")]


def test_the_set_is_large_enough_small_enough_and_has_innocent_look_alikes() -> None:
    count = Counter(one.expected for one in EVERY.values())
    assert count.total() >= 120
    assert count["accepted"] >= 20
    files = [f for f in FOLDER.rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) < LARGEST_FOLDER
    known = {FOLDER / one.file for one in EVERY.values() if one.file}
    rest = {FOLDER / name for name in ("manifest.toml", "front.yaml", "people.toml", "kamer.png")}
    assert set(files) == known | rest
