"""What a practice sets: every mistake by its key, the clock, the secrets, the folders."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.model import Pace
from tests.practice_settings import FINE, HERE, wrong


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ({"SITEURL": "praktijk.nl"}, "SITEURL must be the full address"),
        ({"TIMEZONE": "Europe/Amsterdm"}, "is not a time zone"),
        ({"SYNDICATE_LEGDER": "file:x"}, "SYNDICATE_LEGDER is not a setting of ours"),
        ({"SYNDICATE_LEASE": "lang"}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_LEASE": True}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_LEASE": float("inf")}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_LEASE": float("nan")}, "SYNDICATE_LEASE must be a number"),
        ({"SYNDICATE_LEASE": 10**5000}, "86400 at most, not that"),
        (
            {"SYNDICATE_LIVE_SECONDS": 3601},
            "SYNDICATE_LIVE_SECONDS must be a number of seconds above 0, 3600",
        ),
        ({"SITEURL": "https://me:geheim@praktijk.example"}, "SITEURL must be the full address"),
        ({"SITEURL": 5}, "SITEURL must be text, not 5"),
        ({"SYNDICATE_FORMAT": "2"}, "SYNDICATE_FORMAT must be a whole number, 1 or more, not '2'"),
        ({"SYNDICATE_FORMAT": True}, "SYNDICATE_FORMAT must be a whole number"),
        ({"SYNDICATE_FORMAT": 0}, "SYNDICATE_FORMAT must be a whole number, 1 or more, not 0"),
        ({"TIMEZONE": "Europe"}, "is not a time zone"),
        ({"TIMEZONE": "../Europe"}, "is not a time zone"),
        ({"TIMEZONE": None}, "TIMEZONE must be text, not None"),
        ({"PATH": "a\0b"}, "PATH must be text"),
        ({"SYNDICATE_LANGUAGE": ["nl"]}, "SYNDICATE_LANGUAGE must be text"),
        ({"SYNDICATE_REQUIRE_APPROVAL": "no"}, "SYNDICATE_REQUIRE_APPROVAL must be True or False, not 'no'"),
        ({"SYNDICATE_SHARE": {}}, "SYNDICATE_SHARE is not a setting of ours"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "languages": "nl"}]}, "languages must be a list, e.g. ['nl']"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "languages": 5}]}, "languages must be a list"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "languages": [5]}]}, "languages must be a list"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "options": None}]}, "options must be a mapping, not None"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "options": "x"}]}, "options must be a mapping, not 'x'"),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "base_url": "https://me:pw@b.example"}]},
            "base_url holds a secret",
        ),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "base_url": "http://127.0.0.1\\@b.example"}]},
            "base_url must",
        ),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "settle": 121}]},
            "settle must be a number of seconds, 0 to 120",
        ),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "settle": float("nan")}]}, "settle must be a number"),
        ({"SYNDICATE_PRACTICE": {"name": 5}}, "'name' must be text, not 5"),
        ({"SYNDICATE_PRACTICE": {"sample": "no"}}, "'sample' must be True or False, not 'no'"),
        ({"SYNDICATE_PRACTICE": {"hours": "Mo-Fr 08:00-17:00"}}, "'hours' must be a list of texts"),
        ({"SYNDICATE_PRACTICE": {1: "x"}}, "must be a mapping"),
        ({"SYNDICATE_ACCOUNTS": "mastodon"}, "must be a list"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "Mijn X", "channel": "x"}]}, "lower-case letters"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a"}, {"name": "a"}]}, "stands there twice"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "token": "x"}]}, "unknown key 'token'"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": 3}]}, "pace must be a mapping"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"per_dag": 1}}]}, "unknown pace 'per_dag'"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"per_day": -1}}]}, "a whole number, 0 or more"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "pace": {"always": 1}}]}, "must be True or False"),
        ({"SYNDICATE_ACCOUNTS": [{"name": "a", "by_hand": 0}]}, "by_hand must be True or False, not 0"),
        ({"SYNDICATE_ACTS": "https://github.com/a/b/issues/new"}, "holds {title} and {text}"),
        ({"SYNDICATE_ACTS": "javascript:{title}{text}"}, "begins with https://"),
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


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_made_up_time_is_of_this_century(text):
    assert "must lie in the years 2000 to 2100" in wrong({}, {"SYNDICATE_NOW": text})


def test_a_lease_outlives_a_send_wherever_a_real_network_is_reached():
    told = wrong({"SYNDICATE_LEASE": 359, "SYNDICATE_ACCOUNTS": [{"channel": "x"}]})
    assert "SYNDICATE_LEASE must be at least 360 seconds" in told
    real = {**FINE, "SYNDICATE_LEASE": 360, "SYNDICATE_ACCOUNTS": [{"channel": "x"}]}
    assert settings.from_mapping(HERE, real, {}).lease == 360
    assert settings.from_mapping(HERE, {**FINE, "SYNDICATE_LEASE": 1}, {}).lease == 1


def test_a_mail_server_has_an_address_too():
    def read(url):
        accounts = [{"name": "email", "channel": "email", "base_url": url}]
        return settings.from_mapping(HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, {})

    assert read("smtp://127.0.0.1:2525").accounts[0].loopback
    assert not read("smtps://mail.praktijk.example").accounts[0].loopback
    assert "mail.praktijk.example" in read("smtps://mail.praktijk.example").reach.hosts
    with pytest.raises(SettingsError, match="base_url must be a full address without a login"):
        read("smtp://praktijk@mail.praktijk.example")


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


def secrets_of(value):
    accounts = [{"name": "x", "channel": "x"}]
    return settings.from_mapping(
        HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, {"SYNDICATE_X_API_KEY": value}
    )


@pytest.mark.parametrize("value", ["een-token\n", "een-token\r\n", "\t een-token ", "een-token\u00a0"])
def test_what_stands_around_a_secret_is_no_part_of_it(value):
    read = secrets_of(value)
    assert read.secrets["x"]["api_key"] == "een-token"
    assert "een-token" in read.secret_values


def test_a_secret_of_blanks_alone_is_missing():
    with pytest.raises(SettingsError, match="SYNDICATE_X_API_KEY is missing"):
        secrets_of(" \n").secrets["x"]["api_key"]


@pytest.mark.parametrize("odd", ["\r\n", "\n", "\0", "\x7f", "\x85", "€", "\u200b", "\ufeff"])
def test_a_secret_that_no_network_can_be_sent_is_named_and_never_said(odd):
    with pytest.raises(SettingsError, match="SYNDICATE_X_API_KEY holds a sign that") as refused:
        secrets_of(f"een{odd}token")
    assert not {"een", "token"} & set(str(refused.value).replace(odd, " ").split())


def test_a_secret_may_hold_every_sign_that_travels():
    assert secrets_of("wächter &=+/%\"' ~").secrets["x"]["api_key"] == "wächter &=+/%\"' ~"


def test_the_folder_account_has_no_pace_and_a_network_has_the_gentle_one():
    accounts = [{"channel": "folder"}, {"channel": "x", "pace": {"per_week": 2}}, {"channel": "hand"}]
    read = settings.from_mapping(HERE, {**FINE, "SYNDICATE_ACCOUNTS": accounts}, {})
    folder, x, hand = read.accounts
    assert folder.pace.always
    assert folder.pace.per_day == 0
    assert x.pace == Pace(per_week=2)
    assert x.lane.pace is x.pace
    assert hand.pace == Pace()
    assert folder.loopback
    assert not x.loopback
    assert not hand.loopback
    assert not hand.embedded


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ({"OUTPUT_PATH": "content"}, "PATH /practice/content overlaps OUTPUT_PATH /practice/content"),
        ({"OUTPUT_PATH": "content/site"}, "PATH /practice/content overlaps OUTPUT_PATH"),
        ({"SYNDICATE_POSTS": "output/posts"}, "OUTPUT_PATH /practice/output overlaps SYNDICATE_POSTS"),
        ({"SYNDICATE_POSTS": "content"}, "overlaps SYNDICATE_POSTS"),
        ({"SYNDICATE_PREVIEW": "posts"}, "SYNDICATE_POSTS /practice/posts overlaps SYNDICATE_PREVIEW"),
        ({"SYNDICATE_STATE": "public"}, "SYNDICATE_STATE /practice/public overlaps SYNDICATE_DEPLOY"),
        (
            {"SYNDICATE_LEDGER": "file:output/ledger"},
            "OUTPUT_PATH /practice/output overlaps SYNDICATE_LEDGER",
        ),
        ({"SYNDICATE_LEDGER": "file:.syndicate"}, "SYNDICATE_STATE /practice/.syndicate overlaps"),
        ({"SYNDICATE_LEDGER": "file:public.previous"}, "SYNDICATE_LEDGER /practice/public.previous overlaps"),
        ({"SYNDICATE_DEPLOY": "folder:content/x"}, "PATH /practice/content overlaps SYNDICATE_DEPLOY"),
        ({"SYNDICATE_DEPLOY": "folder:.syndicate/site"}, "overlaps SYNDICATE_DEPLOY"),
        (
            {"SYNDICATE_POSTS": "public.next"},
            "SYNDICATE_POSTS /practice/public.next overlaps SYNDICATE_DEPLOY",
        ),
        ({"PATH": ".output.previous"}, "PATH /practice/.output.previous overlaps OUTPUT_PATH"),
        ({"SYNDICATE_POSTS": "."}, "SYNDICATE_POSTS /practice is or holds the practice's own folder"),
        ({"SYNDICATE_STATE": ""}, "SYNDICATE_STATE /practice is or holds"),
        ({"SYNDICATE_PREVIEW": "/"}, "SYNDICATE_PREVIEW / is or holds"),
        ({"SYNDICATE_DEPLOY": "folder:.."}, "SYNDICATE_DEPLOY / is or holds"),
        ({"SYNDICATE_LEDGER": "file:."}, "SYNDICATE_LEDGER /practice is or holds"),
    ],
)
def test_no_folder_is_holds_or_lies_in_another(conf, said):
    assert said in wrong(conf)


def test_the_ledger_may_lie_in_the_state_folder_and_folders_elsewhere_are_fine():
    conf = {"SYNDICATE_LEDGER": "file:.syndicate/ledger", "SYNDICATE_DEPLOY": "folder:/srv/www/site"}
    assert settings.from_mapping(HERE, {**FINE, **conf, "SYNDICATE_POSTS": Path("/srv/posts")}, {})


def test_a_folder_that_is_a_ring_of_links_is_said(tmp_path):
    (tmp_path / "posts").symlink_to(tmp_path / "posts")
    with pytest.raises(SettingsError, match="SYNDICATE_POSTS 'posts' cannot be a folder"):
        settings.from_mapping(tmp_path, FINE, {})


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
