"""Form 1 -> form 2: a fork of release 0.1 becomes a small folder beside the installed program.

What 0.1 shipped and nobody changed goes, since it comes with the program now; what was changed stays. Of the
theme, the files that were changed go over ours from then on. Texts and memory are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files as packed
from typing import Any

from syndicate import __version__
from syndicate.errors import SettingsError
from syndicate.model import Words
from syndicate.workflows.firstsettings import sentences
from syndicate.workflows.forms import Change, Files
from syndicate.workflows.forms.settings_text import with_form, without

CONF = "pelicanconf.py"
TASKS = "tasks.py"
WANTS = "requirements.txt"
WORKFLOW = ".github/workflows/publish.yml"
IN_FRONT = "syndicate/__init__.py"
REPLACED = {WORKFLOW: "github/dot-github/workflows/publish.yml", ".gitignore": "every/dot-gitignore"}
PRODUCT = ("syndicate/", "tests/", "requirements/", ".ci/", "pyproject.toml", "Makefile")
"""Where a file that is left has no use any more, and somebody should hear of it."""
LEFTOVERS = "expertstatus.egg-info/"
TEMPLATES = "theme/templates/"


def step(files: Files, conf: Mapping[str, Any], lang: str) -> Change:
    """Return what makes form 2 of a practice of form 1; raises SettingsError where it cannot be told.

    `files` may be read lazily: only what 0.1 shipped is asked for, and the names of the rest.
    """
    lang = Words.lang_of(lang)
    shipped = {path: digest for path, digest in release().items() if path in files}
    same = {path for path, digest in shipped.items() if fingerprint(files[path]) == digest}
    conf_text, worn, said = _settings(files, conf, lang, same)
    kept = frozenset() if worn else frozenset(p for p in same if p.startswith("theme/"))
    going = {path for path in same - kept if path not in REPLACED and path != TASKS}
    going |= {path for path in files if path.startswith(LEFTOVERS)}
    changed: dict[str, bytes | None] = dict.fromkeys(sorted(going))
    changed |= {path: _starter(REPLACED[path]) for path in REPLACED if path in same}
    if TASKS in same or TASKS not in files:
        changed[TASKS] = (
            f'"""{sentences(lang)["tasks"]}"""\nfrom syndicate.tasks import ns  # noqa: F401\n'.encode()
        )
    if WANTS not in files:
        changed[WANTS] = f"expertstatus{_extras(conf)}=={__version__}\n".encode()
    notes = (*said, *_left(files, changed, shipped))
    if IN_FRONT in files:
        changed[IN_FRONT] = None
    changed[CONF] = conf_text
    return Change(changed, frozenset(going), notes)


@lru_cache(maxsize=1)
def release() -> Mapping[str, str]:
    """Return what release 0.1 shipped but for the sample texts: path -> fingerprint."""
    table = packed("syndicate").joinpath("workflows/forms/release-0.1.sha256").read_text("utf-8")
    rows = (line.split("  ", 1) for line in table.splitlines())
    return {path: digest for digest, path in rows}


def fingerprint(content: bytes) -> str:
    """Return the sha256 of a file as it stands in git: Windows may check it out with other line ends."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _settings(
    files: Files, conf: Mapping[str, Any], lang: str, same: set[str]
) -> tuple[bytes, bool, tuple[Words, ...]]:
    """Return pelicanconf.py in form 2, whether our theme is worn from now on, and what to say of it."""
    said: tuple[Words, ...] = ()
    worn = False
    if CONF not in files:
        raise SettingsError(f"{CONF} is a link to another file; put the file itself here first.")
    text, named = files[CONF], str(conf.get("THEME") or "")
    if named not in ("", "expertstatus") and (named != "theme" or not _is_ours(same)):
        said = (OWN_THEME,)
    elif "THEME" not in conf:
        worn = True
    elif (shorter := without(text, "THEME")) is not None:
        text, worn = shorter, True
    else:
        said = (THEME_LINE,)
    return with_form(text, 2, sentences(lang)["form"]), worn, said


def _is_ours(same: set[str]) -> bool:
    """Tell whether theme/ is still 0.1's: half of its templates or more are as they were."""
    ours = [path for path in release() if path.startswith(TEMPLATES)]
    return 2 * sum(path in same for path in ours) >= len(ours)


def _left(files: Files, changed: Mapping[str, object], shipped: Mapping[str, str]) -> Iterator[Words]:
    """Yield what of the product stays behind because somebody changed it."""
    behind = [p for p in files if p.startswith(PRODUCT) and p not in changed and p != IN_FRONT]
    if behind:
        named = ", ".join(behind)
        yield Words(LEFT.nl.format(named=named), LEFT.en.format(named=named))
    if IN_FRONT in shipped and IN_FRONT not in changed:
        yield IN_THE_WAY
    if TASKS in shipped and TASKS not in changed:
        yield OWN_TASKS
    if WORKFLOW in shipped and WORKFLOW not in changed:
        yield OWN_WORKFLOW
    if any(p.startswith("theme/") and p not in changed for p in shipped):
        yield OWN_PIECES


def _starter(name: str) -> bytes:
    return packed("syndicate").joinpath("starter", name).read_bytes()


def _extras(conf: Mapping[str, Any]) -> str:
    accounts = conf.get("SYNDICATE_ACCOUNTS")
    listed = [a for a in accounts if isinstance(a, Mapping)] if isinstance(accounts, list | tuple) else []
    named = {str(a.get("channel", a.get("name", ""))) for a in listed}
    named.add(str(conf.get("SYNDICATE_DEPLOY", "")).partition(":")[0])
    wanted = sorted(named & {"mastodon", "x", "sftp"})
    return f"[{','.join(wanted)}]" if wanted else ""


OWN_THEME = Words(
    "Uw thema is van uzelf en blijft heel, zoals THEME in pelicanconf.py zegt. Alles in theme/ blijft staan.",
    "Your theme is your own and stays whole, as THEME in pelicanconf.py says. All of theme/ stays.",
)
THEME_LINE = Words(
    "THEME staat in pelicanconf.py niet op één eigen regel en blijft dus staan, met alles in theme/. Haal "
    "die regel weg, en de bestanden in theme/ die u niet hebt veranderd; dan volgt het thema elke versie.",
    "THEME does not stand on one line of its own in pelicanconf.py, so it stays, with all of theme/. Take it "
    "out, and the files in theme/ that you did not change; the theme then follows each version.",
)
LEFT = Words(
    "Blijft staan, want hier veranderd of van uzelf; het programma gebruikt het niet meer: {named}. Een "
    "eigen kanaal wordt een eigen pakket (docs/architecture.md).",
    "Stays, since it was changed here or is your own; the program no longer uses it: {named}. A channel of "
    "your own becomes a package of its own (docs/architecture.md).",
)
IN_THE_WAY = Words(
    "syndicate/__init__.py was veranderd en gaat toch weg: anders staat die map vóór het programma.",
    "syndicate/__init__.py was changed and goes all the same: that folder would stand before the program.",
)
OWN_TASKS = Words(
    "tasks.py hebt u zelf veranderd en blijft. Deze ene regel is nodig: from syndicate.tasks import ns",
    "You changed tasks.py, and it stays. It needs this one line: from syndicate.tasks import ns",
)
OWN_WORKFLOW = Words(
    f"{WORKFLOW} hebt u zelf veranderd en blijft. `make check` en `make publish` bestaan niet meer; schrijf "
    "`python -m pip install -r requirements.txt`, en daarna `python -m syndicate check` of `publish`.",
    f"You changed {WORKFLOW}, and it stays. `make check` and `make publish` exist no more; write "
    "`python -m pip install -r requirements.txt`, then `python -m syndicate check` or `publish`.",
)
OWN_PIECES = Words(
    "Wat u in theme/ zelf hebt veranderd, blijft en gaat vóór het onze. Het is nog als in 0.1: vergelijk het "
    'eens met het nieuwe, of verander alleen een blok met {% extends "!theme/article.html" %}.',
    "What you changed in theme/ stays and goes before ours. It is still as in 0.1: compare it with the new "
    'one some day, or change one block with {% extends "!theme/article.html" %}.',
)
