"""A person: nothing is sent at all."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.channels.bench import Bench

CREATE, OWN_POSTS, UPLOAD = "", "", ""
BY_HAND = True


def serving() -> AbstractContextManager[None]:
    return nullcontext()


def bench(_: None, _folder: Path) -> Bench:
    return Bench("hand", options={"network": "whatsapp"})
