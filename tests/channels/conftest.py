"""Every installed channel on its own network, all of them on this machine."""

from __future__ import annotations

import hashlib
import json
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate import channels
from syndicate.channels import Channel, Opening
from syndicate.http import Door
from syndicate.model import (
    Article,
    Entry,
    EntryKind,
    Kind,
    Occasion,
    Payload,
    Picture,
    Post,
    campaign_token,
    post_key,
)
from syndicate.settings import Account, Secrets
from tests.servers import mastodon, x
from tests.servers.loopback import Handle, Running

INSTALLED = sorted(e.name for e in entry_points(group=channels.GROUP))


@dataclass(frozen=True)
class Bench:
    """One channel on its network: `create` is the path of its creating call, `seen` what arrived."""

    name: str
    seen: Callable[[], list[dict[str, Any]]]
    secrets: dict[str, str] = field(default_factory=dict)
    server: Handle | None = None
    create: str = ""
    own_posts: str = ""
    upload: str = ""
    takes_language: bool = True


@pytest.fixture(scope="session")
def x_server() -> Iterator[Handle]:
    with Running(x.XNetwork()) as server:
        yield server


@pytest.fixture(scope="session")
def mastodon_server() -> Iterator[Handle]:
    with mastodon.serving() as server:
        yield server


@pytest.fixture
def x_bench(x_server: Handle) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [
            {"id": p["id"], "text": p["text"], "body": p["body"], "alt": m["alt"], "sha256": m["sha256"]}
            for p in x_server.state()["posts"]
            for m in (*p["media"], {"alt": "", "sha256": ""})[:1]
        ]

    x_server.reset()
    return Bench(
        "x",
        seen,
        x.SECRETS,
        x_server,
        create="/2/tweets",
        own_posts=r"/2/users/\d+/tweets",
        upload="/2/media/upload",
        takes_language=False,
    )


@pytest.fixture
def mastodon_bench(mastodon_server: Handle) -> Bench:
    def seen() -> list[dict[str, Any]]:
        state = mastodon_server.state()
        sent = state["created"][-len(state["posts"]) :] if state["posts"] else []
        return [
            {"id": p["id"], "text": c["form"]["status"], "lang": p["language"], "body": c["form"]}
            | {"alt": (p["media_attachments"] or [{"description": ""}])[0]["description"]}
            for p, c in zip(state["posts"], sent, strict=True)
        ]

    mastodon_server.reset()
    return Bench(
        "mastodon",
        seen,
        mastodon.SECRETS,
        mastodon_server,
        create="/api/v1/statuses",
        own_posts=r"/api/v1/accounts/\d+/statuses",
        upload="/api/v2/media",
    )


@pytest.fixture
def folder_bench(tmp_path: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        found = []
        for file in sorted((tmp_path / "posts").glob("[!.]*/payload.json")):
            said = json.loads(file.read_text("utf-8"))
            picture = next(iter(file.parent.glob("image.*")), None)
            digest = hashlib.sha256(picture.read_bytes()).hexdigest() if picture else ""
            found.append({"id": file.parent.name, "sha256": digest, **said})
        return found

    return Bench("folder", seen)


@pytest.fixture(params=INSTALLED)
def bench(request: pytest.FixtureRequest) -> Bench:
    """Each installed channel in turn: one without a <name>_bench above fails here."""
    return request.getfixturevalue(f"{request.param}_bench")


@pytest.fixture(params=[name for name in INSTALLED if not Account(name, name).embedded])
def network_bench(request: pytest.FixtureRequest) -> Bench:
    """Each channel that needs a network."""
    return request.getfixturevalue(f"{request.param}_bench")


@pytest.fixture
def make_opening(tmp_path: Path) -> Callable[..., Opening]:
    """Return a function that opens the folders, secrets and door for a channel."""

    def make(
        bench: Bench, *, secrets: dict[str, str] | None = None, read: float = 10.0, **known: Any
    ) -> Opening:
        known.setdefault("base_url", bench.server.url if bench.server else "")
        account = Account(name=bench.name, channel=bench.name, **known)
        had = bench.secrets if secrets is None else secrets
        prefix = f"SYNDICATE_{bench.name.upper()}_"
        kept = Secrets(bench.name, {prefix + name.upper(): value for name, value in had.items()})
        door = Door(tuple(kept.values()), only_loopback=True, connect=5, read=read, total=30)
        return Opening(account, kept, door, tmp_path / "output", tmp_path / "posts")

    return make


@pytest.fixture
def make_channel(make_opening: Callable[..., Opening]) -> Callable[..., Channel]:
    """Return a function that loads a channel as the program does, by its entry point."""

    def make(bench: Bench, **known: Any) -> Channel:
        return channels.load(make_opening(bench, **known))

    return make


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """A share image as the site would have built it, on disk."""
    made = BytesIO()
    Image.new("RGB", (1200, 630), (11, 85, 99)).save(made, "PNG")
    file = tmp_path / "output" / "share" / "griepprik-nl-0123456789ab.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made.getvalue())
    return Picture(
        path="share/griepprik-nl-0123456789ab.png",
        url="http://127.0.0.1:8000/share/griepprik-nl-0123456789ab.png",
        width=1200,
        height=630,
        type="image/png",
        bytes=len(made.getvalue()),
        sha256=hashlib.sha256(made.getvalue()).hexdigest(),
        alt="Tekening van een bovenarm met een pleister",
    )


@pytest.fixture
def make_post(picture: Picture) -> Callable[..., Post]:
    """Return a function that composes a post; say what is to differ."""

    def make(account: str = "folder", uid: str = "griepprik", instance: str = "", **other: Any) -> Post:
        occasion = Occasion(Kind.EVERGREEN, instance) if instance else Occasion(Kind.NEW)
        key = post_key(uid, "nl", account, str(occasion))
        link = f"https://praktijk.example/{uid}/?s={campaign_token(key)}"
        post = Post(
            key=key,
            article=Article(uid, "nl", "Wel of geen griepprik?", uid, f"content/articles/{uid}.md", "Tekst."),
            account=account,
            occasion=occasion,
            at=datetime.now(UTC).replace(microsecond=0),
            text=f"Krijgt u dit jaar een griepprik? 💉 Wij leggen uit wat u kunt verwachten.\n\n{link}",
            link=link,
            permalink=f"https://praktijk.example/{uid}/",
            lang="nl",
            title="Wel of geen griepprik?",
            summary="Voor wie de griepprik is.",
            image=picture,
            alt=picture.alt,
        )
        return replace(post, **other)

    return make


@pytest.fixture
def make_claim() -> Callable[..., Entry]:
    """Return a function that writes the claim of a payload as the ledger would hold it."""

    def make(payload: Payload, *, marker: str = "", ago: float = 0.0) -> Entry:
        at = datetime.now(UTC) - timedelta(seconds=ago)
        data = {
            "account": payload.account,
            "marker": marker or payload.marker,
            "created_at": payload.created_at.isoformat(),
            "body": payload.hash,
        }
        return Entry(EntryKind.CLAIM, at, payload.key, "run", 1, data)

    return make


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
    return port


@pytest.fixture
def debug_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that any logger says at its most talkative."""
    caplog.set_level(logging.DEBUG)
    return caplog
