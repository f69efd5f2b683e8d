"""The embedded channel: what lies in the folder, and that it is there once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import html5lib
import pytest

from syndicate.channels import Found, Unreadable
from syndicate.errors import OutcomeUnknown, Rejected, SettingsError, Unavailable
from tests.channels.bench import Bench, posted

Make = Callable[..., Any]
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def text_of(html: str, tag: str, name: str) -> list[str]:
    """Return the text of each `tag` with the class `name`, as a browser reads it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return ["".join(e.itertext()) for e in tree.iter(tag) if e.get("class") == name]


def test_a_post_is_a_folder_with_page_payload_and_picture(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    post = make_post(at=AT)
    receipt = posted(channel, post)
    token = hashlib.sha256(post.key.encode()).hexdigest()[:8]
    place = tmp_path / "posts" / f"2026-11-21-griepprik-nl-{token}"
    assert sorted(p.name for p in place.iterdir()) == ["image.png", "index.html", "payload.json"]
    assert (receipt.id, receipt.url) == (place.name, (place / "index.html").as_uri())
    assert sorted(p.name for p in (tmp_path / "posts").iterdir() if p.name[0] != ".") == [
        place.name,
        "index.html",
    ]
    said = json.loads((place / "payload.json").read_text("utf-8"))
    assert (said["body"], said["created_at"]) == (channel.render(post).body, "2026-11-21T09:30:00+00:00")


def test_the_words_drawn_are_the_words_of_the_post(
    folder_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(folder_bench)
    text = 'Twee  spaties, <b>geen</b> opmaak & "aanhalingen"\n\nhttps://praktijk.example/x/?a=1&b=2 einde'
    receipt = posted(channel, make_post(text=text))
    html = Path(receipt.url.removeprefix("file://")).read_text("utf-8")
    assert text_of(html, "p", "words") == [text]
    assert '<a href="https://praktijk.example/x/?a=1&amp;b=2">' in html
    assert 'lang="nl"' in html
    assert 'alt="Tekening van een bovenarm met een pleister"' in html
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize(("lang", "words"), [("nl", "Alle berichten"), ("en", "All posts")])
def test_the_page_speaks_the_language_of_the_post(
    folder_bench: Bench, make_channel: Make, make_post: Make, lang: str, words: str
) -> None:
    receipt = posted(make_channel(folder_bench), make_post(lang=lang))
    html = Path(receipt.url.removeprefix("file://")).read_text("utf-8")
    assert words in html
    assert f'<html lang="{lang}">' in html


def test_a_post_in_another_language_says_so_and_runs_its_own_way(
    folder_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    receipt = posted(make_channel(folder_bench), make_post(lang="ar", text="ألم الظهر؟"))
    page = Path(receipt.url.removeprefix("file://"))
    html = page.read_text("utf-8")
    assert '<html lang="en">' in html
    assert '<p class="words" lang="ar" dir="auto">ألم الظهر؟</p>' in html
    folder = (page.parents[1] / "index.html").read_text("utf-8")
    assert '<li class="sheet" lang="ar">' in folder
    assert '<p class="words" dir="auto">' in folder


def test_a_post_without_picture_or_link_has_a_page_too(
    folder_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    receipt = posted(make_channel(folder_bench), make_post(image=None, link="", text="Zonder meer."))
    html = Path(receipt.url.removeprefix("file://")).read_text("utf-8")
    assert "<img" not in html
    assert text_of(html, "p", "words") == ["Zonder meer."]


def test_the_list_shows_the_newest_first(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    for uid, hour in (("vroeg", 7), ("laat", 19), ("midden", 12)):
        posted(channel, make_post(uid=uid, at=AT.replace(hour=hour)))
    html = (tmp_path / "posts" / "index.html").read_text("utf-8")
    assert re.findall(r'href="2026-11-21-(\w+)-nl', html) == ["laat", "midden", "vroeg"]
    assert 'lang="nl"' in html


def test_the_same_posts_give_the_same_bytes(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)

    def written() -> dict[str, bytes]:
        files = (p for p in (tmp_path / "posts").rglob("*") if p.is_file() and p.name != ".lock")
        return {str(p.relative_to(tmp_path)): p.read_bytes() for p in files}

    for uid in ("a", "b"):
        posted(channel, make_post(uid=uid, at=AT))
    first = written()
    for file in sorted((tmp_path / "posts").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    for uid in ("b", "a"):
        posted(channel, make_post(uid=uid, at=AT))
    assert written() == first


def test_sending_the_same_key_again_changes_nothing_even_on_another_day(
    folder_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(folder_bench)
    first = posted(channel, make_post(at=AT))
    assert posted(channel, make_post(at=AT.replace(day=28), text="Andere woorden")) == first
    (seen,) = folder_bench.seen()
    assert seen["text"] != "Andere woorden"


def test_a_key_with_strange_signs_makes_a_plain_folder_name(
    folder_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    receipt = posted(make_channel(folder_bench), make_post(uid="..\\é: <x>", key="..\\é: <x>/nl/folder/new"))
    assert re.fullmatch(r"[0-9A-Za-z_-]+", receipt.id)


def test_another_key_that_falls_on_the_same_name_is_refused(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    receipt = posted(channel, make_post())
    file = tmp_path / "posts" / receipt.id / "payload.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "key": "a/nl/folder/new"}), "utf-8")
    with pytest.raises(Rejected, match="belongs to another post"):
        posted(channel, make_post())


def test_a_run_that_died_before_the_list_is_mended_by_find(
    folder_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    payload = channel.render(make_post())
    receipt = channel.send(channel.prepare(payload))
    (tmp_path / "posts" / "index.html").unlink()
    assert channel.find(make_claim(payload)) == Found(receipt)
    assert receipt.id in (tmp_path / "posts" / "index.html").read_text("utf-8")


def test_what_a_dying_run_left_half_written_is_no_post(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    half = tmp_path / "posts" / ".xyz.aside"
    half.mkdir(parents=True)
    (half / "payload.json").write_text("{half")
    posted(make_channel(folder_bench), make_post())
    assert not half.exists()
    other = tmp_path / "posts" / ".git"
    other.mkdir()
    (other / "payload.json").write_text("{somebody else's")
    posted(make_channel(folder_bench), make_post(uid="rugpijn"))
    assert other.exists()
    assert len(folder_bench.seen()) == 2


def test_a_folder_that_cannot_be_written_means_that_nothing_was_posted(
    folder_bench: Bench, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    (tmp_path / "posts").write_text("a file stands in the way")
    with pytest.raises(Unavailable, match="posts"):
        posted(make_channel(folder_bench), make_post())


def test_a_folder_that_cannot_be_read_is_unreadable(
    folder_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    payload = channel.render(make_post())
    channel.send(channel.prepare(payload))
    (tmp_path / "posts" / "index.html").unlink()
    (tmp_path / "posts" / "index.html").mkdir()
    assert isinstance(channel.find(make_claim(payload)), Unreadable)


@pytest.fixture
def folder(folder_bench: Bench, make_channel: Make) -> Any:
    return make_channel(folder_bench)


BROKEN = [
    b"{half",
    b"\xff\xfe",
    b"[]",
    b"{}",
    b'{"key": 5}',
    b"[" * 100_000,
    b'{"key": "", "lang": "", "title": "", "text": "", "account": "", "created_at": "2026-11-21T09:30:00"}',
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_post_that_was_damaged_since_is_left_out_of_the_list_and_stops_no_other(
    folder: Any, make_post: Make, make_claim: Make, tmp_path: Path, broken: bytes
) -> None:
    channel = folder
    damaged = channel.render(make_post(uid="oud"))
    place = tmp_path / "posts" / channel.send(channel.prepare(damaged)).id
    (place / "payload.json").write_bytes(broken)
    sound = channel.render(make_post(uid="nieuw"))
    receipt = channel.send(channel.prepare(sound))
    html = (tmp_path / "posts" / "index.html").read_text("utf-8")
    assert receipt.id in html
    assert place.name not in html
    assert channel.find(make_claim(sound)) == Found(receipt)
    assert isinstance(channel.find(make_claim(damaged)), Unreadable)
    with pytest.raises(OutcomeUnknown, match=r"payload\.json cannot be read"):
        channel.send(channel.prepare(damaged))


def test_it_has_no_options(folder_bench: Bench, make_channel: Make) -> None:
    with pytest.raises(SettingsError, match="folder has no options"):
        make_channel(folder_bench, options={"colour": "blue"})


def test_two_runs_at_once_leave_each_post_once_and_a_whole_list(
    folder_bench: Bench, make_opening: Make, make_channel: Make, make_post: Make, tmp_path: Path
) -> None:
    channel = make_channel(folder_bench)
    payloads = [channel.render(make_post(uid=f"artikel-{n}")) for n in range(6)]
    with get_context("spawn").Pool(2) as pool:
        pool.starmap(send_all, [(make_opening(folder_bench), payloads)] * 2)
    assert len(folder_bench.seen()) == 6
    html = (tmp_path / "posts" / "index.html").read_text("utf-8")
    assert len(re.findall(r"<li ", html)) == 6


def send_all(opening: Any, payloads: list[Any]) -> None:
    from syndicate.channels import load

    channel = load(opening)
    for payload in payloads:
        channel.send(channel.prepare(payload))
