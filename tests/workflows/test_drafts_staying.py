"""drafts: what stays in the drop folder and why, and whose folder it may be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import Exit, SettingsError
from syndicate.workflows.drafts import Drafted, drafts
from syndicate.workflows.guard import look
from syndicate.workflows.repository import git
from tests.word_files import changed, photo, shown, word
from tests.workflows.conftest import ROOT, Practice
from tests.workflows.dropped import MINE, earache, hand_in, take_in


@pytest.mark.parametrize("name", ["oud.doc", "met.docm", "scan.pdf", "foto.jpg", "zonder"])
def test_other_files_stay_with_a_sentence(practice: Practice, name: str) -> None:
    hand_in(practice, name, b"x")
    assert (
        take_in(practice)
        .lines[1]
        .startswith("  - Alleen een Word-document (.docx) of een notitie (.txt) wordt een concept.")
    )


def test_a_link_to_a_file_elsewhere_is_not_followed(practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "elders.docx").write_bytes(earache())
    (practice.root / "drop").mkdir()
    (practice.root / "drop" / "oorpijn.docx").symlink_to(tmp_path / "elders.docx")
    assert take_in(practice).lines[1].startswith("  - Dit is een verwijzing, geen bestand.")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_signs_in_a_file_name_that_would_act_are_not_repeated(practice: Practice) -> None:
    hand_in(practice, "boos\x1b[31m\n\udcff.docx", word("Een hele zin.", "Nog een."))
    hand_in(practice, "boos\x1b[31m\n\udcff.doc", b"x")
    done = take_in(practice)
    assert done.lines[0] == "boos [31m  .doc blijft in de map liggen:"
    assert done.files[0].name == "boos-31m.md"
    assert 'title: "boos [31m"' in done.files[0].read_text(encoding="utf-8")


def test_what_word_leaves_beside_an_open_file_and_folders_are_passed_over(practice: Practice) -> None:
    for name in ("~$rpijn.docx", ".~lock.oorpijn.docx#"):
        hand_in(practice, name, b"x")
    (practice.root / "drop" / "map").mkdir()
    assert take_in(practice) == Drafted((), 0, (), None)
    assert not practice.told


def test_nothing_is_overwritten(practice: Practice) -> None:
    for name in ("a.docx", "b.docx"):
        hand_in(practice, name, earache(make=lambda d: shown(d, photo(), "Een oor")))
    done = take_in(practice)
    assert (len(done.files), done.staying) == (1, 1)
    assert done.lines[-1] == (
        f"  - Er is al een artikel met deze titel: {MINE}. Werk daarin verder, of geef dit een andere titel."
    )
    done.files[0].unlink()
    hand_in(practice, "a.docx", earache(make=lambda d: shown(d, photo(), "Een oor")))
    (practice.root / "drop" / "b.docx").unlink()
    again = take_in(practice)
    assert "(/images/wat-helpt-bij-oorpijn-2/1.jpg)" in again.files[0].read_text(encoding="utf-8")
    assert {file.name for file in (practice.root / "drop" / "taken").iterdir()} == {"a.docx", "a-2.docx"}


def test_a_draft_that_appears_at_the_last_moment_is_not_overwritten(practice: Practice) -> None:
    hand_in(practice, "a.docx", earache(make=lambda d: shown(d, photo(), "Een oor")))
    # a link that leads nowhere is there for who writes, and not for who looks
    (practice.root / MINE).symlink_to(practice.root / "nowhere.md")
    done = take_in(practice)
    assert done.lines[1].startswith("  - Er is al een artikel met deze titel")
    assert not (practice.root / "content" / "images").exists() or not list(
        (practice.root / "content" / "images").iterdir()
    )


def test_a_broken_file_stays_and_the_next_is_taken(practice: Practice) -> None:
    hand_in(practice, "a.docx", b"PK\3\4")
    hand_in(practice, "b.docx", earache())
    done = take_in(practice)
    assert (done.files, done.staying) == ((practice.root / MINE,), 1)


def test_git_passes_over_the_folder_and_a_file_that_it_has_stays(kept: Practice) -> None:
    assert not take_in(kept).lines
    hand_in(kept, "oorpijn.docx", earache())
    assert not git(kept.root, "status", "--porcelain", "--", "drop")
    git(kept.root, "add", "--force", "drop/oorpijn.docx")
    done = take_in(kept)
    assert done.lines[1].startswith("  - Dit bestand staat in git, dat alles bewaart.")
    git(kept.root, "rm", "--cached", "--quiet", "drop/oorpijn.docx")
    assert take_in(kept).files == (kept.root / MINE,)
    assert not [f for f in look(kept.root, environ=kept.environ).findings if "drop" in f.file]


def test_the_folder_may_lie_where_others_can_reach_it(practice: Practice, tmp_path: Path) -> None:
    practice.configure(SYNDICATE_DROP=str(tmp_path / "gedeeld"))
    (tmp_path / "gedeeld").mkdir()
    (tmp_path / "gedeeld" / "oorpijn.docx").write_bytes(earache())
    assert take_in(practice).files == (practice.root / MINE,)
    assert (tmp_path / "gedeeld" / "report.txt").is_file()


def test_the_folder_may_be_none_of_the_others(practice: Practice) -> None:
    practice.configure(SYNDICATE_DROP="content/articles")
    with pytest.raises(SettingsError, match="SYNDICATE_DROP"):
        take_in(practice)


def test_a_blog_writes_its_texts_where_pelican_reads_them(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/data/foreign/plain", tmp_path / "plain")
    with (tmp_path / "plain/pelicanconf.py").open("a") as conf:
        conf.write('PLUGINS = ["syndicate.site"]\n')
    assert settings.load(tmp_path / "plain", {}).blog
    with pytest.raises(SettingsError, match="Pelican's own form"):
        drafts(tmp_path / "plain", environ={})
    assert not (tmp_path / "plain" / "drop").exists()


def test_the_task_tells_it_and_ends_with_2_where_something_stays(practice: Practice, run) -> None:
    assert run("drafts") == (0, "", "")
    hand_in(practice, "oorpijn.docx", earache())
    code, out, _ = run("drafts")
    assert code == 0
    assert out.startswith(f"oorpijn.docx staat nu als concept in {MINE}:")
    assert out.rstrip().endswith(str(practice.root / "drop" / "report.txt"))
    hand_in(practice, "oud.doc", b"x")
    assert run("drafts")[0] == Exit.CONTENT


def test_without_the_extra_it_says_what_to_install(practice: Practice) -> None:
    hand_in(practice, "oorpijn.docx", earache())
    code = (
        "import importlib.util as u, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'mammoth' else find(name, *a)\n"
        "from syndicate.tasks import program\n"
        "sys.exit(program(['drafts']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=practice.root, env={"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.SETTINGS
    assert "pip install 'expertstatus[word]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_with_macros_stays_whatever_it_is_called(practice: Practice) -> None:
    hand_in(practice, "oorpijn.docx", changed(earache(), {"word/vbaProject.bin": b"x"}))
    assert "macro's" in take_in(practice).lines[1]
