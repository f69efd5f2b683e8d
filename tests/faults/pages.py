"""What visitors would see of a deployed site: a folder, or a branch of a bare repository.

python -m tests.faults.pages PLACE [BRANCH]      prints its address and serves until it is killed
"""

from __future__ import annotations

import mimetypes
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def main(place: Path, branch: str = "") -> None:
    class Shown(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Keep quiet."""

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].strip("/")
            name = name if "." in name.rpartition("/")[2] else f"{name}/index.html".lstrip("/")
            body = of_branch(place, branch, name) if branch else of_folder(place, name)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shown)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def of_folder(place: Path, name: str) -> bytes | None:
    file = place / name
    return file.read_bytes() if file.is_file() else None


def of_branch(place: Path, branch: str, name: str) -> bytes | None:
    command = ["git", f"--git-dir={place}", "cat-file", "blob", f"{branch}:{name}"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
