"""What the guard says of a practice in git, and what was put there for it to find."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from syndicate.workflows import guard
from syndicate.workflows.guard import Guarded
from tests.workflows.source import bare, git

if TYPE_CHECKING:
    from tests.workflows.conftest import Practice

BSN = "999990457"
SECRET = f"\nHaar BSN is {BSN}.\n"
NOTHING = "0" * 40
HERE = {"SYNDICATE_NOW": "2026-11-23T10:00:00+01:00"}


def keep(practice: Practice) -> None:
    """Make a practice a real one, with a way to reach it, and put all of it into git and on a remote."""
    own = {"name": "Praktijk De Linde", "phone": "030 271 82 81", "email": "info@linde.example"}
    own |= {"street": "Dorpsstraat 1", "postal_code": "3512 KL", "city": "Lindedorp"}
    practice.configure(SYNDICATE_PRACTICE=own)
    practice.write(".gitignore", "/.venv\n/theme\n/output/\n__pycache__/\n")
    git(practice.root, "init", "--quiet", "--initial-branch=main")
    bare(practice.root.parent / "host", "site.git")
    git(practice.root, "remote", "add", "origin", str(practice.root.parent / "host" / "site.git"))
    commit(practice, "begin")
    git(practice.root, "push", "--quiet", "-u", "origin", "main")


def commit(practice: Practice, what: str = "werk", *options: str) -> str:
    """Commit all that lies there, past any hook, and return the name of the commit."""
    git(practice.root, "add", "--all")
    git(practice.root, "commit", "--quiet", "--no-verify", "--allow-empty", "-m", what, *options)
    return git(practice.root, "rev-parse", "HEAD")


def staging(practice: Practice) -> Guarded:
    """What the hook says of a commit of all that lies there."""
    git(practice.root, "add", "--all")
    return guard.before_commit(practice.root, environ=HERE)


def pushing(
    practice: Practice, *, local: str = "HEAD", remote: str = "origin/main", ref: str = "refs/heads/main"
) -> Guarded:
    """What the hook says of a push: `local` and `remote` are what git would name on its stdin."""
    ends = [NOTHING if not n else git(practice.root, "rev-parse", n) for n in (local, remote)]
    line = f"{ref} {ends[0]} {ref} {ends[1]}\n"
    return guard.before_push(practice.root, line, "origin", environ=HERE)


def said(seen: Guarded) -> str:
    """Everything that a person would read."""
    words = [f"{f.file}:{f.line} {f.said.nl} {f.said.en} {f.mend.nl} {f.mend.en}" for f in seen.findings]
    return "\n".join([*words, *((seen.next_steps.nl, seen.next_steps.en) if seen.next_steps else ())])


def codes(seen: Guarded) -> list[str]:
    """The codes of what was found, each once."""
    return sorted({finding.code for finding in seen.findings})


def photo(**more: Any) -> bytes:
    """A small photo, with what a camera says beside it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG", **more)
    return out.getvalue()


def located() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 0.0), 3: "E", 4: (5.0, 7.0, 0.0)})
    return photo(exif=exif)


UNUSUAL = {
    "log.diffMerges": "off",
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.follow": "true",
    "format.pretty": "oneline",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "diff.external": "false",
    "diff.relative": "true",
    "diff.ignoreSubmodules": "all",
    "diff.submodule": "log",
    "diff.wordRegex": ".",
    "diff.niets.textconv": "true",
    "diff.niets.binary": "true",
    "core.quotePath": "true",
    "core.abbrev": "5",
    "color.ui": "always",
    "submodule.recurse": "true",
    "status.showUntrackedFiles": "no",
}


def unusual(practice: Practice) -> None:
    """Set all that somebody may have told git, so that it says less or says it otherwise."""
    attributes = practice.root.parent / "attributes"
    attributes.write_text("* -diff diff=niets binary\n")
    for name, value in {**UNUSUAL, "core.attributesFile": str(attributes)}.items():
        git(practice.root, "config", name, value)


def evil(practice: Practice, page: str = "content/pages/z\u00ed j.md") -> str:
    """Make a merge that says on one page what neither of its sides said, and return its name."""
    git(practice.root, "checkout", "--quiet", "-b", "zij")
    practice.write(page, "Zij.")
    commit(practice)
    git(practice.root, "checkout", "--quiet", "main")
    practice.write("content/pages/hier.md", "Hier.")
    commit(practice)
    git(practice.root, "merge", "--quiet", "--no-ff", "--no-commit", "zij")
    practice.write(page, SECRET)
    return commit(practice, "samen")
