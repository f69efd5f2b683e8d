"""Every installed channel on its own network, all of them on this machine."""

from __future__ import annotations

import hashlib
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate import channels
from syndicate.channels import Channel, Opening
from syndicate.http import Door
from syndicate.limits import Limits, Link
from syndicate.model import (
    Article,
    Entry,
    EntryKind,
    Kind,
    Occasion,
    Payload,
    Picture,
    Post,
    Prepared,
    campaign_token,
    post_key,
)
from syndicate.settings import Account, Secrets
from tests.channels import walked
from tests.channels.bench import INSTALLED, Bench, having, module
from tests.servers.loopback import Handle, Running
from tests.servers.meta import MetaNetwork
from tests.servers.telegram import TelegramNetwork

WALKED: walked.Outcomes = {}


def pytest_configure(config: pytest.Config) -> None:
    said = f"{walked.MARK}(column): what the test walks of its channel, in the table at the end of the run"
    config.addinivalue_line("markers", said)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep how a test ended that walks a channel; one that could not begin failed, or was left out."""
    done = yield
    report, cell = done.get_result(), walked.of(item)
    if cell and (report.when == "call" or not report.passed):
        WALKED.setdefault(cell, set()).add(report.outcome)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if WALKED:
        terminalreporter.write_line("Walked in this run:")
        for line in walked.table(WALKED):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[str], Handle]]:
    """Return a function that starts a channel's network, once, and keeps it until the end."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(module(name).serving()))


@pytest.fixture
def make_bench(serve: Callable[[str], Handle], tmp_path: Path) -> Callable[[str], Bench]:
    """Return a function that makes the bench of a channel, emptied."""

    def make(name: str) -> Bench:
        made: Bench = module(name).bench(serve(name), tmp_path)
        return made

    return make


@pytest.fixture
def folder_bench(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("folder")


@pytest.fixture
def x_bench(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("x")


@pytest.fixture
def mastodon_bench(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("mastodon")


@pytest.fixture
def own(request: pytest.FixtureRequest) -> Iterator[tuple[MetaNetwork | TelegramNetwork, Bench]]:
    """A network of Meta's or Telegram for one test to change, on the bench of the channel its file names."""
    name = request.module.__name__.rpartition("test_")[2].partition("_")[0]
    network = TelegramNetwork() if name == "telegram" else MetaNetwork()
    with Running(network) as running:
        yield network, module(name).bench(running, None)


@pytest.fixture(params=INSTALLED)
def bench(request: pytest.FixtureRequest, make_bench: Callable[[str], Bench]) -> Bench:
    """Each installed channel in turn: one without a module in benches/ fails here."""
    return make_bench(request.param)


@pytest.fixture(params=[name for name in INSTALLED if not getattr(module(name), "BY_HAND", False)])
def posting_bench(request: pytest.FixtureRequest, make_bench: Callable[[str], Bench]) -> Bench:
    """Each channel that posts itself; by hand a person does."""
    return make_bench(request.param)


@pytest.fixture(params=having("CREATE"))
def network_bench(request: pytest.FixtureRequest, make_bench: Callable[[str], Bench]) -> Bench:
    """Each channel that needs a network and speaks HTTP with it."""
    return make_bench(request.param)


@pytest.fixture(params=having("OWN_POSTS"))
def readable_bench(request: pytest.FixtureRequest, make_bench: Callable[[str], Bench]) -> Bench:
    """Each network that shows us our own posts."""
    return make_bench(request.param)


@pytest.fixture(params=having("UPLOAD"))
def uploading_bench(request: pytest.FixtureRequest, make_bench: Callable[[str], Bench]) -> Bench:
    """Each network that takes a picture in a call of its own."""
    return make_bench(request.param)


@pytest.fixture
def make_opening(tmp_path: Path) -> Callable[..., Opening]:
    """Return a function that opens the folders, secrets and door for a channel."""

    def make(
        bench: Bench, *, secrets: dict[str, str] | None = None, read: float = 10.0, **known: Any
    ) -> Opening:
        known.setdefault("base_url", bench.server.url if bench.server else "")
        known.setdefault("options", bench.options)
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
def make_picture(tmp_path: Path) -> Callable[[str], Picture]:
    """Return a function that puts a share image on disk, as the site would have built it."""

    def make(form: str = "PNG") -> Picture:
        drawn = BytesIO()
        Image.new("RGB", (1200, 630), (11, 85, 99)).save(drawn, form)
        path = f"share/griepprik-nl-0123456789ab.{'png' if form == 'PNG' else 'jpg'}"
        file = tmp_path / "output" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawn.getvalue())
        return Picture(
            path=path,
            url=f"http://127.0.0.1:8000/{path}",
            width=1200,
            height=630,
            type=f"image/{form.lower()}",
            bytes=len(drawn.getvalue()),
            sha256=hashlib.sha256(drawn.getvalue()).hexdigest(),
            alt="Tekening van een bovenarm met een pleister",
        )

    return make


@pytest.fixture
def picture(make_picture: Callable[[str], Picture]) -> Picture:
    """A share image as the site would have built it, on disk."""
    return make_picture("PNG")


@pytest.fixture
def make_post(make_picture: Callable[[str], Picture]) -> Callable[..., Post]:
    """Return a function that composes a post as that channel takes it; say what is to differ."""

    def make(account: str = "folder", uid: str = "griepprik", instance: str = "", **other: Any) -> Post:
        limits = limits_of(account)
        occasion = Occasion(Kind.EVERGREEN, instance) if instance else Occasion(Kind.NEW)
        key = post_key(uid, "nl", account, str(occasion))
        link = f"https://praktijk.example/{uid}/?s={campaign_token(key)}"
        words = "Krijgt u dit jaar een griepprik? 💉 Wij leggen uit wat u kunt verwachten."
        picture = make_picture("PNG" if "image/png" in limits.image_types else "JPEG")
        post = Post(
            key=key,
            article=Article(uid, "nl", "Wel of geen griepprik?", uid, f"content/articles/{uid}.md", "Tekst."),
            account=account,
            occasion=occasion,
            at=datetime.now(UTC).replace(microsecond=0),
            text=f"{words}\n\n{link}" if limits.link is Link.TEXT else f"{words} ({uid}{instance})",
            link=link,
            permalink=f"https://praktijk.example/{uid}/",
            lang="nl",
            title="Wel of geen griepprik?",
            summary="Voor wie de griepprik is.",
            image=picture,
            alt=picture.alt[: limits.alt],
        )
        return replace(post, **other)

    return make


def limits_of(channel: str) -> Limits:
    """Return what a channel's module says it takes, folder's where it is none of ours."""
    name = channel if channel in INSTALLED else "folder"
    entry = next(iter(entry_points(group=channels.GROUP, name=name)))
    found: Limits = import_module(entry.module).LIMITS
    return found


@pytest.fixture
def make_claim() -> Callable[..., Entry]:
    """Return a function that writes the claim of a payload as the ledger would hold it.

    Of a prepared one with what was recorded of it.
    """

    def make(of: Payload | Prepared, *, marker: str = "", ago: float = 0.0) -> Entry:
        payload, refs = (of.payload, of.refs) if isinstance(of, Prepared) else (of, {})
        at = datetime.now(UTC) - timedelta(seconds=ago)
        data = {
            **refs,
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
