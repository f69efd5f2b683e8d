"""What is on the host already waits for no second person: it stops the run."""

from __future__ import annotations

import shutil

import pytest

from syndicate.errors import ContentError, Exit
from tests.workflows.second_person import FILE, NAMED, PLAIN, home, public, secret


def test_an_article_whose_page_is_on_the_host_stops_the_run(practice):
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", PLAIN, NAMED)
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert [f.code for f in stopped.value.findings] == ["secrecy.name"]
    assert public(practice, "hoofdpijn")


def test_one_that_was_shared_stops_the_run_also_where_its_page_is_gone(practice):
    practice.publish()
    (practice.root / "public" / "hoofdpijn" / "index.html").unlink()
    practice.edit("content/articles/hoofdpijn.md", PLAIN, NAMED)
    with pytest.raises(ContentError):
        practice.publish()


def test_one_that_is_on_the_host_and_was_never_shared_stops_the_run(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", PLAIN, "BSN 111222333.")
    with pytest.raises(ContentError):
        practice.publish()
    practice.article("buikpijn")
    practice.edit("content/articles/hoofdpijn.md", "BSN 111222333.", "Rust helpt.")
    practice.edit(FILE, PLAIN, "BSN 111222333.")
    assert [f.code for f in practice.publish().left] == ["secrecy.bsn"]


def test_one_that_is_on_the_host_at_another_address_stops_the_run_as_well(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "slug: hoofdpijn", "slug: hoofd")
    practice.edit("content/articles/hoofdpijn.md", PLAIN, NAMED)
    with pytest.raises(ContentError):
        practice.publish()
    assert public(practice, "hoofdpijn")


def test_a_lost_ledger_takes_no_page_off_the_site(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    shutil.rmtree(practice.root / ".syndicate")
    practice.edit("content/articles/hoofdpijn.md", PLAIN, NAMED)
    with pytest.raises(ContentError):
        practice.publish()
    assert public(practice, "hoofdpijn")
    assert practice.entries() == []


def test_a_lost_ledger_asks_a_host_elsewhere_itself_and_silence_is_no_answer(networks, asked):
    asked.publish()
    shutil.rmtree(asked.root / ".syndicate")
    asked.edit("content/articles/hoofdpijn.md", PLAIN, NAMED)
    asked.configure(SYNDICATE_DEPLOY="git:./site.git")
    assert home(asked) == {"buikpijn/nl"}
    asked.configure(SITEURL="http://127.0.0.1:9")
    assert home(asked) == set()


def test_withdrawing_in_a_hurry_waits_for_nobody_unless_the_reason_names_somebody(practice):
    practice.publish()
    file = "content/articles/hoofdpijn.md"
    practice.edit(file, "Wat helpt bij hoofdpijn?", "Fatima El Amrani vertelt")
    practice.edit(file, "status: published", "status: withdrawn\nreason: Verouderd.")
    assert {(c, b) for c, b, _ in secret(practice)} == {("secrecy.name", False)}
    practice.edit(file, "reason: Verouderd.", "reason: Op verzoek van Joris Kuipers.")
    assert ("secrecy.name", True) in {(c, b) for c, b, _ in secret(practice)}


def test_a_new_article_that_is_withdrawn_at_once_waits_all_the_same(practice, sign):
    practice.article("buikpijn", status="withdrawn", title="Fatima El Amrani vertelt")
    practice.edit(FILE, "topic:", "reason: Wij herschrijven dit.\ntopic:")
    done = practice.publish()
    assert (done.exit, public(practice), [f.subject for f in done.left]) == (
        Exit.CONTENT,
        False,
        ["buikpijn/nl"],
    )
    practice.edit(FILE, "Fatima El Amrani vertelt", "Iemand vertelt")
    assert (practice.publish().exit, public(practice)) == (Exit.DONE, True)
    practice.edit(FILE, "Iemand vertelt", "Fatima El Amrani vertelt")
    assert (practice.publish().exit, public(practice)) == (Exit.DONE, True)
