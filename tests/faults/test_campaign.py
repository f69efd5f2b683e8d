"""The part of the campaign that every change gets: each fault, and a death in each kind of call, once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.__main__ import campaign, table
from tests.faults.begun import memory
from tests.faults.rows import ROWS, again
from tests.faults.stage import Stage

pytestmark = pytest.mark.suite("git")


@pytest.fixture(scope="module")
def stage():
    with TemporaryDirectory(dir=memory()) as folder, Stage(Path(folder) / "stage").open() as made:
        yield made


@pytest.fixture
def fresh(stage):
    stage.fresh()
    return stage


def test_what_stands_twice_on_a_network_is_counted_as_a_duplicate(fresh):
    assert fresh.run().code == 0
    assert fresh.count().good
    again(fresh)
    (twice,) = fresh.count().duplicates
    assert "/mastodon/" in twice


def test_what_is_noted_but_not_there_is_counted_as_lost(fresh):
    fresh.run()
    fresh.servers["x"].reset()
    assert {key.split("/")[2] for key in fresh.count().lost} == {"x"}


def test_what_is_there_but_not_noted_is_counted_as_untold(fresh):
    fresh.run()
    (file,) = (fresh.root / ".syndicate/ledger").glob("*.jsonl")
    kept = [line for line in file.read_text().splitlines(keepends=True) if '"sent"' not in line]
    file.write_text("".join(kept))
    count = fresh.count()
    assert len(count.untold) + len(count.person) == 9
    assert not count.lost


def test_a_death_is_real_and_leaves_its_points(fresh):
    ended = fresh.run(at=5)
    assert ended.code == -9
    assert len(ended.points) == 5


def test_a_run_takes_the_site_as_built(fresh):
    assert not [point for point in fresh.run().points if "pagefind" in point]


def test_every_fault_of_the_list_is_a_row_with_a_name_of_its_own():
    names = [(row.group, row.name) for row in ROWS]
    assert len(names) == len(set(names))
    assert {row.group for row in ROWS} == {
        "HTTP", "reconciliation", "ledger", "system", "runners", "site", "media", "article",
    }  # fmt: skip


def test_no_fault_and_no_death_makes_a_second_post_or_loses_one():
    lines = campaign(part=True, stores=("file", "branch"))
    print(table(lines))
    assert not [f"{line.name}: {trouble}" for line in lines for trouble in line.troubles]
    assert not [line for line in lines if line.duplicates or line.lost or line.untold]
    assert sum(line.faults for line in lines) > len(ROWS)
