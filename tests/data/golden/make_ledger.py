"""Write the ledger of the golden practice: 300 entries of release 0.1, and what each of its keys means.

    python tests/data/golden/make_ledger.py FOLDER

writes FOLDER/2026-07.jsonl, -08 and -09, and FOLDER/states.json. It writes JSON itself, as release 0.1 did, and
asks the program nothing: what was written once must be read for ever. Run again, it writes the same bytes.
"""

import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

MONTHS = ("2026-07", "2026-08", "2026-09")
EACH = 100
LATER = "2030-01-01T00:00:00Z"
BACK_CATALOGUE = 60
# the three articles of the golden practice, as release 0.1 signed them
SIGNED = {
    "muggenbulten/nl": "e6d09394aa5ba5fc6d36dc5f66233906defa9a69bb46606fca578f709339bc73",
    "verkoudheid/nl": "0ada6bae2a5a4c72d5836b359615cd6a99412e697b905730498ac1f77aba41c4",
    "verzwikte-enkel/nl": "510d3324b692f8757d7354cdfa580b02326f87d701407f8c7b4b981d90929327",
}


class Book:
    """The lines so far, the clock, and the state that each key is to be read as."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []
        self.states: dict[str, dict[str, object]] = {}
        self.now = datetime(2026, 7, 1, 8, tzinfo=UTC)

    def add(self, kind: str, key: str = "", attempt: int = 0, **data: str) -> None:
        """Write one line; three hours later it is, and a month begins after a hundred lines."""
        if len(self.lines) % EACH == 0:
            year, month = MONTHS[len(self.lines) // EACH].split("-")
            self.now = datetime(int(year), int(month), 1, 8, tzinfo=UTC)
        run = sha256(f"run {len(self.lines) // 5}".encode()).hexdigest()[:12]
        fields = {"v": 1, "at": zulu(self.now), "kind": kind, "key": key, "run": run, "attempt": attempt}
        line = json.dumps({**fields, "data": dict(sorted(data.items()))}, separators=(",", ":"))
        self.lines.append((MONTHS[len(self.lines) // EACH], line))
        self.now += timedelta(hours=3)

    def means(self, key: str, state: str, attempt: int = 0, url: str = "") -> None:
        """Say how a key is to be read when all is over."""
        self.states[key] = {"state": state, "attempt": attempt, "url": url}

    def claim(self, key: str, attempt: int = 1, body: str = "") -> None:
        """Claim a key as release 0.1 did."""
        uid, lang, account, occasion = key.split("/")
        self.add(
            "claim", key, attempt, uid=uid, lang=lang, account=account, occasion=occasion,
            lease=zulu(self.now + timedelta(minutes=30)), body=sha256((body or key).encode()).hexdigest(),
            marker=sha256(key.encode()).hexdigest()[:8], created_at=zulu(self.now), variant="0",
            permalink=f"http://localhost:8000/{uid}/",
        )  # fmt: skip

    def posted(self, key: str) -> None:
        """Claim, prepare and send: three lines."""
        self.claim(key)
        self.add("prepared", key, 1, media_id=sha256(f"picture {key}".encode()).hexdigest()[:10])
        self.add("sent", key, 1, **receipt(key))
        self.means(key, "posted", 1, receipt(key)["url"])


def zulu(at: datetime) -> str:
    """Return a time as the ledger writes it."""
    return at.isoformat().replace("+00:00", "Z")


def receipt(key: str) -> dict[str, str]:
    """Return the id and the address of a post; a made-up network, and the folder."""
    name = sha256(f"post {key}".encode()).hexdigest()[:10]
    where = "posts" if "/folder/" in key else "https://praat.example/@vlier"
    return {"id": name, "url": f"{where}/{name}"}


def beginning(book: Book) -> None:
    """Adopt the back catalogue of an account that the practice has left since, and begin the folder's past."""
    book.add("adopted", account="praat")
    for number in range(1, BACK_CATALOGUE + 1):
        key = f"oud-{number:02}/nl/praat/new"
        uid, lang, account, occasion = key.split("/")
        book.add("adopted", key, uid=uid, lang=lang, account=account, occasion=occasion)
        book.means(key, "posted")
    for person, role, ref in (
        ("daan-kornoelje", "medical", "verkoudheid/nl"),
        ("els-vlierboom", "medical", "verzwikte-enkel/nl"),
        ("els-vlierboom", "secrecy", "verzwikte-enkel/nl"),
        ("daan-kornoelje", "post", "muggenbulten/nl"),
    ):
        book.add("approval", ref, person=person, role=role, hash=SIGNED[ref], account="els")


def trouble(book: Book, number: int) -> None:
    """Write each way in which a post goes wrong once."""
    name = f"storing-{number}"
    found, again, mended = (f"{name}/nl/praat/{o}" for o in ("new", "evergreen:2", "evergreen:3"))
    book.claim(found)
    book.add("unknown", found, 1, why="OutcomeUnknown")
    book.add("found", found, 1, **receipt(found))
    book.means(found, "posted", 1, receipt(found)["url"])
    book.claim(again)
    book.add("unknown", again, 1, why="OutcomeUnknown")
    book.add("absent", again, 1)
    book.claim(again, 2)
    book.add("sent", again, 2, **receipt(again))
    book.means(again, "posted", 2, receipt(again)["url"])
    book.claim(mended, 1, "too long")
    book.add("rejected", mended, 1, body=sha256(b"too long").hexdigest(), why="Rejected")
    book.claim(mended, 2)
    book.add("sent", mended, 2, **receipt(mended))
    book.means(mended, "posted", 2, receipt(mended)["url"])
    refused, waiting, free, dropped = (f"{name}/nl/praat/season:{year}" for year in range(2023, 2027))
    book.claim(refused)
    book.add("rejected", refused, 1, body=sha256(refused.encode()).hexdigest(), why="Rejected")
    book.means(refused, "rejected", 1)
    book.claim(waiting)
    book.add("released", waiting, 1, until=LATER, why="RateLimited")
    book.means(waiting, "waiting", 1)
    book.claim(free)
    book.add("released", free, 1, why="Unavailable")
    book.means(free, "free", 1)
    book.claim(dropped)
    book.add("unknown", dropped, 1, why="OutcomeUnknown")
    book.add("dropped", dropped, person="els")
    book.means(dropped, "dropped", 1)


def filling(book: Book, number: int) -> None:
    """Write what an ordinary week brings: a deploy, a post of an older article, now and then a hold."""
    fingerprint = sha256(f"build {number}".encode()).hexdigest()
    book.add("deploy", fingerprint=fingerprint, version="0", target="folder:public")
    book.posted(f"oud-{number % BACK_CATALOGUE + 1:02}/nl/praat/evergreen:{2 + number // BACK_CATALOGUE}")
    if number % 12 == 0:
        scope = ("all", "account:praat", "article:oud-01")[number // 12 % 3]
        book.add("hold", scope=scope, person="els", reason="even wachten")
        book.add("release", scope=scope, person="els", reason="")


def written() -> Book:
    """Return the whole ledger."""
    book = Book()
    beginning(book)
    for number in range(3):
        trouble(book, number)
    number = 0
    while len(book.lines) < EACH * len(MONTHS) - 15:
        filling(book, number)
        number += 1
    # the folder's posts last, so that none of its three articles is due again when the golden tests run
    for uid, occasion in (
        ("verkoudheid", "new"), ("verzwikte-enkel", "new"), ("muggenbulten", "new"),
        ("muggenbulten", "season:2026"),
    ):  # fmt: skip
        book.posted(f"{uid}/nl/folder/{occasion}")
    return book


if __name__ == "__main__":
    folder, book = Path(sys.argv[1]), written()
    for month in MONTHS:
        text = "".join(f"{line}\n" for name, line in book.lines if name == month)
        (folder / f"{month}.jsonl").write_text(text, encoding="utf-8", newline="\n")
    states = json.dumps(book.states, indent=0, sort_keys=True) + "\n"
    (folder / "states.json").write_text(states, encoding="utf-8", newline="\n")
    kinds = Counter(json.loads(line)["kind"] for _, line in book.lines)
    sys.stdout.write(f"{len(book.lines)} entries: {dict(sorted(kinds.items()))}\n")
