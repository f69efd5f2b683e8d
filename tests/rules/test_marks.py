"""What is remembered of a text that was looked at: enough not to look again, and nobody in it."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN

from syndicate import rules

HARMLESS = "Op maandag is er een spreekuur voor de griepprik."
NAMED = "Wat loopt Dorien Hulzebos weer soepel."
LONG = " ".join([NAMED, *[HARMLESS] * 10])


@pytest.mark.parametrize(("text", "kept"), [(HARMLESS, 1), (NAMED, 0), (LONG, 1)])
def test_a_short_text_that_shows_somebody_leaves_nothing_behind(text, kept):
    memory = {}
    first = rules.on_words(text, known=KNOWN, memory=memory)
    assert bool(first) is (text is not HARMLESS)
    assert len(memory) == kept
    assert "Hulzebos" not in repr(memory)
    assert rules.on_words(text, known=KNOWN, memory=memory) == first == rules.on_words(text, known=KNOWN)


@pytest.mark.parametrize("text", [HARMLESS, LONG])
def test_what_is_remembered_is_not_looked_at_again_until_what_is_known_changes(text):
    memory = {}
    rules.on_words(text, known=KNOWN, memory=memory)
    (key,) = memory
    memory[key] = ((0, rules.Kind.BSN, 0, ""),)
    (found,) = rules.on_words(text, known=KNOWN, memory=memory)
    assert found.code == "secrecy.bsn"
    assert "secrecy.bsn" not in {f.code for f in rules.on_words(text, known=rules.Known(), memory=memory)}


@pytest.mark.parametrize(
    "name", ["content/articles/griepprik.md", "content/articles/bezoek-van-dorien-hulzebos.md"]
)
def test_a_file_name_is_hidden_the_same_with_a_memory_and_without(name):
    memory = {}
    text = "Het burgerservicenummer is 111222333."
    plain = rules.on_words(text, known=KNOWN, file=name)
    assert plain
    for _ in range(2):
        assert rules.on_words(text, known=KNOWN, file=name, memory=memory) == plain
    assert plain[0].file == rules.hidden(name, known=KNOWN)
