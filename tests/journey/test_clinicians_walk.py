"""The clinician's walk: a telephone and the one page of the manual, from notes to a post that is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate.errors import Exit
from syndicate.workflows.plan import coming_weeks
from tests.journey.walk import ANNA, BRAM, HOST, MORE, Gone, Place, Steps, with_the_editor
from tests.servers.forge import forge
from tests.workflows import conftest as workflows
from tests.workflows.practice import ROOT, TOMORROW, Practice

networks, plugged, practice, run = workflows.networks, workflows.plugged, workflows.practice, workflows.run
pytestmark = pytest.mark.suite("browser", "audit", "git")

TITLE = "Wat helpt bij een verzwikte enkel?"
UID = "wat-helpt-bij-een-verzwikte-enkel"
FILE = f"content/articles/{UID}.md"
SUMMARY = "Wat u thuis doet bij een verzwikte enkel, wanneer u weer loopt, en wanneer u ons belt."
SOURCE = {
    "title": "Richtlijn enkelbandletsel",
    "publisher": "Voorbeeldinstituut",
    "year": "2024",
    "url": "https://bron.example/enkel",
}
ALT = "Een voet met een verband om de enkel ligt op een kussen."
NOTES = {
    heading: said.strip().split("\n\n")
    for heading, _, said in (
        part.partition("\n") for part in (ROOT / "tests/data/notes.md").read_text("utf-8").split("## ")[1:]
    )
}
"""What is to be told, by question, and for the two cards of "Wanneer belt u?"."""
EMERGENCY, CALL = NOTES.pop("112"), NOTES.pop("bel")
LAST = NOTES["Meer informatie"].pop()
AXE = [("axe", width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


@pytest.fixture
def place(
    networks: object,
    practice: Practice,
    run: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    with_the_editor(monkeypatch)
    with forge(tmp_path / "host", tmp_path) as host:
        made = Place(practice, host, tmp_path, run)
        made.begin()
        yield made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a telephone makes it."""
    file = tmp_path / "enkel.jpg"
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(file)
    return file


def signed_in(place: Place) -> list[tuple[Any, ...]]:
    """The way into the editor."""
    return [
        ("open", f"{place.site}/admin/", "button"),
        ("tap", "button", "Inloggen met een toegangstoken", '[role="alertdialog"] input'),
        ("fill", '[role="alertdialog"] input', ANNA),
        ("tap", '[role="alertdialog"] button', "Inloggen"),
        ("see", "body", "Artikelen"),
    ]


def with_sources(photo: Path) -> list[tuple[Any, ...]]:
    """What the form alone asks: the topic, the sources, the photo."""
    return [
        ("say", "topic", "Klachten"),
        ("add", "sources", "Bronnen toevoegen"),
        *(("say", f"sources.0.{name}", said) for name, said in SOURCE.items()),
        ("photo", "image", str(photo)),
        ("say", "image_alt", ALT),
    ]


def written(place: Place, photo: Path) -> int:
    """Write the article in the editor of the site and save it; return the taps after its last sentence."""
    steps = [
        *signed_in(place),
        ("go", "#/collections/articles/new", '[data-key-path="title"] input'),
        ("say", "title", TITLE),
        ("choose", "status", "Openbaar"),
        ("choose", "authors", "Anna Berk"),
        ("choose", "reviewed_by", "Bram Els"),
        ("say", "summary", SUMMARY),
        *with_sources(photo),
        ("card", 0, EMERGENCY),
        ("card", 1, CALL),
        *(("below", question, said) for question, said in NOTES.items()),
        ("below", NOTES["Meer informatie"][-1][:20], [LAST]),
        ("save", "Opslaan"),
        ("gone", '[data-key-path="title"]'),
    ]
    gone = place.go(ANNA, steps)
    assert gone.said == []
    return gone.taps[-1] - gone.taps[-3]


def answered(place: Place, photo: Path) -> int:
    """Write it question by question, save it in the form; return the taps after its last sentence."""
    first, second, third, last = NOTES.values()
    texts = (first, second, EMERGENCY, CALL, third, [*last, LAST], [SUMMARY])
    on = ("tap", "#next", "Volgende")
    steps = [
        *signed_in(place),
        ("open", f"{place.site}/admin/vragen/", "#answer"),
        ("fill", "#answer", TITLE),
        on,
        *(step for who in ("Anna Berk", "Bram Els") for step in (("tap", "#choices label", who), on)),
        *(step for said in texts for step in (("fill", "#answer", "\n".join(said)), on)),
        ("leave", "#form", "Naar het formulier"),
        ("see", "body", LAST),
        *with_sources(photo),
        ("choose", "status", "Openbaar"),
        ("save", "Opslaan"),
        ("gone", '[data-key-path="title"]'),
    ]
    gone = place.go(ANNA, steps)
    assert gone.said == []
    return gone.taps[-1] - gone.taps[-4]


def sent_a_note(place: Place, key: str, page: str, button: str, *, at: str = "a", before: Steps = ()) -> Gone:
    """Open a private page, touch a button at its place, and send the note that it fills in."""
    looked = [("open", page, "h1"), ("wider",), *AXE, ("words",)]
    steps = [
        *before,
        *looked,
        ("follow", f"{at}.button", button),
        ("tap", "button", "Submit"),
        ("see", "body", "Sent"),
    ]
    gone = place.go(key, steps)
    told = gone.told[len(before) :]
    assert told[1] == 0
    assert told[2:6] == [[], [], [], []]
    assert told[7].startswith(f"{HOST}/")
    assert gone.said == []
    return gone


def keys(place: Place) -> set[str]:
    """What the plan holds of the new text."""
    slots = coming_weeks(place.practice.root, weeks=1, environ=place.practice.environ).slots
    return {slot.key for slot in slots if slot.article.uid == UID}


def test_from_notes_to_a_stopped_post_with_five_taps_after_the_last_sentence(
    place: Place, photo: Path
) -> None:
    taps = written(place, photo)
    text = (place.host.folder / FILE).read_text("utf-8")
    assert 450 <= len(text.partition("\n---\n")[2].split()) <= 600
    assert LAST in text

    first = place.publish("2026-11-23T11:00:00+01:00")
    assert UID not in {coming.slot.article.uid for coming in first.outlook.coming}
    known, new = place.page("lezen", MORE), place.page("lezen", TITLE)
    sent_a_note(place, ANNA, new, "Ja, dit klopt")
    refused, why = place.act(place.host.notes[-1])
    assert (refused, "anna-berk wrote" in why) == (Exit.SETTINGS, True)
    read = sent_a_note(place, BRAM, new, "Ja, dit klopt", before=[("open", known, "h1"), ("pieces",)])
    assert [words.strip().splitlines()[0] for words in read.told[1]["open"]] == [MORE]
    assert read.told[1]["folded"] > 3
    said, thanks = place.act(place.host.notes[-1])
    assert (said, "Uw akkoord staat genoteerd." in thanks) == (Exit.DONE, True)

    assert place.publish("2026-11-23T15:00:00+01:00").sent == ()
    assert keys(place) == {f"{UID}/nl/a/new", f"{UID}/nl/b/new"}
    bureau = place.page("bureau", TITLE)
    desk = sent_a_note(place, ANNA, bureau, "Niet plaatsen", at="article.due:first-of-type a")
    assert desk.told[6].count("dinsdag 24 november") == 2
    assert place.act(place.host.notes[-1])[0] == Exit.DONE
    (left,) = keys(place)
    assert [one.key for one in place.publish(TOMORROW).sent] == [left]
    assert taps + read.taps[-1] + desk.taps[-1] <= 5


def test_question_by_question_two_taps_after_the_last_sentence_hand_the_whole_article_in(
    place: Place, photo: Path
) -> None:
    assert answered(place, photo) == 2
    text = (place.host.folder / FILE).read_text("utf-8")
    fields, _, body = text.removeprefix("---\n").partition("\n---\n")
    for said in ("status: published", f"title: {TITLE}", f"summary: {SUMMARY}", "topic: Klachten"):
        assert said in fields.split("\n")
    assert ("anna-berk" in fields, "bram-els" in fields, "review:" in fields) == (True, True, False)
    for said in (*NOTES["Wat is het?"], *(f"- {point}" for point in (*EMERGENCY, *CALL)), LAST):
        assert said in body.split("\n")
    place.publish("2026-11-23T11:00:00+01:00")
    new = place.page("lezen", TITLE)
    sent_a_note(place, BRAM, new, "Ja, dit klopt")
    assert place.act(place.host.notes[-1])[0] == Exit.DONE
    place.publish("2026-11-23T15:00:00+01:00")
    assert "23 november 2026" in (place.practice.root / "public" / UID / "index.html").read_text("utf-8")
