"""The commits of a ledger branch: the month files in one, and a new one that adds entries to it."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from syndicate.errors import LedgerError
from syndicate.ledger.git import Git, dated
from syndicate.ledger.line import encode
from syndicate.ledger.month import NAME, Month, name_for
from syndicate.model import Entry

# what somebody may have put there to explain or to set up the branch before its first entry
HARMLESS = frozenset({"README.md", "README", ".gitattributes", ".gitignore"})
FOREIGN = (
    "the branch {branch} holds other files and no ledger. Choose a name of its own in SYNDICATE_LEDGER, e.g. "
    "'branch:ledger'. Nothing was sent."
)
NO_FILE = "{branch}:{name} is no file of the ledger but something else. Nothing was sent."


@dataclass(frozen=True, slots=True)
class Tip:
    """One commit of the branch ("" before the first): its month files, oldest first, and all else in it."""

    commit: str = ""
    months: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


class Commits:
    """The commits of `branch`, as they are in the repository here. All methods raise GitError."""

    def __init__(self, git: Git, branch: str) -> None:
        self._git = git
        self._branch = branch
        self._last = ("", b"")

    def has(self, commit: str) -> bool:
        """Tell whether a commit is here."""
        return self._git.run("cat-file", "-e", f"{commit}^{{commit}}").code == 0

    def tip(self, commit: str) -> Tip:
        """Return what is in a commit; raises LedgerError where that is no ledger."""
        months, others = [], []
        for row in filter(None, self._git.say("ls-tree", "--full-tree", "-z", commit).split("\0")):
            what, _, name = row.partition("\t")
            mode, kind, blob = what.split()
            if not NAME.fullmatch(name):
                others.append(row)
            elif kind == "blob" and mode.startswith("100"):
                months.append((name, blob))
            else:
                raise LedgerError(NO_FILE.format(branch=self._branch, name=name))
        if not months and {row.partition("\t")[2] for row in others} - HARMLESS:
            raise LedgerError(FOREIGN.format(branch=self._branch))
        return Tip(commit, tuple(sorted(months)), tuple(others))

    def months(self, tip: Tip, first: str = "") -> Iterator[Month]:
        """Yield the month files of a commit from `first` on."""
        with self._git.objects() as read:
            for name, blob in tip.months:
                if name >= first:
                    yield Month(name, f"{self._branch}:{name}", blob, partial(self._blob, read, blob))

    def add(self, base: Tip, chosen: Sequence[Entry]) -> Tip:
        """Make the commit that adds entries to `base`; nobody sees it before it is pushed."""
        text = "".join(encode(entry) + "\n" for entry in chosen).encode()
        files = dict(base.months)
        name = name_for(chosen[-1], max(files, default=""))
        raw = b""
        if name in files:
            with self._git.objects() as read:
                raw = self._blob(read, files[name])
        raw += (b"" if raw.endswith(b"\n") or not raw else b"\n") + text
        files[name] = self._git.say("hash-object", "-w", "--no-filters", "--stdin", stdin=raw)
        rows = (*base.others, *(f"100644 blob {blob}\t{file}" for file, blob in files.items()))
        tree = self._git.say("mktree", "-z", "--missing", stdin="".join(f"{row}\0" for row in rows).encode())
        upon = ("-p", base.commit) if base.commit else ()
        said, env = _message(chosen).encode(), dated(chosen[-1].at)
        commit = self._git.say("commit-tree", tree, *upon, stdin=said, env=env)
        self._last = (files[name], raw)
        return Tip(commit, tuple(sorted(files.items())), base.others)

    def _blob(self, read: Callable[[str], bytes], blob: str) -> bytes:
        # a run reads its newest file again and again
        if self._last[0] != blob:
            self._last = (blob, read(blob))
        return self._last[1]


def _message(chosen: Sequence[Entry]) -> str:
    """Say what was noted, by number and kind alone; the last line makes every commit another one."""
    counted = Counter(str(entry.kind) for entry in chosen)
    if set(counted) == {"claim"}:
        said = f"claim {len(chosen)} post{'s' * (len(chosen) > 1)}"
    else:
        said = "note " + ", ".join(f"{number} {kind}" for kind, number in counted.items())
    return f"{said}\n\nWrite: {secrets.token_hex(8)}\n"
