"""The questions of `start`: what a wrong answer gets, and the task on a terminal and without one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from syndicate.errors import Exit, SettingsError
from syndicate.workflows import answers
from syndicate.workflows.answers import Host
from syndicate.workflows.interview import OPTIONS, QUESTIONS, interview
from tests.workflows.starter import GIVEN, answered

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
