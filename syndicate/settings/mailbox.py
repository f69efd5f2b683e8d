"""SYNDICATE_MAILBOX: the folder of a mailbox where texts are handed in; its password is a secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from syndicate.settings.hosts import host_of
from syndicate.settings.values import Conf, Wrong, text

KEY = "SYNDICATE_MAILBOX"
PASSWORD = "SYNDICATE_MAILBOX_PASSWORD"  # noqa: S105 - the name of the variable
PORT = 993
# what IMAP carries as it stands: no blank, quote, bracket or wildcard
USER = re.compile(r"[A-Za-z0-9.!#$&'+/=?^_`|~@-]{1,254}")
FOLDER = re.compile(r"[A-Za-z0-9 .,&'+/=_@-]{1,200}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder of a mailbox, reached over TLS alone."""

    host: str
    port: int
    user: str
    folder: str


def read_mailbox(conf: Conf, wrong: Wrong) -> Mailbox | None:
    """Return the mailbox that the setting names, None without one; no mistake repeats what stands there."""
    if not (value := text(conf, KEY, "", wrong)):
        return None
    try:
        parts = urlsplit(value)
        port = parts.port or PORT
        user, folder = unquote(parts.username or ""), unquote(parts.path[1:]) or "INBOX"
        good = parts.scheme == "imaps" and not (parts.password or parts.query or parts.fragment)
    except ValueError:
        good = False
    if good and (host := host_of(value)) and USER.fullmatch(user) and FOLDER.fullmatch(folder):
        return Mailbox(host, port, user, folder)
    wrong.append(
        f"pelicanconf.py: {KEY} must be 'imaps://USER@HOST/FOLDER', e.g. "
        f"'imaps://kopij@mail.praktijk.example/INBOX': TLS alone, a plain user and folder, and never the "
        f"password, which goes into {PASSWORD}."
    )
    return None
