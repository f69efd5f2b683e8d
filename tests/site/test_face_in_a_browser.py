"""The face of our theme in a real browser: the switch, a small telephone, larger letters, and paper."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.node.browsing import Visit, browse
from tests.servers import webhosts
from tests.site.sample import sample

pytestmark = pytest.mark.suite("browser")
ARTICLE = "koorts-bij-kinderen/"
PHONE = {"width": 360, "height": 640, "deviceScaleFactor": 1, "mobile": True}


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve the sample practice with the headers that it asks for."""
    (folder / "site").mkdir()
    with webhosts.by_headers_file(folder / "site") as address:
        shutil.copytree(sample(address, folder), folder / "site", dirs_exist_ok=True)
        yield address, folder / "site"


def visits(
    folder: Path, screen: dict[str, Any], ask: str, *, articles: bool = False, **how: Any
) -> list[Visit]:
    """Ask every page of the sample, or its articles alone, on a screen of that size."""
    first = [("Emulation.setDeviceMetricsOverride", screen), *how.pop("first", [])]
    with served(folder) as (address, site):
        # a short address only leads on
        files = [
            f for f in sorted(site.rglob("*.html")) if 'http-equiv="refresh"' not in f.read_text("utf-8")
        ]
        if articles:
            files = [f for f in files if '<article class="h-entry column">' in f.read_text("utf-8")]
        urls = [f"{address}/{f.relative_to(site).as_posix().removesuffix('index.html')}" for f in files]
        return list(browse(urls, folder / "profile", ask, first=first, **how).values())


def key(name: str, code: int) -> list[tuple[str, dict[str, Any]]]:
    """Press a key and let it go."""
    pressed = {"key": name, "code": name, "windowsVirtualKeyCode": code}
    text = {"text": "\r"} if name == "Enter" else {}
    return [
        ("Input.dispatchKeyEvent", {"type": "keyDown", **pressed, **text}),
        ("Input.dispatchKeyEvent", {"type": "keyUp", **pressed}),
    ]


SCHEME = """[document.documentElement.dataset.scheme || "", getComputedStyle(document.body).backgroundColor,
    getComputedStyle(document.documentElement).colorScheme,
    document.querySelector(".scheme").getAttribute("aria-pressed"),
    [...document.querySelectorAll("meta[name=theme-color]")].filter((m) => matchMedia(m.media).matches)
        .map((m) => m.content)]"""
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(11, 17, 19)"


def test_the_switch_works_by_keyboard_is_remembered_and_takes_back_what_it_kept(tmp_path: Path) -> None:
    press = [("Runtime.evaluate", {"expression": "document.querySelector('.scheme').focus()"})]
    light = [
        ("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]})
    ]
    with served(tmp_path) as (address, _):
        pages = [f"{address}/{ARTICLE}", f"{address}/griepprik/", f"{address}/"]
        # each page gets the key: light -> dark -> light again -> dark, across pages of one profile
        told = browse(pages, tmp_path / "profile", SCHEME, first=light, then=[*press, *key("Enter", 13)])
    one, two, three = told.values()
    for dark in (one, three):
        assert dark.asked == ["dark", DARK, "dark", "true", ["#12191c"]]
        assert dark.kept == ["scheme"]
    assert two.asked[0] == ""
    assert two.asked[2:] == ["light dark", "false", ["#0b5563"]]
    assert two.kept == []
    for visit in told.values():
        assert visit.violations == []
        assert visit.said == []


def test_the_choice_holds_before_the_first_letter_is_drawn(tmp_path: Path) -> None:
    chosen = [
        ("Page.addScriptToEvaluateOnNewDocument", {"source": "localStorage.setItem('scheme', 'dark')"}),
        ("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]}),
    ]
    # what the first paint has: the script stands before the style, so that no frame comes between
    ask = """(() => { const [script, style] = document.querySelectorAll("script[src], link[rel=stylesheet]");
        return [script.localName, style.localName,
            script.async, script.defer, getComputedStyle(document.body).backgroundColor] })()"""
    with served(tmp_path) as (address, _):
        (visit,) = browse([f"{address}/{ARTICLE}"], tmp_path / "profile", ask, first=chosen).values()
    assert visit.asked == ["script", "link", False, False, DARK]


def test_without_javascript_there_is_no_switch_and_every_word_stands(tmp_path: Path) -> None:
    off = [("Emulation.setScriptExecutionDisabled", {"value": True})]
    ask = """[...document.querySelectorAll("button")].filter((b) => b.checkVisibility()).length"""
    with served(tmp_path) as (address, _):
        (visit,) = browse([f"{address}/{ARTICLE}"], tmp_path / "profile", ask, first=off).values()
    assert visit.asked in (0, None)


def test_the_first_screen_of_a_telephone_has_title_summary_and_when_to_call(tmp_path: Path) -> None:
    ask = """["h1", ".lead", ".quick .call", ".quick .line"].map((s) => {
        const box = document.querySelector(s).getBoundingClientRect();
        return [Math.round(box.top), Math.round(box.bottom)] })"""
    told = visits(tmp_path, PHONE, ask, articles=True)
    assert len(told) > 20
    for visit in told:
        title, lead, call, line = visit.asked
        assert title[1] < lead[0] < 640, visit.requests[0]
        assert call[1] <= 640, visit.requests[0]
        assert line[1] <= 640, visit.requests[0]


def test_letters_are_large_enough_and_telephone_links_can_be_hit(tmp_path: Path) -> None:
    ask = """[parseFloat(getComputedStyle(document.querySelector(".prose p") || document.body).fontSize),
        [...document.querySelectorAll('a[href^="tel:"]')].map((a) => a.getBoundingClientRect())
            .filter((box) => box.width && (box.width < 44 || box.height < 44)).length]"""
    for visit in visits(tmp_path, PHONE, ask):
        assert visit.asked[0] >= 18, visit.requests[0]
        assert visit.asked[1] == 0, visit.requests[0]


WIDER = "document.documentElement.scrollWidth"
LARGER = f"""(() => {{ for (const sheet of document.styleSheets) for (const rule of sheet.cssRules)
    if (rule.selectorText === "html") rule.style.fontSize = "225%"; return {WIDER} }})()"""


@pytest.mark.parametrize(("width", "ask"), [(320, WIDER), (360, LARGER), (1280, LARGER)])
def test_nothing_scrolls_sideways_on_a_small_screen_or_in_letters_twice_as_large(
    width: int, ask: str, tmp_path: Path
) -> None:
    for visit in visits(tmp_path, PHONE | {"width": width}, ask):
        assert visit.asked <= width + 1, visit.requests[0]  # a pixel of rounding from right to left


def pages_of(pdf: bytes) -> int:
    """Count the pages of Chromium's PDF."""
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page")


def test_an_article_is_one_sheet_of_paper_without_menu_and_with_the_way_back(tmp_path: Path) -> None:
    paper = ("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    ask = """[["nav", ".share", ".scheme", ".quick", "main .phone", ".qr", ".bottom .numbers",
        ".sources"].map((s) => !!document.querySelector(s)?.checkVisibility()),
        getComputedStyle(document.querySelector(".bottom")).display,
        Math.min(...[...document.querySelectorAll(".prose p, .prose li, .box li")].map(size)),
        Math.min(...[...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
            && [...one.childNodes].some((n) => n.nodeType == 3 && n.data.trim())).map(size))];
        function size(one) { return parseFloat(getComputedStyle(one).fontSize) }"""
    as_paper = [("Emulation.setEmulatedMedia", {"media": "print"})]
    told = visits(tmp_path, PHONE | {"width": 1280}, ask, articles=True, first=as_paper, then=[paper])
    for visit in told:
        # the foot of a table stands on each side, with the numbers and the way back
        seen, foot, text, least = visit.asked
        assert (seen, foot) == ([False] * 5 + [True] * 3, "table-footer-group"), visit.requests[0]
        assert text >= 13.3, visit.requests[0]  # 10 points
        assert least >= 12, visit.requests[0]  # 9 points
        # a sheet has two sides
        assert pages_of(base64.b64decode(visit.answers[0]["data"])) <= 2, visit.requests[0]


def test_the_link_is_copied_and_said(tmp_path: Path) -> None:
    ask = """(async () => { const share = document.querySelector(".share"), copied = [];
        navigator.clipboard.writeText = async (text) => { copied.push(text) };
        share.querySelector(".copy").click(); await new Promise((done) => setTimeout(done));
        const said = share.querySelector("[role=status]").textContent;
        return [share.querySelector(".copy").hidden, copied, said] })()"""
    with served(tmp_path) as (address, _):
        (visit,) = browse([f"{address}/{ARTICLE}"], tmp_path / "profile", ask).values()
        assert visit.asked == [False, [f"{address}/{ARTICLE}"], "De link is gekopieerd."]
