"""LinkedIn's own server of ours, for a page; test_linkedin.py has the person."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from syndicate.limits import escape
from tests.channels.bench import Bench
from tests.servers import linkedin
from tests.servers.loopback import Handle, Running

CREATE, OWN_POSTS, UPLOAD = "/rest/posts", "/rest/posts", "/rest/images"
RENEWABLE = {**linkedin.REFRESH, **linkedin.APP}
RESERVED = "\\|{}@[]()<>#*_~"


def serving() -> AbstractContextManager[Handle]:
    return Running(linkedin.LinkedInNetwork())


def spelled(words: str) -> str:
    return escape(words, RESERVED)


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return list(server.state()["posts"])

    server.reset()
    return Bench(
        "linkedin",
        seen,
        linkedin.SECRETS,
        server,
        takes_language=False,
        options={"author": linkedin.ORGANIZATION, "expires": "2099-01-01"},
        spelled=spelled,
    )


@contextmanager
def alone(author: str = linkedin.ORGANIZATION) -> Iterator[tuple[linkedin.LinkedInNetwork, Bench]]:
    """Start a LinkedIn of one test's own, which that test can see into, and the bench of an author on it."""
    network = linkedin.LinkedInNetwork()
    with Running(network) as server:
        yield network, Bench("linkedin", secrets=linkedin.SECRETS, server=server, options={"author": author})
