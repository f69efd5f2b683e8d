"""Review level: a second person reads exactly this text; until then a new article stays at home."""

from __future__ import annotations

import pytest
from PIL import Image

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Role
from syndicate.rules.secrecy.known import name_hash
from syndicate.workflows.adopt import adopt
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview
from tests.workflows.second_person import FILE, NAMED, PLAIN, looked, public, secret

HIP = "Mevrouw Vermeulen-Kaya kreeg een nieuwe heup."


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
    asked.edit("content/articles/oorpijn.md", PLAIN, NAMED)
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


@pytest.mark.parametrize("uid", ["heup-999990457", "bezoek-van-fatima-el-amrani"])
def test_no_approval_keeps_a_uid_that_points_at_somebody(practice, sign, uid):
    practice.article(uid)
    said = []
    for role in (Role.MEDICAL, Role.SECRECY):
        if role is Role.SECRECY and "fatima" in uid:
            continue
        with pytest.raises((ContentError, SettingsError)) as refused:
            sign(uid, role=role)
        said.append(f"{refused.value} {refused.value!r}")
    assert practice.entries(EntryKind.APPROVAL) == []
    assert "999990457" not in "".join(said)
    assert "amrani" not in "".join(said)


def test_a_name_in_a_uid_that_was_let_pass_stops_no_other_approval(practice, sign):
    uid = "bezoek-van-fatima-el-amrani"
    practice.article(uid)
    sign(uid)
    sign(uid, role=Role.MEDICAL)
    assert len(practice.entries(EntryKind.APPROVAL)) == 2


def test_a_name_with_marks_in_it_is_asked_about_as_well(practice, sign):
    practice.article("buikpijn")
    practice.edit(FILE, PLAIN, "Wij spraken met Fa<b>tima</b> El Am<b>rani</b>.")
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
    asked.edit(FILE, NAMED, f"![Mevrouw Vermeulen-Kaya lacht.]({{static}}/images/a.png)\n\n{HIP}")
    file = asked.root / "content" / "images" / "a.png"
    file.parent.mkdir()
    Image.new("RGB", (8, 8), "red").save(file)
    assert {code for code, *_ in secret(asked)} == {"secrecy.name", "secrecy.name-care"}
    with pytest.raises(ContentError):
        sign()
    asked.edit(FILE, "slug: buikpijn", "slug: buikpijn\nconsents: [c-2026-03]")
    codes = [f.code for f in looked(asked).findings if f.blocks]
    assert set(codes) == {"consent.unknown", "secrecy.name", "secrecy.name-care"}
    asked.write("content/consents.toml", "[c-2026-03]\nuntil = 2026-12-24\n")
    assert [code for code, *_ in secret(asked)] == ["secrecy.name-consent"]
    sign()
    assert [(b, o) for _, b, o in secret(asked)] == [(False, "Bram Els: secrecy 2026-11-23")]
    done = asked.publish()
    assert (done.exit, public(asked)) == (Exit.DONE, True)
    asked.environ["SYNDICATE_NOW"] = "2026-12-24T10:00:00+01:00"
    with pytest.raises(ContentError) as stopped:
        asked.publish()
    assert {f.code for f in stopped.value.findings} >= {"consent.ended", "secrecy.name-care"}


def test_a_second_person_settles_what_the_page_and_the_post_repeat(asked, sign):
    asked.edit(FILE, "Heeft u ook weleens last van buikpijn?", "Wat zegt Fatima El Amrani?")
    sign()
    done = asked.publish()
    assert done.exit is Exit.DONE
    assert any(s.key.startswith("buikpijn") for s in done.sent)
