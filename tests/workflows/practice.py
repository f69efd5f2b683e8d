"""A small made-up practice on disk: what a test writes into it, publishes of it and reads of its memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from syndicate import ledger, settings
from syndicate.ledger import Ledger
from syndicate.model import Entry, EntryKind, KeyState
from syndicate.workflows.publish import Published, publish
from tests.workflows.written import ARTICLE

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
