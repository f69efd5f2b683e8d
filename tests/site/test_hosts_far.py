"""What only one kind of host elsewhere does: over ssh, by sftp, by a daemon."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import asyncssh
import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.site.deploy import rollback
from syndicate.site.hosts import Mark, open_host
from tests.servers.ssh import ssh_server
from tests.site.places import NEW, OLD, by_daemon, by_sftp, in_folder, look_at, over_ssh, practice


@pytest.mark.suite("rsync", "ssh")
class TestSsh:
    def test_a_host_that_gives_no_shell_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "ssh").write_text("#!/bin/sh\necho This account is not available.\n")
        (tmp_path / "ssh").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(SiteError, match=r"me@host did not answer as a shell does\. Use sftp: or git:"):
            look_at(tmp_path, "rsync:me@host:www/site")

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
            look_at(tmp_path, "sftp:127.0.0.1:1/site")

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
            look_at(tmp_path, "sftp:127.0.0.1/site")


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
            look_at(tmp_path, "rsync://127.0.0.1:1/web/site")
