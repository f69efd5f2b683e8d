"""A practice of form 1, a fork of release 0.1, becomes a folder of form 2: shown, written, taken back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from syndicate import ledger, settings
from syndicate.errors import SettingsError
from syndicate.model import EntryKind
from syndicate.settings import FORMAT
from syndicate.workflows.check import check
from syndicate.workflows.forms import journal
from syndicate.workflows.publish import publish
from syndicate.workflows.upgrade import undo, upgrade
from tests.golden import ALONE, ENVIRON, GOLDEN, edit, first_form, written

# ends the process where its nth file comes into its place
KILLED = """
import os, sys
from pathlib import Path
from syndicate.workflows.upgrade import undo, upgrade
left = int(sys.argv[2])
def hook(event, args):
    global left
    if event in ("os.rename", "os.remove"):
        left -= 1
        if left < 0:
            os._exit(9)
sys.addaudithook(hook)
upgrade(Path(sys.argv[1]), yes=True) if sys.argv[3] == "upgrade" else undo(Path(sys.argv[1]))
"""


def entries(root: Path) -> int:
    conf = settings.load(root, ENVIRON)
    return sum(
        1
        for _, e in ledger.open_ledger(conf).since("")
        if e.kind not in (EntryKind.DEPLOY, EntryKind.ADDRESSES)
    )


def kill(root: Path, after: int, what: str = "upgrade") -> int:
    command = [sys.executable, "-c", KILLED, str(root), str(after), what]
    return subprocess.run(command, check=False, timeout=60, cwd=GOLDEN.parents[2]).returncode


# ---- the golden practice -------------------------------------------------------------------------


def test_an_upgrade_is_shown_first_and_changes_nothing(old: Path) -> None:
    before = written(old)
    done = upgrade(old)
    assert written(old) == before
    assert not (old / ".syndicate" / "upgrade").exists()
    assert "+SYNDICATE_FORMAT = 2" in done.lines
    assert '-THEME = "theme"  # met ons eigen artikelblok' in done.lines
    assert "+from syndicate.tasks import ns  # noqa: F401" in done.lines
    assert "gaat weg, zoals uitgave 0.1 het bracht: theme/templates/base.html" in done.lines
    assert not [line for line in done.lines if "article.html" in line and line.startswith("gaat weg")]
    assert "`invoke upgrade --yes`" in done.said


def test_the_golden_practice_comes_to_form_2_without_a_conflict(old: Path) -> None:
    mine = {p: b for p, b in written(old).items() if p.startswith("content/")}
    kept = {p: written(old)[p] for p in ("theme/templates/article.html", "theme/share/default.toml")}
    memory = {f.name: f.read_bytes() for f in (old / ".syndicate/ledger").iterdir()}
    done = upgrade(old, yes=True)
    after = written(old)
    assert set(after) == ALONE
    assert {p: after[p] for p in (*mine, *kept)} == mine | kept
    assert {f.name: f.read_bytes() for f in (old / ".syndicate/ledger").iterdir()} == memory
    assert settings.load(old, ENVIRON).form == FORMAT
    # the one thing said is that own pieces of the theme go before ours
    assert [line[:30] for line in done.lines if line.startswith("!")] == ["! Wat u in theme/ zelf hebt ve"]
    assert upgrade(old).said == "Deze map heeft vorm 2, de nieuwste. Er is niets te doen."


def test_an_upgrade_is_taken_back_byte_for_byte_and_done_again(old: Path) -> None:
    before = written(old)
    upgrade(old, yes=True)
    after = written(old)
    said = undo(old).said
    assert "vorm 1" in said
    assert written(old) == before
    upgrade(old, yes=True)
    assert written(old) == after
    assert sorted(p.name for p in (old / ".syndicate/upgrade").iterdir()) == ["1-2-1", "1-2-2"]
    undo(old)
    assert written(old) == before
    with pytest.raises(SettingsError, match="no upgrade here to undo"):
        undo(old)


def test_after_an_upgrade_nothing_is_posted_again_and_all_that_is_own_still_counts(old: Path) -> None:
    upgrade(old, yes=True)
    done = publish(old, environ=ENVIRON)
    assert int(done.exit) == 0
    assert not done.sent
    assert not done.settled
    assert entries(old) == 300 - 38
    page = (old / "public/verkoudheid/index.html").read_text(encoding="utf-8")
    assert '<aside class="box vlier">' in page
    assert "vrij inloopuur bij Huisartsenpraktijk De Vlier" in page
    # an approval of then still vouches for the text
    assert re.search(r"Gecontroleerd door <a [^>]+>Daan Kornoelje</a>", page)
    for file in (f for f in (old / "public/share").iterdir() if f.suffix != ".svg"):
        with Image.open(file) as card:
            assert card.size == (1200, 640)
    found = {f.code: f.overridden for f in check(old, environ=ENVIRON).findings if f.overridden}
    assert found == {"tone.question": "Els Vlierboom: Een tip, geen vraag."}


def test_a_practice_of_form_1_is_published_as_it_is(old: Path) -> None:
    done = publish(old, environ=ENVIRON)
    assert int(done.exit) == 0
    assert not done.sent
    assert '<aside class="box vlier">' in (old / "public/verkoudheid/index.html").read_text(encoding="utf-8")


# ---- killed, changed, taken back -----------------------------------------------------------------


@pytest.mark.parametrize("after", [0, 1, 2, 3, 20, 40, 60])
def test_a_killed_upgrade_goes_on_from_where_it_was(old: Path, tmp_path: Path, after: int) -> None:
    whole = first_form(tmp_path / "whole")
    upgrade(whole, yes=True)
    before = written(old)
    code = kill(old, after)
    assert code in (0, 9)
    assert {p for p, b in written(old).items() if not p.endswith(".upgrading") and b != before.get(p)} <= {
        p for p, b in written(whole).items() if b != before.get(p)
    }
    shown = upgrade(old)
    assert (shown.changed == ()) == (code == 0)
    upgrade(old, yes=True)
    assert written(old) == written(whole)


def test_a_killed_upgrade_can_be_taken_back_as_well(old: Path) -> None:
    before = written(old)
    assert kill(old, 20) == 9
    assert "`invoke upgrade --undo` zet alles terug" in upgrade(old).said
    undo(old)
    assert written(old) == before


def test_a_killed_undo_goes_on_and_stands_before_the_next_upgrade(old: Path) -> None:
    before = written(old)
    upgrade(old, yes=True)
    assert kill(old, 20, "undo") == 9
    with pytest.raises(SettingsError, match="an undo broke off here"):
        upgrade(old, yes=True)
    undo(old)
    assert {p: b for p, b in written(old).items() if not p.endswith(".upgrading")} == before


def test_what_somebody_changed_since_is_not_overwritten_by_an_undo(old: Path) -> None:
    upgrade(old, yes=True)
    edit(old, "pelicanconf.py", "De Vlier", "De Esdoorn")
    after = written(old)
    with pytest.raises(SettingsError, match=r"somebody changed pelicanconf.py since .*1-2-1/was"):
        undo(old)
    assert written(old) == after


def test_what_somebody_changed_meanwhile_stops_a_broken_off_upgrade(old: Path) -> None:
    assert kill(old, 20) == 9
    edit(old, "pelicanconf.py", "De Vlier", "De Esdoorn")
    with pytest.raises(SettingsError, match=r"somebody changed pelicanconf.py"):
        upgrade(old, yes=True)


def test_a_journal_that_cannot_be_read_is_said_with_the_way_out(old: Path) -> None:
    upgrade(old, yes=True)
    (old / ".syndicate/upgrade/1-2-1/journal.json").write_text("{}")
    (old / ".syndicate/upgrade/notes").write_text("")
    with pytest.raises(SettingsError, match=r"What was replaced lies in was/ there"):
        undo(old)


def test_a_link_in_the_place_of_a_file_is_left_alone(old: Path) -> None:
    (old / "tasks.py").rename(old / "mine.py")
    (old / "tasks.py").symlink_to(old / "mine.py")
    with pytest.raises(SettingsError, match=r"tasks.py is a link to another file"):
        upgrade(old, yes=True)
    (old / "pelicanconf.py").rename(old / "conf.py")
    (old / "pelicanconf.py").symlink_to(old / "conf.py")
    with pytest.raises(SettingsError, match=r"pelicanconf.py is a link to another file"):
        upgrade(old)


def test_what_python_left_in_an_emptied_folder_goes_with_it(old: Path) -> None:
    for folder in ("syndicate/__pycache__", "theme/templates/parts/__pycache__"):
        (old / folder).mkdir()
        (old / folder / "x.pyc").write_bytes(b"x")
    upgrade(old, yes=True)
    assert not (old / "syndicate").exists()
    assert not (old / "theme/templates/parts").exists()


# ---- nothing to do, and too new ------------------------------------------------------------------


def test_a_newer_practice_is_refused_by_everything(old: Path) -> None:
    with (old / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write("SYNDICATE_FORMAT = 3\nSYNDICATE_TELEPATHY = True\n")
    for task in (upgrade, undo, settings.load):
        with pytest.raises(SettingsError, match=r"SYNDICATE_FORMAT is 3, and .* newer one wrote") as refused:
            task(old)
        assert "TELEPATHY" not in str(refused.value)


def test_a_form_that_is_no_number_is_said(old: Path) -> None:
    with (old / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('SYNDICATE_FORMAT = "two"\n')
    with pytest.raises(SettingsError, match="SYNDICATE_FORMAT must be a whole number"):
        upgrade(old)


def test_a_blog_needs_no_upgrade(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text('PLUGINS = ["syndicate.site"]\nDEFAULT_LANG = "en"\n')
    (tmp_path / "content").mkdir()
    assert upgrade(tmp_path).said == "This is a blog of your own; nothing needs to change in it."


def test_the_task_shows_writes_and_takes_back(old: Path) -> None:
    def run(*options: str) -> tuple[int, str]:
        code = "import sys; from syndicate.tasks import program; sys.exit(program(sys.argv[1:]))"
        command = [sys.executable, "-P", "-c", code, "upgrade", *options]
        told = subprocess.run(command, cwd=old, capture_output=True, text=True, timeout=60, check=False)
        assert "Traceback" not in told.stderr
        return told.returncode, told.stdout + told.stderr

    assert run("--yes", "--undo")[0] == 3
    assert run()[0] == 0
    code, said = run("--yes")
    assert (code, "nu vorm 2" in said) == (0, True)
    code, said = run("--undo")
    assert (code, "weer vorm 1" in said) == (0, True)
    assert run("--undo")[0] == 3
    state = old / ".syndicate/upgrade/1-2-1/journal.json"
    assert json.loads(state.read_text())["state"] == journal.UNDONE
