"""The audit in a real browser, on two pages that are good and one with everything wrong with it."""

from __future__ import annotations

from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.workflows.audit import audit, bar, tools
from syndicate.workflows.audit.measuring import Measured, chromium, nu, pages_of
from syndicate.workflows.audit.serving import served
from tests.node.elsewhere import PACKAGES
from tests.workflows.conftest import Practice

SITE = "https://linde.example/blog"
GOOD = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Prik</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:type" content="article">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/blog/main.css"></head>
<body><a class="skip" href="#main">Naar de tekst</a><main id="main" tabindex="-1" class="prose">
<h1>Prik</h1><p class="lead">Wat helpt?</p><p><a class="call" href="tel:112">Bel 112</a></p>
<p><a href="{root}/">Begin</a> <a href="{root}/prik/">Prik</a></p></main></body></html>"""
CSS = """:root { color-scheme: light dark; font-size: 20px } :focus { outline: 3px solid }
body { background: Canvas; color: CanvasText }
a { color: inherit; display: inline-block; min-height: 48px; min-width: 48px }"""
BAD = """<!doctype html><html><head><title></title><title>x</title>
<script src="/blog/x.js"></script></head><body style="background: #fff"><main class="prose"><h1>Uit</h1>
<p style="font-size: 12px; color: #666; background: #fff">Klein.</p><p style="width: 900px">Breed.</p>
<p><a href="tel:112" style="outline: none" tabindex="2">112</a></p><img src="/blog/weg.png">
<a href="/blog/nergens/">Nergens</a> <a href="/blog/#niets">Niets</a>
<p style="width: 9em; overflow: hidden; white-space: nowrap">Afgekapt na een paar woorden, niet meer.</p>
<img src="http://127.0.0.1:9/pixel.png" alt=""></main></body></html>"""
MOVED = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Prik</title>
<meta http-equiv="refresh" content="0; url=../prik/"></head><body><p>Verhuisd.</p></body></html>"""
SCRIPT = """document.cookie = "who=1"; localStorage.setItem("who", "1"); console.error("no");
addEventListener("load", () => document.querySelector("main").append("Toverwoord"));"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in (("index.html", GOOD), ("prik/index.html", GOOD), ("uit/index.html", BAD)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("{root}", SITE), "utf-8")
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud/index.html").write_text(MOVED, "utf-8")
    (tmp_path / "main.css").write_text(CSS, "utf-8")
    (tmp_path / "x.js").write_text(SCRIPT, "utf-8")
    return tmp_path


@pytest.mark.suite("browser", "audit")
def test_a_real_browser_finds_all_that_is_wrong_with_a_page_and_nothing_with_good_ones(site: Path) -> None:
    found = tools.find()
    folder = tools.install(found, PACKAGES)
    pages = pages_of(site)
    assert pages == ["/", "/prik/", "/uit/"]
    with served(site, SITE) as address:
        every = chromium("every", pages, address, found, folder)
        closely = chromium("closely", pages, address, found, folder)
    wrong = nu(site, found, folder)
    measured = Measured(address, site, every, closely, {}, wrong)
    faults = {line.what: line.faults for line in bar.lines(measured) if not line.holds}
    assert set(faults) == {
        "axe, WCAG 2.2 AA",
        "axe, best practice",
        "contrast of text 7:1",
        "keyboard",
        "sideways at 320 px",
        "cut off at text 200 %",
        "light and dark",
        "text of 18 px, none under 14",
        "telephone links 44 px",
        "pictures that do not show",
        "same without scripts",
        "third parties",
        "cookies",
        "stored on the device",
        "said in the console",
        "Nu errors",
        "broken links, fragments",
        "orphans",
    }
    elsewhere = [fault for told in faults.values() for fault in told if not fault.startswith("/uit/")]
    assert elsewhere == []


def test_the_server_does_what_a_host_does(site: Path) -> None:
    (site / "_headers").write_text("/*\n  X-Own: a\n/blog/prik/*\n  X-Own: b\n", "utf-8")
    (site / "404.html").write_text("weg", "utf-8")
    with served(site, SITE) as address:
        squeezed = Request(f"{address}/prik/", headers={"Accept-Encoding": "gzip"})
        with urlopen(squeezed) as answer:
            assert (answer.headers["Content-Encoding"], answer.headers["X-Own"]) == ("gzip", "a, b")
        with urlopen(f"{address}/prik/") as answer:
            text = answer.read().decode()
        assert SITE not in text
        assert f'href="{address}/prik/"' in text
        with urlopen(f"{address}/prik") as answer:
            assert answer.url == f"{address}/prik/"
        for lost in (f"{address}/weg/", address.removesuffix("/blog") + "/prik/"):
            with pytest.raises(OSError, match="404"):
                urlopen(lost)


def test_what_is_missing_is_said_in_a_sentence(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match=r"apt-get install chromium .*\nMissing here: Chromium, Java\.$"):
        audit(practice.root, tell=practice.tell)


@pytest.mark.suite("browser", "audit")
def test_without_a_site_there_is_nothing_to_measure(practice: Practice) -> None:
    with pytest.raises(SiteError, match="no site yet"):
        audit(practice.root, tell=practice.tell)
