"""What git must not keep or send: refused before a commit and before a push, with real git."""

from __future__ import annotations

import re
import shutil

import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.workflows import blobs, guard
from tests.workflows.guarded import (
    BSN,
    HERE,
    NOTHING,
    SECRET,
    codes,
    commit,
    evil,
    pushing,
    said,
    staging,
    unusual,
)
from tests.workflows.source import bare, git

# ---- before a commit -----------------------------------------------------------------------------------


def test_a_commit_is_looked_at_as_it_would_be_kept_and_not_as_the_folder_lies(kept):
    kept.edit("content/articles/hoofdpijn.md", "Het gaat meestal", f"{SECRET} Het gaat meestal")
    git(kept.root, "add", "--all")
    kept.edit("content/articles/hoofdpijn.md", SECRET, "")
    assert codes(guard.before_commit(kept.root, environ=HERE)) == ["secrecy.bsn"]
    assert codes(guard.look(kept.root, environ=HERE)) == []


def test_what_is_taken_away_passes(kept):
    kept.write("notes.md", SECRET)
    kept.write("content/oud.md", SECRET)
    commit(kept)
    (kept.root / "content/oud.md").unlink()
    (kept.root / "notes.md").unlink()
    assert staging(kept).findings == ()


def test_a_renamed_file_is_looked_at_under_its_new_name(kept):
    git(kept.root, "mv", "content/articles/hoofdpijn.md", f"content/articles/intake-{BSN}.md")
    seen = staging(kept)
    assert codes(seen) == ["secrecy.bsn"]
    assert BSN not in said(seen)


def test_the_first_commit_of_all_is_looked_at_too(kept):
    shutil.rmtree(kept.root / ".git")
    git(kept.root, "init", "--quiet", "--initial-branch=main")
    assert staging(kept).findings == ()
    kept.write("content/pages/over.md", SECRET)
    assert codes(staging(kept)) == ["secrecy.bsn"]


def test_a_submodule_is_no_file(kept):
    bare(kept.root.parent / "host", "other.git")
    commit(kept)
    git(
        kept.root,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{git(kept.root, 'rev-parse', 'HEAD')},content/sub",
    )
    assert guard.before_commit(kept.root, environ=HERE).files == 0


def test_without_git_there_is_no_commit_to_look_at(practice):
    with pytest.raises(SettingsError, match="niet in git"):
        guard.before_commit(practice.root, environ=HERE)


def test_a_practice_below_the_repository_s_top_is_looked_at_there(kept):
    below = kept.root / "praktijk"
    below.mkdir()
    for name in ("content", "pelicanconf.py"):
        shutil.move(kept.root / name, below / name)
    (below / "content/pages").mkdir()
    (below / "content/pages/over.md").write_text(SECRET)
    git(kept.root, "add", "--all")
    (finding,) = guard.before_commit(below, environ=HERE).findings
    assert finding.file == "praktijk/content/pages/over.md"


# ---- before a push -------------------------------------------------------------------------------------


def test_an_older_commit_of_a_push_stops_it_though_the_newest_is_clean(kept):
    kept.write("content/pages/over.md", SECRET)
    old = commit(kept)
    kept.write("content/pages/over.md", "Schoon.")
    commit(kept)
    seen = pushing(kept)
    (finding,) = seen.findings
    assert finding.file == f"{old[:10]}:content/pages/over.md"
    base = git(kept.root, "rev-parse", "origin/main")
    assert f"git reset --soft {base[:12]}" in seen.next_steps.nl
    # what it says helps
    for line in re.findall("^  git (?!push)(.*)$", seen.next_steps.nl, re.MULTILINE):
        git(kept.root, *(word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)))
    assert pushing(kept).findings == ()
    assert git(kept.root, "rev-list", "--count", "origin/main..HEAD") == "1"


def test_the_one_new_commit_is_amended(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    seen = pushing(kept)
    assert "git commit --amend --no-edit" in seen.next_steps.en
    kept.write("content/pages/over.md", "Schoon.")
    git(kept.root, "add", "-A")
    git(kept.root, "commit", "--quiet", "--amend", "--no-edit", "--no-verify")
    assert pushing(kept).findings == ()


def test_what_the_remote_has_already_is_not_looked_at_again(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "push", "--quiet", "origin", "main")
    commit(kept, "meer")
    assert pushing(kept).findings == ()


def test_of_a_branch_that_the_remote_lacks_the_newest_state_is_looked_at_whatever_is_remembered(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "push", "--quiet", "origin", "main")
    tip = commit(kept, "meer")
    # the host was emptied since, and only git's memory of it says that it has the page
    seen = pushing(kept, remote="", ref="refs/heads/nieuw")
    assert [(f.code, f.file) for f in seen.findings] == [("secrecy.bsn", f"{tip[:10]}:content/pages/over.md")]
    git(kept.root, "rm", "--quiet", "content/pages/over.md")
    commit(kept)
    assert pushing(kept, remote="", ref="refs/heads/nieuw").findings == ()


def test_a_first_push_sends_everything(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "update-ref", "-d", "refs/remotes/origin/main")
    seen = pushing(kept, remote="")
    assert codes(seen) == ["secrecy.bsn"]
    assert "git update-ref -d HEAD" in seen.next_steps.nl


def test_what_only_a_merge_brings_and_what_a_tag_names_is_looked_at(kept):
    evil(kept, "content/pages/zij.md")
    assert codes(pushing(kept)) == ["secrecy.bsn"]
    git(kept.root, "tag", "-a", "v1", "-m", "v1")
    assert codes(pushing(kept, local="v1", remote="", ref="refs/tags/v1")) == ["secrecy.bsn"]


def test_no_configuration_of_git_hides_anything_from_a_commit_or_a_push(kept):
    unusual(kept)
    merge = evil(kept)
    (finding,) = pushing(kept).findings
    assert (finding.code, finding.file) == ("secrecy.bsn", f"{merge[:10]}:content/pages/z\u00ed j.md")
    git(kept.root, "update-ref", "-d", "refs/remotes/origin/main")
    git(kept.root, "reset", "--quiet", "--hard", "HEAD^")
    kept.write("content/pages/over.md", SECRET)
    assert codes(staging(kept)) == ["secrecy.bsn"]
    shutil.rmtree(kept.root / ".git")
    git(kept.root, "init", "--quiet", "--initial-branch=main")
    unusual(kept)
    assert codes(staging(kept)) == ["secrecy.bsn"]
    commit(kept, "eerste")
    assert codes(pushing(kept, remote="")) == ["secrecy.bsn"]


@pytest.mark.parametrize("how", ["replace", "graft"])
def test_what_is_sent_is_looked_at_and_not_what_stands_in_its_place(kept, how, monkeypatch):
    base = git(kept.root, "rev-parse", "HEAD")
    kept.write("content/pages/over.md", SECRET)
    bad = commit(kept)
    kept.write("content/pages/over.md", "Schoon.")
    tip = commit(kept)
    if how == "replace":
        git(kept.root, "replace", bad, base)
    else:
        (kept.root / ".git/info").mkdir(exist_ok=True)
        (kept.root / ".git/info/grafts").write_text(f"{tip} {base}\n")
    for name in ("GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS"):
        monkeypatch.setenv(name, "1")
    assert codes(pushing(kept)) == ["secrecy.bsn"]


def test_a_deleted_branch_a_strange_line_and_an_unknown_remote_commit_are_borne(kept):
    assert pushing(kept, local="").findings == ()
    for lines in ("", "een regel\n", f"a {NOTHING} b {NOTHING}\n"):
        assert guard.before_push(kept.root, lines, environ=HERE).files == 0
    kept.write("content/pages/over.md", SECRET)
    tip = commit(kept)
    line = f"refs/heads/main {tip} refs/heads/main {'1' * 40}\n"
    assert codes(guard.before_push(kept.root, line, environ=HERE)) == ["secrecy.bsn"]
    blob = git(kept.root, "hash-object", "content/pages/over.md")
    line = f"refs/tags/x {blob} refs/tags/x {NOTHING}\n"
    assert guard.before_push(kept.root, line, environ=HERE).files == 0
    apart = git(kept.root, "commit-tree", "-m", "los", git(kept.root, "write-tree"))
    line = f"refs/heads/los {apart} refs/heads/los {NOTHING}\n"
    seen = guard.before_push(kept.root, line, environ=HERE)
    assert codes(seen) == ["secrecy.bsn"]
    assert "git commit --amend" in seen.next_steps.nl


def test_git_s_own_words_are_passed_on(kept):
    with pytest.raises(SiteError, match="git diff"):
        blobs.run(kept.root, "diff", "--no-such-option")
