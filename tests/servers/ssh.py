"""An ssh server on 127.0.0.1 that runs commands and speaks SFTP below one folder."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh


@contextmanager
def ssh_server(
    root: Path, home: Path, sftp: type[asyncssh.SFTPServer] = asyncssh.SFTPServer
) -> Iterator[int]:
    """Serve `root`; give the port. `home`/.ssh gets a key that may log in, known_hosts and config."""
    host_key, user_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    ready = threading.Event()
    port = 0
    stop: asyncio.Future[None]
    loop = asyncio.new_event_loop()

    async def command(process: asyncssh.SSHServerProcess[bytes]) -> None:
        run = subprocess.Popen(
            ["sh", "-c", process.command or "true"],
            cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        await process.redirect(stdin=run.stdin, stdout=run.stdout, stderr=run.stderr)
        code = await loop.run_in_executor(None, run.wait)
        await process.stdout.drain()
        process.exit(code)
        await process.wait_closed()

    async def serve() -> None:
        nonlocal port, stop
        stop = loop.create_future()
        server = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host_key],
            authorized_client_keys=asyncssh.import_authorized_keys(user_key.export_public_key().decode()),
            process_factory=command,
            encoding=None,
            sftp_factory=lambda chan: sftp(chan, chroot=str(root).encode()),
        )
        port = server.get_port()
        ready.set()
        await stop
        server.close()
        await server.wait_closed()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    keys = home / ".ssh"
    keys.mkdir(parents=True, mode=0o700)
    (keys / "id_ed25519").write_bytes(user_key.export_private_key())
    (keys / "id_ed25519").chmod(0o600)
    (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key.export_public_key().decode()}")
    (keys / "config").write_text(
        f"Host 127.0.0.1\n  Port {port}\n  User tester\n  IdentityFile {keys}/id_ed25519\n"
        f"  UserKnownHostsFile {keys}/known_hosts\n"
    )
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(stop.set_result, None)
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
