"""What was announced is never announced again, whatever happens to its file."""

from __future__ import annotations

import pytest

from syndicate.errors import ContentError
from syndicate.model import EntryKind
from syndicate.workflows.adopt import adopt
from tests.workflows.conftest import TOMORROW

FILE = "content/articles/hoofdpijn.md"
FUTURE = "2026-12-24"


def edited(practice):
    practice.edit(FILE, "Het gaat meestal vanzelf over.", "Het gaat bijna altijd vanzelf over.")
    practice.edit(FILE, "Heeft u ook weleens last", "Heeft u vaak last")


def retitled(practice):
    practice.edit(FILE, "Wat helpt bij hoofdpijn?", "Hoofdpijn, en wat u doet")


def renamed(practice):
    (practice.root / FILE).rename(practice.root / "content/articles/pijn-in-het-hoofd.md")


def moved(practice):
    practice.write("content/articles/klachten/hoofdpijn.md", (practice.root / FILE).read_text("utf-8"))
    (practice.root / FILE).unlink()


def reslugged(practice):
    practice.edit(FILE, "slug: hoofdpijn", "slug: pijn-in-het-hoofd\naliases: [hoofdpijn]")


def dated_earlier(practice):
    practice.edit(FILE, "date: 2025-09-29", "date: 2024-01-02")


def dated_later(practice):
    practice.edit(FILE, "date: 2025-09-29", "date: 2026-11-23")


def with_a_new_season_and_review(practice):
    practice.edit(FILE, "topic:", "season: 1-4\ntopic:")
    practice.edit(FILE, "last_reviewed: 2026-09-14", "last_reviewed: 2026-11-20")


def all_at_once(practice):
    for change in (edited, retitled, reslugged, dated_later, renamed):
        change(practice)


CHANGES = (
    edited, retitled, renamed, moved, reslugged, dated_earlier, dated_later, with_a_new_season_and_review,
    all_at_once,
)  # fmt: skip


@pytest.mark.parametrize("known_by", ["publish", "adopt"])
@pytest.mark.parametrize("change", CHANGES)
def test_it_is_not_announced_again_when_it_is(change, known_by, networks, practice):
    if known_by == "publish":
        assert len(practice.publish().sent) == 4
    else:
        practice.accounts("c")
        adopt(practice.root, environ=practice.environ)
    before = {name: list(script.keys) for name, script in networks.items()}
    change(practice)
    assert practice.publish(now=TOMORROW).sent == ()
    assert {name: list(script.keys) for name, script in networks.items()} == before


def test_one_that_is_dated_into_the_future_stops_the_run_and_dated_back_is_no_news(networks, practice):
    assert len(practice.publish().sent) == 4
    practice.edit(FILE, "date: 2025-09-29", f"date: {FUTURE}")
    with pytest.raises(ContentError) as stopped:
        practice.publish(now=TOMORROW)
    assert [f.code for f in stopped.value.findings] == ["site.vanished"]
    practice.edit(FILE, f"date: {FUTURE}", "date: 2026-11-23")
    assert practice.publish(now=TOMORROW).sent == ()
    assert len(practice.entries(EntryKind.SENT)) == 4


def test_one_that_is_dated_into_the_future_and_whose_day_comes_is_no_news_either(networks, practice):
    practice.publish()
    practice.edit(FILE, "date: 2025-09-29", f"date: {FUTURE}")
    assert practice.publish(now=f"{FUTURE}T10:00:00+01:00").sent == ()
    assert len(practice.entries(EntryKind.SENT)) == 4
