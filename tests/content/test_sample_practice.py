"""The sample practice keeps what the product asks of others; `invoke dev.readability` shows the numbers."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from syndicate.content import read
from syndicate.content.questions import QUESTIONS
from syndicate.model import Article, Kind, Lane, Severity, Status
from syndicate.plan import coming
from syndicate.workflows.check import check
from tests.readability import ROOT, blocks, flesch_douma, measure, sentences

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CONTENT = read(
    ROOT / "content", root=ROOT, timezone="Europe/Amsterdam", language="nl", today=date(2026, 11, 21)
)
BEGIN = datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM)
END = datetime(2027, 12, 31, 9, tzinfo=AMSTERDAM)
# All but Good Friday, on which most people work; of the weekend only what lies beside one.
HOLIDAYS = [
    *("2026-12-25", "2026-12-26", "2027-01-01", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-05"),
    *("2027-05-06", "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26"),
]


def named(articles):
    return [pytest.param(article, id=article.ref) for article in articles]


DUTCH = [a for a in CONTENT.articles if a.lang == "nl"]
EVERY = pytest.mark.parametrize("article", named(CONTENT.articles))
EVERY_DUTCH = pytest.mark.parametrize("article", named(DUTCH))
ASKED = pytest.mark.parametrize("article", named(a for a in CONTENT.articles if a.lang in ("nl", "en")))


def test_there_are_at_least_14_dutch_articles_that_anybody_may_read():
    assert sum(a.status is Status.PUBLISHED for a in DUTCH) >= 14
    assert all(a.sample for a in CONTENT.articles)


def test_five_are_in_english_and_one_each_in_turkish_polish_and_arabic():
    languages = Counter(a.lang for a in CONTENT.articles if a.translation_of)
    assert languages == {"en": 5, "tr": 1, "pl": 1, "ar": 1}
    assert {a.translation_of for a in CONTENT.articles if a.translation_of} <= {a.uid for a in DUTCH}


def test_reading_the_content_finds_nothing_wrong():
    assert CONTENT.findings == ()


def test_check_finds_no_error_in_it(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    (tmp_path / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    checked = check(tmp_path, environ={"USER": "tester", "SYNDICATE_NOW": BEGIN.isoformat()})
    assert [f"{f.file}:{f.line} {f.code}" for f in checked.findings if f.severity is Severity.ERROR] == []
    assert checked.articles == len(CONTENT.articles)


@ASKED
def test_an_article_answers_the_five_fixed_questions_in_their_order(article: Article):
    asked = [text for tag, text in blocks(article) if tag == "h2"]
    assert tuple(text for text in asked if text in QUESTIONS[article.lang]) == QUESTIONS[article.lang]


@EVERY
def test_an_article_has_five_headings_or_more_in_whatever_language(article: Article):
    assert sum(tag == "h2" for tag, _ in blocks(article)) >= 5


@EVERY
def test_an_article_rests_on_two_sources_or_more_that_can_be_looked_up(article: Article):
    assert len(article.sources) >= 2
    for source in article.sources:
        assert source.title
        assert source.publisher
        assert 2000 <= source.year <= 2026
        assert source.url.startswith("https://")
    assert len({source.url for source in article.sources}) == len(article.sources)


@EVERY
def test_an_article_has_a_picture_in_words_too_and_says_whom_it_is_for(article: Article):
    assert (ROOT / "content" / article.image).is_file()
    assert len(article.image_alt) >= 20
    assert article.audience


@EVERY
def test_an_article_has_four_teasers_or_more_of_different_forms_and_80_characters_at_most(article: Article):
    forms = [teaser.form for teaser in article.teasers]
    assert len(set(forms) - {""}) >= 4
    assert len({teaser.text for teaser in article.teasers}) == len(forms)
    assert [teaser.text for teaser in article.teasers if len(teaser.text) > 80] == []


@EVERY_DUTCH
def test_a_dutch_article_has_500_to_900_words(article: Article):
    assert 500 <= measure(article).words <= 900


@EVERY_DUTCH
def test_a_dutch_article_reads_easily(article: Article):
    found = measure(article)
    assert found.flesch >= 60
    assert found.mean <= 12
    assert found.longest <= 20, found.sentence


def test_the_measure_sees_a_hard_text_and_counts_headings_items_and_shortenings_right():
    hard = ["De gezondheidszorgverzekeringsmaatschappijen verantwoorden hun beleidsvoornemens schriftelijk."]
    assert flesch_douma(hard) < 0 < flesch_douma(["De kat zit op de mat."])
    text = (
        "## Wat is het?\n\nBel **ons** bijv. op [000-000 00 99](tel:0).\n\n- een punt;\n- nog een. En een!\n"
    )
    body = Article(uid="x", lang="nl", title="X", slug="x", file="x.md", body=text)
    assert sentences(body) == ["Bel ons bijv op 000-000 00 99.", "een punt;", "nog een.", "En een!"]
    assert measure(body).longest == 5
    assert blocks(body)[0] == ("h2", "Wat is het?")


@pytest.mark.parametrize("day", HOLIDAYS)
def test_the_practice_is_silent_on_a_public_holiday(day: str):
    assert any(quiet.first <= date.fromisoformat(day) <= quiet.last for quiet in CONTENT.calendar.quiet)


def test_every_event_of_the_year_brings_its_articles_to_an_account():
    free = [a for a in DUTCH if a.status is Status.PUBLISHED]
    slots = coming(free, [Lane("x")], CONTENT.calendar, [], BEGIN, days=(END - BEGIN).days)
    shared = {(s.occasion.instance, s.article.uid) for s in slots if s.occasion.kind is Kind.EVENT}
    reviewed = {a.uid: a.next_review or END.date() for a in free}
    for event in CONTENT.calendar.events:
        year = 2027 if event.first.year == 2026 else event.first.year
        first = event.first.replace(year=year)
        for uid in event.articles:
            # what is to be reviewed before it, and what is only announced just before it, is not asked
            if reviewed[uid] > first and first - BEGIN.date() > timedelta(90):
                assert (f"{event.slug}-{year}", uid) in shared
