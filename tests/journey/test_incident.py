"""docs/incident.md, done: its own commands, in its own order, on a made-up practice and a scratch remote.

What it shows as examples of words to take out is what was leaked here, so that the example is tried too.
"""

import io
import os
import re
import subprocess
import tarfile
from contextlib import ExitStack

import pytest
from PIL import Image

from syndicate.errors import Exit
from tests.journey.conftest import ROOT
from tests.journey.test_workflow import host_of
from tests.workflows.conftest import PEOPLE, Practice

PAGE = (ROOT / "docs" / "incident.md").read_text(encoding="utf-8")
BSN, NAME = "111222333", "Truus Voorbeeld"
LEAKS = (BSN, NAME, "Truus\nVoorbeeld")
OTHER = "111.222.333"


def blocks(heading, kind="sh"):
    """Return the code blocks of a section of the page, as they are shown."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0] if heading else PAGE.split("\n## ")[0]
    return re.findall(rf"^```{kind}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


class Stage:
    """A practice in git, its bare remote, and a shell in which the page's commands are run."""

    def __init__(self, folder, deploy):
        self.folder, self.remote, home = folder, folder / "remote.git", folder / "home"
        home.mkdir()
        self.practice = Practice(folder / "practice")
        self.root = self.practice.root
        self.root.mkdir()
        tools = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.env = {"PATH": tools, "HOME": str(home), "USER": "tester", "LANG": "C.UTF-8"}
        self.env |= {"GIT_CONFIG_NOSYSTEM": "1", "PYTHONWARNINGS": "ignore", "TMPDIR": str(folder / "tmp")}
        (folder / "tmp").mkdir()
        self.git("config", "--global", "user.name", "Anna Berk", cwd=folder)
        self.git("config", "--global", "user.email", "anna@linde.example", cwd=folder)
        self.git("init", "-q", "--bare", "--initial-branch=main", str(self.remote), cwd=folder)
        self.deploy = f"git:{self.remote}" if deploy == "git" else "folder:public"
        write = self.practice.write
        write("tasks.py", "from syndicate.tasks import ns\n")
        write(".gitignore", "output/\npublic*/\nposts/\npreview/\n.syndicate/\n__pycache__/\n")
        write("content/people.toml", PEOPLE)
        for uid in ("hoofdpijn", "oorpijn"):
            self.practice.article(uid)

    def configure(self, siteurl, *allowed):
        self.practice.configure(
            SITENAME="Praktijk De Linde",
            SITEURL=siteurl,
            TIMEZONE="Europe/Amsterdam",
            DEFAULT_LANG="nl",
            PATH="content",
            THEME=str(ROOT / "theme"),
            SYNDICATE_DEPLOY=self.deploy,
            SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True, "allowed": list(allowed)},
        )

    def git(self, *arguments, cwd=None, stdin=b""):
        told = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.root,
            env=self.env,
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr.decode()
        return told.stdout

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "-qm", message)
        self.git("push", "-q", "--all", "--set-upstream", "origin")

    def invoke(self, *arguments):
        return subprocess.run(
            ["invoke", *arguments], cwd=self.root, env=self.env, capture_output=True, text=True, check=False
        )

    def publish(self):
        told = self.invoke("publish")
        assert told.returncode == Exit.DONE, told.stdout + told.stderr

    def shell(self, *commands, fine=(0,)):
        """Run the page's commands as they stand, after its own first block filled in for this practice."""
        (given,) = blocks("")
        for name, value in {"practice": self.root, "address": self.remote}.items():
            given = re.sub(rf"(?m)^{name}=\S+", f"{name}={value}", given)
        script = "".join((given, *commands)).replace("/srv/git/site.git", str(self.remote))
        told = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-c", script],
            cwd=self.folder,
            env={**self.env, "EDITOR": str(self.folder / "editor")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode in fine, told.stdout + told.stderr
        assert "Traceback" not in told.stderr
        assert not any(leak in told.stdout + told.stderr for leak in LEAKS)
        return told.stdout

    def types(self, text):
        """Let the editor of the page's command write this."""
        editor = self.folder / "editor"
        editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{text}END\n")
        editor.chmod(0o755)

    def leak(self):
        """Put a citizen service number and a name into an article, publish it twice, and go on working."""
        self.practice.edit(
            "content/articles/hoofdpijn.md",
            "vanzelf over.",
            f"vanzelf over.\n\nZo ging het ook bij Truus\nVoorbeeld ({BSN}, ook als {OTHER}).",
        )
        self.practice.edit("content/articles/hoofdpijn.md", "Heeft u ook", f"{NAME} had het. Heeft u ook")
        self.practice.edit("content/articles/hoofdpijn.md", "Wat u thuis", f"Als {NAME}. Wat u thuis")
        self.commit(f"Het verhaal van {NAME}")
        self.publish()
        self.git("tag", "-a", "najaar", "-m", f"met {NAME}")
        self.git("push", "-q", str(self.remote), "najaar")
        self.git("branch", "zijweg")
        blob = self.git("hash-object", "-w", "tasks.py").decode().strip()
        tree = self.git("mktree", stdin=f"100644 blob {blob}\t2026-11.jsonl\n".encode()).decode().strip()
        self.git("branch", "ledger", self.git("commit-tree", tree, "-m", "Entries").decode().strip())
        photo = self.root / "content" / "images" / "foto.jpg"
        photo.parent.mkdir()
        Image.new("RGB", (8, 8)).save(photo, comment=NAME.encode())
        self.commit("Een foto")
        photo.unlink()
        self.practice.edit("content/articles/oorpijn.md", "vanzelf over", "vanzelf weg")
        self.commit("De foto toch niet")
        self.publish()
        self.practice.write("content/articles/concept.md", "---\ntitle: Later\n---\nNog te doen.\n")
        self.commit("Een concept")

    def files(self):
        """Return the files on this machine that hold what was leaked; git's own are taken apart elsewhere."""
        apart = {".git", "remote.git", "deploy.git", "editor"}
        return {
            file.relative_to(self.folder).as_posix()
            for file in self.folder.rglob("*")
            if file.is_file()
            and not apart & set(file.relative_to(self.folder).parts)
            and any(leak.encode() in file.read_bytes() for leak in (*LEAKS, OTHER))
        }

    def live(self):
        """Return the files of the live site, by name."""
        if self.deploy == "folder:public":
            public = self.root / "public"
            files = (file for file in public.rglob("*") if file.is_file())
            return {file.relative_to(public).as_posix(): file.read_bytes() for file in files}
        sent = self.git("archive", "gh-pages", cwd=self.remote)
        with tarfile.open(fileobj=io.BytesIO(sent)) as packed:
            return {m.name: packed.extractfile(m).read() for m in packed if m.isfile()}


def objects(repository):
    """Return every object that a repository holds, reachable or not, with all its names."""
    told = [
        subprocess.run(["git", "-C", str(repository), *what], capture_output=True, check=True).stdout
        for what in (
            ["cat-file", "--batch-all-objects", "--batch", "--unordered"],
            ["for-each-ref", "--format=%(refname) %(contents)"],
        )
    ]
    return b"".join(told)


def leaked(repository):
    there = objects(repository)
    return [leak for leak in (*LEAKS, OTHER) if leak.encode() in there]


@pytest.mark.suite("git")
@pytest.mark.parametrize("deploy", ["folder", "git"])
def test_after_its_four_steps_nothing_of_the_leak_is_left(tmp_path, deploy):
    stage = Stage(tmp_path, deploy)
    with ExitStack() as stack:
        served = deploy == "git"
        siteurl = (
            stack.enter_context(host_of(stage.remote, "gh-pages")) if served else "http://localhost:8000"
        )
        stage.configure(siteurl, BSN, OTHER, NAME, "Truus", "Voorbeeld")
        stage.git("init", "-q", "-b", "main")
        stage.git("remote", "add", "origin", str(stage.remote))
        stage.commit("Begin")
        stage.leak()
        assert leaked(stage.remote) == [*LEAKS, OTHER]
        assert any(NAME.encode() in text for text in stage.live().values())
        assert {"practice/content/articles/hoofdpijn.md", "practice/posts/index.html"} <= stage.files()

        ledger = stage.git("rev-parse", "ledger", cwd=stage.remote)

        stage.shell(*blocks("1. Hold"))
        assert stage.invoke("publish").returncode == Exit.HELD

        (taken,) = blocks("2. Withdraw")
        stage.shell(taken)
        assert stage.files() <= {"practice/pelicanconf.py"}
        assert not (stage.root / "public.previous").exists()
        assert not (stage.root / ".syndicate" / "deploy.git").exists()
        assert stage.invoke("rollback").returncode == Exit.UNAVAILABLE
        if served:
            assert stage.git("rev-list", "--count", "gh-pages", cwd=stage.remote).strip() == b"1"
        live = stage.live()
        for file in ("hoofdpijn/index.html", "feeds/all.atom.xml", "feeds/all.rss.xml"):
            assert b"In dit artikel stond iets dat er niet hoort." in live[file]
        assert any(file.startswith("share/oorpijn-") for file in live)
        assert not any(file.startswith("share/hoofdpijn-") for file in live)
        assert not any(leak.encode() in text for leak in LEAKS for text in live.values())
        assert leaked(stage.remote) == [*LEAKS, OTHER], "the history is still to be rewritten"

        *rewriting, look = blocks("3. Rewrite history")
        stage.types("".join(blocks("3. Rewrite history", "text")))
        stage.shell(*rewriting)
        assert leaked(stage.remote) == []
        assert leaked(stage.root) == []
        stage.git("clone", "-q", str(stage.remote), str(tmp_path / "fresh"), cwd=tmp_path)
        assert leaked(tmp_path / "fresh") == []
        branches = stage.git("for-each-ref", "--format=%(refname:short)", cwd=stage.remote).decode().split()
        assert set(branches) == {"main", "najaar", "zijweg", "ledger", *(["gh-pages"] if served else [])}
        assert stage.git("rev-parse", "ledger", cwd=stage.remote) == ledger, (
            "what holds no leak stays as it is"
        )
        assert stage.git("status", "--short") == b""
        number, *named = stage.shell(look, fine=(0, 1)).split()
        assert (number, named) == ("0", [])

        stage.shell(*blocks("4. Report"))
        assert stage.files() == set()
        assert stage.invoke("release").returncode == Exit.DONE
        stage.publish()
        assert stage.files() == set()
        assert leaked(stage.remote) == []
        assert stage.invoke("rollback").returncode == Exit.UNAVAILABLE


def test_the_page_shows_only_tasks_that_are_there():
    from syndicate.tasks import ns

    for task in set(re.findall(r"invoke ([a-z.]+)", PAGE)):
        assert task in ns.task_names or any(task in names for names in ns.task_names.values()), task
