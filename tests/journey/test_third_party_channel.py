"""A channel in somebody else's package, installed by pip: listed, examined, drawn, posted to, found."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.servers.loopback import Answer, Network, Request, Running, answer

PACKAGE = Path(__file__).parents[1] / "data" / "noticeboard"
KEY = "the-key-of-the-glass-case"


class Board(Network):
    """The board's own server: pictures first, then notes, newest first."""

    def __init__(self):
        super().__init__()
        self.notes, self.pictures = [], []

    def state(self):
        return {"notes": self.notes, "pictures": len(self.pictures)}

    def carry_out(self, request: Request) -> Answer:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return answer(401, {"message": "No key"})
        doing: dict[tuple[str, str], Callable[[bytes], Answer]] = {
            ("GET", "/board"): lambda _: answer(200, {"name": "the board in the hall"}),
            ("GET", "/notes"): lambda _: answer(200, {"notes": self.notes[::-1]}),
            ("POST", "/pictures"): self.bring,
            ("POST", "/notes"): self.pin,
        }
        return doing[request.method, request.path](request.body)

    def bring(self, picture: bytes) -> Answer:
        self.pictures.append(picture)
        return answer(201, {"id": f"p{len(self.pictures)}"})

    def pin(self, body: bytes) -> Answer:
        number = str(len(self.notes) + 1)
        at = datetime.now(UTC).isoformat()
        self.notes.append({**json.loads(body), "id": number, "url": f"http://board/{number}", "at": at})
        return answer(201, self.notes[-1])


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install the package with pip, beside this checkout and without the network."""
    target = tmp_path_factory.mktemp("outside")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    pip += ["--no-build-isolation", "--disable-pip-version-check", "--target", str(target), str(PACKAGE)]
    subprocess.run(pip, check=True, capture_output=True, timeout=300)
    return target


@pytest.fixture
def board():
    network = Board()
    with Running(network) as server:
        network.url = server.url
        network.fault = server.fault
        yield network


@pytest.fixture
def hall(site, installed, board):
    """The sample practice with one article, whose one account is on the board."""
    account = {
        "name": "hall",
        "channel": "noticeboard",
        "base_url": board.url,
        "languages": ["nl"],
        "settle": 0,
        "pace": {"always": True, "per_day": 0, "per_week": 0},
    }
    site.account = account
    site.configure(f"SYNDICATE_ACCOUNTS = {[account]!r}")
    site.env |= {"PYTHONPATH": str(installed), "SYNDICATE_HALL_KEY": KEY}
    for other in (site.folder / "content" / "articles").iterdir():
        if not other.name.startswith("griepprik."):
            other.unlink()
        else:  # any day of the year
            other.write_text(re.sub("^season:.*\n", "", other.read_text(), flags=re.MULTILINE))
    with site.served():
        yield site


def test_it_is_listed_among_the_installed_ones(hall):
    hall.configure(f"SYNDICATE_ACCOUNTS = {[hall.account | {'channel': 'orkut'}]!r}")
    told = hall.invoke("preview")
    assert told.returncode == 3
    assert re.search(r"Installed: .*\bfolder, .*\bnoticeboard\b", told.stderr)


def test_its_network_is_asked_by_the_doctor(hall):
    assert "account hall: het netwerk kent het als the board in the hall." in hall.invoke("doctor").stdout
    told = hall.invoke("doctor", SYNDICATE_HALL_KEY="wrong")
    assert "asking which board this is: the network answered 401 (No key)" in told.stdout


def test_it_is_drawn_posted_to_once_and_asked_where_an_answer_was_lost(hall, board):
    hall.invoke("adopt", "--nothing")
    told = hall.invoke("preview")
    assert told.returncode == 0, told.stdout + told.stderr
    (page,) = (hall.folder / "preview").glob("*.html")
    drawn = html.unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))
    assert "Noticeboard" in drawn
    assert not board.notes

    board.fault(what="reset", when="after", method="POST", path="/notes")
    told = hall.invoke("publish")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "found    griepprik/nl/hall/new  http://board/1" in told.stdout
    (note,) = board.notes
    assert all(part in drawn for part in note["words"].split("\n\n"))
    assert (note["lang"], note["picture"]) == ("nl", "p1")
    assert note["alt"]

    again = hall.invoke("publish")
    assert again.returncode == 0, again.stdout + again.stderr
    assert len(board.notes) == 1
    assert KEY not in told.stdout + told.stderr + again.stdout + again.stderr
