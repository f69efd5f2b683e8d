"""The watcher, and the one shell line of docs/operations.md that does the same without us."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.tasks import program
from syndicate.workflows.heartbeat import outcome
from syndicate.workflows.watch import OUTCOMES, watch

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEAT = '{{\n  "v": 1,\n  "last_run": "{}",\n  "outcome": "{}",\n  "oldest_due": {}\n}}\n'


class Site:
    """A site that serves one text at every address, and remembers what was asked."""

    def __init__(self) -> None:
        self.status, self.text = 200, ""
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                self.send_response(site.status)
                self.send_header("Content-Length", str(len(site.text.encode())))
                self.end_headers()
                self.wfile.write(site.text.encode())

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def beat(self, ran: datetime, end: str = "done", due: str = "null") -> None:
        self.text = BEAT.format(ran.strftime("%Y-%m-%dT%H:%M:%SZ"), end, due)


@pytest.fixture
def site():
    made = Site()
    threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def hours_ago(hours: float, now: datetime = NOW) -> datetime:
    return now - timedelta(hours=hours)


def test_a_fresh_heartbeat_is_said_with_how_its_run_ended(site):
    site.beat(hours_ago(26))
    seen = watch(f"{site.url}/", now=NOW)
    assert (seen.fresh, seen.exit) == (True, Exit.DONE)
    assert site.asked == ["/.well-known/expertstatus.json"]
    url = f"{site.url}/.well-known/expertstatus.json"
    assert seen.said.en == f"{url}: Expertstatus last ran at 2026-11-22 07:00 UTC: all is done."
    assert seen.said.nl == f"{url}: Expertstatus draaide het laatst op 2026-11-22 07:00 UTC: alles is gedaan."


def test_a_post_that_waits_is_said_and_an_unknown_end_is_not(site):
    site.beat(hours_ago(1), "held", '"2026-11-20T07:00:00Z"')
    assert watch(site.url, now=NOW).said.en.endswith(
        "posting is held; a post waits since 2026-11-20 07:00 UTC."
    )
    site.beat(hours_ago(1), "something new", '"<b>"')
    assert watch(site.url, now=NOW).said.nl.endswith("op 2026-11-23 08:00 UTC.")


def test_every_end_of_a_run_has_its_words():
    ends = {outcome(end) for end in Exit if end is not Exit.UNFORESEEN}
    assert set(OUTCOMES) == ends


def test_a_site_in_a_folder_of_its_host_is_asked_there(site):
    site.beat(NOW)
    watch(f"{site.url}/praktijk/", now=NOW)
    assert site.asked == ["/praktijk/.well-known/expertstatus.json"]


def test_a_heartbeat_that_is_too_old_is_stale(site):
    site.beat(hours_ago(27))
    seen = watch(site.url, now=NOW)
    assert (seen.fresh, seen.exit) == (False, Exit.UNAVAILABLE)
    assert "last ran at 2026-11-22 06:00 UTC, more than 26 hours ago. Look whether" in seen.said.en
    assert "meer dan 26 uur geleden. Kijk of" in seen.said.nl
    assert watch(site.url, hours=27, now=NOW).fresh


@pytest.mark.parametrize(
    ("status", "text", "why"),
    [
        (404, "", "the site answers 404"),
        (200, "<html>", "no heartbeat stands there"),
        (200, "[1]", "no heartbeat stands there"),
        (200, "[" * 100_000, "no heartbeat stands there"),
        (200, '{"last_run": 7}', "no heartbeat stands there"),
        (200, '{"last_run": "2026-13-45T99:00:00Z"}', "no heartbeat stands there"),
        (200, '{"last_run": "2026-11-23T08:00:00"}', "no heartbeat stands there"),
        (200, '{"last_run": "2999-01-01T00:00:00Z"}', "2999-01-01 00:00 UTC is still to come"),
    ],
)
def test_what_is_no_heartbeat_is_not_fresh(site, status, text, why):
    site.status, site.text = status, text
    seen = watch(site.url, now=NOW)
    assert seen.exit is Exit.UNAVAILABLE
    assert f"it cannot be said when Expertstatus last ran ({why})." in seen.said.en


def test_a_site_that_does_not_answer_is_not_fresh(site):
    site.server.shutdown()
    site.server.server_close()
    seen = watch(site.url)
    assert seen.exit is Exit.UNAVAILABLE
    assert "(geen antwoord: ConnectionError)" in seen.said.nl


@pytest.mark.parametrize(
    "url", ["", "praktijk.example", "ftp://praktijk.example", "https://me@praktijk.example"]
)
def test_what_is_no_address_is_said(url):
    with pytest.raises(SettingsError, match="--url must be the full address of the site"):
        watch(url)


@pytest.fixture
def run(practice, monkeypatch, capsys):
    """Run a task in the practice's folder; returns its exit code, stdout and stderr."""
    monkeypatch.chdir(practice.root)

    def ran(*arguments):
        code = program(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def test_the_task_asks_the_practices_own_site_and_speaks_its_language(site, practice, run):
    practice.configure(SITEURL=site.url)
    site.beat(datetime.now(UTC))
    code, out, err = run("watch")
    assert (code, err) == (Exit.DONE, "")
    assert "alles is gedaan" in out
    site.beat(hours_ago(27, datetime.now(UTC)))
    code, out, err = run("kit.watch")
    assert (code, out) == (Exit.UNAVAILABLE, ""), "cron mails stderr where stdout is thrown away"
    assert "meer dan 26 uur geleden" in err
    assert run("watch", "--hours", "30")[0] == Exit.DONE
    assert run("watch", "--hours", "day")[0] == Exit.SETTINGS


def test_from_any_other_machine_the_task_needs_the_address_alone(site, practice, run, monkeypatch):
    (practice.root / "pelicanconf.py").unlink()
    site.beat(datetime.now(UTC))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    code, out, _ = run("watch", "--url", site.url)
    assert code == Exit.DONE
    assert "all is done" in out
    assert run("watch")[0] == Exit.SETTINGS


def shell_line() -> str:
    """Return the command of the crontab line in docs/operations.md, as cron hands it to the shell."""
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    (found,) = re.findall(r"^    23 \* \* \* \* (last=.+)$", page, re.MULTILINE)
    return found.replace("\\%", "%")


SHELLS = [
    pytest.param(
        words, id=words[0], marks=[] if shutil.which(words[0]) else pytest.mark.skip(f"no {words[0]} here")
    )
    for words in (["sh"], ["dash"], ["bash"], ["busybox", "sh"])
]


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_line_is_silent_while_all_is_well_and_speaks_where_it_is_not(site, shell):
    command = shell_line().replace("https://praktijk.example", site.url)
    assert site.url in command

    def told() -> tuple[int, str]:
        around = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        ran = subprocess.run([*shell, "-c", command], env=around, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout

    now = datetime.now(UTC)
    site.beat(hours_ago(25.9, now))
    assert told() == (0, "")
    site.beat(hours_ago(27, now))
    code, said = told()
    assert code
    assert said == f"Expertstatus stands still: last run {hours_ago(27, now):%Y-%m-%dT%H:%M:%SZ}\n"
    for site.status, site.text in ((404, ""), (200, "<html>"), (200, '{"last_run": "soon"}')):
        code, said = told()
        assert code
        assert said == "Expertstatus stands still: last run unknown\n"
