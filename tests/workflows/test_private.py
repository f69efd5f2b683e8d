"""What is private is never built, linked or shown."""

from __future__ import annotations

import os

import pytest

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.settings import from_mapping
from syndicate.workflows.check import check
from syndicate.workflows.preview import preview
from tests.workflows.source import ROSTER

# ---- in the site ------------------------------------------------------------------------------------


def everything(practice):
    """The bytes of all that a run wrote for others to see."""
    made = [practice.root / name for name in ("output", "public", "posts", "preview")]
    return b"".join(f.read_bytes() for folder in made for f in folder.rglob("*") if f.is_file())


def test_nothing_private_is_built_posted_or_shown(practice):
    practice.write("content/private/rooster.md", ROSTER)
    practice.write("content/private/articles/concept.md", f"---\ntitle: Vraag\nstatus: draft\n---\n{ROSTER}")
    practice.article("keelpijn", status="draft")
    assert practice.publish().exit is Exit.DONE
    preview(practice.root, environ=practice.environ)
    seen = everything(practice)
    assert b"keelpijn" in seen
    assert b"Hanna" not in seen
    assert b"rooster" not in seen


@pytest.mark.parametrize(
    "named",
    [
        {"STATIC_PATHS": ["."]},
        {"STATIC_PATHS": ["private", "private/rooster.pdf", "extra"]},
        {"STATIC_PATHS": [""], "SYNDICATE_PRIVATE": "content/articles/intern"},
        {"STATIC_PATHS": ["articles/intern"], "SYNDICATE_PRIVATE": "content/articles/intern"},
        {"TEMPLATE_PAGES": {"private/rooster.html": "rooster.html"}},
    ],
)
def test_pelican_is_not_sent_into_the_private_folder_by_its_own_settings(practice, named):
    place = named.get("SYNDICATE_PRIVATE", "content/private")
    for name in ("rooster.pdf", "rooster.html", "vraag.md"):
        practice.write(f"{place}/{name}", f"Title: Vraag\n\n{ROSTER}")
    practice.write("content/extra/folder.pdf", "openbaar")
    practice.configure(**named)
    assert practice.publish().exit is Exit.DONE
    assert b"Hanna" not in everything(practice)


@pytest.mark.parametrize("place", ["content/private", "content/images/intern", "apart"])
@pytest.mark.parametrize("how", ["static", "filename", "attach"])
def test_an_article_may_not_point_at_what_is_private(practice, place, how):
    practice.configure(SYNDICATE_PRIVATE=place)
    practice.write(f"{place}/rooster.pdf", ROSTER)
    path = os.path.relpath(practice.root / place, practice.root / "content")
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", f"[over]({{{how}}}/{path}/rooster.pdf)")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    lines = (practice.root / "content/articles/hoofdpijn.md").read_text().splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if "rooster.pdf" in text]
    assert {(f.file, f.line) for f in stopped.value.findings} == {("content/articles/hoofdpijn.md", line)}
    assert not (practice.root / "public").exists()


@pytest.mark.parametrize("how", ["static", "filename"])
def test_a_page_may_not_point_at_what_is_private(practice, how):
    practice.configure(SYNDICATE_PRIVATE="content/pages/intern")
    practice.write("content/pages/intern/vraag.md", f"Title: Vraag\n\n{ROSTER}")
    practice.write("content/pages/ons.md", f"Title: Ons\n\n[Vraag]({{{how}}}/pages/intern/vraag.md)\n")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    (found,) = stopped.value.findings
    assert (found.code, found.file) == ("site.link", "content/pages/ons.md")
    assert "may not be made public" in found.said.en


def test_a_picture_of_a_person_may_not_be_a_private_one(practice):
    practice.configure(SYNDICATE_PRIVATE="content/images/intern")
    practice.write("content/images/intern/anna.png", "geen beeld")
    practice.edit(
        "content/people.toml", 'name = "Anna Berk"', 'name = "Anna Berk"\nphoto = "images/intern/anna.png"'
    )
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert "may not be made public" in stopped.value.findings[0].said.en


def test_an_article_that_is_a_link_to_a_private_text_is_not_read(practice):
    practice.write("content/private/concept.md", f"---\ntitle: Vraag\n---\n{ROSTER}")
    (practice.root / "content/articles/vraag.md").symlink_to(practice.root / "content/private/concept.md")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    (found,) = stopped.value.findings
    assert (found.code, found.file) == ("content.link-hidden", "content/articles/vraag.md")


@pytest.mark.parametrize("kept", ["pages/vraag.md", "extra/vraag.pdf"])
def test_a_link_of_the_file_system_leads_no_private_file_onto_the_site(practice, kept):
    practice.write("content/private/vraag.md", f"Title: Vraag\n\n{ROSTER}")
    practice.configure(STATIC_PATHS=["extra"])
    (practice.root / "content" / kept).parent.mkdir()
    (practice.root / "content" / kept).symlink_to(practice.root / "content/private/vraag.md")
    with pytest.raises(ContentError):
        practice.publish()
    assert b"Hanna" not in everything(practice)


def test_a_copy_of_a_private_file_is_found_before_anything_leaves(practice):
    practice.write("content/private/leeg.txt", "")
    practice.write("content/private/ander.txt", ROSTER[::-1])
    practice.write("content/private/rooster.txt", ROSTER)
    practice.write("content/extra/openbaar.txt", ROSTER)
    practice.write("content/extra/leeg.txt", "")
    practice.configure(STATIC_PATHS=["extra"])
    for stopped_by in (practice.publish, lambda: check(practice.root, environ=practice.environ)):
        with pytest.raises(ContentError) as stopped:
            stopped_by()
        (found,) = stopped.value.findings
        assert (found.code, found.file) == ("site.private", "content/private/rooster.txt")
        assert "extra/openbaar.txt" in found.said.nl
    assert not (practice.root / "public").exists()
    practice.configure(SYNDICATE_PRIVATE="../apart")
    practice.write("../apart/rooster.txt", ROSTER)
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert stopped.value.findings[0].file == str(practice.root.parent / "apart" / "rooster.txt")


# ---- where the folder may be --------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["content/private", "content/articles/intern", "apart/prive", "../elders"])
def test_the_private_folder_lies_in_the_content_folder_or_by_itself(tmp_path, place):
    conf = {"SITEURL": "http://localhost", "SYNDICATE_PRIVATE": place}
    assert from_mapping(tmp_path, conf, {}).private == (tmp_path / place).resolve()


def test_the_private_folder_is_private_in_the_content_folder_by_default(tmp_path):
    conf = {"SITEURL": "http://localhost", "PATH": "teksten"}
    assert from_mapping(tmp_path, conf, {}).private == tmp_path.resolve() / "teksten" / "private"


@pytest.mark.parametrize(
    "place",
    [
        "content",
        ".",
        "..",
        "output/x",
        "output",
        "public",
        "posts",
        "preview",
        ".syndicate",
        ".syndicate/prive",
    ],
)
def test_the_private_folder_may_be_hold_or_lie_in_nothing_else(tmp_path, place):
    with pytest.raises(SettingsError, match="SYNDICATE_PRIVATE"):
        from_mapping(tmp_path, {"SITEURL": "http://localhost", "SYNDICATE_PRIVATE": place}, {})


def test_nothing_else_may_lie_in_the_private_folder(tmp_path):
    conf = {"SITEURL": "http://localhost", "SYNDICATE_POSTS": "apart/posts", "SYNDICATE_PRIVATE": "apart"}
    with pytest.raises(SettingsError, match=r"SYNDICATE_PRIVATE .* overlaps SYNDICATE_POSTS"):
        from_mapping(tmp_path, conf, {})
