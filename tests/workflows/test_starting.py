"""start: the six questions, what a wrong answer gets, and a practice that is valid at once."""

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from syndicate import __version__, settings
from syndicate.content.calendar import read_calendar
from syndicate.errors import Exit, SettingsError
from syndicate.workflows import answers
from syndicate.workflows.answers import Answers, Host, professions
from syndicate.workflows.check import check
from syndicate.workflows.holidays import quiet_days
from syndicate.workflows.interview import OPTIONS, QUESTIONS, interview
from syndicate.workflows.publish import publish
from syndicate.workflows.start import AHEAD, start

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "syndicate" / "starter"
TODAY = date(2026, 11, 22)
GIVEN = {
    "practice": "Huisartsen De Linde & Co",
    "profession": "huisarts",
    "place": "Dorpsstraat 1, 1234 AB Lindedorp",
    "phones": "012-345 67 89, Huisartsenpost 098-765 43 21",
    "channel": "folder",
    "host": "folder",
}
Begin = Callable[..., Path]


def answered(lang: str = "nl", **more: str) -> Answers:
    return interview({**GIVEN, **more}, lang, None)


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    def made(lang: str = "nl", **more: str) -> Path:
        return start(tmp_path / "praktijk", answered(lang, **more), today=TODAY)

    return made


def files(folder: Path) -> dict[str, str]:
    return {
        f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8")
        for f in folder.rglob("*")
        if f.is_file()
    }


# ---- what is written -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("profession", sorted(professions()))
def test_a_practice_of_every_profession_is_valid_at_once_and_holds_nothing_made_up(begin, lang, profession):
    folder = begin(lang, profession=profession)
    seen = check(folder, environ={})
    assert seen.exit is Exit.DONE
    assert {str(f.severity) for f in seen.findings} <= {"advice"}
    assert seen.articles == 1
    written = files(folder)
    assert "sample" not in "".join(written.values()).replace("samples", "")
    assert tomllib.loads(written["content/people.toml"]) == {}
    assert settings.load(folder, {}).form == settings.FORMAT
    assert set(tomllib.loads(written["content/topics.toml"])) == set(professions()[profession]["topics"])


def test_the_settings_say_what_was_answered_and_nothing_else(begin):
    conf = settings.load(begin(), {})
    assert conf.practice.name == conf.sitename == "Huisartsen De Linde & Co"
    assert conf.practice.kind == "Physician"
    assert (conf.practice.street, conf.practice.postal_code, conf.practice.city) == (
        *("Dorpsstraat 1", "1234 AB", "Lindedorp"),
    )
    assert (conf.practice.phone, conf.practice.out_of_hours_phone) == ("012-345 67 89", "098-765 43 21")
    assert conf.practice.out_of_hours_name == "Huisartsenpost"
    assert not conf.practice.email
    assert conf.siteurl == "http://localhost:8000"
    assert [a.channel for a in conf.accounts] == ["folder"]
    assert conf.deploy == "folder:public"


def test_a_name_with_quotes_and_dollars_cannot_break_a_file(begin):
    folder = begin(practice="Mond & \"Zorg\" 'De #1'")
    assert settings.load(folder, {}).practice.name == "Mond & \"Zorg\" 'De #1'"


def test_the_tasks_are_two_lines_that_work(begin):
    folder = begin()
    lines = (folder / "tasks.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert "publish" in runpy.run_path(str(folder / "tasks.py"))["ns"].task_names


def test_only_a_page_without_a_blank_is_public(begin):
    for lang in ("nl", "en"):
        folder = begin(lang)
        for file in (folder / "content" / "pages").iterdir():
            text = file.read_text(encoding="utf-8")
            assert ("[INVULLEN" in text or "[FILL IN" in text) == ("status: draft" in text), file.name
        publish(folder, environ={})
        public = {p.parent.name for p in (folder / "public").glob("*/index.html")}
        assert "contact" in public
        assert public & {"over-ons", "about", "privacy", "klachten", "complaints"} == set()
        assert "012-345 67 89" in (folder / "public" / "contact" / "index.html").read_text(encoding="utf-8")
        shutil.rmtree(folder)


def test_what_is_private_stays_out_of_the_site(begin):
    folder = begin()
    publish(folder, environ={})
    said = (folder / "content" / "private" / "README.md").read_text(encoding="utf-8").splitlines()[2]
    public = [f for f in (folder / "public").rglob("*") if f.is_file()]
    assert public
    assert not [f for f in public if said in f.read_text("utf-8", "ignore")]


def test_the_draft_asks_the_fixed_questions_about_a_subject_of_the_profession(begin):
    folder = begin(profession="tandarts")
    draft = (folder / "content" / "articles" / "hoe-poetst-u-uw-tanden-goed.md").read_text(encoding="utf-8")
    assert 'title: "Hoe poetst u uw tanden goed?"' in draft
    assert "status: draft" in draft
    assert "topic: tanden-en-kiezen" in draft
    assert "## Wanneer belt u?" in draft
    assert "content/articles/hoe-poetst-u-uw-tanden-goed.md" in (folder / "README.md").read_text("utf-8")


def test_without_a_number_for_out_of_hours_none_is_named(begin):
    folder = begin(phones="012-345 67 89")
    assert "out_of_hours" not in (folder / "pelicanconf.py").read_text(encoding="utf-8")
    assert "niet wachten" not in (folder / "content/pages/contact.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("channel", "host", "requirement"),
    [
        ("folder", "folder", "expertstatus"),
        ("x", "folder", "expertstatus[x]"),
        ("mastodon mastodon.example", "sftp:ik@host.example/site", "expertstatus[mastodon,sftp]"),
        ("later", "rsync:ik@host.example:site", "expertstatus"),
    ],
)
def test_the_requirements_pin_this_version_with_what_the_answers_switch_on(begin, channel, host, requirement):
    folder = begin(channel=channel, host=host, siteurl="https://linde.example")
    assert (folder / "requirements.txt").read_text() == f"{requirement}=={__version__}\n"


def test_a_network_comes_beside_the_folder_and_later_is_no_channel(begin):
    folder = begin(channel="mastodon https://mastodon.example/", siteurl="https://linde.example")
    accounts = settings.load(folder, {}).accounts
    assert [(a.channel, a.base_url) for a in accounts] == [
        ("folder", ""),
        ("mastodon", "https://mastodon.example"),
    ]
    assert "invoke adopt" in (folder / "README.md").read_text(encoding="utf-8")
    shutil.rmtree(folder)
    folder = begin(channel="later")
    assert settings.load(folder, {}).accounts == ()
    assert publish(folder, environ={}).exit is Exit.DONE


def test_the_calendar_holds_the_public_holidays_of_fourteen_months(begin):
    for lang, weekdays in (("nl", (2, 3, 4)), ("en", (2, 3, 4))):
        folder = begin(lang)
        file = folder / "content" / "calendar.toml"
        calendar, found = read_calendar(file, folder, "Europe/Amsterdam")
        assert found == ()
        assert {w.weekdays for w in calendar.windows} == {weekdays}
        days = [(q.first, q.last) for q in calendar.quiet]
        assert (date(2026, 12, 24), date(2026, 12, 26)) in days
        assert (date(2027, 3, 28), date(2027, 3, 29)) in days
        assert (date(2027, 5, 6), date(2027, 5, 6)) in days
        assert (date(2027, 5, 16), date(2027, 5, 17)) in days
        assert all(last >= TODAY and first <= TODAY + AHEAD for first, last in days)
        assert days == sorted(days)
        shutil.rmtree(folder)


def test_kings_day_is_a_day_earlier_where_it_would_be_a_sunday():
    assert (date(2025, 4, 26), date(2025, 4, 26), "Koningsdag") in quiet_days(date(2025, 1, 1), AHEAD, "nl")
    names = [name for _, _, name in quiet_days(date(2026, 1, 1), AHEAD, "en")]
    assert names[0] == "New Year"  # it began last year and is not over yet


# ---- where it is written -------------------------------------------------------------------------


def test_a_folder_that_is_not_empty_is_refused_with_what_to_do(begin, tmp_path):
    (tmp_path / "praktijk").mkdir()
    for name in ("brief.docx", "a", "b", "c"):
        (tmp_path / "praktijk" / name).write_text("mine")
    with pytest.raises(
        SettingsError, match=r"niet leeg: daar staat al a, b, brief.docx, …\..*Kies een nieuwe map"
    ):
        begin()
    assert sorted(p.name for p in (tmp_path / "praktijk").iterdir()) == ["a", "b", "brief.docx", "c"]
    assert [p.name for p in tmp_path.iterdir()] == ["praktijk"]


def test_a_file_of_that_name_is_refused(begin, tmp_path):
    (tmp_path / "praktijk").write_text("mine")
    with pytest.raises(SettingsError, match="is een bestand"):
        begin()


def test_an_empty_folder_a_fresh_clone_and_a_fresh_environment_are_filled(begin, tmp_path):
    for there in ((), (".git",), (".git", ".venv")):
        shutil.rmtree(tmp_path / "praktijk", ignore_errors=True)
        (tmp_path / "praktijk").mkdir()
        for name in there:
            (tmp_path / "praktijk" / name).mkdir()
        folder = begin()
        assert (folder / "pelicanconf.py").is_file()
        assert all((folder / name).is_dir() for name in there)
        assert [p.name for p in tmp_path.iterdir()] == ["praktijk"]


def test_what_breaks_off_leaves_nothing_behind(begin, tmp_path, monkeypatch):
    (tmp_path / "praktijk").mkdir()
    rename = Path.rename

    def full(self: Path, to: Path) -> Path:
        if self.name == "tasks.py":
            raise OSError(28, "No space left on device")
        return rename(self, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", full)
        with pytest.raises(OSError, match="No space"):
            begin()
    assert list((tmp_path / "praktijk").iterdir()) == []
    assert [p.name for p in tmp_path.iterdir()] == ["praktijk"]
    assert (begin() / "tasks.py").is_file()


# ---- hosts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "deploy", "forge", "address"),
    [
        ("folder", "folder:public", "", ""),
        ("folder:/srv/www/linde", "folder:/srv/www/linde", "", ""),
        (
            *("github:Linde/site", "git:https://github.com/Linde/site.git", "github"),
            "https://linde.github.io/site",
        ),
        (
            *("git:https://github.com/linde/linde.github.io", "git:https://github.com/linde/linde.github.io"),
            *("github", "https://linde.github.io"),
        ),
        ("gitlab:zorg/linde/site", "git:https://gitlab.com/zorg/linde/site.git", "gitlab", ""),
        ("gitlab:git.zorg.example/linde/site", "git:https://git.zorg.example/linde/site.git", "gitlab", ""),
        (
            *("forgejo:linde/site", "git:https://codeberg.org/linde/site.git", "forgejo"),
            "https://linde.codeberg.page/site",
        ),
        ("git:git@codeberg.org:linde/site.git", "git:git@codeberg.org:linde/site.git", "forgejo", ""),
        ("git:/srv/linde.git", "git:/srv/linde.git", "", ""),
        ("rsync:ik@host.example:site", "rsync:ik@host.example:site", "", ""),
        ("sftp:ik@host.example:22/site", "sftp:ik@host.example:22/site", "", ""),
    ],
)
def test_a_host_is_a_folder_a_forge_or_what_the_settings_take(said, deploy, forge, address):
    host = answers.read_host(said)["host"]
    assert (host.deploy, host.forge, host.address) == (deploy, forge, address)


def test_a_forge_gets_its_workflow_and_a_machine_its_cron_and_its_timer(begin):
    made = {}
    for host in ("github:linde/site", "gitlab:linde/site", "forgejo:linde/site", "folder"):
        folder = begin(host=host, siteurl="https://linde.example")
        made[host] = files(folder)
        assert check(folder, environ={}).exit is Exit.DONE
        shutil.rmtree(folder)
    kinds = {
        ".github/workflows/publish.yml",
        ".gitlab-ci.yml",
        ".forgejo/workflows/publish.yml",
        "deploy/cron.txt",
    }
    assert [kinds & set(there) for there in made.values()] == [
        {".github/workflows/publish.yml"},
        {".gitlab-ci.yml"},
        {".forgejo/workflows/publish.yml"},
        {"deploy/cron.txt"},
    ]
    for host, name in (
        ("gitlab:linde/site", ".gitlab-ci.yml"),
        ("forgejo:linde/site", ".forgejo/workflows/publish.yml"),
    ):
        assert made[host][name].startswith("# Not run on a real")
    assert 'SYNDICATE_DEPLOY_BRANCH = "pages"' in made["forgejo:linde/site"]["pelicanconf.py"]


def test_gitlabs_site_brings_the_pipeline_of_its_own_branch(begin):
    folder = begin(host="gitlab:linde/site", siteurl="https://linde.example")
    conf = folder / "pelicanconf.py"
    more = 'SYNDICATE_DEPLOY = "folder:public"\nSYNDICATE_LEDGER = "file:.syndicate/ledger"\n'
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    publish(folder, environ={})
    pages = yaml.safe_load((folder / "public" / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pages["pages"]["artifacts"] == {"paths": ["public"]}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_a_practice_on_a_code_host_keeps_its_memory_on_a_branch_and_may_have_a_real_network(
    begin, lang, forge
):
    folder = begin(lang, channel="x", host=f"{forge}:linde/site", siteurl="https://linde.example")
    conf = settings.load(folder, {"CI": "true"})
    assert conf.ledger == "branch:ledger"
    assert [a.channel for a in conf.accounts] == ["folder", "x"]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "`ledger`" in readme
    assert ".syndicate/" not in readme


def test_a_practice_on_a_machine_keeps_its_memory_in_its_folder(begin):
    folder = begin(host="rsync:ik@host.example:site", siteurl="https://linde.example")
    assert "SYNDICATE_LEDGER" not in (folder / "pelicanconf.py").read_text(encoding="utf-8")
    assert "`.syndicate/`" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_practice_that_is_not_in_git_yet_is_checked_and_publishes_nothing(begin):
    folder = begin(host="github:linde/site", channel="x")
    told = []
    assert check(folder, tell=told.append, environ={}).exit is Exit.DONE
    assert any("not known here what was approved" in line for line in told)
    with pytest.raises(SettingsError, match="Put the site into a git repository"):
        publish(folder, environ={})


def test_every_shipped_pipeline_can_be_read_and_what_may_be_pinned_is_pinned():
    for file in (STARTER / "github", STARTER / "forgejo", STARTER / "gitlab"):
        for pipeline in file.rglob("*.yml"):
            told = yaml.safe_load(pipeline.read_text(encoding="utf-8"))
            uses = re.findall(r"uses: (\S+)", pipeline.read_text(encoding="utf-8"))
            assert told
            assert all(re.search(r"@[0-9a-f]{40}$", each) for each in uses)


def test_githubs_workflow_is_that_of_this_repository_with_pip_for_make():
    def steps(text: str) -> str:
        text = re.sub(r" *- name: Install what.*\n.*\n", "", text)
        return text.replace("run: python -m syndicate ", "run: make ")

    ours = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    theirs = (STARTER / "github/dot-github/workflows/publish.yml").read_text(encoding="utf-8")
    assert steps(theirs) == steps(ours)


def test_zizmor_finds_nothing_in_the_workflow_of_a_practice():
    tool = Path(sys.prefix) / "bin" / "zizmor"
    file = STARTER / "github/dot-github/workflows/publish.yml"
    told = subprocess.run(
        [tool, "--offline", "--no-progress", file], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def with_python(folder: Path) -> None:
    """Give a practice the environment that its README makes."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


@pytest.mark.parametrize("name", ["praktijk", "de 100% praktijk"])
def test_the_line_for_cron_publishes_from_an_empty_environment(tmp_path, name):
    folder = start(tmp_path / name, answered(), today=TODAY)
    with_python(folder)
    lines = (folder / "deploy" / "cron.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    env = dict(row.split("=", 1) for row in rows if re.match(r"[A-Z]+=", row))
    command = rows[-1].split(None, 5)[5].replace("\\%", "%")  # as cron reads it
    ran = subprocess.run([env["SHELL"], "-c", command], env=env, cwd="/", capture_output=True, check=False)
    told = (folder / "publish.log").read_text(encoding="utf-8")
    assert ran.returncode == 0, told
    assert "exit 0" in told
    assert (folder / "public" / "index.html").is_file()


@pytest.mark.suite("systemd")
@pytest.mark.parametrize("name", ["praktijk", "de 100% praktijk"])
def test_systemd_takes_the_service_and_the_timer(tmp_path, name):
    folder = start(tmp_path / name, answered(), today=TODAY)
    with_python(folder)
    units = [folder / "deploy" / f"expertstatus.{kind}" for kind in ("service", "timer")]
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    ran = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "expertstatus" not in ran.stderr


# ---- the questions -------------------------------------------------------------------------------


class Person:
    """Answers what is asked, in order, and remembers the questions."""

    def __init__(self, *said: str) -> None:
        self.said: Iterator[str] = iter(said)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return next(self.said)


def test_six_questions_are_asked_one_by_one_and_enter_takes_the_folder():
    person = Person("De Linde", "2", "Dorpsstraat 1, 1234ab Lindedorp", "012-3456789", "", "")
    found = interview({}, "nl", person)
    assert [q[:3] for q in person.asked] == [f"{n}/6" for n in range(1, 7)]
    assert (found.practice, found.profession, found.channel) == ("De Linde", "tandarts", "folder")
    assert found.postal_code == "1234 AB"
    assert found.host == Host()


def test_a_wrong_answer_gets_one_sentence_and_is_asked_again():
    person = Person(
        *("<b>", "De Linde", "timmerman", "Diëtist", "Lindedorp", "Dorpsstraat 1, 1234 AB Lindedorp"),
        *("bel maar", "012-3456789", "facebook", "folder", "ftp:host", "folder"),
    )
    found = interview({}, "en", person)
    assert found.profession == "dietist"
    assert len(person.asked) == 12
    for question, again in pairwise(person.asked):
        if again[:2].strip("/").isdigit():
            continue
        assert again.count("\n") == 1, question


def test_what_was_given_is_not_asked_and_what_was_given_wrong_is():
    person = Person("tandarts")
    found = interview({**GIVEN, "profession": "kapper"}, "nl", person)
    assert found.profession == "tandarts"
    assert len(person.asked) == 1
    assert person.asked[0].startswith("Kies er een")


def test_the_address_of_the_site_is_asked_only_where_nothing_tells_it():
    person = Person("http://localhost", "https://linde.example/")
    given = {**GIVEN, "channel": "x"}
    assert interview(given, "nl", person).siteurl == "https://linde.example"
    assert len(person.asked) == 2
    assert (
        interview({**GIVEN, "host": "github:linde/site"}, "nl", Person()).siteurl
        == "https://linde.github.io/site"
    )
    person = Person("https://linde.example")
    assert (
        interview({**GIVEN, "host": "rsync:h.example:site"}, "nl", person).siteurl == "https://linde.example"
    )


def test_without_a_terminal_every_mistake_is_named_with_all_options():
    with pytest.raises(SettingsError) as stopped:
        interview({"practice": "De Linde"}, "nl", None)
    said = str(stopped.value)
    assert "--practice:" not in said
    for name in ("profession", "place", "phones", "channel", "host"):
        assert f"--{name}: {QUESTIONS[name].wrong.nl}" in said
    assert OPTIONS.nl in said
    with pytest.raises(SettingsError, match="--siteurl: Give the full address"):
        answered("en", host="rsync:h.example:site")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("practice", "x"),
        ("practice", "x" * 101),
        ("practice", "a{b}"),
        ("practice", "price $5"),
        ("practice", "a\0b"),
        ("place", "Dorpsstraat 1, Lindedorp"),
        ("place", "Dorpsstraat, 1234 AB"),
        ("place", "Dorpsstraat 1, 0234 AB Lindedorp"),
        ("phones", ""),
        ("phones", "12"),
        ("phones", "Linde 012-345 67 89"),
        ("phones", "012-345 67 89, 1 098-765 43 21 2"),
        ("phones", "012-345 67 89, bel maar"),
        ("phones", "+0 123 456"),
        ("phones", "012-345 67 89, 098-765 43 21 toestel 12"),
        ("channel", "mastodon"),
        ("channel", "mastodon localhost"),
        ("channel", "x y"),
        ("host", "github:site"),
        ("host", "rsync:ik:geheim@host.example:site"),
        ("host", "git:origin"),
    ],
)
def test_an_answer_that_cannot_be_used_is_wrong(name, text):
    with pytest.raises(SettingsError, match=f"--{name}: "):
        answered(**{name: text})


@given(some.text(max_size=60))
def test_no_answer_whatever_it_is_ends_in_anything_but_a_value_or_a_sentence(text):
    for name, question in QUESTIONS.items():
        try:
            found = question.read(answers.one_line(text))
        except ValueError:
            continue
        assert found, name


# ---- the task ------------------------------------------------------------------------------------


def run(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.prefix) / "bin" / "expertstatus", *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


OPTIONS_GIVEN = [part for name, text in GIVEN.items() for part in (f"--{name}", text)]


def test_the_task_writes_where_no_tasks_file_is_and_prints_the_place(tmp_path):
    told = run("start", "praktijk", *OPTIONS_GIVEN, cwd=tmp_path, LANG="en_GB.UTF-8")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == str(tmp_path / "praktijk")
    assert "Done. README.md" in told.stderr
    assert (tmp_path / "praktijk" / "content" / "pages" / "about.md").is_file()
    again = run("start", "praktijk", *OPTIONS_GIVEN, cwd=tmp_path)
    assert again.returncode == Exit.SETTINGS
    assert "is niet leeg" in again.stderr


def test_the_task_without_a_terminal_and_answers_ends_with_3_and_the_options(tmp_path):
    told = run("start", "praktijk", cwd=tmp_path)
    assert told.returncode == Exit.SETTINGS
    assert "--practice NAAM --profession VAK" in told.stderr
    assert list(tmp_path.iterdir()) == []
    told = run("start", "praktijk", "--lang", "fr", cwd=tmp_path)
    assert (told.returncode, "--lang must be nl or en" in told.stderr) == (Exit.SETTINGS, True)


def on_a_terminal(said: bytes, cwd: Path) -> tuple[int, str]:
    """Run the task on a pseudo terminal, type what is `said`, and return exit code and screen."""
    import pty

    child, screen = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.chdir(cwd)
        os.environ["LANG"] = "nl_NL.UTF-8"
        command = str(Path(sys.prefix) / "bin" / "expertstatus")
        os.execv(command, [command, "start", "praktijk"])
    os.write(screen, said)
    seen = b""
    while True:
        try:
            part = os.read(screen, 1024)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen.decode("utf-8", "replace")


@pytest.mark.skipif(os.name != "posix", reason="a pseudo terminal is POSIX's")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_on_a_terminal_it_asks(tmp_path):
    said = "De Linde\ntimmerman\n1\nDorpsstraat 1, 1234 AB Lindedorp\n012-3456789\n\n\n"
    code, screen = on_a_terminal(said.encode(), tmp_path)
    assert code == 0, screen
    assert "1/6  Hoe heet de praktijk?" in screen
    assert "Kies er een: 1 huisarts" in screen
    assert (tmp_path / "praktijk" / "pelicanconf.py").is_file()


@pytest.mark.skipif(os.name != "posix", reason="a pseudo terminal is POSIX's")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_who_stops_answering_leaves_nothing_behind(tmp_path):
    code, screen = on_a_terminal(b"De Linde\n\x04", tmp_path)
    assert code == Exit.SETTINGS, screen
    assert "er is niets geschreven" in screen
    assert list(tmp_path.iterdir()) == []
