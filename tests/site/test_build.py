"""The build: nothing that must stay in gets out, nothing is lost in silence, no clock is read."""

import hashlib
import locale
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate.errors import ContentError, SettingsError, SiteError
from syndicate.model import Approval, Article, Role, Status
from syndicate.site.build import Built, render_draft
from syndicate.site.shelf import fingerprint

THEME = Path(__file__).parents[2] / "theme"
SECRETS = (
    "kwikstaartkoorts",
    "zonnebrand",
    "toekomst",
    "tekstgeheim",
    "samenvattingsgeheim",
    "kernpuntgeheim",
    "brongeheim",
    "beeldgeheim",
    "teasergeheim",
    "vacaturegeheim",
    "commentgeheim",
    "pnggeheim",
    "patient j. voorbeeld",
)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_nothing_of_drafts_coming_and_withdrawn_articles_is_in_any_file(built: Built) -> None:
    for path, raw in files(built.output).items():
        words = f"{path}\n{raw.decode('utf-8', 'replace')}".lower()
        assert [s for s in SECRETS if s in words] == [], path


def test_only_pictures_that_a_published_text_shows_are_copied(built: Built) -> None:
    shown = {f.name for f in (built.output / "images").iterdir()}
    assert shown == {"prik.jpg", "stoelen.png", "bram.png"}


def test_pages_are_home_topics_authors_articles_and_pages_and_no_index_of_tags(built: Built) -> None:
    assert {p.path for p in built.pages} == {
        "404.html",
        "auteur/anna-de-vries/index.html",
        "auteur/bram-jansen/index.html",
        "en/flu-jab/index.html",
        "griepprik/index.html",
        "index.html",
        "onderwerp/bewegen/index.html",
        "onderwerp/gebit/index.html",
        "onderwerp/vaccinaties/index.html",
        "oordruppels/index.html",
        "over-ons/index.html",
        "poetsen/index.html",
        "rugpijn/index.html",
    }


def test_a_page_carries_what_the_live_page_must_answer_with(built: Built) -> None:
    for page in built.pages:
        raw = (built.output / page.path).read_bytes()
        assert page.fingerprint == hashlib.sha256(raw).hexdigest()
        listed = page.path.startswith(("auteur/", "onderwerp/")) or page.path in ("404.html", "index.html")
        written = not listed and page.path != "oordruppels/index.html"
        assert page.html == (raw.decode() if written else "")
    page = next(p for p in built.pages if p.article and p.article.ref == "griepprik/en")
    assert (page.url, page.lang) == ("https://linde.example/en/flu-jab/", "en")
    assert page.title == "Do I need the flu jab?"
    assert page.article is not None
    assert page.article.body.startswith("You can have")


def test_the_fingerprint_is_that_of_every_path_and_byte(built: Built, tmp_path: Path) -> None:
    assert built.fingerprint == fingerprint(built.output)
    (tmp_path / "a").write_bytes(b"1")
    one = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert fingerprint(tmp_path) != one


def test_a_text_links_to_texts_and_pictures_wherever_it_is_read_from(built: Built) -> None:
    html = (built.output / "griepprik/index.html").read_text()
    assert '<a href="../poetsen/">' in html
    assert '<a href="../over-ons/">' in html
    assert 'src="../images/stoelen.png" width="64" height="32" loading="lazy"' in html
    assert '<th class="align-right">' in html
    assert 'title="Terug naar voetnoot 1 in de tekst"' in html


def test_translations_know_each_other_by_their_uid(built: Built) -> None:
    assert (
        'hreflang="en" href="https://linde.example/en/flu-jab/"'
        in (built.output / "griepprik/index.html").read_text()
    )
    assert (
        'hreflang="nl" href="https://linde.example/griepprik/"'
        in (built.output / "en/flu-jab/index.html").read_text()
    )


def test_the_page_shows_our_own_posts_and_the_picture_upright(built: Built) -> None:
    html = (built.output / "griepprik/index.html").read_text()
    assert '<a class="u-syndication" href="https://netwerk.example/1">' in html
    assert '<img src="../images/prik.jpg" width="40" height="60"' in html
    with Image.open(built.output / "images/prik.jpg") as picture:
        assert picture.size == (40, 60)


def test_a_notice_stays_at_the_permalink_of_a_withdrawn_article(built: Built) -> None:
    html = (built.output / "oordruppels/index.html").read_text()
    assert '<meta name="robots" content="noindex">' in html
    assert "De richtlijn is veranderd." in html
    page = next(p for p in built.pages if p.path == "oordruppels/index.html")
    assert (page.article, page.html) == (None, "")
    assert "oordruppels" not in (built.output / "index.html").read_text()


def test_a_theme_may_draw_the_notice_itself(site: Any) -> None:
    site.write(
        "../theme/templates/withdrawn.html", "eigen {{ article.expert.reason }}{{ article.expert.body }}"
    )
    assert (site.build().output / "oordruppels/index.html").read_text() == "eigen De richtlijn is veranderd."


def test_the_sitemap_names_what_may_be_found_with_the_day_of_its_content(built: Built) -> None:
    sitemap = (built.output / "sitemap.xml").read_text()
    assert "<loc>https://linde.example/griepprik/</loc><lastmod>2026-11-02</lastmod>" in sitemap
    assert "<loc>https://linde.example/over-ons/</loc></url>" in sitemap
    assert "<loc>https://linde.example/</loc><lastmod>2026-11-02</lastmod>" in sitemap
    assert "oordruppels" not in sitemap
    assert "404" not in sitemap
    assert "Sitemap: https://linde.example/sitemap.xml\n" in (built.output / "robots.txt").read_text()


def test_only_an_approval_of_exactly_this_text_by_a_known_person_is_shown(site: Any) -> None:
    article = next(a for a in site.content().articles if a.ref == "poetsen/nl")
    at = datetime(2026, 10, 1, tzinfo=UTC)
    site.approvals["poetsen/nl"] = (
        Approval("anna-de-vries", Role.MEDICAL, article.hash, at, "a"),
        Approval("bram-jansen", Role.MEDICAL, "an older text", at, "b"),
        Approval("niemand", Role.MEDICAL, article.hash, at, "c"),
    )
    html = (site.build().output / "poetsen/index.html").read_text()
    assert html.count("gecontroleerd door") == 1
    assert "gecontroleerd door Anna de Vries" in html


def test_an_article_appears_on_its_day_in_the_practices_own_time(site: Any) -> None:
    site.edit("content/articles/later.md", "date: 2027-05-01", "date: 2026-11-21T23:30:00+00:00")
    assert not (site.build(today=date(2026, 11, 21)).output / "zonnebrand").exists()
    assert (site.build(today=date(2026, 11, 22)).output / "zonnebrand/index.html").is_file()


def test_the_output_of_a_removed_article_goes_with_it(site: Any) -> None:
    assert (site.build().output / "rugpijn/index.html").is_file()
    (site.root / "content/articles/rugpijn.md").unlink()
    output = site.build().output
    assert not (output / "rugpijn").exists()
    assert not (output / "onderwerp/bewegen").exists()
    assert not list(site.root.glob(".output*"))


SCRIPT = """
import sys, locale
from datetime import date
from pathlib import Path
sys.path.insert(0, {tests!r})
import conftest
site = conftest.copy_site(Path({folder!r}))
print(site.build(today=date(2026, 11, 21)).fingerprint)
"""


def test_two_builds_are_byte_identical_wherever_and_whenever_they_run(built: Built, tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("Pacific/Kiritimati", "America/Los_Angeles")):
        folder = tmp_path / f"other place {number}"
        folder.mkdir()
        script = SCRIPT.format(tests=str(Path(__file__).parent), folder=str(folder))
        env = {
            **os.environ,
            "PYTHONPATH": str(THEME.parent),
            "TZ": zone,
            "PYTHONHASHSEED": str(number + 1),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        made.append((done.stdout.split(), files(folder / "site/output")))
    assert made[0] == made[1]
    assert len(made[0][0]) == 1  # nothing is printed but what the script prints


def test_a_build_leaves_the_process_as_it_was(site: Any, capfd: pytest.CaptureFixture[str]) -> None:
    from pelican.plugins import signals

    def state() -> object:
        receivers = {k: set(s.receivers) for k, s in vars(signals).items() if hasattr(s, "receivers")}
        logger = logging.getLogger("pelican")
        seen = list(logger.handlers), logger.level, logger.propagate, logging.getLoggerClass()
        return receivers, seen, locale.setlocale(locale.LC_ALL), sys.path[:], Path.cwd()

    site.build()
    before = state()
    first = site.build().fingerprint
    with pytest.raises(SettingsError):
        site.build(THEME="nergens")
    assert state() == before
    assert site.build().fingerprint == first
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_the_old_output_stays_when_a_build_fails(site: Any) -> None:
    before = files(site.build().output)
    site.write("../theme/templates/article.html", "{{ article.title")
    with pytest.raises(SiteError, match=r"article\.html:1: TemplateSyntaxError"):
        site.build()
    assert files(site.root / "output") == before
    assert not list(site.root.glob(".output*"))


def test_a_template_that_fails_is_named(site: Any) -> None:
    site.write("../theme/templates/index.html", "{{ nergens.dieper }}")
    with pytest.raises(SiteError, match="UndefinedError"):
        site.build()


@pytest.mark.parametrize("place", ["content", ".", "..", "content/images"])
def test_an_output_that_would_replace_content_is_refused(site: Any, place: str) -> None:
    with pytest.raises(SettingsError, match="OUTPUT_PATH"):
        build_into(site, (site.root / place).resolve())
    assert (site.root / "content/articles/griepprik.md").is_file()


def test_a_folder_that_holds_something_else_is_not_replaced(site: Any) -> None:
    site.write("output/vakantie.txt", "foto's")
    with pytest.raises(SettingsError, match="no site of ours"):
        site.build()
    assert (site.root / "output/vakantie.txt").is_file()


def test_a_file_in_the_place_of_the_output_stays_and_nothing_is_left_beside_it(site: Any) -> None:
    site.write("output", "mijn aantekeningen")
    with pytest.raises(SettingsError, match=r"OUTPUT_PATH .*/output is a file"):
        site.build()
    assert (site.root / "output").read_text() == "mijn aantekeningen"
    assert not list(site.root.glob(".output*"))


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-21 23:30:00-05:00", "2027-01-01T00:00:00+01:00"])
def test_a_page_of_a_coming_day_is_not_in_the_output(site: Any, day: str) -> None:
    site.write("content/pages/komt.md", f"---\ntitle: Komt nog\nslug: komt\ndate: {day}\n---\nKomtgeheim.\n")
    site.write("content/pages/is-er.md", "---\ntitle: Is er\nslug: is-er\ndate: 2026-11-21 23:59\n---\nNu.\n")
    site.write("content/pages/af.md", "---\ntitle: Af\nslug: af\nstatus: ' Draft '\n---\nKomtgeheim.\n")
    site.build()
    pages = {p for p in (site.root / "output").rglob("*") if p.is_file()}
    assert site.root / "output/is-er/index.html" in pages
    assert not [p for p in pages if b"Komtgeheim" in p.read_bytes() or "komt" in p.parts]


def build_into(site: Any, output: Path) -> Built:
    """Build to another folder than the settings name."""
    from syndicate.site.build import build

    return build(
        site.settings(), site.content(), output, today=date(2026, 11, 21), approvals={}, syndication={}
    )


def test_another_output_can_be_named(site: Any) -> None:
    assert (build_into(site, site.root / "preview/site").output / "index.html").is_file()
    assert not (site.root / "output").exists()


def mistake(site: Any, **how: Any) -> tuple[str, str, int]:
    """Return code, file and line of the one finding that stops a build."""
    with pytest.raises(ContentError) as caught:
        site.build(**how)
    (finding,) = caught.value.findings
    assert finding.blocks
    assert finding.said.nl
    assert finding.mend.nl
    return finding.code, finding.file, finding.line


def body(ref: str, text: str) -> Any:
    """Return a change that gives one article another text, from line 30 on."""
    return lambda a: replace(a, body=text, body_line=30) if a.ref == ref else a


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


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/articles/griepprik.md", "/articles/nergens.md", "page links"),
        ("/articles/griepprik.md", "werk.md", "Unable to find"),
        ("{filename}/articles/griepprik.md", "{static}/people.toml", "page links"),
    ],
)
def test_a_page_that_pelican_would_lose_with_a_log_line_stops_the_build(
    site: Any, old: str, new: str, words: str
) -> None:
    site.edit("content/pages/over-ons.md", old, new)
    with pytest.raises(ContentError, match=words) as caught:
        site.build()
    assert caught.value.findings
    assert not list(site.root.glob("*kwaad"))
    assert not (site.root / "output").exists()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("slug: over-ons", "status: onzin", "content.page-status", 3),
        ("slug: over-ons", "date: 31 februari 2026", "content.date-unknown", 3),
        ("slug: over-ons", "date: 2026-01-01 12:00+99:99", "content.date-unknown", 3),
        ("title: Wie wij zijn", "naam: Wie wij zijn", "content.no-title", 1),
        ("title: Wie wij zijn", "title: [", "content.yaml", 4),
        ("slug: over-ons", "slug: Over Ons", "content.slug-form", 3),
        ("title: Wie wij zijn\nslug: over-ons", "title: Feeds", "content.slug-reserved", 2),
        ("slug: over-ons", "Save_As: ../output-kwaad/x.html", "content.forbidden", 3),
        ("slug: over-ons", "URL: x", "content.forbidden", 3),
        ("slug: over-ons", "template: x", "content.forbidden", 3),
        ("slug: over-ons", "slug: ../.output.building-kwaad", "content.slug-path", 3),
        ("slug: over-ons", "slug: a\nmenu: [<script>]", "content.html", 4),
        ("slug: over-ons", "slug: a\nmenu: {x: <script>}", "content.html", 4),
        ("Wij zijn", "[" * 2000, "content.brackets", 5),
        ("Wij zijn", "5 &#x202e;mg", "content.turned-round", 5),
    ],
)
def test_a_page_with_a_mistake_is_refused_with_its_line(
    site: Any, old: str, new: str, code: str, line: int
) -> None:
    site.edit("content/pages/over-ons.md", old, new)
    read = site.content()
    told = {(f.code, f.line) for f in read.findings if f.file == "content/pages/over-ons.md" and f.blocks}
    assert (code, line) in told
    assert site.root / "content/pages/over-ons.md" not in read.pages


def test_the_mistake_of_a_draft_page_stops_nothing_and_the_marks_of_a_page_are_told(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: Draft\nurl: x\n---\nTekst\n")
    told = {(f.code, f.file, f.blocks) for f in site.content().findings if "/pages/" in f.file}
    assert told == {
        ("content.forbidden", "content/pages/werk.md", False),
        ("content.html", "content/pages/over-ons.md", False),
    }


@pytest.mark.parametrize("meta", ["save_as", "Slug", "template"])
def test_a_page_in_html_says_no_more_of_its_place_than_any_other(site: Any, meta: str) -> None:
    head = f'<title>Ruw &amp; eerlijk</title>\n<meta name="{meta}" content="../.output.building-kwaad">'
    site.write("content/pages/ruw.html", f"<html><head>{head}</head><body>Ja</body></html>")
    (found,) = [f for f in site.content().findings if f.file == "content/pages/ruw.html"]
    assert (found.code.rpartition("-")[2], found.line) in {("content.forbidden", 2), ("path", 2)}


def test_a_page_in_html_over_an_article_stops_the_build(site: Any) -> None:
    head = '<title>Ruw</title><meta name="slug" content="griepprik">'
    site.write("content/pages/ruw.html", f"<html><head>{head}</head><body>Ja</body></html>")
    with pytest.raises(ContentError, match="same address"):
        site.build()


def test_a_page_that_cannot_be_read_or_lies_elsewhere_is_refused(site: Any) -> None:
    site.write("content/pages/lang.md", "x" * 1_000_001)
    site.write("content/pages/oud.rst", "Oud\n###\n\n.. include:: /etc/hostname\n")
    (site.root / "content/pages/elders.md").symlink_to("/etc/hostname")
    told = {(f.code, f.file) for f in site.content().findings if "/pages/" in f.file}
    assert told >= {
        ("content.too-big", "content/pages/lang.md"),
        ("content.not-markdown", "content/pages/oud.rst"),
        ("content.link-outside", "content/pages/elders.md"),
    }


def test_what_a_page_says_stays_text(site: Any) -> None:
    site.write(
        "content/pages/no.md",
        "---\ntitle: NO\nslug: no-2\nmenu: [12:30, {a: 1}]\nempty:\nsummary: '*Ja* en 12:30'\n---\nTekst\n",
    )
    html = (site.build().output / "no-2/index.html").read_text()
    assert "<h1>NO</h1>" in html


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


def test_a_picture_of_a_draft_page_is_not_copied(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: Draft\n---\n![x](/images/ongebruikt.png)")
    assert not (site.build().output / "images/ongebruikt.png").exists()
    site.edit("content/pages/werk.md", "Draft", "hidden")
    built = site.build()
    assert (built.output / "images/ongebruikt.png").is_file()
    assert (built.output / "w/index.html").is_file()
    assert "/w/" not in (built.output / "sitemap.xml").read_text()


def test_the_line_of_a_broken_link_in_a_page_is_named(site: Any) -> None:
    site.edit("content/pages/over-ons.md", "/articles/griepprik.md", "/articles/nergens.md")
    assert mistake(site) == ("site.link", "content/pages/over-ons.md", 5)


def test_a_page_in_another_format_is_cleaned_as_well(site: Any) -> None:
    site.write(
        "content/pages/ruw.html",
        '<html><head><title>Ruw</title></head><body><p onclick="x()">Ja</p>'
        "<script>kwaad()</script></body></html>",
    )
    html = (site.build().output / "ruw/index.html").read_text()
    assert "<p>Ja</p>" in html
    assert "kwaad" not in html
    assert "iframe" not in (site.root / "output/over-ons/index.html").read_text()


def test_a_plugin_that_fails_or_is_missing_stops_the_build(site: Any) -> None:
    with pytest.raises(SiteError, match="Cannot load plugin `nergens`"):
        site.build(PLUGINS=["nergens"])


def test_another_plugin_of_the_practice_runs_and_is_gone_after_the_build(site: Any) -> None:
    from pelican.plugins import signals

    class Plugin:
        @staticmethod
        def register() -> None:
            signals.finalized.connect(Plugin.done)

        @staticmethod
        def done(pelican: Any) -> None:
            Path(pelican.output_path, "extra.txt").write_text("hier")

    output = site.build(PLUGINS=[Plugin, "syndicate.site"]).output
    assert (output / "extra.txt").read_text() == "hier"
    assert Plugin.done not in [r() for r in signals.finalized.receivers.values()]


def test_files_that_the_practice_names_itself_are_copied(site: Any) -> None:
    site.write("content/extra/CNAME", "linde.example")
    output = site.build(STATIC_PATHS=["images", "extra"]).output
    assert (output / "extra/CNAME").read_text() == "linde.example"
    assert not (output / "images/ongebruikt.png").exists()


def test_a_picture_that_decorates_needs_no_description_for_pelican(site: Any) -> None:
    assert site.build(change=body("poetsen/nl", "![](/images/stoelen.png) Poets."))


def test_names_are_shown_as_they_are_written_and_never_as_markup(site: Any) -> None:
    def named(article: Article) -> Article:
        return replace(article, title="A < B & <script>x</script>", summary="1 < 2")

    html = (site.build(change=named).output / "griepprik/index.html").read_text()
    assert "<h1>A &lt; B &amp; &lt;script&gt;x&lt;/script&gt;</h1>" in html


def test_an_english_practice_has_english_addresses(site: Any) -> None:
    site.edit("pelicanconf.py", 'DEFAULT_LANG = "nl"', 'DEFAULT_LANG = "en"')
    output = site.build(change=lambda a: replace(a, topic="")).output
    assert (output / "topic/other/index.html").is_file()
    assert (output / "author/anna-de-vries/index.html").is_file()
    assert (output / "nl/griepprik/index.html").is_file()


def test_a_theme_that_comes_with_pelican_can_be_named(site: Any) -> None:
    output = site.build(THEME="simple").output
    assert "Praktijk De Linde" in (output / "griepprik/index.html").read_text()
    assert "noindex" in (output / "oordruppels/index.html").read_text()
    assert not (output / "404.html").exists()


def test_a_site_of_pages_alone_builds(site: Any) -> None:
    for file in (site.root / "content/articles").iterdir():
        file.unlink()
    site.edit("content/pages/over-ons.md", "Lees over de [griepprik]({filename}/articles/griepprik.md).", "")
    built = site.build()
    assert {p.path for p in built.pages} == {"404.html", "index.html", "over-ons/index.html"}
    assert "<lastmod>" not in (built.output / "sitemap.xml").read_text()


def own_theme(site: Any) -> Built:
    """Build the sample practice in the product's own theme."""
    made: Built = site.build(THEME=str(THEME))
    return made


def test_each_article_has_a_share_image_in_our_own_theme_and_withdrawn_ones_have_none(site: Any) -> None:
    built = own_theme(site)
    shared = {p.article.ref: p.share_image for p in built.pages if p.article}
    assert set(shared) == {"griepprik/nl", "griepprik/en", "poetsen/nl", "rugpijn/nl"}
    for picture in shared.values():
        assert picture is not None
        raw = (built.output / picture.path).read_bytes()
        assert (picture.sha256, picture.bytes) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert {f"share/{f.name}" for f in (built.output / "share").iterdir()} == {
        p.path for p in shared.values() if p
    }
    assert [s for s in SECRETS if s in "".join(p.html for p in built.pages).lower()] == []


def test_every_address_on_every_page_of_our_own_theme_leads_to_a_file(site: Any) -> None:
    built = own_theme(site)
    root, base = built.output, "https://linde.example/"
    for page in built.pages:
        html = (root / page.path).read_text()
        for name, address in re.findall(r' (href|src|content)="([^"#?]+)', html):
            if address.startswith(base):
                target = root / address.removeprefix(base)
            elif name == "content" or re.match(r"[a-z]+:", address):
                continue
            else:
                target = (root / page.path).parent / address
            assert (target / "index.html" if target.is_dir() else target).is_file(), (page.path, address)


def test_a_build_that_cannot_be_switched_keeps_the_old_one(tmp_path: Path) -> None:
    from syndicate.site.build import _switch

    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("oud")
    with pytest.raises(SiteError, match="could not be replaced"):
        _switch(tmp_path / "nergens", tmp_path / "output")
    assert (tmp_path / "output/index.html").read_text() == "oud"
    with pytest.raises(SiteError, match="could not be replaced"):
        _switch(tmp_path / "nergens", tmp_path / "nieuw")
    assert not (tmp_path / "nieuw").exists()


def test_another_build_in_the_same_place_waits_its_turn(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    from syndicate.site import build as module

    monkeypatch.setattr(module, "PATIENCE", 0)
    lock = site.root / ".syndicate/build.lock"
    lock.parent.mkdir()
    with FileLock(lock), pytest.raises(SiteError, match="another build"):
        site.build()


def test_a_draft_is_rendered_for_its_preview_and_cannot_act() -> None:
    draft = Article("a", "nl", "A", "a", "a.md", "Dag *u* <script>x</script>", status=Status.DRAFT)
    assert render_draft(draft).strip() == "<p>Dag <em>u</em> </p>"


@pytest.fixture(autouse=True)
def _no_fields_of_time() -> Iterator[None]:
    """Leave the locale of the test process alone."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    assert locale.setlocale(locale.LC_ALL) == before


def test_a_draft_page_with_a_mistake_is_never_read_by_pelican(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: draft\n---\n" + "[" * 60_000)
    read = site.content()
    assert "content.brackets" in {f.code for f in read.findings if not f.blocks}
    assert site.root / "content/pages/werk.md" not in read.pages


@pytest.mark.parametrize(
    ("head", "line", "first"),
    [
        ("title: Ons\nslug: poetsen", 3, "content/articles/poetsen.md"),
        ("lang: nl\ntitle: Poetsen", 3, "content/articles/poetsen.md"),
        ("title: X\nslug: over-ons", 3, "content/pages/over-ons.md"),
    ],
)
def test_a_page_at_the_address_of_another_text_is_refused_with_its_line(
    site: Any, head: str, line: int, first: str
) -> None:
    site.write("content/pages/zelfde.md", f"---\n{head}\n---\nTekst\n")
    assert mistake(site) == ("site.address", "content/pages/zelfde.md", line)
    with pytest.raises(ContentError) as caught:
        site.build()
    assert first in caught.value.findings[0].said.nl
