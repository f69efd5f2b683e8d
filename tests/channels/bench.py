"""One channel on its network on this machine, as the contract walks it.

Each channel has a module in tests/channels/benches/, named as its entry point, with

    serving()                   a context manager that starts its network, once, and yields a Handle;
    bench(server, folder)       the Bench on that network, which it empties first;
    SUITES                      the suites of tests/conftest.py that an ability needs, by the ability's name,
                                where it needs any;
    CREATE, OWN_POSTS, UPLOAD   the whole paths (as patterns) of the creating call, the reading of own posts
                                and the picture's upload: "" where the network has none, or speaks no HTTP;
    VERB                        the method of the creating call, where it is not POST;
    RENEWABLE                   the secrets that a renewal needs beside those of the bench, if there is one
    BY_HAND                     where `send` gives the post to a person, and no network is there at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from syndicate import channels
from syndicate.channels import Channel
from syndicate.model import Post, Prepared, Receipt
from tests.servers.loopback import Handle

INSTALLED = sorted({e.name for e in entry_points(group=channels.GROUP)})


def module(name: str) -> Any:
    return import_module(f"tests.channels.benches.{name}")


def having(path: str) -> list[str]:
    """Return the channels whose network has this call."""
    return [name for name in INSTALLED if getattr(module(name), path)]


def prepared(channel: Channel, post: Post) -> Prepared:
    """Return a post as a run has it right before it is sent."""
    return channel.prepare(channel.render(post))


def posted(channel: Any, post: Any) -> Any:
    """Send a post as a run does, and return what the channel gives for it."""
    return channel.send(prepared(channel, post))


def same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Bench:
    """`seen` lists what the network holds: id, text and alt; sha256 of the picture and lang if it has them,
    and of networks that take films `film` (whether it is one) and `said` (where its words are).

    `spelled` is how the words stand in the creating call; `needs_picture`: nothing goes without one.
    `react` lets somebody else answer or like a post of ours; `answers` is what we answered to that.
    `any_yes_will_do`: every 2xx has taken the post;
    `nothing` is the document with which the network says that it holds no post of ours; `recorded` what
    `prepare` gives out, where a claim without it is settled by that alone.
    """

    name: str
    seen: Callable[[], list[dict[str, Any]]] = list
    secrets: dict[str, str] = field(default_factory=dict)
    server: Handle | None = None
    takes_language: bool = True
    needs_picture: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    spelled: Callable[[str], str] = same
    react: Callable[[Receipt], None] = lambda _: None
    answers: Callable[[], list[str]] = list
    any_yes_will_do: bool = False
    nothing: Any = None
    recorded: dict[str, str] = field(default_factory=dict)

    @property
    def create(self) -> str:
        return str(module(self.name).CREATE)

    @property
    def verb(self) -> str:
        return str(getattr(module(self.name), "VERB", "POST"))

    @property
    def own_posts(self) -> str:
        return str(module(self.name).OWN_POSTS)

    @property
    def upload(self) -> str:
        return str(module(self.name).UPLOAD)
