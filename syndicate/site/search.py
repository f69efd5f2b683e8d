"""The search of a site: an index that the reader's own browser asks, made by pagefind; no server knows it.

In it are the articles and pages that search engines may find as well. Words that patients also use for
something are in it unseen. The index is a function of the texts: two builds are byte-identical.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from syndicate.model import Finding, Severity, Words
from syndicate.site import alphabet
from syndicate.site.outline import words_of
from syndicate.site.translations import is_unread

FOLDER = "pagefind"
PATIENCE = 300
# pagefind's own surfaces: ours is in the theme
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
META = ' data-pagefind-meta="{}"'
FORM = "1"
"""Changes with the form of what is indexed: what a cache holds of another is of no use."""


def program() -> Path | None:
    """Return pagefind's program: of the package where its platform has one, else from the PATH."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        found = shutil.which("pagefind")
        return Path(found) if found else None


def write(shown: Mapping[str, Mapping[str, Any]], output: Path, cache: Path) -> tuple[Finding, ...]:
    """Write the index of these pages (by path, with what their templates were given) to `output`/pagefind.

    Taken from `cache` where the same texts were indexed before. Without the program, or where it fails, there
    is no index, which is told; the page of the search has the list from A to Z.
    """
    tool = program()
    if tool is None:
        return (Finding("site.search", Severity.WARNING, *ABSENT),)
    texts = dict(_texts(shown, output))
    facts = json.dumps([FORM, tool.stat().st_size, sorted(texts.items())])
    kept = cache / hashlib.sha256(facts.encode()).hexdigest()[:32]
    if not kept.is_dir():
        said = _make(tool, texts, kept)
        if said:
            return (Finding("site.search", Severity.WARNING, Words(*(w.format(said) for w in FAILED)), MEND),)
    shutil.copytree(kept, output / FOLDER, dirs_exist_ok=True)
    return ()


def _texts(shown: Mapping[str, Mapping[str, Any]], output: Path) -> Iterator[tuple[str, str]]:
    from pelican.contents import Article, Page

    for path, context in sorted(shown.items()):
        content = context.get("article") or context.get("page")
        if not isinstance(content, Article | Page) or content.status != "published":
            continue
        if is_unread(content):
            continue
        head = (output / path).read_text(encoding="utf-8").partition("</head>")[0]
        if 'content="noindex' not in head:
            yield path, _text(content)


def _text(content: Any) -> str:
    """Return what is indexed of one page; only title, summary and topic are ever shown of it."""
    expert = getattr(content, "expert", None)
    title = words_of(content.title)
    summary = (expert and expert.summary) or getattr(content, "description", "") or ""
    words = " ".join(alphabet.other_words(content, content.lang)) if hasattr(content, "plain_title") else ""
    marked = (
        ("h1", META.format("title"), 10, title),
        ("p", META.format("summary"), 4, summary),
        ("p", META.format("topic"), 2, expert.topic if expert else ""),
        ("p", "", 6, words),
    )
    head = "".join(
        f'<{tag} data-pagefind-weight="{weight}"{kind}>{escape(said)}</{tag}>'
        for tag, kind, weight, said in marked
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(content.lang)}"><head><title>{escape(title)}</title></head>'
        f"<body>{head}{content.content}</body></html>"
    )


def _make(tool: Path, texts: Mapping[str, str], kept: Path) -> str:
    """Make the index in `kept`; returns what went wrong, "" for nothing."""
    with tempfile.TemporaryDirectory() as aside:
        site, made = Path(aside) / "site", Path(aside) / FOLDER
        site.mkdir()
        for path, text in texts.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        # nothing of the surroundings may change what is made: no file beside the site, no PAGEFIND_…
        bare = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND")}
        order = [str(tool), "--site", str(site), "--output-path", str(made), "--quiet"]
        try:
            done = subprocess.run(
                order, cwd=aside, env=bare, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            return type(error).__name__
        entry = made / "pagefind-entry.json"
        if done.returncode or not entry.is_file():
            return " ".join((done.stderr or done.stdout).split())[-200:] or str(done.returncode)
        for pattern in UNUSED:
            for file in made.glob(pattern):
                file.unlink()
        # its languages come in another order each time
        plain = json.loads(entry.read_text(encoding="utf-8"))
        entry.write_text(
            json.dumps(plain, sort_keys=True, ensure_ascii=False), encoding="utf-8", newline="\n"
        )
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(kept.parent / f".{kept.name}", ignore_errors=True)
        shutil.copytree(made, kept.parent / f".{kept.name}")
        (kept.parent / f".{kept.name}").rename(kept)
    return ""


ABSENT = (
    Words(
        "de site heeft geen zoekfunctie: het programma pagefind is er niet. De lijst van A tot Z is er wel.",
        "the site has no search: the program pagefind is not here. The list from A to Z is.",
    ),
    Words("Zet het erbij: pip install 'pagefind[bin]'", "Install it: pip install 'pagefind[bin]'"),
)
FAILED = (
    "de zoekfunctie kon niet gemaakt worden ({}). De lijst van A tot Z is er wel.",
    "the search could not be made ({}). The list from A to Z is there.",
)
MEND = Words("Bouw de site nog eens.", "Build the site once more.")
