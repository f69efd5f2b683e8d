"""Plain: how long the sentences of a Markdown text are."""

from __future__ import annotations

import pytest
from rules_samples import article, codes, seen

from syndicate.model import Severity
from syndicate.rules.plain import Sentence, sentences


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("Een twee drie. Vier?", [(0, 3), (0, 1)]),
        ("Een twee\ndrie. Vier\nvijf!", [(0, 3), (1, 2)]),
        ("# Een kop\n\nEen twee.", [(2, 2)]),
        ("- een\n- twee drie\n  vier\n1. vijf", [(0, 1), (1, 3), (3, 1)]),
        ("> Een twee.\n> Drie.", [(0, 2), (1, 1)]),
        ("| a | b |\n|---|---|\n\nEen.", [(3, 1)]),
        ("```\ncode code\n\ncode\n```\nEen.", [(5, 1)]),
        ("Een\n~~~\ncode\n~~~", [(0, 1)]),
        ("<div>\nEen *twee* <b>drie</b>.", [(1, 3)]),
        ("Zie [de bron](https://a.example/b/c) hier.", [(0, 4)]),
        ("![een twee](a.jpg)\n\nVan https://a.example/x/y.z af.", [(2, 2)]),
        ("Neem bijv. een appel, ca. 100 gram. Klaar.", [(0, 7), (0, 1)]),
        ("Hij zei: „Kom nu!” Zij ging.", [(0, 4), (0, 2)]),
        ("Foto's en 10-jarigen.", [(0, 3)]),
        ("**Bel ons.** Wij helpen.", [(0, 2), (0, 2)]),
        ("... !!!", []),
    ],
)
def test_sentences_are_counted_by_words_on_their_own_line(body: str, expected: list[tuple[int, int]]) -> None:
    assert sentences(body) == [Sentence(*pair) for pair in expected]


def test_long_sentences_get_advice_at_the_longest() -> None:
    long, longer = " ".join(["woord"] * 21), " ".join(["woord"] * 25)
    short = "Kort. " * 10
    (found,) = seen(article(body=f"{short}\n{long}.\n\n{longer}."))
    assert (found.code, found.line, found.severity) == ("plain.sentence-longest", 33, Severity.WARNING)
    assert "woorden: 2" in found.said.nl
    assert "telt er 25" in found.said.nl


def test_a_long_mean_gets_advice_at_the_start_of_the_text() -> None:
    body = f"{' '.join(['woord'] * 13)}."
    (found,) = seen(article(body=body))
    assert (found.code, found.line) == ("plain.sentence-mean", 30)
    assert "13 woorden" in found.said.nl


def test_a_text_without_sentences_gets_no_advice() -> None:
    assert codes(seen(article(body="## Kop"))) == []
