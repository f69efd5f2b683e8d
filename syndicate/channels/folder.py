"""The embedded channel: each post becomes a folder to look at, with the page as drawn and its payload.

posts/<day>-<uid>-<lang>-<8 hex of the key>/ holds index.html, payload.json and the picture;
posts/index.html lists them all, newest first. It needs no account, no network and no secret.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from syndicate.channels import Absent, Found, Look, Opening, Unreadable
from syndicate.channels.abilities import Own
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import OutcomeUnknown, Rejected, SettingsError, Unavailable
from syndicate.limits import Limits, Shape, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Post, Prepared, Receipt, campaign_token

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

ADDRESS = re.compile(r"(https?://[^\s<>\"]+)")
ASIDE = ".aside"
PAYLOAD = "payload.json"
OURS = re.compile(rf"\d{{4}}-\d\d-\d\d-.+|\..+{re.escape(ASIDE)}")
MADE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-.+-[0-9a-f]{8}")
SHOWN = ("key", "lang", "title", "text", "created_at", "account")
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=500,
    url=23,
    image_bytes=16_000_000,
    image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
    alt=1_500,
    look=Drawn(shape=Shape.SHEET, source="our own page: the whole text, the whole picture"),
)


class Folder:
    """One folder of posts on this machine."""

    network = "folder"
    limits = LIMITS
    needs: tuple[str, ...] = ()
    settle = 0.0

    def __init__(self, opening: Opening) -> None:
        if opening.account.options:
            raise SettingsError(
                f"pelicanconf.py: SYNDICATE_ACCOUNTS {opening.account.name!r}: folder has no options."
            )
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._output = opening.output
        self._posts = opening.posts

    def render(self, post: Post) -> Payload:
        """Return what will be written; raises Rejected where it is beyond the limits."""
        create = {"text": post.text, "link": post.link, "language": post.lang, "alt": post.alt}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """See that the picture is the one that was shown."""
        if payload.image:
            picture_bytes(payload.image, self._output)
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        """Write the folder aside and rename it into place in one step; a second time changes nothing.

        Raises Unavailable where it could not be written, Rejected where another key has its name,
        OutcomeUnknown where what has its name cannot be read.
        """
        from filelock import FileLock

        post = prepared.payload
        try:
            self._posts.mkdir(parents=True, exist_ok=True)
            with FileLock(self._posts / ".lock"):
                self._clear()
                target = self._place(post.key) or self._write(post)
                self._list()
        except OSError as error:
            raise Unavailable(f"account {self.account}: {self._posts}: {error.strerror}.") from None
        there = _read(target)
        if there is None:
            raise OutcomeUnknown(f"account {self.account}: {target / PAYLOAD} cannot be read.")
        if there["key"] != post.key:
            raise Rejected(f"account {self.account}: {target.name} belongs to another post. Change the uid.")
        return _receipt(target)

    def find(self, claim: Entry) -> Look:
        """Look for the folder of the claim's key, and mend the list if a run died before it did."""
        from filelock import FileLock

        try:
            target = self._place(claim.key)
            if target is None:
                return Absent()
            if _read(target) is None:
                return Unreadable(f"account {self.account}: {target / PAYLOAD} cannot be read")
            with FileLock(self._posts / ".lock"):
                self._list()
        except OSError as error:
            return Unreadable(f"account {self.account}: {self._posts}: {error.strerror}")
        return Found(_receipt(target))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the posts in the folder, newest first, back to a moment; raises Unavailable.

        The key's own token stands in the name of each, so that a damaged one counts, at the start of its day.
        """
        try:
            places = [p for p in self._posts.iterdir() if MADE.fullmatch(p.name) and p.is_dir()]
        except FileNotFoundError:
            places = []
        except OSError as error:
            raise Unavailable(f"account {self.account}: {self._posts}: {error.strerror}.") from None
        posts = []
        for place in places:
            post = _read(place)
            at = datetime.fromisoformat(post["created_at"]) if post else _day(place.name)
            posts.append(Own(_receipt(place), at, (f"?s={place.name[-8:]}",)))
        newest = sorted(posts, key=lambda own: (own.at, own.receipt.id), reverse=True)
        yield from takewhile(lambda own: own.at >= since, newest)

    def _place(self, key: str) -> Path | None:
        """Return the folder of this key, on whichever day it was made."""
        return next(iter(sorted(self._posts.glob(f"*-{campaign_token(key)}"))), None)

    def _clear(self) -> None:
        """Throw away what a killed run left half written; we hold the lock, so nobody is at work on it."""
        for left in self._posts.glob(f".*{ASIDE}"):
            shutil.rmtree(left)

    def _write(self, post: Payload) -> Path:
        uid = re.sub(r"[^A-Za-z0-9_-]+", "-", post.key.split("/")[0])[:80]
        target = self._posts / f"{post.created_at:%Y-%m-%d}-{uid}-{post.lang}-{campaign_token(post.key)}"
        aside = Path(tempfile.mkdtemp(prefix=".", suffix=ASIDE, dir=self._posts))
        try:
            picture = ""
            if post.image:
                picture = f"image{PurePosixPath(post.image.path).suffix}"
                (aside / picture).write_bytes(picture_bytes(post.image, self._output))
            shown = json.dumps(asdict(post), default=_iso, ensure_ascii=False, indent=2, sort_keys=True)
            (aside / PAYLOAD).write_text(shown + "\n", "utf-8")
            (aside / "index.html").write_text(_drawn("folder_post.html", post=post, picture=picture), "utf-8")
            aside.chmod(0o755)
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return target

    def _list(self) -> None:
        _list(self._posts)


def forget(posts: Path, refs: Collection[str]) -> None:
    """Remove the posts of these articles (uid/lang), all where none is named, and what cannot be read.

    Whatever a killed run left half written goes too, and the list is drawn anew. Raises OSError.
    """
    from filelock import FileLock

    if not posts.is_dir():
        return
    with FileLock(posts / ".lock"):
        for place in [p for p in posts.iterdir() if OURS.fullmatch(p.name) and p.is_dir()]:
            post = _read(place)
            if not refs or post is None or "/".join(post["key"].split("/")[:2]) in refs:
                shutil.rmtree(place)
        if any(posts.glob(f"[!.]*/{PAYLOAD}")):
            _list(posts)
        else:
            (posts / "index.html").unlink(missing_ok=True)


def _list(folder: Path) -> None:
    """Draw the list of all posts anew, newest first, out of the folders that can be read."""
    files = folder.glob(f"[!.]*/{PAYLOAD}")
    read = [(file.parent.name, post) for file in files if (post := _read(file.parent))]
    posts = sorted(read, key=lambda p: (datetime.fromisoformat(p[1]["created_at"]), p[0]), reverse=True)
    aside = folder / ".index.html"
    aside.write_text(_drawn("folder_index.html", posts=posts), "utf-8")
    aside.replace(folder / "index.html")


def _read(place: Path) -> dict[str, Any] | None:
    """Return the payload that was kept in a post's folder, None where it was damaged since."""
    try:
        kept = json.loads((place / PAYLOAD).read_text("utf-8"))
        sound = all(isinstance(kept[name], str) for name in SHOWN)
        return kept if sound and datetime.fromisoformat(kept["created_at"]).tzinfo else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _day(name: str) -> datetime:
    """Return the start (UTC) of the day in a post's name; nobody made one of no such day."""
    try:
        return datetime.fromisoformat(name[:10]).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def _receipt(target: Path) -> Receipt:
    return Receipt(target.name, (target / "index.html").absolute().as_uri())


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _drawn(name: str, **known: object) -> str:
    """Fill one of the two templates beside this file; Dutch words with Dutch posts, else English."""
    return _templates().get_template(name).render(marked=_marked, **known)


def _marked(text: str) -> Markup:
    """Return the post's text with its addresses as links: every sign of it, and nothing else."""
    from markupsafe import Markup

    parts = ADDRESS.split(text)
    links = Markup('<a href="{0}">{0}</a>')
    return Markup().join(links.format(p) if i % 2 else p for i, p in enumerate(parts))
