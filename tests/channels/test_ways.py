"""Where each secret comes from is said for every channel, in both languages."""

from __future__ import annotations

import pytest

from syndicate import channels
from syndicate.channels.ways import ways
from syndicate.model import Words
from tests.channels.bench import INSTALLED

FACTORIES = {e.name: e.load() for e in channels.entry_points(group=channels.GROUP)}


@pytest.mark.parametrize("name", INSTALLED)
def test_every_secret_that_a_channel_needs_has_its_way(name):
    said = ways(name)
    assert set(FACTORIES[name].needs) <= set(said)
    for words in said.values():
        assert words.nl
        assert words.en
        assert words.nl != words.en
        assert words.nl.endswith(".")
        assert words.en.endswith(".")


def test_a_channel_of_somebody_elses_says_its_own(monkeypatch):
    own = {"key": Words("bij uw aanbieder.", "at your provider.")}
    monkeypatch.setattr(FACTORIES["x"], "ways", own, raising=False)
    assert ways("x") == own


def test_what_is_not_installed_and_says_nothing_has_none():
    assert ways("geen") == {}
