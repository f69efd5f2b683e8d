"""Every mistake in a field is named: its code, its line, what is wrong and what would be right."""

import pytest

LONG = "x" * 400


def changed(good: str, old: str, new: str) -> str:
    assert old in good
    return good.replace(old, new)


# what of the good article is replaced, by what, the code, its line, a word that the mend must hold
FIELDS = [
    ("date: 2026-10-01", "date: 31 februari 2026", "date-unknown", 6, "2026-02-28"),
    ("date: 2026-10-01", "date: 2026-02-31", "date-unknown", 6, "2026-02-28"),
    ("date: 2026-10-01", "date: 2026-13-01", "date-unknown", 6, "2026-11-21"),
    ("date: 2026-10-01", "date: 2026-10-01 25:00", "date-unknown", 6, "2026-10-31"),
    ("date: 2026-10-01", "date: 2026-10-01 10:00+99:99", "date-unknown", 6, "2026-10-31"),
    ("date: 2026-10-01", "date: 31-13-2026", "date-unknown", 6, "2026-11-21"),
    ("date: 2026-10-01", "date: 28 februari 2026", "date-form", 6, "2026-02-28"),
    ("date: 2026-10-01", "date: 3-4-2026", "date-form", 6, "2026-04-03"),
    ("date: 2026-10-01", "date: 3 mrrt 2026", "date-form", 6, "2026-11-21"),
    ("date: 2026-10-01", "date: morgen", "date-form", 6, "2026-11-21"),
    ("date: 2026-10-01", "date: 0001-01-01", "date-range", 6, "jaar"),
    ("date: 2026-10-01", "date: [2026-10-01]", "form-text", 6, "date:"),
    ("date: 2026-10-01", "date: 2026-10-01\nmodified: 2026-09-01", "modified-first", 7, "modified"),
    ("last_reviewed: 2026-09-15", "last_reviewed: 15/9/2026", "date-form", 9, "2026-09-15"),
    ("next_review: 2027-09-15", "next_review: 2026-09-15", "review-order", 10, "latere"),
    ("next_review: 2027-09-15", "next_review: 2029-09-16", "review-far", 10, "2029-09-15"),
    ("authors: [anna-de-vries]", "authors: [anna-de-vris]", "unknown-person", 7, "anna-de-vries"),
    ("authors: [anna-de-vries]", "authors: Anna de Vries", "unknown-person", 7, "`anna-de-vries`"),
    ("authors: [anna-de-vries]", "authors: [zzz]", "unknown-person", 7, "people.toml"),
    ("authors: [anna-de-vries]", "authors: {a: b}", "form-text", 7, "authors"),
    ("authors: [anna-de-vries]", f"authors: [{'a, ' * 51}a]", "many", 7, "belangrijkste"),
    ("reviewed_by: [bram-jansen]", "reviewed_by:\n  - bram-jansen\n  - iemand", "unknown-person", 10, "toml"),
    ("status: published", "status: gepubliceerd", "status", 5, "`published`"),
    ("status: published", "status: publishd", "status", 5, "`published`"),
    ("uid: griepprik", "uid: Griep prik", "uid-form", 3, "uid: griep-prik"),
    ("uid: griepprik", "uid: ../x", "uid-form", 3, "uid: x"),
    ("slug: griepprik", "slug: a/b", "slug-path", 4, "slug: b"),
    ("slug: griepprik", "slug: ../../etc", "slug-path", 4, "slug: etc"),
    ("slug: griepprik", "slug: a\\b", "slug-path", 4, "slug: b"),
    ("slug: griepprik", "slug: Griep Prik", "slug-form", 4, "slug: griep-prik"),
    ("slug: griepprik", f"slug: {'x' * 81}", "slug-form", 4, "slug: griepprik"),
    ("slug: griepprik", "slug: '!'", "slug-form", 4, "slug: griepprik"),
    ("slug: griepprik", "slug: feeds", "slug-reserved", 4, "over-feeds"),
    ("slug: griepprik", "slug: con", "slug-reserved", 4, "over-con"),
    ("slug: griepprik", "slug: griepprik\nlang: Nederlands", "lang", 5, "nl"),
    ("slug: griepprik", "slug: griepprik\nlang: xx", "lang", 5, "nl"),
    ("slug: griepprik", "slug: griepprik\ntranslation_of: ander", "translation-uid", 3, "uid: ander"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nsave_as: ../x", "forbidden", 12, "slug"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nurl: x", "forbidden", 12, "slug"),
    ("topic: Vaccinaties", "topic: Vaccinaties\ntemplate: x", "forbidden", 12, "slug"),
    ("topic: Vaccinaties", "topic: Vaccinaties\napproved_by: anna", "approval-typed", 12, "approve"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nteaser: a", "unknown-field", 12, "`teasers`"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nqqqqq: a", "unknown-field", 12, "docs/front-matter.md"),
    ("topic: Vaccinaties", f"topic: {LONG}", "long", 11, "korter"),
    ("topic: Vaccinaties", "topic: [a]", "form-text", 11, "topic:"),
    ("topic: Vaccinaties", 'topic: "a\\0b"', "control-sign", 11, "opnieuw"),
    ("topic: Vaccinaties", "topic: a <script>alert(1)</script>", "html", 11, "&lt;"),
    ("topic: Vaccinaties", 'topic: "\\x3cscript>"', "html", 11, "&lt;"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nsample: misschien", "yes-no", 12, "sample: true"),
    ("image: images/prik.png", "image: images/Prik.png", "picture-missing", 18, "`prik.png`"),
    ("image: images/prik.png", "image: images/qqqqqqqqq.png", "picture-missing", 18, "content/images"),
    ("image: images/prik.png", "image: images/no/such.png", "picture-missing", 18, "content/images"),
    ("image: images/prik.png", "image: ../private/x.png", "picture-place", 18, "images/griepprik.jpg"),
    ("image: images/prik.png", "image: images/../../x.png", "picture-place", 18, "images/"),
    ("image: images/prik.png", "image: /etc/passwd", "picture-place", 18, "images/"),
    ("image: images/prik.png", "image: https://x.example/a.png", "picture-place", 18, "images/"),
    ("image: images/prik.png", "image: images\\prik.png", "picture-place", 18, "images/"),
    ("image: images/prik.png", "image: images/prik.svg", "picture-kind", 18, ".png"),
    ("image: images/prik.png", "image: [a]", "form-text", 18, "image"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nimage_focus: 1.2 0", "focus", 12, "0.5 0.3"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nimage_focus: [0.5]", "focus", 12, "0.5 0.3"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nimage_focus: nan nan", "focus", 12, "0.5 0.3"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nseason: 40-54", "season", 12, "40-46"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nseason: herfst", "season", 12, "40-46"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nseason: {first_week: 40}", "part-missing", 12, "season"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nseason:\n  - 40", "form-text", 12, "season"),
    ("    year: 2024", "    year: vorig jaar", "year", 16, "2024"),
    ("    year: 2024\n", "", "part-missing", 14, "sources:"),
    ("    year: 2024", "    year:", "part-missing", 14, "sources:"),
    ("    year: 2024", "    yaer: 2024\n    year: 2024", "unknown-part", 16, "`year`"),
    ("topic: Vaccinaties", "topic: A\nseason: {first_week: [1], last_week: 2}", "form-text", 12, "season."),
    ("slug: griepprik", "slug: [griepprik]\n", "form-text", 4, "slug:"),
    ("url: https://richtlijnen.nhg.org/", "url: javascript:x", "address", 17, "https://"),
    ("url: https://richtlijnen.nhg.org/", "url: https://a:b@x.nl/", "address", 17, "https://"),
    ("url: https://richtlijnen.nhg.org/", "url: 'https://[x/'", "address", 17, "https://"),
    ("url: https://richtlijnen.nhg.org/", "url: https://x.nl:99999/", "address", 17, "https://"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nteasers: [{channel: x}]", "part-missing", 12, "teasers"),
    ("topic: Vaccinaties", "topic: A\nteasers: [{text: a, channel: X!}]", "part-name", 12, "mastodon"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nteasers: [{text: a, lang: qq}]", "lang", 12, "nl"),
    ("topic: Vaccinaties", "topic: Vaccinaties\nteasers: [[a]]", "form-text", 12, "teasers"),
    ("topic: Vaccinaties", "topic: Vaccinaties\noverrides: x", "form-override", 12, "name"),
    ("topic: Vaccinaties", "topic: Vaccinaties\noverrides: {tone.x: ja}", "form-override", 12, "name"),
    ("topic: Vaccinaties", "topic: A\noverrides: {tone.x: {name: A}}", "part-missing", 12, "reason"),
    ("topic: Vaccinaties", "topic: Vaccinaties\noverrides: {content.html: {name: A, reason: b}}",
     "override-code", 12, "content"),
    ("topic: Vaccinaties", "topic: A\noverrides: {A B: {name: A, reason: b}}", "override-code", 12, "codes"),
]  # fmt: skip


@pytest.mark.parametrize("row", FIELDS)
def test_a_mistaken_field_is_named_with_its_line_and_mend(practice, good, row):
    old, new, code, line, mend = row
    article, findings = practice.article(changed(good, old, new))
    assert [(f.code, f.line, f.file) for f in findings] == [
        (f"content.{code}", line, "content/articles/x.md")
    ]
    assert mend in findings[0].mend.nl
    assert findings[0].said.en
    assert findings[0].mend.en
    assert article is not None
    assert findings[0].subject in (article.ref, article.file)


def test_two_wrong_shapes_in_one_source_line_are_both_told(practice, good, told):
    text = changed(
        good, "sources:\n  - title: Richtlijn\n    publisher: NHG\n    year: 2024\n", "sources:\n  - x:\n"
    )
    _, findings = practice.article(changed(text, "    url: https://richtlijnen.nhg.org/\n", ""))
    assert {code for code, _ in told(findings)} == {"unknown-part", "part-missing"}
    _, findings = practice.article(changed(good, "topic:", "sources2: x\ntopic:"))
    assert told(findings) == [("unknown-field", 11)]
    _, findings = practice.article(good.split("sources:")[0] + "sources: [NHG]\n---\nTekst")
    assert told(findings) == [("form-source", 13)]


def test_the_brief_example_reads_as_promised(practice, good):
    _, findings = practice.article(changed(good, "date: 2026-10-01", "date: 31 februari 2026"))
    assert f"{findings[0].said.nl} {findings[0].mend.nl}" == (
        'Datum "31 februari 2026" bestaat niet. Schrijf bijvoorbeeld 2026-02-28.'
    )
    _, findings = practice.article(changed(good, "next_review: 2027", "next_review: 30 februari 2027 "))
    assert "`next_review`" in findings[0].said.nl


def test_a_review_on_a_leap_day_may_be_followed_three_years_later(practice, good):
    text = changed(good, "2026-09-15", "2024-02-29")
    _, findings = practice.article(changed(text, "2027-09-15", "2027-02-28"))
    assert findings == ()
    _, findings = practice.article(changed(text, "2027-09-15", "2027-03-01"))
    assert "2027-02-28" in findings[0].mend.nl


def test_a_pictures_size_and_links_are_checked(practice, good, tmp_path):
    with practice.write("images/groot.png", b"").open("wb") as file:
        file.truncate(25_000_001)
    _, findings = practice.article(changed(good, "images/prik.png", "images/groot.png"))
    assert [f.code for f in findings] == ["content.picture-big"]
    outside = tmp_path / "geheim.png"
    outside.write_bytes(b"x")
    (practice.content / "images" / "link.png").symlink_to(outside)
    article, findings = practice.article(changed(good, "images/prik.png", "images/link.png"))
    assert [f.code for f in findings] == ["content.picture-place"]
    assert article.image == ""


def test_a_mistake_never_repeats_a_number_or_address_of_a_person(practice, good):
    for secret in ("123456782", "1234.56.782", "06 12 34 56 78", "+31612345678", "jan@voorbeeld.nl"):
        _, findings = practice.article(changed(good, "date: 2026-10-01", f'date: "{secret}"'))
        assert "…" in findings[0].said.nl
        assert secret not in str(findings)
