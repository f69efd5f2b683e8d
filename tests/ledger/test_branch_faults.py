"""What goes wrong between a run and the branch: the network, the host, its refusals, ssh."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import remote, upstream
from syndicate.ledger.line import encode
from tests.ledger.entries import KEY, NOW, adopted, claim, sent
from tests.ledger.repositories import BRANCH, MONTH, book, clone, commit_file, git, key, keys, lines
from tests.servers.git_http import GitHost

pytestmark = pytest.mark.suite("git")
OWN = f"refs/expertstatus/ledger/{BRANCH}"


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


def test_what_another_run_of_this_machine_wrote_while_the_host_answered_stays_known(
    host: GitHost, bare: Path, site: Path
) -> None:
    other = book(site)
    other.append(adopted(key(1)))
    host.then["refs"] = lambda: other.append(adopted(key(2)))
    one = book(site)
    assert keys(one) == [key(1)]
    assert git(site, "rev-parse", OWN) == git(bare, "rev-parse", BRANCH)
    one.append(adopted(key(3)))
    assert keys(book(site)) == [key(1), key(2), key(3)]


def test_a_claim_that_another_run_overtakes_is_compared_with_what_that_run_wrote(
    host: GitHost, site: Path
) -> None:
    one, other = book(site), book(clone(site.parent, "other", host.url("remote.git")))
    host.then["refs"] = lambda: other.claim([claim(key(1), run="run-b")], NOW)
    assert one.claim([claim(key(1)), claim(key(2))], NOW) == (claim(key(2)),)
    assert [entry.run for _, entry in book(site).since("")] == ["run-b", "run-a"]


def test_a_branch_that_moves_while_it_is_fetched_is_asked_for_again(
    host: GitHost, bare: Path, site: Path
) -> None:
    book(site).append(adopted(key(1)))
    other = clone(site.parent, "other", host.url("remote.git"), "--single-branch")

    def anew() -> None:
        git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
        commit_file(bare, MONTH, encode(adopted(key(2))) + "\n")

    host.then["refs"] = anew
    assert keys(book(other)) == [key(2)]


def test_a_host_that_never_takes_it_is_given_up(host: GitHost, site: Path) -> None:
    one = book(site, seconds=0.5)
    one.append(adopted(key(1)))
    host.broken["remote.git"] = 503
    host.asked.clear()
    with pytest.raises(LedgerError, match=r"the branch ledger cannot be read: .*503\. Nothing more is sent"):
        one.append(adopted(key(2)))
    assert sum("upload-pack" in path for path, _ in host.asked) == upstream.TRIES


def test_a_push_that_never_ends_is_ended(bare: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho $$ > pid\nexec sleep 30\n")
    hook.chmod(0o755)
    one = book(site, seconds=1.0)
    monkeypatch.setattr(remote, "LONGEST", 0.6)
    keys(one)
    began = time.monotonic()
    with pytest.raises(LedgerError, match=r"cannot be written: .*git push took longer than"):
        one.append(adopted())
    assert time.monotonic() - began < 20
    started = int((bare / "pid").read_text())
    while runs(started):
        assert time.monotonic() - began < 20, "what git started is ended with it"
        time.sleep(0.05)


def runs(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


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


def test_an_object_that_is_torn_is_said_in_a_sentence(bare: Path, site: Path) -> None:
    book(site).append(adopted())
    git(site, "config", "core.bigFileThreshold", "1")  # as with a large month: it is read piece by piece
    blob = git(bare, "rev-parse", f"{BRANCH}:{MONTH}")
    file = site / ".git" / "objects" / blob[:2] / blob[2:]
    whole = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(LedgerError, match=r"the branch ledger cannot be read: .* cannot be read whole"):
        keys(book(site))
