"""A token put into every place that it can get into: nobody reads it anywhere, and nothing leaves with it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from syndicate.http.redaction import Search
from tests.journey.conftest import Site
from tests.servers.loopback import JSON, Answer, Handle, Network, Request, Running, answer

TOKEN = "vG7-kq_2XwLm9+ZtR4/bYd8NcPs"
FORGE = "forge-Jw5Rt8Kp3Lx6Vn1"
# put together here, so that no scanner takes this file for a leak
FOREIGN = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5"
SEARCH = Search({"TOKEN": TOKEN, "FORGE": FORGE, "FOREIGN": FOREIGN})


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


@pytest.fixture
def secretive(site: Site) -> Site:
    """A site in CI whose environment holds an account's token and the code host's."""
    site.env |= {
        "SYNDICATE_MASTODON_ACCESS_TOKEN": TOKEN,
        "GH_TOKEN": FORGE,
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(site.folder / "summary.md"),
    }
    for other in (site.folder / "content" / "articles").iterdir():
        if not other.name.startswith("griepprik."):
            other.unlink()
        else:
            other.write_text(re.sub("^season:.*\n", "", other.read_text(), flags=re.MULTILINE))
    return site


def run(site: Site, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a task and see that nothing that it said or wrote holds a secret; put-in files are left out."""
    before = {f: f.read_bytes() for f in site.folder.rglob("*") if f.is_file()}
    told = subprocess.run(
        site.command(*arguments),
        cwd=site.folder,
        env={**site.env, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not SEARCH.within(told.stdout), told.stdout
    assert not SEARCH.within(told.stderr), told.stderr
    for file in site.folder.rglob("*"):
        if file.is_file() and file.read_bytes() != before.get(file):
            assert not SEARCH.within(file.read_bytes()), file
            assert not SEARCH.within(str(file)), file
    return told


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


def into(site: Site, file: str, old: str, new: str) -> None:
    path = site.folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def body(site: Site, value: str) -> None:
    with (site.folder / "content/articles/griepprik.md").open("a") as out:
        out.write(f"\nEn dan nog {value}.\n")


def title(site: Site, value: str) -> None:
    into(site, "content/articles/griepprik.md", "\ntitle:", f"\nsubtitle: x {value}\ntitle:")


def key(site: Site, value: str) -> None:
    into(site, "content/articles/griepprik.md", "---\n", f"---\n{value}: x\n")


def query(site: Site, value: str) -> None:
    body(site, f"[de bron](https://bron.example/?access_token={value})")


def alt(site: Site, value: str) -> None:
    body(site, f"![{value}](/images/griepprik.png)")


def name(site: Site, value: str) -> None:
    value = value.replace("/", "%2F")
    (site.folder / f"content/articles/{value}.md").write_text("---\ntitle: x\n---\n")


def people(site: Site, value: str) -> None:
    with (site.folder / "content/people.toml").open("a") as out:
        out.write(f'\n[nieuw]\nname = "{value}"\n')


def calendar(site: Site, value: str) -> None:
    with (site.folder / "content/calendar.toml").open("a") as out:
        out.write(f'\n["{value}"]\nfrom = "01-05"\n')


def page(site: Site, value: str) -> None:
    with (site.folder / "content/pages/contact.md").open("a") as out:
        out.write(f"\n<!-- {value} -->\n")


def theme(site: Site, value: str) -> None:
    into(site, "theme/templates/base.html", "</body>", f"<!-- {value} --></body>")


def picture(site: Site, value: str) -> None:
    file = site.folder / "content/images/griepprik.png"
    file.write_bytes(file.read_bytes() + value.encode())


CONTENT = (body, title, key, query, alt, name, people, calendar, page)


@pytest.mark.parametrize("put", [*CONTENT, theme, picture])
def test_a_configured_secret_in_what_people_wrote_stops_everything(secretive, put) -> None:
    put(secretive, TOKEN)
    for task in ("check", "publish", "preview") if put is body else ("publish",):
        told = run(secretive, task)
        assert told.returncode == 3, told.stderr
        assert "SYNDICATE_MASTODON_ACCESS_TOKEN" in told.stderr
        assert "Traceback" not in told.stderr
    for folder in ("output", "public", "posts", "preview"):
        assert not list((secretive.folder / folder).rglob("*.html"))


@pytest.mark.parametrize("put", CONTENT)
def test_a_token_that_nobody_configured_is_an_error_with_its_place(secretive, put) -> None:
    put(secretive, FOREIGN)
    for task in ("check", "publish", "preview", "check") if put is body else ("check", "preview"):
        told = run(secretive, task)
        assert told.returncode == 2, told.stderr
        assert re.search(r"^content/\S*:\d+: error secrets\.github: Hier staat", told.stdout, re.MULTILINE)
    for folder in ("output", "public", "posts", "preview"):
        assert not list((secretive.folder / folder).rglob("*.html"))


@pytest.mark.parametrize(
    "line",
    [
        "SITEURL = 'http://me:{}@localhost:8000'",
        "SITENAME = '{}'",
        "SYNDICATE_DEPLOY = 'git:https://{}@host.example/x.git'",
        "SYNDICATE_LEDGER = '{}'",
        "SYNDICATE_ACCOUNTS = [{{'name': 'folder', 'channel': 'folder', 'options': {{'{}': 1}}}}]",
        "SYNDICATE_ACCOUNTS = [{{'name': '{}'}}]",
        "SYNDICATE_ACCOUNTS = [{{'name': 'a', 'base_url': 'https://{}@host.example'}}]",
        "SYNDICATE_PRACTICE = {{'allowed': ['{}']}}",
        "SYNDICATE_LEASE = '{}'",
        "raise ValueError('{}')",
    ],
)
@pytest.mark.parametrize("value", [TOKEN, FOREIGN])
def test_a_token_in_the_settings_is_refused_and_not_repeated(secretive, line, value) -> None:
    secretive.configure(line.format(value))
    told = run(secretive, "check")
    assert told.returncode == 3, told.stdout + told.stderr
    assert "Traceback" not in told.stderr


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


def test_a_package_that_is_exported_holds_no_secret(secretive) -> None:
    assert run(secretive, "export", "mee").returncode == 0
    body(secretive, TOKEN)
    told = run(secretive, "export", "mee-nu.zip")
    assert told.returncode == 3
    assert "articles/griepprik.md: the value of SYNDICATE_MASTODON_ACCESS_TOKEN" in told.stderr
    assert not (secretive.folder / "mee-nu.zip").exists()
