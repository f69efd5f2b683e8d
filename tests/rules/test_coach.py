"""The coach: what makes a text hard, shown with its sentence and a better way, three things at most."""

from __future__ import annotations

import pytest
from rules_samples import BSN, article, codes, seen

from syndicate import rules
from syndicate.model import Finding, Severity, Status
from syndicate.rules import coach
from syndicate.rules.coach.ease import flesch_douma, syllables
from syndicate.rules.coach.lists import better, common, spelled_out
from syndicate.rules.coach.wording import passive
from syndicate.rules.plain import sentences

HARD = """\
Bij hypertensie en een verhoogde albumine-uitscheiding in de urine dient de behandelaar te
overwegen of een medicamenteuze interventie noodzakelijk is. Nocturie, dyspneu en oedeem worden door de
huisarts beoordeeld. De bloeddruk wordt gemeten. Er wordt een ECG gemaakt. Zij worden verwezen naar
de SEH. Het risico is hoog en er is een grote kans op cardiovasculaire aandoeningen.

De behandeling wordt door ons ingesteld, en wordt daarna geëvalueerd door de praktijkondersteuner van de
praktijk. Bij trombocytopenie of glomerulonefritis is specialistische diagnostiek noodzakelijk. De
medicatie wordt getitreerd. Antihypertensiva kunnen orthostatische verschijnselen veroorzaken, waarvoor
regelmatige controle aangewezen is.
Raadpleeg voor de medicamenteuze behandelmogelijkheden steeds de verantwoordelijke zorgverlener van de
organisatie, die de contra-indicaties inventariseert.
"""


def coached(body: str, **changes: object) -> list[Finding]:
    return list(coach.on_source(article(body=body, **changes)))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_thesaurus_says_every_hard_word_in_other_words(lang: str) -> None:
    table = better(lang)
    assert len(table) >= {"nl": 150, "en": 60}[lang]
    assert all(word == word.lower() and plain and word != plain for word, plain in table.items())
    assert all(short.isupper() and plain for short, plain in spelled_out(lang).items())


def test_the_list_of_common_words_is_small_and_has_both_languages() -> None:
    assert {"nl:vaccinatie", "en:vaccine"} <= common()
    assert not {"nl:hypertensie", "nl:dyspneu", "en:dyspnoea"} & common()


def test_the_worst_three_things_come_first_and_a_text_that_is_far_too_hard_is_an_error() -> None:
    found = coached(HARD)
    assert codes(tuple(found)) == ["plain.too-hard", "plain.hard-word", "plain.abbreviation", "plain.passive"]
    assert [f.blocks for f in found] == [True, False, False, False]
    assert "hulpmiddel" in found[0].said.nl
    assert all("gecertificeerd" not in f.said.nl + f.mend.nl for f in found)


def test_a_finding_shows_the_line_the_sentence_and_a_better_way() -> None:
    (found,) = coached("U bent gezond.\n\nHeeft u last van obstipatie? Bel ons.")
    assert (found.code, found.severity, found.line) == ("plain.hard-word", Severity.WARNING, 32)
    assert "“Heeft u last van obstipatie?”." in found.said.nl
    assert "“verstopping”" in found.mend.nl
    assert "“verstopping”" in found.mend.en


@pytest.mark.parametrize(
    "body",
    [
        "Heeft u verstopping (obstipatie)? Bel ons.",
        "Heeft u obstipatie (moeilijk kunnen poepen)? Bel ons.",
        "U kunt niet poepen. Dat heet obstipatie.",
        "Obstipatie is: niet kunnen poepen.",
        "U heeft obstipatie. Dat betekent dat u niet kunt poepen.",
        "U heeft last van verstopping. Obstipatie komt voor.",
    ],
)
def test_a_hard_word_that_is_explained_where_it_first_stands_is_fine(body: str) -> None:
    assert coached(body) == []


def test_a_rare_word_made_as_learned_words_are_is_hard_and_a_rare_everyday_one_is_not() -> None:
    (found,) = coached("U heeft misschien trombocytopenie of glomerulonefritis.")
    assert "“trombocytopenie”" in found.said.nl
    assert "gewoner woord" in found.mend.nl
    assert coached("De griepprikdag, de tandenborstelbeker en de griepvaccinatie. In Hyperstad is het.") == []


def test_the_endings_of_a_word_hide_it_not() -> None:
    assert len(coached("U krijgt intraveneuze injecties en acute fracturen.")) == 1


@pytest.mark.parametrize(
    ("body", "lang", "word"),
    [
        ("Wij maken een ECG van uw hart.", "nl", "ECG"),
        ("Wij meten de XYZ van uw hart.", "nl", "XYZ"),
        ("We check for a UTI.", "en", "UTI"),
    ],
)
def test_an_abbreviation_is_spelled_out_at_first_use(body: str, lang: str, word: str) -> None:
    (found,) = coached(body, lang=lang)
    assert found.code == "plain.abbreviation"
    assert word in found.said.nl


def test_a_known_or_explained_abbreviation_is_fine() -> None:
    assert coached("Het RIVM schrijft dit. Wij maken een hartfilmpje (ECG). Een ECG doet NIET pijn.") == []
    assert coached("We check for a urine infection (UTI). The NHS says so.", lang="en") == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("De bloeddruk wordt gemeten.", "nl", True),
        ("U wordt door ons onderzocht en behandeld.", "nl", True),
        ("U wordt benauwd.", "nl", False),
        ("U wordt weer gezond en beter.", "nl", False),
        ("Wij hebben u gebeld.", "nl", False),
        ("You will be called by us.", "en", True),
        ("The dose is slowly increased.", "en", True),
        ("You are tired and worried.", "en", False),
        ("We call you.", "en", False),
    ],
)
def test_a_passive_sentence_is_told_from_a_state(text: str, lang: str, expected: bool) -> None:
    assert passive(text, lang) is expected


def test_a_few_passive_sentences_are_let_be_and_many_are_not() -> None:
    told = "De bloeddruk wordt gemeten. Het hart wordt bekeken. U wordt gewogen. "
    (found,) = coached(told + "\n\nWij bellen u." * 10)
    assert (found.code, "3 van de 13" in found.said.nl) == ("plain.passive", True)
    assert coached(told + "\n\nWij bellen u." * 20) == []


def test_a_chance_has_a_number_in_its_sentence_or_beside_it() -> None:
    (found,) = coached("U rookt. U heeft een grote kans op een longziekte. Stop daarom.")
    assert found.code == "plain.vague-number"
    assert coached("U heeft een grote kans: ongeveer 4 van de 10. Stop daarom.") == []
    assert coached("Het risico is klein. Het gebeurt bij 1 op de 1000 mensen.") == []
    assert len(coached("You have a high risk. Stop.", lang="en")) == 1


def test_long_paragraphs_are_split_and_six_short_sentences_are_none() -> None:
    sentence = " ".join(["woord"] * 16) + ". "
    (found,) = [f for f in coached("Een.\n\n" + sentence * 4) if f.code == "plain.paragraph"]
    assert (found.line, "telt 4 zinnen" in found.said.nl) == (32, True)
    assert coached("Wij bellen u. " * 12) == []


def test_reading_ease_is_asked_of_dutch_texts_of_some_length() -> None:
    assert [
        f.code for f in coached(HARD, lang="en") if f.code in {"plain.too-hard", "plain.reading-ease"}
    ] == []
    assert flesch_douma([]) == 100
    assert (syllables("huisarts"), syllables("112")) == (2, 1)
    dull = "De medewerkers beantwoorden uw vragen over de vergoeding. Wij bellen u vandaag terug. " * 10
    assert 45 <= flesch_douma(sentences(dull)) < 60
    assert codes(tuple(coached(dull)))[0] == "plain.reading-ease"


def test_another_language_is_only_asked_for_its_lengths() -> None:
    assert coached("Die Hypertonie ist EKG. Das Risiko ist hoch.", lang="de") == []


def test_what_somebody_lets_pass_takes_no_place_of_the_three() -> None:
    own = article(body=HARD, overrides={"plain.hard-word": "anna: voor collega's"})
    assert {f.code for f in coach.on_source(own)} == {
        "plain.too-hard", "plain.hard-word", "plain.abbreviation", "plain.passive", "plain.vague-number"
    }  # fmt: skip


def test_no_sentence_is_shown_of_a_text_in_which_somebody_may_be_known() -> None:
    assert codes(seen(article(body=f"Obstipatie bij BSN {BSN}."))) == ["secrecy.bsn"]


def test_a_draft_and_a_blog_hear_it_as_advice() -> None:
    (draft,) = seen(article(body="Heeft u last van obstipatie?", status=Status.DRAFT))
    assert (draft.code, draft.severity) == ("plain.hard-word", Severity.ADVICE)
    assert {f.severity for f in rules.soften(tuple(coached(HARD)))} == {Severity.ADVICE}
