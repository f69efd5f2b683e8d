"""Where a ledger on a branch lives, and what it leaves alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import LedgerError, SettingsError
from syndicate.ledger import open_ledger
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from tests.ledger.entries import KEY, NOW, adopted, claim, sent
from tests.ledger.repositories import BRANCH, MONTH, book, clone, commit_file, git, key, keys, lines
from tests.ledger.repositories import remote as made_remote

pytestmark = pytest.mark.suite("git")
OWN = f"refs/expertstatus/ledger/{BRANCH}"


def state_of(folder: Path) -> dict[str, object]:
    """Return all of a clone that the ledger must leave alone."""
    dot = Path(git(folder, "rev-parse", "--absolute-git-dir"))
    common = dot / git(folder, "rev-parse", "--git-common-dir") if "worktrees" in dot.parts else dot
    return {
        "refs": [r for r in git(folder, "for-each-ref").splitlines() if "refs/expertstatus/" not in r],
        "head": (dot / "HEAD").read_text(),
        "config": (common / "config").read_text(),
        "index": (dot / "index").read_bytes() if (dot / "index").exists() else b"",
        "fetched": (dot / "FETCH_HEAD").exists(),
        "files": sorted(p.name for p in folder.iterdir()),
        "status": git(folder, "status", "--porcelain") if dot != folder else "",
    }


def test_the_settings_name_the_branch_and_its_remote(bare: Path, site: Path) -> None:
    git(site, "remote", "rename", "origin", "home")
    for text in ("branch:ledger", "branch: ledger ", "branch:ledger@home"):
        conf = {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": text}
        open_ledger(settings.from_mapping(site, conf, {})).append(adopted())
    assert len(lines(bare)) == 3


@pytest.mark.parametrize(
    "place", ["", " ", "a..b", "-f", "x.lock", "a b", "a@", "a@-x", "HEAD", "a/", "refs:x", "é"]
)
def test_what_can_be_no_branch_is_refused(site: Path, place: str) -> None:
    conf = {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": f"branch:{place}"}
    with pytest.raises(SettingsError, match=r"names no branch, e\.g\. 'branch:ledger'"):
        open_ledger(settings.from_mapping(site, conf, {}))


def test_a_folder_without_a_repository_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"keeps the ledger in git, and fatal: not a git repository"):
        book(tmp_path).append(adopted())


def test_a_remote_that_is_not_there_is_said_in_a_sentence(site: Path) -> None:
    with pytest.raises(SettingsError, match=r"has origin\. Name one: 'branch:ledger@REMOTE'"):
        Book(BranchStore(site, BRANCH, "elders")).append(adopted())
    git(site, "remote", "rename", "origin", "a")
    git(site, "remote", "add", "b", "/nowhere")
    with pytest.raises(SettingsError, match="the repository has a, b"):
        book(site).append(adopted())
    git(site, "remote", "remove", "a")
    git(site, "remote", "remove", "b")
    with pytest.raises(SettingsError, match="the repository has none at all"):
        book(site).append(adopted())


def test_what_is_pushed_elsewhere_is_read_there_too(bare: Path, site: Path, tmp_path: Path) -> None:
    fork = made_remote(tmp_path, "fork.git")
    git(site, "remote", "set-url", "--push", "origin", str(fork))
    book(site).append(adopted())
    assert len(lines(fork)) == 1
    assert git(bare, "for-each-ref", f"refs/heads/{BRANCH}") == ""
    assert keys(book(site)) == [KEY]


def test_without_git_a_sentence_says_what_to_install(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(
        LedgerError, match=r"git, which is not installed here\. On Debian: apt-get install git"
    ):
        book(site).append(adopted())


def test_nothing_of_the_repository_changes_but_a_ref_of_our_own(bare: Path, site: Path) -> None:
    (site / "draft.md").write_text("half a sentence")
    git(site, "add", "draft.md")
    (site / "draft.md").write_text("half a sentence more")
    before = state_of(site)
    one = book(site)
    one.claim([claim()], NOW)
    book(clone(bare.parent, "other", str(bare))).append(adopted(key(1)))
    one.append(sent())
    assert keys(one) == [KEY, key(1), KEY]
    assert state_of(site) == before
    assert git(site, "rev-parse", OWN) == git(bare, "rev-parse", BRANCH)
    assert git(bare, "for-each-ref", "--format=%(refname)") == "refs/heads/ledger\nrefs/heads/main"


def test_the_branch_is_an_orphan_and_its_log_is_the_audit(bare: Path, site: Path) -> None:
    one = book(site)
    one.claim([claim(key(n)) for n in range(3)], NOW)
    one.claim([claim()], NOW)
    one.append(sent())
    said_there = git(bare, "log", "--format=%an <%ae> %cn %aI %s", BRANCH).splitlines()
    who = "Expertstatus <expertstatus@localhost> Expertstatus 2026-11-21T08:00:00"
    assert [line.replace("+00:00", "").replace("Z", "") for line in said_there] == [
        f"{who} note 1 sent", f"{who} claim 1 post", f"{who} claim 3 posts"
    ]  # fmt: skip
    assert git(bare, "ls-tree", "--name-only", BRANCH) == MONTH
    assert not subprocess.run(
        ["git", "-C", str(bare), "merge-base", "main", BRANCH], capture_output=True, check=False
    ).stdout


HOOK = "#!/bin/sh\necho ran >> {told}\nexit 1\n"


def test_hooks_and_settings_of_the_user_have_no_say(bare: Path, site: Path, tmp_path: Path) -> None:
    told, hooks = tmp_path / "told", tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "reference-transaction", "post-commit", "pre-commit", "commit-msg"):
        (hooks / name).write_text(HOOK.format(told=told))
        (hooks / name).chmod(0o755)
    (site / ".gitattributes").write_text("* text eol=crlf\n*.jsonl filter=no\n")
    for name, value in {
        "core.hooksPath": str(hooks), "core.autocrlf": "true", "core.eol": "crlf", "commit.gpgSign": "true",
        "push.gpgSign": "true", "push.followTags": "true", "push.default": "matching",
        "push.pushOption": "ci.skip", "push.recurseSubmodules": "check", "fetch.prune": "true",
        "fetch.pruneTags": "true", "remote.origin.mirror": "true", "remote.origin.prune": "true",
        "transfer.fsckObjects": "true", "filter.no.clean": "false", "filter.no.required": "true",
        "i18n.commitEncoding": "latin1", "core.logAllRefUpdates": "always", "core.bare": "false",
        "user.name": "", "user.useConfigOnly": "true", "alias.push": "!false", "color.ui": "always",
        "fetch.writeCommitGraph": "true", "core.quotePath": "true", "push.useForceIfIncludes": "true",
        "remote.origin.push": "+refs/heads/*:refs/heads/*", "fetch.output": "compact", "core.pager": "false",
    }.items():  # fmt: skip
        git(site, "config", name, value)
    one = book(site)
    one.claim([claim()], NOW)
    one.append(sent())
    assert keys(book(site)) == [KEY, KEY]
    assert not told.exists()
    assert git(bare, "cat-file", "-p", f"{BRANCH}:{MONTH}").count("\r") == 0
    assert git(bare, "for-each-ref", "--format=%(refname)") == "refs/heads/ledger\nrefs/heads/main"


def test_what_git_says_of_another_repository_is_not_heard(
    bare: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made_remote(tmp_path, "elders.git")
    for name, value in {
        "GIT_DIR": str(other), "GIT_WORK_TREE": str(tmp_path), "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / "objects"), "GIT_NAMESPACE": "x", "GIT_AUTHOR_NAME": "x",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z", "GIT_TRACE": "1", "GIT_PUSH_OPTION_COUNT": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    book(site).append(adopted())
    assert len(lines(bare)) == 1
    assert git(other, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


@pytest.mark.parametrize("kind", ["shallow", "detached", "worktree", "bare", "below", "partial", "sha256"])
def test_it_works_in_every_kind_of_repository(bare: Path, tmp_path: Path, kind: str) -> None:
    address = f"file://{bare}"
    if kind == "shallow":
        for n in range(3):
            book(bare.parent / "site").append(adopted(key(n)))
        place = clone(tmp_path, kind, address, "--depth=1", "--single-branch", "--no-tags")
    elif kind == "worktree":
        place = tmp_path / kind
        git(bare.parent / "site", "worktree", "add", "--detach", str(place))
    elif kind == "bare":
        place = clone(tmp_path, kind, address, "--bare")
    elif kind == "partial":
        git(bare, "config", "uploadpack.allowFilter", "true")
        book(bare.parent / "site").append(adopted(key(0)))
        place = clone(tmp_path, kind, address, "--filter=blob:none", "--no-checkout")
    elif kind == "sha256":
        place = tmp_path / kind
        git(tmp_path, "init", "--bare", "--object-format=sha256", str(tmp_path / "sha256.git"))
        git(tmp_path, "init", "--object-format=sha256", str(place))
        git(place, "remote", "add", "origin", str(tmp_path / "sha256.git"))
    else:
        place = clone(tmp_path, kind, address)
        git(place, "checkout", "--quiet", "--detach")
        if kind == "below":
            place = place / "practice"
            place.mkdir()
    before = state_of(place)
    known = [] if kind == "sha256" else keys(book(bare.parent / "site"))
    one = book(place)
    assert one.claim([claim()], NOW) == (claim(),)
    if kind != "sha256":
        book(bare.parent / "site").append(adopted(key(9)))
    one.append(sent())
    assert keys(one) == [*known, KEY, *([] if kind == "sha256" else [key(9)]), KEY]
    assert state_of(place) == before
    if kind == "shallow":
        assert git(place, "rev-list", "--count", OWN) == "4"


def test_files_of_others_on_the_branch_stay_as_they_are(bare: Path, site: Path) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    commit_file(bare, "README.md", "What this is.\r\n")
    commit_file(bare, "notes ë.txt", "by hand", mode="100755")
    one.append(adopted(key(2)))
    assert keys(one) == [key(1), key(2)]
    assert git(bare, "show", f"{BRANCH}:README.md") == "What this is."
    assert git(bare, "-c", "core.quotePath=off", "ls-tree", BRANCH, "notes ë.txt").startswith("100755")


def test_a_branch_of_something_else_is_never_written_to(bare: Path, site: Path) -> None:
    commit_file(bare, "index.html", "<p>", "main")
    with pytest.raises(LedgerError, match=r"the branch main holds other files and no ledger\. Choose a name"):
        Book(BranchStore(site, "main")).append(adopted())
    assert git(bare, "ls-tree", "--name-only", "main") == "index.html"


def test_a_branch_that_somebody_prepared_with_a_word_about_it_is_used(bare: Path, site: Path) -> None:
    commit_file(bare, "README.md", "the ledger")
    book(site).append(adopted())
    assert git(bare, "ls-tree", "--name-only", BRANCH).split() == [MONTH, "README.md"]
