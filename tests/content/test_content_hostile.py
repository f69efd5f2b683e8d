"""Whatever the bytes are: never a traceback, always the same answer, and Markdown can bear the rest."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from syndicate.content import read_calendar, read_people, read_topics, schema
from syndicate.content.bounds import scan
from syndicate.content.mistakes import Mistakes
from syndicate.content.naming import is_name, slugify

FAST = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = "[](){}<>!*_`~#>|:-+='\"&;\\/ \n\t.0aé"
NAMES = [f.name for f in schema.fields()] + ["save_as", "approved", "onbekend"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.one_of(
    WORDS,
    st.sampled_from(
        ["2026-02-31", "[a, b]", "{a: b}", "40-46", "'", '"\\ud800"', "- a", "&a", "images/prik.png"]
    ),
)


@FAST
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_without_a_traceback_and_twice_alike(practice, data):
    for head in (b"", b"---\ntitle: A\n", b"Title: A\nStatus: published\n"):
        assert practice.article(head + data) == practice.article(head + data)


@FAST
@given(fields=st.dictionaries(st.sampled_from(NAMES), VALUES), body=st.text(SIGNS, max_size=200))
def test_any_fields_and_any_text_are_read_without_a_traceback(practice, fields, body):
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    article, findings = practice.article(f"---\n{text}---\n{body}".encode("utf-8", "replace"))
    assert article or findings
    assert article is None or (is_name(article.slug) and is_name(article.uid) and article.hash)
    assert all(f.line >= 1 and f.said.nl and f.said.en and f.mend.nl and f.mend.en for f in findings)


@FAST
@given(data=st.one_of(st.binary(max_size=200), st.text('[]="a.\n 0-:T{}', max_size=80).map(str.encode)))
def test_any_toml_is_read_without_a_traceback(practice, data):
    file = practice.write("any.toml", data)
    assert read_people(file, practice.root) == read_people(file, practice.root)
    assert read_topics(file, practice.root) == read_topics(file, practice.root)
    assert read_calendar(file, practice.root, "Europe/Amsterdam") == read_calendar(
        file, practice.root, "Europe/Amsterdam"
    )


@FAST
@given(title=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_slug_has_its_legal_form_or_is_empty(title):
    slug = slugify(title)
    assert slug == "" or is_name(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    "text",
    [
        "---\n? " + "x" * 40_000 + "\n: b\ntitle: A\n---\nTekst",
        "# " + " " * 900_000 + "x\nTekst",
        "---\ntitle: A\noverrides: {? " + "x@" * 20_000 + " : b}\n---\nTekst",
        "---\n" + "{" * 40_000 + "\n---\nTekst",
        "---\n" + "- " * 20_000 + "\n---\nTekst",
        "Title: A\n\n](" + " " * 9_000 + "\n" + "href=a " * 1_000,
    ],
)
def test_a_long_run_of_anything_is_answered(practice, text):
    article, findings = practice.article(text)
    assert article or findings
    assert all(len(f.said.nl) < 300 for f in findings)


def test_a_long_line_in_toml_is_answered(practice):
    file = practice.write("any.toml", "[" + " " * 900_000 + "anna]\nname = 1")
    _, findings = read_people(file, practice.root)
    assert findings


REPEATED = [
    *("[", "![", "[a](", "[](", "a[", "[a][", "<a ", "<a b='", "**a _b ", "***a ", "*[a]: b\n", "> ", "    "),
    *(
        "```\n",
        "~~~\na\n",
        "=\n",
        "a\n= ",
        "a\n: b\n",
        "# a\n",
        "a\n\n",
        "- a\n",
        "<div markdown=1>\n\n",
        "a|b\n",
    ),
    *("`a``", "&a;", "1. ", "{: ", "<b>", "\\", "http://a "),
]


@pytest.mark.parametrize("sign", REPEATED)
def test_markdown_bears_the_most_of_everything_that_is_let_through(sign):
    most = max(
        (n for n in (10, 30, 100, 300, 1_000, 3_000) if not scan(sign * n, 1, Mistakes("x"))), default=0
    )
    assert most >= 10
    assert Markdown(extensions=["extra", "toc", "sane_lists"]).convert(sign * most) is not None
    assert scan(sign * 40_000, 1, Mistakes("x"))
