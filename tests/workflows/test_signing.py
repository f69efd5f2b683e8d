"""What a second person signs: all that goes out with an article, by somebody who wrote it in no language."""

from __future__ import annotations

import pytest
from PIL import Image

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Role
from syndicate.workflows.check import check
from syndicate.workflows.withdraw import withdraw
from tests.workflows.second_person import FILE, NAMED, PLAIN

CASE = "De enige vuurtorenwachter van 83 in Den Helder kwam hier met jicht."
OTHER = "content/articles/oorpijn.md"
AUTHORS = "authors: [anna-berk]"


@pytest.fixture
def asked(asked):
    """The new article, with a story in which somebody can be recognised instead."""
    asked.edit(FILE, NAMED, CASE)
    return asked


def draw(practice, name, colour):
    file = practice.root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), colour).save(file)


def secret(practice):
    found = check(practice.root, environ=practice.environ).findings
    return {(f.code, f.blocks) for f in found if "secrecy" in f.code}


WAITS, PASSES = {("secrecy.case", True)}, {("secrecy.case", False)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("slug: buikpijn", "slug: vuurtorenwachter-den-helder"),
        ("topic: Klachten", "topic: Klachten\noverrides: {tone.question: {name: Anna Berk, reason: Mag.}}"),
        ("topic: Klachten", "topic: Klachten\nimage: images/ander.png\nimage_alt: Een toren."),
    ],
)
def test_another_address_or_picture_name_asks_again(asked, sign, old, new):
    draw(asked, "images/toren.png", "red")
    draw(asked, "images/ander.png", "red")
    image = "topic: Klachten\nimage: images/toren.png\nimage_alt: Een toren."
    asked.edit(FILE, "topic: Klachten", image)
    sign()
    assert secret(asked) == PASSES
    asked.edit(FILE, image if "image" in new else old, new)
    assert secret(asked) == WAITS


def test_another_file_name_asks_again(asked, sign):
    sign()
    file = asked.root / FILE
    file.rename(file.with_name("vuurtorenwachter.md"))
    assert secret(asked) == WAITS


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("![Een toren.]({static}/images/toren.png)", "images/toren.png"),
        ("![Een toren.](/images/toren.png)", "images/toren.png"),
        ("![Een toren][t]\n\n[t]: {static}/images/toren.png", "images/toren.png"),
        ('<img src="{static}../images/toren%20twee.png" alt="Een toren.">', "images/toren twee.png"),
        ("[Het formulier]({static}/formulier.pdf)", "formulier.pdf"),
        ("[De film]({attach}/films/toren.mp4)", "films/toren.mp4"),
    ],
)
def test_other_bytes_of_what_the_text_shows_or_leads_to_ask_again(asked, sign, shown, name):
    file = asked.root / "content" / name
    if file.suffix == ".png":
        draw(asked, name, "red")
    else:
        asked.write(f"content/{name}", "een")
    asked.edit(FILE, CASE, f"{CASE}\n\n{shown}")
    asked.configure(STATIC_PATHS=["images", "formulier.pdf"])
    before = sign()
    if file.suffix == ".png":
        draw(asked, name, "blue")
    else:
        asked.write(f"content/{name}", "twee")
    assert sign() != before


def test_a_change_of_another_article_that_the_text_leads_to_asks_nothing(asked, sign):
    asked.edit(FILE, CASE, f"{CASE} Zie [oorpijn]({{filename}}oorpijn.md).")
    before = sign()
    asked.edit(OTHER, PLAIN, "Rust helpt.")
    assert sign() == before


def test_a_yes_of_release_0_1_for_secrecy_does_not_count_and_one_for_the_medicine_does(practice):
    practice.article("buikpijn")
    practice.edit(FILE, PLAIN, CASE)
    way_of = {"account": "tester", "person": "bram-els"}
    from syndicate.workflows.way import entry, open_way

    way = open_way(practice.root, environ=practice.environ)
    article = next(a for a in way.content.articles if a.uid == "buikpijn")
    assert article.former != article.hash
    for role in (Role.SECRECY, Role.MEDICAL):
        data = {**way_of, "role": str(role), "hash": article.former}
        way.ledger.append(entry(way, EntryKind.APPROVAL, article.ref, data=data))
    codes = [
        f.code for f in check(practice.root, environ=practice.environ).findings if f.subject == "buikpijn/nl"
    ]
    assert "secrecy.case" in codes
    assert "trust.not-yet-checked" not in codes
    assert secret(practice) == WAITS


def test_an_author_who_stepped_aside_for_a_moment_let_nothing_pass(asked, sign):
    asked.edit(FILE, CASE, NAMED)
    asked.edit(FILE, AUTHORS, "authors: [bram-els]")
    sign(person="anna-berk")
    asked.edit(FILE, "authors: [bram-els]", AUTHORS)
    assert secret(asked) == {("secrecy.name", True)}
    asked.edit(OTHER, PLAIN, NAMED)
    asked.edit(OTHER, AUTHORS, "authors: [chris-iep]")
    found = check(asked.root, environ=asked.environ).findings
    assert {f.file for f in found if f.code == "secrecy.name"} == {FILE, OTHER}


def test_what_somebody_let_pass_for_another_is_not_known_in_a_text_of_their_own(asked, sign):
    asked.edit(FILE, CASE, NAMED)
    asked.edit(FILE, AUTHORS, "authors: [bram-els]")
    sign(person="anna-berk")
    assert secret(asked) == set()
    asked.edit(OTHER, PLAIN, NAMED)
    assert secret(asked) == {("secrecy.name", True)}
    sign("oorpijn")
    assert secret(asked) == set()


@pytest.mark.parametrize(
    ("mine", "second"),
    [
        ('name = "Anna Berk"', 'name = "dr. Bérk, ANNA"'),
        ('name = "Anna Berk"', 'name = "Prof dr. Anna Berk"'),
        (
            'name = "Anna Berk"\nregistration = "BIG"\nregistration_number = "19012345601"',
            'name = "A. B."\nregistration = "big"\nregistration_number = "190 123 456 01"',
        ),
    ],
)
def test_a_second_id_of_the_author_signs_nothing(asked, sign, mine, second):
    people = (asked.root / "content" / "people.toml").read_text("utf-8")
    twice = people.partition("\n\n")[0].replace("[anna-berk]", "[zij]").replace('name = "Anna Berk"', second)
    people = people.replace('name = "Anna Berk"', mine)
    asked.write("content/people.toml", f"{people}\n{twice}\n")
    with pytest.raises(SettingsError, match="zij wrote"):
        sign(person="zij")
    asked.edit(FILE, AUTHORS, "authors: [bram-els]")
    sign(person="zij")
    assert secret(asked) == PASSES
    asked.edit(FILE, "authors: [bram-els]", AUTHORS)
    assert secret(asked) == WAITS


@pytest.mark.parametrize(
    "shared",
    [
        'accounts = ["https://www.linkedin.example/company/de-linde"]',
        'registration = "AGB"\nregistration_number = "12345678"',
        'registration = "BIG"\nregistration_number = "VOORBEELD-1"',
    ],
)
def test_colleagues_may_share_an_account_and_the_number_of_their_practice(asked, sign, shared):
    asked.edit("content/people.toml", "sample = true", f"sample = true\n{shared}")
    sign()
    assert secret(asked) == PASSES
    assert not {f.code for f in check(asked.root, environ=asked.environ).findings} & {
        "trust.reviewer-is-author"
    }


def test_two_with_one_surname_and_short_first_names_are_two(asked, sign):
    asked.edit("content/people.toml", 'name = "Anna Berk"', 'name = "Th. Berk"')
    asked.edit("content/people.toml", 'name = "Bram Els"', 'name = "Joh. Berk"')
    sign()
    assert secret(asked) == PASSES


def test_whoever_wrote_an_original_lets_no_translation_pass_nor_the_other_way_round(asked, sign):
    asked.edit("content/people.toml", 'name = "Anna Berk"', 'name = "Anna Berk"\nreads = ["nl", "en"]')
    asked.edit("content/people.toml", 'name = "Bram Els"', 'name = "Bram Els"\nreads = ["nl", "en"]')
    english = asked.article("buikpijn", lang="en")
    path = f"content/articles/{english.name}"
    asked.edit(path, PLAIN, CASE)
    asked.edit(path, AUTHORS, "authors: [chris-iep]")
    with pytest.raises(SettingsError, match=r"anna-berk wrote .* in another language"):
        sign("buikpijn/en", "anna-berk")
    with pytest.raises(SettingsError, match=r"chris-iep wrote .* in another language"):
        sign("buikpijn/nl", "chris-iep")
    sign("buikpijn/en", "anna-berk", Role.LANGUAGE)
    sign("buikpijn/en")
    sign("buikpijn/nl")
    assert secret(asked) == PASSES


def consented(practice, alt, text, numbers="c-1", until="2026-12-24"):
    draw(practice, "images/heup.png", "red")
    head = f'topic: Klachten\nimage: images/heup.png\nimage_alt: "{alt}"\nconsents: [{numbers}]'
    practice.edit(FILE, "topic: Klachten", head)
    practice.edit(FILE, CASE, text)
    tables = (f"[{number.strip()}]\nuntil = {until}\n" for number in numbers.split(","))
    practice.write("content/consents.toml", "".join(tables))


def codes(practice):
    found = check(practice.root, environ=practice.environ).findings
    return sorted({f.code for f in found if f.blocks and "secrecy" in f.code})


HIP = "Mevrouw Vermeulen-Kaya kreeg een nieuwe heup."


def test_a_consent_reaches_who_is_named_at_the_picture_and_nobody_else(asked):
    consented(asked, "Mevrouw Vermeulen-Kaya lacht.", HIP)
    assert codes(asked) == ["secrecy.name-consent"]
    asked.edit(FILE, HIP, f"{HIP}\n\nMeneer Oosterhuis-Demir kreeg ook een nieuwe heup.")
    assert codes(asked) == ["secrecy.name-care", "secrecy.name-consent"]


def test_a_caption_names_as_a_description_does(asked):
    consented(
        asked, "Een heup.",
        f"{HIP}\n\n<figure><img src=\"{{static}}/images/heup.png\" alt=\"Een heup.\">"
        "<figcaption>Mevrouw Vermeulen-Kaya lacht.</figcaption></figure>",
    )  # fmt: skip
    assert codes(asked) == ["secrecy.name-consent"]


def test_one_consent_is_not_for_two(asked):
    alt = "Mevrouw Vermeulen-Kaya lacht naar meneer Oosterhuis-Demir."
    consented(asked, alt, HIP)
    assert "secrecy.name-care" in codes(asked)
    asked.edit(FILE, "consents: [c-1]", "consents: [c-1, c-1]")
    assert "secrecy.name-care" in codes(asked)
    asked.edit(FILE, "consents: [c-1, c-1]", "consents: [c-1, c-2]")
    asked.write("content/consents.toml", "[c-1]\nuntil = 2026-12-24\n[c-2]\nuntil = 2026-12-24\n")
    assert codes(asked) == ["secrecy.name-consent"]


def test_a_name_in_the_text_alone_has_no_consent_and_is_never_advised_for_the_allowed_list(asked):
    consented(asked, "Een heup.", HIP)
    found = [f for f in check(asked.root, environ=asked.environ).findings if f.code == "secrecy.name-care"]
    assert found
    assert all("nooit bij `allowed`" in f.mend.nl and "never belongs" in f.mend.en for f in found)


def test_who_was_let_pass_with_a_consent_is_not_known_elsewhere(asked, sign):
    consented(asked, "Mevrouw Vermeulen-Kaya lacht.", f"{HIP}\n\n{NAMED}")
    sign()
    (entry,) = asked.entries(EntryKind.APPROVAL)
    assert len(entry.data["names"].split()) == 1
    asked.edit(OTHER, PLAIN, "Mevrouw Vermeulen-Kaya vertelde over de zomer.")
    assert codes(asked) == ["secrecy.name"]


def test_a_consent_that_ended_names_the_way_out_and_that_way_works(asked, sign):
    consented(asked, "Mevrouw Vermeulen-Kaya lacht.", HIP)
    sign()
    assert asked.publish().exit is Exit.DONE
    asked.environ["SYNDICATE_NOW"] = "2026-12-24T10:00:00+01:00"
    with pytest.raises(ContentError) as stopped:
        asked.publish()
    (ended,) = (f for f in stopped.value.findings if f.code == "consent.ended")
    assert all("invoke withdraw" in words for words in (ended.mend.nl, ended.mend.en))
    page = asked.root / "public" / "buikpijn" / "index.html"
    assert "Vermeulen" in page.read_text("utf-8")
    withdraw(asked.root, "buikpijn", "De toestemming is afgelopen.", environ=asked.environ)
    assert "Vermeulen" not in page.read_text("utf-8")
