"""What a ledger in a database keeps, on both kinds: order, numbers, forms, strange keys, and its settings."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from syndicate import settings
from syndicate.errors import Exit, LedgerError, SettingsError
from syndicate.ledger import address, mishap, open_ledger, schema, sql
from syndicate.ledger.address import read_server
from syndicate.ledger.book import Book
from syndicate.ledger.database import Postgres, Sqlite, arguments
from syndicate.ledger.line import encode
from syndicate.ledger.sql import SqlStore
from syndicate.model import EntryKind, State
from tests.golden import GOLDEN
from tests.ledger.databases import (
    asked,
    port,
    postgres_store,
    server_for,
    sqlite_store,
)
from tests.ledger.entries import KEY, NOW, adopted, claim, said, sent
from tests.servers.postgres import PASSWORD, USER, postgres

EACH = [
    pytest.param(sqlite_store, id="sqlite"),
    pytest.param(postgres_store, id="postgresql", marks=pytest.mark.suite("postgresql")),
]
PRACTICE = "praktijk"
SERVER = "postgresql://ledger@db.example/ledger?practice=delinde"
HOSTILE = [
    "'; DROP TABLE expertstatus_ledger; --/nl/x/new",
    "a\0b/nl/x/new",
    "%s %(key)s :key $1 ?/nl/x/new",
    "\ud800/nl/x/new",
    'é\N{SMILING FACE WITH SMILING EYES}\n\t\\"/nl/x/new',
    "É/nl/x/new",
    "x" * 1990 + "/nl/x/new",
    "\N{SMILING FACE WITH SMILING EYES}" * 1990 + "/nl/x/a",
    "\N{SMILING FACE WITH SMILING EYES}" * 1990 + "/nl/x/b",
]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishap, "WAITS", (0.01, 0.01))


@pytest.fixture(params=EACH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SqlStore:
    made: SqlStore = request.param(tmp_path)
    return made


def change(store: SqlStore, statement: str, **values: object) -> None:
    """Do what no program does: change what was written."""
    with store._database.writing("somebody") as connection:
        connection.execute(text(statement), {"practice": store._database.practice, **values})
        connection.exec_driver_sql("COMMIT")


def conf_for(ledger: str, env: dict[str, str] | None = None) -> settings.Settings:
    return settings.from_mapping(
        Path("/practice"), {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": ledger}, env or {}
    )


def test_strange_keys_are_kept_apart_and_found_again(store: SqlStore) -> None:
    book = Book(store)
    claims = [claim(key) for key in HOSTILE]
    assert book.claim(claims, NOW) == tuple(claims)
    assert book.claim([claim(key, run="run-b") for key in HOSTILE], NOW) == ()
    assert {state.state for state in book.state(HOSTILE, NOW).values()} == {State.CLAIMED}
    assert book.state(["é/nl/x/new"], NOW)["é/nl/x/new"].state is State.FREE
    assert [entry.key for _, entry in book.since("")] == HOSTILE
    for key in HOSTILE:
        assert [entry.key for entry in book.of(key.rsplit("/", 3)[0])] == [
            other for other in HOSTILE if other.startswith(key.rsplit("/", 3)[0] + "/")
        ]


@given(st.text(max_size=2000), st.text(max_size=2000))
@hypothesis_settings(max_examples=200)
def test_two_keys_never_have_one_name_in_a_column(one: str, other: str) -> None:
    assert (schema.name(one) == schema.name(other)) is (one == other)
    assert schema.name(one).isascii()
    assert len(schema.name(one)) <= schema.LONGEST + 1


def test_entries_are_numbered_without_a_gap_also_after_a_write_that_failed(store: SqlStore) -> None:
    book = Book(store)
    book.append(adopted("a/nl/x/new"))
    with pytest.raises(LedgerError, match="may not hold"):
        book.append(said(EntryKind.SENT, id="1", url="u", name="iemand"))
    book.append(adopted("b/nl/x/new"))
    assert [cursor for cursor, _ in book.since("")] == ["1", "2"]
    assert list(book.since("2")) == list(book.since("999")) == []


@pytest.mark.parametrize("cursor", ["2026-11.jsonl:0", "-1", "1 OR 1=1", "٣", "9" * 19])
def test_a_cursor_that_is_no_number_is_refused(store: SqlStore, cursor: str) -> None:
    with pytest.raises(LedgerError, match="is no place in this ledger"):
        list(store.read(cursor))


def test_clocks_that_run_backwards_change_no_order(store: SqlStore) -> None:
    book = Book(store)
    book.claim([claim(at=NOW)], NOW)
    book.append(sent(at=NOW.replace(year=2001)))
    book.append(adopted("b/nl/x/new"))
    assert [entry.kind for _, entry in book.since("")] == [EntryKind.CLAIM, EntryKind.SENT, EntryKind.ADOPTED]
    assert [entry.kind for entry in book.only(EntryKind.CLAIM, EntryKind.SENT)] == [
        EntryKind.CLAIM,
        EntryKind.SENT,
    ]


def test_pages_make_no_difference(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(store)
    for n in range(7):
        book.append(adopted(f"a{n}/nl/x/new"))
        book.append(said(EntryKind.HOLD, 0, key="", scope="all"))
    keys = [f"a{n}/nl/x/new" for n in (5, 1, 3)]
    shown: list[str] = []

    def look(entries: Iterator[object]) -> tuple[()]:
        shown.append(str(len(list(entries))))
        return ()

    def answers() -> tuple[object, ...]:
        store.write(look)
        picked = [entry.key for entry in store.pick(keys=keys)]
        both = len(list(store.pick(keys=keys, kinds=[EntryKind.ADOPTED])))
        return list(book.since("")), list(book.since("7")), Book(store).posted(), picked, both, shown.pop()

    whole = answers()
    monkeypatch.setattr(sql, "PAGE", 2)
    monkeypatch.setattr(sql, "MANY", 1)
    assert answers() == whole
    assert whole[3:] == (["a1/nl/x/new", "a3/nl/x/new", "a5/nl/x/new"], 7, "14")


def test_the_database_itself_refuses_a_second_claim_of_an_attempt(store: SqlStore) -> None:
    Book(store).claim([claim()], NOW)
    with pytest.raises(LedgerError, match=r"cannot be written: .*(UNIQUE|unique)"):
        store.write(lambda _: (claim(run="run-b"),))
    with pytest.raises(IntegrityError):
        change(store, "INSERT INTO expertstatus_ledger SELECT * FROM expertstatus_ledger")
    assert len(list(Book(store).since(""))) == 1


@pytest.mark.parametrize("place", EACH)
def test_a_cursor_passes_nothing_by_that_is_committed_late(place, tmp_path: Path) -> None:
    """A write that has its number and is not committed keeps later writers waiting, and readers from none."""
    slow, fast = place(tmp_path), place(tmp_path)
    Book(slow).append(adopted("a/nl/x/new"))
    seen: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    def wait(_: object) -> tuple[object, ...]:
        inside.set()
        go_on.wait(10)
        return (adopted("slow/nl/x/new"),)

    one = threading.Thread(target=lambda: slow.write(wait))
    other = threading.Thread(target=lambda: Book(fast).append(adopted("fast/nl/x/new")))
    one.start()
    inside.wait(10)
    other.start()
    seen += [cursor for cursor, _ in place(tmp_path).read("1")]
    go_on.set()
    one.join()
    other.join()
    assert seen == []
    assert [entry.key for _, entry in fast.read("1")] == ["slow/nl/x/new", "fast/nl/x/new"]


def test_a_row_that_is_missing_stops_everything(store: SqlStore) -> None:
    for n in range(3):
        Book(store).append(adopted(f"a{n}/nl/x/new"))
    change(store, "DELETE FROM expertstatus_ledger WHERE practice = :practice AND seq = 2")
    for asks in (lambda: list(store.read()), lambda: Book(store).posted()):
        with pytest.raises(LedgerError, match="entry 2 is missing"):
            asks()


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("line", "{}", "it is of version None"),
        ("line", encode(adopted("b/nl/x/new")), "what stands beside it says something else"),
        ("kind", "dropped", "what stands beside it says something else"),
    ],
)
def test_a_row_that_was_changed_is_named(store: SqlStore, column: str, value: str, why: str) -> None:
    Book(store).append(adopted("a/nl/x/new"))
    change(store, f"UPDATE expertstatus_ledger SET {column} = :value WHERE practice = :practice", value=value)
    with pytest.raises(LedgerError, match=rf":1: this line of the ledger cannot be read: {why}"):
        list(store.read())


def test_a_line_that_is_none_is_named_by_its_number_in_what_was_posted_too(store: SqlStore) -> None:
    for n in range(3):
        Book(store).append(adopted(f"a{n}/nl/x/new"))
    change(store, "UPDATE expertstatus_ledger SET line = 'x' WHERE practice = :practice AND seq = 2")
    with pytest.raises(LedgerError, match=r":2: this line of the ledger cannot be read: it is not one whole"):
        Book(store).posted()


STEP = ("ALTER TABLE expertstatus_ledger ADD COLUMN note {text}",)


def test_a_ledger_of_form_1_goes_on_in_form_2_and_not_back(tmp_path: Path) -> None:
    """The dump is of the first release with this store: whatever the form becomes, it is read."""
    (tmp_path / "state").mkdir()
    with sqlite3.connect(tmp_path / "state" / "ledger.db") as old:
        old.executescript((GOLDEN / "ledger-form-1.sql").read_text("utf-8"))
    old.close()
    forms = (*schema.STEPS[:1], STEP)
    newer = SqlStore(Sqlite(tmp_path / "state" / "ledger.db"), forms)
    older = sqlite_store(tmp_path)
    assert len(list(older.read())) == 3
    assert Book(newer).state([KEY], NOW)[KEY].state is State.POSTED
    assert len(list(newer.read())) == 3
    for what in (lambda: Book(older).append(sent()), lambda: Book(sqlite_store(tmp_path)).posted()):
        with pytest.raises(LedgerError, match=r"of form 2, and this Expertstatus knows forms up to 1"):
            what()
    Book(newer).append(adopted("b/nl/x/new"))
    assert [cursor for cursor, _ in newer.read()] == ["1", "2", "3", "4"]


@pytest.mark.suite("postgresql")
def test_runs_that_all_find_no_tables_make_them_once_and_a_new_form_waits_for_who_writes(
    tmp_path: Path,
) -> None:
    with postgres() as own:
        books = [Book(postgres_store(tmp_path, own.port)) for _ in range(4)]
        runs = [threading.Thread(target=book.append, args=(adopted(),)) for book in books]
        for run in runs:
            run.start()
        for run in runs:
            run.join()
        assert len(list(books[0].since(""))) == 4

        newer = SqlStore(Postgres(server_for(tmp_path / "x", own.port), PASSWORD), (*schema.STEPS[:1], STEP))
        migrating = threading.Thread(target=lambda: list(newer.read()))

        def write(_: object) -> tuple[object, ...]:
            migrating.start()
            migrating.join(0.5)
            assert migrating.is_alive()
            return (adopted(),)

        assert len(postgres_store(tmp_path, own.port).write(write)) == 1
        migrating.join()
        with pytest.raises(LedgerError, match="of form 2"):
            books[0].append(adopted())

        # who may only read makes no tables, and says so
        asked("DROP TABLE expertstatus_ledger_version, expertstatus_ledger", at=own.port)
        asked("REVOKE CREATE ON SCHEMA public FROM PUBLIC", at=own.port)
        asked(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'", at=own.port)
        reader = read_server(f"postgresql://reader@127.0.0.1:{own.port}/postgres?practice=x")
        with pytest.raises(LedgerError, match=r"cannot be read: permission denied for schema public"):
            list(SqlStore(Postgres(reader, PASSWORD)).read())


@pytest.mark.suite("postgresql")
def test_a_role_that_may_read_and_add_is_all_that_a_run_needs(tmp_path: Path) -> None:
    postgres_store(tmp_path).write(lambda _: (adopted("a/nl/x/new"),))
    asked(f"CREATE ROLE runner LOGIN PASSWORD '{PASSWORD}'")
    asked("GRANT SELECT, INSERT ON expertstatus_ledger TO runner")
    asked("GRANT SELECT ON expertstatus_ledger_version TO runner")
    practice = server_for(tmp_path).practice
    runner = read_server(f"postgresql://runner@127.0.0.1:{port()}/postgres?practice={practice}")
    book = Book(SqlStore(Postgres(runner, PASSWORD)))
    assert book.claim([claim()], NOW) == (claim(),)
    book.append(sent())
    assert len(book.posted()) == 2
    with pytest.raises(ProgrammingError, match="permission denied for table expertstatus_ledger"):
        change(SqlStore(Postgres(runner, PASSWORD)), "DELETE FROM expertstatus_ledger")


@pytest.mark.suite("postgresql")
def test_practices_share_a_database_and_see_nothing_of_each_other(tmp_path: Path) -> None:
    one, other = Book(postgres_store(tmp_path / "one")), Book(postgres_store(tmp_path / "other"))
    assert one.claim([claim()], NOW) == other.claim([claim()], NOW) == (claim(),)
    assert [cursor for cursor, _ in one.since("")] == ["1"]


@pytest.mark.suite("postgresql")
def test_a_commit_is_on_the_disk_whatever_the_role_says(tmp_path: Path) -> None:
    postgres_store(tmp_path).write(lambda _: ())
    asked(f"ALTER ROLE {USER} SET synchronous_commit = off")
    asked(f"ALTER ROLE {USER} SET default_transaction_isolation = serializable")
    asked(f"ALTER ROLE {USER} SET default_transaction_read_only = off")
    try:
        store = postgres_store(tmp_path)
        with store._database.writing("x") as connection:
            said_by = [
                connection.exec_driver_sql(f"SHOW {name}").scalar_one()
                for name in ("synchronous_commit", "transaction_isolation")
            ]
    finally:
        asked(f"ALTER ROLE {USER} RESET ALL")
    assert said_by == ["on", "read committed"]


# the file


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert Book(sqlite_store(tmp_path)).posted() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path, lock_seconds=0.1)
    Book(store).append(adopted())
    other = sqlite3.connect(tmp_path / "state" / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for what in (lambda: Book(store).append(adopted()), lambda: Book(store).posted()):
        with pytest.raises(LedgerError, match=r"ledger\.db: another run has kept the ledger to itself"):
            what()
    other.close()


def test_a_file_of_something_else_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "ledger.db").write_text("no database" * 100)
    with pytest.raises(LedgerError, match=r"cannot be read: file is not a database\. Nothing more is sent"):
        Book(sqlite_store(tmp_path)).posted()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(LedgerError, match=r"cannot be written: .*File exists"):
        Book(sqlite_store(tmp_path)).append(adopted())


def test_a_disk_without_room_keeps_the_ledger_as_it_was(tmp_path: Path) -> None:
    book = Book(sqlite_store(tmp_path))
    book.append(adopted("a/nl/x/new"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "state" / "ledger.db").stat().st_size, hard))
    try:
        with pytest.raises(LedgerError, match=r"cannot be written: .*Nothing more is sent"):
            book.claim([claim(f"a{n}/nl/x/new") for n in range(200)], NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [entry for _, entry in book.since("")] == [adopted("a/nl/x/new")]
    assert book.claim([claim()], NOW) == (claim(),)


READ_ONLY = """
import sys
from pathlib import Path
from syndicate.errors import LedgerError
from tests.ledger.databases import sqlite_book
from tests.ledger.entries import adopted
book = sqlite_book(Path(sys.argv[1]))
print(len(book.posted()))
try:
    book.append(adopted("b/nl/x/new"))
except LedgerError as error:
    print(error)
"""


def test_a_disk_that_is_read_only_can_be_read(tmp_path: Path) -> None:
    Book(sqlite_store(tmp_path)).append(adopted())
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "--mount", "--map-root-user", "bash", "-c", script, "-"]
    done = subprocess.run(
        [*command, str(tmp_path), sys.executable, READ_ONLY], capture_output=True, text=True, check=False
    )
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this machine lets nobody mount anything")
    assert done.stdout.splitlines()[0] == "1", done.stderr
    assert "cannot be written: attempt to write a readonly database. Nothing more is sent" in done.stdout


# the settings


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
    assert "heim" not in str(caught.value)


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
        ("postgresql://db.example/ledger?practice=x&sslmode=prefer", "sslmode is one of verify-full"),
        ("postgresql://db.example/ledger?practice=x&host=elsewhere", "an option host that is not known"),
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
