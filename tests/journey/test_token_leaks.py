"""A token in what a network, a program or a person at the command line says: nobody reads it anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journey.conftest import Site
from tests.journey.secretive import FORGE, TOKEN, run
from tests.servers.loopback import JSON, Answer, Handle, Network, Request, Running, answer


class Echo(Network):
    """A server that says whatever it was told, the token included, in a way that a test chooses."""

    way = ""

    def carry_out(self, request: Request) -> Answer:
        said = request.headers.get("Authorization", "")
        if not said:
            return answer(200, {})
        return {
            "refusal": lambda: answer(403, {"error": f"no scope for {said}"}),
            "detail": lambda: answer(422, {"errors": [{"message": said}], "detail": said}),
            "failure": lambda: Answer(500, f"<h1>{said}</h1>".encode(), {"X-Echo": said}),
            "malformed": lambda: Answer(200, f'{{"id": "{said}'.encode(), JSON),
            "redirect": lambda: answer(302, {}, Location=f"http://127.0.0.2/?{said}"),
            "wait": lambda: answer(429, {"error": said}, **{"Retry-After": "60", "X-Echo": said}),
            "receipt": lambda: answer(200, {"id": said, "url": f"https://a.example/{said}", "acct": said}),
            "break": lambda: Answer(200, b"{", {"Content-Length": "99", "X-Echo": said}),
        }[self.way]()

    def state(self) -> dict[str, Any]:
        return {"requests": self.requests}


@pytest.fixture
def echo() -> Iterator[tuple[Echo, Handle]]:
    network = Echo()
    with Running(network) as server:
        yield network, server


def account(site: Site, server: Handle, *lines: str) -> None:
    known = {"name": "mastodon", "channel": "mastodon", "base_url": server.url, "settle": 1}
    known["pace"] = {"always": True, "per_day": 0, "per_week": 0}
    site.configure(f"SYNDICATE_ACCOUNTS = [{known!r}]", *lines)


@pytest.mark.parametrize(
    "way", ["refusal", "detail", "failure", "malformed", "redirect", "wait", "receipt", "break"]
)
def test_a_network_that_says_the_token_back_is_not_repeated(secretive, echo, way) -> None:
    network, server = echo
    network.way = way
    account(secretive, server, "SYNDICATE_LIVE_SECONDS = 20")
    with secretive.served():
        assert run(secretive, "adopt", "--nothing").returncode == 0
        run(secretive, "publish")
        assert any(r["method"] == "POST" for r in server.state()["requests"])
        run(secretive, "settle")
        run(secretive, "show")
        run(secretive, "doctor")


@pytest.mark.parametrize("way", ["refusal", "receipt"])
def test_no_log_is_so_talkative_that_it_tells(secretive, echo, way) -> None:
    network, server = echo
    network.way = way
    (secretive.folder / "tasks.py").write_text(
        "import http.client, logging\n"
        "from syndicate.tasks import ns\n"
        "logging.basicConfig(level=logging.DEBUG)\n"
        "http.client.HTTPConnection.debuglevel = 1\n"
    )
    account(secretive, server)
    with secretive.served():
        run(secretive, "adopt", "--nothing")
        told = run(secretive, "publish")
    assert "send: b" in told.stdout
    assert "Bearer ***" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("publish", f"--token={TOKEN}"), 1),
        ((TOKEN,), 1),
        (("hold", "--reason", f"het token {TOKEN} is uitgelekt"), 3),
        (("watch", "--url", f"http://me:{TOKEN}@127.0.0.1:9"), 7),
        (("watch", "--hours", TOKEN), 3),
        (("approve", TOKEN, "--person", TOKEN), 3),
        (("export", f"../{TOKEN.replace('/', '-')}/{TOKEN}"), None),
    ],
)
def test_a_token_on_the_command_line_is_not_repeated(secretive, arguments, code) -> None:
    told = run(secretive, *arguments)
    assert code is None or told.returncode == code, told.stderr


def test_no_traceback_print_log_or_warning_of_a_task_shows_it(secretive) -> None:
    (secretive.folder / "tasks.py").write_text(
        "import logging, os, sys, warnings\n"
        "from invoke.tasks import task\n"
        "from syndicate.tasks import *\n"
        "SAID = os.environ['SYNDICATE_MASTODON_ACCESS_TOKEN'] + ' ' + os.environ['GH_TOKEN']\n"
        "@task\n"
        "def tell(c, how):\n"
        "    held = SAID\n"
        "    if how == 'print': print(SAID, repr(SAID)); sys.stderr.write(SAID)\n"
        "    if how == 'log': logging.error('it says %s', SAID); logging.getLogger('pelican').warning(SAID)\n"
        "    if how == 'warn': warnings.warn(SAID)\n"
        "    if how == 'raise': raise RuntimeError(SAID)\n"
        "    if how == 'interrupt': raise KeyboardInterrupt(SAID)\n"
    )
    for how in ("print", "log", "warn", "raise", "interrupt"):
        told = run(secretive, "tell", how)
        assert ("***" in told.stdout + told.stderr) == (how != "interrupt"), told.stderr


def test_another_program_gets_no_token_of_ours_and_its_words_are_not_repeated(
    secretive, tmp_path_factory
) -> None:
    tools = tmp_path_factory.mktemp("bin")
    heard = tools / "heard"
    for program in ("git", "ssh", "rsync"):
        (tools / program).write_text(
            f"#!/bin/sh\nenv >> {heard}\n"
            f'echo "fatal: {program} https://x:$GH_TOKEN@host $GH_TOKEN {TOKEN}" >&2\nexit 128\n'
        )
        (tools / program).chmod(0o755)
    for deploy in ("git:/srv/site.git", "rsync:u@127.0.0.1:site", "rsync://127.0.0.1/site/x"):
        secretive.configure(f"SYNDICATE_DEPLOY = {deploy!r}")
        told = run(secretive, "publish", PATH=f"{tools}:{secretive.env['PATH']}")
        assert told.returncode == 7, told.stderr
        assert "***" in told.stderr
    said = heard.read_text()
    assert TOKEN not in said
    assert f"GH_TOKEN={FORGE}" in said


@pytest.mark.parametrize(
    "target", ["rsync://2130706433/site/x", "git:https://0x7f000001/x.git", "sftp:u@10.0.0.5/x"]
)
def test_a_host_inside_is_no_place_for_a_site_unless_the_practice_names_it(secretive, target) -> None:
    secretive.configure(f"SYNDICATE_DEPLOY = {target!r}")
    told = run(secretive, "doctor")
    assert "SYNDICATE_PRIVATE_HOSTS" in told.stdout
    secretive.configure("SYNDICATE_PRIVATE_HOSTS = ['2130706433', '0x7f000001', '10.0.0.5']")
    if "10.0.0.5" not in target:
        assert "SYNDICATE_PRIVATE_HOSTS" not in run(secretive, "doctor").stdout
