"""A translation waits for somebody who reads it, on every account, and says so everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.model import Entry, EntryKind, Role
from syndicate.workflows.adopt import adopt
from syndicate.workflows.approve import approve
from syndicate.workflows.check import check
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview

FILE = "content/articles/hoofdpijn.tr.md"


@pytest.fixture
def translated(practice):
    """The practice with its article on headaches in Turkish too, which Chris reads."""
    practice.article(
        "hoofdpijn", lang="tr", title="Baş ağrısında ne iyi gelir?", teaser="Başınız mı ağrıyor?"
    )
    practice.edit("content/people.toml", 'name = "Chris Iep"', 'name = "Chris Iep"\nreads = ["nl", "tr"]')
    return practice


def sign(practice, person="chris-iep", role=Role.LANGUAGE, ref="hoofdpijn/tr"):
    return approve(practice.root, ref, person, role, tell=practice.tell, environ=practice.environ)


def posted(done):
    return [s.key for s in done.sent if s.outcome == "posted"]


def waiting(skips):
    return [(s.article.ref, s.account) for s in skips if s.code == "language"]


def turkish_page(practice):
    (page,) = (practice.root / "public/tr").glob("hoofdpijn*/index.html")
    return page.read_text(encoding="utf-8")


def robots(practice):
    return '<meta name="robots" content="noindex">' in turkish_page(practice)


def test_it_is_on_the_site_and_posted_nowhere_until_somebody_who_reads_it_says_yes(translated):
    done = translated.publish()
    assert posted(done) == ["hoofdpijn/nl/folder/new", "oorpijn/nl/folder/new"]
    assert waiting(done.outlook.skips) == [("hoofdpijn/tr", "folder")]
    assert done.exit is Exit.DONE
    assert robots(translated)
    sign(translated)
    done = translated.publish()
    assert posted(done) == ["hoofdpijn/tr/folder/new"]
    assert waiting(done.outlook.skips) == []
    assert not robots(translated)


def test_another_word_asks_again_and_is_never_announced_twice(translated):
    sign(translated)
    assert "hoofdpijn/tr/folder/new" in posted(translated.publish())
    translated.edit(FILE, "vanzelf over", "kendiliğinden geçer")
    done = translated.publish()
    assert waiting(done.outlook.skips) == [("hoofdpijn/tr", "folder")]
    assert robots(translated)
    sign(translated)
    assert posted(translated.publish()) == []


def behind(skips):
    return [s.article.ref for s in skips if s.code == "behind"]


def test_a_change_of_the_original_waits_for_whoever_reads_both_and_says_so(translated):
    sign(translated)
    translated.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    done = translated.publish()
    assert behind(done.outlook.skips) == ["hoofdpijn/tr"]
    assert "hoofdpijn/tr/folder/new" not in posted(done)
    assert not robots(translated)
    html = turkish_page(translated)
    assert "Bu çeviri kontrol edildikten sonra asıl metin değişti." in html
    assert "Het origineel is veranderd sinds deze vertaling is nagekeken." in html
    (said,) = (f for f in check(translated.root, environ=translated.environ).findings if "-old" in f.code)
    assert (said.code, said.file, said.subject) == ("trust.translation-old", FILE, "hoofdpijn/tr")
    assert "Chris Iep" in said.mend.nl
    sign(translated)
    done = translated.publish()
    assert "hoofdpijn/tr/folder/new" in posted(done)
    assert "asıl metin değişti" not in turkish_page(translated)


def test_its_teasers_and_days_ask_nothing(translated):
    sign(translated)
    translated.edit("content/articles/hoofdpijn.md", "ook weleens last", "soms last")
    assert behind(translated.publish().outlook.skips) == []


def test_plan_and_preview_and_check_say_why_it_waits(translated):
    view = coming_weeks(translated.root, environ=translated.environ)
    assert waiting(view.skips) == [("hoofdpijn/tr", "folder")]
    assert all(slot.article.lang == "nl" for slot in view.slots)
    (skip,) = (s for s in view.skips if s.code == "language")
    assert "niemand die deze taal leest" in skip.why.nl
    assert "--role language" in skip.why.en
    assert waiting(preview(translated.root, environ=translated.environ).outlook.skips) == [
        ("hoofdpijn/tr", "folder")
    ]
    (asked,) = (
        f for f in check(translated.root, environ=translated.environ).findings if f.code == "trust.language"
    )
    assert (asked.file, asked.subject) == (FILE, "hoofdpijn/tr")
    assert "Laat Chris Iep de tekst lezen" in asked.mend.nl


def test_a_rule_or_a_person_that_stops_it_is_told_before_its_language(translated):
    from syndicate.workflows.hold import hold

    hold(
        translated.root, "article:hoofdpijn", "even wachten", tell=translated.tell, environ=translated.environ
    )
    skips = translated.publish().outlook.skips
    assert {s.code for s in skips if s.article.ref == "hoofdpijn/tr"} == {"held"}


def test_the_medical_yes_of_a_reviewer_who_reads_it_is_enough(translated):
    translated.edit(FILE, "reviewed_by: [bram-els]", "reviewed_by: [chris-iep]")
    sign(translated, role=Role.MEDICAL)
    assert "hoofdpijn/tr/folder/new" in posted(translated.publish())


def test_a_reviewer_who_does_not_read_it_cannot_tick_it_either(translated):
    with pytest.raises(SettingsError, match=r"bram-els cannot approve .*not tr") as no:
        sign(translated, "bram-els", Role.MEDICAL)
    assert "Ask somebody who reads it (--role language)" in str(no.value)
    assert translated.entries(EntryKind.APPROVAL) == []
    sign(translated, "bram-els", Role.MEDICAL, "hoofdpijn/nl")


def test_a_tick_of_old_by_whoever_does_not_read_it_counts_for_nothing(translated):
    read = translated.publish().way.content
    turkish = next(a for a in read.articles if a.lang == "tr")
    data = {"person": "bram-els", "role": "medical", "hash": turkish.hash, "account": "x"}
    translated.note(Entry(EntryKind.APPROVAL, datetime(2026, 11, 20, tzinfo=UTC), turkish.ref, data=data))
    translated.publish()
    assert 'class="checked"' not in turkish_page(translated)
    found = check(translated.root, environ=translated.environ).findings
    (asked,) = (f for f in found if f.code == "trust.not-yet-checked" and f.subject == "hoofdpijn/tr")
    assert "Bram Els (leest geen Turks) heeft deze versie nog niet goedgekeurd" in asked.said.nl
    assert "Laat Chris Iep de tekst lezen en `invoke approve … --role language` doen" in asked.mend.nl
    sign(translated)
    found = check(translated.root, environ=translated.environ).findings
    assert not [f for f in found if f.subject == "hoofdpijn/tr" and f.code.startswith("trust.not")]


def test_where_approval_is_asked_and_no_reviewer_reads_it_whoever_does_is_enough(translated):
    translated.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    sign(translated)
    assert posted(translated.publish()) == ["hoofdpijn/tr/folder/new"]


def test_whoever_does_not_read_it_is_refused_with_the_way_on(translated):
    with pytest.raises(SettingsError, match=r"bram-els cannot approve .*they read no language, not tr") as no:
        sign(translated, "bram-els")
    assert "add 'tr' to their `reads` in people.toml" in str(no.value)
    translated.edit("content/people.toml", 'reads = ["nl", "tr"]', 'reads = ["nl", "en"]')
    with pytest.raises(SettingsError, match="they read nl, en, not tr"):
        sign(translated)
    assert translated.entries(EntryKind.APPROVAL) == []


def test_its_author_is_refused_whatever_they_read(translated):
    translated.edit("content/people.toml", 'name = "Anna Berk"', 'name = "Anna Berk"\nreads = ["tr"]')
    with pytest.raises(SettingsError, match="anna-berk wrote"):
        sign(translated, "anna-berk")


def test_an_original_has_no_translation_to_approve(translated):
    with pytest.raises(SettingsError, match=r"hoofdpijn\.md is no translation"):
        sign(translated, ref="hoofdpijn/nl")


def test_a_withdrawn_original_holds_its_translation_and_says_so_at_it(translated):
    sign(translated)
    translated.edit(
        "content/articles/hoofdpijn.md", "status: published", "status: withdrawn\nreason: Niet meer juist."
    )
    done = translated.publish()
    assert "hoofdpijn/tr/folder/new" not in posted(done)
    (skip,) = (s for s in done.outlook.skips if s.article.ref == "hoofdpijn/tr")
    assert (skip.code, skip.why.nl) == (
        "original",
        "het origineel van deze vertaling staat niet (meer) op de site",
    )
    assert robots(translated)
    found = check(translated.root, environ=translated.environ).findings
    (asked,) = (f for f in found if f.code == "content.original-withdrawn")
    assert (asked.file, asked.subject, asked.blocks) == (FILE, "hoofdpijn/tr", False)
    translated.edit(
        "content/articles/hoofdpijn.md", "status: withdrawn\nreason: Niet meer juist.", "status: published"
    )
    assert "hoofdpijn/tr/folder/new" in posted(translated.publish())


def test_a_text_that_no_author_reads_waits_without_that_word_too(translated):
    translated.edit(FILE, "translation_of: hoofdpijn\n", "")
    translated.edit(FILE, "uid: hoofdpijn", "uid: migren-agrisi")
    done = translated.publish()
    assert waiting(done.outlook.skips) == [("migren-agrisi/tr", "folder")]
    assert robots(translated)
    sign(translated, ref="migren-agrisi/tr")
    assert "migren-agrisi/tr/folder/new" in posted(translated.publish())


def test_a_text_that_its_author_reads_waits_for_nobody(translated):
    translated.edit(FILE, "translation_of: hoofdpijn\n", "")
    translated.edit(FILE, "uid: hoofdpijn", "uid: migren-agrisi")
    translated.edit("content/people.toml", 'name = "Anna Berk"', 'name = "Anna Berk"\nreads = ["nl", "tr"]')
    assert "migren-agrisi/tr/folder/new" in posted(translated.publish())
    assert not robots(translated)


@pytest.mark.usefixtures("plugged")
def test_adopting_leaves_what_was_not_read_yet_to_be_announced(translated):
    translated.accounts("a")
    adopted = adopt(translated.root, environ=translated.environ)
    assert [e.key for e in adopted] == ["hoofdpijn/nl/a/new", "oorpijn/nl/a/new", ""]


def test_it_waits_at_home_with_its_original(practice):
    practice.article("buikpijn")
    practice.article("buikpijn", lang="tr")
    file = "content/articles/buikpijn.md"
    practice.edit(file, "Het gaat meestal vanzelf over.", "Wij spraken met Fatima El Amrani over de zomer.")
    done = practice.publish()
    assert [(f.code, f.subject) for f in done.left] == [
        ("secrecy.name", "buikpijn/nl"),
        ("site.waits-too", "buikpijn/tr"),
    ]
    assert not (practice.root / "public/tr").exists()
    skips = coming_weeks(practice.root, environ=practice.environ).skips
    assert {s.code for s in skips if s.article.ref == "buikpijn/tr"} == {"original"}
    assert done.left[1] in check(practice.root, environ=practice.environ).findings
    approve(practice.root, "buikpijn/nl", "bram-els", Role.SECRECY, environ=practice.environ)
    assert (practice.publish().left, (practice.root / "public/tr/buikpijn").is_dir()) == ((), True)
