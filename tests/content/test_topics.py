"""topics.toml: what is right is read whole, what is wrong is named with its line, and articles find it."""

import pytest

from syndicate.content import read_topics
from syndicate.content.topics import by_name, find
from syndicate.model import Severity, Topic, Words

SAMPLE = """
# voorbeeld
[kinderen]
name = { nl = "Kinderen", en = "Children" }
intro = { nl = "Elk kind is weleens ziek.", en = "Every child is ill now and then." }

[mond-en-gebit]
name = "Mond & gebit"
[mond-en-gebit.intro]
nl = '''
Een gezonde mond
helpt.'''
en = "A healthy mouth helps."

[prikken]
name = "Vaccinaties"
"""


def topics(practice, text):
    return read_topics(practice.write("topics.toml", text), practice.root)


def test_topics_are_read_whole_and_in_the_order_of_the_file(practice):
    found, findings = topics(practice, SAMPLE)
    assert findings == ()
    file = "content/topics.toml"
    children = Words("Elk kind is weleens ziek.", "Every child is ill now and then.")
    mouth = Words("Een gezonde mond helpt.", "A healthy mouth helps.")
    name = Words("Mond & gebit", "Mond & gebit")
    assert list(found.values()) == [
        Topic("kinderen", Words("Kinderen", "Children"), children, file, 3),
        Topic("mond-en-gebit", name, mouth, file, 7),
        Topic("prikken", Words("Vaccinaties", "Vaccinaties"), Words("", ""), file, 15),
    ]


def test_without_the_file_there_are_no_topics(practice):
    assert read_topics(practice.content / "topics.toml", practice.root) == ({}, ())
    assert practice.read().topics == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("[kinderen]", "griep = 1\n[kinderen]", "topic-table", 3),
        ("[kinderen]", "[Kinderen]", "topic-id", 3),
        ('[prikken]\nname = "Vaccinaties"', "[prikken]", "topic-nameless", 15),
        ('"Vaccinaties"', '""', "topic-words", 16),
        ('"Vaccinaties"', "1", "topic-words", 16),
        ('"Vaccinaties"', '{ nl = "a" }', "topic-words", 16),
        ('"Vaccinaties"', '{ nl = "a", en = 1 }', "topic-words", 16),
        ('"Vaccinaties"', '{ nl = "a", en = " " }', "topic-words", 16),
        ('"Vaccinaties"', '"Vaccinaties"\ntitle = 1', "unknown-part", 17),
        ('"Vaccinaties"', f'"{"x" * 61}"', "long", 16),
        ('"Vaccinaties"', f'"Vaccinaties"\nintro = "{"x" * 601}"', "long", 17),
        ('"Vaccinaties"', '"<script>"', "html", 16),
        ('"Vaccinaties"', '"Vaccinaties"\nintro = "a <img onerror=x>"', "html-attribute", 17),
        ('"Vaccinaties"', '"children"', "topic-twice", 15),
        ('"Vaccinaties"', '"Mond-en-gebit!"', "topic-twice", 15),
        ('"Vaccinaties"', '"Vaccinaties', "toml", 16),
        ('"Vaccinaties"', r'"x\u001b[31m"', "control-sign", 16),
        ('"Vaccinaties"', r'"x\u001c"', "control-sign", 16),
        ('"Vaccinaties"', '"x\u202e"', "control-sign", 16),
        ('"Vaccinaties"', r'"Vaccinaties"' "\n" r'intro = { nl = "a", en = "\u202d" }', "control-sign", 17),
    ],
)
def test_a_mistake_in_topics_toml_is_named_with_its_line(practice, old, new, code, line):
    assert old in SAMPLE
    _, findings = topics(practice, SAMPLE.replace(old, new))
    assert [(f.code, f.line) for f in findings] == [(f"content.{code}", line)]
    assert all(f.file == "content/topics.toml" and f.subject == "" and f.blocks for f in findings)


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Kinderen", "kinderen"),
        ("kinderen", "kinderen"),
        (" CHILDREN ", "kinderen"),
        ("Mond & gebit", "mond-en-gebit"),
        ("mond-en-gebit", "mond-en-gebit"),
        ("Prikken", "prikken"),
        ("Vaccinaties", "prikken"),
        ("", None),
        ("Griep", None),
        ("🦷", None),
    ],
)
def test_an_article_names_a_topic_by_its_id_or_any_of_its_names(practice, written, id_):
    found, _ = topics(practice, SAMPLE)
    topic = find(written, by_name(found))
    assert (topic.id if topic else None) == id_


def test_a_topic_that_the_file_does_not_know_is_advice_with_the_nearest_name(practice, good):
    practice.write("topics.toml", SAMPLE)
    practice.write("articles/a.md", good.replace("topic: Vaccinaties", "topic: Vacinaties"))
    practice.write("articles/b.md", "Title: Zonder onderwerp\n\nTekst")
    (finding,) = practice.read().findings
    assert (finding.code, finding.severity) == ("content.topic-unknown", Severity.ADVICE)
    assert (finding.file, finding.line) == ("content/articles/a.md", 11)
    assert finding.subject == "griepprik/nl"
    assert "`Vaccinaties`" in finding.mend.nl
    assert "`Vaccinaties`" in finding.mend.en


def test_nothing_in_topics_toml_asks_for_a_new_approval(practice, good):
    practice.write("articles/a.md", good)
    before = practice.read().articles
    practice.write("topics.toml", SAMPLE)
    between = practice.read()
    practice.write("topics.toml", SAMPLE.replace('"Vaccinaties"', '"Griep"\nintro = "Nieuw."'))
    after = practice.read()
    assert before == between.articles == after.articles
    assert (between.findings, [f.code for f in after.findings]) == ((), ["content.topic-unknown"])
