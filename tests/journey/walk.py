"""A way that is gone by touch on a telephone, what came of it, and a practice to go it in."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.build import bundle
from syndicate.model import Role
from syndicate.workflows.approve import approve
from syndicate.workflows.audit import tools
from syndicate.workflows.publish import Published
from tests.node.elsewhere import PACKAGES
from tests.servers.forge import NAME, REPOSITORY, Forge, Note
from tests.workflows.desks import KEY
from tests.workflows.practice import NOW, Practice
from tests.workflows.source import git

HERE = Path(__file__).resolve().parent
MORNING = "2026-11-23T10:30:00+01:00"
HOST = f"https://{NAME}"
ACTS = f"{HOST}/{REPOSITORY}/issues/new?title={{title}}&body={{text}}"
ONE_A_DAY = {"always": False, "per_day": 1, "per_week": 4}
SOIL = re.compile(r"\b(?:commit\w*|branch\w*|merg\w+|pull.?requests?|ya?ml|front.?matter)\b", re.IGNORECASE)
KEYS = {"sleutel-anna": "anna-x", "sleutel-bram": "bram-x"}
ANNA, BRAM = KEYS
MORE = "Slaap met uw hoofd iets hoger."
Steps = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class Gone:
    """What each step answered and how often the screen was touched until its end; what all screens said."""

    told: list[Any]
    taps: list[int]
    screens: list[str]
    asked: list[str]
    reached: list[str]
    said: list[str]


@dataclass
class Place:
    """A practice whose texts lie on a code host, and whose site is served."""

    practice: Practice
    host: Forge
    work: Path
    run: Callable[..., tuple[int, str, str]]

    @property
    def site(self) -> str:
        """Where the site stands."""
        return str(self.practice.conf["SITEURL"])

    def begin(self) -> None:
        """Lay the practice on the host, with a login for two, and publish once: today's post is then out.

        The other text was approved, and has one sentence more since.
        """
        practice, self.host.people = self.practice, dict(KEYS)
        for person in ("anna-berk", "bram-els"):
            practice.edit("content/people.toml", f"[{person}]\n", f'[{person}]\nlogin = "{person[:4]}-x"\n')
        practice.configure(
            SYNDICATE_ACTS=ACTS,
            SYNDICATE_EDITOR={"at": f"gitea:{HOST}/{REPOSITORY}", "branch": "main"},
            SYNDICATE_REQUIRE_APPROVAL=True,
        )
        practice.accounts("a", "b", pace=ONE_A_DAY)
        practice.environ["SYNDICATE_DESK_KEY"] = KEY
        practice.write(".gitignore", "/.syndicate/\n/output/\n/public*/\n")
        for words in (
            ("init", "--quiet", "--initial-branch=main"),
            ("add", "--all"),
            ("commit", "-qm", "begin"),
        ):
            git(practice.root, *words)
        git(self.work, "clone", "--quiet", str(practice.root), str(self.host.folder))
        for text in ("hoofdpijn", "oorpijn"):
            approve(practice.root, text, "bram-els", Role.MEDICAL, environ=practice.environ)
        self.host.append("content/articles/oorpijn.md", f"\n{MORE}\n")
        self.publish(NOW)

    def publish(self, now: str) -> Published:
        """Publish what the host holds, and let it be that moment from then on."""
        self.practice.environ["SYNDICATE_NOW"] = now
        git(self.practice.root, "pull", "--quiet", "--ff-only", str(self.host.folder), "main")
        return self.practice.publish()

    def page(self, folder: str, words: str) -> str:
        """Return where the one private page in a folder stands that holds these words."""
        made = sorted((self.practice.root / "public" / folder).glob("*/index.html"))
        (found,) = (file for file in made if words in file.read_text("utf-8"))
        return f"{self.site}/{folder}/{found.parent.name}/"

    def act(self, note: Note) -> tuple[int, str]:
        """Do what a note asks for with what the shipped job hands on; return its exit code and its words."""
        said = {"ACT_TITLE": note.title, "ACT_TEXT": note.text, "ACT_LOGIN": note.login}
        self.practice.environ |= said
        code, out, err = self.run("act")
        for name in said:
            del self.practice.environ[name]
        return code, " ".join((out + err).split())

    def go(self, key: str, steps: Steps) -> Gone:
        """Go a way with a telephone of its own on which somebody is signed in at the host by this key.

        Nothing but the site and the host is asked, both on this machine, and no screen of ours speaks of how
        texts are kept.
        """
        found = tools.find()
        packages = tools.install(found, PACKAGES)
        profile = self.work / f"telephone-{len(list(self.work.glob('telephone-*')))}"
        chromium = shutil.which("chromium") or ""
        command = (*found.node, str(HERE / "walk.mjs"), str(packages), chromium, str(profile))
        hosts = f"MAP {NAME} 127.0.0.1:{self.host.port}"
        asked = {"key": key, "hosts": hosts, "now": MORNING, "steps": steps}
        done = tools.run(command, folder=HERE, said=json.dumps(asked))
        assert done.returncode == 0, done.stderr
        gone = Gone(**json.loads(done.stdout))
        assert set(gone.asked) <= {self.site, HOST, "null"}
        assert gone.reached == ["127.0.0.1"]
        assert [found for screen in gone.screens for found in SOIL.findall(screen)] == []
        return gone


def with_the_editor(patch: Any) -> None:
    """Let the distribution of the editor be found, as pip would install it."""
    patch.syspath_prepend(bundle())
    patch.delitem(sys.modules, "expertstatus_editor", raising=False)
