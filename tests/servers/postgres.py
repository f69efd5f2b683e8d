"""A real PostgreSQL on 127.0.0.1, as a program of its own that ends with the tests, and ways to break it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "praktijk"
PASSWORD = "Een-wachtwoord-2026"
CONF = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
deadlock_timeout = 50ms
log_min_messages = panic
max_connections = 60
"""


def programs() -> Path | None:
    """Return the folder of the newest server that is here; Debian keeps it out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    elsewhere = shutil.which("initdb")
    here = found[-1] if found else Path(elsewhere) if elsewhere else None
    return here.parent if here else None


class PostgresServer:
    """One server in a folder of its own; as root it runs as the user postgres of Debian's package."""

    def __init__(self, folder: Path, port: int, extra: str = "") -> None:
        self.port = port
        self._data = folder / "data"
        self._bin = programs()
        self._running: subprocess.Popen[bytes] | None = None
        ends_with_us = ["setpriv", "--pdeathsig=INT"]
        if os.geteuid() == 0:
            postgres = pwd.getpwnam("postgres")
            os.chown(folder, postgres.pw_uid, postgres.pw_gid)
            ends_with_us += ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._as = ends_with_us
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        made = ["-D", self._data, "-U", USER, "--pwfile", secret, "--auth=scram-sha-256", "-E", "UTF8"]
        self._run("initdb", *made, "--no-sync", "--locale=C")
        self._run_in("bash", "-c", f"cat >> {self._data}/postgresql.conf", stdin=CONF + extra)

    def put(self, name: str, text: str) -> None:
        """Write a file of the server's folder, which is readable by the server alone."""
        file = self._data / name
        self._run_in("bash", "-c", f"umask 077; cat > {file}", stdin=text)

    def start(self) -> PostgresServer:
        """Start it, and wait until it answers; one that was killed first mends itself."""
        end = time.monotonic() + 60
        while True:
            # a server whose killed predecessor still has children refuses to start
            command = [*self._as, str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)]
            self._running = subprocess.Popen(command, stderr=subprocess.PIPE)
            while self._running.poll() is None:
                if self._answers():
                    return self
                time.sleep(0.02)
            said = self._running.stderr.read().decode()
            if time.monotonic() > end:
                raise RuntimeError(said)
            time.sleep(0.1)

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT properly, SIGQUIT at once, SIGKILL without a word."""
        if self._running:
            self._running.send_signal(how)
            self._running.wait(60)
            self._running.stderr.close()
            self._running = None

    def _answers(self) -> bool:
        command = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def _run(self, program: str, *args: object) -> None:
        self._run_in(str(self._bin / program), *map(str, args))

    def _run_in(self, *command: str, stdin: str = "") -> None:
        done = subprocess.run([*self._as, *command], input=stdin, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)


@contextmanager
def postgres(extra: str = "") -> Iterator[PostgresServer]:
    """Give a server that runs; it and its data are gone afterwards."""
    # not below pytest's folders, which only their owner may enter
    folder = Path(tempfile.mkdtemp(prefix="ledger-postgres-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = None
    try:
        server = PostgresServer(folder, port, extra)
        yield server.start()
    finally:
        if server:
            with contextlib.suppress(ProcessLookupError):
                server.end()
        shutil.rmtree(folder, ignore_errors=True)
