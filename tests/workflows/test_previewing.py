"""preview: what is drawn is what will be sent; nothing leaves."""

from __future__ import annotations

import base64
import re

import html5lib
import pytest

from syndicate.errors import Rejected
from syndicate.model import EntryKind
from syndicate.workflows.hold import hold
from syndicate.workflows.preview import preview


@pytest.fixture
def drawn(practice):
    """Draw the preview as a task would, and read its page."""

    def draw(**more):
        made = preview(practice.root, tell=practice.tell, environ=practice.environ, **more)
        return made, made.file.read_text("utf-8")

    return draw


def texts(page):
    """The text of every drawn post, as a reader gets it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return ["".join(p.itertext()) for p in tree.iter("p") if p.get("class") == "text"]


def test_the_text_that_is_drawn_is_the_text_that_is_sent(networks, practice, drawn):
    _, page = drawn()
    practice.publish()
    sent = [p.text for name in "ab" for p in networks[name].posts]
    assert len(sent) == 4
    assert sorted(texts(page)) == sorted(sent)


def test_the_picture_that_is_drawn_is_the_picture_that_is_sent(networks, practice, drawn):
    made, page = drawn()
    images = {base64.b64decode(found) for found in re.findall(r'src="data:image/\w+;base64,([^"]+)"', page)}
    built = {(practice.root / "output" / c.payload.image.path).read_bytes() for c in made.outlook.coming}
    assert images == built
    assert len(images) == 2


def test_a_network_without_pictures_is_drawn_without_one(networks, practice, drawn):
    practice.accounts("a", options={"image_bytes": 0})
    made, page = drawn()
    assert [c.payload.image for c in made.outlook.coming] == [None, None]
    assert "base64" not in page


def test_nothing_leaves_and_nothing_is_noted(networks, practice, drawn):
    before = practice.entries()
    drawn()
    assert practice.entries() == before
    assert networks["a"].posts == networks["b"].posts == []
    assert not (practice.root / "public").exists()


def test_posts_of_the_coming_weeks_are_drawn_after_those_that_are_due(networks, practice, drawn):
    practice.accounts("a", pace={"always": False, "per_day": 1, "per_week": 1})
    made, page = drawn()
    assert [c.post.key for c in made.outlook.coming] == ["hoofdpijn/nl/a/new"]
    assert [re.search(r"van (\w+)\?", t)[1] for t in texts(page)] == ["hoofdpijn", "oorpijn"]
    assert len(texts(drawn(weeks=0)[1])) == 1


def test_a_held_account_draws_nothing_and_says_so(networks, practice, drawn):
    practice.accounts("a", pace={"always": False})
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    made, page = drawn()
    assert texts(page) == []
    assert {s.code for s in made.outlook.skips} == {"held"}
    assert "invoke release" in page


def test_a_draft_is_drawn_with_its_text_and_its_to_do_list(practice, drawn):
    practice.write("content/articles/buikpijn.md", "---\ntitle: Buikpijn\n---\nDrink eerst **water**.\n")
    made, page = drawn()
    assert made.drafts == 1
    assert "Drink eerst <strong>water</strong>." in page
    assert "buikpijn.md" in page
    assert not (practice.root / "output" / "buikpijn").exists()


def test_an_article_with_errors_is_drawn_as_a_draft_with_what_is_wrong(practice, drawn):
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    made, page = drawn()
    assert made.drafts == 1
    assert "Er staat niet wie dit schreef." in page
    assert [c.post.key for c in made.outlook.coming] == ["hoofdpijn/nl/folder/new"]
    assert len(texts(page)) == 1


def test_an_article_whose_page_breaks_a_rule_has_no_posts_and_its_error_is_shown(networks, practice, drawn):
    practice.accounts("a", pace={"always": False, "per_day": 1, "per_week": 1})
    practice.script_on("oorpijn")
    made, page = drawn()
    assert len(texts(page)) == 1
    assert "Hier staat een script." in page
    assert {(s.article.uid, s.code) for s in made.outlook.skips} == {("oorpijn", "rule")}


def test_two_files_that_claim_one_name_are_both_left_out(practice, drawn):
    practice.write(
        "content/articles/kopie.md", (practice.root / "content/articles/oorpijn.md").read_text("utf-8")
    )
    made, page = drawn()
    assert [c.post.key for c in made.outlook.coming] == ["hoofdpijn/nl/folder/new"]
    assert "kopie.md" in page


def test_a_post_that_was_refused_is_drawn_with_that_reason(networks, practice, drawn):
    practice.accounts("a")
    networks["a"].send = [Rejected("no")]
    practice.publish()
    made, page = drawn()
    assert [c.blocked for c in made.outlook.coming] == [True]
    assert "it was refused before and has not changed since" in page
    assert practice.entries(EntryKind.REJECTED)
