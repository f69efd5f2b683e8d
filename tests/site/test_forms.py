"""The short forms on a page: cards with numbers to tap, frames that only we can make, nothing that breaks."""

from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.errors import ContentError
from syndicate.model import CARE, FormKind, Practice
from syndicate.model.form import NAMES
from syndicate.site.form_words import TITLES, URGENCY, WORDS
from syndicate.site.forms import without_forms
from syndicate.site.markup import absolute, clean, html_of, rendered
from tests.site.building import THEME

PRACTICE = Practice(
    phone="010-000 00 00",
    hours=("Mo-Fr 08:00-17:00",),
    out_of_hours_phone="010-000 00 99",
    out_of_hours_name="Post & Co",
    out_of_hours_hours=("Sa,Su 00:00-24:00",),
)


def links(html: str) -> list[str]:
    return [a.get("href", "") for a in html5lib.parseFragment(html, namespaceHTMLElements=False).iter("a")]


def test_a_call_card_has_both_numbers_with_their_hours() -> None:
    html = html_of("::: bel\n- koorts heeft\n:::", "nl", PRACTICE)
    assert html.startswith(
        '<div class="care care-call"><h2><span class="unseen">Wanneer bellen: </span>Bel de '
    )
    assert links(html) == ["tel:+31100000000", "tel:+31100000099"]
    assert "maandag t/m vrijdag 08:00" in html
    assert "<span><bdi>Post &amp; Co</bdi>: zaterdag, zondag" in html
    assert "<li>koorts heeft</li>" in html


def test_a_practice_card_has_the_own_number_only_and_self_care_none() -> None:
    assert links(html_of("::: praktijk\n- a\n:::", "nl", PRACTICE)) == ["tel:+31100000000"]
    assert links(html_of("::: zelf\n- a\n:::", "nl", PRACTICE)) == []
    assert links(html_of("::: bel\n- a\n:::", "nl")) == []
    only = Practice(phone="010-000 00 00")
    assert "<span></span>" in html_of("::: bel\n- a\n:::", "nl", only)


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("name", ["112", "emergency"])
def test_an_emergency_card_calls_112_and_nothing_else(name: str, lang: str) -> None:
    html = html_of(f"::: {name}\n- a\n:::", lang, PRACTICE)
    assert links(html) == ["tel:112"]
    assert f'<span class="unseen">{URGENCY[lang][FormKind.EMERGENCY]}: </span>' in html


def test_the_heading_of_a_card_stands_one_level_below_the_heading_before_it() -> None:
    card = "\n\n::: zelf\n- a\n:::\n\n"
    html = html_of(f"{card}## A{card}### B{card}#### C{card}", "nl")
    assert [html.count(f"<h{n}><span") for n in (2, 3, 4, 5)] == [1, 1, 2, 0]


def test_a_title_is_text_and_one_in_small_letters_goes_on_after_the_name() -> None:
    assert "</span>Bel ons als u &lt;b&gt;:</h2>" in html_of("::: bel ons als u <b>:\n- a\n:::", "nl")
    assert "</span>Titel</h2>" in html_of("::: bel: “Titel”\n- a\n:::", "nl")
    assert "<h2>Let op bij koorts</h2>" in html_of(":::LET OP bij koorts\nx\n:::", "nl").replace(
        "LET OP", "Let op"
    )


def test_every_form_has_its_frame() -> None:
    text = (
        "::: wel\n- a\n:::\n::: don’t\n- b\n:::\n::: let op\nc\n:::\n::: stappen\n1. d\n:::\n"
        "::: figuur Bij\n![e](/images/e.png)\n:::\n"
        "::: meer\nf\n\n::: let op\ng\n:::\n:::\n::: citaat Een *naam*\nh\n:::"
    )
    assert html_of(text, "nl").replace("\n", "") == (
        '<div class="form-do"><h2>Wel doen</h2><ul><li>a</li></ul></div>'
        '<div class="form-dont"><h2>Niet doen</h2><ul><li>b</li></ul></div>'
        '<div class="form-warning"><h2>Let op</h2><p>c</p></div>'
        '<div class="form-steps"><ol><li>d</li></ol></div>'
        '<figure><p><img alt="e" src="{static}/images/e.png"></p><figcaption>Bij</figcaption></figure>'
        '<details class="form-more"><summary>Meer uitleg</summary><p>f</p>'
        '<div class="form-warning"><h2>Let op</h2><p>g</p></div></details>'
        '<figure class="form-quote"><blockquote><p>h</p></blockquote>'
        "<figcaption>Een *naam*</figcaption></figure>"
    )
    assert html_of("::: quote\nh\n:::", "en").endswith("</blockquote></figure>")


def test_a_picture_with_a_title_is_a_figure_with_a_caption() -> None:
    html = html_of('![a](/images/a.png "Een <b>")\n\nx ![a](/images/a.png "b") y', "nl")
    assert html.startswith(
        '<figure><img alt="a" src="{static}/images/a.png"><figcaption>Een &lt;b&gt;</figcaption>'
    )
    assert html.count("<figure>") == 1


def test_nobody_else_can_wear_the_classes_of_a_form() -> None:
    assert (
        html_of('<div class="care care-emergency form-do unseen mijn">x</div>', "nl")
        == '<div class="mijn">x</div>'
    )
    assert "form-do" not in html_of("x\n{: .form-do .care-call }", "nl")
    assert "form0123456789abcdef" in html_of("form0123456789abcdefo0", "nl")


def test_a_form_stays_readable_where_no_theme_is() -> None:
    html = html_of("::: 112\n- a\n:::", "nl", PRACTICE)
    assert absolute(html, "https://linde.example/x/") == html
    assert "Bel 112" in clean(html)
    assert without_forms("a\n::: 112\n- b\n:::\nc", "nl") == "a\n\n**Bel 112 als u:**\n\n- b\n\nc"
    assert without_forms("::: stappen\n1. b\n:::", "nl") == "\n1. b\n"


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\n::: bel\n- a\n\n</div>\n\n:::",
        "<div>\n::: bel\n- a\n:::\n</div>",
        '<div markdown="1">\n\n::: bel\n- a\n\n</div>\n\n:::\n',
        '::: bel\n- a\n\n<div markdown="1">\n\n:::\n\n</div>',
    ],
)
def test_a_form_that_would_break_the_page_is_left_out_and_told(text: str) -> None:
    html, stands = rendered(text, "nl")
    assert not stands
    assert "care" not in html
    assert "form" not in html
    assert "a" in html


def test_marks_that_are_wrong_or_in_code_stay_as_they_were_typed() -> None:
    assert html_of("::: bel\n- a", "nl") == "<p>::: bel\n- a</p>"
    assert html_of("```\n::: bel\n- a\n:::\n```", "nl") == "<pre><code>::: bel\n- a\n:::\n</code></pre>"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "::: bel",
                ":::",
                "::: meer",
                "::: 112 x",
                "- a",
                "",
                "<div>",
                "</div>",
                "> q",
                "```",
                "## K",
                "    c",
                "1. b",
            ]
        ),
        max_size=14,
    )
)
def test_whatever_stands_where_the_page_holds_together(lines: list[str]) -> None:
    html, _ = rendered("\n".join(lines), "nl", PRACTICE)
    assert html.count("<div") == html.count("</div>")
    assert html.count("<details") == html.count("</details>")
    assert "c0</p>" not in html


def test_a_built_site_has_them_in_articles_pages_and_feeds(site: Any) -> None:
    card = "\n\n## Wanneer belt u?\n\n::: bel\n- koorts heeft\n:::\n\n::: 112\n- flauwvalt\n:::\n"
    file = site.root / "content/articles/poetsen.md"
    site.write("content/articles/poetsen.md", file.read_text(encoding="utf-8") + card)
    site.write(
        "content/pages/gids.md", f"---\ntitle: Gids\nslug: gids\nlang: nl\nstatus: hidden\n---\nHallo.{card}"
    )
    built = site.build(THEME=str(THEME))
    for path in ("poetsen/index.html", "gids/index.html"):
        html = (built.output / path).read_text(encoding="utf-8")
        assert '<div class="care care-call"><h3><span class="unseen">Wanneer bellen: </span>' in html
        assert html.count('<a class="call" href="tel:112">') == 1
        assert ('<meta name="robots" content="noindex">' in html) is path.startswith("gids")
    feed = (built.output / "feeds/all.atom.xml").read_text(encoding="utf-8")
    assert '&lt;div class="care care-emergency"&gt;' in feed
    assert "gids/" not in (built.output / "sitemap.xml").read_text(encoding="utf-8")


def test_a_form_where_none_can_stand_stops_the_build_with_its_file(site: Any) -> None:
    text = "<div>\n\n::: bel\n- a\n\n</div>\n\n:::"
    site.write("content/pages/gids.md", f"---\ntitle: Gids\nslug: gids\nlang: nl\n---\n{text}\n")
    site.edit("content/articles/poetsen.md", "Poets twee keer", f"{text}\n\nPoets twee keer")
    with pytest.raises(ContentError) as stopped:
        site.build()
    found = [(f.code, f.file) for f in stopped.value.findings if f.code == "site.form"]
    assert found == [("site.form", "content/articles/poetsen.md"), ("site.form", "content/pages/gids.md")]


def test_every_language_of_the_theme_has_all_the_words() -> None:
    assert set(TITLES) == set(URGENCY) == set(WORDS)
    for words in TITLES.values():
        assert set(words) == set(TITLES["en"]) >= CARE
    for urgency in URGENCY.values():
        assert set(urgency) == CARE
    assert {NAMES[n] for n in NAMES} == set(FormKind)
    assert "What you can do yourself" in html_of("::: self\n- a\n:::", "fr-CA")
