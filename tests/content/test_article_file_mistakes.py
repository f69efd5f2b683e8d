"""Every mistake in a file, its text and its links is named, and what is harmless passes."""

from pathlib import Path

import pytest

from syndicate import content
from syndicate.content import bounds
from syndicate.content.mistakes import sayings

# whole files out of which no article can be made: text, code, line
FILES = [
    ("---\ntitle: A\n\nTekst", "not-closed", 1),
    ("---\njust text\n---\nTekst", "not-fields", 2),
    ("---\n- a\n---\nTekst", "not-fields", 2),
    ("---\ntitle: Griep: wel of niet?\n---\nTekst", "yaml", 2),
    ("---\ntitle: A\nlang: 'nl\n---\nTekst", "yaml", 4),
    ("---\n%YAML 9\n---\nTekst", "yaml", 2),
    ("---\ntitle: A\n\ttags: b\n---\nTekst", "yaml-tab", 3),
    ("---\ntitle: &a A\nslug: *a\n---\nTekst", "yaml-anchor", 2),
    ("---\ntitle: A\nslug: *a\n---\nTekst", "yaml-anchor", 3),
    ("---\ntitle: !!python/object:os.system A\n---\nTekst", "yaml-tag", 2),
    ("---\ntitle: A\ntags: !!set {a, b}\n---\nTekst", "yaml-tag", 3),
    ("---\ntitle: A\ntags: [[[[[a]]]]]\n---\nTekst", "yaml-deep", 3),
    ("---\ntitle: A\n? [a]\n: b\n---\nTekst", "yaml-key", 3),
    ("---\ntitle: A\n'': b\n---\nTekst", "yaml-key", 3),
    ("---\ntitle: A\n: b\n---\nTekst", "yaml", 3),
    ("---\ntitle: A\ntitle: B\n---\nTekst", "twice", 3),
    ("---\ntitle: A\nTitle: B\n---\nTekst", "twice", 3),
    ("---\ntitle: A\nauthor: a\nauthors: a\n---\nTekst", "twice", 4),
    ("Title: A\nTitle: B\n\nTekst", "twice", 2),
    (f"---\ntitle: {'a' * 60000}\n---\nTekst", "front-matter-long", 1),
    ("---\nslug: a\n---\nTekst", "no-title", 1),
    ("---\ntitle: ''\n---\nTekst", "no-title", 1),
    ("Zomaar een tekst", "no-title", 1),
    ("---\ntitle: A\n---\n", "no-text", 4),
    ("Title: A", "no-text", 2),
    (b"Title: A\n\nTekst\nbeschrijving caf\xe9\n", "not-utf8", 4),
    (b"\xef\xbb\xbfTitle: A\n\ncaf\xe9\n", "not-utf8", 3),
    ("Title: A\n\nTekst".encode("utf-16"), "utf16", 1),
    ("Title: A\n\nTe\x00kst", "control-sign", 3),
    ("Title: A\n\nTe\x0ckst", "control-sign", 3),
    ("Title: A\n\n" + "x" * 1_000_001, "too-big", 1),
    ("Title: A\n\n<script>alert(1)</script>", "html", 3),
    ("Title: A\n\nTekst\n\n<SCRIPT src=x>", "html", 5),
    ("Title: A\n\n`</script\n>`", "html", 3),
    ("Title: A\n\n<iframe src='https://x.nl'></iframe>", "html", 3),
    ("Title: A\n\n<style>p {}</style>", "html", 3),
    ("Title: A\n\n<!DOCTYPE html>", "html", 3),
    ("Title: A\n\n<?php x ?>", "html", 3),
    ("Title: A\n\n<img src=/images/prik.png onerror=alert(1)>", "html-attribute", 3),
    ("Title: A\n\n<p\nonclick = 'x'>a</p>", "html-attribute", 3),
    ("Title: A\n\n<p style='x'>a</p>", "html-attribute", 3),
    ("Title: A\n\nAlinea {: onclick='x' }", "html-attribute", 3),
    ("Title: A\n\n[a](javascript:alert(1))", "link-scheme", 3),
    ("Title: A\n\n[a](java\tscript:alert(1))", "link-scheme", 3),
    ("Title: A\n\n[a](&#106;avascript:alert(1))", "link-scheme", 3),
    ("Title: A\n\n[a][b]\n\n[b]: data:text/html,x", "link-scheme", 5),
    ("Title: A\n\n<javascript:alert(1)>", "link-scheme", 3),
    ("Title: A\n\n<a href='vbscript:x'>a</a>", "link-scheme", 3),
    ("Title: A\n\n" + "[" * 60000, "brackets", 3),
    ("Title: A\n\n" + "x\n\n" + "[" * 500, "brackets", 5),
    ("Title: A\n\n" + "**a _b " * 300, "emphasis", 3),
    ("Title: A\n\n" + "x" * 10_001, "line-long", 3),
    ("Title: A\n\n" + "xxxxxxxxx\n" * 4_000 + "y" * 100_000, "text-long", 3),
    ("Title: A\n\n" + "x\n" * bounds.MOST_LINES + "x", "many-lines", 3),
    ("Title: A\n\nx\n" + "    " * 11 + "- a", "nesting", 4),
    ("Title: A\n\n" + "> " * 11 + "a", "nesting", 3),
    ("Title: A\n\nx\n\n" + "a\n: b\n" * 51, "nesting", 5),
    ("Title: A\n\n" + "<div markdown=1>\n" * 31, "nesting", 3),
]


@pytest.mark.parametrize(("text", "code", "line"), FILES)
def test_a_file_that_cannot_be_an_article_only_yields_its_mistake(practice, text, code, line):
    article, findings = practice.article(text)
    assert article is None
    assert [(f.code, f.line, f.subject) for f in findings] == [
        (f"content.{code}", line, "content/articles/x.md")
    ]
    assert findings[0].blocks


def test_what_is_harmless_passes(practice):
    article, findings = practice.article(
        "Title: A\n\n<figure><img src='/images/prik.png' alt='a'></figure> <!-- later -->\n\n"
        "a < b, <5 en 10 > 3; onderzoek = belangrijk; [bel](tel:112), [mail](mailto:a@b.nl)\n"
        "[a]({category}griep) [b](#kop) [c](../ander/) {static} | [d](a:b\n\n"
        "<p class='x" + "x" * 4000 + "\n"
    )
    assert [f.code for f in findings] == ["content.link-scheme"]  # [d](a:b is a link that nobody closed
    assert article is None
    article, findings = practice.article("Title: A\n\n[d](a/b:c) [e]: x <p class='" + "x" * 4000)
    assert findings == ()
    assert article is not None


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("{static}/images/geen.png", "link-missing"),
        ("/images/geen.png#a", "link-missing"),
        ("{static}" + "x" * 300, "link-missing"),
        ("{filename}ander.md", "link-missing"),
        ("{attach}../private/rooster.pdf", "link-private"),
        ("{static}/private/rooster.pdf", "link-private"),
        ("{static}../../../etc/passwd", "link-private"),
        ("{static}%2e%2e/private/x", "link-private"),
        ("|filename|../../pelicanconf.py", "link-private"),
        ("{static}/.env", "link-private"),
    ],
)
def test_a_link_to_an_own_file_must_exist_and_be_public(practice, link, code, told):
    article, findings = practice.article(f"Title: A\n\nTekst\n[a]({link})")
    assert told(findings) == [(code, 4)]
    assert article is not None


def test_links_of_an_article_elsewhere_are_read_from_the_content_folder(practice):
    article, findings = practice.article("Title: A\n\n[a]({static}images/prik.png)", practice.root / "x.md")
    assert findings == ()
    assert article.file == "x.md"


def test_hundreds_of_mistakes_in_one_text_are_told_in_twenty(practice):
    _, findings = practice.article("Title: A\n\n" + "<script>\n" * 300)
    assert len(findings) == 20


def test_every_code_is_used_and_has_its_words_in_both_languages():
    source = "".join(p.read_text("utf-8") for p in Path(content.__file__).parent.glob("*.py"))
    for code, words in sayings().items():
        assert set(words) - {"severity"} == {"nl", "en", "mend_nl", "mend_en"}, code
        assert f'"{code}"' in source, code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("```html\n<script>x</script>\n[a](javascript:x)\n```\nTekst", []),
        ("~~~~\n<script>\n~~~\n</script>\n~~~~\n", []),
        ("Schrijf `<script>` of ``<b onclick=x> ` `` of `{static}/images/x.png`.", []),
        ("```\n<script>\n", ["html"]),
        ("``` { onclick=x }\na\n```", ["html-attribute"]),
        ("`a\n<script>` b", ["html"]),
        ("<div>`<script>`</div>", ["html"]),
        ("\\`<script>`", ["html"]),
    ],
)
def test_code_may_show_what_no_text_may_do(practice, text, codes):
    _, findings = practice.article(f"Title: A\n\n{text}")
    assert [f.code.removeprefix("content.") for f in findings] == codes


def test_letters_turned_round_are_refused_however_they_are_spelled(practice):
    for sign in ("\u202e", "\u202d", "&#8238;", "&#X202D;", "&#x00202e;"):
        _, (found,) = practice.article(f"Title: A\n\nEen\nneem {sign}51 mg")
        assert (found.code, found.line) == ("content.turned-round", 4)
