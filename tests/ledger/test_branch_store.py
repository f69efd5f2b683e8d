from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import LedgerError, SettingsError
from syndicate.ledger import branch, open_ledger, remote
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from syndicate.ledger.line import encode
from syndicate.model import Entry, EntryKind, State
from tests.ledger.entries import KEY, LEASE, NOW, adopted, claim, said, sent
from tests.ledger.repositories import BRANCH, clone, git, lines, repositories
from tests.ledger.repositories import remote as made_remote
from tests.servers.git_http import GitHost, git_http

pytestmark = pytest.mark.suite("git")
OWN = f"refs/expertstatus/ledger/{BRANCH}"
MONTH = "2026-11.jsonl"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return repositories(tmp_path)[0]


@pytest.fixture
def site(bare: Path) -> Path:
    return bare.parent / "site"


@pytest.fixture
def host(bare: Path) -> Iterator[GitHost]:
    git(bare, "config", "http.receivepack", "true")
    with git_http(bare.parent) as found:
        git(bare.parent / "site", "remote", "set-url", "origin", found.url("remote.git"))
        yield found


def book(folder: Path, *, seconds: float = 20) -> Book:
    return Book(BranchStore(folder, BRANCH, write_seconds=seconds))


def key(n: int) -> str:
    return f"article{n}/nl/x/new"


def keys(ledger: Book) -> list[str]:
    return [entry.key for _, entry in ledger.since("")]


def commit_file(bare: Path, name: str, text: str, branch: str = BRANCH, mode: str = "100644") -> str:
    """Put a file onto the branch of the remote, as another tool or a person does."""
    blob = git(bare, "hash-object", "-w", "--stdin", stdin=text)
    there = subprocess.run(
        ["git", "-C", str(bare), "ls-tree", branch], capture_output=True, text=True, check=False
    )
    rows = [row for row in there.stdout.splitlines() if not row.endswith(f"\t{name}")]
    tree = git(bare, "mktree", stdin="\n".join([*rows, f"{mode} blob {blob}\t{name}"]) + "\n")
    upon = ("-p", branch) if there.returncode == 0 else ()
    commit = git(bare, "commit-tree", tree, *upon, "-m", "by hand")
    git(bare, "update-ref", f"refs/heads/{branch}", commit)
    return commit


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


# --- where it lives -------------------------------------------------------------------------------


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


# --- what it leaves alone -------------------------------------------------------------------------


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


# --- what is read ---------------------------------------------------------------------------------


def test_a_line_that_cannot_be_read_is_named_by_branch_file_and_line(bare: Path, site: Path) -> None:
    good = encode(adopted(key(1))) + "\n"
    for bad, why in {
        "{}\n": "version None",
        good.replace('"v":1', '"v":2'): "it is of version 2",
        good.replace("adopted", "lost"): "does not know its kind",
        good[:40]: "not one whole JSON object",
        "\n": "not one whole JSON object",
    }.items():
        commit_file(bare, "2026-10.jsonl", good)
        commit_file(bare, MONTH, good + bad + good * (bad[-1] == "\n"))
        one = book(site)
        named = rf"ledger:2026-11\.jsonl:2: this line of the ledger cannot be read: .*{why}"
        for ask in (
            lambda one=one: list(one.since("")),
            lambda one=one: one.state([KEY], NOW),
            lambda one=one: one.posted(),
            lambda one=one: list(one.only(EntryKind.HOLD)),
            lambda one=one: one.claim([claim()], NOW),
        ):
            with pytest.raises(LedgerError, match=named):
                ask()
    with pytest.raises(LedgerError, match=r"2026-11\.jsonl:2:"):
        list(one.since(f"{MONTH}:{len(good)}"))


def test_a_line_that_is_whole_but_wrong_is_named_where_it_is_used(bare: Path, site: Path) -> None:
    line = encode(claim())
    commit_file(bare, MONTH, line.replace('"uid":"griepprik",', "") + "\n")
    for ask in (lambda: list(book(site).since("")), lambda: book(site).posted()):
        with pytest.raises(
            LedgerError, match=r"ledger:2026-11\.jsonl:1: .* a claim entry needs a field 'uid'"
        ):
            ask()


def test_a_line_that_a_person_mended_is_read(bare: Path, site: Path) -> None:
    spaced = encode(adopted(key(1))).replace('":', '": ')
    commit_file(bare, MONTH, f"{spaced}\r\n{encode(adopted(key(2)))}")
    one = book(site)
    assert keys(one) == [key(1), key(2)]
    assert len(one.posted()) == 2
    one.append(adopted(key(3)))
    assert keys(one) == [key(1), key(2), key(3)]
    assert one.state([key(1)], NOW)[key(1)].state is State.POSTED
    assert len(one.posted()) == 3


def test_a_month_that_is_no_file_is_refused(bare: Path, site: Path) -> None:
    commit_file(bare, MONTH, "elsewhere", mode="120000")
    with pytest.raises(LedgerError, match=r"ledger:2026-11\.jsonl is no file of the ledger"):
        keys(book(site))


def test_each_month_has_its_file_and_a_cursor_goes_on_behind_it(site: Path) -> None:
    one = book(site)
    later = NOW.replace(month=12)
    one.append(said(EntryKind.DROPPED, 0, key=key(1)))
    one.append(said(EntryKind.DROPPED, 0, key=key(2), at=later))
    one.append(said(EntryKind.DROPPED, 0, key=key(3)))
    seen = list(one.since(""))
    assert [cursor.split(":")[0] for cursor, _ in seen] == [MONTH, "2026-12.jsonl", "2026-12.jsonl"]
    assert [entry.key for _, entry in one.since(seen[0][0])] == [key(2), key(3)]
    with pytest.raises(LedgerError, match="is no place in the ledger"):
        list(one.since("yesterday"))


def test_another_machines_hold_is_seen_by_who_looks_again(
    bare: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = book(site)
    one.append(adopted())
    book(clone(bare.parent, "other", str(bare))).append(said(EntryKind.HOLD, 0, key="", scope="all"))
    assert list(one.only(EntryKind.HOLD)) == []
    monkeypatch.setattr(branch, "FRESH_SECONDS", 0.0)
    assert [entry.data["scope"] for entry in one.only(EntryKind.HOLD)] == ["all"]


# --- what is written, and by whom -----------------------------------------------------------------


def test_of_two_that_create_the_branch_one_wins_and_the_other_follows(bare: Path, site: Path) -> None:
    one, two = book(site), book(clone(bare.parent, "other", str(bare)))
    assert keys(one) == keys(two) == []
    assert one.claim([claim(run="a")], NOW) == (claim(run="a"),)
    assert two.claim([claim(run="b"), claim(key(1), run="b")], NOW) == (claim(key(1), run="b"),)
    assert keys(one) == [KEY]
    assert keys(book(site)) == [KEY, key(1)]
    assert git(bare, "rev-list", "--count", BRANCH) == "2"


def test_a_claim_is_compared_with_what_the_remote_holds_now(bare: Path, site: Path) -> None:
    one, two = book(site), book(clone(bare.parent, "other", str(bare)))
    one.claim([claim()], NOW)
    keys(two)
    one.append(said(EntryKind.UNKNOWN))
    one.append(said(EntryKind.ABSENT))
    assert two.claim([claim(attempt=2, run="b")], NOW + LEASE) == (claim(attempt=2, run="b"),)
    assert one.claim([claim(attempt=2)], NOW + LEASE) == ()


RACER = """
import sys
from pathlib import Path
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from tests.ledger.entries import NOW, claim
place, run, count = sys.argv[1:]
ledger = Book(BranchStore(Path(place), "ledger"))
keys = [f"article{n}/nl/x/new" for n in range(int(count))]
sys.stdin.readline()
for n in range(0, int(count), 5):
    for won in ledger.claim([claim(key, run=run) for key in keys[n : n + 5]], NOW):
        print(won.key)
"""


def test_eight_machines_that_claim_the_same_keys_never_claim_one_twice(bare: Path, tmp_path: Path) -> None:
    places = [clone(tmp_path, f"machine{n}", str(bare)) for n in range(8)]
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(place), str(n), "25"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n, place in enumerate(places)
    ]  # fmt: skip
    won = []
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    for racer in racers:
        won += racer.communicate()[0].split()
    assert [racer.returncode for racer in racers] == [0] * 8
    assert sorted(won) == sorted(key(n) for n in range(25))
    assert sorted(keys(book(places[0]))) == sorted(won)


# --- what goes wrong ------------------------------------------------------------------------------


def test_offline_nothing_is_written(bare: Path, site: Path) -> None:
    git(site, "remote", "set-url", "origin", "http://hanna:geheim@127.0.0.1:9/remote.git")
    with pytest.raises(LedgerError, match=r"\*\*\*@127\.0\.0\.1:9.*the branch ledger cannot be read") as told:
        book(site).claim([claim()], NOW)
    assert "geheim" not in str(told.value)
    git(site, "remote", "set-url", "origin", str(bare.parent / "gone.git"))
    with pytest.raises(LedgerError, match=r"cannot be read: fatal: .*does not appear to be a git repository"):
        keys(book(site))


def test_an_answer_that_is_lost_after_the_push_is_looked_up(host: GitHost, bare: Path, site: Path) -> None:
    one = book(site)
    for fault in (host.lost, host.cut):
        fault.append("git-receive-pack")
        one.append(adopted(key(len(lines(bare)) if git(bare, "branch", "--list", BRANCH) else 0)))
        assert fault == []
    host.lost.append("git-receive-pack")
    assert one.claim([claim()], NOW) == (claim(),)
    assert keys(book(site)) == [key(0), key(1), KEY]
    assert git(bare, "rev-list", "--count", BRANCH) == "3"


@pytest.mark.parametrize("call", ["git-receive-pack", "refs", "git-upload-pack"])
def test_a_host_that_breaks_off_once_is_asked_again(host: GitHost, site: Path, call: str) -> None:
    book(site).append(adopted(key(1)))
    one = book(clone(site.parent, "other", host.url("remote.git")))
    host.cut.append(call)
    host.lost.append(call)
    assert one.claim([claim()], NOW) == (claim(),)
    assert keys(book(site)) == [key(1), KEY]


def test_a_host_that_never_takes_it_is_given_up(host: GitHost, site: Path) -> None:
    one = book(site, seconds=0.5)
    one.append(adopted(key(1)))
    host.lost += ["info/refs"]
    host.broken["remote.git"] = 503
    with pytest.raises(LedgerError, match=r"the branch ledger cannot be read: .*503\. Nothing more is sent"):
        one.append(adopted(key(2)))


def test_a_push_that_never_ends_is_ended(bare: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexec sleep 30\n")
    hook.chmod(0o755)
    one = book(site, seconds=1.0)
    monkeypatch.setattr(remote, "LONGEST", 0.6)
    keys(one)
    began = time.monotonic()
    with pytest.raises(LedgerError, match=r"cannot be written: .*git push took longer than"):
        one.append(adopted())
    assert time.monotonic() - began < 20


def test_a_login_is_never_asked_for(host: GitHost, site: Path) -> None:
    host.closed.add("remote.git")
    with pytest.raises(LedgerError, match=r"cannot be read: fatal: could not read Username.*Nothing more"):
        keys(book(site))
    helper = "!f() { echo username=hanna; echo password=wachtwoord; }; f"
    git(site, "config", f"credential.http://127.0.0.1:{host.port}.helper", helper)
    book(site).append(adopted())
    assert keys(book(site)) == [KEY]


def test_a_token_that_may_only_read_is_told_what_is_needed(host: GitHost, bare: Path, site: Path) -> None:
    git(bare, "config", "http.receivepack", "false")
    with pytest.raises(LedgerError, match=r"refuses what is pushed .*403\. .*a token or key that may write"):
        book(site).append(adopted())
    assert git(bare, "for-each-ref", f"refs/heads/{BRANCH}") == ""


def test_a_protected_branch_is_told_what_to_set(bare: Path, site: Path) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed.'\nexit 1\n")
    hook.chmod(0o755)
    one = book(site)
    with pytest.raises(
        LedgerError, match=r"pre-receive hook declined\) error: GH006.*failed\. .*forbids only forced pushes"
    ):
        one.claim([claim()], NOW)
    assert keys(one) == []
    hook.unlink()
    assert one.claim([claim()], NOW) == (claim(),)


@pytest.mark.parametrize("how", ["deleted", "older", "anew", "foreign"])
def test_a_branch_that_was_deleted_or_written_anew_is_refused(bare: Path, site: Path, how: str) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    first = git(bare, "rev-parse", BRANCH)
    one.append(adopted(key(2)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    if how == "older":
        git(bare, "update-ref", f"refs/heads/{BRANCH}", first)
    elif how == "anew":
        commit_file(bare, MONTH, encode(adopted(key(9))) + "\n")
    elif how == "foreign":
        commit_file(bare, "README.md", "empty")
    for ask in (lambda: keys(book(site)), lambda: book(site).claim([claim()], NOW)):
        with pytest.raises(
            LedgerError, match=r"no longer holds what was noted there .*`invoke ledger\.repair`"
        ):
            ask()


def test_a_run_that_knows_the_whole_branch_puts_back_what_was_only_taken_away(bare: Path, site: Path) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    one.append(adopted(key(2)))
    assert keys(book(site)) == [key(1), key(2)]


def test_a_shallow_run_that_cannot_put_it_back_says_so(bare: Path, site: Path) -> None:
    for n in range(2):
        book(site).append(adopted(key(n)))
    runner = book(clone(bare.parent, "runner", f"file://{bare}", "--depth=1"))
    assert len(keys(runner)) == 2
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    git(bare, "gc", "--quiet", "--prune=now")
    with pytest.raises(LedgerError, match=r"no longer holds what was noted there"):
        runner.append(adopted(key(3)))


def test_a_repair_accepts_the_remote_and_adds_what_it_lacks(bare: Path, site: Path) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    first = git(bare, "rev-parse", BRANCH)
    one.append(adopted(key(2)))
    one.append(adopted(key(2)))
    git(bare, "update-ref", f"refs/heads/{BRANCH}", first)
    commit_file(bare, "README.md", "hello")
    store = BranchStore(site, BRANCH)
    assert store.lost() == (adopted(key(2)), adopted(key(2)))
    found: tuple[Entry, ...] = (adopted(key(1)), adopted(key(2)), adopted(key(3)))
    assert store.restart(found) == (adopted(key(2)), adopted(key(3)))
    assert keys(book(site)) == [key(1), key(2), key(3)]
    assert store.lost() == ()


@pytest.mark.parametrize("gone", [True, False])
def test_a_repair_may_take_the_remote_as_it_is(bare: Path, site: Path, gone: bool) -> None:
    book(site).append(adopted(key(1)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    if not gone:
        commit_file(bare, MONTH, encode(adopted(key(9))) + "\n")
    store = BranchStore(site, BRANCH)
    assert store.lost() == (adopted(key(1)),)
    store.accept()
    store.accept()
    assert keys(book(site)) == ([] if gone else [key(9)])
    assert store.lost() == ()
    book(site).append(adopted(key(2)))


def test_a_lock_that_a_killed_git_left_behind_stops_no_run(bare: Path, site: Path) -> None:
    book(site).append(adopted(key(1)))
    lock = site / ".git" / f"{OWN}.lock"
    lock.write_text("")
    before = git(site, "rev-parse", OWN)
    one = book(site)
    one.append(adopted(key(2)))
    assert keys(book(site)) == [key(1), key(2)]
    assert git(site, "rev-parse", OWN) == before


def test_ssh_is_never_allowed_to_ask(bare: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ssh = bare.parent / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" >> {ssh}.told\nfor last; do :; done\nexec sh -c "$last"\n')
    ssh.chmod(0o755)
    git(site, "remote", "set-url", "origin", f"hanna@praktijk.example:{bare}")
    git(site, "config", "core.sshCommand", f"{ssh} -4")
    book(site).append(adopted())
    monkeypatch.setenv("GIT_SSH", str(ssh))
    git(site, "config", "--unset", "core.sshCommand")
    assert keys(book(site)) == [KEY]
    calls = Path(f"{ssh}.told").read_text().splitlines()
    assert calls[0].startswith("-4 -oBatchMode=yes")
    assert "BatchMode" not in calls[-1]


def test_a_repository_that_has_lost_an_object_is_said_in_a_sentence(bare: Path, site: Path) -> None:
    book(site).append(adopted())
    blob = git(bare, "rev-parse", f"{BRANCH}:{MONTH}")
    (site / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for ask in (
        lambda: keys(book(site)),
        lambda: book(site).posted(),
        lambda: book(site).append(sent()),
    ):
        with pytest.raises(LedgerError, match=r"the branch ledger cannot be (read|written): .*the object"):
            ask()


# --- killed at every call of git ------------------------------------------------------------------

WRAPPER = """#!/bin/sh
n=$(($(cat {count} 2>/dev/null || echo 0) + 1))
echo $n > {count}
if [ $n = {at} ] && [ {when} = before ]; then kill -9 $PPID; exit 1; fi
{git} "$@"
code=$?
if [ $n = {at} ]; then kill -9 $PPID; fi
exit $code
"""
RUN = """
import sys
from pathlib import Path
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from tests.ledger.entries import NOW, claim, sent
ledger = Book(BranchStore(Path(sys.argv[1]), "ledger"))
keys = [f"article{n}/nl/x/new" for n in range(3)]
for won in ledger.claim([claim(key, run=sys.argv[2]) for key in keys], NOW):
    ledger.append(sent(key=won.key, id=sys.argv[2]))
    print(won.key, flush=True)
"""


# every third call here, every one with EXPERTSTATUS_EVERY_CALL=1: 40 to 50 calls each before and after
STEP = 1 if os.environ.get("EXPERTSTATUS_EVERY_CALL") else 3


@pytest.mark.parametrize(("when", "first"), [("before", 2), ("after", 1)])
def test_killed_at_any_call_of_git_nothing_is_lost_or_doubled(
    bare: Path, site: Path, tmp_path: Path, when: str, first: int
) -> None:
    book(site).append(adopted(key(9)))
    start = git(bare, "rev-parse", BRANCH)
    real = shutil.which("git")
    wrapped = tmp_path / "bin"
    wrapped.mkdir()
    at = first if STEP > 1 else 1
    while True:
        git(bare, "update-ref", f"refs/heads/{BRANCH}", start)
        place = clone(tmp_path, f"{at}", f"file://{bare}", "--depth=1")
        count = tmp_path / f"{at}.count"
        (wrapped / "git").write_text(WRAPPER.format(count=count, at=at, when=when, git=real))
        (wrapped / "git").chmod(0o755)
        around = {**os.environ, "PATH": f"{wrapped}:{os.environ['PATH']}"}
        run = [sys.executable, "-c", RUN, str(place), "killed"]
        ended = subprocess.run(run, env=around, capture_output=True, text=True, check=False, timeout=60)
        told = ended.stdout.split()
        time.sleep(0.02)  # a push may outlive its run
        again = book(clone(tmp_path, f"{at}next", f"file://{bare}"))
        before = again.state([key(n) for n in range(3)], NOW)
        took = again.claim([claim(key(n), run="next") for n in range(3)], NOW)
        kept = [entry for _, entry in again.since("")]
        claims = [entry for entry in kept if entry.kind is EntryKind.CLAIM]
        noted = [entry.key for entry in kept if entry.kind is EntryKind.SENT]
        assert sorted(entry.key for entry in claims) == [key(n) for n in range(3)]
        assert {entry.key for entry in took} == {k for k, s in before.items() if s.state is State.FREE}
        assert len({entry.run for entry in claims}) == 1
        assert len(noted) == len(set(noted))
        assert set(told) <= set(noted)
        if int(count.read_text()) < at:
            assert len(told) == 3
            break
        # a git that only reads is ended by its run, so that it may be gone before it can kill
        assert ended.returncode in (-9, 0), ended.stderr
        at += STEP
    assert at > 25
