"""A token in a text, a picture, the theme or the settings: it stops the run, and nothing leaves with it."""

from __future__ import annotations

import re

import pytest

from tests.journey.conftest import Site
from tests.journey.secretive import FOREIGN, TOKEN, run


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


def test_a_package_that_is_exported_holds_no_secret(secretive) -> None:
    assert run(secretive, "export", "mee").returncode == 0
    body(secretive, TOKEN)
    told = run(secretive, "export", "mee-nu.zip")
    assert told.returncode == 3
    assert "articles/griepprik.md: the value of SYNDICATE_MASTODON_ACCESS_TOKEN" in told.stderr
    assert not (secretive.folder / "mee-nu.zip").exists()
