"""How the settings name a database, its password and its certificate."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import Exit, LedgerError, SettingsError
from syndicate.ledger import address, open_ledger
from syndicate.ledger.address import read_server
from syndicate.ledger.database import Postgres, Sqlite, arguments
from syndicate.ledger.sql import SqlStore
from tests.ledger.databases import asked, conf_for, port, postgres_store, server_for
from tests.ledger.entries import adopted
from tests.servers.postgres import PASSWORD, USER, postgres

PRACTICE = "praktijk"
SERVER = "postgresql://ledger@db.example/ledger?practice=delinde"


def test_the_settings_say_which_file(tmp_path: Path) -> None:
    conf = {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": "sqlite:memory/ledger.db"}
    open_ledger(settings.from_mapping(tmp_path, conf, {})).append(adopted())
    assert (tmp_path / "memory" / "ledger.db").is_file()
    assert len(list(SqlStore(Sqlite(tmp_path / "memory" / "ledger.db")).read())) == 1


@pytest.mark.suite("postgresql")
def test_the_settings_say_which_server_and_the_environment_the_password(tmp_path: Path) -> None:
    practice = server_for(tmp_path).practice
    place = f"postgresql://{USER}@127.0.0.1:{port()}/postgres?practice={practice}"
    open_ledger(conf_for(place, {"SYNDICATE_LEDGER_PASSWORD": PASSWORD})).append(adopted())
    assert len(list(postgres_store(tmp_path).read())) == 1
    with pytest.raises(LedgerError, match="password authentication failed") as caught:
        open_ledger(conf_for(place, {"SYNDICATE_LEDGER_PASSWORD": "geheim-0815"})).append(adopted())
    assert "geheim" not in str(caught.value)


def test_the_password_is_a_secret_that_is_taken_out_of_everything() -> None:
    env = {"SYNDICATE_LEDGER_PASSWORD": "geheim-0815", "PGPASSWORD": "ander-geheim"}
    assert set(env.values()) <= set(conf_for(SERVER, env).secret_values)
    server = read_server(SERVER)
    assert "geheim" not in f"{conf_for(SERVER, env)} {server!r} {Postgres(server, 'geheim-0815')._engine}"


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://ledger:geheim@db.example/ledger?practice=x",
        "postgresql://ledger:ge/heim@db.example/ledger?practice=x",
        "postgresql://db.example/ledger?practice=x&password=geheim",
        "postgresql://db.example/ledger?practice=x&PASSFILE=geheim",
    ],
)
def test_a_password_in_the_settings_is_refused_and_not_repeated(place: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_ledger(conf_for(place))
    assert caught.value.exit is Exit.SETTINGS
    assert "heim" not in str(caught.value)
    with pytest.raises(SettingsError) as caught:
        read_server(place)
    assert str(caught.value) == (address.NO_FORM if "ge/heim" in place else address.LOGIN_HERE)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("postgresql:db", "does not name a database as it should"),
        ("postgresql://db.example", "does not name a database as it should"),
        ("postgresql://db.example:99999/ledger?practice=x", "does not name a database as it should"),
        ("postgresql:///ledger?practice=x", "does not name a database as it should"),
        ("postgresql://db.example,other.example/ledger?practice=x", "does not name a database"),
        ("postgresql://db.example/ledger", "needs '\\?practice=NAME'"),
        ("postgresql://db.example/ledger?practice=De%20Linde", "needs '\\?practice=NAME'"),
        (
            "postgresql://db.example/ledger?practice=x&sslmode=prefer",
            f"one of {', '.join(address.MODES)};",
        ),
        (
            "postgresql://db.example/ledger?practice=x&host=elsewhere",
            f"host .* {', '.join(address.OPTIONS)}",
        ),
        ("postgresql://db.example/ledger?practice=x&practice=y", "an option practice that is not known"),
        ("postgresql://db.example/ledger?practice=x&%00=y", "an option \\*\\*\\* that is not known"),
        ("sqlite:", "names no file"),
        ("sqlite:///ledger.db", "names no file"),
        ("postgres://db.example/ledger", "is no store that is known here"),
    ],
)
def test_what_names_no_database_is_refused(place: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        open_ledger(conf_for(place))


@pytest.mark.parametrize(
    ("more", "mode", "trusted"),
    [
        ("", "verify-full", True),
        ("&sslmode=verify-ca", "verify-ca", True),
        ("&sslmode=require", "require", False),
        ("&sslmode=disable", "disable", False),
    ],
)
def test_another_host_is_reached_by_verified_tls_unless_the_setting_says_otherwise(
    more: str, mode: str, trusted: bool
) -> None:
    said = arguments(read_server(SERVER + more), "geheim")
    assert said["sslmode"] == mode
    assert ("sslrootcert" in said) is trusted
    assert (said["host"], said["port"], said["dbname"], said["user"]) == (
        "db.example",
        5432,
        "ledger",
        "ledger",
    )
    here = arguments(read_server("postgresql://[::1]:5433/ledger?practice=x"), "")
    assert (here["host"], here["port"], here["sslmode"]) == ("::1", 5433, "prefer")
    assert not {"user", "password"} & set(here)


@pytest.mark.suite("postgresql")
def test_a_server_is_believed_only_with_a_certificate_of_a_known_authority(tmp_path: Path) -> None:
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(["openssl", *made], cwd=tmp_path, check=True, capture_output=True)
    with postgres() as own:
        asked("SELECT 1", at=own.port)
        place = f"postgresql://{USER}@localhost:{own.port}/postgres?practice=x&sslmode=verify-full"
        env = {"SYNDICATE_LEDGER_PASSWORD": PASSWORD}
        trusting = f"{place}&sslrootcert={tmp_path}/cert.pem"
        with pytest.raises(LedgerError, match="server does not support SSL"):
            open_ledger(conf_for(trusting, env)).append(adopted())
        own.put("server.key", (tmp_path / "key.pem").read_text())
        own.put("server.crt", (tmp_path / "cert.pem").read_text())
        asked("ALTER SYSTEM SET ssl = on", at=own.port)
        asked("SELECT pg_reload_conf()", at=own.port)
        with pytest.raises(LedgerError, match="certificate verify failed"):
            open_ledger(conf_for(place, env)).append(adopted())
        open_ledger(conf_for(trusting, env)).append(adopted())
        with pytest.raises(LedgerError, match="does not match host name"):
            open_ledger(conf_for(trusting.replace("@localhost", "@127.0.0.1"), env)).append(adopted())


def test_a_missing_driver_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"pip install 'expertstatus\[postgres\]'"):
        open_ledger(conf_for(SERVER))


@pytest.mark.parametrize(("place", "missing"), [(SERVER, "sqlalchemy"), ("sqlite:x.db", "sqlalchemy")])
def test_a_missing_package_is_named_by_its_extra(place: str, missing: str) -> None:
    script = (
        "import sys; sys.modules[sys.argv[1]] = None\n"
        "from tests.ledger.entries import *\n"
        "from pathlib import Path\n"
        "from syndicate import settings, ledger\n"
        "conf = {'SITEURL': 'https://praktijk.example', 'SYNDICATE_LEDGER': sys.argv[2]}\n"
        "try: ledger.open_ledger(settings.from_mapping(Path('/p'), conf, {}))\n"
        "except settings.SettingsError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, missing, place], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == address.NO_EXTRA, done.stderr
