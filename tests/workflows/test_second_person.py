"""Review level: a second person reads exactly this text; until then a new article stays at home."""

from __future__ import annotations

import pytest

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Role
from syndicate.rules.secrecy.known import name_hash
from syndicate.workflows.adopt import adopt
from syndicate.workflows.approve import approve
from syndicate.workflows.check import check
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview

NAMED = "Wij spraken met Fatima El Amrani over de zomer."
FILE = "content/articles/buikpijn.md"


@pytest.fixture
def asked(practice):
    """A third article, new, that names somebody whom the practice does not know."""
    practice.article("buikpijn")
    practice.edit(FILE, "Het gaat meestal vanzelf over.", NAMED)
    return practice


@pytest.fixture
def sign(practice):
    """Approve as a task would."""

    def signed(ref="buikpijn", person="bram-els", role=Role.SECRECY):
        return approve(practice.root, ref, person, role, tell=practice.tell, environ=practice.environ)

    return signed


def looked(practice):
    return check(practice.root, environ=practice.environ)


def secret(practice):
    return [(f.code, f.blocks, f.overridden) for f in looked(practice).findings if "secrecy" in f.code]


def public(practice, uid="buikpijn"):
    return (practice.root / "public" / uid / "index.html").is_file()


def test_a_new_article_waits_for_a_second_person_and_all_others_go_on(asked):
    done = asked.publish()
    assert done.exit is Exit.CONTENT
    assert [(f.code, f.file, f.subject) for f in done.left] == [("secrecy.name", FILE, "buikpijn/nl")]
    assert "approve" in done.left[0].mend.nl
    assert (public(asked), public(asked, "hoofdpijn")) == (False, True)
    assert {s.key.partition("/")[0] for s in done.sent} == {"hoofdpijn", "oorpijn"}
    assert not any("buikpijn" in e.key for e in asked.entries())
    seen = looked(asked)
    assert seen.exit is Exit.CONTENT
    (waits,) = seen.waiting
    assert (waits.file, waits.questions, waits.people) == (FILE, 1, ("Bram Els", "Chris Iep"))


def test_a_yes_to_exactly_this_text_lets_it_go_and_is_told_where(asked, sign):
    sign()
    (entry,) = asked.entries(EntryKind.APPROVAL)
    assert entry.data["names"] == name_hash("Fatima El Amrani")
    assert "Fatima" not in "".join(asked.told)
    assert any(line.startswith(f"{FILE}:") and "secrecy.name" in line for line in asked.told)
    done = asked.publish()
    assert (done.exit, done.left, public(asked)) == (Exit.DONE, (), True)
    assert looked(asked).waiting == ()
    assert secret(asked) == []  # its name is known from now on


def test_a_story_that_was_let_pass_says_by_whom_and_when(asked, sign):
    asked.edit(FILE, NAMED, "De enige vuurtorenwachter van 83 in Den Helder kwam hier met jicht.")
    assert {code for code, *_ in secret(asked)} == {"secrecy.case"}
    sign()
    assert set(secret(asked)) == {("secrecy.case", False, "Bram Els: secrecy 2026-11-23")}
    asked.edit(FILE, "van 83", "van 84")
    assert {blocks for _, blocks, _ in secret(asked)} == {True}


def test_changed_text_asks_again_but_only_about_names_that_nobody_let_pass(asked, sign):
    sign()
    asked.edit(FILE, NAMED, f"Kort gezegd: {NAMED}")
    assert secret(asked) == []
    asked.edit(FILE, NAMED, f"{NAMED} Met dank aan Joris Kuipers.")
    assert [blocks for _, blocks, _ in secret(asked)] == [True]
    sign()
    names = [e.data["names"].split() for e in asked.entries(EntryKind.APPROVAL)]
    assert (len(names[0]), len(names[1])) == (1, 2)
    assert set(names[0]) < set(names[1])


def test_a_name_that_was_let_pass_is_known_in_every_article_until_that_person_leaves(asked, sign):
    sign()
    asked.edit("content/articles/oorpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    assert secret(asked) == []
    people = (asked.root / "content" / "people.toml").read_text("utf-8")
    asked.write("content/people.toml", people.replace("[bram-els]", "[dirk-den]").replace("Bram", "Dirk"))
    for uid in ("hoofdpijn", "oorpijn", "buikpijn"):
        asked.edit(f"content/articles/{uid}.md", "reviewed_by: [bram-els]", "reviewed_by: [dirk-den]")
    assert [blocks for _, blocks, _ in secret(asked)] == [True, True]


def test_the_author_cannot_let_it_pass_nor_under_a_second_id(asked, sign):
    people = (asked.root / "content" / "people.toml").read_text("utf-8")
    twice = people.partition("\n\n")[0].replace("[anna-berk]", "[a-berk]").replace("Anna Berk", "anna  BERK")
    asked.write("content/people.toml", f"{people}\n{twice}\n")
    for person in ("anna-berk", "a-berk"):
        with pytest.raises(SettingsError, match="wrote content/articles/buikpijn"):
            sign(person=person)
    assert asked.entries(EntryKind.APPROVAL) == []


def test_a_yes_that_answers_nothing_or_covers_up_is_refused(asked, sign):
    with pytest.raises(SettingsError, match="asks nobody about secrecy"):
        sign("hoofdpijn")
    asked.edit(FILE, NAMED, f"{NAMED} BSN 111222333.")
    with pytest.raises(ContentError) as refused:
        sign()
    assert [f.code for f in refused.value.findings] == ["secrecy.bsn"]
    assert "111222333" not in repr(refused.value.findings) + str(refused.value)
    assert asked.entries(EntryKind.APPROVAL) == []


def test_an_article_whose_page_is_on_the_host_stops_the_run(practice):
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert [f.code for f in stopped.value.findings] == ["secrecy.name"]
    assert public(practice, "hoofdpijn")


def test_one_that_was_shared_stops_the_run_also_where_its_page_is_gone(practice):
    practice.publish()
    (practice.root / "public" / "hoofdpijn" / "index.html").unlink()
    practice.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    with pytest.raises(ContentError):
        practice.publish()


def test_one_that_is_on_the_host_and_was_never_shared_stops_the_run(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", "BSN 111222333.")
    with pytest.raises(ContentError):
        practice.publish()
    practice.article("buikpijn")
    practice.edit("content/articles/hoofdpijn.md", "BSN 111222333.", "Rust helpt.")
    practice.edit(FILE, "Het gaat meestal vanzelf over.", "BSN 111222333.")
    assert [f.code for f in practice.publish().left] == ["secrecy.bsn"]


def test_a_name_with_marks_in_it_is_asked_about_as_well(practice, sign):
    practice.article("buikpijn")
    practice.edit(FILE, "Het gaat meestal vanzelf over.", "Wij spraken met Fa<b>tima</b> El Am<b>rani</b>.")
    done = practice.publish()
    assert (done.exit, public(practice)) == (Exit.CONTENT, False)
    sign()
    assert practice.publish().exit is Exit.DONE


def test_preview_shows_where_it_waits_and_nothing_of_its_text(asked):
    asked.edit(FILE, 'title: "Wat helpt bij buikpijn?"', 'title: "Fatima El Amrani vertelt"')
    made = preview(asked.root, environ=asked.environ)
    html = made.file.read_text("utf-8")
    assert FILE in html
    assert "Amrani" not in html


def test_the_plan_says_that_it_waits_for_somebody(asked):
    weeks = coming_weeks(asked.root, environ=asked.environ)
    assert "buikpijn" not in {slot.article.uid for slot in weeks.slots}
    why = {skip.code for skip in weeks.skips if skip.article.uid == "buikpijn"}
    assert why == {"secrecy"}


def test_adopt_passes_over_what_waits_so_that_it_is_announced_later(asked, plugged, sign):
    asked.accounts("a")
    made = adopt(asked.root, environ=asked.environ)
    assert {e.key for e in made if e.key} == {"hoofdpijn/nl/a/new", "oorpijn/nl/a/new"}


def test_withdrawing_in_a_hurry_waits_for_nobody_unless_the_reason_names_somebody(practice):
    practice.publish()
    file = "content/articles/hoofdpijn.md"
    practice.edit(file, "Wat helpt bij hoofdpijn?", "Fatima El Amrani vertelt")
    practice.edit(file, "status: published", "status: withdrawn\nreason: Verouderd.")
    assert {(c, b) for c, b, _ in secret(practice)} == {("secrecy.name", False)}
    practice.edit(file, "reason: Verouderd.", "reason: Op verzoek van Joris Kuipers.")
    assert ("secrecy.name", True) in {(c, b) for c, b, _ in secret(practice)}


def test_the_same_run_again_looks_at_no_text_again(asked):
    looked(asked)
    kept = asked.root / ".syndicate" / "cache" / "guard.json"
    before = kept.read_bytes()
    assert b"Amrani" not in before
    looked(asked)
    assert kept.read_bytes() == before
    for broken in (b"", b"{", b"[]", b'{"form":1,"version":"x","marks":{}}', b"\xff\xfe"):
        kept.write_bytes(broken)
        assert secret(asked) == [("secrecy.name", True, "")]
        assert kept.read_bytes() == before


def test_a_memory_of_another_form_is_not_believed(asked):
    looked(asked)
    kept = asked.root / ".syndicate" / "cache" / "guard.json"
    text = kept.read_text("ascii")
    kept.write_text(text.replace('"name"', '"handle"'), "ascii")
    assert secret(asked) == [("secrecy.name", True, "")]


def test_a_consent_lowers_a_name_beside_care_and_ends_on_its_day(asked, sign):
    asked.edit(FILE, NAMED, "Mevrouw Vermeulen-Kaya kreeg een nieuwe heup.")
    assert [code for code, *_ in secret(asked)] == ["secrecy.name-care"]
    with pytest.raises(ContentError):
        sign()
    asked.edit(FILE, "slug: buikpijn", "slug: buikpijn\nconsents: [c-2026-03]")
    codes = [f.code for f in looked(asked).findings if f.blocks]
    assert codes == ["consent.unknown", "secrecy.name-care"]
    asked.write("content/consents.toml", "[c-2026-03]\nuntil = 2026-12-24\n")
    assert [code for code, *_ in secret(asked)] == ["secrecy.name-consent"]
    sign()
    assert [(b, o) for _, b, o in secret(asked)] == [(False, "Bram Els: secrecy 2026-11-23")]
    done = asked.publish()
    assert (done.exit, public(asked)) == (Exit.DONE, True)
    asked.environ["SYNDICATE_NOW"] = "2026-12-24T10:00:00+01:00"
    with pytest.raises(ContentError) as stopped:
        asked.publish()
    assert {f.code for f in stopped.value.findings} == {"consent.ended", "secrecy.name-care"}


def test_a_second_person_settles_what_the_page_and_the_post_repeat(asked, sign):
    asked.edit(FILE, "Heeft u ook weleens last van buikpijn?", "Wat zegt Fatima El Amrani?")
    sign()
    done = asked.publish()
    assert done.exit is Exit.DONE
    assert any(s.key.startswith("buikpijn") for s in done.sent)
