"""What only a folder or a branch does, and what every program does; test_hosts_far.py has the other hosts."""

from __future__ import annotations

import filecmp
import sys
from pathlib import Path

import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.site.deploy import rollback
from syndicate.site.hosts import Mark, open_host, process
from syndicate.site.hosts.branch import Branch
from tests.site.places import NEW, OLD, git, in_folder, in_git, look_at, practice


class TestFolder:
    def test_the_copy_is_compared_before_it_goes_live(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with in_folder(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            monkeypatch.setattr(filecmp, "cmp", lambda *_, **__: False)
            with pytest.raises(SiteError, match=r"the copy differs from .*\. Nothing went live; try again\."):
                stage.deploy(NEW, 2)
            assert stage.live() == OLD

    def test_a_disk_that_refuses_is_said_in_a_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        made = practice(tmp_path, "folder:file/public")
        (tmp_path / "output").mkdir()
        (tmp_path / "output" / "index.html").write_text("x")
        from syndicate.site.deploy import deploy

        with pytest.raises(SiteError, match=r"Not a directory\. The deploy to .*/file/public broke off"):
            deploy(made, made.output, version=1, fingerprint="f", last=None)

    def test_a_link_in_the_place_of_the_site_is_not_ours(self, tmp_path: Path) -> None:
        (tmp_path / "public.previous").symlink_to(tmp_path / "nowhere")
        with pytest.raises(SiteError, match=r"public\.previous: there are files here"):
            rollback(practice(tmp_path, "folder:public"))

    def test_links_that_somebody_put_into_the_site_are_removed_and_not_followed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "keep.txt").write_text("keep")
        with in_folder(tmp_path, monkeypatch) as stage:
            for version, site in enumerate((OLD, NEW), start=1):
                stage.deploy(site, version)
                (tmp_path / "public" / "link").symlink_to(outside)
            stage.deploy(OLD, 3)
            stage.deploy(NEW, 4)
        assert (outside / "keep.txt").read_text() == "keep"


@pytest.mark.suite("git")
class TestBranch:
    def test_each_deploy_is_a_commit_on_the_one_before(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with in_git(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            stage.deploy(NEW, 2)
            rollback(stage.settings)
            bare = str(tmp_path / "remote.git")
            log = git("-C", bare, "log", "--format=%s|%an|%ae", "gh-pages").splitlines()
            assert [line.split(" (")[0] for line in log] == ["Back to build 1", "Build 2", "Build 1"]
            assert log[0].endswith("|Expertstatus|expertstatus@localhost")
            assert ".nojekyll" in git("-C", bare, "ls-tree", "--name-only", "gh-pages")

    def test_a_push_by_somebody_faster_is_never_overwritten(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with in_git(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            with open_host(stage.settings) as host:
                host.live()
                stage.write("faster.html", "by hand")
                with pytest.raises(SiteError, match=r"git push for .* failed: ! \[rejected\].*fetch first"):
                    host.put(stage.build(NEW), Mark(2, "f"))
            assert stage.live() == {**OLD, "faster.html": "by hand"}
            stage.deploy(NEW, 2)
            assert stage.live() == NEW

    def test_forgetting_never_overwrites_a_push_by_somebody_faster(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Slow(Branch):
            def live(self) -> Mark | None:
                mark = super().live()
                stage.write("faster.html", "by hand")
                return mark

        with in_git(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            made = stage.settings
            slow = Slow(made.target, made.deploy_branch, made.root, made.state)
            with pytest.raises(SiteError, match=r"git push for .* failed: ! \[rejected\].*stale info"):
                slow.forget()
            assert stage.live() == {**OLD, "faster.html": "by hand"}

    def test_a_path_counts_from_the_sites_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with in_git(tmp_path, monkeypatch) as stage:
            made = practice(tmp_path / "practice", "git:../remote.git", SYNDICATE_DEPLOY_BRANCH="site")
            with open_host(made) as host:
                assert host.live() is None
                host.put(stage.build(NEW), Mark(1, "f"))
                assert host.live() == Mark(1, "f")
            assert "site" in git("-C", str(tmp_path / "remote.git"), "branch")

    def test_a_path_stays_on_this_machine_whatever_git_is_set_to_make_of_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, ran = tmp_path / "remote.git", tmp_path / "ran"
        config = tmp_path / "gitconfig"
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
        git("config", "--file", str(config), "protocol.ext.allow", "always")
        git("config", "--file", str(config), f"url.ext::sh -c touch% {ran}.insteadOf", str(path))
        git("init", "--quiet", "--bare", str(path))
        with pytest.raises(SiteError, match="transport 'ext' not allowed"):
            rollback(practice(tmp_path, f"git:{path}"))
        assert not ran.exists()

    def test_the_commit_before_must_be_a_build_to_go_back_to(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with in_git(tmp_path, monkeypatch) as stage:
            stage.write("index.html", "by hand")
            stage.write(".expertstatus", Mark(1, "f").text())
            with pytest.raises(SiteError, match="no previous build"):
                rollback(stage.settings)

    def test_a_remote_that_does_not_answer_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(SiteError, match=r"git ls-remote for file:///nowhere gh-pages failed: fatal: "):
            rollback(practice(tmp_path, "git:file:///nowhere"))

    @pytest.mark.parametrize("branch", ["", "-f", "a b", "a:b"])
    def test_a_branch_needs_a_name(self, tmp_path: Path, branch: str) -> None:
        with pytest.raises(SettingsError, match="is no name of a branch"):
            rollback(practice(tmp_path, "git:./origin", SYNDICATE_DEPLOY_BRANCH=branch))


class TestPrograms:
    def test_a_missing_program_is_named_with_its_package(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        for deploy_to, package in (("rsync:host:www/x", "openssh-client"), ("rsync://host/m/x", "rsync")):
            with pytest.raises(
                SiteError, match=f"is not installed here. On Debian: apt-get install {package}"
            ):
                look_at(tmp_path, deploy_to)

    def test_a_program_that_does_not_end_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(process, "LONGEST", 0.05)
        with pytest.raises(SiteError, match=r"Waiting took longer than .* minutes and was ended"):
            process.run(
                [sys.executable, "-c", "input()\nimport time; time.sleep(60)"], doing="Waiting", stdin="x\n"
            )

    def test_a_program_that_fails_without_a_word_gives_its_code(self) -> None:
        with pytest.raises(SiteError, match=r"Trying failed: it ended with code 3\. Nothing is posted"):
            process.run([sys.executable, "-c", "raise SystemExit(3)"], doing="Trying")
