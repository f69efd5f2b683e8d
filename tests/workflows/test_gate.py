"""What may never leave this machine together."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.workflows.way import open_way

REAL = [{"name": "x", "channel": "x"}]


def opened(practice, **environ):
    return open_way(practice.root, environ={"USER": "tester", **environ})


def real(practice):
    """Make the practice and its people real: nothing says `sample` any more."""
    practice.configure(SYNDICATE_PRACTICE={"name": "De Linde"}, SITEURL="https://linde.example")
    practice.edit("content/people.toml", "sample = true\n", "")
    for file in (practice.root / "content" / "articles").iterdir():
        practice.edit(f"content/articles/{file.name}", "sample: true\n", "")


@pytest.mark.parametrize("what", ["practice", "people", "articles"])
def test_anything_made_up_keeps_real_networks_and_real_hosts_away(practice, what):
    whole = {f: f.read_text() for f in (practice.root / "content").rglob("*.*")}
    real(practice)
    practice.configure(SYNDICATE_ACCOUNTS=REAL)
    assert opened(practice).door.only_loopback is False
    if what == "practice":
        practice.configure(SYNDICATE_PRACTICE={"name": "De Linde", "sample": True})
    for file, text in whole.items():
        if (what == "people") == (file.name == "people.toml") and what != "practice":
            file.write_text(text)
    with pytest.raises(SettingsError, match="may not leave this machine, and x is a real account"):
        opened(practice)
    practice.configure(SYNDICATE_ACCOUNTS=None)
    with pytest.raises(SettingsError, match="may not go to a real host: SITEURL is https://linde"):
        opened(practice)
    practice.configure(SITEURL="http://localhost:8000")
    assert opened(practice).door.only_loopback is True


@pytest.mark.parametrize(
    "header",
    [
        "---\ntitle: Wie wij zijn\nsample: true\n---\n",
        "---\ntitle: Wie wij zijn\n'sample': \"Yes\"\n---\n",
        "Title: Wie wij zijn\nSample: on\n\n",
    ],
)
def test_a_page_that_is_made_up_counts_as_much_as_an_article(practice, header):
    real(practice)
    practice.write("content/pages/over/ons.md", "---\ntitle: Ons\n---\nEen sample: geen.\n")
    practice.configure(SYNDICATE_DEPLOY="git:https://host.example/linde.git")
    assert opened(practice).door.only_loopback is False
    practice.write("content/pages/over/wij.md", f"{header}Tekst.\n")
    with pytest.raises(SettingsError, match="may not go to a real host"):
        opened(practice)
    practice.configure(SYNDICATE_ACCOUNTS=REAL)
    with pytest.raises(SettingsError, match="articles or pages may not leave this machine"):
        opened(practice)


@pytest.mark.parametrize("siteurl", ["http://localhost:8000", "https://127.0.0.1", "http://[::1]:80"])
def test_links_to_this_machine_are_never_posted_to_a_real_network(practice, siteurl):
    real(practice)
    practice.configure(
        SYNDICATE_ACCOUNTS=REAL, SITEURL=siteurl, SYNDICATE_DEPLOY="git:git@host.example:x.git"
    )
    with pytest.raises(SettingsError, match="every link posted to x would be dead") as caught:
        opened(practice)
    assert caught.value.exit is Exit.SETTINGS
    practice.configure(SYNDICATE_ACCOUNTS=None)
    assert opened(practice)


@pytest.mark.parametrize("deploy", ["rsync:evil.example:/localhost/www", "git:https://localhost/x.git"])
def test_made_up_content_goes_to_no_target_that_only_looks_like_this_machine(practice, deploy):
    practice.configure(SYNDICATE_DEPLOY=deploy)
    with pytest.raises(SettingsError, match="may not go to a real host"):
        opened(practice)


@pytest.mark.parametrize("ledger", ["file:.syndicate/ledger", "sqlite:.syndicate/ledger.db"])
def test_a_runner_that_forgets_may_not_post_to_a_real_network(practice, ledger):
    real(practice)
    practice.configure(SYNDICATE_ACCOUNTS=REAL, SYNDICATE_LEDGER=ledger)
    with pytest.raises(
        SettingsError,
        match=r"dies with this runner.*Set .*'branch:ledger'.*from CI",
    ):
        opened(practice, CI="true")


def test_a_folder_on_a_runner_is_no_host_for_a_real_network(practice):
    real(practice)
    practice.configure(SYNDICATE_ACCOUNTS=REAL, SYNDICATE_LEDGER="branch:ledger")
    with pytest.raises(SettingsError, match="a place on this runner is no host"):
        opened(practice, CI="true")
    practice.configure(SYNDICATE_DEPLOY="git:https://host.example/linde.git")
    assert opened(practice, CI="true").settings.ledger == "branch:ledger"


def test_a_runner_may_post_to_folders_with_all_of_its_defaults(practice):
    assert opened(practice, CI="true").settings.ci
