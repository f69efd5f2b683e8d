"""Web servers on 127.0.0.1 with a built site: Apache, nginx, and one that obeys the site's `_headers`."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from syndicate.workflows.audit.serving import rules_of

MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers")
APACHE = """
{modules}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {work}/apache.pid
ErrorLog {work}/apache.log
User {user}
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
AddType text/javascript .js
AddType image/png .png
AddType image/svg+xml .svg
AddType application/xml .xml
AddType application/json .json
DocumentRoot {site}
<Directory {site}>
  AllowOverride FileInfo
  Require all granted
</Directory>
"""
NGINX = """
daemon off;
pid {work}/nginx.pid;
error_log {work}/nginx.log;
user {user};
events {{ }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    include {rules};
  }}
}}
"""


class ByHeadersFile(SimpleHTTPRequestHandler):
    """Says what `_headers` asks for, rules added up with commas as Netlify and Cloudflare do."""

    def asked(self) -> dict[str, list[str]]:
        file = Path(self.directory) / "_headers"
        found: dict[str, list[str]] = {}
        for pattern, name, value in rules_of(file.read_text("utf-8")) if file.is_file() else []:
            if fnmatchcase(self.path.partition("?")[0], pattern):
                found.setdefault(name, []).append(value)
        return found

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out what the server itself would say where the file says it."""
        if keyword.title() not in self.asked():
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        for name, values in self.asked().items():
            super().send_header(name, ", ".join(values))
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def by_headers_file(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(ByHeadersFile, directory=str(site)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def apache(site: Path, work: Path) -> Iterator[str]:
    """Serve with Apache, which reads the site's .htaccess."""
    port, modules = _free(), Path("/usr/lib/apache2/modules")
    loads = "\n".join(f"LoadModule {m}_module {modules}/mod_{m}.so" for m in MODULES)
    conf = work / "apache.conf"
    conf.write_text(APACHE.format(modules=loads, port=port, work=work, site=site, user=_user()))
    command = ["apache2", "-d", str(work), "-f", str(conf)]
    _checked([*command, "-t"])
    with _running([*command, "-X"], port, work / "apache.log"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(site: Path, work: Path, rules: Path) -> Iterator[str]:
    """Serve with nginx, whose server block includes the lines that the build wrote."""
    port, conf = _free(), work / "nginx.conf"
    conf.write_text(NGINX.format(port=port, work=work, site=site, rules=rules, user=_user()))
    command = ["nginx", "-p", str(work), "-e", str(work / "nginx.log"), "-c", str(conf)]
    _checked([*command, "-t"])
    with _running(command, port, work / "nginx.log"):
        yield f"http://127.0.0.1:{port}"


def readable(site: Path, place: Path) -> Path:
    """Copy a site to where a server that gives up its rights can read it."""
    shutil.copytree(site, place)
    for path in (place, *place.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place


def _user() -> str:
    return "www-data" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _checked(command: list[str]) -> None:
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until(lambda: _answers(port), process, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _until(done: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if done():
            return
        assert process.poll() is None, log.read_text() if log.is_file() else "it ended at once"
        time.sleep(0.1)
    raise AssertionError("the server did not start within 30 seconds")


def _answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0
