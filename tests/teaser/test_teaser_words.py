import pytest
from teaser_samples import article

from syndicate.model import NoteKind, Teaser
from syndicate.teaser import variants


def words(item, account="praktijk-x", network="x"):
    return variants(item, account, network)


def test_the_authors_words_for_the_network_or_the_account_go_before_all_others():
    item = article("Voor allen", Teaser("Voor X", "x"), Teaser("Voor ons", "praktijk-x"))
    assert words(item) == ("Voor X", "Voor ons")
    assert words(item, "mastodon", "mastodon") == ("Voor allen",)


def test_the_authors_general_teasers_serve_every_channel_in_their_own_order():
    item = article(" Eerst ", "Dan", "  ", Teaser("In English", lang="en"), Teaser("Ook", lang="nl"))
    assert words(item) == ("Eerst", "Dan", "Ook")


def test_without_teasers_the_key_points_are_told_with_the_question_last():
    item = article(key_points=("De prik helpt.", "Hij is\n gratis."))
    assert words(item) == ("De prik helpt.\n\nVoor wie is de prik?", "Hij is gratis.\n\nVoor wie is de prik?")


def test_without_key_points_the_first_sentence_of_the_summary_is_the_message():
    (text,) = words(article())
    assert text == "De griepprik verkleint de kans op een ernstige griep.\n\nVoor wie is de prik?"


def test_a_message_that_is_the_question_itself_is_told_once():
    item = article(title="Wie krijgt de prik?", key_points=("Wie krijgt de prik?",))
    assert words(item) == ("Wie krijgt de prik?",)


def test_a_note_is_told_in_its_own_words_without_the_signs_of_markdown():
    text = "Vrijdag zijn we **dicht**.\nBel met spoed [de post](/contact/).\n\n- Zaterdag ook"
    item = article(body=text, note=NoteKind.NEWS)
    assert words(item) == ("Vrijdag zijn we dicht. Bel met spoed de post.\n\nZaterdag ook",)
    assert words(article("Zo", body=text, note=NoteKind.NEWS)) == ("Zo",)


def test_an_article_without_message_or_question_is_told_by_its_title():
    assert words(article(summary="", body="")) == ("De griepprik",)
    assert words(article(body="", key_points=("De prik helpt.",))) == ("De prik helpt.",)


@pytest.mark.parametrize(
    ("body", "question"),
    [
        ("::: bel Heeft u koorts?\n- a.\n:::\n\nWat dan?", "Wat dan?"),
        ("Tekst.\n\n## Doet het *pijn*? ##\n\nNee.", "Doet het pijn?"),
        ("Doet de [prik](/prik/) **pijn**? Nee.", "Doet de prik pijn?"),
        ("Moe? Slap? Lees verder.", "Moe?"),
        ("> Mijn vraag was: ‘Mag dat?’ Het mocht.", "Mijn vraag was: ‘Mag dat?’"),
        ("- Eerste punt\n- Wie betaalt dat?\n", "Wie betaalt dat?"),
        ("```\nIs dit code?\n```\nWat nu?", "Wat nu?"),
        ("<!-- Nog doen? --><p>Hoe dan?</p>", "Hoe dan?"),
        ("![Wie is dit?](a.png)\n\nWaarom\nzou dat?", "Waarom zou dat?"),
        ("Zie [1]? Wat dan?", "Wat dan?"),
        ("Dat weet dr. Jansen. Wie nog meer?", "Wie nog meer?"),
        ("| Hoe vaak? | Nooit |\n", ""),
        ("هذا نص. هل يؤلمك ظهرك؟ استمر.", "هل يؤلمك ظهرك؟"),
    ],
)
def test_the_question_is_found_in_the_text_as_readers_see_it(body, question):
    item = article(summary="", body=body, key_points=("Punt.",))
    assert words(item) == (f"Punt.\n\n{question}" if question else "Punt.",)


def test_a_title_that_asks_goes_before_a_question_in_the_text():
    item = article(title="Helpt de #griepprik?", key_points=("Punt.",))
    assert words(item) == ("Punt.\n\nHelpt de #griepprik?",)
