"""Markdown: everything an article is made of gets through, nothing that can act does."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.site.markup import IDS, absolute, addresses, clean, foreign_pictures, html_of, sized, words

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<iframe src='https://kwaad.example'></iframe>",
    "<form action='/x'><input name=a></form>",
    "## Kop {onclick=alert(1) style=display:none}",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src onerror=alert(1)></style></mtext></math>",
    "<a href='vbscript:x' onmouseover='x'>y</a>",
    "<style>body{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://kwaad.example'>",
    "<object data=x></object><embed src=x><base href=//kwaad.example>",
    "<details ontoggle=alert(1) open markdown='1'>x</details>",
    "<!-- geheim -->",
    "`code`{: onfocus=alert(1) autofocus=1 tabindex=0}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_can_act_gets_through(text: str) -> None:
    html = html_of(text, "nl").lower()
    for bad in (
        "<script",
        "<iframe",
        "<form",
        "<style",
        "<meta",
        "<object",
        "<base",
        "<svg",
        "<!--",
        "<input",
    ):
        assert bad not in html
    for bad in (" on", "javascript", "vbscript", "data:", "style=", "autofocus", "geheim"):
        assert bad not in html or "<" not in html.split(bad)[0][-60:], html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Wat is griep?", '<h2 id="wat-is-griep">'),
        ("[TOC]\n\n## Een\n\n## Twee", '<a href="#een">Een</a>'),
        ("a | b\n--|--:\n1 | 2", '<td class="align-right">2</td>'),
        ("Zin[^1].\n\n[^1]: Noot.", '<li id="fn:1">'),
        ("<details><summary>Meer</summary>Ja</details>", "<summary>Meer</summary>"),
        ("<figure><img src='/images/a.jpg' alt='x'><figcaption>F</figcaption></figure>", "<figcaption>F"),
        ("Griep\n:   Een ziekte.", "<dt>Griep</dt>"),
        ("BSN\n\n*[BSN]: burgerservicenummer", '<abbr title="burgerservicenummer">BSN</abbr>'),
        ("<span lang='en'>flu jab</span>", '<span lang="en">flu jab</span>'),
        ("[bel](tel:+31100000000)", '<a href="tel:+31100000000">bel</a>'),
        ("{.let-op}", "{.let-op}"),
        ("> Let op\n{: .let-op }", "<blockquote"),
        ("1. een\n2. twee", "<ol>"),
        ("```\n<b>\n```", "<code>&lt;b&gt;"),
    ],
)
def test_all_that_an_article_is_made_of_gets_through(text: str, expected: str) -> None:
    assert expected in html_of(text, "nl")


def test_a_footnote_leads_back_in_the_language_of_the_text() -> None:
    text = "Zin[^1].\n\n[^1]: Noot."
    assert "Terug naar voetnoot 1 in de tekst" in html_of(text, "nl")
    assert "Back to footnote 1 in the text" in html_of(text, "en")
    assert "numaralı dipnota dön" in html_of(text, "tr")
    assert "Back to footnote" in html_of(text, "so")


def test_one_text_leaves_nothing_in_the_next() -> None:
    html_of("Zin[^1].\n\n[^1]: Noot.\n\n[a]: https://a.example", "nl")
    assert html_of("[a]", "nl") == "<p>[a]</p>"


def test_the_address_that_an_editor_writes_for_a_picture_is_one_of_the_content_folder() -> None:
    assert html_of("![x](/images/a.jpg)", "nl") == '<p><img alt="x" src="{static}/images/a.jpg"></p>'
    assert 'src="/images/a.jpg"' in words(html_of('`<img src="/images/a.jpg">`', "nl"))


def test_addresses_are_those_of_tags_as_their_author_meant_them() -> None:
    html = html_of('[a](https://a.example/?b=1&c=2) ![x]({static}/images/a.jpg) `href="{static}x"`', "nl")
    assert addresses(html) == ("https://a.example/?b=1&c=2", "{static}/images/a.jpg")


def test_a_picture_gets_its_size_unless_its_author_gave_one() -> None:
    sizes = {"{static}/images/a.jpg": (4, 3)}
    assert 'width="4" height="3" loading="lazy"' in sized(html_of("![x](/images/a.jpg)", "nl"), sizes)
    own = html_of("![x](/images/a.jpg){width=9}", "nl")
    assert sized(own, sizes) == own
    eager = html_of("![x](/images/a.jpg){loading=eager}", "nl")
    assert sized(eager, sizes).count("loading=") == 1
    assert sized(html_of("![x](https://b.example/a.jpg)", "nl"), sizes).count("width") == 0


def test_in_feeds_every_address_is_absolute() -> None:
    html = absolute('<a href="#x">a</a><a href="../b/?q=1">b</a><img src="/c.jpg">', "https://x.example/a/")
    assert addresses(html) == (
        "https://x.example/a/#x",
        "https://x.example/b/?q=1",
        "https://x.example/c.jpg",
    )


@given(st.text(alphabet="<>\"'=&;:/ abonscriptjv{}[]()!#*_`-\n", max_size=80))
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = html_of(text, "nl")
    assert clean(once) == once


def test_the_boxes_of_a_task_list_are_signs() -> None:
    html = html_of("- [ ] een\n- [x] twee\n\n- [X] drie\n- [y] vier\n- `[ ]` vijf", "nl")
    assert [html.count(sign) for sign in ("☐", "☑", "[y]", "[ ]")] == [1, 2, 1, 1]


def test_a_text_wears_no_id_or_class_of_the_page_around_it() -> None:
    html = html_of(
        '<p class="checked let-op h-entry u-url" id="Main">a</p>\n\n<p class="who" id="b">c</p>', "nl"
    )
    assert html == '<p class="let-op">a</p>\n\n<p id="b">c</p>'
    assert 'id="share-text"' in html_of("## Share", "nl")


def test_the_ids_of_the_theme_are_kept_for_it() -> None:
    theme = Path(__file__).resolve().parents[2] / "theme" / "templates"
    said = {
        name
        for file in theme.glob("*.html")
        for name in re.findall(r' id="([\w-]+)"', file.read_text("utf-8"))
    }
    assert said <= IDS


@pytest.mark.parametrize(
    ("address", "foreign"),
    [
        ("https://a.example/x.png", True),
        ("HTTP:a.example/x.png", True),
        ("//a.example/x.png", True),
        ("/\\a.example/x.png", True),
        (" \t//a.example/x.png", True),
        ("https://linde.example.kwaad/x.png", True),
        ("https://linde.example/x.png", False),
        ("{static}/images/x.png", False),
        ("images/x.png", False),
    ],
)
def test_a_picture_that_another_host_would_serve_is_seen(address: str, foreign: bool) -> None:
    html = f'<p><a href="https://b.example/"><img alt="a>b" src="{address}"></a><img alt="x"></p>'
    assert bool(foreign_pictures(html, "https://linde.example")) is foreign
