"""What a practice changed itself survives an upgrade, or is named."""

from __future__ import annotations

import shutil
from pathlib import Path

from syndicate import settings
from syndicate.site.theme import ours
from syndicate.workflows.forms import kit
from syndicate.workflows.forms.tree import Tree
from syndicate.workflows.upgrade import undo, upgrade
from tests.golden import ALONE, ENVIRON, GOLDEN, edit, written

# ---- what a practice changed itself --------------------------------------------------------------


def test_what_was_changed_of_the_product_stays_and_is_named(old: Path) -> None:
    edit(old, "tasks.py", "developers' own", "practice's own")
    edit(old, ".github/workflows/publish.yml", "17 * * * *", "47 * * * *")
    edit(old, "requirements/build.in", "wheel", "wheel\nsetuptools-scm")
    edit(old, ".gitignore", "/.venv/", "/.venv/\n/eigen/")
    edit(old, "syndicate/__init__.py", "0.1.0", "0.1.1")
    (old / "syndicate/channels").mkdir()
    (old / "syndicate/channels/eigen.py").write_text("")
    before = written(old)
    notes = "\n".join(line for line in upgrade(old, yes=True).lines if line.startswith("!"))
    after = written(old)
    for path in ("tasks.py", ".github/workflows/publish.yml", "requirements/build.in", ".gitignore"):
        assert after[path] == before[path]
    assert "requirements/build.in, syndicate/channels/eigen.py. Een eigen kanaal" in notes
    assert "tasks.py hebt u zelf veranderd" in notes
    assert ".github/workflows/publish.yml hebt u zelf veranderd" in notes
    # left in its place it would stand before the installed program
    assert "syndicate/__init__.py was veranderd en gaat toch weg" in notes
    assert "syndicate/__init__.py" not in after
    undo(old)
    assert written(old) == before


def test_a_checkout_with_the_line_ends_of_windows_is_recognised(old: Path) -> None:
    for file in (p for p in old.rglob("*") if p.is_file() and ".syndicate" not in p.parts):
        if file.suffix != ".png":
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    upgrade(old, yes=True)
    assert set(written(old)) == ALONE
    conf = (old / "pelicanconf.py").read_bytes()
    assert b"SYNDICATE_FORMAT = 2\r\n" in conf
    assert conf.count(b"\n") == conf.count(b"\r\n")


def test_a_theme_that_is_all_its_own_stays_whole(old: Path) -> None:
    shutil.rmtree(old / "theme")
    shutil.copytree(GOLDEN.parent / "theme", old / "theme")
    before = written(old)
    done = upgrade(old, yes=True)
    after = written(old)
    assert {p: b for p, b in after.items() if p.startswith("theme/")} == {
        p: b for p, b in before.items() if p.startswith("theme/")
    }
    assert settings.load(old, ENVIRON).pelican["THEME"] == "theme"
    assert "! Uw thema is van uzelf en blijft heel" in "\n".join(done.lines)


def test_a_theme_elsewhere_and_one_that_is_computed_stay_as_they_are(old: Path) -> None:
    edit(old, "pelicanconf.py", 'THEME = "theme"', 'NAME = "theme"\nTHEME = NAME; DEBUG = False')
    assert "THEME staat in pelicanconf.py niet op één eigen regel" in "\n".join(upgrade(old).lines)
    edit(old, "pelicanconf.py", "THEME = NAME; DEBUG = False", 'THEME = "kleed"')
    shown = "\n".join(upgrade(old).lines)
    assert "Uw thema is van uzelf" in shown
    assert "bracht: theme/" not in shown


def test_a_practice_that_names_no_theme_gets_ours(old: Path) -> None:
    edit(old, "pelicanconf.py", 'THEME = "theme"  # met ons eigen artikelblok\n', "")
    upgrade(old, yes=True)
    assert set(written(old)) == ALONE


def test_a_practice_in_english_hears_english(old: Path) -> None:
    edit(old, "pelicanconf.py", 'DEFAULT_LANG = "nl"', 'DEFAULT_LANG = "nl"\nSYNDICATE_LANGUAGE = "en"')
    done = upgrade(old, yes=True)
    assert "goes, as release 0.1 shipped it: theme/templates/base.html" in done.lines
    assert "This folder now has form 2." in done.said
    assert "# The form of this folder" in (old / "pelicanconf.py").read_text(encoding="utf-8")


def test_the_extras_of_the_accounts_and_the_host_are_asked_for(old: Path) -> None:
    accounts = '[{"name": "folder", "channel": "folder"}]'
    edit(old, "pelicanconf.py", accounts, '[{"name": "mastodon"}, {"name": "tweet", "channel": "x"}]')
    edit(old, "pelicanconf.py", "folder:public", "sftp:u@host.example/site")
    upgrade(old, yes=True)
    assert (old / "requirements.txt").read_text().startswith("expertstatus[mastodon,sftp,x]==")


def test_own_requirements_stay_and_a_picture_is_shown_as_no_text(old: Path) -> None:
    (old / "requirements.txt").write_text("rich\n")
    (old / "tasks.py").unlink()
    left = old / "expertstatus.egg-info"
    left.mkdir()
    (left / "entry_points.txt").write_text("[expertstatus.channels]\n")
    upgrade(old, yes=True)
    assert (old / "requirements.txt").read_text() == "rich\n"
    assert "from syndicate.tasks import ns" in (old / "tasks.py").read_text()
    assert not left.exists()


def test_what_is_no_text_is_named_and_not_shown(old: Path) -> None:
    (old / "syndicate/__init__.py").write_bytes(b"\xff")
    assert "a/syndicate/__init__.py -> /dev/null: geen tekst" in upgrade(old).lines
    assert len(Tree(old)) == len(written(old)) + 3


def test_a_practice_that_has_no_accounts_list_needs_no_extras() -> None:
    files = {"pelicanconf.py": b"PLUGINS = []\n"}
    assert (
        kit.step(files, {"SYNDICATE_ACCOUNTS": "x"}, "nl")
        .files["requirements.txt"]
        .startswith(  # type: ignore[union-attr]
            b"expertstatus=="
        )
    )


# ---- what there is to know of release 0.1 --------------------------------------------------------


def test_the_table_of_release_0_1_knows_the_files_that_are_kept_of_it() -> None:
    kept = GOLDEN / "release-0.1"
    files = {p.relative_to(kept).as_posix(): p for p in kept.rglob("*") if p.is_file()}
    table = kit.release()
    assert {path: table.get(path) for path in files} == {
        path: kit.fingerprint(file.read_bytes()) for path, file in files.items()
    }
    assert len(table) == 331
    assert not [path for path in table if path.startswith("content/")]


def test_every_file_of_the_old_theme_is_in_ours_so_that_a_changed_one_finds_the_others() -> None:
    theme = [path.removeprefix("theme/") for path in kit.release() if path.startswith("theme/")]
    assert [path for path in theme if not (ours() / path).is_file()] == []
