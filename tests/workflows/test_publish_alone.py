"""publish: what only the finished page shows, and a build that is already there."""

from __future__ import annotations

from syndicate.errors import Exit
from syndicate.model import EntryKind


def test_what_only_the_page_shows_of_a_patient_keeps_its_article_at_home_and_no_other(practice):
    practice.edit("content/articles/oorpijn.md", "vanzelf over", "vanzelf over 11122&#50;333")
    done = practice.publish()
    assert [(f.code, f.subject) for f in done.left] == [("secrecy.bsn", "oorpijn/nl")]
    assert [s.key for s in done.sent] == ["hoofdpijn/nl/folder/new"]
    assert done.exit is Exit.CONTENT
    assert (practice.root / "public/hoofdpijn/index.html").is_file()
    assert not (practice.root / "public/oorpijn").exists()
    assert "oorpijn" not in (practice.root / "public/index.html").read_text(encoding="utf-8")


def test_a_build_that_is_already_there_is_not_put_there_again(practice):
    practice.publish()
    page = practice.root / "public/hoofdpijn/index.html"
    before = page.stat().st_ino
    practice.publish()
    assert page.stat().st_ino == before
    (noted,) = practice.entries(EntryKind.DEPLOY)
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish()
    assert page.stat().st_ino != before
    assert practice.entries(EntryKind.DEPLOY)[-1].data["fingerprint"] != noted.data["fingerprint"]
