"""admin/: the page on which a practice writes its texts in a browser, where SYNDICATE_EDITOR says so.

Sveltia CMS does the editing; it comes with the distribution `expertstatus-editor` (docs/editor.md). Around it
stand our own parts: the form (`writing`), the reading and writing of files, the guard (syndicate/editor), and
beside it the questions one by one (`interview`).
It is no page for patients: in no list, sitemap, search or manifest, and no search engine takes it in.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from html import escape
from importlib import resources, util
from pathlib import Path

from syndicate.errors import SettingsError
from syndicate.model import Person, Topic, Words
from syndicate.settings import Editor, Settings
from syndicate.settings.editor import KEY
from syndicate.site import interview, writing

FOLDER = "admin"
PACKAGE = "expertstatus_editor"
OURS = ("admin.js", "admin.css", "body.js", "cards.js", "file.js", "guard.js", "visible.js")
TITLE = Words("Schrijven", "Writing")
WITHOUT = Words(
    "Om hier te schrijven heeft deze pagina JavaScript nodig. Zet het aan in uw browser, of stuur uw tekst "
    "als bestand naar wie de site beheert.",
    "To write here, this page needs JavaScript. Switch it on in your browser, or send your text as a file to "
    "whoever looks after the site.",
)
WAIT = Words("Even geduld: de teksten worden opgehaald.", "One moment: the texts are being fetched.")


def bundle() -> Path | None:
    """Return the folder of the editor's program, None where `expertstatus-editor` is not installed."""
    found = util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "sveltia"


def policy(editor: Editor) -> str:
    """Return the content policy of the page: files of this site, and questions to the code host alone.

    Sveltia writes its styles into the page, shows pictures before they are saved (blob:), and decodes
    them in WebAssembly and in a worker.
    """
    asked = " ".join(editor.asked)
    sources = {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": f"'self' blob: data: {asked}".strip(),
        "worker-src": "'self' blob:",
        "media-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "manifest-src": "'self' blob: data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def both(one: str, other: str) -> str:
    """Return the policy that lets through whatever one of two does."""
    allowed: dict[str, dict[str, None]] = {}
    for directive in (*one.split("; "), *other.split("; ")):
        name, *sources = directive.split()
        allowed.setdefault(name, {}).update(dict.fromkeys(sources))
    for kept in allowed.values():
        if len(kept) > 1:
            kept.pop("'none'", None)
    return "; ".join(" ".join((name, *sources)) for name, sources in allowed.items())


def write(
    settings: Settings, people: Mapping[str, Person], topics: Mapping[str, Topic], output: Path
) -> None:
    """Write admin/ into the built site; nothing without SYNDICATE_EDITOR. Raises SettingsError."""
    if settings.editor is None:
        return
    program = bundle()
    if program is None:
        raise SettingsError(
            f"pelicanconf.py: {KEY} needs the editor itself: pip install 'expertstatus[editor]'. "
            "docs/editor.md says where it comes from."
        )
    folder = output / FOLDER
    shutil.copytree(program, folder / "sveltia")
    ours = resources.files("syndicate") / "editor"
    for name in OURS:
        (folder / name).write_bytes((ours / name).read_bytes())
    table = resources.files("syndicate") / "rules" / "secrecy" / "identifiers.json"
    (folder / "identifiers.json").write_bytes(table.read_bytes())
    made = writing.configuration(settings, settings.editor, people, topics)
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=False)
    (folder / "config.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    (folder / "index.html").write_text(page(settings, settings.editor), encoding="utf-8", newline="\n")
    interview.write(settings, folder, people, topics)


def page(settings: Settings, editor: Editor) -> str:
    """Return the page itself: it says what it needs, and that search engines pass it over."""
    lang = "nl" if settings.language.startswith("nl") else "en"
    said = {
        "lang": lang,
        "policy": policy(editor),
        "title": f"{TITLE.of(lang)} - {settings.practice.name or settings.sitename}",
        "wait": WAIT.of(lang),
        "without": WITHOUT.of(lang),
    }
    text = (resources.files("syndicate") / "editor" / "admin.html").read_text(encoding="utf-8")
    for name, value in said.items():
        text = text.replace(f"«{name}»", escape(value, quote=False))
    return text
