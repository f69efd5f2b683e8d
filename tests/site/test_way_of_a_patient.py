"""A patient's way by keyboard, as a screen reader says it: home, search, article, when to call, number."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from syndicate.workflows.audit import tools
from syndicate.workflows.audit.serving import served
from tests.node.elsewhere import HERE, PACKAGES
from tests.site.sample import sample

SITE = "https://lindehof.example"
SEARCH: list[dict[str, Any]] = [
    {"to": {"role": "link", "name": "Direct naar"}},
    {"to": {"role": "link", "name": "^Zoeken$"}, "press": "Enter"},
    {"to": {"role": "searchbox", "name": "Wat zoekt u"}, "type": "prik", "wait": ".results a"},
    {"to": {"role": "link", "name": "griepprik"}, "press": "Enter"},
]
TOPIC: list[dict[str, Any]] = [
    {"to": {"role": "link", "name": "^Door het jaar$"}, "press": "Enter"},
    {"to": {"role": "link", "name": "griepprik"}, "press": "Enter"},
]
CALL: list[dict[str, Any]] = [
    {"to": {"role": "link", "name": "^Wanneer belt u"}, "press": "Enter"},
    {"to": {"role": "link", "name": "000-000 00 00"}},
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(sample(SITE, tmp_path_factory.mktemp("way")), SITE) as at:
        yield at


def gone(address: str, way: list[dict[str, Any]], work: Path) -> list[dict[str, Any]]:
    """Go a way from home on; return what was heard at the end of each step."""
    found = tools.find()
    packages = tools.install(found, PACKAGES)
    command = (*found.node, str(HERE / "way.mjs"), str(packages), shutil.which("chromium") or "", str(work))
    done = tools.run(command, folder=HERE, said=json.dumps({"url": f"{address}/", "way": way}))
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.suite("browser", "audit")
@pytest.mark.parametrize("first", [SEARCH, TOPIC], ids=["by search", "by topic"])
def test_a_patient_comes_from_home_to_the_number_by_keyboard(
    first: list[dict[str, Any]], address: str, tmp_path: Path
) -> None:
    told = gone(address, [*first, *CALL], tmp_path)
    assert told[-3]["at"] == told[-1]["at"] == "/griepprik/"
    assert told[-1]["href"] == "tel:+31000000000"
    # after a leap to "when do I call" the number is near
    assert told[-1]["stops"] <= 12
    assert sum(step["stops"] for step in told) < 80
