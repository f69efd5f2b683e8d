"""A code host on 127.0.0.1 as a browser meets it, by https: texts by Gitea's API, notes by one button.

    with forge(folder, certificates) as host:
        host.people["the key of Anna"] = "anna-x"    # whoever shows this key is signed in under this name
        host.notes                                   # what was sent, and by whom

`folder` is a working copy of git on `main`: what is saved in the browser is there at once. It goes as far as
Sveltia asks (version, user, repository, tree, contents, several files changed at once), and refuses as Gitea
does: a file that is there already, and a change to what has changed since.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.servers.certificates import authority

NAME = "code.example"
REPOSITORY = "linde/site"
API = "/api/v1"
REPO = f"{API}/repos/{REPOSITORY}"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Allow-Methods": "*",
}
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>{body}</body></html>
"""
FORM = """<form method="post" action="/{repository}/issues">
<p><input name="title" aria-label="Title" value="{title}"></p>
<p><textarea name="body" aria-label="Text">{text}</textarea></p>
<p><button>Submit</button></p></form>"""
KNOWN = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(frozen=True)
class Note:
    """What somebody sent."""

    title: str
    text: str
    login: str


@dataclass
class Forge:
    """What the host holds."""

    folder: Path
    people: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    port: int = 0

    def git(self, *args: str, by: str = "host") -> str:
        """Say something to git in the folder, in somebody's name."""
        who = ("-c", f"user.name={by}", "-c", f"user.email={by}@{NAME}")
        command = ["git", "-C", str(self.folder), *who, *args]
        return subprocess.run(command, env=KNOWN, capture_output=True, text=True, check=True).stdout.strip()

    def tree(self) -> list[dict[str, Any]]:
        """All files with their signs and sizes."""
        rows = (
            line.split("\t") for line in self.git("ls-tree", "-r", "-l", "-z", "HEAD").split("\0") if line
        )
        parts = ((*about.split(), path) for about, path in rows)
        return [{"type": k, "sha": sha, "size": int(size), "path": path} for _, k, sha, size, path in parts]

    def held(self, path: str) -> str:
        """The sign of a file, "" where there is none."""
        return next((one["sha"] for one in self.tree() if one["path"] == path), "")

    def append(self, path: str, words: str) -> None:
        """Let a text have more words."""
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(words)
        self.git("commit", "--quiet", "--all", "-m", "more")

    def change(self, asked: dict[str, Any], login: str) -> tuple[int, Any]:
        """Make one change of several files, all or none."""
        for one in asked["files"]:
            known = self.held(one["path"])
            if one["operation"] == "create" and known:
                return 422, {"message": f"repository file already exists [path: {one['path']}]"}
            if one["operation"] != "create" and one.get("sha") != known:
                return 409, {"message": f"sha does not match [given: {one.get('sha')}, expected: {known}]"}
        for one in asked["files"]:
            file = self.folder / one["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(one["content"]))
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", asked["message"], by=login)
        files = [{"path": one["path"], "sha": self.held(one["path"])} for one in asked["files"]]
        made = self.git("log", "-1", "--format=%H %cI").split()
        return 201, {"commit": {"sha": made[0], "created": made[1]}, "files": files}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Forge

    def log_message(self, *args: object) -> None:
        pass

    @property
    def login(self) -> str:
        """Who asks, by the key that an API or the browser itself sends."""
        given = self.headers.get("Authorization", "").partition(" ")[2]
        cookies = dict(parse_qsl(self.headers.get("Cookie", "").replace("; ", "&")))
        return self.host.people.get(given or cookies.get("key", ""), "")

    def do_OPTIONS(self) -> None:
        self.reply(204)

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        if not self.login:
            self.reply(401, {"message": "Sign in first."})
        elif path == f"/{REPOSITORY}/issues/new":
            told = {"title": escape(asked.get("title", "")), "text": escape(asked.get("body", ""))}
            self.page("New", FORM.format(repository=REPOSITORY, **told))
        elif path.startswith(f"{REPO}/media/main/"):
            file = self.host.folder / unquote(path.removeprefix(f"{REPO}/media/main/"))
            self.reply(200, file.read_bytes())
        else:
            self.reply(*self.api(path))

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if not self.login:
            self.reply(401, {"message": "Sign in first."})
        elif path == f"/{REPOSITORY}/issues":
            sent = dict(parse_qsl(said.decode(), keep_blank_values=True))
            text = sent["body"].replace("\r\n", "\n")
            self.host.notes.append(Note(sent["title"], text, self.login))
            self.page("Sent", f"<p>Sent: {escape(sent['title'])}</p>")
        elif path == f"{REPO}/file-contents":
            self.reply(200, [self.contents(name) for name in json.loads(said)["files"]])
        elif path == f"{REPO}/contents":
            self.reply(*self.host.change(json.loads(said), self.login))
        else:
            self.reply(404, {"message": "Not here."})

    def api(self, path: str) -> tuple[int, Any]:
        head, _, message = self.host.git("log", "-1", "--format=%H %s").partition(" ")
        known = {
            f"{API}/version": {"version": "1.24.3"},
            f"{API}/user": {
                "id": 1,
                "login": self.login,
                "full_name": self.login,
                "email": f"{self.login}@{NAME}",
            },
            f"{API}/settings/api": {"default_paging_num": 30, "max_response_items": 50},
            REPO: {"default_branch": "main", "permissions": {"pull": True, "push": True}},
            f"{REPO}/branches/main": {"commit": {"id": head, "message": message}},
            f"{REPO}/commits": [],
        }
        if path.startswith(f"{REPO}/git/trees/"):
            return 200, {"tree": self.host.tree(), "truncated": False}
        return (200, known[path]) if path in known else (404, {"message": "Not here."})

    def contents(self, path: str) -> dict[str, str]:
        raw = (self.host.folder / path).read_bytes()
        return {"path": path, "encoding": "base64", "content": base64.b64encode(raw).decode()}

    def page(self, title: str, body: str) -> None:
        self.reply(200, PAGE.format(title=title, body=body).encode(), "text/html; charset=utf-8")

    def reply(self, status: int, said: Any = b"", kind: str = "application/octet-stream") -> None:
        if not isinstance(said, bytes):
            said, kind = json.dumps(said).encode(), "application/json"
        self.send_response(status)
        for name, value in {**OPEN, "Content-Type": kind, "Content-Length": str(len(said))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)


@contextmanager
def forge(folder: Path, certificates: Path) -> Iterator[Forge]:
    """Serve a working copy as the repository linde/site of https://code.example, at a port of 127.0.0.1."""
    host = Forge(folder)
    _, context = authority(certificates, NAME)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"host": host}))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser hangs up when it likes
    host.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
