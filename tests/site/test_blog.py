"""A blog's articles as ours, and what its readers and its theme keep."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.content import Content
from syndicate.errors import ContentError, SiteError
from syndicate.model import Article, Status
from syndicate.settings import Settings
from syndicate.site.blog import read_blog
from syndicate.site.build import Built, build

ENV = {"SYNDICATE_NOW": "2026-11-21T10:00:00+01:00"}
CONF = """SITENAME = "Notes & more"
SITEURL = "https://notes.example"
PATH = "content"
TIMEZONE = "Europe/Amsterdam"
DEFAULT_LANG = "en"
THEME = "simple"
PLUGINS = ["syndicate.site"]
"""


class Notes:
    """A blog that a test writes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("pelicanconf.py", CONF)
        self.write("content/one.md", "Title: One *day*\nDate: 2025-01-01\n\nA text. Is it?\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def article(self, header: str, text: str = "Words.", file: str = "two.md", **known: str) -> Article:
        """Write an article, and return it as it is read."""
        self.write(f"content/{file}", f"Title: Two\nDate: 2025-02-02\n{header}\n\n{text}\n")
        return next(a for a in self.read(**known).articles if a.file == f"content/{file}")

    def settings(self, *lines: str) -> Settings:
        """Read its settings, with more lines."""
        self.write("pelicanconf.py", CONF + "\n".join(lines) + "\n")
        return settings.load(self.root, ENV)

    def read(self, *lines: str, **known: str) -> Content:
        """Read it as the way does; `known` are uids by file."""
        return read_blog(self.settings(*lines), known={f"content/{k}.md": v for k, v in known.items()})

    def build(self, *lines: str, jpegs: bool = False) -> Built:
        """Build it."""
        conf = self.settings(*lines)
        read = read_blog(conf, known={})
        today = conf.now().date()
        return build(conf, read, conf.output, today=today, approvals={}, syndication={}, jpegs=jpegs)


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """A blog with one article."""
    return Notes(tmp_path)


def test_what_the_header_lacks_is_derived_or_left_out(notes: Notes) -> None:
    (one,) = notes.read('AUTHOR = "Jo Example"').articles
    assert (one.ref, one.title, one.slug, one.file) == (
        "one-day/en",
        "One *day*",
        "one-day",
        "content/one.md",
    )
    assert (one.body, one.body_line, one.summary) == ("A text. Is it?", 4, "A text. Is it?")
    assert one.date == datetime(2024, 12, 31, 23, tzinfo=UTC)
    assert ([p.name for p in one.authors], one.topic, one.tags) == (["Jo Example"], "misc", ())
    assert (one.reviewed_by, one.sources, one.next_review, one.image) == ((), (), None, "")
    assert (one.status, one.listed, one.sample, len(one.hash)) == (Status.PUBLISHED, True, False, 64)


def test_what_the_header_says_is_taken(notes: Notes) -> None:
    notes.write("content/pictures/two.png", b"")
    two = notes.article(
        "Uid: the-second\nModified: 2025-03-01\nAuthors: Jo, Sam\nCategory: Desk\nTags: a, b\nLang: PT_br\n"
        "Summary: In *short*.\nCover: {static}/pictures/two.png\nImage_alt: Two\nSample: yes\n"
        "Teasers: Have you seen it?\n    And this?\nOverrides: secrecy.bsn: Jo: an order"
    )
    assert (two.uid, two.lang, two.topic, two.tags) == ("the-second", "pt-BR", "Desk", ("a", "b"))
    assert (two.summary, two.image, two.image_alt, two.sample) == (
        "In short.",
        "pictures/two.png",
        "Two",
        True,
    )
    assert [t.text for t in two.teasers] == ["Have you seen it?", "And this?"]
    assert two.overrides == {"secrecy.bsn": "Jo: an order"}
    assert two.modified is not None
    assert two.modified.day == 1


def test_yaml_says_the_same(notes: Notes) -> None:
    notes.write(
        "content/two.md",
        '---\ntitle: "Two: more"\ndate: 2025-02-02\ntags: a, b\nteasers:\n  - Seen it?\n  - 3\n'
        "overrides:\n  secrecy.bsn: {name: Jo, reason: an order}\n  tone.length: 'Jo: so be it'\n"
        "---\nWords.\n",
    )
    two = next(a for a in notes.read().articles if a.file == "content/two.md")
    assert (two.title, two.tags, [t.text for t in two.teasers]) == ("Two: more", ("a", "b"), ["Seen it?"])
    assert two.overrides == {"secrecy.bsn": "Jo: an order", "tone.length": "Jo: so be it"}


@pytest.mark.parametrize("cover", ["two.svg", "gone.png", "../../secret.png", "https://x.example/two.png"])
def test_a_picture_that_cannot_be_drawn_from_here_is_none(notes: Notes, cover: str) -> None:
    notes.write("secret.png", b"")
    notes.write("content/two.svg", b"")
    assert notes.article(f"Cover: {cover}").image == ""


def test_a_language_that_is_none_is_that_of_the_blog(notes: Notes) -> None:
    assert notes.article("Lang: klingon").lang == "en"
    assert notes.article("Lang: zh-hans").lang == "zh-Hans"


@pytest.mark.parametrize(
    ("status", "read"),
    [
        ("published", (Status.PUBLISHED, True)),
        ("hidden", (Status.PUBLISHED, False)),
        ("draft", (Status.DRAFT, True)),
    ],
)
def test_a_status_means_what_it_means_to_pelican(
    notes: Notes, status: str, read: tuple[Status, bool]
) -> None:
    two = notes.article(f"Status: {status}")
    assert (two.status, two.listed) == read


def test_what_is_skipped_or_lost_is_not_read_and_a_draft_needs_no_date(notes: Notes) -> None:
    notes.write("content/skip.md", "Title: Skip\nDate: 2025-01-01\nStatus: skip\n\nx\n")
    notes.write("content/draft.md", "Title: Draft\nStatus: draft\n\nx\n")
    notes.write("content/lost.md", "Title: Lost\nDate: the day after\n\nx\n")
    read = notes.read()
    assert [(a.slug, a.date is None) for a in read.articles] == [("draft", True), ("one-day", False)]
    (lost,) = read.findings
    assert (lost.code, lost.severity, lost.file) == ("site.pelican", "warning", "content/lost.md")
    assert "ValueError" in lost.said.en


def test_an_article_keeps_the_name_that_the_ledger_knows(notes: Notes) -> None:
    assert notes.article("Slug: new-words", two="old-words").uid == "old-words"
    assert notes.article("Uid: other", two="old-words").uid == "old-words"


def test_of_two_with_one_name_the_known_one_keeps_it_then_the_older(notes: Notes) -> None:
    notes.write("content/three.md", "Title: Three\nSlug: two\nDate: 2024-01-01\n\nx\n")
    notes.write("content/four.md", "Title: Four\nSlug: two\nStatus: draft\n\nx\n")
    notes.article("Lang: nl\nSlug: two", file="vier.md")

    def names(**known: str) -> dict[str, str]:
        notes.article("Slug: two", **known)
        articles = notes.read('ARTICLE_SAVE_AS = "{date:%Y}/{slug}.html"', **known).articles
        return {Path(a.file).stem: a.uid for a in articles}

    assert names()["three"] == "two"
    assert re.fullmatch("two-[0-9a-f]{8}", names()["two"])
    assert re.fullmatch("four-[0-9a-f]{8}", names()["four"])
    assert names()["vier"] == "two"
    assert names(two="two")["two"] == "two"
    assert re.fullmatch("three-[0-9a-f]{8}", names(two="two")["three"])


@pytest.mark.parametrize(
    ("slug", "uid"), [("Big_Words", "big-words"), ("été", "ete"), ("2025/one", "2025-one")]
)
def test_a_slug_of_any_form_gives_a_name_of_ours(notes: Notes, slug: str, uid: str) -> None:
    assert notes.article(f"Slug: {slug}").uid == uid


def test_a_slug_of_no_letters_gives_a_name_after_its_file(notes: Notes) -> None:
    assert re.fullmatch("two-[0-9a-f]{8}", notes.article("Slug: ---").uid)


def test_of_any_other_form_the_words_are_read_from_its_html(notes: Notes) -> None:
    notes.write(
        "content/three.rst",
        "Three\n#####\n\n:date: 2025-01-01\n\nFirst & *foremost*.\n\n"
        "Why?\n====\n\n- one\n- two\n\nThe end.\n",
    )
    three = next(a for a in notes.read().articles if a.slug == "three")
    assert three.body == "First & foremost.\n\n## Why?\n\n- one\n\n- two\n\nThe end."
    assert three.body_line == 1


def test_a_header_that_is_no_header_to_us_leaves_the_words(notes: Notes) -> None:
    notes.write("content/two.md", "---\ntitle: [Two\n---\n\nWords.\n")
    assert [a.slug for a in notes.read().articles] == ["one-day"]
    two = notes.article("Tags: a\nTags: b", "Words *here*.")
    assert (two.body, two.body_line) == ("Words here.", 1)


def test_a_plugin_that_is_not_there_stops_the_run_with_a_sentence(notes: Notes) -> None:
    with pytest.raises(SiteError, match="must be installed beside Expertstatus"):
        notes.read('PLUGINS += ["not_here"]')


def test_a_plugin_that_breaks_or_gives_up_is_said(notes: Notes) -> None:
    plugin = (
        "from pelican.plugins import signals\ndef stop(g):\n    {}\n"
        "def register():\n    signals.article_generator_init.connect(stop)\n"
    )
    notes.write("plugins/gives_up.py", plugin.format("raise SystemExit('no more')"))
    notes.write("plugins/breaks.py", plugin.format("raise KeyError('words')"))
    for name, said in (("gives_up", r"gave up \(no more\)"), ("breaks", "KeyError: 'words'")):
        with pytest.raises(SiteError, match=said):
            notes.read('PLUGIN_PATHS = "plugins"', f"PLUGINS += ['{name}']")


def test_a_private_folder_is_private_in_a_blog_too(notes: Notes) -> None:
    notes.write("content/private/plan.md", "Title: Plan\nDate: 2025-01-01\n\nNobody's business.\n")
    assert [a.slug for a in notes.read().articles] == ["one-day"]
    notes.write("content/two.md", "Title: Two\nDate: 2025-01-01\n\n[x]({static}/private/plan.md)\n")
    with pytest.raises(ContentError, match="is private"):
        notes.build()


def test_the_cards_of_a_blog_are_there_as_jpeg_where_an_account_needs_them(notes: Notes) -> None:
    assert not any(page.share_more for page in notes.build().pages)
    built = notes.build(jpegs=True)
    (page,) = [p for p in built.pages if p.share_more]
    assert (built.output / page.share_more[0].path).read_bytes().startswith(b"\xff\xd8\xff")


def test_a_build_says_what_is_amiss_and_leaves_nothing_out(notes: Notes) -> None:
    notes.write("content/two.md", "Title: 東京\nDate: 2025-01-01\n\n[x](nowhere.html) [y](nowhere.html)\n")
    notes.write("content/images/broken.png", b"no picture")
    notes.write("content/three.md", "Title: Three\nDate: 2025-01-01\nCover: images/broken.png\n\nx\n")
    notes.write("content/four.md", "Title: 東京 again\nDate: 2025-01-01\nCover: images/broken.png\n\nx\n")
    built = notes.build()
    codes = [(f.code, f.severity, f.file) for f in built.findings]
    assert ("site.dead", "warning", "content/two.md") in codes
    assert len([c for c in codes if c[0] == "site.dead"]) == 1
    assert ("site.share", "warning", "content/three.md") in codes
    pages = {p.path: p for p in built.pages}
    assert pages["three.html"].share_image is not None
    assert codes.count(("site.share", "warning", "content/four.md")) == 2
    assert "og:image" in pages["three.html"].html
    assert (built.output / "images/broken.png").read_bytes() == b"no picture"
    assert not (built.output / "sitemap.xml").exists()
    assert notes.build().fingerprint == built.fingerprint


def test_a_layout_of_its_own_theme_draws_its_cards(notes: Notes) -> None:
    notes.write("look/templates/article.html", "<html><head></head><body>{{ article.content }}</body></html>")
    layout = Path(__file__).parents[2] / "theme/share/default.toml"
    notes.write("look/share/default.toml", layout.read_text().replace("1200", "1000", 1))
    (page,) = [p for p in notes.build('THEME = "look"').pages if p.article]
    assert page.share_image is not None
    assert page.share_image.width == 1000


def test_a_page_is_known_by_the_address_that_the_site_links_to(notes: Notes) -> None:
    built = notes.build('ARTICLE_URL = "notes/{slug}"', 'ARTICLE_SAVE_AS = "notes/{slug}.html"')
    (page,) = [p for p in built.pages if p.article]
    assert (page.path, page.url) == ("notes/one-day.html", "https://notes.example/notes/one-day")


def test_its_readers_outrank_ours(notes: Notes) -> None:
    notes.write(
        "plugins/loud.py",
        "from pelican.plugins import signals\nfrom pelican.readers import MarkdownReader\n"
        "class Loud(MarkdownReader):\n    def read(self, path):\n        text, told = super().read(path)\n"
        "        return text.upper(), told\n"
        "def add(readers):\n    readers.reader_classes['md'] = Loud\n"
        "def register():\n    signals.readers_init.connect(add)\n",
    )
    for plugins in ('["loud", "syndicate.site"]', '["syndicate.site", "loud"]'):
        built = notes.build('PLUGIN_PATHS = ["plugins"]', f"PLUGINS = {plugins}")
        assert b"A TEXT. IS IT?" in (built.output / "one-day.html").read_bytes()


def test_our_own_theme_dresses_a_blog_as_well(notes: Notes) -> None:
    theme = Path(__file__).parents[2] / "theme"
    built = notes.build(f'THEME = "{theme}"', 'DIRECT_TEMPLATES = ["index"]', 'TAG_SAVE_AS = ""')
    page = (built.output / "one-day.html").read_text()
    assert page.count('property="og:image"') == 1
    assert "Skip to the text" in page
    # what only a practice can promise of its site is not said of another's
    for each in built.output.rglob("*.html"):
        for promise in ("No advertisements", "our care providers", "day of the next check", "who checked it"):
            assert promise not in each.read_text(), each
