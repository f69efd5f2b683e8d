"""What looks like a token, what does not, and a settings file that may hold none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.settings.tokens import Held, held, hide, secrets_in, without_ours

ROOT = Path(__file__).resolve().parents[1]
# put together here, so that no scanner takes this file for a leak
A40 = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5kL7n"
TOKENS = {
    "private-key": "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "login-in-address": "https://me:" + "geheim@host.example/x.git",
    "github": "gh" + "p_" + A40[:36],
    "gitlab": "glp" + "at-" + A40[:20],
    "telegram": "110201543:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"[:35],
    "x": "A" * 20 + "%2F" + A40,
    "facebook": "EA" + "A" + A40 * 2,
    "instagram": "IG" + "QVJ" + A40 * 2,
    "linkedin": "A" + "Q" + A40 * 2,
    "google": "AI" + "za" + A40[:35],
    "amazon": "AK" + "IA" + "Z5QW3ER7TY8UIOP1",
    "slack": "xo" + "xb-1234567890-abcdef",
    "packages": "np" + "m_" + A40[:36],
    "jwt": ".".join(("eyJ" + "hbGciOiJI", "eyJ" + "zdWIiOiIx", "dozjgNryP4")),
    "bluesky": "-".join(("k3vd", "p7qw", "xy2a", "mnop")),
    "bearer": "Authorization: Bearer " + A40[:24],
    "named": "wachtwoord: " + "Zomer2026!",
    "token": A40 + "xY2",
}


@pytest.mark.parametrize("kind", TOKENS)
def test_a_token_is_known_by_its_form_with_its_line_and_is_hidden(kind: str) -> None:
    text = f"Bel ons bij koorts.\nZie {TOKENS[kind]} hier.\n"
    assert (kind, 2) in secrets_in(text)
    shown = hide(text)
    assert "***" in shown
    assert secrets_in(shown) == ()
    assert shown.splitlines()[0] == "Bel ons bij koorts."


@pytest.mark.parametrize(
    "text",
    [
        "Slik het medicijn vier-maal-daag-twee weken lang en bel bij twijfel.",
        "Zie https://richtlijnen.nhg.org/standaarden/koorts-bij-kinderen?versie=2026#volledige-tekst",
        "https://docs.example/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX3yZ4aB5c/edit",
        "doi:10.1136/bmj.n1648 en PMID 34261627; ISBN 978-90-313-8273-9",
        "uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683",
        "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "integrity=sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
        "Kies een wachtwoord: minstens twaalf tekens, en nooit dat van een ander.",
        "Het token staat in de omgeving: SYNDICATE_MASTODON_ACCESS_TOKEN, zie de uitleg.",
        "PUBLISH_TOKEN: ${{ secrets.PUBLISH_TOKEN }}",
        'api_key = os.environ["API_KEY"]',
        "token: uid/nl/mastodon/2026",
        "hydroxymethylglutaryl-co-enzym-A-reductase-remmers bij 2 op de 100 mensen",
        "Ma-vr 08:00-17:00 of 000-000 00 00; 550e8400-e29b-41d4-a716-446655440000",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3k5Jw8hG2sQ1zL9xV7bN4mT6yR0pE2wU8iO5aS3dFg balie",
    ],
)
def test_ordinary_words_links_numbers_and_digests_are_no_tokens(text: str) -> None:
    assert secrets_in(text) == ()
    assert hide(text) == text


def test_the_sample_practice_and_its_settings_raise_no_false_alarm() -> None:
    files = [f for f in (ROOT / "content").rglob("*") if f.suffix in (".md", ".toml")]
    files += [ROOT / "pelicanconf.py", ROOT / "tasks.py", *(ROOT / ".github").rglob("*.yml")]
    files += list((ROOT / "docs").rglob("*.md"))
    assert len(files) > 40
    for file in files:
        assert secrets_in(file.read_text("utf-8")) == (), file


@given(st.text(max_size=300))
def test_hiding_leaves_nothing_to_find_and_never_fails(text: str) -> None:
    assert len(hide(text).split("\n")) == len(text.split("\n"))


@pytest.mark.parametrize(
    "long", ["://" * 200_000, "a" * 600_000, "a1" * 300_000, "x@" * 300_000, "-a1b2" * 100_000]
)
def test_a_line_of_a_megabyte_is_read_at_once(long: str) -> None:
    secrets_in(long)


def test_the_secrets_of_an_environment_are_ours_and_the_code_hosts() -> None:
    env = {"SYNDICATE_X_API_KEY": "a", "SYNDICATE_NOW": "b", "GH_TOKEN": "c", "HOME": "d", "CI_JOB_TOKEN": ""}
    found = held(env)
    assert dict(found) == {"SYNDICATE_X_API_KEY": "a", "GH_TOKEN": "c"}
    assert repr(found) == "Held(GH_TOKEN, SYNDICATE_X_API_KEY)"
    assert len(Held({})) == 0
    assert without_ours(env) == {"GH_TOKEN": "c", "HOME": "d", "CI_JOB_TOKEN": ""}


SECRET = "zK8-vreemd+Geheim/3"


def read(tmp_path: Path, **conf: object) -> settings.Settings:
    (tmp_path / "content").mkdir(exist_ok=True)
    whole = {"SITEURL": "https://praktijk.example", "PLUGINS": [], **conf}
    env = {"SYNDICATE_A_ACCESS_TOKEN": SECRET, "SYNDICATE_A_PIN": "k9x2", "GH_TOKEN": "forge-Token-99887"}
    return settings.from_mapping(tmp_path, whole, env)


@pytest.mark.parametrize(
    ("conf", "named"),
    [
        (
            {"SYNDICATE_LANGUAGE": SECRET},
            "SYNDICATE_LANGUAGE holds a secret (the value of SYNDICATE_A_ACCESS_TOKEN)",
        ),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "options": {"x": ["k9x2"]}}]},
            "[0].options.x[0] holds a secret (the",
        ),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "options": {"api_key": "kort"}}]},
            "options.api_key holds a secret (its",
        ),
        (
            {"SYNDICATE_ACCOUNTS": [{"name": "a", "options": {SECRET: 1}}]},
            "SYNDICATE_ACCOUNTS[0].options holds",
        ),
        (
            {"SYNDICATE_PRACTICE": {"allowed": [TOKENS["github"]]}},
            "allowed[0] holds a secret (it looks like one: github",
        ),
        ({"SYNDICATE_PRACTICE": {"logo": Path(TOKENS["token"])}}, "SYNDICATE_PRACTICE.logo holds a secret"),
        ({"SYNDICATE_POSTS": b"forge-Token-99887"}, "SYNDICATE_POSTS holds a secret (the value of GH_TOKEN)"),
        ({"SYNDICATE_LEASE": TOKENS["github"], "SYNDICATE_DEPLOY": "x"}, "SYNDICATE_LEASE holds"),
        ({"SYNDICATE_DEPLOY": f"git:https://{SECRET}@host.example/x.git"}, "SYNDICATE_DEPLOY holds"),
        (
            {"SYNDICATE_DEPLOY": f"git:https://{TOKENS['gitlab']}@host.example/x.git"},
            "SYNDICATE_DEPLOY holds",
        ),
        ({"SITEURL": f"https://me:{SECRET}@praktijk.example"}, "SITEURL holds a secret (the value"),
        ({"TIMEZONE": TOKENS["bluesky"]}, "TIMEZONE"),
    ],
)
def test_a_secret_in_the_settings_is_refused_by_its_key_and_never_shown(tmp_path, conf, named) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **conf)
    assert named in str(refused.value)
    for value in (SECRET, "k9x2", "forge-Token-99887", *TOKENS.values()):
        assert value not in str(refused.value)


def test_a_setting_of_a_plugin_may_take_a_token_from_the_environment(tmp_path) -> None:
    read_in = read(tmp_path, SEARCH_KEY=TOKENS["github"], MAIL_PASSWORD=SECRET)
    assert SECRET in read_in.secret_values
    assert "forge-Token-99887" in read_in.secret_values
    assert SECRET not in repr(read_in.held)


def deep(times: int) -> object:
    return TOKENS["github"] if not times else [deep(times - 1)]


def test_a_setting_that_is_too_deep_to_look_through_ends_somewhere(tmp_path) -> None:
    with pytest.raises(SettingsError, match="must be a mapping"):
        read(tmp_path, SYNDICATE_PRACTICE=deep(40))


def test_hosts_are_named_plainly(tmp_path) -> None:
    read_in = read(
        tmp_path,
        SYNDICATE_PRIVATE_HOSTS=["NAS.Local.", "10.0.0.5", "[fd00::5]"],
        SYNDICATE_PUBLISHERS=("richtlijnen.nhg.org",),
    )
    assert read_in.private_hosts == ("nas.local", "10.0.0.5", "fd00::5")
    assert {"praktijk.example", "www.praktijk.example", "richtlijnen.nhg.org"} <= (
        read_in.reach.hosts or set()
    )
    assert read_in.reach.private == {"nas.local", "10.0.0.5", "fd00::5"}


@pytest.mark.parametrize(
    "wrong", ["nas", ["http://nas"], ["nas:80"], ["*"], ["10.0.0.0/8"], [""], ["-nas"], [5]]
)
def test_anything_around_a_host_is_refused(tmp_path, wrong) -> None:
    with pytest.raises(SettingsError, match="SYNDICATE_PRIVATE_HOSTS must be a list of hosts"):
        read(tmp_path, SYNDICATE_PRIVATE_HOSTS=wrong)


def test_an_address_without_a_host_has_none() -> None:
    from syndicate.settings.hosts import host_of

    assert [host_of(u) for u in ("https://A.example:8/x", "", "http://[::1")] == ["a.example", "", ""]


@pytest.mark.parametrize("password", ["mailtos://mail.example?user=anna&pass=" + "kool%26tjes", ""])
def test_each_address_for_messages_is_a_secret_and_so_is_the_password_in_it(password: str) -> None:
    first = "mailto://anna:" + "kool%26tjes@mail.example"
    kept = held({"SYNDICATE_TELL": f"{first} json://127.0.0.1:9/ {password}"})
    assert {first, "json://127.0.0.1:9/", "kool&tjes"} <= set(kept.values())
    assert "anna" not in repr(kept)


def test_what_is_no_address_for_messages_is_a_secret_all_the_same() -> None:
    assert held({"SYNDICATE_TELL": "http://[geheim"})["SYNDICATE_TELL"] == "http://[geheim"


def test_of_several_keys_each_is_a_secret_by_itself() -> None:
    assert {"eerste", "tweede"} <= set(held({"SYNDICATE_KEY": "eerste tweede"}).values())
    assert list(held({"SYNDICATE_KEY": "een"})) == ["SYNDICATE_KEY"]
