"""A real Dovecot on 127.0.0.1, as a program of its own that ends with the tests; IMAP over TLS alone."""

from __future__ import annotations

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.servers.certificates import authority

HOST = "localhost"
PASSWORD = "Een-postbus-2026"
# of release 2.3; it runs wholly as one user, who needs no rights
CONF = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


@dataclass
class MailServer:
    """Knows every user, each with the one password; `trusted` is the file of the authority to believe."""

    port: int
    trusted: Path

    def url(self, user: str, folder: str = "INBOX") -> str:
        return f"imaps://{user}@{HOST}:{self.port}/{folder}"

    @contextmanager
    def talk(self, user: str) -> Iterator[imaplib.IMAP4_SSL]:
        """Log in as a mail program does."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        talk = imaplib.IMAP4_SSL(HOST, self.port, ssl_context=context)
        try:
            talk.login(user, PASSWORD)
            talk.select("INBOX")
            yield talk
        finally:
            talk.logout()


@dataclass
class Postbox:
    """The mailbox of one user, as its owner sees it."""

    server: MailServer
    user: str

    @property
    def url(self) -> str:
        return self.server.url(self.user)

    def put(self, *messages: EmailMessage | bytes) -> None:
        """Let messages come in, unread."""
        with self.server.talk(self.user) as talk:
            for message in messages:
                raw = message if isinstance(message, bytes) else message.as_bytes()
                assert (
                    talk.append("INBOX", "", None, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))[0]
                    == "OK"
                )

    def flags(self) -> list[str]:
        """Return the flags of each message, in their order: "Seen", "Flagged", "" for none."""
        with self.server.talk(self.user) as talk:
            _, found = talk.fetch("1:*", "(FLAGS)")
        marks = [imaplib.ParseFlags(line) for line in found if line]
        return [" ".join(sorted(m.decode()[1:] for m in one if m != b"\\Recent")) for one in marks]

    def unmark(self, flag: str) -> None:
        """Take a flag off every message."""
        with self.server.talk(self.user) as talk:
            talk.store("1:*", "-FLAGS", f"(\\{flag})")


@contextmanager
def dovecot() -> Iterator[MailServer]:
    """Give a server that runs; it and its mail are gone afterwards."""
    # not below pytest's folders, which only their owner may enter
    folder = Path(tempfile.mkdtemp(prefix="mailbox-dovecot-"))
    root = os.geteuid() == 0
    user = pwd.getpwnam("nobody" if root else getpass.getuser())
    group = grp.getgrgid(user.pw_gid).gr_name
    trusted, _ = authority(folder, HOST)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    said = CONF.format(folder=folder, user=user.pw_name, group=group, password=PASSWORD, port=port)
    (folder / "dovecot.conf").write_text(said)
    for name in ("run", "mail"):
        (folder / name).mkdir()
    ends_with_us = ["setpriv", "--pdeathsig=TERM"]
    if root:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)
        ends_with_us += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "install dovecot-imapd (.ci/debian.txt)"
    command = [*ends_with_us, program, "-F", "-c", str(folder / "dovecot.conf")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        _wait(running, port, folder / "log")
        yield MailServer(port, trusted)
    finally:
        running.terminate()
        running.wait(60)
        running.stderr.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    running.terminate()
    told = log.read_text() if log.exists() else ""
    raise RuntimeError(told + running.stderr.read().decode())
