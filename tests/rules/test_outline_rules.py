"""The title, headings and links of a text, and the outline and head of the page that is built of it."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN, article, codes, page, seen

from syndicate import rules
from syndicate.model import Severity


def lines(body: str) -> list[tuple[str, int]]:
    return [(f.code, f.line) for f in seen(article(body=body))]


def on_page(html: str, **changes: object) -> list[str]:
    return codes(rules.on_page(page(html, **changes), known=KNOWN))


def test_a_title_has_at_most_65_characters() -> None:
    assert codes(seen(article(title="a" * 65))) == []
    (found,) = seen(article(title="a" * 66))
    assert (found.code, found.line, found.severity) == ("plain.title", 2, Severity.ERROR)
    assert "66" in found.said.nl


@pytest.mark.parametrize(
    ("length", "expected"), [(49, ["plain.summary"]), (50, []), (160, []), (161, ["plain.summary"])]
)
def test_a_summary_has_50_to_160_characters(length: int, expected: list[str]) -> None:
    assert codes(seen(article(summary="a" * length))) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Een\n\n### Twee\n\n#### Drie\n\n## Vier", []),
        ("# Een\n\n## Twee", [("plain.headings", 30)]),
        ("### Een\n\n### Twee", [("plain.headings", 30)]),
        ("## Een\n\n#### Twee", [("plain.headings", 32)]),
        ("## Een\n\n### Twee\n\n#### Drie\n\n##### Vier", [("plain.headings", 36)]),
        ("```\n# code\n```\n\n    # code\n\n####### geen kop", []),
        ("Kop\n---\n\n### Twee", []),
        ("Kop\n===\n\n## Twee", [("plain.headings", 31)]),
        ("Een zin.\n\n---\n\n### Twee", [("plain.headings", 34)]),
        ("##Kop\n\n### Twee", []),
        ("<!-- # weg\n# ook -->\n## Een", []),
        ("~~~\n```\n# code\n~~~\n\n## Een", []),
    ],
)
def test_headings_skip_no_level(body: str, expected: list[tuple[str, int]]) -> None:
    assert [found for found in lines(body) if found[0] == "plain.headings"] == expected


def test_a_heading_is_told_what_fits() -> None:
    (found,) = seen(article(body="## Een\n\n#### Twee"))
    assert "4 hekjes; hier past ###." in found.said.nl


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Lees [meer over de prik](https://rivm.example/griep).", []),
        ("[Klik hier](https://rivm.example/griep).", ["plain.link-text"]),
        ("Lees [**hier**](https://rivm.example/griep) meer.", ["plain.link-text"]),
        ("[Lees meer…](https://rivm.example/griep).", ["plain.link-text"]),
        ("[click here](https://rivm.example/griep)", ["plain.link-text"]),
        ("[https://rivm.example/griep](https://rivm.example/griep)", ["plain.link-text"]),
        ("Zie <https://rivm.example/griep>.", ["plain.link-text"]),
        ("Zie `<https://rivm.example/griep>`.", []),
        ("[Het formulier]({static}/formulier.pdf)", ["plain.pdf-size"]),
        ("[Het formulier (PDF, 120 kB)]({static}/formulier.pdf)", []),
        ('[Het formulier (PDF, 1,2 MB)](/formulier.pdf#page=2 "Formulier")', []),
        ("![hier](foto.jpg)", []),
    ],
)
def test_a_link_says_where_it_leads(body: str, expected: list[str]) -> None:
    assert [code for code, _ in lines(body) if code.startswith("plain.")] == expected


def test_a_page_has_one_main_heading() -> None:
    assert on_page("<h2>Twee</h2>") == []
    assert on_page("<h1>Twee</h1>") == ["page.main-heading"]


def test_a_page_skips_no_level_and_goes_no_deeper_than_four() -> None:
    (found,) = rules.on_page(page("<h2>Twee</h2>\n<h4>Vier</h4>"), known=KNOWN)
    assert (found.code, found.line) == ("page.outline", 5)
    assert "Na h2 volgt hier h4." in found.said.nl
    assert on_page("<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5>") == ["page.outline"]


def test_a_page_names_its_own_address_and_what_it_is_about() -> None:
    bare = page().html.replace("canonical", "next").replace("description", "author")
    assert codes(rules.on_page(page(html=bare), known=KNOWN)) == ["page.canonical", "page.description"]
    other = page(url="https://vuurtoren.example/prik/")
    assert codes(rules.on_page(other, known=KNOWN)) == ["page.canonical"]
    long = page().html.replace("Wie de prik krijgt.", "a" * 161)
    assert codes(rules.on_page(page(html=long), known=KNOWN)) == ["page.description"]
    assert codes(rules.on_page(page(html=bare, path="404.html", article=None), known=KNOWN)) == []
