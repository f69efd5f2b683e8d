"""What SYNDICATE_LEDGER says of a database: a PostgreSQL server, or one SQLite file.

    postgresql://USER@HOST:PORT/DATABASE?practice=NAME&sslmode=verify-full&sslrootcert=FILE
    sqlite:FILE

USER may be left out (then PGUSER or the name of whoever runs this), so may PORT (5432) and all options but
`practice`, the name under which this practice's entries stand; it never changes. A password stands in
neither: it is SYNDICATE_LEDGER_PASSWORD, else PGPASSWORD or ~/.pgpass, as for every PostgreSQL program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from syndicate.errors import SettingsError
from syndicate.settings import Settings, is_loopback

if TYPE_CHECKING:
    from syndicate.ledger.sql import SqlStore

PASSWORD = "SYNDICATE_LEDGER_PASSWORD"  # noqa: S105 - the name of a variable
PORT = 5432
OPTIONS = ("practice", "sslmode", "sslrootcert")
# the other modes of libpq send everything in the clear where the server says it cannot do better
MODES = ("verify-full", "verify-ca", "require", "disable")
PRACTICE = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
FORM = re.compile(
    rf"(?:(?P<user>{_NAME})@)?(?:(?P<host>{_NAME})|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{{1,5}}))?"
    rf"/(?P<database>{_NAME})(?:\?(?P<options>[^#\s]*))?"
)
LOGIN_HERE = (
    "pelicanconf.py: SYNDICATE_LEDGER holds a password. Take it out, renew it (git keeps the old one), and "
    "put the new one into the environment as SYNDICATE_LEDGER_PASSWORD."
)
NO_FORM = (
    "pelicanconf.py: SYNDICATE_LEDGER does not name a database as it should: "
    "'postgresql://USER@HOST/DATABASE?practice=NAME'."
)
NO_OPTION = (
    "pelicanconf.py: SYNDICATE_LEDGER has an option {name} that is not known here, or twice. Known: {known}."
)
NO_PRACTICE = (
    "pelicanconf.py: SYNDICATE_LEDGER needs '?practice=NAME': small letters, digits, '.' and '-'. Under that "
    "name the database keeps what this practice posted, so never change it."
)
NO_MODE = "pelicanconf.py: SYNDICATE_LEDGER: sslmode is one of {known}; 'verify-full' where it is left out."
NO_EXTRA = "a ledger in a database needs an extra: pip install 'expertstatus[postgres]'."
NO_FILE = "pelicanconf.py: SYNDICATE_LEDGER names no file: 'sqlite:FILE', e.g. 'sqlite:.syndicate/ledger.db'."


@dataclass(frozen=True, slots=True)
class Server:
    """One database of a PostgreSQL server. `root` is the file of the authorities that TLS trusts, "" for all
    public ones; `mode` is one of libpq's.
    """

    host: str
    database: str
    practice: str
    user: str
    port: int
    mode: str
    root: str = ""

    def __str__(self) -> str:
        return f"postgresql://{self.host}/{self.database}?practice={self.practice}"


def read_server(text: str) -> Server:
    """Read 'postgresql://…'; raises SettingsError, which never repeats a value that stands there."""
    rest = text.partition("://")[2]
    login, at, _ = rest.partition("/")[0].rpartition("@")
    if at and ":" in login:
        raise SettingsError(LOGIN_HERE)
    found = FORM.fullmatch(rest) if text.startswith("postgresql://") else None
    if not found or int(found["port"] or PORT) not in range(1, 65536):
        raise SettingsError(NO_FORM)
    options = _options(found["options"] or "")
    host = found["host"] or found["six"]
    mode = options.get("sslmode", "prefer" if is_loopback(f"//{_bracketed(host)}") else MODES[0])
    if "sslmode" in options and mode not in MODES:
        raise SettingsError(NO_MODE.format(known=", ".join(MODES)))
    if not PRACTICE.fullmatch(options.get("practice", "")):
        raise SettingsError(NO_PRACTICE)
    return Server(
        host=host,
        database=found["database"],
        practice=options["practice"],
        user=found["user"] or "",
        port=int(found["port"] or PORT),
        mode=mode,
        root=options.get("sslrootcert", ""),
    )


def open_database(settings: Settings) -> SqlStore:
    """Open 'postgresql://…', or 'sqlite:FILE' below the site's root; raises SettingsError."""
    kind, _, place = settings.ledger.partition(":")
    server = read_server(settings.ledger) if kind == "postgresql" else None
    if not server and (not place.strip() or place.startswith("//")):
        raise SettingsError(NO_FILE)
    try:
        from syndicate.ledger.database import Postgres, Sqlite
        from syndicate.ledger.sql import SqlStore

        if not server:
            return SqlStore(Sqlite(settings.root / place))
        trusted = str(settings.root / server.root) if server.root else ""
        return SqlStore(Postgres(replace(server, root=trusted), settings.held.get(PASSWORD, "")))
    except ImportError:
        raise SettingsError(NO_EXTRA) from None


def _options(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        if "pass" in name.lower():
            raise SettingsError(LOGIN_HERE)
        if name not in OPTIONS or name in found:
            shown = name if re.fullmatch("[a-z_]{1,30}", name) else "***"
            raise SettingsError(NO_OPTION.format(name=shown, known=", ".join(OPTIONS)))
        found[name] = value
    return found


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
