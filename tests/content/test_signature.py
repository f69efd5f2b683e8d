"""An approval signs exactly what goes out with an article, and nothing else."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from syndicate import content
from syndicate.content import schema, signature
from syndicate.model import Teaser
from syndicate.rules.secrecy.pieces import pieces

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "form-1"
TEXTS = (
    *("title", "uid", "slug", "topic", "audience", "summary", "image", "image_alt"),
    *("translation_of", "reason", "correction", "video", "video_alt", "captions"),
    *("conflict", "ai"),
)


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
        ("uid: griepprik", "uid: ander"),
        ("slug: griepprik", "slug: ander"),
        ("topic: Vaccinaties", "topic: Vaccinaties\noverrides: {a.b: {name: A, reason: b}}"),
        ("image: images/prik.png", "image: images/zelfde.png"),
    ],
)
def test_what_patients_read_changes_the_hash(practice, good, old, new):
    practice.write("images/ander.png", b"another")
    practice.write("images/zelfde.png", b"\x89PNG picture")
    before, _ = practice.article(good)
    after, findings = practice.article(good.replace(old, new))
    assert [f for f in findings if f.blocks] == []
    assert before.hash != after.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: published", "status: draft"),
        ("2026-10-01", "2026-10-02"),
        ("2026-09-15", "2026-09-16"),
        ("2027-09-15", "2027-09-16"),
        ("reviewed_by: [bram-jansen]", "reviewed_by: [anna-de-vries]"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nseason: 40-46"),
        ("topic: Vaccinaties", "topic: Vaccinaties\nmodified: 2026-10-02"),
        ("\n", "\r\n"),
    ],
)
def test_review_and_administration_leave_the_hash(practice, good, old, new):
    before, _ = practice.article(good)
    after, findings = practice.article(good.replace(old, new))
    assert findings == ()
    assert before.hash == after.hash


def test_another_picture_under_the_same_name_changes_the_hash(practice, good):
    before, _ = practice.article(good)
    practice.write("images/prik.png", b"\x89PNG other")
    after, _ = practice.article(good)
    assert before.hash != after.hash


def test_a_picture_that_went_away_counts_as_none(practice, good):
    from syndicate.content import signed

    article, _ = practice.article(good)
    again = signed(article, practice.root, practice.content / "articles" / "x.md")
    assert (again.hash != article.hash, again.former != article.former) == (True, True)


def test_another_file_name_changes_the_hash(practice, good):
    before, _ = practice.article(good)
    after, _ = practice.article(good, "articles/elders.md")
    assert before.hash != after.hash
    assert before.former == after.former


@pytest.mark.parametrize(
    "shown",
    [
        "![a]({static}/images/los.png)",
        "![a]({static}../images/los.png)",
        "> ![a][r]\n>\n> [r]: {static}/images/los.png",
        "> ![a][r]\n>\n> [r]:\n> {static}/images/los.png",
        "> ![a](\n> {static}/images/los.png)",
        "* a ![a][r]\n\n    [r]: {static}/images/los.png",
        "a[^1]\n\n[^1]: ![a][r]\n\n    [r]: <{static}/images/los.png>",
        "![a][" + "k" * 210 + "]\n\n[" + "k" * 210 + "]: {static}/images/los.png",
        "![a](/images/los.png?x=1)",
        "![a](../images/los.png)",
        "![a](https://linde.example/images/los.png#a)",
        "![a][b]\n\n[b]: |static|/images/los.png",
        '<img src="/images/los.png" alt="a">',
        '<a href="{attach}/images/los.png">a</a>',
        "![a](/images/l%6Fs.png)",
    ],
)
def test_other_bytes_of_a_file_that_the_text_shows_change_the_hash(practice, good, shown):
    text = good.replace("De prik helpt.", shown)
    practice.write("images/los.png", b"one")
    before, _ = practice.article(text)
    practice.write("images/los.png", b"two")
    after, _ = practice.article(text)
    assert before.hash != after.hash
    assert before.former == after.former


@pytest.mark.parametrize(
    "shown",
    [
        "[a]({filename}ander.md)",
        "[a](https://elders.example/)",
        "[a]({static}/images/" + "l" * 300 + ".png)",
        "[a](/images/%00.png)",
        "[a](../../../../images/../../../etc/passwd)",
        "[a]({static}/images)",
    ],
)
def test_what_is_no_file_of_the_article_leaves_the_hash(practice, good, shown):
    text = good.replace("De prik helpt.", f"De prik helpt. {shown}")
    practice.write("articles/ander.md", "one")
    before = signature.signed(practice.article(good)[0], practice.content, practice.content / "articles/x.md")
    before = signature.signed(
        replace(before, body=text), practice.content, practice.content / "articles/x.md"
    )
    practice.write("articles/ander.md", "two")
    after = signature.signed(before, practice.content, practice.content / "articles/x.md")
    assert before.hash == after.hash


def test_all_that_the_guard_looks_at_is_signed(practice, good):
    """Each stretch of text that may ask for a second person changes the hash with its words."""
    article, _ = practice.article(good)
    full = replace(
        article,
        **dict.fromkeys(("translation_of", "reason", "correction", "audience", "conflict", "ai"), "a"),
        **dict.fromkeys(("tags", "key_points", "consents"), ("a",)),
        teasers=(Teaser("a"),),
        overrides={"a.b": "A: b"},
        body="a [b](https://b.example/)",
    )
    path = practice.content / "articles" / "x.md"
    before = {(piece.place, piece.text) for piece in pieces(full)}
    changed = {
        **{name: f"{getattr(full, name)}z" for name in (*TEXTS, "file")},
        **dict.fromkeys(("tags", "key_points", "consents"), ("z",)),
        "sources": (replace(full.sources[0], title="z", publisher="z", url="https://z.example/"),),
        "teasers": (Teaser("z"),),
        "overrides": {"a.b": "A: z"},
        "body": "z [z](https://z.example/)",
    }
    hashes = {
        signature.signed(replace(full, **{n: v}), practice.content, path).hash for n, v in changed.items()
    }
    assert len(hashes | {signature.signed(full, practice.content, path).hash}) == len(changed) + 1
    assert before.isdisjoint({(p.place, p.text) for p in pieces(replace(full, **changed))})


def test_the_hash_of_release_0_1_is_known_still(tmp_path):
    root = tmp_path / "form-1"
    shutil.copytree(GOLDEN, root)
    read = content.read(
        root / "content", root=root, timezone="Europe/Amsterdam", language="nl", today=date(2026, 11, 21)
    )
    formers = {article.former for article in read.articles}
    lines = "".join(file.read_text("utf-8") for file in (root / "ledger").glob("*.jsonl"))
    entries = [json.loads(line) for line in lines.splitlines()]
    assert {e["data"]["hash"] for e in entries if e["kind"] == "approval"} <= formers
    assert formers.isdisjoint({article.hash for article in read.articles})


def test_the_signed_fields_are_those_that_the_docs_name():
    signed = {f.name for f in schema.fields() if f.signed}
    assert signed == {
        *("title", "lang", "topic", "tags", "audience", "summary", "key_points", "sources"),
        *("image_alt", "image_focus", "consents", "teasers", "reason", "correction"),
        *("uid", "slug", "translation_of", "image", "overrides"),
        *("video", "video_alt", "captions", "conflict", "ai", "note"),
    }
