from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import Exit, SettingsError
from syndicate.model import Pace

HERE = Path("/practice")
FINE = {"SITEURL": "http://localhost:8000"}


def wrong(conf, env=None):
    with pytest.raises(SettingsError) as caught:
        settings.from_mapping(HERE, {**FINE, **conf}, env or {})
    assert caught.value.exit is Exit.SETTINGS
    return str(caught.value)


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ({"SITEURL": "praktijk.nl"}, "SITEURL must be the full address"),
        ({"TIMEZONE": "Europe/Amsterdm"}, "is not a time zone"),
        ({"SYNDICATE_LEGDER": "file:x"}, "SYNDICATE_LEGDER is not a setting of ours"),
        ({"SYNDICATE_LEASE": "lang"}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_LEASE": True}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_ACCOUNTS": "mastodon"}, "must be a list"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "Mijn X", "channel": "x"}]}, "lower-case letters"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a"}, {"name": "a"}]}, "stands there twice"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "token": "x"}]}, "unknown key 'token'"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": 3}]}, "pace must be a mapping"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"per_dag": 1}}]}, "unknown pace 'per_dag'"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"per_day": -1}}]}, "a whole number, 0 or more"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"always": 1}}]}, "must be True or False"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "settle": "kort"}]}, "settle must be a number"),
        ({"SYNDICATE_PRACTICE": "De Linde"}, "must be a mapping"),
        ({"SYNDICATE_PRACTICE": {"naam": "De Linde"}}, "unknown key 'naam'"),
    ],
)
def test_every_mistake_is_named_with_its_key(conf, said):
    assert said in wrong(conf)


def test_all_mistakes_are_named_at_once():
    told = wrong({"SITEURL": "", "TIMEZONE": "x", "SYNDICATE_LEASE": 0})
    assert len(told.splitlines()) == 3


def test_a_made_up_time_is_refused_where_a_real_network_is_configured():
    accounts = [{"name": "x", "channel": "x"}]
    told = wrong({"SYNDICATE_ACCOUNTS": accounts}, {"SYNDICATE_NOW": "2026-11-21T09:00:00+01:00"})
    assert "a made-up time may not post there" in told


@pytest.mark.parametrize("text", ["gisteren", "2026-11-21T09:00:00"])
def test_a_made_up_time_needs_a_zone(text):
    assert "is not a time with a zone" in wrong({}, {"SYNDICATE_NOW": text})


def test_a_made_up_time_is_honoured_on_loopback():
    accounts = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:3000"}]
    env = {"SYNDICATE_NOW": "2026-11-21T09:00:00+01:00"}
    read = settings.from_mapping(HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, env)
    assert read.now() == datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_without_a_made_up_time_the_clock_is_the_machines_in_utc():
    assert settings.from_mapping(HERE, FINE, {}).now().tzinfo is UTC


def test_secrets_come_from_the_environment_and_never_show():
    accounts = [{"name": "mastodon-kort", "channel": "mastodon", "base_url": "http://127.0.0.1:1"}]
    env = {"SYNDICATE_MASTODON_KORT_ACCESS_TOKEN": "zeer-geheim"}
    read = settings.from_mapping(HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, env)
    secrets = read.secrets["mastodon-kort"]
    assert secrets["access_token"] == "zeer-geheim"
    assert "access_token" in secrets
    assert len(secrets) == 1
    assert "zeer-geheim" not in repr(read)
    assert read.secret_values == ("zeer-geheim",)
    with pytest.raises(SettingsError, match="SYNDICATE_MASTODON_KORT_API_KEY is missing"):
        secrets["api_key"]


def test_the_folder_account_has_no_pace_and_a_network_has_the_gentle_one():
    accounts = [{"channel": "folder"}, {"channel": "x", "pace": {"per_week": 2}}]
    read = settings.from_mapping(HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, {})
    folder, x = read.accounts
    assert folder.pace.always
    assert folder.pace.per_day == 0
    assert x.pace == Pace(per_week=2)
    assert x.lane.pace is x.pace
    assert folder.loopback
    assert not x.loopback


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.9", True),
        ("http://[::1]:80/x", True),
        ("https://praktijk.example", False),
        ("https://127.0.0.1.praktijk.example", False),
        ("http://192.168.1.2", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_and_no_name_is_looked_up(url, loopback):
    assert settings.is_loopback(url) is loopback


@pytest.mark.parametrize(
    ("siteurl", "deploy", "loopback"),
    [
        ("http://localhost:8000", "folder:public", True),
        ("https://praktijk.example", "folder:public", False),
        ("https://praktijk.example", "git:/srv/site.git", True),
        ("https://praktijk.example", "git:git@host.example:site.git", False),
        ("https://praktijk.example", "rsync:user@127.0.0.1:/srv/site", True),
        ("https://praktijk.example", "rsync:rsync://127.0.0.1:8730/site", True),
        ("https://praktijk.example", "sftp:user@web.example/site", False),
        ("https://praktijk.example", "sftp:user@localhost:2222/site", True),
    ],
)
def test_a_deploy_target_that_others_can_read_is_no_loopback(siteurl, deploy, loopback):
    read = settings.from_mapping(HERE, {"SITEURL": siteurl, "SYNDICATE_DEPLOY": deploy}, {})
    assert settings.deploy_is_loopback(read) is loopback


def test_a_folder_without_settings_says_so(tmp_path):
    with pytest.raises(SettingsError, match=r"there is no pelicanconf\.py here"):
        settings.load(tmp_path, {})


def test_settings_that_do_not_run_are_named_with_their_error(tmp_path):
    (tmp_path / "pelicanconf.py").write_text("SITENAME = \n")
    with pytest.raises(SettingsError, match="SyntaxError"):
        settings.load(tmp_path, {})


def test_settings_are_read_from_the_file(tmp_path):
    (tmp_path / "pelicanconf.py").write_text('SITEURL = "http://localhost:8000/"\nSITENAME = "De Linde"\n')
    read = settings.load(tmp_path, {"CI": "true", "GITHUB_ACTOR": "anna"})
    assert (read.siteurl, read.sitename, read.ci, read.actor) == (
        "http://localhost:8000",
        "De Linde",
        True,
        "anna",
    )
    assert read.output == tmp_path / "output"
