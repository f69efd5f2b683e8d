"""The site as it is being written: seen at its address without a restart, and never published."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from syndicate.errors import ContentError, SettingsError, SiteError
from syndicate.workflows.serve.live import live

PLACE = "content/articles/hoofdpijn.md"
TITLE = 'title: "Wat helpt bij hoofdpijn?"'
LONG = 60


@contextmanager
def writing(practice, wrong):
    """The site of a practice as it is being written, watched; gives the address."""
    stop = threading.Event()
    with live(practice.root, 0, wrong=wrong.append, environ=practice.environ) as (site, server):
        watching = threading.Thread(target=site.watch, args=(stop,))
        watching.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            assert until(lambda: wrong or "De Linde" in read(address))
            yield address
        finally:
            stop.set()
            watching.join()


def read(address):
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except HTTPError as error:
        return f"{error.code}"


def until(seen):
    """Wait until something is seen, and return it."""
    end = time.monotonic() + LONG
    while not (found := seen()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def test_a_changed_text_is_seen_without_a_restart_and_nothing_is_published(practice):
    wrong = []
    before = practice.entries()
    with writing(practice, wrong) as address:
        page = f"{address}/hoofdpijn/"
        assert "Wat helpt bij hoofdpijn?" in read(page)
        practice.edit(PLACE, TITLE, "title: Wat doet u bij hoofdpijn?")
        assert until(lambda: "Wat doet u bij hoofdpijn?" in read(page))
        practice.configure(SITENAME="Praktijk De Eik", SYNDICATE_PRACTICE={"name": "De Eik", "sample": True})
        assert until(lambda: "De Eik" in read(page))
    assert wrong == []
    assert practice.entries() == before
    assert not any((practice.root / name).exists() for name in ("public", "posts", "output", "preview"))
    assert not (practice.root / ".syndicate/live").exists()


def test_a_broken_text_keeps_the_page_and_says_file_and_line_until_it_is_mended(practice):
    wrong = []
    with writing(practice, wrong) as address:
        page = f"{address}/hoofdpijn/"
        practice.edit(PLACE, TITLE, "title: [")
        assert until(lambda: wrong)
        assert isinstance(wrong[0], ContentError)
        assert any(f.file == PLACE and f.line > 0 for f in wrong[0].findings)
        assert "Wat helpt bij hoofdpijn?" in read(page)
        practice.edit(PLACE, "title: [", "title: Hoofdpijn, en nu?")
        assert until(lambda: "Hoofdpijn, en nu?" in read(page))


def test_an_open_page_hears_of_each_build(practice):
    with writing(practice, []) as address:
        page = read(f"{address}/hoofdpijn/")
        assert '<script src="/-/live.js?1"></script></body>' in page
        assert "location.reload()" in read(f"{address}/-/live.js?1")
        with urlopen(f"{address}/-/built", timeout=LONG) as builds:
            assert builds.headers["Content-Type"] == "text/event-stream"
            assert builds.readline() == b"data: 1\n"
            practice.edit(PLACE, TITLE, "title: Wat doet u bij hoofdpijn?")
            assert until(lambda: builds.readline() == b"data: 2\n")


def test_drafts_are_shown_with_a_mark_but_one_that_cannot_be_shown_stops_nothing(practice):
    practice.write("content/articles/nieuw.md", "---\ntitle: Wat is nieuw?\n---\n\nEen begin.\n")
    practice.write("content/articles/stuk.md", "---\ntitle: Wat is stuk?\n---\n\n![x](images/niet.png)\n")
    practice.write("content/articles/iemand.md", "---\ntitle: Wie?\n---\n\nBel Jan op 06-12345678.\n")
    wrong = []
    with writing(practice, wrong) as address:
        assert until(lambda: "Concept: Wat is nieuw?" in read(f"{address}/wat-is-nieuw/"))
        assert "Wat helpt bij hoofdpijn?" in read(f"{address}/hoofdpijn/")
        assert [read(f"{address}/{name}/") for name in ("wat-is-stuk", "wie")] == ["404", "404"]
    (error,) = wrong
    assert {f.file for f in error.findings} == {"content/articles/stuk.md"}


def test_a_site_that_was_never_good_says_so_and_comes_by_itself(practice):
    practice.edit(PLACE, TITLE, "title: [")
    wrong = []
    with writing(practice, wrong) as address:
        assert "De site wordt gemaakt, en komt hier vanzelf." in read(f"{address}/hoofdpijn/")
        assert len(wrong) == 1
        practice.edit(PLACE, "title: [", TITLE)
        assert until(lambda: "Wat helpt bij hoofdpijn?" in read(f"{address}/hoofdpijn/"))


def test_a_setting_that_is_wrong_is_said_and_the_page_stays(practice):
    wrong = []
    with writing(practice, wrong) as address:
        practice.configure(TIMEZONE="Mars/Noord")
        assert until(lambda: wrong)
        assert isinstance(wrong[0], SettingsError)
        assert "Wat helpt bij hoofdpijn?" in read(f"{address}/hoofdpijn/")


def test_without_what_watches_it_is_said_what_to_install(practice, monkeypatch):
    monkeypatch.setattr("syndicate.workflows.serve.live.find_spec", lambda _: None)
    with (
        pytest.raises(SettingsError, match="pip install watchfiles"),
        live(practice.root, 0, wrong=[].append, environ=practice.environ),
    ):
        pass


def test_a_port_that_is_taken_is_said(practice):
    with (
        live(practice.root, 0, wrong=[].append, environ=practice.environ) as (_, server),
        pytest.raises(SiteError, match="--port"),
        live(practice.root, server.server_port, wrong=[].append, environ=practice.environ),
    ):
        pass
