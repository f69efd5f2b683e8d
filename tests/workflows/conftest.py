"""A small made-up practice on disk, with networks that do what a test says, and its site really served."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicate import ledger, settings
from syndicate.ledger import Ledger
from syndicate.model import Entry, EntryKind, KeyState, Role
from syndicate.tasks import program
from syndicate.workflows.approve import approve
from syndicate.workflows.publish import Published, publish
from syndicate.workflows.start import start
from tests.drawn import keep as keep_drawn
from tests.drawn import lend
from tests.golden import first_form
from tests.servers.git_http import GitHost, git_http
from tests.workflows.guarded import keep
from tests.workflows.returning import Pages, returning
from tests.workflows.scripted import SCRIPTS, Script, Scripted, recall
from tests.workflows.second_person import FILE, NAMED, PLAIN
from tests.workflows.serving import served
from tests.workflows.source import Source, bare, begun
from tests.workflows.starter import TODAY, Begin, answered
from tests.workflows.written import ARTICLE, PEOPLE

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-23T10:00:00+01:00"
TOMORROW = "2026-11-24T10:00:00+01:00"


@dataclass
class Practice:
    """A practice's folder; `conf` is what its pelicanconf.py says, `environ` what its runner offers."""

    root: Path
    conf: dict[str, Any] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=lambda: {"USER": "tester", "SYNDICATE_NOW": NOW})
    told: list[str] = field(default_factory=list)
    then: dict[str, Callable[[], object]] = field(default_factory=dict)

    def configure(self, **more: Any) -> None:
        """Change settings; None takes one out."""
        self.conf |= more
        lines = [f"{k} = {v!r}" for k, v in self.conf.items() if v is not None]
        (self.root / "pelicanconf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def accounts(self, *names: str, **more: Any) -> None:
        """Set accounts on the scripted network; `more` is said of each."""
        pace = {"always": True, "per_day": 0, "per_week": 0, **more.pop("pace", {})}
        said = {"channel": "scripted", "base_url": "http://127.0.0.1:9", "pace": pace, **more}
        self.configure(SYNDICATE_ACCOUNTS=[{"name": n, **said} for n in names])

    def article(
        self,
        uid: str,
        *,
        lang: str = "nl",
        status: str = "published",
        date: str = "2025-09-29",
        last_reviewed: str = "2026-09-14",
        next_review: str = "2027-09-14",
        teaser: str = "",
        title: str = "",
    ) -> Path:
        """Write an article, content/articles/<uid>[.lang].md."""
        name = f"{uid}.md" if lang == "nl" else f"{uid}.{lang}.md"
        text = ARTICLE.format(
            uid=uid,
            lang=lang,
            status=status,
            date=date,
            last_reviewed=last_reviewed,
            next_review=next_review,
            title=title or f"Wat helpt bij {uid}?",
            teaser=teaser or f"Heeft u ook weleens last van {uid}?",
        )
        if lang != "nl":
            text = text.replace("slug:", f"translation_of: {uid}\nslug:")
        return self.write(f"content/articles/{name}", text)

    def live_now(self) -> None:
        """Let the machine's own clock run, with hoofdpijn as the one article, reviewed lately."""
        del self.environ["SYNDICATE_NOW"]
        for file in (self.root / "content" / "articles").iterdir():
            file.unlink()
        today = datetime.now(UTC).date()
        reviewed, next_review = today - timedelta(30), today + timedelta(300)
        self.article("hoofdpijn", last_reviewed=f"{reviewed}", next_review=f"{next_review}")

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

    def script_on(self, slug: str) -> None:
        """Give the practice a theme of its own that runs a script on one page, which no rule allows."""
        shutil.copytree(ROOT / "theme", self.root / "own")
        here = f"{{% if article is defined and article.slug == '{slug}' %}}"
        self.edit("own/templates/base.html", "</body>", f"{here}<script>1</script>{{% endif %}}</body>")
        self.configure(THEME="own")

    def publish(self, *, dry_run: bool = False, now: str = "", **environ: str) -> Published:
        """Publish as a task would; what is told on the way is kept."""
        offered = self.environ | environ | ({"SYNDICATE_NOW": now} if now else {})
        return publish(self.root, dry_run=dry_run, tell=self.tell, environ=offered)

    def tell(self, line: str) -> None:
        """Hear what is told on the way, and do once what a test wants done at that moment."""
        self.told.append(line)
        for words in [w for w in self.then if line.startswith(w)]:
            self.then.pop(words)()

    @property
    def ledger(self) -> Ledger:
        """The practice's memory, opened anew."""
        return ledger.open_ledger(settings.load(self.root, self.environ))

    def entries(self, *kinds: EntryKind) -> list[Entry]:
        """What stands in the memory, of these kinds or all of it."""
        return [e for _, e in self.ledger.since("") if not kinds or e.kind in kinds]

    def note(self, entry: Entry) -> None:
        """Write an entry into the memory, as another run would."""
        self.ledger.append(entry)

    def state(self, key: str, now: str = NOW) -> KeyState:
        """What the memory says of one key at a moment."""
        return self.ledger.state([key], datetime.fromisoformat(now))[key]

    def adopted(self, *names: str) -> None:
        """Mark accounts as known to the memory, with an empty past."""
        for name in names:
            at = settings.load(self.root, self.environ).now()
            self.note(Entry(EntryKind.ADOPTED, at, data={"account": name}))

    def weeks_told(self) -> None:
        """Let the message of every week of this late year be sent already."""
        at = settings.load(self.root, self.environ).now()
        for week in range(46, 54):
            key, data = f"weekly/-/tell/2026-{week}", {"sent": at.isoformat()}
            self.note(Entry(EntryKind.PREPARED, at, key, "", 1, data))


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
        lend(practice.root)
        yield plugged
        keep_drawn(practice.root)


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
