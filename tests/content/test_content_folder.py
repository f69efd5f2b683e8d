"""The whole folder: which files are read, and mistakes that only show between articles."""

import os

import pytest

from syndicate.content.files import articles
from syndicate.model import Severity


def test_the_good_folder_is_read_in_the_order_of_its_files(practice, good):
    practice.write("articles/b.md", good)
    practice.write("articles/a/A.MD", "Title: Eerst\n\nTekst")
    content = practice.read()
    assert content.findings == ()
    assert [a.file for a in content.articles] == ["content/articles/b.md", "content/articles/a/A.MD"]
    assert set(content.people) == {"anna-de-vries", "bram-jansen"}
    assert content == practice.read()


def test_hidden_and_private_files_are_never_read(practice):
    for name in (".x.md", "private/x.md", ".git/x.md", "a/private/x.md"):
        practice.write(f"articles/{name}", b"\xff")
    practice.write("articles/photo.jpg", b"\xff")
    content = practice.read()
    assert (content.articles, content.findings) == ((), ())


def test_a_folder_without_articles_is_told(practice):
    (practice.content / "articles").rmdir()
    findings = practice.read().findings
    assert [(f.code, f.file) for f in findings] == [("content.no-articles", "content")]


def test_a_file_that_only_looks_like_an_article_is_told(practice):
    practice.write("articles/griep.md.txt", "Title: A\n\nTekst")
    (finding,) = practice.read().findings
    assert (finding.code, finding.severity) == ("content.not-markdown", Severity.WARNING)


def test_links_out_of_the_folder_are_refused_and_links_inside_it_followed(practice, tmp_path):
    outside = tmp_path / "elders"
    outside.mkdir()
    (outside / "x.md").write_text("Title: A\n\nTekst")
    articles = practice.content / "articles"
    (articles / "map").symlink_to(outside)
    (articles / "x.md").symlink_to(outside / "x.md")
    (articles / "weg.md").symlink_to(articles / "nergens.md")
    (articles / "in.md").symlink_to(practice.write("other/in.md", "Title: A\n\nTekst"))
    content = practice.read()
    assert [a.file for a in content.articles] == ["content/articles/in.md"]
    assert {(f.code, f.file.rpartition("/")[2]) for f in content.findings} == {
        ("content.linked-folder", "map"),
        ("content.link-outside", "x.md"),
        ("content.unreadable", "weg.md"),
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such names nor named pipes")
def test_unreadable_names_and_pipes_are_told_and_never_waited_for(practice):
    articles = os.fsencode(practice.content / "articles")
    with open(articles + b"/caf\xe9.md", "wb"):  # noqa: PTH123  # a name that no str can say
        pass
    os.mkfifo(articles + b"/pipe.md")
    findings = practice.read().findings
    assert {f.code for f in findings} == {"content.file-name", "content.unreadable"}
    assert all(f.file.encode() for f in findings)


def test_a_link_to_itself_is_told(practice):
    path = practice.content / "articles" / "x.md"
    path.symlink_to(path)
    assert [f.code for f in practice.read().findings] == ["content.unreadable"]


def test_a_folder_that_cannot_be_opened_is_told(practice):
    practice.write("articles/a.md", "Title: A\n\nTekst")
    (practice.content / "articles" / "map").mkdir()
    told = []
    found = articles(practice.content, practice.root, told, practice.content / "private")
    assert next(found).name == "a.md"
    (practice.content / "articles" / "map").rmdir()  # between the listing and the reading
    assert list(found) == []
    assert [(f.code, f.file) for f in told[0].of("")] == [("content.unreadable", "content/articles/map")]


def test_two_articles_of_one_uid_and_language_are_both_told_and_stopped_by_their_files(practice, good):
    practice.write("articles/a.md", good)
    practice.write("articles/b.md", good.replace("published", "draft"))
    findings = practice.read().findings
    assert [(f.code, f.line, f.subject) for f in findings] == [
        ("content.uid-twice", 3, "content/articles/a.md"),
        ("content.uid-twice", 3, "content/articles/b.md"),
    ]
    assert "content/articles/b.md" in findings[0].said.nl


def test_a_slug_is_unique_within_its_language_only(practice, good):
    practice.write("articles/a.md", good)
    practice.write("articles/b.md", good.replace("uid: griepprik", "uid: ander"))
    english = good.replace("uid: griepprik", "uid: other\nlang: en")
    practice.write("articles/c.md", english)
    findings = practice.read().findings
    assert [(f.code, f.line, f.subject) for f in findings] == [
        ("content.slug-twice", 4, "griepprik/nl"),
        ("content.slug-twice", 4, "ander/nl"),
    ]


def test_a_translation_has_exactly_one_original(practice, good):
    practice.write("articles/a.md", good)
    practice.write("articles/b.md", good.replace("uid: griepprik", "translation_of: griepprik\nlang: en"))
    assert practice.read().findings == ()
    practice.write("articles/b.md", good.replace("uid: griepprik", "translation_of: griepprk\nlang: en"))
    (finding,) = practice.read().findings
    assert (finding.code, finding.line) == ("content.no-original", 3)
    assert "`griepprik`" in finding.mend.nl
    practice.write("articles/b.md", good.replace("uid: griepprik", "uid: griepprik\nlang: en"))
    assert [f.code for f in practice.read().findings] == ["content.two-originals"] * 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("status: published", "status: withdrawn\nreason: Oud.", "original-withdrawn"),
        ("status: published", "status: draft", "original-not-public"),
        ("date: 2026-10-01", "date: 2026-11-22", "original-not-public"),
    ],
)
def test_a_translation_whose_original_is_not_on_the_site_is_a_warning(practice, good, old, new, code):
    english = good.replace("uid: griepprik", "uid: griepprik\ntranslation_of: griepprik\nlang: en")
    practice.write("articles/a.md", good.replace(old, new))
    practice.write("articles/b.md", english)
    (finding,) = practice.read().findings
    assert (finding.code, finding.line, finding.subject) == (f"content.{code}", 4, "griepprik/en")
    assert finding.severity is Severity.WARNING
    assert "content/articles/a.md" in finding.said.nl
    for status in ("draft", "withdrawn\nreason: Old."):
        practice.write("articles/b.md", english.replace("status: published", f"status: {status}"))
        assert practice.read().findings == ()


def test_a_translation_may_come_with_its_original(practice, good):
    later = good.replace("date: 2026-10-01", "date: 2026-12-01")
    practice.write("articles/a.md", later)
    english = later.replace("uid: griepprik", "translation_of: griepprik\nlang: en")
    practice.write("articles/b.md", english)
    assert practice.read().findings == ()
    practice.write("articles/b.md", english.replace("2026-12-01", "2026-11-30"))
    assert [f.code for f in practice.read().findings] == ["content.original-not-public"]


def test_a_file_outside_the_root_is_named_whole(practice, tmp_path):
    from syndicate.content.files import named

    assert named(tmp_path / "x.md", tmp_path / "root") == (tmp_path / "x.md").as_posix()
