"""Measures a built site: every page once, one page of each kind closely, all of it with the Nu checker."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from syndicate.errors import SiteError
from syndicate.workflows.audit import tools
from syndicate.workflows.audit.serving import served
from syndicate.workflows.audit.tools import Tools

Facts = dict[str, Any]
MOST_KINDS = 30
MOST_BY_LIGHTHOUSE = 8
LOST = 400  # from this status on there is nothing to see
EDITOR = "admin/"
LEADS_ON = re.compile(r'http-equiv="?refresh"?\s+content="?0', re.I)


@dataclass(frozen=True)
class Measured:
    """What was found: of every page, closely of one page a kind, by Lighthouse, and by the Nu checker.

    Pages are paths from the site's own root, as "/griepprik/"; `address` is where they stood.
    """

    address: str
    site: Path
    every: dict[str, Facts]
    closely: dict[str, Facts] = field(default_factory=dict)
    lighthouse: dict[str, Facts] = field(default_factory=dict)
    nu: tuple[str, ...] = ()


def measure(site: Path, siteurl: str, state: Path, found: Tools, tell: Callable[[str], None]) -> Measured:
    """Serve the site on this machine and measure it; raises SiteError where a program fails."""
    folder = tools.install(found, state / "audit")
    pages = pages_of(site)
    with served(site, siteurl) as address, ThreadPoolExecutor(1) as aside:
        checker = aside.submit(nu, site, found, folder)
        tell(f"look at {len(pages)} pages")
        every = chromium("every", pages, address, found, folder)
        close = kinds(every)
        tell(f"look closely at {len(close)} of them")
        closely = chromium("closely", close, address, found, folder)
        wrong = checker.result()
        best = fastest(every, close)
        tell(f"run Lighthouse on {len(best)}")
        told = chromium("lighthouse", best, address, found, folder)
    return Measured(address, site, every, closely, told, wrong)


def pages_of(site: Path) -> list[str]:
    """Return the paths of all pages, the home page first; not those that only lead on, nor the editor's."""
    files = {f.relative_to(site).as_posix().removesuffix("index.html"): f for f in site.rglob("*.html")}
    shown = (path for path in files if not path.startswith(EDITOR))
    return sorted(f"/{path}" for path in shown if not LEADS_ON.search(files[path].read_text("utf-8")))


def kinds(every: dict[str, Facts]) -> list[str]:
    """Return the heaviest page of each kind: home, an article a language, a topic, each own page."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(every, key=lambda p: -weight(every[p])):
        found.setdefault(_kind(path, every[path]), path)
    first = sorted(found, key=lambda kind: (kind != ("home",), kind[0] != "article", -len(kind)))
    return [found[kind] for kind in first][:MOST_KINDS]


def fastest(every: dict[str, Facts], close: list[str]) -> list[str]:
    """Return the pages for Lighthouse, which takes its time: of the articles two languages will do."""
    there = [page for page in close if every[page]["status"] < LOST]
    more = [page for page in there if every[page]["article"]][2:]
    return [page for page in there if page not in more][:MOST_BY_LIGHTHOUSE]


def _kind(path: str, facts: Facts) -> tuple[str, ...]:
    folders = path.strip("/").split("/")
    if path == "/":
        return ("home",)
    if facts["article"]:
        return ("article", str(facts["lang"]))
    return (folders[0], "…") if len(folders) > 1 else (folders[0],)


def weight(facts: Facts, *kinds: str) -> int:
    """Return the bytes that a page cost on the wire, all or only those of some kinds of file."""
    return sum(r["bytes"] for r in facts["requests"] if not kinds or r["type"] in kinds)


def chromium(only: str, pages: Sequence[str], address: str, found: Tools, folder: Path) -> dict[str, Facts]:
    """Visit pages with measure.mjs (`only` one of its looks); raises SiteError where it fails."""
    with TemporaryDirectory(prefix="audit") as profile:
        asked: dict[str, object] = {"chromium": found.chromium, "profile": profile, "address": address}
        asked |= {"pages": pages, "only": only}
        done = tools.run((*found.node, str(folder / "measure.mjs")), folder=folder, said=json.dumps(asked))
    if done.returncode:
        raise SiteError(f"the audit could not measure the site:\n{done.stderr.strip()[-1500:]}")
    told: dict[str, Facts] = json.loads(done.stdout.splitlines()[-1])
    return told


def nu(site: Path, found: Tools, folder: Path) -> tuple[str, ...]:
    """Return what the Nu checker calls an error, of every page; raises SiteError where it fails."""
    jar = folder / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = (found.java, "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "json")
    done = tools.run((*command, str(site.resolve())), folder=folder)
    try:
        told = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        raise SiteError(f"the Nu checker failed:\n{done.stderr.strip()[-600:]}") from None
    root = site.resolve().as_posix().rstrip("/")
    return tuple(_located(message, root) for message in told)


def _located(message: Facts, root: str) -> str:
    page = unquote(urlsplit(message.get("url", "")).path).removeprefix(root)
    return f"{page}:{message.get('lastLine', '')} {message['message']}"
