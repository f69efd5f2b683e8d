"""doctor, of what lies elsewhere: the ledger and the host of the site."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from syndicate.errors import Exit, OutcomeUnknown
from syndicate.model import Entry, EntryKind
from syndicate.site.hosts import MARK_FILE
from syndicate.workflows.doctor import doctor
from syndicate.workflows.health import Mark
from syndicate.workflows.hold import hold
from tests.ledger.databases import port
from tests.servers.postgres import PASSWORD, USER
from tests.workflows.conftest import served
from tests.workflows.points import one, seen
from tests.workflows.scripted import Script
from tests.workflows.source import REAL, bare

# ---- the ledger ---------------------------------------------------------------------------------------


def test_a_ledger_that_cannot_be_read_is_one_line_and_not_five(practice):
    practice.publish()
    file = next((practice.root / ".syndicate" / "ledger").glob("*.jsonl"))
    file.write_text("geen regel\n" + file.read_text())
    whole = doctor(practice.root, environ=practice.environ)
    errors = [p for p in whole.points if p.mark is Mark.ERROR]
    assert [(p.about.en, p.exit) for p in errors] == [("ledger", Exit.UNAVAILABLE)]


def test_a_ledger_that_cannot_be_written_is_an_error(practice, monkeypatch):
    import os

    practice.publish()
    monkeypatch.setattr(os, "access", lambda *_: False)
    point = one(practice, "ledger")
    assert (point.mark, point.exit) == (Mark.ERROR, Exit.UNAVAILABLE)


def test_a_ledger_on_a_runner_does_not_last(practice):
    assert one(practice, "ledger", CI="true").mark is Mark.WARNING
    assert one(practice, "ledger").mark is Mark.GOOD


@pytest.mark.suite("postgresql")
def test_a_ledger_on_a_server_outlives_the_runner(practice):
    place = f"postgresql://{USER}@127.0.0.1:{port()}/postgres?practice=doctor"
    practice.configure(SYNDICATE_LEDGER=place)
    assert one(practice, "ledger", CI="true", SYNDICATE_LEDGER_PASSWORD=PASSWORD).mark is Mark.GOOD


def test_a_post_in_doubt_is_told_with_its_key(networks, practice):
    networks["a"] = Script(send=[OutcomeUnknown("weg")], find=["unreadable"])
    practice.publish()
    point = one(practice, "doubt")
    assert (point.mark, point.exit) == (Mark.ERROR, Exit.PERSON)
    assert "hoofdpijn/nl/a/new" in point.said.nl


def test_a_hold_is_told_with_its_way_out(practice):
    assert seen(practice, "hold") == []
    hold(practice.root, "all", "onderzoek", environ=practice.environ)
    hold(practice.root, "account:folder", "storing", environ=practice.environ)
    whole, account = seen(practice, "hold")
    assert whole.mark is Mark.WARNING
    assert "onderzoek" in whole.said.nl
    assert "`invoke release`" in whole.mend.nl
    assert "--scope account:folder" in account.mend.nl


# ---- the host -----------------------------------------------------------------------------------------


def test_a_place_that_holds_something_else_is_an_error_of_the_host(practice):
    assert one(practice, "host").mark is Mark.ADVICE
    practice.write("public/van-een-ander.html", "x")
    point = one(practice, "host")
    assert (point.mark, point.exit) == (Mark.ERROR, Exit.UNAVAILABLE)


@pytest.mark.suite("git", "rsync")
@pytest.mark.parametrize("kind", ["folder", "git", "rsync"])
def test_what_is_live_is_named_by_its_build(practice, tmp_path, kind):
    from tests.servers.rsync_daemon import rsync_daemon

    (tmp_path / "web").mkdir()
    bare(tmp_path, "www.git")
    with rsync_daemon(tmp_path / "web", tmp_path) as port, served(practice):
        places = {
            "folder": "folder:public",
            "git": f"git:{tmp_path}/www.git",
            "rsync": f"rsync://127.0.0.1:{port}/web/site",
        }
        practice.configure(SYNDICATE_DEPLOY=places[kind], SYNDICATE_LIVE_SECONDS=0.1)
        assert one(practice, "host").mark is Mark.ADVICE
        from syndicate.errors import SiteError

        if kind == "folder":
            practice.publish()
        else:
            with pytest.raises(SiteError, match="not live after"):
                practice.publish()
        assert "build 0 (" in one(practice, "host").said.en


def test_the_site_answers_with_the_build_that_was_sent(practice):
    with served(practice):
        practice.publish()
        point = one(practice, "site")
        assert point.mark is Mark.GOOD
        assert "build 0 (" in point.said.nl
        assert one(practice, "clock").mark is Mark.GOOD
        other = (
            (practice.root / "public" / MARK_FILE)
            .read_text()
            .replace('"fingerprint": "', '"fingerprint": "f')
        )
        (practice.root / "public" / MARK_FILE).write_text(other)
        assert one(practice, "site").mark is Mark.WARNING
        (practice.root / "public" / MARK_FILE).write_text("onleesbaar")
        assert one(practice, "site").mark is Mark.ADVICE
        (practice.root / "public" / MARK_FILE).unlink()
        assert "does not show which build" in one(practice, "site").said.en


@contextmanager
def answering(status, **headers):
    """A host that gives every visitor this answer."""

    class Fixed(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self.send_response_only(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Fixed)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ago(**time):
    return format_datetime(datetime.now(UTC) - timedelta(**time), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "marks"),
    [
        (lambda: {"Date": ago(minutes=10)}, [Mark.WARNING]),
        (lambda: {"Date": ago(minutes=-10)}, [Mark.WARNING]),
        (lambda: {"Date": ago(minutes=10), "Age": "600"}, [Mark.GOOD]),
        (lambda: {"Date": ago(seconds=0).replace("GMT", "-0000")}, [Mark.GOOD]),
        (lambda: {"Date": "gisteren"}, []),
        (lambda: {"Date": ago(minutes=10), "Age": "oud"}, []),
        (dict, []),
    ],
)
def test_the_clock_is_compared_with_that_of_the_host(practice, headers, marks):
    with answering(200, **headers()) as address:
        practice.configure(SITEURL=address)
        assert [p.mark for p in seen(practice, "clock")] == marks


def test_a_site_that_nobody_can_visit_is_an_error_where_it_is_a_real_one(practice):
    with answering(404) as address:
        practice.configure(SITEURL=address)
        assert one(practice, "site").mark is Mark.ADVICE
    assert "invoke serve" in one(practice, "site").mend.nl
    assert seen(practice, "clock") == []
    practice.configure(SITEURL="https://linde.example", SYNDICATE_PRACTICE=REAL)
    assert one(practice, "site").mark is Mark.ADVICE
    sent = {"fingerprint": "f" * 64, "version": "0", "target": "folder:public"}
    practice.note(Entry(EntryKind.DEPLOY, datetime.now(UTC), data=sent))
    point = one(practice, "site")
    assert (point.mark, point.exit) == (Mark.ERROR, Exit.UNAVAILABLE)
    assert "no answer" in point.said.en
