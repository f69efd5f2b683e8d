"""What only one kind of host does."""

from __future__ import annotations

import filecmp
import os
import sys
from pathlib import Path

import asyncssh
import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.site.deploy import rollback
from syndicate.site.hosts import Mark, open_host, process
from syndicate.site.hosts.branch import Branch
from tests.servers.ssh import ssh_server
from tests.site.places import by_daemon, by_sftp, git, in_folder, in_git, over_ssh, practice

OLD, NEW = {"index.html": "old"}, {"index.html": "new", "img/x.svg": "<svg/>"}


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
                rollback_of(tmp_path, deploy_to)

    def test_a_program_that_does_not_end_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(process, "LONGEST", 0.05)
        with pytest.raises(SiteError, match=r"Waiting took longer than .* minutes and was ended"):
            process.run(
                [sys.executable, "-c", "input()\nimport time; time.sleep(60)"], doing="Waiting", stdin="x\n"
            )

    def test_a_program_that_fails_without_a_word_gives_its_code(self) -> None:
        with pytest.raises(SiteError, match=r"Trying failed: it ended with code 3\. Nothing is posted"):
            process.run([sys.executable, "-c", "raise SystemExit(3)"], doing="Trying")


def rollback_of(root: Path, deploy_to: str) -> None:
    with open_host(practice(root, deploy_to)) as host:
        host.live()


@pytest.mark.suite("rsync", "ssh")
class TestSsh:
    def test_a_host_that_gives_no_shell_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "ssh").write_text("#!/bin/sh\necho This account is not available.\n")
        (tmp_path / "ssh").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(SiteError, match=r"me@host did not answer as a shell does\. Use sftp: or git:"):
            rollback_of(tmp_path, "rsync:me@host:www/site")

    def test_this_machine_is_this_machine_whatever_the_ssh_configuration_calls_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with over_ssh(tmp_path, monkeypatch) as stage:
            config = tmp_path / "home" / ".ssh" / "config"
            config.write_text(
                f"{config.read_text()}  HostName 192.0.2.1\n  ProxyCommand touch {tmp_path}/ran\n"
            )
            stage.deploy(NEW, 1)
            assert stage.live() == NEW
            assert not (tmp_path / "ran").exists()

    def test_an_empty_folder_of_the_hosting_company_is_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with over_ssh(tmp_path, monkeypatch) as stage:
            (tmp_path / "far" / "www" / "site").mkdir(parents=True)
            stage.deploy(NEW, 1)
            assert stage.live() == NEW


class TestSftp:
    def test_the_login_may_stand_in_the_ssh_configuration(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with by_sftp(tmp_path, monkeypatch):
            (tmp_path / "far" / "site").mkdir()
            with open_host(practice(tmp_path, "sftp:127.0.0.1/site")) as host:
                assert host.live() is None

    def test_an_ssh_configuration_that_leads_off_this_machine_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from syndicate.site.hosts import sftp

        with by_sftp(tmp_path, monkeypatch) as stage:
            # no other machine can be reached from a test: let none count as this one, after the gate did
            monkeypatch.setattr(sftp, "is_loopback", lambda _: False)
            with pytest.raises(
                SiteError, match=r"config leads elsewhere, to 127\.0\.0\.1\. Nothing was sent"
            ):
                stage.deploy(NEW, 1)

    def test_a_host_whose_key_is_not_known_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with by_sftp(tmp_path, monkeypatch) as stage:
            (tmp_path / "home" / ".ssh" / "known_hosts").unlink()
            (tmp_path / "home" / ".ssh" / "config").unlink()
            with pytest.raises(SiteError, match="this machine does not know the host's key"):
                stage.deploy(NEW, 1)

    def test_a_refused_login_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with by_sftp(tmp_path, monkeypatch) as stage:
            (tmp_path / "home" / ".ssh" / "id_ed25519").unlink()
            (tmp_path / "home" / ".ssh" / "config").unlink()
            with pytest.raises(SiteError, match="the host refused the login"):
                stage.deploy(NEW, 1)

    def test_a_host_that_does_not_answer_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        with pytest.raises(SiteError, match=r"sftp://127\.0\.0\.1/site: ConnectionRefusedError"):
            rollback_of(tmp_path, "sftp:127.0.0.1:1/site")

    def test_files_that_do_not_arrive_whole_do_not_go_live(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Forgetful(asyncssh.SFTPServer):
            def write(self, file_obj: object, offset: int, data: bytes) -> int:
                kept = b"" if data == b"<svg/>" else data
                super().write(file_obj, offset, kept)
                return len(data)

        far = tmp_path / "far"
        far.mkdir()
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        with (
            ssh_server(far, tmp_path / "home", Forgetful) as port,
            in_folder(tmp_path, monkeypatch) as stage,
            open_host(practice(tmp_path, f"sftp:tester@127.0.0.1:{port}/site")) as host,
            pytest.raises(SiteError, match="the files did not arrive whole"),
        ):
            host.put(stage.build(NEW), Mark(1, "f"))
        assert not (far / "site").exists()

    def test_the_extra_that_is_missing_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "asyncssh", None)
        with pytest.raises(SettingsError, match=r"pip install 'expertstatus\[sftp\]'"):
            rollback_of(tmp_path, "sftp:127.0.0.1/site")


@pytest.mark.suite("rsync")
class TestDaemon:
    def test_only_the_machine_that_deployed_can_go_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with by_daemon(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            stage.deploy(NEW, 2)
            elsewhere = practice(tmp_path / "elsewhere", stage.settings.deploy)
            with pytest.raises(
                SiteError, match="this machine keeps no previous build, and an rsync daemon keeps none"
            ):
                rollback(elsewhere)

    def test_a_broken_off_upload_is_done_again_and_does_not_become_the_previous_build(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with by_daemon(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            stage.deploy(NEW, 2)
            stage.write(".expertstatus", Mark(0, "").text())
            stage.write("index.html", "half")
            stage.deploy(NEW, 2)
            assert stage.live() == NEW
            stage.write(".expertstatus", Mark(0, "").text())
            assert "build 1" in rollback(stage.settings)
            assert stage.live() == OLD

    def test_a_proxy_for_other_daemons_is_passed_over_for_this_machine(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RSYNC_CONNECT_PROG", f"touch {tmp_path}/ran")
        monkeypatch.setenv("RSYNC_PROXY", "127.0.0.1:1")
        with by_daemon(tmp_path, monkeypatch) as stage:
            stage.deploy(OLD, 1)
            assert stage.live() == OLD
        assert not (tmp_path / "ran").exists()

    def test_a_daemon_that_does_not_answer_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(SiteError, match=r"The deploy to rsync://127\.0\.0\.1:1/web/site failed: rsync: "):
            rollback_of(tmp_path, "rsync://127.0.0.1:1/web/site")
