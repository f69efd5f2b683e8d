import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.channels.conftest import serve
from tests.drawn import SEEN, keep, lend
from tests.journey.everywhere import Everywhere
from tests.journey.everywhere import everywhere as practice_everywhere
from tests.journey.secretive import FORGE, TOKEN

__all__ = ["serve"]

ROOT = Path(__file__).resolve().parents[2]
MIDNIGHT_ON_SUNDAY = "2026-11-22T03:30:00+01:00"


class Site:
    """A copy of the sample practice in which tasks are run as a person would: by the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "USER": "tester",
            "PYTHONWARNINGS": "ignore::DeprecationWarning",
        }
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copytree(ROOT / "theme", folder / "theme")
        shutil.copy(ROOT / "pelicanconf.py", folder)
        (folder / "tasks.py").write_text("from syndicate.tasks import ns\n")
        (folder / "home").mkdir()
        lend(folder, SEEN)

    def configure(self, *lines: str) -> None:
        with (self.folder / "pelicanconf.py").open("a", encoding="utf-8") as conf:
            conf.write("\n" + "\n".join(lines) + "\n")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "invoke", *arguments]

    def invoke(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        told = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in told.stderr, told.stderr
        return told

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env={**self.env, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def posts(self) -> list[Path]:
        return sorted((self.folder / "posts").glob("*/payload.json"))

    def article(self, name: str) -> Path:
        return self.folder / "content" / "articles" / name

    @contextmanager
    def served(self):
        """Serve what was deployed at the SITEURL of the settings, as a host would."""
        import threading
        from functools import partial
        from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """Keep quiet."""

        public = self.folder / "public"
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public)))
        server.daemon_threads = True
        self.configure(f'SITEURL = "http://127.0.0.1:{server.server_port}"')
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    keep(tmp_path, SEEN)


@pytest.fixture
def secretive(site: Site) -> Site:
    """A site in CI whose environment holds an account's token and the code host's."""
    site.env |= {
        "SYNDICATE_MASTODON_ACCESS_TOKEN": TOKEN,
        "GH_TOKEN": FORGE,
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(site.folder / "summary.md"),
    }
    for other in (site.folder / "content" / "articles").iterdir():
        if not other.name.startswith("griepprik."):
            other.unlink()
        else:
            other.write_text(re.sub("^season:.*\n", "", other.read_text(), flags=re.MULTILINE))
    return site


@pytest.fixture(scope="session")
def everywhere(serve: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everywhere]:
    """A practice with an account on every network, and all those networks."""
    with practice_everywhere(tmp_path_factory.mktemp("everywhere") / "practice", serve) as made:
        yield made


@pytest.fixture(scope="session")
def node_modules() -> Path:
    from tests.node.install import install

    return install()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout as pip does, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    pip += ["--disable-pip-version-check", "--wheel-dir", str(folder), str(ROOT)]
    told = subprocess.run(pip, capture_output=True, text=True, timeout=300, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def kit(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, without the checkout, and return its Python."""
    import sysconfig
    import venv

    folder = tmp_path_factory.mktemp("kit")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    pip += ["--disable-pip-version-check", "--target", str(folder / "installed"), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=300)
    venv.create(folder / ".venv", with_pip=False)
    (site,) = (folder / ".venv").glob("lib/python*/site-packages")
    # a path of a .pth file brings its packages, not its own .pth files: those lead to the checkout
    (site / "kit.pth").write_text(f"{folder / 'installed'}\n{sysconfig.get_path('purelib')}\n")
    return folder / ".venv" / "bin" / "python"
