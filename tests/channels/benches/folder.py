"""The folder on this machine: no network at all."""

import hashlib
import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench

CREATE, OWN_POSTS, UPLOAD = "", "", ""


def serving() -> AbstractContextManager[None]:
    return nullcontext()


def bench(_: None, folder: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        found = []
        for file in sorted((folder / "posts").glob("[!.]*/payload.json")):
            said = json.loads(file.read_text("utf-8"))
            picture = next(iter(file.parent.glob("image.*")), None)
            digest = hashlib.sha256(picture.read_bytes()).hexdigest() if picture else ""
            found.append({"id": file.parent.name, "sha256": digest, **said})
        return found

    return Bench("folder", seen)
