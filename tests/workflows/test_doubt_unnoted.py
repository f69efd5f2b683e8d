"""A receipt that the ledger cannot keep as it is stops no other account, and no later run."""

from __future__ import annotations

import pytest

from syndicate.channels import Found
from syndicate.errors import Exit, OutcomeUnknown
from syndicate.model import Receipt, State

A, B = "hoofdpijn/nl/a/new", "hoofdpijn/nl/b/new"
LONG = "http://127.0.0.1/" + "x" * 2001


@pytest.fixture
def lost(networks, practice):
    """Two accounts whose answers were lost; the post of both is there."""
    practice.accounts("a", "b")
    (practice.root / "content/articles/oorpijn.md").unlink()
    for name in "ab":
        networks[name].after = [OutcomeUnknown("lost")]
    return networks


def test_a_post_with_a_very_long_address_is_found_and_every_account_goes_on(lost, practice):
    lost["a"].find = [lambda: Found(Receipt("1", LONG))]
    done = practice.publish()
    assert done.exit is Exit.DONE
    assert practice.state(A).state is practice.state(B).state is State.POSTED
    assert practice.state(A).receipt == Receipt("1", "")


def test_a_receipt_that_cannot_be_noted_is_left_to_a_person_and_the_others_are_settled(lost, practice):
    lost["a"].find = [lambda: Found(Receipt("1", None))]
    done = practice.publish()
    settled = {s.key: s for s in done.settled}
    assert {key: s.outcome for key, s in settled.items()} == {A: "person", B: "found"}
    assert "the field 'url' of a found entry is not a text" in settled[A].why
    assert done.exit is Exit.PERSON
    assert practice.state(B).state is State.POSTED
