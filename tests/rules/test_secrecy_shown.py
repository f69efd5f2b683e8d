"""Secrecy in what is built and kept beside the articles: pages, posts, topics, events and people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_samples import BSN, KNOWN, PRACTICE, article, codes, page, post, secret

from syndicate import rules
from syndicate.limits import Limits, Unit
from syndicate.model import Calendar, Event, Person, Quiet, Topic, Words

ROOM = Limits(Unit.CODE_POINTS, 500)


def test_a_built_page_is_searched_as_its_reader_sees_it() -> None:
    body = (
        f"<p>{BSN[:3]}<strong>{BSN[3:]}</strong></p>\n"
        '<img src="a.png" alt="jan&#64;post.example">\n'
        "<td>111</td><td>222333</td>\n"
        '<a href="tel:+31612345678">bel</a>\n'
        "<p>Dorpsstraat 12<br>2511 AC Den Haag</p>\n"
        "<!-- geboren op 12 maart 1956 -->\n"
        f'<script type="application/ld+json">{{"x": "{BSN}"}}</script><style>{BSN}</style>\n'
        f'<a title="van {BSN}" href="https://portaal.example/">x</a>\n'
        f'<meta name="description" content="{BSN}"><meta content="https://x.example/{BSN}">\n'
        f"<p>070 123 45 67 · https://rivm.example/{BSN}</p>\n"
    )
    findings = rules.on_page(page(body), known=KNOWN)
    assert secret(findings) == [
        ("secrecy.bsn", 4),
        ("secrecy.email", 5),
        ("secrecy.phone", 7),
        ("secrecy.address", 8),
        ("secrecy.birth-date", 9),
        ("secrecy.bsn", 11),
        ("secrecy.bsn", 12),
    ]
    assert BSN not in repr(findings)


def test_lines_of_a_page_hold_after_attributes_and_words_with_line_breaks() -> None:
    body = f'<p\nclass="x"\ntitle="een&#10;twee\ndrie">vier\nvijf</p>\n\n<p>{BSN}</p>\n'
    # The &#10; is one line more than the page has; nothing before it moves.
    assert secret(rules.on_page(page(f"<p>{BSN}</p>{body}"), known=KNOWN)) == [
        ("secrecy.bsn", 4),
        ("secrecy.bsn", 10),
    ]


def test_a_page_without_an_article_names_its_own_path_and_stops_the_site() -> None:
    (found,) = rules.on_page(page(BSN, article=None, path="contact/index.html"), known=KNOWN)
    assert (found.file, found.line, found.subject) == ("contact/index.html", 4, "")


@pytest.mark.parametrize("place", ["text", "alt", "title", "summary"])
def test_a_post_is_searched_in_its_words_its_picture_and_its_card(place: str) -> None:
    sound = post()
    value = f"{BSN}? {sound.link}" if place == "text" else BSN
    findings = rules.on_post(replace(sound, **{place: value}), ROOM, known=KNOWN)
    assert [f.code for f in findings if f.blocks] == ["secrecy.bsn"]
    assert findings[0].subject == sound.key
    assert BSN not in repr(findings)


def test_free_text_can_be_asked_what_it_holds() -> None:
    assert rules.identifiers("klacht van jan@post.example, 0612345678", known=KNOWN) == (
        rules.Kind.EMAIL,
        rules.Kind.PHONE,
    )
    assert rules.identifiers("even pauze, bel 070 123 45 67", known=KNOWN) == ()


def test_the_words_of_a_topic_are_searched_in_both_languages_and_never_repeated() -> None:
    calm = Words("Bewegen", "Moving")
    for name, intro in ((Words("Bel", BSN), calm), (calm, Words(BSN, "x")), (calm, Words("x", BSN))):
        topic = Topic("bewegen", name, intro, "content/topics.toml", 7)
        (found,) = rules.on_topic(topic, known=KNOWN)
        assert (found.code, found.file, found.line) == ("secrecy.bsn", "content/topics.toml", 7)
        assert (found.subject, found.blocks) == ("", True)
        assert BSN not in f"{found.said} {found.mend}"
    assert rules.on_topic(Topic("bewegen", calm, calm), known=KNOWN) == ()


def test_events_and_quiet_days_are_searched_since_their_words_are_kept() -> None:
    day = date(2026, 12, 24)
    calm = Event("Griepprikweken", "griepprikweken", day, day, ("griepprik",))
    event = replace(calm, name=f"Bel {BSN}", file="content/calendar.toml", begins=3)
    quiet = Quiet(day, day, "Bel 06 12345678", "content/calendar.toml", 9)
    found = rules.on_calendar(Calendar(quiet=(quiet,), events=(event,)), known=KNOWN)
    assert [(f.code, f.file, f.line, f.subject, f.blocks) for f in found] == [
        ("secrecy.bsn", "content/calendar.toml", 3, "", True),
        ("secrecy.phone", "content/calendar.toml", 9, "", True),
    ]
    assert BSN not in f"{found[0].said} {found[0].mend}"
    ours = Quiet(day, day, f"Dicht, bel {PRACTICE.phone}")
    assert rules.on_calendar(Calendar(quiet=(ours,), events=(calm,)), known=KNOWN) == ()


def test_where_nobody_can_let_it_pass_no_finding_says_so() -> None:
    calm = Words("Bewegen", "Moving")
    told = [
        rules.on_topic(Topic("bewegen", Words(words, "x"), calm), known=KNOWN)[0].mend
        for words in (f"BSN {BSN}", "Bel 06 12345678", "jan@post.example", "Wij spraken Fatima El Amrani.")
    ]
    assert all("SYNDICATE_PRACTICE." in words.nl for words in told)
    assert not any("overrides" in words.en or "approve" in words.en for words in told)


COLLEAGUE = Person("jan-bakker", "dr. J.P. Bakker", "huisarts", Words("huisarts", "GP"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"registration": "BIG", "registration_number": "89012345601"}, ""),
        ({"registration_number": "12345678"}, ""),
        ({"url": "https://praktijk.example/team/jan-bakker"}, ""),
        ({"accounts": ("https://social.example/@janbakker", "@jan@social.example")}, ""),
        ({"name": "J. Bakker NL91ABNA0417164300"}, "iban"),
        ({"name": f"J. Bakker {BSN}"}, "bsn"),
        ({"registration_number": BSN}, "bsn"),
        ({"registration": "bel 06-12345678"}, "phone"),
        ({"url": "https://x.example/?mail=jan%40gmail.com"}, "email"),
        ({"accounts": ("https://x.example/?tel=0612345678",)}, "phone"),
        ({"url": "https://x.example/patient-fatima-yilmaz-heeft-kanker"}, "name-care"),
        ({"id": f"jan-{BSN}"}, "bsn"),
        ({"interests": Words("Geeft lessen.", f"Was paid by {BSN}.")}, "bsn"),
    ],
)
def test_all_that_is_said_of_a_colleague_is_read_but_their_own_name(
    changes: dict[str, Any], code: str
) -> None:
    someone = replace(COLLEAGUE, **changes)
    known = rules.vouch(PRACTICE, (someone,))
    found = rules.on_people((someone,), known=known, file="content/people.toml")
    assert codes(found) == ([f"secrecy.{code}"] if code else [])
    assert BSN not in repr(found)


def test_where_a_page_leads_is_read_too_but_not_how_a_build_names_its_files() -> None:
    body = (
        f'<a href="https://portaal.example/?bsn={BSN}">x</a>\n'
        '<img src="/bel/0612345678" alt=""><img srcset="a.png 1x, /b/jan@post.example 2x" alt="">\n'
        f'<a href="MAILTO:jan@post.example">x</a> {BSN} <a href="https://portaal.example/{BSN}">x</a>\n'
        '<img src="/share/griep-nl-111222333444.png" alt=""><link href="/theme/site.111222333.css">\n'
        '<a href="https://vuurtoren.example/griep/?s=12345678">x</a>\n'
        '<a href="/team/fatima-yilmaz/">x</a> <a href="data:text/plain,111222333">x</a>\n'
    )
    for subject in (article(), None):
        findings = rules.on_page(page(body, article=subject), known=KNOWN)
        assert sorted(secret(findings)) == [
            ("secrecy.bsn", 4),
            ("secrecy.bsn", 6),
            ("secrecy.email", 5),
            ("secrecy.email", 6),
            ("secrecy.phone", 5),
        ]
