"""Tokens that end are renewed before they do, kept sealed in the ledger, and nobody reads them anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicate import ledger
from syndicate.errors import Exit, LedgerError, SettingsError
from syndicate.http.redaction import Search
from syndicate.ledger.line import encode
from syndicate.model import Entry, EntryKind
from syndicate.settings import load
from syndicate.workflows import sealing
from syndicate.workflows.doctor import doctor
from syndicate.workflows.export import export
from syndicate.workflows.health import Mark
from syndicate.workflows.way import open_way
from tests.servers import meta
from tests.servers.loopback import Fault, Running
from tests.workflows.points import one
from tests.workflows.serving import served

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
KEY, OTHER = (b64encode(bytes([n] * 32)).decode() for n in (250, 7))
TOKEN = meta.THREADS_SECRETS["access_token"]


@pytest.fixture
def network():
    """Threads, where the first token was given a fortnight ago."""
    made = meta.MetaNetwork()
    made.given[TOKEN] = START - timedelta(days=14)
    made.clock = lambda: START
    return made


@pytest.fixture
def account(practice, network):
    """One account on Threads whose token the environment holds, and a key."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    pace = {"always": True, "per_day": 0, "per_week": 0}
    with Running(network) as server, served(practice):
        said = {"name": "threads", "channel": "threads", "base_url": server.url, "pace": pace}
        practice.configure(SYNDICATE_ACCOUNTS=[said])
        practice.environ |= {"SYNDICATE_THREADS_ACCESS_TOKEN": TOKEN, "SYNDICATE_KEY": KEY}
        practice.adopted("threads")
        yield practice


def at(practice, network, days):
    """Publish so many days after the start."""
    now = START + timedelta(days=days)
    network.clock = lambda: now
    return practice.publish(now=now.isoformat())


def renewals(practice):
    return practice.entries(EntryKind.TOKEN)


def newest(network):
    return list(network.given)[-1]


def point(practice, days=0.0):
    practice.environ["SYNDICATE_NOW"] = (START + timedelta(days=days)).isoformat()
    return one(practice, "token of threads")


def test_a_year_of_monthly_publishes_needs_nobody(account, network):
    for days in range(0, 397, 31):
        done = at(account, network, days)
        assert done.exit is Exit.DONE
        assert done.ending == ()
    assert len(renewals(account)) >= 6
    assert [p["of"] for p in network.held.posts] == ["THREADS"] * len(network.held.posts)


def test_a_token_is_renewed_35_days_before_its_end_and_not_earlier(account, network):
    at(account, network, 0)
    at(account, network, 7.1)
    assert renewals(account) == []
    at(account, network, 14.2)
    (link,) = renewals(account)
    assert link.data["until"] == "2027-02-05T13:48:00Z"
    assert "the token of threads was renewed, and is kept sealed" in account.told
    assert network.tokens[newest(network)] == "THREADS"
    at(account, network, 21.3)
    assert len(renewals(account)) == 1


def test_a_kept_token_is_used_when_that_of_the_environment_has_ended(account, network):
    at(account, network, 15)
    account.article("buikpijn", date="2026-12-01")
    assert at(account, network, 50).exit is Exit.DONE
    assert network.age(TOKEN) > meta.LIVES
    assert {p["text"].split("buikpijn")[0] != p["text"] for p in network.held.posts} == {True, False}


def test_a_token_of_which_the_end_is_not_known_is_renewed_and_then_known(account, network):
    network.untold = True
    at(account, network, 0)
    assert len(renewals(account)) == 1
    at(account, network, 7.1)
    assert len(renewals(account)) == 1


def test_without_a_key_nothing_is_renewed_and_the_doctor_says_so(account, network):
    del account.environ["SYNDICATE_KEY"]
    done = at(account, network, 20)
    assert done.exit is Exit.DONE
    assert [words.en for words in done.ending] == [
        "the token of threads ends on 2027-01-08, in 26 days. Renew it: docs/channels/threads.md."
    ]
    assert renewals(account) == []
    said = point(account, 20)
    assert said.mark is Mark.ADVICE
    assert said.of("en") == (
        "token of threads: it is not renewed by itself. Put SYNDICATE_KEY into the environment "
        "(docs/settings.md), or renew it yourself before 2027-01-08: docs/channels/threads.md."
    )


def test_the_doctor_says_that_it_will_be_renewed_and_when_it_was(account, network):
    assert point(account).of("nl") == (
        "token van threads: het vernieuwt vanzelf, vanaf 35 dagen voor het einde, en dan verzegeld bewaard."
    )
    at(account, network, 15)
    assert point(account, 15).said.en == (
        "it is renewed by itself and lies sealed in the ledger; renewed on 2026-12-08, good until 2027-02-06."
    )


def test_a_renewal_that_fails_is_said_and_the_old_token_goes_on(account, network):
    network.given[TOKEN] = START - timedelta(hours=5)
    network.untold = True
    done = at(account, network, 0)
    (said,) = done.ending
    assert said.nl.startswith("het token van threads is niet vernieuwd; het oude wordt gebruikt. Rejected:")
    assert "at least 24 hours old" in said.en
    assert TOKEN not in said.en
    assert (done.exit, len(network.held.posts), renewals(account)) == (Exit.DONE, 1, [])


@pytest.mark.parametrize(
    "document", [{"access_token": None, "expires_in": 1}, {"access_token": "x\ny", "expires_in": 9}]
)
def test_an_answer_that_is_no_token_changes_nothing(account, network, document):
    network.untold = True
    fault = Fault("status", "before", "GET", "/refresh_access_token", status=200, document=document)
    network.faults.append(fault)
    done = at(account, network, 0)
    assert network.faults == []
    assert (len(done.ending), renewals(account), done.exit) == (1, [], Exit.DONE)


def test_another_key_opens_nothing_and_the_token_of_the_environment_is_used(account, network):
    at(account, network, 15)
    account.environ["SYNDICATE_KEY"] = OTHER
    done = at(account, network, 30)
    assert done.exit is Exit.DONE
    assert "cannot be opened: SYNDICATE_KEY is missing, or another key" in done.ending[0].en
    assert len(renewals(account)) == 1
    said = point(account, 30)
    assert (said.mark, said.exit) == (Mark.ERROR, Exit.SETTINGS)
    assert "`invoke connect`" in said.mend.nl


def test_a_lost_key_is_mended_by_another_token_and_another_key(account, network):
    at(account, network, 15)
    new = "THAAtest-connected-again-Zk4"
    network.tokens[new], network.given[new] = "THREADS", START + timedelta(days=15)
    account.environ |= {"SYNDICATE_KEY": OTHER, "SYNDICATE_THREADS_ACCESS_TOKEN": new}
    assert at(account, network, 20).ending == ()
    assert at(account, network, 45).ending == ()
    assert len({link.data["origin"] for link in renewals(account)}) == 2


def test_a_key_is_replaced_by_putting_the_new_one_in_front(account, network):
    at(account, network, 15)
    account.environ["SYNDICATE_KEY"] = f"{OTHER} {KEY}"
    assert at(account, network, 45).ending == ()
    account.environ["SYNDICATE_KEY"] = OTHER
    assert at(account, network, 50).ending == ()
    assert len(renewals(account)) == 2


def test_of_two_runs_that_renew_at_once_the_later_uses_what_the_first_wrote(account, network):
    rival = "THAAtest-of-the-other-run-Pw6"

    def meanwhile():
        network.tokens[rival], network.given[rival] = "THREADS", network.clock()
        conf = load(account.root, account.environ)
        data = {"origin": sealing.origin_of(conf, "threads", ["access_token"]), "secrets": "access_token"}
        data |= {"account": "threads", "sealed": sealing.sealed(conf, {"access_token": rival})}
        account.note(Entry(EntryKind.TOKEN, network.clock(), data=data))

    network.on_renewal = meanwhile
    done = at(account, network, 15)
    assert done.way.settings.secrets["threads"]["access_token"] == rival
    assert len(renewals(account)) == 2
    assert len(network.held.posts) == 1
    way = open_way(account.root, environ=account.environ)
    assert way.settings.secrets["threads"]["access_token"] == rival
    assert rival not in way.door.redact(rival)


def test_what_another_run_sealed_with_another_key_is_not_waited_for(account, network):
    def meanwhile():
        conf = load(account.root, account.environ | {"SYNDICATE_KEY": OTHER})
        data = {"origin": sealing.origin_of(conf, "threads", ["access_token"]), "secrets": "access_token"}
        data |= {"account": "threads", "sealed": sealing.sealed(conf, {"access_token": "of-the-other"})}
        account.note(Entry(EntryKind.TOKEN, network.clock(), data=data))

    network.on_renewal = meanwhile
    done = at(account, network, 15)
    assert done.way.settings.secrets["threads"]["access_token"] == newest(network)
    assert done.exit is Exit.DONE


def test_a_run_that_is_killed_between_the_answer_and_the_ledger_leaves_a_token_that_works(
    account, network, tmp_path
):
    environ = {**account.environ, "PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    environ["SYNDICATE_NOW"] = (START + timedelta(days=15)).isoformat()
    network.clock = lambda: START + timedelta(days=15)
    code = "from pathlib import Path; from syndicate.workflows.publish import publish; publish(Path('.'))"
    running = subprocess.Popen(
        [sys.executable, "-c", code], cwd=account.root, env={**environ, "PYTHONPATH": str(Path.cwd())}
    )
    network.on_renewal = running.kill
    assert running.wait(60) == -signal.SIGKILL
    network.on_renewal = lambda: None
    assert (renewals(account), len(network.given)) == ([], 2)
    assert at(account, network, 16.1).exit is Exit.DONE
    assert len(renewals(account)) == 1
    assert len(network.held.posts) == 1


def test_a_renewed_token_stands_nowhere_in_any_dress(account, network, run, tmp_path):
    account.environ["SYNDICATE_NOW"] = (START + timedelta(days=15)).isoformat()
    network.clock = lambda: START + timedelta(days=15)
    code, out, err = run("publish")
    assert code == 0
    new = newest(network)
    assert new != TOKEN
    search = Search({"new": new, "old": TOKEN, "key": KEY})
    export(account.root, tmp_path / "weg", environ=account.environ)
    for file in (f for place in (account.root, tmp_path / "weg") for f in place.rglob("*") if f.is_file()):
        assert not search.within(file.read_bytes()), file
    for task in (("doctor",), ("check",), ("preview",)):
        code, more, said = run(*task)
        assert not search.within(f"{out}{err}{more}{said}")
    assert '"kind":"token"' not in "".join(f.read_text() for f in (tmp_path / "weg").rglob("*.jsonl"))


def test_a_run_knows_the_kept_token_before_it_says_a_word(account, network):
    at(account, network, 15)
    new = newest(network)
    way = open_way(account.root, environ=account.environ)
    dress = urlsafe_b64encode(b"?" + new.encode()).decode()
    assert new not in way.door.redact(f"{new} {dress}")
    assert way.settings.secrets["threads"]["access_token"] == new
    (link,) = renewals(account)
    stolen = Entry(EntryKind.HOLD, link.at, data={"scope": "all", "reason": f"said {dress}"})
    with pytest.raises(SettingsError, match="the kept SYNDICATE_THREADS_ACCESS_TOKEN"):
        way.ledger.append(stolen)
    assert new not in repr(way.settings)


def test_a_ledger_that_is_away_stops_the_run_before_anything_is_posted(account, network, monkeypatch):
    network.on_renewal = lambda: (
        (account.root / ".syndicate/ledger").rename(account.root / "gone")
        and (account.root / ".syndicate/ledger").write_text("")
    )
    with pytest.raises(LedgerError):
        at(account, network, 15)
    assert network.held.posts == []


def test_a_ledger_that_cannot_be_read_leaves_check_to_the_environment(account, network):
    at(account, network, 15)
    file = sorted((account.root / ".syndicate/ledger").glob("*.jsonl"))[-1]
    file.write_text("{}\n" + file.read_text())
    conf = load(account.root, account.environ)
    assert sealing.unsealed(conf, ledger.open_ledger(conf)) == conf


def test_a_key_without_its_package_names_the_extra(account, network, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)
    with pytest.raises(SettingsError, match=r"pip install 'expertstatus\[keep\]'"):
        at(account, network, 15)
    whole = doctor(account.root, environ=account.environ)
    assert any("expertstatus[keep]" in p.said.en for p in whole.points if p.mark is Mark.ERROR)


def test_the_line_of_a_renewal_holds_the_sealed_form_alone(account, network):
    at(account, network, 15)
    (link,) = renewals(account)
    assert set(link.data) == {"account", "secrets", "origin", "sealed", "until"}
    assert not Search({"new": newest(network), "old": TOKEN}).within(encode(link))
