"""The sample practice in Firefox and in WebKit: layout, dark colours, care cards, search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from syndicate.workflows.audit.serving import served
from tests.node.elsewhere import Step, firefox, webkit
from tests.site.sample import sample

Run = Callable[[Sequence[Step], Path], list[Any]]
BROWSERS = [
    pytest.param(firefox, marks=pytest.mark.suite("firefox", "audit"), id="firefox"),
    pytest.param(webkit, marks=pytest.mark.suite("webkit", "screen"), id="webkit"),
]
PAGES = (
    "",
    "404.html",
    "griepprik/",
    "ar/koorts-bij-kinderen/",
    "onderwerp/bewegen/",
    "contact/",
    "privacy/",
)
WIDE = """
const frame = document.querySelector("iframe"), found = {};
for (const path of PAGES) for (const width of [320, 360, 768, 1280]) {
  frame.width = width;
  await new Promise((loaded) => { frame.onload = loaded; frame.src = `/${path}?${width}`; });
  const root = frame.contentDocument.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) found[`${path} at ${width}`] = over;
}
return found;
"""
GROUND = "const ground = () => getComputedStyle(document.body).backgroundColor;"
SWITCHED = """
const before = ground(), button = document.querySelector("button.scheme");
button.click();
return [button.offsetHeight, before, ground(), Object.keys(localStorage).join()];
"""
SHOWN = """
const main = document.querySelector("main");
const tall = (link) => Math.max(...[...link.getClientRects()].map((box) => box.height));
const heights = [...main.querySelectorAll('a[href^="tel:"]')].map(tall).filter((one) => one > 0);
const cards = [...main.querySelectorAll(".care")];
const edges = new Set(cards.map((card) => getComputedStyle(card).borderInlineStartColor));
const emergency = [...main.querySelectorAll(".care-emergency a")].map((link) => link.getAttribute("href"));
const size = getComputedStyle(main.querySelector(".prose p")).fontSize;
const seen = cards.map((card) => card.offsetHeight > 0);
return [heights.length, Math.min(...heights), size, seen, edges.size, emergency];
"""
FOUND = """
const field = document.querySelector("input[type=search]"), tries = 100;
field.focus();
field.value = "prik";
field.dispatchEvent(new Event("input", { bubbles: true }));
for (let n = 0; n < tries && !document.querySelector(".results a"); n++) {
  await new Promise((go) => setTimeout(go, 100));
}
return [...document.querySelectorAll(".results a")].map((link) => link.textContent);
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample practice on a server that says no headers: they would keep its pages out of the frame."""
    folder = tmp_path_factory.mktemp("elsewhere")
    site = sample("https://lindehof.example", folder)
    (site / "_headers").unlink()
    (site / "frame.html").write_text('<!doctype html><title>frame</title><iframe height="800"></iframe>')
    with served(site, "https://lindehof.example") as at:
        yield at


@pytest.mark.parametrize("run", BROWSERS)
def test_another_browser_shows_pages_whole_dark_on_demand_with_numbers_to_tap_and_finds(
    run: Run, address: str, tmp_path: Path
) -> None:
    wide = WIDE.replace("PAGES", str(list(PAGES)))
    article = f"{address}/griepprik/"
    steps = [
        Step(f"{address}/frame.html", wide),
        Step(article, GROUND + SWITCHED),
        Step(f"{address}/contact/", f"{GROUND} return ground()"),
        Step(article, SHOWN),
        Step(f"{address}/zoeken/", FOUND),
    ]
    over, (switch, before, after, kept), later, (calls, lowest, size, cards, levels, emergency), results = (
        run(steps, tmp_path)
    )
    assert over == {}
    assert switch >= 44
    assert before != after == later
    assert kept == "scheme"
    assert calls >= 1
    assert lowest >= 44
    assert float(size.removesuffix("px")) >= 18
    assert len(cards) >= 3
    assert all(cards)
    assert levels >= 2
    assert set(emergency) == {"tel:112"}
    assert "De griepprik: is die ook voor u?" in results
