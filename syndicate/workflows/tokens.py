"""What looks like a secret in texts and settings that git keeps: place, line and kind, never the value.

Two looks at each file: our own forms (settings.tokens), and detect-secrets, which knows those of many
services. What was seen of a file is kept by its digest, so that an unchanged one costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from syndicate.errors import SiteError
from syndicate.model import Finding, Severity, Words
from syndicate.settings import Settings
from syndicate.settings.tokens import secrets_in, worth_a_look
from syndicate.workflows.repository import git

FAMILY = "secrets."
VERSION = 1
"""Raise it where other things are found: what was kept by an earlier one is looked at anew."""
CONFIGURED = ("pelicanconf.py", "publishconf.py", "tasks.py", "Makefile", ".gitlab-ci.yml")
WORKFLOWS = (".github", ".forgejo", ".gitea")
KEEPING = re.compile(
    r"(?:^|/)(?:[^/]*\.env(?:\.[^/]*)?|\.envrc|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.htpasswd|id_[a-z0-9]+"
    r"|[^/]*(?:secret|credential|token)[^/.]*(?:\.(?:txt|json|ya?ml|toml|ini|cfg|conf|csv))?"
    r"|[^/]*\.(?:pem|key|ppk|p12|pfx|jks))$",
    re.IGNORECASE,
)
LARGEST = 4_000_000
LONGEST_PART, OVERLAP = 10_000, 1_000
# these see a secret in any long word, number or address
TOO_EAGER = frozenset(
    {"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector", "KeywordDetector"}
)
Seen = tuple[tuple[str, int], ...]


def findings(settings: Settings) -> tuple[Finding, ...]:
    """Return a finding a kind and line; each stops the whole site, since git keeps what it has once seen."""
    cache = settings.state / "cache" / "tokens.json"
    known, kept, found = _read(cache), {}, []
    for file, place in _files(settings):
        found += [_finding(kind, place.rpartition("/")[0] or ".", 0) for kind, _ in secrets_in(place)]
        try:
            data = file.read_bytes() if file.stat().st_size <= LARGEST else b"\0"
        except OSError:
            continue
        if b"\0" in data[:8_000]:
            continue
        digest = hashlib.sha256(data).hexdigest()
        kept[digest] = known[digest] if digest in known else _look(data.decode("utf-8", "replace"))
        shown = place if not secrets_in(place) else "…"
        found += [_finding(kind, shown, line) for kind, line in kept[digest]]
    if kept != known:
        _write(cache, kept)
    return tuple(found)


def _look(text: str) -> Seen:
    """Look with both; of one line the kind that our own forms know is enough."""
    parts = [(n, part) for n, line in enumerate(text.split("\n"), 1) for part in _parts(line)]
    parts = [(n, part) for n, part in parts if worth_a_look(part)]
    own = tuple(dict.fromkeys((kind, n) for n, part in parts for kind, _ in secrets_in(part)))
    lines = {line for _, line in own}
    other = dict.fromkeys(n for n in _detected(parts) if n not in lines)
    return (*own, *(("other", n) for n in other))


def _parts(line: str) -> Iterator[str]:
    """Yield a line in parts that overlap by more than a secret: in one that never ends, a look never ends."""
    for start in range(0, max(1, len(line) - OVERLAP), LONGEST_PART - OVERLAP):
        yield line[start : start + LONGEST_PART]


def _detected(parts: Iterable[tuple[int, str]]) -> Iterator[int]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    known: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    plugins = [plugin() for plugin in known.values() if plugin.__name__ not in TOO_EAGER]
    for number, line in parts:
        if any(plugin.analyze_line("", line, number) for plugin in plugins):
            yield number


def _files(settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yield each file with its place: the texts, what configures the site, and where git keeps secrets."""
    root, seen = settings.root, set()
    tracked = (root / name for name in _tracked(root) if KEEPING.search(name))
    configured = (root / name for name in CONFIGURED)
    folders = (settings.content, *(root / name for name in WORKFLOWS))
    walked = (file for folder in folders for file in _walk(folder, settings))
    for file in (*walked, *configured, *tracked):
        if file not in seen and file.is_file():
            seen.add(file)
            yield file, file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _walk(folder: Path, settings: Settings) -> Iterator[Path]:
    out = {settings.private, settings.output, settings.posts, settings.preview, settings.state}
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if here / f not in out and f != "__pycache__")
        yield from (here / name for name in sorted(names))


def _tracked(root: Path) -> list[str]:
    try:
        return [name for name in git(root, "ls-files", "-z").split("\0") if name]
    except (SiteError, OSError):  # no repository, or no git: then git keeps nothing
        return []


def _finding(kind: str, place: str, line: int) -> Finding:
    name = NAMES.get(kind, NAMES["other"])
    said = Words(f"Hier staat iets dat lijkt op {name.nl}.", f"There is something here like {name.en}.")
    return Finding(f"{FAMILY}{kind}", Severity.ERROR, said, MEND, place, line)


def _read(cache: Path) -> dict[str, Seen]:
    try:
        raw: Mapping[str, Any] = json.loads(cache.read_text("utf-8"))
        if raw["v"] != VERSION:
            return {}
        return {digest: tuple((str(k), int(n)) for k, n in seen) for digest, seen in raw["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(cache: Path, kept: Mapping[str, Seen]) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside = cache.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps({"v": VERSION, "files": kept}), "utf-8")
        beside.replace(cache)
    except OSError:  # the next run looks again
        return


MEND = Words(
    "Trek het eerst in waar het vandaan komt en maak een nieuw, dat alleen in de omgeving staat; haal het "
    "daarna hier weg. Stond het al in git, dan bewaart de geschiedenis het (docs/incident.md).",
    "First revoke it where it came from and make a new one, which stands in the environment only; then take "
    "it out here. If git has it already, the history keeps it (docs/incident.md).",
)
NAMES: Mapping[str, Words] = {
    "private-key": Words("een privésleutel", "a private key"),
    "login-in-address": Words("een wachtwoord in een adres", "a password in an address"),
    "github": Words("een token van GitHub", "a token of GitHub"),
    "gitlab": Words("een token van GitLab", "a token of GitLab"),
    "telegram": Words("een token van een Telegram-bot", "the token of a Telegram bot"),
    "x": Words("een token van X", "a token of X"),
    "facebook": Words("een token van Facebook", "a token of Facebook"),
    "instagram": Words("een token van Instagram of Threads", "a token of Instagram or Threads"),
    "linkedin": Words("een token van LinkedIn", "a token of LinkedIn"),
    "bluesky": Words("een app-wachtwoord van Bluesky", "an app password of Bluesky"),
    "bearer": Words("een token achter Bearer of Basic", "a token after Bearer or Basic"),
    "named": Words("een wachtwoord of token", "a password or token"),
    "other": Words("een geheim van een dienst", "a secret of some service"),
    "token": Words("een token", "a token"),
}
