"""Review level: a second person reads exactly this text; until then a new article stays at home."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Role
from syndicate.rules.secrecy.known import name_hash
from syndicate.workflows.adopt import adopt
from syndicate.workflows.approve import approve
from syndicate.workflows.check import check
from syndicate.workflows.leaving import staying_home
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview
from syndicate.workflows.way import open_way, sources

NAMED = "Wij spraken met Fatima El Amrani over de zomer."
FILE = "content/articles/buikpijn.md"
HIP = "Mevrouw Vermeulen-Kaya kreeg een nieuwe heup."


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


def home(practice):
    way = open_way(practice.root, environ=practice.environ)
    return staying_home(way, sources(way, {}))


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


def test_one_that_is_on_the_host_at_another_address_stops_the_run_as_well(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "slug: hoofdpijn", "slug: hoofd")
    practice.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    with pytest.raises(ContentError):
        practice.publish()
    assert public(practice, "hoofdpijn")


def test_a_lost_ledger_takes_no_page_off_the_site(practice):
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.publish()
    shutil.rmtree(practice.root / ".syndicate")
    practice.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    with pytest.raises(ContentError):
        practice.publish()
    assert public(practice, "hoofdpijn")
    assert practice.entries() == []


def test_a_lost_ledger_asks_a_host_elsewhere_itself_and_silence_is_no_answer(networks, asked):
    asked.publish()
    shutil.rmtree(asked.root / ".syndicate")
    asked.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", NAMED)
    asked.configure(SYNDICATE_DEPLOY="git:./site.git")
    assert home(asked) == {"buikpijn/nl"}
    asked.configure(SITEURL="http://127.0.0.1:9")
    assert home(asked) == set()


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


LINKS = {
    "file": "[onze tekst]({filename}buikpijn.md)",
    "from the top": "[onze tekst]({filename}/articles/buikpijn.md#wat-is-het)",
    "old form": "[onze tekst](|filename|buikpijn.md)",
    "address": "[onze tekst](http://localhost:8000/buikpijn/?a=1)",
    "root": "[onze tekst](/buikpijn)",
    "beside": "[onze tekst](../buikpijn/index.html)",
    "html": '<a class="x" href="{filename}buikpijn.md" title="a > b">onze tekst</a>',
    "capitals": "[onze tekst](HTTP://LOCALHOST:8000/buikpijn/)",
    "named": "[onze tekst][b]\n\n[b]: {filename}buikpijn.md",
}


@pytest.mark.parametrize(("how", "live"), [*((how, False) for how in LINKS), ("file", True)])
def test_what_links_to_an_article_that_waits_goes_on_without_the_link(asked, sign, how, live):
    if live:
        asked.publish()
    linking = "content/articles/hoofdpijn.md"
    words = f"Lees [dat]({{filename}}oorpijn.md) en {LINKS[how]}"
    asked.edit(linking, "Het gaat meestal vanzelf over.", words)
    told = ("site.waits", linking, "hoofdpijn/nl")
    done = asked.publish()
    assert (done.exit, public(asked)) == (Exit.CONTENT, False)
    assert [(f.code, f.file, f.subject) for f in done.left] == [("secrecy.name", FILE, "buikpijn/nl"), told]
    page = (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert "</a> en onze tekst" in page
    assert ("buikpijn" in page, "../oorpijn/" in page) == (False, True)
    feed = (asked.root / "public/feeds/all.atom.xml").read_text("utf-8")
    assert "buikpijn" not in feed
    (same,) = [f for f in looked(asked).findings if f.code == "site.waits"]
    assert same == done.left[1]
    shown = preview(asked.root, environ=asked.environ).file.read_text("utf-8")
    assert same.said.nl in shown
    sign()
    done = asked.publish()
    assert (done.exit, done.left) == (Exit.DONE, ())
    assert "buikpijn" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")


PATHS = ("/b%75ikpijn/", "{category}Buik", "{category}Klachten", "{author}dirk-den", "{author}anna-berk")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_only_it_has_is_left_out_with_it_and_any_other_stays(asked, sign, path):
    asked.edit(FILE, "topic: Klachten", "topic: Buik")
    asked.edit(FILE, "authors: [anna-berk]", "authors: [anna-berk, dirk-den]")
    people = (asked.root / "content" / "people.toml").read_text("utf-8")
    own = people.partition("\n\n")[0].replace("[anna-berk]", "[dirk-den]").replace("Anna Berk", "Dirk Den")
    asked.write("content/people.toml", f"{people}\n{own}\n")
    linking = "content/articles/hoofdpijn.md"
    asked.edit(linking, "Het gaat meestal vanzelf over.", f"Lees [dat]({path}).")
    shared = path in ("{category}Klachten", "{author}anna-berk")
    done = asked.publish()
    assert [f.file for f in done.left if f.code == "site.waits"] == ([] if shared else [linking])
    assert ("dat</a>" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")) is shared
    sign()
    assert asked.publish().exit is Exit.DONE
    assert "dat</a>" in (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")


def test_a_quotation_never_says_by_an_address_where_it_is_from(asked):
    text = '<q cite="{filename}buikpijn.md">Rust.</q>'
    asked.edit("content/articles/hoofdpijn.md", "Het gaat meestal vanzelf over.", text)
    asked.publish()
    page = (asked.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert ("<q>Rust.</q>" in page, "buikpijn" in page) == (True, False)


def test_a_page_in_html_goes_on_without_the_link_as_well(asked):
    link = '<a href="{filename}/articles/buikpijn.md">dit</a>'
    html = f"<html><head><title>Info</title></head>\n<body><p>Lees {link}.</p></body></html>"
    asked.write("content/pages/info.html", html)
    done = asked.publish()
    told = [(f.file, f.line) for f in done.left if f.code == "site.waits"]
    assert told == [("content/pages/info.html", 2)]
    (page,) = (asked.root / "public").glob("**/info*/**/*.html")
    assert ("Lees dit." in page.read_text("utf-8"), "buikpijn" in page.read_text("utf-8")) == (True, False)


def test_what_links_to_one_that_links_to_one_that_waits_never_notices(asked):
    asked.edit("content/articles/hoofdpijn.md", "Het gaat", "Zie [dit]({filename}buikpijn.md). Het gaat")
    asked.edit("content/articles/oorpijn.md", "Het gaat", "Zie [dat]({filename}hoofdpijn.md). Het gaat")
    done = asked.publish()
    assert [f.file for f in done.left] == [FILE, "content/articles/hoofdpijn.md"]
    assert "../hoofdpijn/" in (asked.root / "public/oorpijn/index.html").read_text("utf-8")


def test_a_page_of_the_site_goes_on_without_the_link_as_well(asked):
    text = "---\ntitle: Over ons\nslug: over-ons\nsummary: Zie [dit]({filename}/articles/buikpijn.md)\n---\n"
    asked.write(
        "content/pages/over-ons.md", f"{text}Wij zijn er.\n\nLees [dit]({{filename}}/articles/buikpijn.md).\n"
    )
    done = asked.publish()
    assert [(f.code, f.file, f.line) for f in done.left][1:] == [
        ("site.waits", "content/pages/over-ons.md", 8)
    ]
    page = (asked.root / "public/over-ons/index.html").read_text("utf-8")
    assert "Lees dit." in page
    assert "buikpijn" not in page


def test_two_that_wait_and_link_to_each_other_stop_nobody(asked):
    asked.article("knie")
    asked.edit("content/articles/knie.md", "Het gaat", f"{NAMED} [Zie]({{filename}}buikpijn.md). Het gaat")
    asked.edit(FILE, NAMED, f"{NAMED} [Zie]({{filename}}knie.md).")
    assert {f.subject for f in asked.publish().left} == {"buikpijn/nl", "knie/nl"}


def test_what_else_stops_a_run_is_told_beside_what_waits(asked):
    asked.edit("content/articles/hoofdpijn.md", "Het gaat", "[Zie](../nergens/). Het gaat")
    for stops in (asked.publish, lambda: looked(asked), lambda: preview(asked.root, environ=asked.environ)):
        with pytest.raises(ContentError) as stopped:
            stops()
        codes = [f.code for f in stopped.value.findings]
        assert (codes[0], len(codes) > 1) == ("secrecy.name", True), stops
    asked.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    with pytest.raises(ContentError) as stopped:
        asked.publish()
    assert stopped.value.findings[0].subject == "buikpijn/nl"
