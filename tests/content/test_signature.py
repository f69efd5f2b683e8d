"""An approval signs exactly what patients read and see, and nothing else."""

import pytest

from syndicate.content import schema


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Heb ik", "Krijg ik"),
        ("topic: Vaccinaties", "topic: Griep"),
        ("topic: Vaccinaties", "topic: Vaccinaties\ntags: [a]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\naudience: a"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nkey_points: [a]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nteasers: [a]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\ncorrection: a"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nreason: a"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nlang: en"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nconsents: [c-2026-03]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nimage_focus: 0.1 0.1"),
        ("en waarom", "en hoe"),
        ("year: 2024", "year: 2025"),
        ("Een pleister", "De pleister"),
        ("De prik helpt.", "De prik helpt niet."),
        ("image: images/prik.png", "image: images/ander.png"),
        ("image: images/prik.png\n", ""),
    ],
)
def test_what_patients_read_changes_the_hash(practice, good, old, new):
    practice.write("images/ander.png", b"another")
    before, _ = practice.article(good)
    after, findings = practice.article(good.replace(old, new))
    assert [f for f in findings if f.blocks] == []
    assert before.hash != after.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: published", "status: draft"),
        ("uid: griepprik", "uid: ander"),
        ("slug: griepprik", "slug: ander"),
        ("2026-10-01", "2026-10-02"),
        ("2026-09-15", "2026-09-16"),
        ("2027-09-15", "2027-09-16"),
        ("reviewed_by: [bram-jansen]", "reviewed_by: [anna-de-vries]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nseason: 40-46"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nmodified: 2026-10-02"),
        ("topic: Vaccinaties", "topic: Vaccinaties\noverrides: {a.b: {name: A, reason: b}}"),
        ("\n", "\r\n"),
    ],
)
def test_review_and_administration_leave_the_hash(practice, good, old, new):
    before, _ = practice.article(good)
    after, findings = practice.article(good.replace(old, new), "articles/elders.md")
    assert findings == ()
    assert before.hash == after.hash


def test_another_picture_under_the_same_name_changes_the_hash(practice, good):
    before, _ = practice.article(good)
    practice.write("images/prik.png", b"\x89PNG other")
    after, _ = practice.article(good)
    assert before.hash != after.hash


def test_a_picture_that_went_away_counts_as_none(practice, good):
    from syndicate.content import article_hash

    article, _ = practice.article(good)
    assert article_hash(article, practice.root) != article.hash


def test_the_signed_fields_are_those_that_the_docs_name():
    signed = {f.name for f in schema.fields() if f.signed}
    assert signed == {
        *("title", "lang", "topic", "tags", "audience", "summary", "key_points", "sources"),
        *("image_alt", "image_focus", "consents", "teasers", "reason", "correction"),
    }
