"""Nothing leaves with a secret in it, and nothing that looks like one is overseen in what git keeps."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from syndicate import channels, settings
from syndicate.errors import SettingsError, SiteError
from syndicate.http import Door
from syndicate.ledger.line import encode
from syndicate.model import Entry, EntryKind, Payload
from syndicate.settings import Account, Secrets
from syndicate.site.hosts import open_host
from syndicate.site.live import wait_live
from syndicate.workflows import outgoing, tokens
from syndicate.workflows.check import check
from syndicate.workflows.watch import watch
from syndicate.workflows.way import open_way

SECRET = "kR7-vw+Xq29/tLmZ4"
ENV = {"SYNDICATE_FOLDER_ACCESS_TOKEN": SECRET, "SYNDICATE_FOLDER_PIN": "4711"}
FOREIGN = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
KEY = "hoofdpijn/nl/folder/first"


@pytest.fixture
def secretive(practice):
    practice.environ |= ENV
    return practice


def way_of(practice):
    return open_way(practice.root, tell=practice.tell, environ=practice.environ)


def test_no_line_of_the_ledger_holds_a_secret(secretive) -> None:
    way = way_of(secretive)
    lease = {
        "uid": "hoofdpijn",
        "lang": "nl",
        "account": "folder",
        "occasion": "first",
        "lease": AT.isoformat(),
    }
    claim = Entry(
        EntryKind.CLAIM, AT, KEY, "run", 1, {**lease, "body": "b" * 64, "permalink": f"https://{SECRET}"}
    )
    with pytest.raises(SettingsError, match=f"{KEY}: the value of SYNDICATE_FOLDER_ACCESS_TOKEN"):
        way.ledger.claim([claim], AT)
    with pytest.raises(SettingsError, match="ledger's line hold: the value of"):
        way.ledger.append(Entry(EntryKind.HOLD, AT, data={"scope": "all", "reason": f"om {SECRET}"}))
    assert secretive.entries() == []


def test_an_outcome_is_kept_without_the_secret_that_a_network_put_into_it(secretive) -> None:
    way = way_of(secretive)
    data = {
        "uid": "hoofdpijn",
        "lang": "nl",
        "account": "folder",
        "occasion": "first",
        "lease": AT.isoformat(),
    }
    way.ledger.claim([Entry(EntryKind.CLAIM, AT, KEY, "run", 1, {**data, "body": "b" * 64})], AT)
    said = {"id": "1", "url": f"https://a.example/{SECRET}"}
    way.ledger.append(Entry(EntryKind.SENT, AT, KEY, "run", 1, said))
    claimed, sent = secretive.entries()
    assert sent.data == {"id": "1", "url": "https://a.example/***"}
    assert [encode(e) for e in way.ledger.of("hoofdpijn")] == [encode(claimed), encode(sent)]
    assert [e.kind for e in way.ledger.only(EntryKind.SENT)] == [EntryKind.SENT]
    assert way.ledger.state([KEY], AT)[KEY].claim is not None
    assert len(way.ledger.posted()) == 1


def test_a_secret_that_is_too_short_to_be_looked_for_is_told(secretive) -> None:
    way_of(secretive)
    assert [line for line in secretive.told if "SYNDICATE_FOLDER_PIN has fewer than 8 signs" in line]
    assert not any("4711" in line for line in secretive.told)


def test_a_post_with_a_secret_is_not_sent(secretive) -> None:
    conf = settings.load(secretive.root, secretive.environ)
    payload = Payload("folder", "folder", KEY, "Bel ons.", "{}", "nl", "m", AT, alt="een kat")
    outgoing.refuse_in_payloads(conf, [payload])
    for place in ("text", "body", "alt", "link", "title", "summary"):
        with pytest.raises(SettingsError, match=f"the post {KEY}: the value of"):
            outgoing.refuse_in_payloads(conf, [replace(payload, **{place: f"x {SECRET} y"})])


def test_what_a_theme_or_a_plugin_puts_into_a_page_is_seen_in_the_built_site(secretive) -> None:
    secretive.write("own.py", f"SAID = {SECRET[:5]!r} + {SECRET[5:]!r}\n")
    secretive.edit("pelicanconf.py", "SITENAME", "from own import SAID\nSITENAME")
    (secretive.root / "theme").unlink()
    shutil.copytree("theme", secretive.root / "theme")
    secretive.edit("theme/templates/base.html", "</body>", "{{ SAID }}</body>")
    with pytest.raises(SettingsError, match=r"output/\S+html: the value of SYNDICATE_FOLDER_ACCESS_TOKEN"):
        secretive.publish()
    assert not (secretive.root / "public").exists()


def test_a_file_whose_name_is_a_secret_is_not_named(secretive) -> None:
    secretive.environ["SYNDICATE_FOLDER_ACCESS_TOKEN"] = "geheime-naam-123"
    secretive.write("content/images/geheime-naam-123.txt", "x")
    conf = settings.load(secretive.root, secretive.environ)
    with pytest.raises(SettingsError, match=r"^the name of a file or a key: the value of"):
        outgoing.refuse_in_sources(conf)


def test_what_is_private_may_hold_anything_and_a_broken_link_stops_nothing(secretive) -> None:
    secretive.write("content/private/notities.md", f"{SECRET} {FOREIGN}")
    (secretive.root / "content" / "weg.png").symlink_to(secretive.root / "er-niet")
    conf = settings.load(secretive.root, secretive.environ)
    outgoing.refuse_in_sources(conf)
    assert tokens.findings(conf) == ()


def test_a_heartbeat_with_a_secret_is_not_left(networks, practice) -> None:
    practice.environ["SYNDICATE_A_TOKEN"] = "last_run"
    practice.environ["GITHUB_TOKEN"] = '"oldest_due"'
    practice.publish()
    assert any(
        "the heartbeat on the host was not renewed: the heartbeat: the value of" in t for t in practice.told
    )
    assert not (practice.root / "public/.well-known/expertstatus.json").exists()


def repository(practice) -> None:
    subprocess.run(["git", "init", "-q", str(practice.root)], check=True, capture_output=True)


@pytest.mark.suite("git")
def test_tokens_are_found_where_git_keeps_them(practice) -> None:
    repository(practice)
    practice.write("content/pages/over.md", f"Title: Over\n\nzie {FOREIGN}\n")
    practice.write(".github/workflows/x.yml", "env:\n  PAY: " + "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc\n")
    practice.write(".env", "SYNDICATE_X_API_SECRET=hT6kk29sPq\n")
    practice.write("oud.env", "SYNDICATE_X_API_SECRET=hT6kk29sPq\n")
    practice.write("tasks.py", f"TOKEN = '{FOREIGN}'\n")
    practice.write("content/images/x.bin", f"\0{FOREIGN}")
    practice.write("content/images/groot.txt", f"{FOREIGN}\n" + "x" * tokens.LARGEST)
    practice.write("content/images/" + FOREIGN + ".txt", "x")
    subprocess.run(["git", "-C", str(practice.root), "add", "-f", ".env"], check=True)
    conf = settings.load(practice.root, practice.environ)
    found = {(f.code, f.file, f.line) for f in tokens.findings(conf)}
    assert found == {
        ("secrets.github", "content/pages/over.md", 3),
        ("secrets.github", "content/images", 0),
        ("secrets.other", ".github/workflows/x.yml", 2),
        ("secrets.named", ".env", 1),
        ("secrets.github", "tasks.py", 1),
    }
    assert all(f.blocks and not f.subject and FOREIGN not in repr(f) for f in tokens.findings(conf))


def test_what_was_seen_of_a_file_is_kept_without_its_value_and_looked_at_once(practice) -> None:
    practice.write("content/pages/over.md", f"zie {FOREIGN}\n")
    conf = settings.load(practice.root, practice.environ)
    first = tokens.findings(conf)
    cache = conf.state / "cache" / "tokens.json"
    assert FOREIGN not in cache.read_text()
    kept = cache.read_text()
    assert tokens.findings(conf) == first
    assert cache.read_text() == kept
    for broken in ("{", '{"v": 0, "files": {}}', '{"v": 1, "files": []}', "[]"):
        cache.write_text(broken)
        assert tokens.findings(conf) == first
    assert json.loads(cache.read_text()) == json.loads(kept)


def test_a_cache_that_cannot_be_written_stops_nothing(practice) -> None:
    practice.write(".syndicate/cache", "a file where a folder should be")
    assert tokens.findings(settings.load(practice.root, practice.environ)) == ()


def test_a_finding_that_quotes_a_token_does_not(practice) -> None:
    practice.edit("content/articles/hoofdpijn.md", "status: published", f"status: {FOREIGN}")
    seen = check(practice.root, environ=practice.environ)
    assert "secrets.github" in {f.code for f in seen.findings}
    assert FOREIGN not in repr(seen.findings)


def test_an_account_reaches_its_own_server_and_its_network_and_no_other(practice, plugged) -> None:
    conf = settings.load(practice.root, practice.environ)

    def reach(**said):
        one = Account(**{"name": "a", "channel": "a", **said})
        opening = channels.Opening(one, Secrets("a", {}), Door(reach=conf.reach), conf.output, conf.posts)
        return channels.load(opening)._opening.door.reach.hosts

    assert reach(channel="x") >= {"api.twitter.com"}
    assert "localhost" not in reach(channel="x")
    assert reach(channel="mastodon", base_url="https://Social.example") == {
        "social.example",
        "www.social.example",
    }


def test_a_site_at_an_address_inside_is_refused_at_once_and_not_waited_for(practice) -> None:
    from syndicate.model import Page

    conf = replace(
        settings.load(practice.root, practice.environ), siteurl="http://2130706433:9", live_seconds=900
    )
    page = Page("http://2130706433:9/p/", "p/index.html", "P", "nl", "f" * 64)
    real = replace(conf, accounts=(Account("x", "x"),))
    with pytest.raises(
        SiteError, match=r"it was not asked: 2130706433 is at 127\.0\.0\.1, a loopback address"
    ):
        wait_live(real, [page], Door(reach=real.reach))


@pytest.mark.parametrize(
    "deploy", ["rsync://2130706433/m/x", "rsync:u@0x7f.1:site", "git:https://127.1/x.git"]
)
def test_a_deploy_target_inside_is_refused_unless_it_is_named(practice, deploy) -> None:
    conf = replace(settings.load(practice.root, practice.environ), deploy=deploy)
    with pytest.raises(SettingsError, match=r"SYNDICATE_DEPLOY: .* a loopback address"), open_host(conf):
        pass
    named = replace(conf, private_hosts=("2130706433", "0x7f.1", "127.1"))
    with open_host(named) as host:
        assert host.name
    unknown = replace(conf, deploy=f"rsync:u@{'a' * 70}.example:site")
    with open_host(unknown) as host:  # a name of ~/.ssh/config is ssh's to know
        assert host.name


def test_a_watcher_asks_nothing_inside_unless_it_is_named() -> None:
    seen = watch("http://2130706433:9")
    assert not seen.fresh
    assert "Refused" in seen.said.en
    named = watch("http://2130706433:9", private_hosts=["2130706433"])
    assert "Refused" not in named.said.en
