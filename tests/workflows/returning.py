"""A network that takes posts back and shows them to strangers, for `doctor --prove`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syndicate.model import EntryKind, Receipt
from syndicate.workflows.prove import prove
from tests.servers.loopback import Answer, Network, Running
from tests.workflows import scripted
from tests.workflows.scripted import SCRIPTS, Scripted, play


class Pages(Network):
    """What a stranger sees: each post at its address, or the answer that a test says."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.words, self.headers = 200, True, {}

    def carry_out(self, request):
        if request.path == "/login":
            return Answer(200, b"Log in")
        marker = request.path.rpartition("/")[2]
        there = [p.text for script in SCRIPTS.values() for p in script.posts if p.marker == marker]
        status = self.status if there else 404
        return Answer(status, there[0].encode() if there and self.words else b"", self.headers)


def withdraw(channel, receipt):
    """Take a post away, or do what the script's `recall` says."""
    script = SCRIPTS[channel.account]
    play(script.recall)
    script.posts[:] = [p for p in script.posts if p.marker != receipt.id]


@contextmanager
def returning(monkeypatch) -> Iterator[tuple[Pages, str]]:
    """Let the scripted network take posts back; gives what strangers see, and its address."""
    shown = Pages()
    with Running(shown) as server:
        # a class of its own: what isinstance once said of a class, it keeps
        monkeypatch.setattr(scripted, "Scripted", type("Returning", (Scripted,), {"withdraw": withdraw}))
        monkeypatch.setattr(
            scripted,
            "receipt",
            lambda post: Receipt(post.marker, f"{server.url}/{post.account}/{post.marker}"),
        )
        yield shown, server.url


def tried(practice, name="a", **environ):
    return prove(practice.root, name, tell=practice.tell, environ=practice.environ | environ)


def killed():
    raise KeyboardInterrupt


def steps(practice):
    return [e.data["step"] for e in practice.entries(EntryKind.TRIAL)]
