"""A remote that shows what is private is refused, wherever git keeps it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from syndicate.errors import SettingsError
from tests.workflows.source import REAL, ROSTER, bare, fine, git, real, refused

pytestmark = pytest.mark.suite("git")


def test_a_public_remote_that_holds_something_private_is_refused(source):
    source.secret()
    source.push()
    said = refused(source)
    assert said.startswith(f"origin ({source.host.url('site.git')}) can be read by anybody")
    assert "holds content/private" in said
    assert "Make that repository private" in said


def test_before_the_first_push_it_is_refused_as_well(source):
    source.secret()
    refused(source)
    source.git("reset", "--quiet", "--soft", "HEAD~1")
    refused(source)


def test_what_was_committed_once_counts_until_it_is_out_of_the_history(source):
    source.secret()
    (source.practice.root / "content/private/rooster.md").unlink()
    source.commit("weg ermee")
    source.push()
    refused(source)
    source.git("checkout", "--quiet", "--orphan", "nieuw")
    source.commit("opnieuw begonnen")
    source.git("branch", "--quiet", "--delete", "--force", "main")
    source.git("branch", "--move", "main")
    source.push()
    assert fine(source) == []


def test_a_login_that_stands_in_an_address_is_never_repeated(source):
    source.secret()
    source.git("remote", "set-url", "origin", source.host.url("site.git", "hanna:wachtwoord"))
    assert "wachtwoord" not in refused(source)


@pytest.mark.parametrize("name", ["README.md", ".gitkeep"])
def test_a_word_about_the_folder_is_nothing_private(source, name):
    source.practice.write(f"content/private/{name}", "Hier staat wat niemand anders hoeft te zien.\n")
    source.commit()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_nobody_is_asked_where_git_keeps_nothing_private(source):
    source.practice.write("content/private/rooster.md", ROSTER)
    source.practice.write(".gitignore", "/content/private/\n/.syndicate/\n/output/\n/public/\n/posts/\n")
    source.commit()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_a_made_up_practice_has_nothing_private(source):
    source.practice.configure(SYNDICATE_PRACTICE={**REAL, "sample": True})
    source.secret()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_a_dry_run_asks_nobody(source):
    source.secret()
    source.practice.publish(dry_run=True)
    assert source.host.asked == []


def test_the_public_repository_of_the_site_itself_is_no_leak(source):
    source.host.closed.add("site.git")
    source.secret()
    source.push()
    assert fine(source) == []
    public, site = bare(source.host.folder, "www.git"), source.practice.root / "public"
    git(site, "init", "--quiet", "--initial-branch=gh-pages")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "-m", "site")
    git(site, "push", "--quiet", str(public), "gh-pages")
    shutil.rmtree(site / ".git")
    source.git("remote", "add", "www", source.host.url("www.git"))
    source.git("fetch", "--quiet", "www")
    assert fine(source) == []
    assert any(path.startswith("/www.git/") for path, _ in source.host.asked)


def test_a_branch_for_the_site_does_not_make_a_public_source_right(source):
    source.secret()
    source.push()
    source.practice.configure(SYNDICATE_DEPLOY=f"git:{source.host.folder / 'site.git'}")
    assert "can be read by anybody" in refused(source)


def test_a_second_remote_that_anybody_can_read_is_found_by_what_stands_there(source):
    source.secret()
    source.push()
    source.host.closed.add("site.git")
    mirror = bare(source.host.folder, "mirror.git")
    source.git("push", "--quiet", str(mirror), "main")
    source.git("remote", "add", "mirror", source.host.url("mirror.git"))
    assert "mirror (" in refused(source)


def test_the_remote_that_a_branch_is_pushed_to_counts(source):
    source.secret()
    source.host.closed.add("site.git")
    bare(source.host.folder, "other.git")
    source.git("remote", "add", "other", source.host.url("other.git"))
    assert fine(source) == []
    source.git("config", "branch.main.pushRemote", "other")
    with pytest.raises(SettingsError, match=r"other .* can be read by anybody"):
        source.practice.publish()


def test_a_repository_of_its_own_in_the_private_folder_is_looked_at_too(source):
    place = source.practice.root / "content" / "private"
    bare(source.host.folder, "prive.git")
    source.practice.write("content/private/rooster.md", ROSTER)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "-m", "rooster")
    git(place, "remote", "add", "origin", source.host.url("prive.git"))
    source.git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
    source.git("commit", "--quiet", "-m", "een module")
    source.push()
    assert "prive.git" in refused(source)
    source.host.closed.add("prive.git")
    assert fine(source) == []


def test_a_practice_in_a_folder_of_a_larger_repository_is_found(practice, host, tmp_path):
    real(practice)
    practice.write("content/private/rooster.md", ROSTER)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "practice/content")
    git(tmp_path, "remote", "add", "origin", host.url("site.git"))
    with pytest.raises(SettingsError, match="can be read by anybody"):
        practice.publish()


def test_a_checkout_of_a_commit_belongs_to_origin(source):
    source.secret()
    source.git("checkout", "--quiet", "--detach")
    refused(source)


def test_the_folder_of_another_place_is_named_whole(source):
    place = source.practice.root.parent / "apart"
    source.practice.configure(SYNDICATE_PRIVATE="../apart")
    place.mkdir()
    Path(place, "rooster.md").write_text(ROSTER)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "remote", "add", "origin", source.host.url("site.git"))
    assert f"holds {place}" in refused(source)
