"""connect: secrets are asked for unseen, tested before they are called good, and never kept or said."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import time

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.workflows.connect import connect
from tests.servers import mastodon, meta
from tests.servers.loopback import Running
from tests.servers.webhook import SECRETS as WEBHOOK
from tests.servers.x import SECRETS, XNetwork

TOKEN = mastodon.SECRETS["access_token"]
VARIABLE = "SYNDICATE_MASTODON_ACCESS_TOKEN"


class Person:
    """Somebody who answers, and what was put to them."""

    def __init__(self, *answers):
        self.answers, self.asked, self.heard = list(answers), [], []

    def ask(self, question):
        self.asked.append(question)
        return self.answers.pop(0)


def brought(practice, person, name="mastodon", **environ):
    return connect(
        practice.root, name, ask=person.ask, say=person.heard.append, environ=practice.environ | environ
    )


@pytest.fixture(scope="module")
def server():
    with mastodon.serving() as running:
        yield running


@pytest.fixture
def known(practice, server):
    """The account mastodon in the settings, on a server of this machine."""
    account = {"name": "mastodon", "channel": "mastodon", "base_url": server.url}
    practice.configure(SYNDICATE_ACCOUNTS=[account])
    return practice


def test_a_good_token_is_said_to_be_good_and_where_its_name_goes(known):
    person = Person(f"  {TOKEN}\n")
    done = brought(known, person)
    said = "\n".join((*person.heard, *person.asked, *done.lines))
    assert done.exit is Exit.DONE
    assert "het netwerk kent het als @" in done.lines[0]
    assert f"  {VARIABLE}" in done.lines
    for place in (
        "GitHub: Settings → Environments → publish",
        "GitLab: ",
        "Forgejo: ",
        f"read -rs {VARIABLE}",
    ):
        assert place in said
    assert "Voorkeuren → Ontwikkeling" in said
    assert TOKEN not in said
    assert not any(TOKEN.encode() in f.read_bytes() for f in known.root.rglob("*") if f.is_file())


def test_it_speaks_english_where_the_practice_does(known):
    known.configure(SYNDICATE_LANGUAGE="en")
    person = Person(TOKEN)
    assert "the network knows it as @" in brought(known, person).lines[0]
    assert "Preferences → Development" in "\n".join(person.heard)


def test_a_token_that_the_network_refuses_is_not_called_good(known):
    done = brought(known, Person("verkeerd-token"))
    said = "\n".join(done.lines)
    assert done.exit is Exit.SETTINGS
    assert "Ze zijn niet goed" in said
    assert "verkeerd-token" not in said
    assert "GitHub" not in said


def test_a_network_that_is_away_makes_nothing_good(practice):
    account = {"name": "mastodon", "channel": "mastodon", "base_url": "http://127.0.0.1:9"}
    practice.configure(SYNDICATE_ACCOUNTS=[account])
    done = brought(practice, Person(TOKEN))
    assert done.exit is Exit.SETTINGS
    assert "niet zeker dat ze goed zijn" in done.lines[-1]


def test_what_stops_an_account_is_said_as_the_doctor_does(practice, plugged, monkeypatch):
    from syndicate.channels.abilities import Health, Trouble
    from syndicate.model import Words
    from tests.workflows import scripted

    trouble = Trouble(Words("de app is nog in ontwikkeling.", "x"), Words("Zet haar live.", "y"))
    own = {"ways": {"token": Words("bij de aanbieder.", "at the provider.")}}
    kind = type("Sick", (scripted.Scripted,), {"doctor": lambda _: Health("a", troubles=(trouble,)), **own})
    monkeypatch.setattr(scripted, "Scripted", kind)
    practice.accounts("a", options={"needs": ["token", "key"]})
    person = Person("een-token-van-a", "een-sleutel-van-a")
    done = brought(practice, person, "a")
    assert done.exit is Exit.SETTINGS
    assert "de app is nog in ontwikkeling. Zet haar live." in done.lines[0]
    assert person.heard[1] == "1/2 SYNDICATE_A_TOKEN: bij de aanbieder."
    assert person.heard[2] == "2/2 SYNDICATE_A_KEY: docs/channels/scripted.md"


def test_a_network_that_cannot_be_asked_is_said_to_be_a_dead_end(practice):
    practice.configure(
        SYNDICATE_ACCOUNTS=[{"name": "webhook", "channel": "webhook", "base_url": "http://127.0.0.1:9"}]
    )
    done = brought(practice, Person(WEBHOOK["secret"]), "webhook")
    assert done.good
    assert "blijkt bij het eerste bericht" in done.lines[0]


def test_enter_keeps_what_the_environment_has_and_passes_over_what_is_not_needed(practice):
    options = {"author": "urn:li:person:x"}
    account = {
        "name": "linkedin",
        "channel": "linkedin",
        "base_url": "http://127.0.0.1:9",
        "options": options,
    }
    practice.configure(SYNDICATE_ACCOUNTS=[account])
    person = Person("", "", "", "")
    done = brought(practice, person, "linkedin", SYNDICATE_LINKEDIN_ACCESS_TOKEN="een-token-uit-de-omgeving")
    assert "houd die uit de omgeving" in person.asked[0]
    assert "niet nodig" in person.asked[1]
    assert done.exit is Exit.SETTINGS  # nobody listens there


def test_no_answer_ends_it(known):
    with pytest.raises(SettingsError, match=f"{VARIABLE} bleef leeg"):
        brought(known, Person(""))


def test_a_channel_without_an_account_is_tried_as_it_would_be_and_its_line_said(practice):
    with pytest.raises(SettingsError, match="Zet het account eerst in") as told:
        brought(practice, Person(), "mastodon")
    assert "base_url is missing" in str(told.value)
    assert '{"name": "mastodon", "channel": "mastodon"}' in str(told.value)


def test_a_known_account_with_a_wrong_setting_says_so(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[{"name": "m", "channel": "mastodon"}])
    del practice.environ["SYNDICATE_NOW"]
    with pytest.raises(SettingsError, match="base_url is missing") as told:
        brought(practice, Person(), "m")
    assert "opnieuw" not in str(told.value)


def test_a_new_account_of_a_network_that_needs_no_setting_gets_its_line(practice):
    person = Person(*SECRETS.values())
    done = brought(practice, person, "x")
    assert done.exit is Exit.SETTINGS  # a made-up practice asks nobody outside
    assert len(person.asked) == 4


def test_an_account_that_needs_no_secret_is_good_at_once(practice):
    person = Person()
    done = brought(practice, person, "folder")
    assert done.good
    assert "er is niets voor nodig" in done.lines[0]
    assert person.heard == []


def test_a_new_account_that_is_good_gets_its_line_for_the_settings(practice, plugged):
    done = brought(practice, Person(), "scripted")
    assert done.good
    assert '{"name": "scripted", "channel": "scripted"}' in done.lines[-1]


def test_secrets_of_x_are_tested_together_and_a_workflow_that_lacks_a_name_is_named(practice):
    practice.write(".github/workflows/publish.yml", "env:\n  SYNDICATE_X_API_KEY: ${{ secrets.A }}\n")
    with Running(XNetwork()) as server:
        practice.configure(SYNDICATE_ACCOUNTS=[{"name": "x", "channel": "x", "base_url": server.url}])
        done = brought(practice, Person(*SECRETS.values()), "x")
    assert done.good, done.lines
    said = "\n".join(done.lines)
    assert "  SYNDICATE_X_API_SECRET: ${{ secrets.SYNDICATE_X_API_SECRET }}" in done.lines
    assert "  SYNDICATE_X_API_KEY: ${{" not in said
    assert not any(value in said for value in SECRETS.values())


def test_a_package_that_is_missing_is_said_before_anything_is_asked(practice, plugged):
    practice.accounts("a", options={"needs": ["token"], "package": "geen_pakket"})
    with pytest.raises(SettingsError, match="pip install"):
        brought(practice, Person(), "a")


def test_a_name_that_is_nothing_is_refused_with_what_there_is(practice):
    with pytest.raises(SettingsError, match="telegram"):
        brought(practice, Person(), "twitter")


# ---- on the terminal ----------------------------------------------------------------------------------


def test_the_task_reads_a_pipe_and_ends_with_0_3_or_1(known, run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{TOKEN}\n"))
    code, out, err = run("connect", "mastodon")
    assert code == 0
    assert VARIABLE in out
    assert TOKEN not in out + err
    monkeypatch.setattr(sys, "stdin", io.StringIO("fout-token\n"))
    code, out, err = run("connect", "mastodon")
    assert code == 3
    assert "fout-token" not in out + err
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("connect", "mastodon")[0] == 3
    assert run("connect")[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_on_a_terminal_nothing_that_is_typed_is_shown(known):
    import pty

    known.write("tasks.py", "from syndicate.tasks import ns\n")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "invoke", "connect", "mastodon"],
        cwd=known.root, env={"PATH": "/usr/bin:/bin", **known.environ},
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = heard(ours, until=f"{VARIABLE}: ")
    time.sleep(0.2)  # getpass throws away what was typed before it asked
    os.write(ours, f"{TOKEN}\n".encode())
    shown += heard(ours, until="")
    assert child.wait(timeout=60) == 0, shown
    assert VARIABLE in shown
    assert TOKEN not in shown


def heard(terminal, *, until):
    said = b""
    while not until or until.encode() not in said:
        if not select.select([terminal], [], [], 60)[0]:
            break
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end has closed it
            break
        if not part:
            break
        said += part
    if not until:
        os.close(terminal)
    return said.decode()


@pytest.mark.parametrize("key", [{}, {"SYNDICATE_KEY": "A" * 43 + "="}])
def test_a_token_that_renews_itself_asks_for_a_key(practice, key):
    with Running(meta.MetaNetwork()) as server:
        account = {"name": "threads", "channel": "threads", "base_url": server.url}
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        done = brought(practice, Person(meta.THREADS_SECRETS["access_token"]), "threads", **key)
    said = "\n".join(done.lines)
    assert done.good
    assert ("  SYNDICATE_KEY" in done.lines) == (not key)
    assert ("openssl rand -base64 32" in said) == (not key)
    assert ("het vernieuwt niet vanzelf" in said) == (not key)
