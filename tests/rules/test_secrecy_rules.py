"""Secrecy: found wherever an author can write it, on its line, and never repeated."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_samples import BSN, KNOWN, PRACTICE, article, codes, page, secret, seen

from syndicate import rules
from syndicate.model import Article, Severity, Source, Status, Teaser

# --- generated identifiers, and text around them that holds none ---


def _valid(first: str) -> str | None:
    check = sum((9 - at) * int(digit) for at, digit in enumerate(first)) % 11
    return f"{first}{check}" if check < 10 and int(first) else None


eights = st.text(string.digits, min_size=8, max_size=8)
bsns = (
    eights.map(_valid)
    .filter(bool)
    .flatmap(
        lambda n: st.sampled_from(
            [n, f"{n[:4]}.{n[4:6]}.{n[6:]}", f"{n[:3]} {n[3:6]} {n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}"]
        )
    )
)
phones = eights.flatmap(
    lambda n: st.sampled_from(
        [f"06{n}", f"06-{n}", f"06 {n[:2]} {n[2:4]} {n[4:6]} {n[6:]}", f"+316{n}", f"+31 (0)6 {n}"]
    )
).filter(
    lambda n: not re.sub(r"\D", "", n).removeprefix("31").lstrip("0").startswith(("66", "67", "69", "60"))
)
emails = st.builds(
    "{}@{}.{}".format,
    st.text(string.ascii_lowercase, min_size=1, max_size=20),
    st.text(string.ascii_lowercase, min_size=2, max_size=20),
    st.sampled_from(["nl", "com", "org", "example"]),
)
addresses = st.builds(
    "{} {}, {} {}".format,
    st.sampled_from(["Dorpsstraat", "Laan van Meerdervoort", "'t Zand", "2e Dwarsweg"]),
    st.integers(1, 2000),
    st.integers(1000, 9999),
    st.sampled_from(["AC", "XZ", "HB"]),
)
births = st.builds(
    "{} {} {} {}".format,
    st.sampled_from(["geboren op", "geb.", "geboortedatum:", "born on"]),
    st.integers(1, 31),
    st.sampled_from(["januari", "maart", "mei", "dec"]),
    st.integers(1900, 2026),
)
KINDS = {"bsn": bsns, "phone": phones, "email": emails, "address": addresses, "birth-date": births}
words = st.lists(st.text(string.ascii_letters + "éëï", min_size=1, max_size=9), max_size=6).map(" ".join)
proses = st.lists(words, max_size=6).map("\n".join)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), before=proses, after=proses)
def test_an_identifier_anywhere_in_the_text_is_found_on_its_line_and_not_repeated(
    kind: str, data: st.DataObject, before: str, after: str
) -> None:
    value = data.draw(KINDS[kind])
    # Letters that touch an address, a mail or a date would be part of it.
    findings = seen(article(body=f"{before} ; {value} ; {after}"))
    line = 30 + before.count("\n")
    assert (f"secrecy.{kind}", line) in secret(findings)
    assert value not in repr(findings)


FIELDS: dict[str, Callable[[Article, str], Article]] = {
    "title": lambda a, v: replace(a, title=f"Over {v}"),
    "slug": lambda a, v: replace(a, slug=f"over-{v}"),
    "topic": lambda a, v: replace(a, topic=v),
    "audience": lambda a, v: replace(a, audience=v),
    "summary": lambda a, v: replace(a, summary=f"Zie {v}."),
    "tags": lambda a, v: replace(a, tags=("griep", v)),
    "key_points": lambda a, v: replace(a, key_points=(v,)),
    "sources": lambda a, v: replace(a, sources=(Source(v, "RIVM", 2025, "https://rivm.example"),)),
    "publisher": lambda a, v: replace(a, sources=(Source("Griep", v, 2025, "https://rivm.example"),)),
    "image": lambda a, v: replace(a, image=f"images/foto_{v}.jpg"),
    "image_alt": lambda a, v: replace(a, image_alt=f"Brief aan {v}"),
    "teasers": lambda a, v: replace(a, teasers=(Teaser("Wat nu?"), Teaser(f"Bel {v}?"))),
    "translation_of": lambda a, v: replace(a, translation_of=v),
    "reason": lambda a, v: replace(a, reason=v),
    "correction": lambda a, v: replace(a, correction=v),
    "conflict": lambda a, v: replace(a, conflict=v),
    "ai": lambda a, v: replace(a, ai=v),
    "overrides": lambda a, v: replace(a, overrides={"tone.image": f"anna: zie {v}"}),
    "body": lambda a, v: replace(a, body=f"[brief](https://portaal.example/{v})"),
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("kind", "value"), [("bsn", BSN), ("phone", "0612345678"), ("email", "jan@post.example")]
)
def test_every_field_that_an_author_writes_is_searched(field: str, kind: str, value: str) -> None:
    findings = seen(FIELDS[field](article(), value))
    assert f"secrecy.{kind}" in codes(findings)
    assert value not in repr(findings)


def test_a_finding_stands_at_the_item_of_its_list_where_the_line_is_known() -> None:
    text = article(tags=("griep", BSN), teasers=(Teaser("Hoe?"), Teaser(f"Bel {BSN}?")))
    assert secret(seen(text)) == [("secrecy.bsn", 20), ("secrecy.bsn", 12)]


def test_a_finding_is_an_error_with_words_in_both_languages() -> None:
    (found,) = [f for f in seen(article(body=f"regel\nBSN {BSN} en {BSN}")) if f.code == "secrecy.bsn"]
    assert (found.severity, found.file, found.line) == (Severity.ERROR, "content/articles/griepprik.md", 31)
    assert found.subject == "griepprik/nl"
    assert found.said.nl == "In de tekst staat een nummer dat een burgerservicenummer (BSN) kan zijn."
    assert found.said.en == "There is a number that may be a citizen service number (BSN) in the text."


@pytest.mark.parametrize(
    "name",
    [f"content/articles/patient_{BSN}.md", "content/articles/foto0612345678.md", "c/geb-12-03-1956.md"],
)
def test_an_identifier_in_a_file_name_is_found_and_masked_in_every_finding(name: str) -> None:
    findings = seen(article(file=name, image=""))
    assert [line for code, line in secret(findings)] == [1]
    assert "tone.image" in codes(findings)
    assert not any(f.file == name for f in findings)
    assert not re.search(r"111222333|0612345678|12-03-1956", repr(findings))
    assert {f.subject for f in findings} == {"griepprik/nl"}


def test_an_identifier_in_the_uid_stops_the_whole_site_since_no_address_may_carry_it() -> None:
    findings = seen(article(uid=f"patient-{BSN}", image=""))
    assert secret(findings) == [("secrecy.bsn", 1)]
    assert {f.subject for f in findings} == {""}
    assert BSN not in repr(findings)


def test_the_practice_own_numbers_and_addresses_are_no_patients() -> None:
    own = (
        "Bel 070-1234567 of 0707654321, mail info@vuurtoren.example of balie@vuurtoren.example. "
        "Zeekade 12, 2584AB. Bel 112, 113, 0900-8844 of de buren: 020 123 45 67, hulp@buren.example, "
        "Havenweg 3, 1012XZ. Vragen: wie.dan.ook@rivm.example. Volg @praktijk@social.example."
    )
    assert secret(seen(article(body=own))) == []


def test_the_neighbours_are_not_the_practice() -> None:
    text = "Zeekade 14, 2584 AB\njan@buren.example\n020 123 45 68\nZeekade 12, 2584 AC"
    assert secret(seen(article(body=text))) == [
        ("secrecy.address", 30),
        ("secrecy.email", 31),
        ("secrecy.phone", 32),
        ("secrecy.address", 33),
    ]


def test_a_practice_with_webmail_vouches_for_its_mailbox_and_not_for_the_host() -> None:
    practice = replace(PRACTICE, email="praktijk@gmail.com")
    text = article(body="praktijk@gmail.com\njan@gmail.com\n@jan@gmail.com")
    assert secret(seen(text, known=rules.vouch(practice))) == [("secrecy.email", 31), ("secrecy.email", 32)]


def test_a_practice_abroad_has_its_own_national_numbers() -> None:
    text = article(body="Bel 0171 12345678.")
    assert secret(seen(text)) == []
    assert secret(seen(text, known=rules.vouch(replace(PRACTICE, country="DE")))) == [("secrecy.phone", 30)]
    # written as a Dutch number is, a Belgian one is seen here too
    assert secret(seen(article(body="Bel 0470 12 34 56."))) == [("secrecy.phone", 30)]


def test_a_practice_without_settings_has_nothing_of_its_own() -> None:
    from syndicate.model import Practice

    assert secret(seen(article(), known=rules.vouch(Practice()))) == [("secrecy.phone", 32)]


def test_numbers_in_the_addresses_of_sources_are_no_alarm_but_in_other_links_they_are() -> None:
    sources = (
        Source("A", "B", 2025, "https://bron.example/111222333"),
        Source("C", "D", 2025, "ftp://bron.example/111222333"),
    )
    body = "[bron](https://bron.example/x/111222333)\n[ander](https://ander.example/111222333)"
    assert secret(seen(article(sources=sources, body=body))) == [("secrecy.bsn", 31)]


def test_a_draft_with_patient_data_hears_it_as_an_error() -> None:
    (found,) = [f for f in seen(article(status=Status.DRAFT, body=BSN)) if f.code == "secrecy.bsn"]
    assert found.severity is Severity.ERROR


def test_withdrawing_a_text_with_patient_data_is_possible_unless_its_notice_shows_them() -> None:
    text = article(status=Status.WITHDRAWN, body=BSN, summary=BSN, teasers=(), authors=())
    assert seen(text) == ()
    assert secret(seen(replace(text, reason=f"om {BSN}"))) == [("secrecy.bsn", 1)]


@pytest.mark.parametrize(
    ("there", "kind"),
    [
        ("dossier?bsn=123456782", "bsn"),
        ("x/jan61%40gmail.com", "email"),
        ("NL91ABNA0417164300", "iban"),
        ("tel/0612345678", "phone"),
        ("geboren-12-03-1956", "birth-date"),
        ("?patientnummer=8642975", "patient-number"),
        ("2020/patient-fatima-yilmaz-heeft-kanker", "name-care"),
        ("interview-fatima-yilmaz", "name"),
    ],
)
def test_the_address_of_a_source_is_read_and_so_is_a_link_to_its_host(there: str, kind: str) -> None:
    url = f"https://bron.example/{there}"
    source = Source("Griep", "RIVM", 2025, "https://bron.example/")
    assert secret(seen(article(sources=(replace(source, url=url),)))) == [(f"secrecy.{kind}", 14)]
    assert secret(seen(article(sources=(source,), body=f"[bron]({url})"))) == [(f"secrecy.{kind}", 30)]
    assert secret(seen(article(sources=(source,), body=f"[x](https://doi.org/{there})")))


@pytest.mark.parametrize(
    "url",
    [
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://doi.org/10.1016/S0140-6736(20)30183-5",
        "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext",
        "https://link.springer.com/article/10.1007/s12345-019-1234-5",
        "https://www.rivm.example/111222333",
        "https://nhg.example/standaarden/diabetes-mellitus-type-2",
        "https://kliniek.example/diseases-conditions/guillain-barre-syndrome/syc-20362793",
        "https://en.wikipedia.org/wiki/Alzheimer%27s_disease",
    ],
)
def test_the_numbers_and_words_of_publications_are_nobodys(url: str) -> None:
    assert secret(seen(article(sources=(Source("Griep", "RIVM", 2025, url),)))) == []


@pytest.mark.parametrize(
    "publisher",
    ["Nederlands Huisartsen Genootschap", "Thuisarts.nl", "dr. J. Jansen et al.", "Trimbos-instituut", "BMJ"],
)
def test_who_publishes_about_care_is_no_patient(publisher: str) -> None:
    source = Source("Diabetes bij ouderen en hun behandeling", publisher, 2020, "https://bron.example/")
    body = f"Volgens {publisher} herstellen de meeste patiënten met diabetes binnen een week."
    assert secret(seen(article(sources=(source,), body=body))) == []


def test_a_patient_as_publisher_or_in_a_title_is_seen_and_vouches_for_nothing() -> None:
    told = "Fatima Yilmaz kreeg bij ons chemotherapie."
    source = Source("Kanker", "Fatima Yilmaz", 2020, "https://bron.example/")
    assert secret(seen(article(sources=(source,), body=told))) == [("secrecy.name-care", 30)]
    for one in (replace(source, publisher=told), replace(source, title=told)):
        assert ("secrecy.name-care", 14) in secret(seen(article(sources=(one,))))


def test_a_field_of_the_practice_vouches_only_for_what_it_is_meant_for() -> None:
    for field in ("phone", "out_of_hours_phone", "email", "street"):
        known = rules.vouch(replace(PRACTICE, **{field: f"NL91ABNA0417164300, BSN {BSN}"}))
        found = rules.identifiers(f"NL91ABNA0417164300, BSN {BSN}", known=known)
        assert set(found) == {rules.Kind.IBAN, rules.Kind.BSN}, field
    belgian = rules.vouch(replace(PRACTICE, country="BE", phone="02 345 67 89"))
    assert rules.identifiers("Bel 02 345 67 89.", known=belgian) == ()


def test_the_very_words_that_a_practice_allows_pass_where_nobody_signs() -> None:
    told = "Klachten? Onze functionaris is mevrouw\nA. de Jong, tel. 0800-1234."
    found = set(codes(rules.on_words(told, known=KNOWN, place="page")))
    assert "secrecy.case" in found
    assert found & {"secrecy.name", "secrecy.name-care"}
    known = rules.vouch(replace(PRACTICE, allowed=("mevrouw A. de Jong",)))
    assert rules.on_words(told, known=known, place="page") == ()
    assert codes(rules.on_words(f"{told}\n{BSN}", known=known, place="page")) == ["secrecy.bsn"]
    assert rules.on_words(f"{told}\n{BSN}", known=known, place="page")[0].line == 3
    assert rules.on_page(page(told, article=None), known=known) == ()
