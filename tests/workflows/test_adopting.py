"""adopt: what was announced before the ledger existed does not burst out."""

from __future__ import annotations

import pytest

from syndicate.errors import LedgerError
from syndicate.model import Entry, EntryKind, Role
from syndicate.workflows.adopt import adopt
from syndicate.workflows.approve import approve


@pytest.fixture
def fresh(plugged, practice):
    """Two accounts that the memory does not know yet."""
    practice.accounts("a", "b")
    return practice


def keys(entries):
    return [e.key or e.data["account"] for e in entries]


def test_every_published_article_is_marked_on_each_account_and_then_the_account_itself(fresh):
    made = adopt(fresh.root, environ=fresh.environ)
    assert keys(made) == [
        *("hoofdpijn/nl/a/new", "oorpijn/nl/a/new", "a"),
        *("hoofdpijn/nl/b/new", "oorpijn/nl/b/new", "b"),
    ]
    assert keys(fresh.entries()) == keys(made)


def test_drafts_and_articles_to_come_are_not_marked_and_every_language_is(fresh):
    fresh.article("keelpijn", status="draft")
    fresh.article("griep", date="2027-01-01")
    fresh.article("hoofdpijn", lang="en")
    fresh.edit("content/people.toml", 'name = "Chris Iep"', 'name = "Chris Iep"\nreads = ["en"]')
    approve(fresh.root, "hoofdpijn/en", "chris-iep", Role.LANGUAGE, environ=fresh.environ)
    fresh.accounts("a", languages=["en"])
    fresh.conf["SYNDICATE_ACCOUNTS"].append({"name": "folder", "channel": "folder"})
    fresh.configure()
    assert keys(adopt(fresh.root, environ=fresh.environ)) == [
        "hoofdpijn/en/a/new",
        "hoofdpijn/nl/a/new",
        "oorpijn/nl/a/new",
        "a",
    ]


def test_adopting_nothing_marks_the_accounts_only(fresh):
    assert keys(adopt(fresh.root, nothing=True, environ=fresh.environ)) == ["a", "b"]


def test_it_may_be_repeated_and_takes_only_what_is_new(fresh):
    adopt(fresh.root, environ=fresh.environ)
    fresh.accounts("a", "b", "c")
    assert keys(adopt(fresh.root, nothing=True, environ=fresh.environ)) == ["c"]


def test_an_adoption_that_was_cut_off_halfway_is_begun_again(fresh):
    data = {"uid": "hoofdpijn", "lang": "nl", "account": "a", "occasion": "new"}
    whole = adopt(fresh.root, environ=fresh.environ)
    log = next((fresh.root / ".syndicate" / "ledger").glob("*.jsonl"))
    log.write_text(log.read_text().splitlines(keepends=True)[0])
    assert fresh.entries()[0] == Entry(EntryKind.ADOPTED, whole[0].at, whole[0].key, whole[0].run, 0, data)
    assert keys(adopt(fresh.root, environ=fresh.environ)) == keys(whole)[1:]
    assert keys(fresh.entries()) == keys(whole)


def test_a_ledger_that_cannot_be_written_adopts_nothing(fresh):
    fresh.write(".syndicate/ledger", "in the way")
    with pytest.raises(LedgerError):
        adopt(fresh.root, environ=fresh.environ)
