"""new begins an article; serve shows the site on this machine only."""

from __future__ import annotations

import threading
import urllib.request
from contextlib import contextmanager

import pytest

from syndicate.content.questions import QUESTIONS
from syndicate.errors import Exit, SettingsError, SiteError
from syndicate.workflows.check import check
from syndicate.workflows.new import new
from syndicate.workflows.serve import server


@contextmanager
def listening(made):
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


@pytest.mark.parametrize(
    ("lang", "name"),
    [("", "oor-pijn.md"), ("en", "oor-pijn.en.md"), ("fr", "oor-pijn.fr.md"), ("ar", "oor-pijn.ar.md")],
)
def test_a_new_article_is_a_draft_with_the_fixed_questions_in_its_language(practice, lang, name):
    file = new(practice.root, 'Oor "pijn"?', lang)
    assert file == practice.root / "content" / "articles" / name
    text = file.read_text("utf-8")
    assert "status: draft" in text
    asked = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert tuple(asked) == QUESTIONS["nl" if not lang else lang if lang in QUESTIONS else "en"]


@pytest.mark.parametrize("lang", QUESTIONS)
def test_when_to_call_is_answered_in_cards_of_which_no_point_is_written(practice, lang):
    text = new(practice.root, "Buikgriep", lang).read_text("utf-8")
    first, second = ("112", "bel") if lang == "nl" else ("emergency", "call")
    asked = f"## {QUESTIONS[lang][2]}\n\n::: {first}\n- …\n:::\n\n::: {second}\n- …\n:::\n\n## "
    assert asked in text
    found = check(practice.root, environ=practice.environ).findings
    assert {"trust.care-unwritten"} <= {f.code for f in found}
    assert not [f.code for f in found if f.code.startswith("content.form")]


def test_a_new_article_stops_nothing(practice):
    new(practice.root, 'Wat is "stress" \\ spanning?')
    assert check(practice.root, environ=practice.environ).exit is Exit.DONE


def test_nothing_is_overwritten(practice):
    file = new(practice.root, "Buikpijn")
    file.write_text("al geschreven")
    with pytest.raises(SettingsError, match=r"^content/articles/buikpijn\.md exists already"):
        new(practice.root, "Buikpijn")
    assert file.read_text() == "al geschreven"


@pytest.mark.parametrize("title", ["", "?!"])
def test_an_article_needs_a_title(practice, title):
    with pytest.raises(SettingsError, match="needs a title"):
        new(practice.root, title)


@pytest.mark.parametrize("lang", ["../../x", "nederlands!", "xx"])
def test_a_language_is_a_language_code(practice, lang):
    with pytest.raises(SettingsError, match="is no language code"):
        new(practice.root, "Buikpijn", lang)


def test_what_was_deployed_is_served_on_this_machine(practice, capsys):
    practice.publish()
    with listening(server(practice.root, 0)) as url:
        assert get(f"{url}/hoofdpijn/") == (practice.root / "public/hoofdpijn/index.html").read_bytes()


def test_without_a_folder_host_the_build_is_served(practice, tmp_path, capsys):
    practice.configure(SYNDICATE_DEPLOY=f"git:{tmp_path / 'remote'}")
    practice.write("output/index.html", "gebouwd")
    with listening(server(practice.root, 0)) as url:
        assert get(url) == b"gebouwd"


def test_before_the_first_publish_there_is_nothing_to_serve(practice):
    with pytest.raises(SiteError, match="there is no site yet") as stopped:
        server(practice.root, 0)
    assert stopped.value.exit is Exit.UNAVAILABLE


def test_a_port_that_cannot_be_used_is_said(practice):
    practice.write("public/index.html", "x")
    with listening(server(practice.root, 0)) as url:
        taken = int(url.rpartition(":")[2])
        with pytest.raises(SiteError, match=f"port {taken} cannot be used"):
            server(practice.root, taken)
    with pytest.raises(SiteError, match="port 70000 cannot be used"):
        server(practice.root, 70000)
