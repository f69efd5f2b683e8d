"""Where a text leads: nowhere, where it may not, or to somebody else's picture is named with its line."""

from dataclasses import replace
from typing import Any

import pytest

from syndicate.model import Article
from tests.site.building import body, mistake

pytestmark = pytest.mark.usefixtures("same_locale")
GRIEP = "content/articles/griepprik.md"


@pytest.mark.parametrize(
    "link",
    [
        "[x]({filename}nergens.md)",
        "[x]({filename}concept.md)",
        "[x]({filename}later.md)",
        "[x]({filename}/pages/nergens.md)",
        "![x]({static}/images/nergens.png)",
        "![x](/images/nergens.png)",
        "![x]({static}../../pelicanconf.py)",
        "![x]({static}/private/rooster.png)",
        "![x]({static}/people.toml)",
        "![x]({attach}nergens.pdf)",
        "[x]({tag}griep)",
        "[x]({kwaad}griep)",
    ],
)
def test_a_link_that_leads_nowhere_or_where_it_may_not_is_named_with_its_line(site: Any, link: str) -> None:
    site.write("content/private/rooster.png", "geheim")
    assert mistake(site, change=body("griepprik/nl", f"Tekst.\n\nNog een regel {link}.")) == (
        "site.link",
        GRIEP,
        32,
    )


def test_links_to_notices_topics_and_documents_are_fine(site: Any) -> None:
    site.write("content/images/folder met spatie.pdf", "%PDF")
    text = (
        "[a]({filename}ingetrokken.md) [b]({category}gebit) [c]({index}) [d]({author}bram-jansen) "
        "[e]({static}/images/folder%20met%20spatie.pdf#blz2) [f](|static|/images/stoelen.png)"
    )
    html = (site.build(change=body("griepprik/nl", text)).output / "griepprik/index.html").read_text()
    assert '<a href="../oordruppels/">' in html
    assert (site.root / "output/images/folder met spatie.pdf").is_file()


def test_a_published_article_without_a_date_is_named_not_lost(site: Any) -> None:
    def undated(article: Article) -> Article:
        return replace(article, date=None) if article.ref == "rugpijn/nl" else article

    code, file, _ = mistake(site, change=undated)
    assert (code, file) == ("site.undated", "content/articles/rugpijn.md")


def test_two_articles_at_one_address_are_named(site: Any) -> None:
    def same(article: Article) -> Article:
        return replace(article, slug="poetsen") if article.ref == "rugpijn/nl" else article

    code, file, _ = mistake(site, change=same)
    assert (code, file) == ("site.address", "content/articles/rugpijn.md")


def test_a_text_nested_too_deeply_is_named(site: Any) -> None:
    deep = "\n".join(f"{' ' * 4 * n}- x" for n in range(400))
    assert mistake(site, change=body("poetsen/nl", deep))[:2] == (
        "site.nested",
        "content/articles/poetsen.md",
    )


def test_a_foreign_picture_stops_an_article_and_a_page(site: Any) -> None:
    site.edit(
        "content/articles/poetsen.md", "Poets twee keer per dag.", "Poets.\n\n![x](https://a.example/x.png)"
    )
    code, file, line = mistake(site)
    assert (code, file) == ("site.foreign", "content/articles/poetsen.md")
    assert "a.example" in (site.root / file).read_text().splitlines()[line - 1]
    site.edit(
        "content/articles/poetsen.md", "https://a.example/x.png", "https://linde.example/images/prik.jpg"
    )
    site.edit("content/pages/over-ons.md", "Wij zijn", "![x](/\\kwaad.example/x.png) Wij zijn")
    assert mistake(site)[:2] == ("site.foreign", "content/pages/over-ons.md")


def test_a_picture_that_decorates_needs_no_description_for_pelican(site: Any) -> None:
    assert site.build(change=body("poetsen/nl", "![](/images/stoelen.png) Poets."))
