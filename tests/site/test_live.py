from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from syndicate.errors import SiteError
from syndicate.http import Door
from syndicate.model import Page, Picture
from syndicate.site.deploy import wait_live
from tests.site.places import practice

HTML, PNG = b"<!doctype html><title>Griepprik</title>", b"\x89PNG share image"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Web:
    """What a host answers by path: a list of answers, the last of which stays."""

    url: str = ""
    answers: dict[str, list[tuple[int, str, bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def web() -> Iterator[Web]:
    state = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, self.headers.get("Cache-Control", "")))
            line = state.answers.get(self.path, [(404, "text/plain", b"")])
            status, type_, body = line.pop(0) if len(line) > 1 else line[0]
            self.send_response(status)
            if type_:
                self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    state.answers = {"/prik/": [(200, "text/html", HTML)], "/share/prik.png": [(200, "image/png", PNG)]}
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def page(url: str, *, image: bool = True) -> Page:
    share = Picture("share/prik.png", f"{url}/share/prik.png", 1200, 630, "image/png", len(PNG), sha(PNG))
    return Page(
        f"{url}/prik/", "prik/index.html", "Griepprik", "nl", sha(HTML), share_image=share if image else None
    )


def wait(tmp_path: Path, *pages: Page, seconds: float = 0.2, deploy_to: str = "git:./origin") -> None:
    wait_live(replace(practice(tmp_path, deploy_to), live_seconds=seconds), pages, Door())


def test_a_page_and_its_image_that_answer_as_built_are_live(tmp_path: Path, web: Web) -> None:
    wait(tmp_path, page(web.url))
    assert web.asked == [("/prik/", "no-cache"), ("/share/prik.png", "no-cache")]


def test_the_share_image_as_jpeg_is_waited_for_like_the_other(tmp_path: Path, web: Web) -> None:
    jpeg = b"\xff\xd8\xff share image"
    path = "share/prik.jpg"
    twin = Picture(path, f"{web.url}/{path}", 1200, 630, "image/jpeg", len(jpeg), sha(jpeg))
    both = replace(page(web.url), share_more=(twin,))
    with pytest.raises(SiteError, match=r"/share/prik\.jpg: not live after .* it answers 404"):
        wait(tmp_path, both)
    web.answers[f"/{path}"] = [(200, "image/jpeg", jpeg)]
    wait(tmp_path, both)
    assert [asked for asked, _ in web.asked[-3:]] == ["/prik/", "/share/prik.png", "/share/prik.jpg"]


def test_a_page_without_an_image_needs_none_and_no_page_needs_nothing(tmp_path: Path, web: Web) -> None:
    wait(tmp_path)
    wait(tmp_path, page(web.url, image=False))
    assert web.asked == [("/prik/", "no-cache")]


def test_an_old_build_that_is_still_served_is_waited_out(tmp_path: Path, web: Web) -> None:
    web.answers["/prik/"] = [(503, "", b""), (200, "text/html", b"old"), (200, "text/html", HTML)]
    wait(tmp_path, page(web.url), seconds=30)


@pytest.mark.parametrize(
    ("path", "answer", "seen"),
    [
        ("/prik/", (404, "text/html", b""), "it answers 404"),
        (
            "/prik/",
            (200, "text/html", b"old"),
            rf"it holds other bytes than this build \(sha256 {sha(b'old')[:12]}, not",
        ),
        ("/share/prik.png", (200, "text/html", PNG), "it is served as text/html, not as a picture"),
        ("/share/prik.png", (200, "", PNG), "it is served as no type, not as a picture"),
        ("/share/prik.png", (200, "image/png", b"another"), "it holds other bytes"),
    ],
)
def test_what_is_not_live_in_time_is_named_with_what_was_seen(
    tmp_path: Path, web: Web, path: str, answer: tuple[int, str, bytes], seen: str
) -> None:
    web.answers[path] = [answer]
    with pytest.raises(
        SiteError, match=rf"^{web.url}{path}: not live after 0\.2 seconds: {seen}.* Nothing was posted\."
    ):
        wait(tmp_path, page(web.url))


def test_a_host_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        SiteError, match=r"http://127\.0\.0\.1:1/prik/: not live after .*: no answer \(ConnectionError"
    ):
        wait(tmp_path, page("http://127.0.0.1:1"))


def test_a_folder_with_a_network_account_is_asked_over_http(tmp_path: Path, web: Web) -> None:
    accounts = [{"name": "mastodon", "channel": "mastodon", "base_url": "http://127.0.0.1:1"}]
    made = practice(tmp_path, "folder:public", SYNDICATE_ACCOUNTS=accounts)
    wait_live(made, [page(web.url)], Door())
    assert web.asked


def test_in_a_folder_that_nothing_serves_the_files_themselves_are_looked_at(tmp_path: Path, web: Web) -> None:
    public = tmp_path / "public"
    (public / "prik").mkdir(parents=True)
    (public / "share").mkdir()
    (public / "prik" / "index.html").write_bytes(HTML)
    with pytest.raises(SiteError, match=r"prik\.png: this should be live, but No such file"):
        wait(tmp_path, page(web.url), deploy_to="folder:public")
    (public / "share" / "prik.png").write_bytes(PNG)
    wait(tmp_path, page(web.url), page(web.url, image=False), deploy_to="folder:public")
    (public / "prik" / "index.html").write_bytes(b"old")
    with pytest.raises(SiteError, match=r"index\.html: this should be live, but it holds other bytes"):
        wait(tmp_path, page(web.url), deploy_to="folder:public")
    assert web.asked == []
