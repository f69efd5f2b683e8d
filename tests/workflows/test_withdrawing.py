"""withdraw: off the site at once, though posting is held, and no earlier build is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PIL import Image

from syndicate.channels import Unreadable
from syndicate.errors import ContentError, Held, OutcomeUnknown, SettingsError, SiteError
from syndicate.model import Entry, EntryKind, Status, campaign_token
from syndicate.workflows.check import check
from syndicate.workflows.hold import hold, release
from syndicate.workflows.preview import preview
from syndicate.workflows.rollback import rollback
from syndicate.workflows.way import open_way
from syndicate.workflows.withdraw import AS_IS, withdraw

SECRET = "de kapster van de Kerkstraat"
REASON = "Er stond een fout in."
KEY = "hoofdpijn/nl/buurt/new"
MARK = campaign_token(KEY)


def leak(practice, uid="hoofdpijn"):
    practice.edit(f"content/articles/{uid}.md", "vanzelf over", f"vanzelf over, zei {SECRET}")
    practice.edit(f"content/articles/{uid}.md", "Wat u thuis", f"Ook {SECRET}. Wat u thuis")
    return practice.publish()


def take_off(practice, ref="hoofdpijn", reason=REASON):
    return withdraw(practice.root, ref, reason, tell=practice.tell, environ=practice.environ)


def holding(root, word=SECRET):
    return {
        f.relative_to(root).parts[0]
        for f in root.rglob("*")
        if f.is_file() and word.encode() in f.read_bytes()
    }


def test_the_page_becomes_a_notice_and_no_build_cache_or_preview_keeps_the_text(practice):
    leak(practice)
    practice.edit("content/articles/oorpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish()
    practice.write("preview/index.html", SECRET)
    assert {"public", "public.previous", "output", "content", "preview"} <= holding(practice.root)
    practice.told.clear()
    practice.write(".syndicate/upgrade/1-2-1/was/content/articles/hoofdpijn.md", SECRET)
    practice.write(".syndicate/withdrawn/0a/content/articles/hoofdpijn.md", SECRET)
    practice.write("posts/.half.aside/payload.json", SECRET)
    practice.write("posts/2026-11-23-hoofdpijn-nl-0badc0de/payload.json", SECRET)
    practice.write("posts/mine/note.txt", "of somebody else")
    assert take_off(practice) == ()
    page = (practice.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert REASON in page
    assert "noindex" in page
    assert holding(practice.root) == set()
    assert (practice.root / "posts/mine/note.txt").is_file()
    listed = (practice.root / "posts/index.html").read_text("utf-8")
    assert ("hoofdpijn" in listed, "oorpijn" in listed) == (False, True)
    with pytest.raises(SiteError, match="no previous build"):
        rollback(practice.root, environ=practice.environ)


def test_every_part_of_a_text_is_gone_from_every_folder_and_only_its_file_says_that(practice):
    names = {}
    for number, name in enumerate(
        ("summary", "key_points", "teasers", "sources", "tags", "image_alt", "body")
    ):
        names[name] = f"kapster{number}"
    text = (practice.root / "content/articles/hoofdpijn.md").read_text("utf-8")
    for old, name in (
        ("Wat u thuis", "summary"),
        ("Rust helpt", "key_points"),
        ("Heeft u ook", "teasers"),
        ("Een richtlijn", "sources"),
        ("vanzelf over", "body"),
    ):
        text = text.replace(old, f"{old} {names[name]}")
    text = text.replace("topic:", f"tags: [{names['tags']}]\nimage: images/{names['image_alt']}.png\ntopic:")
    text = text.replace("image:", f"image_alt: Een {names['image_alt']}.\nimage:")
    practice.write("content/articles/hoofdpijn.md", text)
    photo = practice.root / "content/images" / f"{names['image_alt']}.png"
    photo.parent.mkdir()
    Image.new("RGB", (1300, 900), "teal").save(photo)
    practice.publish()
    preview(practice.root, environ=practice.environ)
    check(practice.root, environ=practice.environ)
    practice.edit("content/articles/oorpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish()
    assert all(holding(practice.root, name) - {"content"} for name in names.values())
    take_off(practice)
    photo.unlink()
    here = [f.relative_to(practice.root) for f in practice.root.rglob("*")]
    for name in names.values():
        assert holding(practice.root, name) == set()
        assert not [path for path in here if name in str(path)]
    take_off(practice)


def test_the_notice_keeps_what_names_the_article_and_nothing_of_its_words(practice):
    way = open_way(practice.root, environ=practice.environ)
    (was,) = (a for a in way.content.articles if a.uid == "hoofdpijn")
    take_off(practice, "content/articles/hoofdpijn.md", 'Het "klopte"\nniet: sorry.')
    way = open_way(practice.root, environ=practice.environ)
    (now,) = (a for a in way.content.articles if a.uid == "hoofdpijn")
    assert (now.ref, now.slug, now.title, now.date, now.authors) == (
        was.ref,
        was.slug,
        was.title,
        was.date,
        was.authors,
    )
    assert (now.status, now.reason) == (Status.WITHDRAWN, 'Het "klopte" niet: sorry.')
    assert (now.body, now.summary, now.teasers, now.key_points, now.sample) == ("", "", (), (), True)


def test_a_uid_means_every_language(practice):
    practice.article("hoofdpijn", lang="en")
    take_off(practice)
    for name in ("hoofdpijn.md", "hoofdpijn.en.md"):
        assert 'status: "withdrawn"' in (practice.root / "content/articles" / name).read_text("utf-8")


def test_one_language_can_be_named(practice):
    practice.article("hoofdpijn", lang="en")
    take_off(practice, "hoofdpijn/en")
    assert "status: published" in (practice.root / "content/articles/hoofdpijn.md").read_text("utf-8")


def test_posting_is_held_first_and_stays_held(practice):
    with pytest.raises(SettingsError, match=r"'niets' is no article\. Say one of: hoofdpijn/nl, oorpijn/nl"):
        take_off(practice, "niets")
    with pytest.raises(Held, match="posting is held by tester"):
        practice.publish()
    take_off(practice)
    assert len(practice.entries(EntryKind.HOLD)) == 1
    release(practice.root, "all", environ=practice.environ)
    assert [s.key for s in practice.publish().sent] == ["oorpijn/nl/folder/new"]


def test_a_hold_by_somebody_else_is_left_as_it_is(practice):
    hold(practice.root, "all", "storing", environ=practice.environ)
    take_off(practice)
    (entry,) = practice.entries(EntryKind.HOLD)
    assert entry.data["reason"] == "storing"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_asked(practice, reason):
    with pytest.raises(SettingsError, match="say why, in words that patients will read"):
        take_off(practice, reason=reason)


def test_the_reason_may_not_point_at_a_person(practice):
    with pytest.raises(SettingsError, match="may identify a person") as refused:
        take_off(practice, reason="klacht van 111222333")
    assert "111222333" not in str(refused.value)
    assert "published" in (practice.root / "content/articles/hoofdpijn.md").read_text("utf-8")


def test_without_a_name_the_site_becomes_what_the_content_says_now(practice):
    leak(practice)
    (practice.root / "content/articles/hoofdpijn.md").unlink()
    assert take_off(practice, AS_IS, "") == ()
    assert not (practice.root / "public/hoofdpijn").exists()
    assert holding(practice.root) == set()
    assert not (practice.root / "posts/index.html").exists()


def test_another_mistake_in_the_content_is_said_and_nothing_is_deployed(practice):
    leak(practice)
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    with pytest.raises(ContentError, match="nothing was published"):
        take_off(practice)
    assert "public" in holding(practice.root)


def test_an_untidy_text_and_a_link_to_a_part_of_what_goes_do_not_stop_it(practice):
    leak(practice)
    practice.edit("content/articles/hoofdpijn.md", "slug: hoofdpijn", "slug: hoofdpijn\naliases: [pijn]")
    practice.edit(
        "content/articles/oorpijn.md", "Het gaat", "Lees [hier]({filename}hoofdpijn.md#wat-is-het). Het gaat"
    )
    take_off(practice)
    assert REASON in (practice.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert "hoofdpijn/" in (practice.root / "public/pijn/index.html").read_text("utf-8")


def test_a_new_article_that_waits_for_somebody_does_not_stop_it(practice):
    leak(practice)
    practice.article("buikpijn")
    practice.edit("content/articles/buikpijn.md", "Het gaat", "Wij spraken Fatima El Amrani. Het gaat")
    take_off(practice)
    assert REASON in (practice.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert not (practice.root / "public/buikpijn").exists()
    assert "content/articles/buikpijn.md: stays at home; `invoke check` says why" in practice.told


def test_no_uid_that_names_somebody_is_told(practice):
    practice.article("heup-999990457")
    with pytest.raises(SettingsError, match=r"is no article\. Say one of: heup-…") as refused:
        take_off(practice, "knie-999990457")
    assert "999990457" not in str(refused.value)


def test_a_post_in_doubt_is_said(networks, practice):
    networks["a"].after.append(OutcomeUnknown("lost"))
    networks["a"].find.append(Unreadable("away"))
    practice.publish()
    take_off(practice)
    assert any(
        line.startswith("look at the account a: a post of hoofdpijn/nl may be there")
        for line in practice.told
    )


@pytest.mark.parametrize(
    ("url", "name", "said"),
    [
        ("", MARK, ""),
        ("", "7", "; the network calls it 7"),
        ("google:locations/1/localPosts/2", "7", "; the network calls it google:locations/1/localPosts/2"),
        ("mid:0a@b.example", "7", "; the network calls it mid:0a@b.example"),
    ],
)
def test_a_post_without_an_address_is_told_by_its_account_and_its_mark(networks, practice, url, name, said):
    practice.publish()
    practice.note(Entry(EntryKind.FOUND, datetime.now(UTC), KEY, attempt=1, data={"id": name, "url": url}))
    assert len(take_off(practice)) == 2
    where = f"look at the account buurt: a post of hoofdpijn/nl is there (s={MARK} in its link{said})"
    assert [line for line in practice.told if line.startswith("look at")] == [where]


def test_a_post_whose_address_came_later_is_told_once(networks, practice):
    for url in ("", "https://x.example/7", ""):
        practice.note(Entry(EntryKind.FOUND, datetime.now(UTC), KEY, attempt=1, data={"id": "7", "url": url}))
    assert "https://x.example/7" in take_off(practice)
    assert not any("buurt" in line for line in practice.told)


def test_a_blog_takes_its_articles_off_by_hand(practice):
    for file in (practice.root / "content").rglob("*"):
        if file.is_file():
            file.unlink()
    practice.configure(SYNDICATE_FORMAT="pelican", SYNDICATE_PRACTICE=None, THEME=None)
    practice.write("content/stukje.md", f"Title: Stukje\nDate: 2026-01-01\n\nTekst, zei {SECRET}.\n")
    practice.publish()
    with pytest.raises(SettingsError, match="the articles of a blog are withdrawn by hand"):
        take_off(practice, "stukje")
    practice.edit("content/stukje.md", f", zei {SECRET}", "")
    take_off(practice, AS_IS, "")
    assert holding(practice.root) == set()


def test_a_draft_of_the_preview_and_a_broken_off_build_go_too(practice):
    for folder in (".output.building", ".output.previous", ".syndicate/cache/share"):
        practice.write(f"{folder}/page.html", SECRET)
    take_off(practice, AS_IS, "")
    assert holding(practice.root) == set()
