"""The card of a post by hand: what stands on it, and what its script does in a real browser."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from syndicate.model import Payload, Picture, Practice
from syndicate.sheets import Frame, card_files, card_page
from syndicate.site.headers import content_policy
from tests.node.browsing import browse

TOKEN = "0a1b2c3d"
TEXT = 'Griep?\n\n"Wat nu" & <straks>\nhttps://praktijk.example/griep/?s=0a1b2c3d'
LINDE = Practice(name="De Linde")
ACTS = "https://github.com/linde/site/issues/new?title={title}&body={text}"


def payload(**more: Any) -> Payload:
    drawn = Picture("share/a.svg", "", 1200, 630, "image/png", 1, "", "Een pleister")
    known: dict[str, Any] = {"network": "linkedin", "account": "linkedin", "key": "griep/nl/linkedin/new"}
    known |= {"text": TEXT, "body": "{}", "lang": "nl", "marker": TOKEN, "created_at": datetime.now(UTC)}
    known |= {"link": "https://praktijk.example/griep/?s=0a1b2c3d", "image": drawn, "alt": drawn.alt}
    return Payload(**(known | more))


def around(lang: str = "nl", practice: Practice = LINDE, icon: str = "") -> Frame:
    return Frame(lang, practice, "De Linde", content_policy(), "../../", "hand/card.css", icon)


def page(shown: Payload | None = None, frame: Frame | None = None, **more: Any) -> str:
    known: dict[str, Any] = {
        "token": TOKEN, "composer": "https://www.linkedin.com/sharing/share-offsite/?url=x",
        "fills": "link", "picture": "../../share/a.svg", "acts": ACTS,
    }  # fmt: skip
    return card_page(shown or payload(), frame=frame or around(), **(known | more))


def test_a_card_holds_the_words_sign_by_sign_and_says_no_time() -> None:
    html = page()
    assert "Griep?\n\n&#34;Wat nu&#34; &amp; &lt;straks&gt;\nhttps://" in html
    assert html == page()
    assert "2026" not in html
    assert TOKEN in html


def test_a_card_speaks_dutch_or_english() -> None:
    assert "Te plaatsen op LinkedIn" in page()
    english = page(frame=around("en"))
    assert '<html lang="en">' in english
    assert "To post on LinkedIn" in english
    assert 'lang="nl" dir="auto">Griep?' in english


def test_a_card_without_a_picture_a_composer_or_a_button_leaves_these_out() -> None:
    bare = payload(image=None, alt="")
    html = page(bare, around(icon="theme/i.svg"), picture="", composer="", fills="", acts="")
    assert "<img" not in html
    assert "download" not in html
    assert "Open LinkedIn" not in html
    assert f"invoke posted {TOKEN}" in html
    assert "github.com" not in html
    assert 'href="../../theme/i.svg"' in html


def test_a_made_up_practice_says_so_on_its_cards() -> None:
    assert "verzonnen" in page(frame=around(practice=replace(LINDE, sample=True)))


def test_the_button_says_the_token_and_without_a_script_no_address() -> None:
    html = page()
    assert f'title=Expertstatus%3A%20geplaatst%20{TOKEN}&amp;body="' in html
    assert f'title=Expertstatus%3A%20geplaatst%20{TOKEN}&amp;body=skip"' in html


@pytest.mark.suite("browser")
def test_in_a_real_browser_a_card_breaks_no_policy_and_its_script_fills_in_the_address(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    for name, text in card_files("#0b5563", "#78b6c2").items():
        (site / "hand").mkdir(parents=True, exist_ok=True)
        (site / "hand" / name).write_text(text, encoding="utf-8")
    (site / "share").mkdir()
    shutil.copy("theme/static/favicon.svg", site / "share" / "a.svg")
    for name, acts in (("button", ACTS), ("command", "")):
        (site / "hand" / name).mkdir()
        html = page(frame=around(icon="share/a.svg"), acts=acts)
        (site / "hand" / name / "index.html").write_text(html, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}/hand"
        visits = browse([f"{at}/button/", f"{at}/command/"], tmp_path / "profile", ASK)
        server.shutdown()
    for visit in visits.values():
        assert (visit.violations, visit.said, visit.cookies, visit.kept) == ([], [], [], [])
        assert visit.asked["text"] == TEXT
        assert visit.asked["copied"] in ("Gekopieerd", "Selecteer en kopieer het zelf")
    button, command = visits.values()
    assert button.asked["filled"].endswith(
        f"geplaatst%20{TOKEN}&body=https%3A%2F%2Fx.example%2F1%3Fa%3Db%26c"
    )
    assert command.asked["filled"] == f'invoke posted {TOKEN} --url "https://x.example/1?a=b&c"'
    assert command.asked["strange"] == f"invoke posted {TOKEN}"


ASK = """(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const field = document.getElementById("address");
  const fill = (url) => { field.value = url; field.dispatchEvent(new Event("input")); };
  const shown = () => document.getElementById("posted")?.href ?? words("command");
  fill("https://x.example/1?a=b&c");
  const filled = shown();
  fill('https://x.example/"; rm -r "');
  const strange = shown();
  const button = document.querySelector("[data-copy=text]");
  button.click();
  await wait(300);
  return { text: document.getElementById("text").textContent, filled, strange, copied: button.textContent };
})()"""
