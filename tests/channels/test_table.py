"""The table of channels in the documentation is what the installed channels say of themselves."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from syndicate.channels import GROUP, table
from tests.channels.bench import INSTALLED, having

DOCS = Path("docs/channels")
AGAIN = (
    'python -c "from pathlib import Path; from syndicate.channels.table import filled; '
    "p = Path('docs/channels/README.md'); p.write_text(filled(p.read_text()))\""
)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    page = (DOCS / "README.md").read_text("utf-8")
    assert all(mark in page for mark in table.MARKS), "docs/channels/README.md has lost its marks"
    assert page == table.filled(page), f"make it anew: {AGAIN}"


@pytest.mark.parametrize("name", INSTALLED)
def test_every_channel_has_a_page(name: str) -> None:
    assert (DOCS / f"{name}.md").is_file(), f"docs/channels/{name}.md is missing; google.md has its headings"
    readme = Path("README.md").read_text("utf-8")
    assert f"(docs/channels/{name}.md)" in readme, "the README names every network and the way in"


@pytest.mark.parametrize("name", [name for name in INSTALLED if name != "folder"])
def test_every_page_of_a_network_begins_with_what_it_takes_and_says_how_its_account_stays_safe(
    name: str,
) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    assert re.match(r"# .+\n\nBy hand: 2 minutes a \w+.*\. By \w+: ", page)
    assert re.search(r"^## .*\b(safe|[sS]afety)$", page, re.MULTILINE)


@pytest.mark.parametrize("kit", [".github", "syndicate/starter/github/dot-github"])
@pytest.mark.parametrize("name", INSTALLED)
def test_the_shipped_workflow_hands_over_every_secret_that_a_channel_needs(name: str, kit: str) -> None:
    shipped = Path(kit, "workflows", "publish.yml").read_text("utf-8")
    factory = next(iter(entry_points(group=GROUP, name=name))).load()
    for need in factory.needs:
        variable = f"SYNDICATE_{name}_{need}".upper()
        assert f"{variable}: ${{{{ secrets.{variable} }}}}" in shipped


@pytest.mark.parametrize("name", INSTALLED)
def test_every_channel_is_in_the_table(name: str) -> None:
    assert name in {row.name for row in table.rows()}


def test_a_channel_says_that_it_settles_doubt_where_its_network_can_be_read() -> None:
    able = {row.name for row in table.rows() if "find" in row.abilities}
    assert set(having("OWN_POSTS")) <= able
    assert not able & (set(having("CREATE")) - set(having("OWN_POSTS")))
