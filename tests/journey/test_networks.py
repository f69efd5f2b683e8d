"""publish with X and Mastodon configured, against servers on this machine that keep their rules."""

import os
import re
import signal
import time
from contextlib import ExitStack, contextmanager

import pytest

from tests.servers import mastodon, x
from tests.servers.loopback import Running

CREATE = {"x": r"/2/tweets$", "mastodon": r"/api/v1/statuses$"}
SHORT = ("SYNDICATE_LEASE = 5", "SYNDICATE_LIVE_SECONDS = 20")


@pytest.fixture(scope="module")
def networks():
    with ExitStack() as stack:
        yield {
            "x": stack.enter_context(Running(x.XNetwork())),
            "mastodon": stack.enter_context(mastodon.serving()),
        }


@pytest.fixture(autouse=True)
def empty(networks):
    for server in networks.values():
        server.reset()


def secrets():
    found = {f"SYNDICATE_X_{name.upper()}": value for name, value in x.SECRETS.items()}
    return found | {f"SYNDICATE_MASTODON_{name.upper()}": value for name, value in mastodon.SECRETS.items()}


@contextmanager
def practice(site, networks, *names, lines=()):
    accounts = [
        {
            "name": name,
            "channel": name,
            "base_url": networks[name].url,
            "languages": ["nl"],
            "settle": 1,
            "pace": {"always": True, "per_day": 0, "per_week": 0},
        }
        for name in names
    ]
    site.configure(f"SYNDICATE_ACCOUNTS = {accounts!r}", *lines)
    site.env |= secrets()
    for other in (site.folder / "content" / "articles").iterdir():
        if not other.name.startswith("griepprik."):
            other.unlink()
        else:  # any day of the year
            other.write_text(re.sub("^season:.*\n", "", other.read_text(), flags=re.MULTILINE))
    with site.served():
        yield


def posts(networks, name):
    return networks[name].state()["posts"]


def test_the_first_run_asks_to_adopt_and_posts_nothing(site, networks):
    with practice(site, networks, "x", "mastodon"):
        told = site.invoke("publish")
        assert told.returncode == 3
        assert "invoke adopt" in told.stderr
        assert not posts(networks, "x")
        assert not posts(networks, "mastodon")


def test_what_was_adopted_is_not_announced_again(site, networks):
    with practice(site, networks, "x", "mastodon"):
        assert "2 articles marked" in site.invoke("adopt").stdout
        assert "0 articles marked" in site.invoke("adopt").stdout
        assert site.invoke("publish").returncode == 0
        assert not posts(networks, "x")
        assert not posts(networks, "mastodon")


def test_both_networks_get_the_post_once_with_image_alt_text_and_language(site, networks):
    with practice(site, networks, "x", "mastodon"):
        site.invoke("adopt", "--nothing")
        told = site.invoke("publish")
        assert told.returncode == 0, told.stdout + told.stderr
        again = site.invoke("publish")
        assert again.returncode == 0
    (tweet,) = posts(networks, "x")
    assert tweet["media"][0]["alt"]
    assert "/griepprik/?s=" in tweet["text"]
    (toot,) = posts(networks, "mastodon")
    assert toot["media_attachments"][0]["description"]
    assert toot["language"] == "nl"
    for secret in secrets().values():
        assert secret not in told.stdout + told.stderr
        assert not [
            f
            for f in (site.folder / ".syndicate").rglob("*")
            if f.is_file() and secret in f.read_text(errors="ignore")
        ]


@pytest.mark.parametrize("name", ["x", "mastodon"])
def test_killed_right_after_the_network_took_it_the_next_run_finds_its_own_post(site, networks, name):
    with practice(site, networks, name, lines=SHORT):
        site.invoke("adopt", "--nothing")
        networks[name].fault(what="silence", when="after", method="POST", path=CREATE[name])
        running = site.start("publish")
        deadline = time.monotonic() + 120
        while not posts(networks, name) and time.monotonic() < deadline:
            time.sleep(0.1)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        assert running.returncode == -signal.SIGKILL
        assert len(posts(networks, name)) == 1
        time.sleep(5.1)
        told = site.invoke("publish")
        assert told.returncode == 0, told.stdout + told.stderr
        assert "found " in told.stdout
        assert site.invoke("publish").returncode == 0
    assert len(posts(networks, name)) == 1


@pytest.mark.parametrize("name", ["x", "mastodon"])
def test_killed_before_the_network_took_it_the_next_run_posts_it_once(site, networks, name):
    with practice(site, networks, name, lines=SHORT):
        site.invoke("adopt", "--nothing")
        networks[name].fault(what="silence", when="before", method="POST", path=CREATE[name])
        running = site.start("publish")
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            asked = networks[name].state()["requests"]
            if any(r["method"] == "POST" and r["path"].endswith(("/tweets", "/statuses")) for r in asked):
                break
            time.sleep(0.1)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        assert not posts(networks, name)
        time.sleep(5.1)
        told = site.invoke("publish")
        assert told.returncode == 0, told.stdout + told.stderr
        assert "absent " in told.stdout
    assert len(posts(networks, name)) == 1


@pytest.mark.parametrize("name", ["x", "mastodon"])
def test_an_answer_that_is_lost_is_settled_in_the_same_run(site, networks, name):
    with practice(site, networks, name):
        site.invoke("adopt", "--nothing")
        networks[name].fault(what="reset", when="after", method="POST", path=CREATE[name])
        told = site.invoke("publish")
        assert told.returncode == 0, told.stdout + told.stderr
    assert len(posts(networks, name)) == 1


def test_one_network_that_fails_does_not_touch_the_other(site, networks):
    with practice(site, networks, "x", "mastodon"):
        site.invoke("adopt", "--nothing")
        networks["x"].fault(what="status", when="before", method="POST", path=r"/2/", status=401, times=9)
        told = site.invoke("publish")
        assert told.returncode == 4, told.stdout + told.stderr
        assert len(posts(networks, "mastodon")) == 1
        networks["x"].reset()
        assert site.invoke("publish").returncode == 0
    assert len(posts(networks, "x")) == 1


def test_a_network_that_cannot_be_read_stops_with_6_until_a_person_looked(site, networks):
    with practice(site, networks, "x"):
        site.invoke("adopt", "--nothing")
        networks["x"].fault(what="reset", when="after", method="POST", path=CREATE["x"])
        networks["x"].fault(what="status", when="before", method="GET", path=r"/2/", status=503, times=9)
        told = site.invoke("publish")
        assert told.returncode == 6, told.stdout + told.stderr
        key = next(line.split()[1] for line in told.stdout.splitlines() if line.startswith("person"))
        url = f"https://x.com/i/status/{posts(networks, 'x')[0]['id']}"
        assert site.invoke("settle", "--key", key, "--url", url).returncode == 0
        networks["x"].fault(what="status", when="before", method="GET", path=r"/2/", status=200, times=0)
        assert site.invoke("publish").returncode == 0
    assert len(posts(networks, "x")) == 1


def test_a_page_that_is_not_live_stops_every_post(site, networks):
    with practice(site, networks, "x", "mastodon"):
        site.configure("SYNDICATE_LIVE_SECONDS = 1", 'SITEURL = "http://127.0.0.1:9"')
        site.invoke("adopt", "--nothing")
        told = site.invoke("publish")
        assert told.returncode == 7, told.stdout + told.stderr
    assert not posts(networks, "x")
    assert not posts(networks, "mastodon")


def test_a_missing_secret_is_named_before_anything_is_claimed(site, networks):
    with practice(site, networks, "mastodon"):
        site.invoke("adopt", "--nothing")
        del site.env["SYNDICATE_MASTODON_ACCESS_TOKEN"]
        told = site.invoke("publish")
        assert told.returncode == 3
        assert "SYNDICATE_MASTODON_ACCESS_TOKEN" in told.stderr
        assert site.invoke("publish", "--dry-run").returncode == 0
        assert " claim " not in site.invoke("ledger.show").stdout


def test_sample_people_never_reach_a_real_network(site, networks):
    with practice(site, networks):
        site.configure('SYNDICATE_ACCOUNTS = [{"name": "x", "channel": "x"}]')
        told = site.invoke("publish")
        assert told.returncode == 3
        assert "sample people, articles or pages may not leave this machine" in told.stderr


def test_in_ci_a_file_ledger_or_a_folder_host_with_a_real_network_is_refused(site, networks):
    with practice(site, networks):
        site.configure('SYNDICATE_ACCOUNTS = [{"name": "x", "channel": "x"}]')
        site.configure('SYNDICATE_PRACTICE = {"name": "De Linde"}')
        people = site.folder / "content" / "people.toml"
        people.write_text(people.read_text().replace("sample = true", ""))
        for article in (site.folder / "content").rglob("*.md"):
            article.write_text(article.read_text().replace("sample: true", "sample: false"))
        told = site.invoke("publish")
        assert told.returncode == 3
        assert "every link posted to x would be dead" in told.stderr
        site.configure('SITEURL = "https://linde.example"')
        told = site.invoke("publish", CI="true")
        assert told.returncode == 3
        assert "a file ledger dies with this runner" in told.stderr
