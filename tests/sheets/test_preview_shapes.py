"""How a post stands on each kind of network: the order of its parts, and what is said of them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from xml.etree import ElementTree

import pytest

from syndicate.channels import GROUP
from syndicate.channels.composers import COMPOSERS
from syndicate.limits import Limits, Link, LinkCard, Look, Shape, Sign
from syndicate.sheets import words
from syndicate.sheets.page import PARTS
from tests.sheets.preview_samples import ARTICLE, LIMITS, card, of_class, page, tree

MARKS = {"sender", "text", "picture", "link-card", "signs", "message", "time", "subject", "addresses"}
MARKS |= {"linked", "press", "fields", "caption"}
ORDER = {
    Shape.BESIDE: ["sender", "text", "picture", "signs"],
    Shape.BELOW: ["sender", "text", "picture", "signs"],
    Shape.EDGE: ["sender", "text", "picture", "signs"],
    Shape.PICTURE: ["sender", "picture", "signs", "caption", "text"],
    Shape.BUBBLE: ["sender", "message", "picture", "text", "time"],
    Shape.LETTER: ["subject", "addresses", "picture", "text"],
    Shape.LISTING: ["sender", "picture", "text"],
    Shape.DATA: ["fields", "picture"],
    Shape.SHEET: ["subject", "text", "picture"],
}


def shaped(shape: Shape, **more: object) -> Limits:
    return replace(LIMITS, look=Look(shape=shape, source="het netwerk zelf"), **more)  # type: ignore[arg-type]  # any field


def drawing(html: str) -> ElementTree.Element:
    (found,) = (e for e in tree(html).iter("div") if "phone" in (e.get("class") or "").split())
    return found


def order(html: str) -> list[str]:
    """Return the parts of the one post on a page, from top to bottom."""

    def seen() -> Iterator[str]:
        for each in drawing(html).iter():
            yield from MARKS.intersection((each.get("class") or "").split())

    return list(seen())


def sent(limits: Limits, body: str = '{"to": "lijst@linde.example", "a": ["é", "<b>"]}', **more: str) -> str:
    drawn = card("Prik?", limits)
    return page(replace(drawn, payload=replace(drawn.payload, body=body)), **more)


@pytest.mark.parametrize("shape", list(Shape))
def test_the_parts_of_a_post_stand_as_on_its_network(shape: Shape) -> None:
    html = sent(shaped(shape))
    assert order(html) == ORDER[shape]
    assert shape in (drawing(html).get("class") or "").split()
    assert set(PARTS) == set(ORDER) == set(Shape)


@pytest.mark.parametrize(
    ("shape", "part"),
    [
        (Shape.BESIDE, "link-card"),
        (Shape.EDGE, "link-card"),
        (Shape.LETTER, "linked"),
        (Shape.LISTING, "press"),
    ],
)
def test_a_link_that_is_not_in_the_words_stands_where_the_network_has_it(shape: Shape, part: str) -> None:
    assert part in order(sent(shaped(shape, link=Link.CARD)))
    assert part not in order(sent(shaped(shape)))


@pytest.mark.parametrize(("lang", "first", "last"), [("nl", "Van", "Aan"), ("en", "From", "To")])
def test_a_letter_says_from_whom_and_to_whom(lang: str, first: str, last: str) -> None:
    def said(body: str) -> list[str]:
        letter = drawing(sent(shaped(Shape.LETTER), body, lang=lang))
        return [" ".join("".join(e.itertext()).split()) for e in letter.iter() if e.tag in ("dt", "dd")]

    full = '{"from": "a@b.example", "to": "c@d.example"}'
    assert said(full) == [first, "Praktijk De Linde a@b.example", last, "c@d.example"]
    assert said("{}") == [first, "Praktijk De Linde"]


def test_a_button_speaks_the_posts_language() -> None:
    limits = shaped(Shape.LISTING, link=Link.CARD)
    english = card("Jab?", limits, article=replace(ARTICLE, lang="en"))
    assert of_class(tree(page(english)), "press") == ["Learn more"]
    assert of_class(tree(sent(limits, lang="en")), "press") == ["Meer informatie"]


def test_a_program_gets_the_fields_of_the_call_and_of_what_was_refused_the_words_are_shown() -> None:
    body = '{"a": ["é", "<b>"]}'
    (shown,) = of_class(tree(sent(shaped(Shape.DATA), body)), "fields")
    assert json.loads(shown) == json.loads(body)
    assert order(sent(shaped(Shape.DATA), "")) == ORDER[Shape.SHEET]


def test_the_lines_of_a_card_stand_in_the_networks_order_and_its_picture_may_be_small() -> None:
    look = Look(card=LinkCard(("title", "host"), small=True))
    root = tree(page(card("Prik?", replace(LIMITS, look=look, link=Link.CARD))))
    assert [" ".join(c.split()) for c in of_class(root, "lines")] == ["Heb ik de prik nodig? linde.example"]
    assert len(of_class(root, "small")) == 1


def test_the_signs_below_a_post_are_those_of_its_network() -> None:
    every = replace(LIMITS, look=Look(signs=tuple(Sign)))
    signs = [e.get("class") for e in drawing(page(card("Prik?", every))).iter() if e.tag.endswith("}svg")]
    assert signs == [str(s) for s in Sign]
    strokes = {e.get("d") for e in drawing(page(card("Prik?", every))).iter() if e.tag.endswith("}path")}
    assert len(strokes) == len(Sign)
    assert None not in strokes
    assert "" not in strokes


def test_a_description_is_shown_where_it_goes_along_and_else_it_is_said_that_it_does_not() -> None:
    told = "hier is er geen plaats voor"
    by_card = replace(LIMITS, link=Link.CARD)
    described = replace(by_card, look=Look(card=LinkCard(described=True)))
    for limits, none in (
        (LIMITS, False),
        (replace(LIMITS, alt=0), True),
        (by_card, True),
        (described, False),
    ):
        said = "".join(tree(page(card("Prik?", limits))).itertext())
        assert (told in said) is none
        assert ("Een arm met een pleister" in said) is not none


def test_words_that_a_channel_added_stand_apart_and_lose_nothing() -> None:
    drawn = card("Prik?", replace(LIMITS, look=Look(shape=Shape.BUBBLE)))
    added = replace(
        drawn, visible="Prik?\n\n🖼 Een arm", payload=replace(drawn.payload, text="Prik?\n\n🖼 Een arm")
    )
    root = tree(page(added))
    assert of_class(root, "visible") == ["Prik?\n\n🖼 Een arm"]
    assert of_class(root, "quote") == ["🖼 Een arm"]
    assert of_class(tree(page(drawn)), "quote") == []
    assert of_class(tree(page(replace(added, visible="Iets anders"))), "quote") == []


def test_what_stands_behind_more_stands_below_the_drawing() -> None:
    html = page(card())
    assert of_class(drawing(html), "rest") == []
    assert of_class(tree(html), "behind") == ["Dit staat achter “meer”:"]
    assert of_class(tree(page(card("Prik?"))), "behind") == []


def test_a_post_without_links_says_that_its_link_does_not_go_along() -> None:
    said = "".join(tree(page(card("Prik?", replace(LIMITS, link=Link.NONE)))).itertext())
    assert "gaat niet mee" in said
    assert "https://linde.example/prik/?s=1" not in said


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("entry", entry_points(group=GROUP), ids=lambda e: e.name)
def test_every_channel_is_drawn_and_named(entry: object, lang: str) -> None:
    name, module = entry.name, import_module(entry.module)  # type: ignore[attr-defined]  # importlib's EntryPoint
    limits = module.LIMITS
    assert order(sent(limits))[0] in {"sender", "subject", "fields"}
    assert words.network_name(name, lang)[0].isupper()


def test_a_chat_that_has_no_channel_is_drawn_as_one() -> None:
    assert {name for name, known in COMPOSERS.items() if known.shape is Shape.BUBBLE} == {"whatsapp"}
