"""One row: a fault, how the runs must end, and what its happening is made of."""

from __future__ import annotations

import os
import re
import signal
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.made import HOUR
from tests.faults.stage import Stage
from tests.servers import mastodon

CREATE = {"x": r"/2/tweets$", "mastodon": r"/api/v1/statuses$"}
MEDIA = {"x": r"/2/media/upload$", "mastodon": r"/api/v2/media$"}
READ = {"x": r"/2/users", "mastodon": r"/api/v1/accounts"}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Row:
    """One fault: `codes` are how the first run may end, `said` what it must say."""

    group: str
    name: str
    happen: Callable[[Stage], list[Ended]]
    codes: tuple[int, ...]
    said: str = ""
    store: str = "file"
    person: bool = False
    stays: tuple[str, ...] = ()
    more: int = 0


ROWS: list[Row] = []


def row(group: str, name: str, *codes: int, **more: Any) -> Callable[..., Callable[[Stage], list[Ended]]]:
    def kept(happen: Callable[[Stage], list[Ended]]) -> Callable[[Stage], list[Ended]]:
        ROWS.append(Row(group, name, happen, codes, **more))
        return happen

    return kept


def late(stage: Stage) -> None:
    """Let the practice's clock come to the machine's own: what a network said of a wait is over then."""
    stage.started = datetime.now(UTC) + 2 * HOUR - stage.runs * HOUR


def breaks(stage: Stage, **said: Any) -> None:
    """Let the first create on both networks break."""
    for name, server in stage.servers.items():
        server.fault(method="POST", path=CREATE[name], **said)


OK, SOME = int(Exit.DONE), int(Exit.SOME_FAILED)


def dead_after(stage: Stage, label: str, nth: int = 1, how: int = signal.SIGKILL, **more: Any) -> Ended:
    """Run, and die where the label comes for the nth time."""

    class Die:
        left = nth

        def __call__(self, said: str) -> None:
            if said.startswith(label):
                self.left -= 1
                if not self.left:
                    os.kill(os.getpid(), how)

    return stage.run(wedge=Die(), **more)


@dataclass
class Then:
    """Do something once when a call begins with `label` for the nth time."""

    label: str
    do: Callable[[], object]
    nth: int = 1

    def __call__(self, said: str) -> None:
        if said.startswith(self.label):
            self.nth -= 1
            if self.nth == 0:
                self.do()


def again(stage: Stage) -> None:
    """Post what Mastodon holds last once more, as a zombie would: the same text, without a key."""
    last = stage.servers["mastodon"].state()["created"][-1]["form"]["status"]
    data = urllib.parse.urlencode({"status": last}).encode()
    headers = {"Authorization": f"Bearer {mastodon.SECRETS['access_token']}"}
    asked = urllib.request.Request(f"{stage.servers['mastodon'].url}/api/v1/statuses", data, headers)
    urllib.request.urlopen(asked).read()


def newest(stage: Stage) -> Path:
    return max((stage.root / ".syndicate/ledger").glob("*.jsonl"))


def reviewed(text: str, last: date, following: date) -> str:
    """Return an article that was reviewed on another day."""
    text = re.sub("last_reviewed: .*", f"last_reviewed: {last}", text)
    return re.sub("next_review: .*", f"next_review: {following}", text)
