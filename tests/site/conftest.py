"""A small made-up practice on disk, built by the real thing."""

import locale
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicate import content, settings
from syndicate.content import Content
from syndicate.model import Approval, Article, Role
from syndicate.settings import Settings
from syndicate.site import admin
from syndicate.site.build import Built, build
from tests.servers import webhosts
from tests.site.building import THEME
from tests.site.sample import sample

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 21)


@dataclass
class Site:
    """A practice's folder, and what a test may change in it before it is built."""

    root: Path
    approvals: dict[str, Any]
    syndication: dict[str, Any]

    def settings(self, **more: Any) -> Settings:
        """Read its settings; `more` are settings of Pelican's."""
        read = settings.load(self.root, {})
        return replace(read, pelican={**read.pelican, **more})

    def content(self, today: date = TODAY) -> Content:
        """Read its content."""
        conf = self.settings()
        return content.read(
            conf.content, root=conf.root, timezone=conf.timezone, language=conf.language, today=today
        )

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

    def approve(self, ref: str, person: str = "bram-jansen", role: Role = Role.LANGUAGE) -> None:
        """Let somebody approve an article as it is now."""
        article = next(a for a in self.content().articles if a.ref == ref)
        yes = Approval(person, role, article.hash, datetime(2026, 10, 1, tzinfo=UTC), "b")
        self.approvals[ref] = (*self.approvals.get(ref, ()), yes)

    def build(
        self,
        today: date = TODAY,
        change: Callable[[Article], Article] = lambda a: a,
        *,
        jpegs: bool = False,
        tall: bool = False,
        kept: Collection[str] = (),
        **more: Any,
    ) -> Built:
        """Build it with the vetted content, each article `change`d first; `jpegs` and `tall` are build's."""
        conf, read = self.settings(**more), self.content(today)
        read = replace(read, articles=tuple(change(a) for a in read.articles))
        return build(
            conf,
            read,
            conf.output,
            today=today,
            approvals=self.approvals,
            syndication=self.syndication,
            jpegs=jpegs,
            tall=tall,
            kept=kept,
        )


def copy_site(folder: Path) -> Site:
    """Copy the sample practice and its theme to a folder."""
    shutil.copytree(DATA / "site", folder / "site")
    shutil.copytree(DATA / "theme", folder / "theme")
    return Site(folder / "site", {}, {})


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A fresh copy of the sample practice."""
    return copy_site(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample practice with its translation approved, built once for tests that only look."""
    made = copy_site(tmp_path_factory.mktemp("built"))
    made.approve("griepprik/en")
    made.syndication["griepprik/nl"] = ("https://netwerk.example/1",)
    return made.build()


@pytest.fixture(scope="session")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice in our theme: one article checked, one due for review, one discussed elsewhere."""
    made = copy_site(tmp_path_factory.mktemp("themed"))
    made.edit("content/articles/poetsen.md", "next_review: 2027-05-15", "next_review: 2026-11-21")
    made.edit("content/articles/griepprik.md", "tags: [griep", 'audience: Mensen van "60"\ntags: [griep')
    made.approve("griepprik/nl", role=Role.MEDICAL)
    made.approve("griepprik/en")
    made.syndication["griepprik/nl"] = ("https://netwerk.example/1",)
    return made.build(THEME=str(THEME))


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A folder that any user of this machine may look into, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def pages(place: Path) -> Path:
    """The sample practice of this repository, built for a site with https."""
    return webhosts.readable(sample("https://lindehof.example", place / "built"), place / "site")


@pytest.fixture
def same_locale() -> Iterator[None]:
    """See that the locale of the test process is left alone."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    assert locale.setlocale(locale.LC_ALL) == before


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution of the editor that holds one small file."""
    package = tmp_path / "program" / admin.PACKAGE
    (package / "sveltia").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "sveltia" / "cms.js").write_text("export default {};\n")
    monkeypatch.delitem(sys.modules, admin.PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "program")
    yield
    sys.modules.pop(admin.PACKAGE, None)
