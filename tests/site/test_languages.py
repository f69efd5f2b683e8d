"""Pages in the languages of the patients: who is led to them, and how they read."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from syndicate.model import Role
from syndicate.site.build import Built
from syndicate.site.language import Translator, direction, hours_words, language_name, locale_of, marked
from tests.site.building import THEME
from tests.site.reading import SITE, tree
from tests.site.reading import text as words
from tests.site.translated import TITLES, banner_of, many, page, text_of

NEEDED = "Heb ik de griepprik & co nodig?"


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice of many languages in our theme, none of its translations approved."""
    return many(tmp_path_factory.mktemp("unread")).build(THEME=str(THEME))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, with the Arabic and the English one approved."""
    site = many(tmp_path_factory.mktemp("read"))
    site.approve("griepprik/ar", "elif-demir")
    site.approve("griepprik/en", role=Role.MEDICAL)
    return site.build(THEME=str(THEME))


def test_an_unread_translation_has_a_page_that_search_engines_leave_alone(unread: Built) -> None:
    for lang in TITLES:
        html = page(unread, lang)
        assert '<meta name="robots" content="noindex">' in html
        assert "hreflang" not in html.partition("</head>")[0]
        assert "og:locale:alternate" not in html
        assert f"grip-{lang}" not in text_of(unread)
        assert "workTranslation" not in html
        assert "wa.me" not in html
    original = (unread.output / "griepprik/index.html").read_text(encoding="utf-8")
    assert "hreflang" not in original.partition("</head>")[0]
    assert '<meta name="robots"' not in original
    assert "workTranslation" not in original


def test_the_switcher_leads_to_it_all_the_same(unread: Built) -> None:
    root = tree((unread.output / "griepprik/index.html").read_text(encoding="utf-8"))
    (switch,) = (p for p in root.iter("p") if p.get("class") == "languages")
    shown = {a.get("lang"): (words(a), a.get("dir"), a.get("rel")) for a in switch.iter("a")}
    assert shown == {
        "ar": ("العربية", "rtl", None),
        "en": ("English", None, None),
        "so": ("Soomaali", None, None),
        "tr": ("Türkçe", None, None),
    }


def test_a_banner_says_it_in_both_languages_and_leads_to_the_original(unread: Built) -> None:
    own, dutch = banner_of(unread, "ar").findall("p")
    assert words(own) == f"لم يراجع هذه الترجمة بعد أي شخص يقرأ العربية. النص الأصلي هو المعتمد: {NEEDED}"
    assert words(dutch) == (
        "Nog niemand die Arabisch leest, heeft deze vertaling nagekeken. "
        f"De oorspronkelijke tekst geldt: {NEEDED}"
    )
    assert (own.get("lang"), dutch.get("lang"), dutch.get("dir")) == (None, "nl", "ltr")
    for part in (own, dutch):
        (link,) = part.iter("a")
        assert link.get("href") == "../../griepprik/"


def test_all_comes_back_once_somebody_who_reads_it_has_approved_it(read: Built) -> None:
    html = page(read, "ar")
    assert "noindex" not in html
    assert "unread" not in html
    assert "wa.me" in html
    links = {e.get("hreflang"): e.get("href") for e in tree(html).iter("link") if e.get("hreflang")}
    assert links == {
        "ar": f"{SITE}/ar/grip-ar/",
        "en": f"{SITE}/en/flu-jab/",
        "nl": f"{SITE}/griepprik/",
        "x-default": f"{SITE}/griepprik/",
    }
    assert re.findall('og:locale:alternate" content="(.*?)"', html) == ["en_GB", "nl_NL"]
    told = text_of(read)
    assert f"{SITE}/ar/grip-ar/" in told
    assert "grip-tr" not in told
    graph = json.loads(re.findall(r'ld\+json">(.*?)</script>', html)[0])["@graph"]
    (posting,) = (n for n in graph if n["@type"] == "BlogPosting")
    assert [t["inLanguage"] for t in posting["workTranslation"]] == ["en", "nl"]


def test_who_vouches_for_a_translation_is_named(read: Built) -> None:
    root = tree(page(read, "ar"))
    assert "تمت مراجعة الترجمة من Elif Demir (practice assistant) في 1 أكتوبر 2026" in words(root)
    english = (read.output / "en/flu-jab/index.html").read_text(encoding="utf-8")
    assert "Translation checked by Bram Jansen (dentist) on 1 October 2026" in words(tree(english))
    assert "Vertaling nagekeken" not in (read.output / "griepprik/index.html").read_text(encoding="utf-8")


def test_each_feed_entry_says_its_language_and_an_empty_feed_its_own(unread: Built, read: Built) -> None:
    def feed(built: Built, name: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((built.output / f"feeds/{name}.json").read_bytes())
        return told

    assert (feed(unread, "language/ar")["language"], feed(unread, "language/ar")["items"]) == ("ar", [])
    assert [i["language"] for i in feed(read, "language/ar")["items"]] == ["ar"]
    assert {i["language"] for i in feed(read, "all")["items"]} == {"nl", "en", "ar"}
    atom = (read.output / "feeds/language/ar.atom.xml").read_text(encoding="utf-8")
    assert atom.count('xml:lang="ar"') >= 2
    assert "<language>ar</language>" in (read.output / "feeds/language/ar.rss.xml").read_text(
        encoding="utf-8"
    )


def test_an_arabic_page_runs_from_right_to_left_and_a_turkish_one_does_not(unread: Built) -> None:
    arabic, turkish = tree(page(unread, "ar")), tree(page(unread, "tr"))
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert (turkish.get("lang"), turkish.get("dir")) == ("tr", None)


def test_numbers_that_are_dialled_run_from_left_to_right(unread: Built) -> None:
    for lang in ("ar", "tr"):
        calls = [a for a in tree(page(unread, lang)).iter("a") if a.get("href", "") == "tel:+31101234567"]
        assert len(calls) == 3  # the first screen, the box, the footer
        for call in calls:
            (number,) = call.iter("bdi")
            assert (number.get("dir"), number.text) == ("ltr", "010 123 45 67")


def test_what_is_in_another_language_than_its_page_says_so(unread: Built) -> None:
    root = tree(page(unread, "ar"))
    role = next(s for s in root.iter("span") if s.get("class") == "p-job-title")
    assert (role.text, role.get("lang"), role.get("dir")) == ("general practitioner", "en", "ltr")
    menu = [a for a in root.iter("a") if a.text == "Wie wij zijn"]
    assert menu
    assert {(a.get("lang"), a.get("dir")) for a in menu} == {("nl", "ltr")}


def test_a_language_without_a_catalogue_gets_english_words_that_say_so(unread: Built) -> None:
    root = tree(page(unread, "so"))
    footer = next(root.iter("footer"))
    assert (root.get("lang"), footer.get("lang")) == ("so", "en")
    told = [
        e for e in root.iter() if (e.text or "").strip() in ("Skip to the text", "Sources", "Share this page")
    ]
    assert told
    assert {e.get("lang") for e in told} == {"en"}
    (banner,) = (d for d in root.iter("div") if "unread" in d.get("class", ""))
    assert [p.get("lang") for p in banner.findall("p")] == ["en", "nl"]


def test_half_a_catalogue_is_none_and_that_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    for lang, known in (("en", ("Home", "Sources")), ("so", ("Home",))):
        file = tmp_path / lang / "LC_MESSAGES/theme.po"
        file.parent.mkdir(parents=True)
        said = "".join(f'msgid "{k}"\nmsgstr "{k} {lang}"\n\n' for k in known)
        file.write_text(header + said, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        translate = Translator(tmp_path)
    assert (translate("Home", "so"), translate.speaks("so")) == ("Home", "en")
    assert ["'so'" in r.message and "lacks 1" in r.message for r in caplog.records] == [True]


def test_hours_are_said_in_each_language() -> None:
    say = Translator(THEME / "translations")
    joined = "08:00\u2060–\u206017:00"
    assert hours_words("Mo-Fr 08:00-17:00", "tr", say) == f"Pazartesi – Cuma {joined}"
    assert hours_words("Mo-Fr 08:00-17:00", "pl", say) == f"poniedziałek – piątek {joined}"
    assert hours_words("Mo-Fr 08:00-17:00", "ar", say) == "من الاثنين إلى الجمعة من 08:00 إلى 17:00"


@pytest.mark.parametrize(
    ("lang", "way", "name", "dutch"),
    [
        ("nl", "ltr", "Nederlands", "Nederlands"),
        ("tr", "ltr", "Türkçe", "Turks"),
        ("pl", "ltr", "Polski", "Pools"),
        ("ar", "rtl", "العربية", "Arabisch"),
        ("fa", "rtl", "فارسی", "Perzisch"),
        ("he", "rtl", "עברית", "Hebreeuws"),
        ("ur", "rtl", "اردو", "Urdu"),
        ("ti", "ltr", "ትግርኛ", "Tigrinya"),
        ("rif", "ltr", "Tarifit", "Riffijns"),
        ("qaa", "ltr", "Qaa", "qaa"),
    ],
)
def test_a_language_has_its_direction_and_its_names(lang: str, way: str, name: str, dutch: str) -> None:
    assert (direction(lang), language_name(lang), language_name(lang, "nl")) == (way, name, dutch)
    assert locale_of(lang)


def test_marks_are_made_only_where_the_language_changes() -> None:
    assert marked("pt", "pt-BR") == ""
    assert marked("en", "nl") == ' lang="en"'
    assert marked("ar", "nl") == ' lang="ar" dir="rtl"'


def test_nothing_in_our_css_knows_left_from_right() -> None:
    css = re.sub(r"/\*.*?\*/", "", (THEME / "static/css/main.css").read_text(encoding="utf-8"), flags=re.S)
    sides = r"(?:margin|padding|border)-(?:left|right)|left|right|float|text-align: (?:left|right)"
    physical = rf"(?<![\w-])(?:{sides})(?=\s*[:;-])"
    assert re.findall(physical, css) == []


@pytest.mark.parametrize("lang", ["nl", "en", "tr", "pl", "ar"])
def test_our_theme_speaks_the_five_languages_whole(lang: str) -> None:
    assert Translator(THEME / "translations").speaks(lang) == lang


@pytest.mark.parametrize("ours", [False, True])
def test_what_a_blog_says_in_headers_of_those_names_is_its_own(tmp_path: Path, ours: bool) -> None:
    from pelican import Pelican
    from pelican.settings import read_settings

    from syndicate.site.press import no_trace

    said = "Title: Sea\nDate: 2026-05-04\nUnread: yes\nOriginal: elsewhere\nAlternates: none\n\nWaves.\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content/sea.md").write_text(said)
    theme = THEME
    if not ours:
        theme = tmp_path / "theme"
        (theme / "templates").mkdir(parents=True)
        (theme / "static").mkdir()
        line = "{{ article.unread }} {{ article.original }} {{ article.alternates }}"
        (theme / "templates/article.html").write_text(f"<html><head></head>{line}</html>")
    conf = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "out"), "THEME": str(theme)}
    conf |= {"PLUGINS": ["syndicate.site"], "SITEURL": "https://blog.example", "TIMEZONE": "UTC"}
    (tmp_path / "pelicanconf.py").write_text("".join(f"{k} = {v!r}\n" for k, v in conf.items()))
    with no_trace():
        Pelican(read_settings(str(tmp_path / "pelicanconf.py"))).run()
    html = (tmp_path / "out/sea.html").read_text(encoding="utf-8")
    assert "Waves" in (tmp_path / "out/feeds/all.atom.xml").read_text(encoding="utf-8")
    if ours:
        assert "noindex" not in html
        assert 'class="note unread"' not in html
    else:
        assert "yes elsewhere none" in html
