"""Pelican sites that were made without us, and what their owners do to adopt Expertstatus: two lines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from syndicate import ledger, settings
from syndicate.model import Entry
from syndicate.workflows.check import Checked, check
from syndicate.workflows.publish import Published, publish

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "foreign"
NOW = "2026-11-23T10:00:00+01:00"
TOMORROW = "2026-11-24T10:00:00+01:00"
NEW = "Title: Something new\nDate: 2026-11-23 09:00\n\nA line about what is new. Have you seen it?\n"


@dataclass
class Foreign:
    """One foreign site on disk; `told` is what was said on the way."""

    root: Path
    told: list[str] = field(default_factory=list)

    def adopt(self) -> None:
        """Write the two lines."""
        conf = (self.root / "pelicanconf.py").read_text(encoding="utf-8")
        line = 'PLUGINS += ["syndicate.site"]' if "PLUGINS" in conf else 'PLUGINS = ["syndicate.site"]'
        self.configure(line)
        self.write("tasks.py", "from syndicate.tasks import *\n")

    def configure(self, *lines: str, file: str = "pelicanconf.py") -> None:
        """Add lines to its settings."""
        with (self.root / file).open("a", encoding="utf-8") as conf:
            conf.write("\n".join(lines) + "\n")

    def write(self, path: str, text: str) -> Path:
        """Write a file below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Change words of a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def pelican(self, output: str, conf: str = "pelicanconf.py") -> dict[str, bytes]:
        """Run plain `pelican` as a command, and return every file that it wrote."""
        command = [sys.executable, "-m", "pelican", "-s", conf, "-o", output, "--quiet"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=self.root, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return files(self.root / output)

    def publish(self, *, dry_run: bool = False, now: str = NOW) -> Published:
        """Publish as the task would."""
        return publish(self.root, dry_run=dry_run, tell=self.told.append, environ=environ(now))

    def check(self) -> Checked:
        """Check as the task would."""
        return check(self.root, environ=environ(NOW))

    def entries(self) -> list[Entry]:
        """What stands in the memory."""
        return [e for _, e in ledger.open_ledger(settings.load(self.root, environ(NOW))).since("")]

    @property
    def posts(self) -> list[str]:
        """The posts in the folder, by the names of their folders."""
        return sorted(f.parent.name for f in (self.root / "posts").glob("*/payload.json"))


def environ(now: str) -> dict[str, str]:
    """What the runner offers: a moment that stands still."""
    return {"USER": "tester", "SYNDICATE_NOW": now}


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def copied(name: str, folder: Path) -> Foreign:
    """Copy one of the foreign sites to a folder."""
    shutil.copytree(DATA / name, folder / name)
    return Foreign(folder / name)


def grown(folder: Path, articles: int = 500) -> Foreign:
    """Make a blog of ten years: many short texts in folders by year, and Pelican's plainest settings."""
    site = Foreign(folder / "large")
    site.write(
        "pelicanconf.py",
        'SITENAME = "Ten years"\nSITEURL = "https://years.example"\nPATH = "content"\nTIMEZONE = "UTC"\n'
        'DEFAULT_LANG = "en"\nTHEME = "simple"\nDEFAULT_PAGINATION = 20\n'
        'ARTICLE_URL = "{date:%Y}/{slug}.html"\n'
        'ARTICLE_SAVE_AS = "{date:%Y}/{slug}.html"\n',
    )
    first = date(2014, 1, 1)
    for number in range(articles):
        day = first + timedelta(8 * number)
        site.write(
            f"content/{day.year}/{number:03}.md",
            f"Title: Day {number} at the desk\nDate: {day}\nCategory: Desk\nTags: days, t{number % 9}\n\n"
            f"What came in on day {number}: a question, two letters and a parcel.\n",
        )
    return site
