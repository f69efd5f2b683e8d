"""A small made-up practice on disk, with networks that do what a test says, and its site really served."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from syndicate.model import Role
from syndicate.tasks import program
from syndicate.workflows.approve import approve
from syndicate.workflows.start import start
from tests.golden import first_form
from tests.servers.dovecot import MailServer, Postbox, dovecot
from tests.servers.git_http import GitHost, git_http
from tests.workflows.guarded import keep
from tests.workflows.handed import by_hand
from tests.workflows.postbox import reading
from tests.workflows.practice import NOW, ROOT, TOMORROW, Practice
from tests.workflows.returning import Pages, returning
from tests.workflows.scripted import SCRIPTS, Script, Scripted, recall
from tests.workflows.second_person import FILE, NAMED, PLAIN
from tests.workflows.serving import served
from tests.workflows.source import Source, bare, begun
from tests.workflows.starter import TODAY, Begin, answered
from tests.workflows.written import PEOPLE

__all__ = ["NOW", "TOMORROW"]


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Two articles and a folder of posts; the theme is the repository's own."""
    made = Practice(tmp_path / "practice")
    made.root.mkdir()
    (made.root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    made.write("content/people.toml", PEOPLE)
    made.article("hoofdpijn")
    made.article("oorpijn", date="2025-10-01")
    made.configure(
        SITENAME="Praktijk De Linde",
        SITEURL="http://localhost:8000",
        TIMEZONE="Europe/Amsterdam",
        DEFAULT_LANG="nl",
        PATH="content",
        THEME="theme",
        SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True},
    )
    return made


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Script]]:
    """Install the channel `scripted` as pip would: a distribution with an entry point."""
    about = tmp_path / "plug" / "scripted-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: scripted\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[expertstatus.channels]\nscripted = tests.workflows.scripted:Scripted\n"
    )
    monkeypatch.syspath_prepend(str(about.parent))
    SCRIPTS.clear()
    yield SCRIPTS
    SCRIPTS.clear()


@pytest.fixture
def networks(practice: Practice, plugged: dict[str, Script]) -> Iterator[dict[str, Script]]:
    """Two scripted accounts, a and b, both adopted; what is deployed is served at SITEURL."""
    with served(practice):
        practice.accounts("a", "b")
        practice.adopted("a", "b")
        yield plugged


@pytest.fixture
def network(networks, practice):
    """One account, one article."""
    practice.accounts("a")
    (practice.root / "content/articles/oorpijn.md").unlink()
    return networks["a"]


@pytest.fixture
def account(networks, practice):
    """One account, two articles."""
    practice.accounts("a")
    return networks["a"]


@pytest.fixture
def hand(practice):
    """One account by hand, one article, and the site really served."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    with served(practice):
        by_hand(practice)
        practice.adopted("buurt")
        yield practice


@pytest.fixture
def pages(
    networks: dict[str, Script], practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pages]:
    """Accounts a and b on a network that takes posts back; what strangers see of them."""
    with returning(monkeypatch) as (shown, url):
        practice.accounts("a", "b", base_url=url)
        yield shown


@pytest.fixture
def readable(plugged: dict[str, Script], monkeypatch: pytest.MonkeyPatch) -> dict[str, Script]:
    """Let the scripted network show all own posts."""
    monkeypatch.setattr(Scripted, "recall", recall, raising=False)
    return plugged


@pytest.fixture
def asked(practice: Practice) -> Practice:
    """A third article, new, that names somebody whom the practice does not know."""
    practice.article("buikpijn")
    practice.edit(FILE, PLAIN, NAMED)
    return practice


@pytest.fixture
def sign(practice: Practice) -> Callable[..., str]:
    """Approve as a task would."""

    def signed(ref: str = "buikpijn", person: str = "bram-els", role: Role = Role.SECRECY) -> str:
        return approve(practice.root, ref, person, role, tell=practice.tell, environ=practice.environ)

    return signed


@pytest.fixture
def host(tmp_path: Path) -> Iterator[GitHost]:
    """A code host with an empty repository, site.git."""
    bare(tmp_path / "host", "site.git")
    with git_http(tmp_path / "host") as running:
        yield running


@pytest.fixture
def source(practice: Practice, host: GitHost) -> Source:
    """A practice that is not made up, in git, with its repository on a code host."""
    return begun(practice, host)


@pytest.fixture
def kept(practice: Practice) -> Practice:
    """A practice of its own in git, with a remote that has all of it."""
    keep(practice)
    return practice


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    """A mail server of its own for all tests, which knows every user."""
    with dovecot() as running:
        yield running


@pytest.fixture
def box(mail_server: MailServer, practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    """An empty mailbox that the practice reads, in which Anna may hand in."""
    return reading(practice, mail_server, monkeypatch)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The golden practice of form 1."""
    return first_form(tmp_path / "vlier")


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begin a practice with good answers."""

    def made(lang: str = "nl", **more: str) -> Path:
        return start(tmp_path / "praktijk", answered(lang, **more), today=TODAY)

    return made


@pytest.fixture
def run(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a task in the practice's folder; returns its exit code, stdout and stderr."""
    monkeypatch.chdir(practice.root)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "tasks", None)
    practice.write("tasks.py", "from syndicate.tasks import ns\n")
    for name in ("GITHUB_ACTOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str) -> tuple[int, str, str]:
        for name, value in practice.environ.items():
            monkeypatch.setenv(name, value)
        code = program(list(arguments))
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return ran
