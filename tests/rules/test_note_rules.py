"""What is asked of a note: that somebody else read it, that it is short, and on what a tip rests."""

from __future__ import annotations

from typing import Any

import pytest
from rules_samples import approval, article, codes, seen

from syndicate.model import Article, NoteKind, Role, Source, Status


def note(**changes: Any) -> Article:
    """A sound note of Anna's, which nobody has read yet."""
    bare = {"reviewed_by": (), "last_reviewed": None, "next_review": None, "topic": "", "summary": ""}
    bare |= {"key_points": (), "sources": (), "image": "", "image_alt": "", "teasers": ()}
    return article(**(bare | {"note": NoteKind.NEWS, "body": "Vrijdag zijn we dicht."} | changes))


def test_a_note_asks_for_one_reader_and_for_nothing_that_an_article_needs() -> None:
    (finding,) = seen(note(), approvals=())
    assert finding.code == "trust.note-unread"
    assert not finding.blocks
    assert "Bram Jansen" in finding.mend.nl
    assert seen(note()) == ()


def test_its_own_author_is_no_second_reader_nor_is_a_yes_of_another_kind() -> None:
    for signed in (approval(person="anna"), approval(role=Role.LANGUAGE), approval(person="vreemde")):
        assert codes(seen(note(), approvals=(signed,))) == ["trust.note-unread"]


def test_a_changed_note_asks_again() -> None:
    assert codes(seen(note(hash="b" * 64))) == ["trust.note-unread"]


def test_who_may_read_it_is_anybody_of_the_staff_who_reads_its_language() -> None:
    (finding,) = seen(note(lang="tr"), language="nl", approvals=())[:1]
    assert finding.code == "trust.note-unread"
    assert "een ander" in finding.mend.nl


def test_a_tip_says_on_what_it_rests() -> None:
    tip = note(note=NoteKind.TIP, body="Beweeg elk uur.")
    assert codes(seen(tip)) == ["trust.note-ground"]
    linked = note(note=NoteKind.TIP, body="Beweeg elk uur: [zo](/rugpijn/).")
    assert seen(linked) == ()
    source = Source("Beweegrichtlijn", "Gezondheidsraad", 2017, "https://gezondheidsraad.example/")
    assert "trust.note-ground" not in codes(seen(note(note=NoteKind.TIP, sources=(source,))))


@pytest.mark.parametrize(("length", "found"), [(280, []), (281, ["trust.note-long"])])
def test_a_note_that_some_networks_would_cut_is_told(length: int, found: list[str]) -> None:
    words = ("We zijn er. " * 40)[:length]
    text = words[:-1] + "."
    said = codes(seen(note(body=text)))
    assert [code for code in said if code.startswith("trust.")] == found


def test_a_note_names_somebody_of_the_staff() -> None:
    assert "trust.author" in codes(seen(note(authors=())))


def test_the_guard_looks_at_a_note_as_at_everything() -> None:
    assert "secrecy.bsn" in codes(seen(note(body="BSN 111222333")))


def test_a_note_that_sells_something_is_told() -> None:
    assert codes(seen(note(body="Nu met korting op uw controle."))) == ["tone.promotion"]


def test_a_draft_hears_it_as_advice() -> None:
    (finding,) = seen(note(status=Status.DRAFT), approvals=())
    assert finding.severity == "advice"
