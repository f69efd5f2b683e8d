"""The bar that a site has to reach, line by line, and how far it is: pure, from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from urllib.parse import unquote, urldefrag

from syndicate.workflows.audit.measuring import LOST, Facts, Measured, weight

KB = 1000
TEXT = ("Document", "Stylesheet", "Script", "Font", "XHR", "Fetch")
SCHEME = "scheme"
"""The only thing that a page may keep on a reader's device: the colour scheme that was chosen."""

Faults = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bar: what, how good it must be, how good the worst page is, what was wrong where."""

    what: str
    bar: str
    worst: str
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the site reaches this line."""
        return not self.faults


def lines(measured: Measured) -> tuple[Line, ...]:
    """Return every line of the bar for a site."""
    return (*_scores(measured), *_weights(measured), *_counts(measured))


def _scores(m: Measured) -> Iterator[Line]:
    for name, least in (("performance", 95), ("accessibility", 100), ("best-practices", 100), ("seo", 100)):
        # search engines are asked not to show such a page, which costs it its score for being found
        asked = {p: f for p, f in m.lighthouse.items() if name != "seo" or not m.every[p]["hidden"]}
        low = [f"{p}: {f[name]} ({', '.join(f['failed'])})" for p, f in asked.items() if f[name] < least]
        worst = min((f[name] for f in asked.values()), default=0)
        yield Line(f"Lighthouse {name}", f">= {least}", str(worst), tuple(low))
    for name, key, most in (("LCP, ms", "lcp", 2500), ("CLS", "cls", 0.02)):
        # a busy machine may paint too late for Lighthouse to see it: then the line does not hold
        seen = {p: f.get(key, inf) for p, f in m.lighthouse.items()}
        high = [f"{p}: {worth:.3g}" for p, worth in seen.items() if worth > most]
        worst = max(seen.values(), default=0)
        yield Line(name, f"<= {most}", f"{worst:.0f}" if key == "lcp" else f"{worst:.3f}", tuple(high))


def _weights(m: Measured) -> Iterator[Line]:
    articles = {p: f for p, f in m.every.items() if f["article"]}
    others = {p: f for p, f in m.every.items() if not f["article"]}
    yield _heaviest("KB an article", articles, 120, weight)
    yield _heaviest("KB an article, no pictures", articles, 15, lambda f: weight(f, *TEXT))
    yield _heaviest("KB any other page", others, 250, weight)
    yield _heaviest("KB of CSS", m.every, 8, lambda f: weight(f, "Stylesheet"))
    yield _heaviest("KB of JS", m.every, 5, lambda f: weight(f, "Script"))


def _heaviest(what: str, pages: dict[str, Facts], most: int, of: Callable[[Facts], int]) -> Line:
    high = [f"{p}: {of(f) / KB:.1f} KB" for p, f in pages.items() if of(f) > most * KB]
    worst = max((of(f) for f in pages.values()), default=0)
    return Line(what, f"<= {most}", f"{worst / KB:.1f}", tuple(high))


def _counts(m: Measured) -> Iterator[Line]:
    for what, found in (
        ("axe, WCAG 2.2 AA", _axe(m, lambda one: one["kind"] == "wcag" and one["id"] != ENHANCED)),
        ("axe, best practice", _axe(m, lambda one: one["kind"] == "best-practice")),
        ("contrast of text 7:1", _axe(m, lambda one: one["id"] == ENHANCED)),
        ("keyboard", ((p, said) for p, f in m.closely.items() for said in f["keyboard"])),
        ("sideways at 320 px", _stretched(m, "narrow")),
        ("cut off at text 200 %", _stretched(m, "large")),
        ("light and dark", ((p, f["grounds"][0]) for p, f in m.every.items() if len(set(f["grounds"])) < 2)),
        ("text of 18 px, none under 14", _text(m)),
        ("telephone links 44 px", _each(m, "low")),
        ("first screen of an article", _first(m)),
        ("pictures that do not show", _each(m, "broken")),
        ("same without scripts", _each(m, "missing")),
        ("third parties", _third(m)),
        ("cookies", _each(m, "cookies")),
        ("stored on the device", ((p, k) for p, f in m.every.items() for k in f["kept"] if k != SCHEME)),
        ("said in the console", _said(m)),
        ("Nu errors", (("", said) for said in m.nu)),
        ("broken links, fragments", _broken(m)),
        ("orphans", ((p, "no page links to it") for p in _orphans(m))),
    ):
        faults = tuple(f"{path}: {said}" if path else said for path, said in found)
        yield Line(what, "0", str(len(faults)), faults)


ENHANCED = "color-contrast-enhanced"


def _axe(m: Measured, wanted: Callable[[Facts], bool]) -> Iterator[tuple[str, str]]:
    for path, facts in m.closely.items():
        for one in facts["axe"]:
            if wanted(one):
                yield path, f"{one['id']} at {one['where']} and {one['seen'] - 1} more ({one['window']})"


def _each(m: Measured, name: str) -> Faults:
    return ((path, str(said)) for path, facts in m.every.items() for said in facts[name])


def _stretched(m: Measured, name: str) -> Iterator[tuple[str, str]]:
    for path, facts in m.every.items():
        if facts[name]["over"] > 0:
            yield path, f"{facts[name]['over']} px wider than its window"
        for cut in facts[name]["cut"]:
            yield path, f"cut off: {cut}"


def _text(m: Measured) -> Iterator[tuple[str, str]]:
    for path, facts in m.every.items():
        if facts["text"] and min(facts["text"]) < 18:
            yield path, f"text of {min(facts['text'])} px"
        for small in facts["small"]:
            yield path, f"smaller than 14 px: {small}"


def _first(m: Measured) -> Iterator[tuple[str, str]]:
    for path, facts in m.every.items():
        for what, seen in facts["first"].items() if facts["article"] else ():
            if not seen:
                yield path, f"not in the first 360 x 640 px: {what}"


def _third(m: Measured) -> Iterator[tuple[str, str]]:
    host = m.address.partition("//")[2].partition("/")[0]
    own = (f"http://{host}/", "data:", "blob:")
    for path, facts in m.every.items():
        yield from ((path, r["url"]) for r in facts["requests"] if not r["url"].startswith(own))


def _said(m: Measured) -> Iterator[tuple[str, str]]:
    """Yield what a page said in the console; that the page for what is not there is a 404 is none of it."""
    for path, facts in m.every.items():
        lost = facts["status"] >= LOST
        yield from ((path, s) for s in facts["said"] if not (lost and "404 (Not Found)" in s))


def _broken(m: Measured) -> Iterator[tuple[str, str]]:
    """Yield every link to this site that leads to nothing, or to no such place on its page."""
    ids = {path: frozenset(facts["ids"]) for path, facts in m.every.items()}
    for path, facts in m.every.items():
        for link in dict.fromkeys(facts["links"]):
            plain, fragment = urldefrag(link)
            if not plain.startswith(f"{m.address}/"):
                continue
            name = unquote(plain.removeprefix(m.address).partition("?")[0])
            if name not in ids and not _there(m.site, name):
                yield path, f"leads nowhere: {name}"
            elif fragment and name in ids and unquote(fragment) not in {*ids[name], "top"}:
                yield path, f"no such place: {name}#{fragment}"


def _there(site: Path, name: str) -> bool:
    file = site / name.lstrip("/")
    return file.is_file() or (file / "index.html").is_file()


def _orphans(m: Measured) -> Iterator[str]:
    """Yield each page that search engines may show and no other page leads to."""
    linked = {
        unquote(urldefrag(link)[0].removeprefix(m.address).partition("?")[0])
        for path, facts in m.every.items()
        for link in facts["links"]
        if urldefrag(link)[0] != m.address + path
    }
    found = (p for p, f in m.every.items() if not f["hidden"] and f["status"] < LOST)
    return (path for path in found if path not in linked)
