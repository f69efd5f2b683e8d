"""Which translations wait, for how long, and what is shown of them meanwhile."""

import json
import re
from pathlib import Path

import pytest

from syndicate.model import Role
from tests.site.building import THEME
from tests.site.conftest import Site
from tests.site.reading import SITE, tree
from tests.site.reading import text as words
from tests.site.translated import banner_of, many, page, text_of

GONE = ("status: published", "status: withdrawn\nreason: Oud.")


@pytest.fixture
def practice(tmp_path: Path) -> Site:
    """The practice with its flu article in Arabic, Turkish and Somali as well."""
    return many(tmp_path)


def test_without_an_original_on_the_site_the_banner_leads_nowhere(practice: Site) -> None:
    practice.edit("content/articles/griepprik.md", "status: published", "status: draft")
    practice.edit("content/pages/over-ons.md", "{filename}/articles/griepprik.md", "https://linde.example/")
    built = practice.build(THEME=str(THEME))
    assert list(banner_of(built, "tr").iter("a")) == []
    home = (built.output / "index.html").read_text(encoding="utf-8")
    assert "grip-tr" not in home
    assert "flu-jab" not in home


def test_page_and_feed_of_an_author_of_unread_translations_alone_hold_none_of_them(practice: Site) -> None:
    practice.edit("content/articles/grip.tr.md", "authors: [anna-de-vries]", "authors: [elif-demir]")
    built = practice.build(THEME=str(THEME))
    assert 'href="../../auteur/elif-demir/"' in page(built, "tr")
    hers = (built.output / "auteur/elif-demir/index.html").read_text(encoding="utf-8")
    assert "grip-tr" not in hers
    assert json.loads((built.output / "feeds/author/elif-demir.json").read_bytes())["items"] == []


def test_translations_of_a_withdrawn_original_wait_whoever_read_them(practice: Site) -> None:
    practice.approve("griepprik/ar", "elif-demir")
    practice.approve("griepprik/en")
    assert "noindex" not in page(practice.build(THEME=str(THEME)), "ar")
    practice.edit("content/articles/griepprik.md", *GONE)
    built = practice.build(THEME=str(THEME))
    told = json.loads((built.output / "feeds/all.json").read_bytes())["items"]
    assert [i["url"] for i in told if "/gri" in i["url"] or "flu" in i["url"]] == [f"{SITE}/griepprik/"]
    cards = (built.output / "index.html").read_text(encoding="utf-8")
    sitemap = (built.output / "sitemap.xml").read_text(encoding="utf-8")
    for name in ("grip-ar", "grip-tr", "flu-jab"):
        assert name not in cards
        assert name not in sitemap
    html = page(built, "ar")
    assert '<meta name="robots" content="noindex">' in html
    assert "hreflang" not in html.partition("</head>")[0]
    assert "تمت مراجعة الترجمة من Elif Demir" in words(tree(html))
    banner = banner_of(built, "ar")
    assert list(banner.iter("a")) == []
    assert words(banner) == (
        "النص الأصلي لهذه الصفحة غير موجود حاليًا على موقعنا. اسألنا قبل الاعتماد عليها. "
        "Het origineel van deze tekst staat nu niet op onze site. "
        "Overleg met ons voordat u op deze pagina afgaat."
    )


@pytest.mark.parametrize(
    ("old", "new"), [("status: published", "status: draft"), ("date: 2026-10-01", "date: 2026-12-01")]
)
def test_so_do_those_of_a_draft_and_of_one_that_is_still_to_come(practice: Site, old: str, new: str) -> None:
    practice.approve("griepprik/en")
    practice.edit("content/articles/griepprik.md", old, new)
    practice.edit("content/pages/over-ons.md", "{filename}/articles/griepprik.md", "https://linde.example/")
    built = practice.build(THEME=str(THEME))
    assert "noindex" in (built.output / "en/flu-jab/index.html").read_text(encoding="utf-8")
    assert "flu-jab" not in (built.output / "index.html").read_text(encoding="utf-8")


def test_a_text_that_no_author_reads_waits_as_a_translation_does(practice: Site) -> None:
    head = "---\ntitle: Uyku\nuid: uyku\nslug: uyku\nlang: tr\nstatus: published\ndate: 2026-10-01\n"
    practice.write(
        "content/articles/uyku.md",
        f"{head}authors: [anna-de-vries]\nreviewed_by: [elif-demir]\n---\n\nUyu.\n",
    )
    built = practice.build(THEME=str(THEME))
    html = (built.output / "tr/uyku/index.html").read_text(encoding="utf-8")
    assert "noindex" in html
    assert "Bu çeviriyi Türkçe bilen hiç kimse henüz kontrol etmedi." in html
    assert "/uyku/" not in text_of(built)
    practice.approve("uyku/tr", "elif-demir")
    built = practice.build(THEME=str(THEME))
    assert "noindex" not in (built.output / "tr/uyku/index.html").read_text(encoding="utf-8")
    assert f"{SITE}/tr/uyku/" in text_of(built)


def test_a_tick_of_whoever_cannot_read_it_is_shown_to_nobody(practice: Site) -> None:
    practice.edit("content/articles/grip.tr.md", "[bram-jansen]", "[bram-jansen, elif-demir]")
    practice.approve("griepprik/tr", "bram-jansen", Role.MEDICAL)
    html = page(practice.build(THEME=str(THEME)), "tr")
    assert "reviewedBy" not in html
    assert 'class="unchecked"' in html
    practice.approve("griepprik/tr", "elif-demir", Role.MEDICAL)
    html = page(practice.build(THEME=str(THEME)), "tr")
    assert html.count('class="checked"') == 1
    (graph,) = re.findall(r'ld\+json">(.*?)</script>', html)
    assert "Elif Demir" in json.dumps(json.loads(graph), ensure_ascii=False).partition('"reviewedBy"')[2]


def test_a_withdrawn_translation_keeps_its_notice_in_its_language(practice: Site) -> None:
    practice.approve("griepprik/tr", "elif-demir")
    practice.edit("content/articles/grip.tr.md", "status: published", "status: withdrawn\nreason: Eski.")
    practice.edit("content/articles/grip.so.md", "status: published", "status: withdrawn\nreason: Hore.")
    built = practice.build(THEME=str(THEME))
    html = page(built, "tr")
    assert "Bu yazı geri çekildi." in html
    assert "<strong>Neden:</strong> Eski." in html
    assert "unread" not in html
    assert '<p lang="en">This article has been withdrawn.' in page(built, "so")
    assert "Geri çekildi: Grip" in (built.output / "feeds/language/tr.json").read_text(encoding="utf-8")


def test_a_notice_is_in_no_feed_that_never_held_its_translation(practice: Site) -> None:
    practice.edit("content/articles/grip.so.md", "status: published", "status: withdrawn\nreason: Hore.")
    built = practice.build(THEME=str(THEME))
    feed = json.loads((built.output / "feeds/language/so.json").read_bytes())
    assert (feed["language"], feed["items"]) == ("so", [])
    assert "grip-so" not in text_of(built)
    practice.approvals.clear()
    practice.approve("griepprik/so", "who-left")
    assert "grip-so" in text_of(practice.build(THEME=str(THEME)))


def test_a_card_in_another_language_marks_the_name_of_its_topic(practice: Site) -> None:
    practice.write("content/topics.toml", '[prik]\nname = { nl = "Vaccinaties", en = "Vaccinations" }\n')
    text = (practice.root / "content/articles/grip.ar.md").read_text(encoding="utf-8")
    lone = text.replace("translation_of: griepprik\n", "").replace("uid: griepprik", "uid: ar")
    practice.write("content/articles/lone.md", lone.replace("slug: grip-ar", "slug: lone"))
    practice.approve("ar/ar", "elif-demir")
    home = (practice.build(THEME=str(THEME)).output / "index.html").read_text(encoding="utf-8")
    assert '<p class="topic" lang="en" dir="ltr">Vaccinations</p>' in home
    assert '<p class="topic">Vaccinaties</p>' in home


def test_another_word_and_it_waits_again(practice: Site) -> None:
    practice.approve("griepprik/ar", "elif-demir")
    practice.edit("content/articles/grip.ar.md", "every autumn", "every year")
    assert "noindex" in page(practice.build(THEME=str(THEME)), "ar")
