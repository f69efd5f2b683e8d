"""The way into the mailbox where texts are handed in."""

from __future__ import annotations

from syndicate.errors import SettingsError
from syndicate.http import Door
from syndicate.http.mailbox import Login
from syndicate.http.reach import Reach
from syndicate.settings import Settings
from syndicate.settings.mailbox import KEY, PASSWORD

SECONDS = 300.0


def login_of(conf: Settings) -> Login | None:
    """Return how to get in, None without a mailbox; raises SettingsError for a missing or wrong password."""
    if (box := conf.mailbox) is None:
        return None
    password = conf.held.get(PASSWORD, "").strip()
    if not password:
        raise SettingsError(f"{KEY} names a mailbox; put its password into the environment as {PASSWORD}.")
    if not (password.isascii() and password.isprintable()):
        raise SettingsError(
            f"{PASSWORD} holds a sign that IMAP does not carry: only plain letters and signs."
        )
    return Login(box.host, box.port, box.user, box.folder, password)


def door_of(conf: Settings, login: Login, seconds: float = SECONDS) -> Door:
    """Return a door to its server alone, open for so many seconds."""
    return Door(conf.secret_values, reach=Reach.to((login.host,), conf.private_hosts), total=seconds)
