import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

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
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    from tests.node.install import install

    return install()
