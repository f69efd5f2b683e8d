"""Where a site goes: which targets are this machine, and which are none."""

import pytest

from syndicate import settings
from syndicate.settings import Target
from tests.practice_settings import FINE, HERE, wrong


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
        ("https://praktijk.example", "git:./site.git", True),
        ("https://praktijk.example", "git:../site.git", True),
        ("https://praktijk.example", "git:file:///srv/site.git", True),
        ("https://praktijk.example", "git:https://127.0.0.1/site.git", False),
        ("https://praktijk.example", "git:ssh://git@localhost/site.git", False),
        ("https://praktijk.example", "git:git@localhost:site.git", False),
        ("https://praktijk.example", "rsync:127.0.0.1:www", True),
        ("https://praktijk.example", "rsync:evil.example:/localhost/www", False),
        ("https://praktijk.example", "rsync:localhost@evil.example:www", False),
        ("https://praktijk.example", "rsync://127.0.0.1:8730/site/x", True),
        ("https://praktijk.example", "rsync://localhost@evil.example/site", False),
        ("https://praktijk.example", "sftp:user@web.example/site", False),
        ("https://praktijk.example", "sftp:user@localhost:2222/site", True),
    ],
)
def test_a_deploy_target_that_others_can_read_is_no_loopback(siteurl, deploy, loopback):
    read = settings.from_mapping(HERE, {"SITEURL": siteurl, "SYNDICATE_DEPLOY": deploy}, {})
    assert settings.deploy_is_loopback(read) is loopback


@pytest.mark.parametrize(
    "deploy",
    [
        "rsync:evil.example://localhost/www",
        "rsync:rsync://127.0.0.1/site",
        "git:localhost",
        "git:127.0.0.1",
        "git:origin",
        "git:.evil:x/y",
        "git:..evil:x/y",
        "git:site.git/x",
        "git:evil.example:site.git",
        "git:ext::sh -c whoami",
        "git:file://evil.example/site.git",
        "git:file:////evil.example/site.git",
        "git://evil.example/site.git",
        "git:http://evil.example/site.git",
        "git:/",
        "sftp:localhost,evil.example/x",
        "folder",
        "",
    ],
)
def test_a_target_that_could_be_read_in_two_ways_is_no_target(deploy):
    assert "SYNDICATE_DEPLOY names" in wrong({"SYNDICATE_DEPLOY": deploy})


@pytest.mark.parametrize(
    ("deploy", "target"),
    [
        ("folder:../my site", Target("folder", "../my site")),
        ("git:/srv/a:b@c.git", Target("git", "/srv/a:b@c.git")),
        ("git:https://host.example:8443/~me/s.git", Target("git", "https://host.example:8443/~me/s.git",
                                                          "host.example", "", 8443)),
        ("git:me@host.example:s.git", Target("git", "me@host.example:s.git", "host.example", "me")),
        ("rsync:me@host.example:www/x", Target("ssh", "www/x", "host.example", "me")),
        ("rsync://me@host.example:873/m/x", Target("daemon", "m/x", "host.example", "me", 873)),
        ("sftp:host.example:22/www", Target("sftp", "/www", "host.example", "", 22)),
    ],
)  # fmt: skip
def test_a_target_is_read_once_for_the_gate_and_for_the_host(deploy, target):
    assert settings.from_mapping(HERE, {**FINE, "SYNDICATE_DEPLOY": deploy}, {}).target == target


@pytest.mark.parametrize(
    "deploy",
    [
        "git:https://me:geheim@host.example/x.git",
        "git:https://geheim@host.example/x.git",
        "https://me:geheim@host.example/x.git",
        "git:ssh://me:geheim@host.example/x.git",
        "git:file://geheim@/nowhere",
        "sftp:me:geheim@host.example/www",
        "rsync:me:geheim@host.example:www",
        "rsync://me:ge/heim@host.example/m",
        "me:geheim@host.example",
    ],
)
def test_a_password_in_the_deploy_target_is_refused_and_not_repeated(deploy):
    told = wrong({"SYNDICATE_DEPLOY": deploy})
    assert "SYNDICATE_DEPLOY" in told
    assert "heim" not in told
    password = ":" in deploy.rpartition("@")[0].replace("://", "").removeprefix("me:").partition(":")[2]
    assert "holds a password" in told or not password
