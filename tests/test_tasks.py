import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import __main__ as bootstrap
from syndicate import console
from syndicate.errors import Exit, Held, LedgerError, SettingsError, SiteError
from syndicate.tasks import DAY
from syndicate.tasks.told import told, whole

ROOT = Path(__file__).resolve().parent.parent


def invoke(*arguments, cwd=ROOT):
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


def listed(text):
    return [line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2] != " "]


def test_the_list_shows_the_tasks_of_a_day_in_their_order_and_then_the_collections():
    names = listed(invoke("--list").stdout)
    assert tuple(names[: len(DAY)]) == DAY
    assert len(DAY) <= 10
    assert {n.split(".")[0] for n in names[len(DAY) :]} == {"dev", "kit", "ledger", "site", "test"}
    assert "kit.start" in names


def test_tasks_that_are_not_listed_can_be_run_by_their_short_name():
    for name in ("adopt", "rollback", "start", "test", "bench", "lint"):
        told = invoke("--help", name)
        assert told.returncode == 0, told.stderr
        assert f"[--core-opts] {name}" in told.stdout


def test_listing_tasks_imports_no_heavy_room():
    code = (
        "import sys, syndicate.tasks\n"
        "heavy = {'pelican', 'PIL', 'tweepy', 'mastodon', 'feedgen', 'requests', 'phonenumbers', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.strip() == "[]"


def test_a_task_in_a_folder_without_settings_says_so_and_exits_3(tmp_path):
    (tmp_path / "tasks.py").write_text("from syndicate.tasks import ns\n")
    told = invoke("check", cwd=tmp_path)
    assert told.returncode == 3
    assert "there is no pelicanconf.py here" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_bootstrap_installs_only_what_the_settings_switch_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bootstrap.wanted(["publish"]) == ["default"]
    assert bootstrap.wanted(["import", "export.xml"]) == ["default", "wordpress"]
    (tmp_path / "pelicanconf.py").write_text(
        "SYNDICATE_ACCOUNTS = [{'name': 'praktijk', 'channel': 'mastodon'}, {'channel': 'folder'}]\n"
        "SYNDICATE_DEPLOY = 'sftp:me@127.0.0.1/site'\n"
    )
    assert bootstrap.wanted(["publish"]) == ["default", "mastodon", "sftp", "tell"]
    (tmp_path / "pelicanconf.py").write_text("SYNDICATE_ACCOUNTS = [{'name': 'threads', 'by_hand': False}]\n")
    assert bootstrap.wanted(["publish"]) == ["default", "keep"]
    assert bootstrap.wanted(["test"]) == ["dev"]
    assert bootstrap.wanted(["test.faults"]) == ["dev"]
    assert bootstrap.wanted(["dev.lint"]) == ["dev"]


@pytest.mark.parametrize(
    ("account", "wanted"),
    [
        ("{'name': 'linkedin', 'channel': 'hand'}", True),
        ("{'name': 'x'}", True),
        ("{'name': 'x', 'by_hand': False}", False),
        ("{'name': 'x'}, {'name': 'extra', 'channel': 'x', 'by_hand': False}", True),
        ("{'name': 'x', 'channel': 'hand', 'by_hand': False}", True),
        ("'x'", False),
        ("{'name': 'folder'}", False),
        ("", False),
    ],
)
def test_what_messages_need_is_installed_wherever_a_person_may_have_to_post(
    tmp_path, monkeypatch, account, wanted
):
    (tmp_path / "pelicanconf.py").write_text(f"SYNDICATE_ACCOUNTS = [{account}]\n")
    for value in ("", "json://127.0.0.1:9/"):  # the step that installs is told no secret
        monkeypatch.setenv("SYNDICATE_TELL", value)
        assert ("tell" in bootstrap.switched_on(tmp_path)) is wanted


def test_what_is_installed_sees_neither_our_secrets_nor_those_of_the_host_that_runs_us(tmp_path):
    (tmp_path / "syndicate").mkdir()
    (tmp_path / "requirements").mkdir()
    shutil.copy(ROOT / "syndicate/__main__.py", tmp_path / "syndicate")
    for name in ("pyproject.toml", "requirements/build.txt", "requirements/default.txt"):
        (tmp_path / name).touch()
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nenv >> "$HOME/seen.txt"\n')
    python.chmod(0o755)
    needed = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PIP_INDEX_URL": "https://127.0.0.1:9/simple",
        "CI": "true",
    }
    secret = (
        "SYNDICATE_X_API_KEY SYNDICATE_TELL GH_TOKEN GITHUB_TOKEN GITHUB_ENV ACTIONS_RUNTIME_TOKEN "
        "ACTIONS_ID_TOKEN_REQUEST_URL CI_JOB_TOKEN CI_REPOSITORY_URL PUBLISH_TOKEN FORGEJO_TOKEN "
        "AWS_SECRET_ACCESS_KEY PGPASSWORD"
    )
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **needed}
    told = subprocess.run(
        [sys.executable, str(tmp_path / "syndicate/__main__.py"), "setup"],
        cwd=tmp_path,
        env=environ | dict.fromkeys(secret.split(), "hidden-from-pip"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    seen = (tmp_path / "seen.txt").read_text()
    assert "hidden-from-pip" not in seen
    assert all(f"{name}={value}" in seen for name, value in needed.items())


def test_setting_up_is_a_step_of_its_own_that_runs_no_task(monkeypatch):
    assert bootstrap.wanted(["setup"])[0] == "default"
    assert bootstrap.main(["setup"]) == 0


def test_a_checkout_is_compiled_though_invoke_lets_python_keep_nothing(tmp_path):
    (tmp_path / "syndicate").mkdir()
    (tmp_path / "syndicate" / "room.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    code = (
        "import sys; from pathlib import Path; from syndicate import __main__ as it; "
        "it.ROOT = Path(sys.argv[1]); raise SystemExit(it.main(['--list']))"
    )
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert [f.name.split(".")[0] for f in tmp_path.rglob("*.pyc")] == ["room"]


def test_without_a_tasks_file_the_tasks_of_every_site_are_there(tmp_path):
    command = [sys.executable, "-c", "from syndicate.tasks import program; raise SystemExit(program([]))"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "kit.start" in listed(told.stdout)
    (tmp_path / "tasks.py").write_text("from invoke import task\n\n@task\ndef own(c):\n    pass\n")
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "kit.start" not in listed(told.stdout)


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "nl_NL"}, "en"),
    ],
)
def test_questions_are_asked_in_the_language_of_the_machine(environ, lang, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert console.spoken() == lang


def test_settings_that_do_not_run_do_not_stop_the_set_up(tmp_path):
    (tmp_path / "pelicanconf.py").write_text("1 / 0\n")
    assert bootstrap.switched_on(tmp_path) == []


def test_no_requirement_file_records_an_address():
    for file in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in file.read_text()


def test_every_requirement_is_pinned_with_a_hash():
    for file in (ROOT / "requirements").glob("*.txt"):
        pins = [line for line in file.read_text().splitlines() if "==" in line and not line.startswith("#")]
        assert pins
        assert all(line.rstrip().endswith("\\") for line in pins), file.name


def test_nothing_that_an_installed_package_needs_is_missing_since_pip_is_told_to_resolve_nothing():
    command = [sys.executable, "-m", "pip", "check"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("x"), Exit.SETTINGS),
        (LedgerError("x"), Exit.UNAVAILABLE),
        (SiteError("x"), Exit.UNAVAILABLE),
        (Held("x"), Exit.HELD),
    ],
)
def test_an_error_of_ours_becomes_its_exit_code(error, code):
    with pytest.raises(SystemExit) as stopped, told():
        raise error
    assert stopped.value.code == int(code)


def test_a_disk_that_refuses_is_a_sentence_with_the_place_and_what_to_do(capsys):
    with pytest.raises(SystemExit) as stopped, told():
        raise PermissionError(13, "Permission denied", "content/images/x.png")
    assert stopped.value.code == Exit.UNAVAILABLE
    said = capsys.readouterr().err
    assert said.startswith("content/images/x.png: Permission denied. Mend that (permissions, free space")
    with pytest.raises(SystemExit), told():
        raise OSError
    assert capsys.readouterr().err.startswith("this machine: ")


@pytest.mark.parametrize("text", ["x", "", "-1", "1.5", "105", "٣", "9" * 5000])
def test_an_option_that_counts_is_a_whole_number_in_its_bounds(text):
    with pytest.raises(SettingsError, match="--weeks must be a whole number, 0 to 104"):
        whole("weeks", text, 104)
    assert whole("weeks", "104", 104) == 104


def test_what_nobody_foresaw_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError


def test_make_runs_a_task_again_although_its_folder_exists(tmp_path):
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (tmp_path / "preview").mkdir()
    for _ in range(2):
        command = ["make", "-s", "preview", "PYTHON=echo"]
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == "-m syndicate preview"
