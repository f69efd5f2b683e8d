"""Every ledger, deploy and network call of this process, counted; at one of them it may be made to die.

Nothing of the product knows of this: the functions through which it reaches disk, programs and network
are wrapped in the process of a campaign's run, after it was forked.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILES = ("rename", "replace", "mkdir", "rmdir", "unlink", "remove", "truncate")
OPENED = ("write", "fsync", "ftruncate")


@dataclass
class Calls:
    """The calls of one run below `root`; it dies of `how` at point number `at` (counted from 1)."""

    root: Path
    told: Path
    at: int = 0
    how: int = signal.SIGKILL
    wedge: Callable[[str], None] = lambda _label: None
    _count: int = 0
    _names: list[str] = field(default_factory=list)

    def point(self, label: str) -> None:
        """Count one moment before, during or after a call; die here if it is the one.

        After one call and before the next nothing has happened: that is one moment.
        """
        if label.endswith(": before") and self._names and self._names[-1].endswith(": after"):
            self._names[-1] = self._names[-1].removesuffix(": after") + f": between it and {label[:-8]}"
            self.wedge(label)
            return
        self._count += 1
        self._names.append(label)
        if self._count == self.at:
            self.tell()
            os.kill(os.getpid(), self.how)
        self.wedge(label)

    def tell(self) -> None:
        """Leave the names of the points so far for whoever counts them."""
        with self.told.open("w", encoding="utf-8") as file:
            json.dump(self._names, file)

    def done(self, place: Path, said: object) -> None:
        """Leave what the run said, and its points; a limit that was set on files is lifted for that."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self.tell()
        with place.open("w", encoding="utf-8") as file:
            json.dump(said, file)

    def watch(self) -> None:
        """Wrap what reaches disk, programs and network, from now on in this process."""
        for name in FILES:
            setattr(os, name, self._file(name, getattr(os, name)))
        for name in OPENED:
            setattr(os, name, self._opened(name, getattr(os, name)))
        shutil.copyfile = self._file("copy", shutil.copyfile)  # type: ignore[assignment]
        Path.write_text = self._file("write", Path.write_text)  # type: ignore[method-assign]
        Path.write_bytes = self._file("write", Path.write_bytes)  # type: ignore[method-assign]
        self._programs()
        self._networks()

    def _room(self, path: str) -> str:
        """Return which room of the practice a path is in, "" for what counts for no call."""
        if not path.startswith(str(self.root)):
            return ""
        inside = path[len(str(self.root)) :].lstrip("/")
        if inside.startswith(".syndicate/ledger"):
            return "ledger"
        if inside.startswith("public") or inside.startswith(".syndicate/deploy"):
            return "deploy"
        return "folder" if inside.startswith("posts") else ""

    def _file(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **more: Any) -> Any:
            last = next((a for a in args[1::-1] if isinstance(a, str | os.PathLike)), "")
            path = str(last)
            room = self._room(path)
            if not room or path.endswith(".lock") or (name == "mkdir" and Path(path).exists()):
                return real(*args, **more)
            return self._around(f"{room} {name}", real, args, more)

        return wrapped

    def _opened(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(descriptor: int, *args: Any) -> Any:
            path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            room = self._room(path)
            if not room or path.endswith(".lock"):
                return real(descriptor, *args)
            return self._around(f"{room} {name}", real, (descriptor, *args), {})

        return wrapped

    def _around(self, label: str, real: Callable[..., Any], args: Any, more: Any) -> Any:
        self.point(f"{label}: before")
        done = real(*args, **more)
        self.point(f"{label}: after")
        return done

    def _programs(self) -> None:
        start, talk = subprocess.Popen.__init__, subprocess.Popen.communicate

        def started(popen: Any, argv: Any, *args: Any, **more: Any) -> None:
            popen.label = f"program {_verb(list(map(str, argv)))}"
            self.point(f"{popen.label}: before")
            start(popen, argv, *args, **more)
            self.point(f"{popen.label}: during")

        def talked(popen: Any, *args: Any, **more: Any) -> Any:
            done = talk(popen, *args, **more)
            self.point(f"{popen.label}: after")
            return done

        subprocess.Popen.__init__ = started  # type: ignore[method-assign]
        subprocess.Popen.communicate = talked  # type: ignore[method-assign]

    def _networks(self) -> None:
        from urllib3.connection import HTTPConnection

        ask, listen = HTTPConnection.request, HTTPConnection.getresponse

        def asked(wire: Any, method: str, url: str, *args: Any, **more: Any) -> Any:
            wire.label = f"network {method} {_route(url)}"
            self.point(f"{wire.label}: before")
            done = ask(wire, method, url, *args, **more)
            self.point(f"{wire.label}: during")
            return done

        def listened(wire: Any, *args: Any, **more: Any) -> Any:
            done = listen(wire, *args, **more)
            self.point(f"{wire.label}: after")
            return done

        HTTPConnection.request = asked  # type: ignore[method-assign,assignment]
        HTTPConnection.getresponse = listened  # type: ignore[method-assign]


def _verb(argv: list[str]) -> str:
    """Return which program it is: git push, git fetch, ghp_import."""
    if "ghp_import" in argv:
        return "ghp_import"
    words = iter(argv[1:])
    for word in words:
        if word in ("-c", "-C"):
            next(words)
        elif not word.startswith("-"):
            return f"{Path(argv[0]).name} {word}"
    return Path(argv[0]).name


def _route(url: str) -> str:
    path = urlsplit(url).path
    return path if path.startswith(("/api", "/2")) else "page"
