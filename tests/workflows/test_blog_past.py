"""The first run on a blog: what is there counts as announced, also where its folder cannot be read yet."""

from __future__ import annotations

from syndicate.model import EntryKind
from tests.journey.foreign import TOMORROW, copied

NEW = "Title: Something new\nDate: 2026-11-23 09:00\n\nA line about what is new. Have you seen it?\n"


def test_a_folder_that_cannot_be_read_announces_nothing_old_and_is_written_down_the_next_time(tmp_path):
    site = copied("plain", tmp_path)
    site.adopt()
    folder = site.root / "posts"
    folder.write_text("in the way")
    assert site.publish().sent == ()
    assert [line for line in site.told if "folder cannot be read now" in line]
    assert EntryKind.ADOPTED not in {entry.kind for entry in site.entries()}

    folder.unlink()
    site.told.clear()
    assert site.publish().sent == ()
    assert [line for line in site.told if line.startswith("first run on folder: the 4 articles")]
    *articles, whole = (entry for entry in site.entries() if entry.kind is EntryKind.ADOPTED)
    assert {entry.data["occasion"] for entry in articles} == {"new"}
    assert (len(articles), whole.key, whole.data) == (4, "", {"account": "folder"})

    site.write("content/new.md", NEW)
    assert [s.outcome for s in site.publish(now=TOMORROW).sent] == ["posted"]
