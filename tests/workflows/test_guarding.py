"""What git must not keep or send: refused before a commit and before a push, with real git."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, PngImagePlugin

from syndicate.errors import ContentError, Exit, SettingsError, SiteError
from syndicate.workflows import blobs, guard, hooks
from syndicate.workflows.answers import professions
from syndicate.workflows.start import start
from tests.workflows.source import bare, git

BSN = "999990457"
SECRET = f"\nHaar BSN is {BSN}.\n"
NOTHING = "0" * 40
HERE = {"SYNDICATE_NOW": "2026-11-23T10:00:00+01:00"}


@pytest.fixture
def kept(practice):
    """A practice of its own in git, with a remote that has all of it."""
    own = {"name": "Praktijk De Linde", "phone": "030 271 82 81", "email": "info@linde.example"}
    own |= {"street": "Dorpsstraat 1", "postal_code": "3512 KL", "city": "Lindedorp"}
    practice.configure(SYNDICATE_PRACTICE=own)
    practice.write(".gitignore", "/.venv\n/theme\n/output/\n__pycache__/\n")
    git(practice.root, "init", "--quiet", "--initial-branch=main")
    bare(practice.root.parent / "host", "site.git")
    git(practice.root, "remote", "add", "origin", str(practice.root.parent / "host" / "site.git"))
    commit(practice, "begin")
    git(practice.root, "push", "--quiet", "-u", "origin", "main")
    return practice


def commit(practice, what="werk", *options):
    git(practice.root, "add", "--all")
    git(practice.root, "commit", "--quiet", "--no-verify", "--allow-empty", "-m", what, *options)
    return git(practice.root, "rev-parse", "HEAD")


def staging(practice):
    git(practice.root, "add", "--all")
    return guard.before_commit(practice.root, environ=HERE)


def pushing(practice, *, local="HEAD", remote="origin/main", ref="refs/heads/main"):
    """What the hook says of a push: `local` and `remote` are what git would name on its stdin."""
    ends = [NOTHING if not n else git(practice.root, "rev-parse", n) for n in (local, remote)]
    line = f"{ref} {ends[0]} {ref} {ends[1]}\n"
    return guard.before_push(practice.root, line, "origin", environ=HERE)


def said(seen):
    """Everything that a person would read."""
    words = [f"{f.file}:{f.line} {f.said.nl} {f.said.en} {f.mend.nl} {f.mend.en}" for f in seen.findings]
    return "\n".join([*words, *((seen.next_steps.nl, seen.next_steps.en) if seen.next_steps else ())])


def codes(seen):
    return sorted({finding.code for finding in seen.findings})


def photo(**more):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG", **more)
    return out.getvalue()


def located():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 0.0), 3: "E", 4: (5.0, 7.0, 0.0)})
    return photo(exif=exif)


# ---- as the folder lies there --------------------------------------------------------------------------


def test_a_sound_practice_passes_everywhere(kept):
    for seen in (guard.look(kept.root, environ=HERE), staging(kept), pushing(kept)):
        assert (seen.exit, seen.findings, seen.next_steps) == (Exit.DONE, (), None)
    assert guard.look(kept.root, environ=HERE).files == 4


def test_an_identifier_is_found_in_every_kind_of_file_and_its_value_never_told(kept):
    article = (kept.root / "content/articles/hoofdpijn.md").read_text("utf-8")
    kept.write("content/articles/a.md", article.replace("Het gaat meestal", f"{SECRET} Het gaat meestal"))
    kept.write(
        "content/articles/b.md", article.replace("Wat u zelf", f"Bel 06-12345678, BSN {BSN}. Wat u zelf")
    )
    kept.write("content/articles/half.md", f"---\ntitle: [\n---\n{SECRET}")
    kept.write("content/articles/comment.md", article.replace("lang: nl", f"lang: nl # van BSN {BSN}"))
    kept.write("content/private/rooster.md", f"Dinsdag: terugbellen 06-12345678{SECRET}")
    kept.write("content/calendar.toml", f'[[quiet]]\nfirst = 2027-01-01\nreason = "bsn {BSN}"\n')
    kept.write(f"content/images/intake-{BSN}.txt", "niets")
    (kept.root / "content/oud.txt").write_bytes(f"caf\u00e9 {SECRET}".encode("cp1252"))
    (kept.root / "content/breed.txt").write_bytes(f"{SECRET}".encode("utf-16"))
    (kept.root / "content/link").symlink_to(f"../elders/bsn-{BSN}")
    seen = guard.look(kept.root, environ=HERE)
    assert seen.exit is Exit.CONTENT
    where = {(f.file.rpartition("/")[2], f.line) for f in seen.findings if f.code == "secrecy.bsn"}
    lines = {}
    for name in (
        "articles/a.md",
        "articles/b.md",
        "articles/half.md",
        "articles/comment.md",
        "calendar.toml",
    ):
        text = (kept.root / "content" / name).read_text("utf-8")
        lines[name.rpartition("/")[2]] = text[: text.index(BSN)].count("\n") + 1
    named = [*lines.items(), ("rooster.md", 2), ("oud.txt", 2), ("breed.txt", 2), ("link", 1)]
    assert set(named) <= where
    assert len([f for f in seen.findings if f.file.startswith("content/images/intake")]) == 1
    assert BSN not in said(seen)
    assert "12345678" not in said(seen)


def test_what_is_the_practice_s_own_passes_and_what_its_sources_number_too(kept):
    kept.edit(
        "content/articles/hoofdpijn.md", "https://bron.example/hoofdpijn", f"https://bron.example/{BSN}"
    )
    own = "Bel 030-2718281 of mail info@linde.example. Dorpsstraat 1, 3512KL Lindedorp."
    kept.edit("content/articles/hoofdpijn.md", "Het gaat meestal", f"{own} Het gaat meestal")
    assert staging(kept).findings == ()


def test_a_name_beside_care_stops_a_commit_until_a_consent_holds_and_a_name_alone_does_not(kept):
    story = "Mevrouw Hilde Aartsma kwam bij ons met hielspoor en is nu klachtenvrij. "
    kept.edit("content/articles/hoofdpijn.md", "Het gaat meestal", f"{story}Het gaat meestal")
    assert codes(staging(kept)) == ["secrecy.name-care"]
    kept.write("content/consents.toml", "[c-2026-03]\nuntil = 2028-03-01\n")
    kept.edit("content/articles/hoofdpijn.md", "lang: nl", "lang: nl\nconsents: [c-2026-03]")
    assert codes(staging(kept)) == ["secrecy.name-care"]
    named = f"![Hilde Aartsma lacht.](/images/a.jpg)\n\n{story}"
    kept.edit("content/articles/hoofdpijn.md", story, named)
    assert staging(kept).findings == ()


@pytest.mark.parametrize("how", ["comment", "description", "png", "xmp", "trailing", "author"])
def test_words_beside_the_pixels_of_a_picture_are_read(kept, how):
    exif = Image.Exif()
    words = f"intake BSN {BSN}"
    exif[270] = words
    wide = Image.Exif()
    wide[40093] = words.encode("utf-16-le")
    png = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", words)
    Image.new("RGB", (8, 8)).save(png, "PNG", pnginfo=text)
    made = {
        "comment": photo(comment=words.encode()),
        "description": photo(exif=exif),
        "author": photo(exif=wide),
        "png": png.getvalue(),
        "xmp": photo(xmp=f"<x:xmpmeta><dc:title>{words}</dc:title></x:xmpmeta>".encode()),
        "trailing": photo() + words.encode(),
    }
    name = "prik.png" if how == "png" else "prik.jpg"
    kept.write("content/images/.keep", "")
    (kept.root / "content/images" / name).write_bytes(made[how])
    seen = staging(kept)
    assert codes(seen) == ["secrecy.bsn"]
    assert BSN not in said(seen)


def test_a_picture_that_says_where_it_was_taken_is_refused_and_can_be_cleaned(kept):
    kept.write("content/images/.keep", "")
    file = kept.root / "content/images/prik.jpg"
    for raw in (
        located(),
        photo(xmp=b"<x exif:GPSLatitude='52,5N'/>"),
        photo(exif=b"Exif\0\0broken GPSLatitude"),
    ):
        file.write_bytes(raw)
        seen = staging(kept)
        assert codes(seen) == ["guard.position"]
    assert guard.clean(kept.root, Path("content/images/prik.jpg"), environ=HERE) == file.resolve()
    assert staging(kept).findings == ()


def test_what_a_camera_says_beside_that_passes(kept):
    exif = Image.Exif()
    exif[271], exif[306] = "Camera", "2026:11:23 10:11:12"
    kept.write("content/images/.keep", "")
    (kept.root / "content/images/prik.jpg").write_bytes(photo(exif=exif))
    assert staging(kept).findings == ()


@pytest.mark.parametrize("name", ["content/images/geen.jpg", "content/people.toml", "pelicanconf.py"])
def test_only_a_picture_of_the_content_folder_can_be_cleaned(kept, name):
    with pytest.raises((SettingsError, ContentError), match="--clean"):
        guard.clean(kept.root, Path(name), environ=HERE)


def test_what_is_too_large_to_be_read_is_refused_wherever_it_lies(kept):
    kept.write("content/lang.txt", "woord " * 200_000)
    kept.write("uitvoer", "naam;datum\n" * 100_000)
    (kept.root / "breed.log").write_bytes(("woord " * 200_000).encode("utf-16-le"))
    kept.write("package-lock.json", '{"a": 1}\n' * 200_000)
    wanted = {("guard.size", name) for name in ("content/lang.txt", "uitvoer", "breed.log")}
    for seen in (guard.look(kept.root, environ=HERE), staging(kept)):
        assert {(f.code, f.file) for f in seen.findings} == wanted


def test_what_is_no_text_is_named_in_one_line_and_stops_nothing(kept):
    (kept.root / "content/film.mp4").write_bytes(b"\0\1" * 600_000)
    (kept.root / "content/ruis.bin").write_bytes(bytes(range(256)) * 40)
    (kept.root / "brief.pdf").write_bytes(b"%PDF-1.7\nBSN 999990457")
    for name in ("brief.docx", "lijst.xlsx", f"intake {BSN}.zip"):
        with ZipFile(kept.root / name, "w") as archive:
            archive.writestr("document.xml", "x")
    (kept.root / f"intake {BSN}.zip").rename(kept.root / "alles.zip")
    commit(kept)
    for seen in (guard.look(kept.root, environ=HERE), pushing(kept)):
        assert seen.findings == ()
        assert seen.exit is Exit.DONE
        named = ("alles.zip", "brief.docx", "brief.pdf", "content/film.mp4", "content/ruis.bin", "lijst.xlsx")
        assert seen.unread == named
        assert seen.passed_over.nl == f"Niet nagekeken, want het is geen tekst: {', '.join(named)}"
    (kept.root / "alles.zip").rename(kept.root / f"intake {BSN}.zip")
    seen = staging(kept)
    assert codes(seen) == ["secrecy.bsn"]
    assert BSN not in said(seen) + seen.passed_over.nl
    for number in range(12):
        (kept.root / f"{number}.gz").write_bytes(b"\x1f\x8b")
    assert staging(kept).passed_over.en.endswith("(+3)")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"])
def test_a_text_is_read_in_every_encoding_that_an_editor_writes(kept, encoding):
    for name in ("content/pages/over.md", "notities.txt", "zonder"):
        file = kept.root / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(f"Caf\u00e9\r\n\r\n{SECRET}".encode(encoding))
    seen = staging(kept)
    assert {(f.code, f.file, f.line) for f in seen.findings} == {
        ("secrecy.bsn", name, 4) for name in ("content/pages/over.md", "notities.txt", "zonder")
    }


def test_a_text_with_a_nought_inside_is_read(kept):
    (kept.root / "content/blob.bin").write_bytes(f"\0BSN {BSN}".encode())
    (kept.root / "lijst").write_bytes(f"een\0twee\0\nBSN {BSN}\0".encode())
    assert {f.file for f in staging(kept).findings} == {"content/blob.bin", "lijst"}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "README.md",
            "notes.txt",
            "docs/werkwijze.md",
            "zonder-staart",
            "brief.rtf",
            "dump.sql",
            ".env.oud",
        ),
        *("theme2/templates/base.html", "afspraken.csv", "a/b/c.yml", "tests.md"),
    ],
)
def test_every_text_of_the_repository_is_looked_at(kept, name):
    kept.write(name, SECRET)
    assert {f.file for f in guard.look(kept.root, environ=HERE).findings} == {name}
    assert {f.file for f in staging(kept).findings} == {name}
    commit(kept)
    assert [f.file.partition(":")[2] for f in pushing(kept).findings] == [name]


@pytest.mark.parametrize(
    "name", ["plugins/vakantie.py", "theme2/static/a.js", "node_modules/a/README.md", "tests/data/a.txt"]
)
def test_what_is_plainly_a_program_s_is_spared_outside_the_content_folder_only(kept, name):
    kept.write(name, SECRET)
    assert staging(kept).findings == ()
    kept.write(f"content/{name}", SECRET)
    assert {f.file for f in staging(kept).findings} == {f"content/{name}"}


def test_the_manual_of_a_package_is_the_program_s_and_a_practice_s_docs_are_not(kept):
    kept.write("docs/voorbeeld.md", SECRET)
    assert codes(staging(kept)) == ["secrecy.bsn"]
    kept.write("pyproject.toml", "")
    assert staging(kept).findings == ()


def test_hashes_lines_of_a_drawing_and_rows_of_a_list_are_no_numbers_of_people(kept):
    kept.write("requirements.txt", f"pelican==4.11.3 --hash=sha256:{'ab' * 12}{BSN}{'c' * 31}\n")
    kept.write(
        "lijn.svg", f'<svg><path fill="none"\n d="M {BSN} 1\nL 2 2"/>\n<text>BSN 111222333</text></svg>'
    )
    kept.write("getallen.csv", f"nummer\n{BSN[:4]}\n{BSN[4:]}\n")
    kept.write(".github/workflows/a.yml", "run: git config user.email publish@users.noreply.github.com\n")
    assert [(f.file, f.line) for f in staging(kept).findings] == [("lijn.svg", 4)]


BROKEN = {
    "secrecy.name-care": "Wij zagen mevrouw{}Aartsma met hielspoor op het spreekuur.",
    "secrecy.birth-date": "Zij is geboren op 12{}maart 1961.",
    "secrecy.iban": "Haar rekening is NL91 ABNA 0417{}1643 00.",
    "secrecy.address": "Zij woont in de Dorpsstraat{}12.",
    "secrecy.phone": "Bel haar op 06-123{}45678.",
    "secrecy.bsn": "Haar BSN is 9999{}90457.",
}


@pytest.mark.parametrize("code", BROKEN)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "  \n", "\\\n", "\u00ad\n", "<br>\n"], ids=repr)
def test_a_line_that_ends_inside_a_block_hides_nothing(kept, code, end):
    text = BROKEN[code].format(end)
    article = (kept.root / "content/articles/hoofdpijn.md").read_text("utf-8")
    (kept.root / "content/articles/hoofdpijn.md").write_bytes(
        article.replace("Het gaat meestal", f"\n\n{text}\n\nHet gaat meestal").encode()
    )
    (kept.root / "content/pages").mkdir(exist_ok=True)
    for name, words in (("over", text), ("aanhaling", f"> {BROKEN[code].format(end + '> ')}"),
                        ("lijst", f"- {BROKEN[code].format(end + '  ')}")):  # fmt: skip
        (kept.root / f"content/pages/{name}.md").write_bytes(words.encode())
    found = {(f.file.rpartition("/")[2], f.code) for f in staging(kept).findings}
    assert found == {(f"{name}.md", code) for name in ("hoofdpijn", "over", "aanhaling", "lijst")}


def test_a_file_above_the_bound_is_not_even_read(kept, monkeypatch):
    monkeypatch.setattr(blobs, "MOST_BYTES", 1000)
    (kept.root / "content/groot.bin").write_bytes(b"\0" * 2000)
    for seen in (guard.look(kept.root, environ=HERE), staging(kept)):
        assert [(f.code, f.file) for f in seen.findings] == [("guard.size", "content/groot.bin")]


# ---- before a commit -----------------------------------------------------------------------------------


def test_a_commit_is_looked_at_as_it_would_be_kept_and_not_as_the_folder_lies(kept):
    kept.edit("content/articles/hoofdpijn.md", "Het gaat meestal", f"{SECRET} Het gaat meestal")
    git(kept.root, "add", "--all")
    kept.edit("content/articles/hoofdpijn.md", SECRET, "")
    assert codes(guard.before_commit(kept.root, environ=HERE)) == ["secrecy.bsn"]
    assert codes(guard.look(kept.root, environ=HERE)) == []


def test_what_is_taken_away_passes(kept):
    kept.write("notes.md", SECRET)
    kept.write("content/oud.md", SECRET)
    commit(kept)
    (kept.root / "content/oud.md").unlink()
    (kept.root / "notes.md").unlink()
    assert staging(kept).findings == ()


def test_a_renamed_file_is_looked_at_under_its_new_name(kept):
    git(kept.root, "mv", "content/articles/hoofdpijn.md", f"content/articles/intake-{BSN}.md")
    seen = staging(kept)
    assert codes(seen) == ["secrecy.bsn"]
    assert BSN not in said(seen)


def test_the_first_commit_of_all_is_looked_at_too(kept):
    shutil.rmtree(kept.root / ".git")
    git(kept.root, "init", "--quiet", "--initial-branch=main")
    assert staging(kept).findings == ()
    kept.write("content/pages/over.md", SECRET)
    assert codes(staging(kept)) == ["secrecy.bsn"]


def test_a_submodule_is_no_file(kept):
    bare(kept.root.parent / "host", "other.git")
    commit(kept)
    git(
        kept.root,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{git(kept.root, 'rev-parse', 'HEAD')},content/sub",
    )
    assert guard.before_commit(kept.root, environ=HERE).files == 0


def test_without_git_there_is_no_commit_to_look_at(practice):
    with pytest.raises(SettingsError, match="niet in git"):
        guard.before_commit(practice.root, environ=HERE)


def test_a_practice_below_the_repository_s_top_is_looked_at_there(kept):
    below = kept.root / "praktijk"
    below.mkdir()
    for name in ("content", "pelicanconf.py"):
        shutil.move(kept.root / name, below / name)
    (below / "content/pages").mkdir()
    (below / "content/pages/over.md").write_text(SECRET)
    git(kept.root, "add", "--all")
    (finding,) = guard.before_commit(below, environ=HERE).findings
    assert finding.file == "praktijk/content/pages/over.md"


# ---- before a push -------------------------------------------------------------------------------------


def test_an_older_commit_of_a_push_stops_it_though_the_newest_is_clean(kept):
    kept.write("content/pages/over.md", SECRET)
    old = commit(kept)
    kept.write("content/pages/over.md", "Schoon.")
    commit(kept)
    seen = pushing(kept)
    (finding,) = seen.findings
    assert finding.file == f"{old[:10]}:content/pages/over.md"
    base = git(kept.root, "rev-parse", "origin/main")
    assert f"git reset --soft {base[:12]}" in seen.next_steps.nl
    # what it says helps
    for line in re.findall("^  git (?!push)(.*)$", seen.next_steps.nl, re.MULTILINE):
        git(kept.root, *(word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)))
    assert pushing(kept).findings == ()
    assert git(kept.root, "rev-list", "--count", "origin/main..HEAD") == "1"


def test_the_one_new_commit_is_amended(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    seen = pushing(kept)
    assert "git commit --amend --no-edit" in seen.next_steps.en
    kept.write("content/pages/over.md", "Schoon.")
    git(kept.root, "add", "-A")
    git(kept.root, "commit", "--quiet", "--amend", "--no-edit", "--no-verify")
    assert pushing(kept).findings == ()


def test_what_the_remote_has_already_is_not_looked_at_again(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "push", "--quiet", "origin", "main")
    commit(kept, "meer")
    assert pushing(kept).findings == ()


def test_of_a_branch_that_the_remote_lacks_the_newest_state_is_looked_at_whatever_is_remembered(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "push", "--quiet", "origin", "main")
    tip = commit(kept, "meer")
    # the host was emptied since, and only git's memory of it says that it has the page
    seen = pushing(kept, remote="", ref="refs/heads/nieuw")
    assert [(f.code, f.file) for f in seen.findings] == [("secrecy.bsn", f"{tip[:10]}:content/pages/over.md")]
    git(kept.root, "rm", "--quiet", "content/pages/over.md")
    commit(kept)
    assert pushing(kept, remote="", ref="refs/heads/nieuw").findings == ()


def test_a_first_push_sends_everything(kept):
    kept.write("content/pages/over.md", SECRET)
    commit(kept)
    git(kept.root, "update-ref", "-d", "refs/remotes/origin/main")
    seen = pushing(kept, remote="")
    assert codes(seen) == ["secrecy.bsn"]
    assert "git update-ref -d HEAD" in seen.next_steps.nl


def test_what_only_a_merge_brings_and_what_a_tag_names_is_looked_at(kept):
    git(kept.root, "checkout", "--quiet", "-b", "zij")
    kept.write("content/pages/zij.md", "Zij.")
    commit(kept)
    git(kept.root, "checkout", "--quiet", "main")
    kept.write("content/pages/hier.md", "Hier.")
    commit(kept)
    git(kept.root, "merge", "--quiet", "--no-ff", "--no-commit", "zij")
    kept.write("content/pages/zij.md", SECRET)
    commit(kept, "samen")
    assert codes(pushing(kept)) == ["secrecy.bsn"]
    git(kept.root, "tag", "-a", "v1", "-m", "v1")
    assert codes(pushing(kept, local="v1", remote="", ref="refs/tags/v1")) == ["secrecy.bsn"]


UNUSUAL = {
    "log.diffMerges": "off",
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.follow": "true",
    "format.pretty": "oneline",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "diff.external": "false",
    "diff.relative": "true",
    "diff.ignoreSubmodules": "all",
    "diff.submodule": "log",
    "diff.wordRegex": ".",
    "diff.niets.textconv": "true",
    "diff.niets.binary": "true",
    "core.quotePath": "true",
    "core.abbrev": "5",
    "color.ui": "always",
    "submodule.recurse": "true",
    "status.showUntrackedFiles": "no",
}


def unusual(practice):
    """Set all that somebody may have told git, so that it says less or says it otherwise."""
    attributes = practice.root.parent / "attributes"
    attributes.write_text("* -diff diff=niets binary\n")
    for name, value in {**UNUSUAL, "core.attributesFile": str(attributes)}.items():
        git(practice.root, "config", name, value)


def evil(practice):
    """Make a merge that says what neither of its sides said."""
    git(practice.root, "checkout", "--quiet", "-b", "zij")
    practice.write("content/pages/z\u00ed j.md", "Zij.")
    commit(practice)
    git(practice.root, "checkout", "--quiet", "main")
    practice.write("content/pages/hier.md", "Hier.")
    commit(practice)
    git(practice.root, "merge", "--quiet", "--no-ff", "--no-commit", "zij")
    practice.write("content/pages/z\u00ed j.md", SECRET)
    return commit(practice, "samen")


def test_no_configuration_of_git_hides_anything_from_a_commit_or_a_push(kept):
    unusual(kept)
    merge = evil(kept)
    (finding,) = pushing(kept).findings
    assert (finding.code, finding.file) == ("secrecy.bsn", f"{merge[:10]}:content/pages/z\u00ed j.md")
    git(kept.root, "update-ref", "-d", "refs/remotes/origin/main")
    git(kept.root, "reset", "--quiet", "--hard", "HEAD^")
    kept.write("content/pages/over.md", SECRET)
    assert codes(staging(kept)) == ["secrecy.bsn"]
    shutil.rmtree(kept.root / ".git")
    git(kept.root, "init", "--quiet", "--initial-branch=main")
    unusual(kept)
    assert codes(staging(kept)) == ["secrecy.bsn"]
    commit(kept, "eerste")
    assert codes(pushing(kept, remote="")) == ["secrecy.bsn"]


def test_the_hook_itself_stops_an_evil_merge_whatever_git_was_told(hooked):
    unusual(hooked)
    evil(hooked)
    refused = asked(hooked, "push", "origin", "main")
    assert refused.returncode
    assert "Er is niets verstuurd" in refused.stdout + refused.stderr


@pytest.mark.parametrize("how", ["replace", "graft"])
def test_what_is_sent_is_looked_at_and_not_what_stands_in_its_place(kept, how, monkeypatch):
    base = git(kept.root, "rev-parse", "HEAD")
    kept.write("content/pages/over.md", SECRET)
    bad = commit(kept)
    kept.write("content/pages/over.md", "Schoon.")
    tip = commit(kept)
    if how == "replace":
        git(kept.root, "replace", bad, base)
    else:
        (kept.root / ".git/info").mkdir(exist_ok=True)
        (kept.root / ".git/info/grafts").write_text(f"{tip} {base}\n")
    for name in ("GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS"):
        monkeypatch.setenv(name, "1")
    assert codes(pushing(kept)) == ["secrecy.bsn"]


def test_a_deleted_branch_a_strange_line_and_an_unknown_remote_commit_are_borne(kept):
    assert pushing(kept, local="").findings == ()
    for lines in ("", "een regel\n", f"a {NOTHING} b {NOTHING}\n"):
        assert guard.before_push(kept.root, lines, environ=HERE).files == 0
    kept.write("content/pages/over.md", SECRET)
    tip = commit(kept)
    line = f"refs/heads/main {tip} refs/heads/main {'1' * 40}\n"
    assert codes(guard.before_push(kept.root, line, environ=HERE)) == ["secrecy.bsn"]
    blob = git(kept.root, "hash-object", "content/pages/over.md")
    line = f"refs/tags/x {blob} refs/tags/x {NOTHING}\n"
    assert guard.before_push(kept.root, line, environ=HERE).files == 0
    apart = git(kept.root, "commit-tree", "-m", "los", git(kept.root, "write-tree"))
    line = f"refs/heads/los {apart} refs/heads/los {NOTHING}\n"
    seen = guard.before_push(kept.root, line, environ=HERE)
    assert codes(seen) == ["secrecy.bsn"]
    assert "git commit --amend" in seen.next_steps.nl


def test_git_s_own_words_are_passed_on(kept):
    with pytest.raises(SiteError, match="git diff"):
        blobs.run(kept.root, "diff", "--no-such-option")


# ---- the hooks -----------------------------------------------------------------------------------------


@pytest.fixture
def hooked(kept):
    """The same with both hooks, and a .venv that is this one."""
    (kept.root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    told = hooks.install(kept.root, "nl", environ={})
    assert len(told) == 2
    return kept


def asked(practice, *args):
    around = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"CI": "true"}
    who = ("-c", "user.name=Hanna", "-c", "user.email=hanna@linde.example")
    return subprocess.run(
        ["git", *who, *args], cwd=practice.root, env=around, capture_output=True, text=True, check=False
    )


def test_git_refuses_a_commit_and_a_push_and_says_what_to_do(hooked):
    kept = hooked
    kept.write("content/pages/over.md", SECRET)
    git(kept.root, "add", "--all")
    refused = asked(kept, "commit", "-m", "over")
    assert refused.returncode
    told = refused.stdout + refused.stderr
    assert "content/pages/over.md:2" in told
    assert "Er is niets vastgelegd" in told
    assert BSN not in told
    # a commit of one file has an index of its own
    kept.write("content/pages/schoon.md", "Schoon.")
    git(kept.root, "reset", "--quiet")
    git(kept.root, "add", "content/pages/schoon.md")
    assert not asked(kept, "commit", "-m", "schoon", "content/pages/schoon.md").returncode
    kept.write("content/pages/schoon.md", SECRET)
    assert asked(kept, "commit", "-a", "-m", "toch").returncode
    assert not asked(kept, "commit", "--no-verify", "-a", "-m", "toch").returncode
    refused = asked(kept, "push", "origin", "main")
    assert refused.returncode
    assert "Er is niets verstuurd" in refused.stdout + refused.stderr
    assert BSN not in refused.stdout + refused.stderr
    kept.write("content/pages/schoon.md", "Schoon.")
    git(kept.root, "reset", "--quiet", "--soft", "origin/main")
    git(kept.root, "add", "content/pages/schoon.md")
    assert not asked(kept, "commit", "-m", "schoon").returncode
    assert not asked(kept, "push", "origin", "main").returncode


def test_the_hook_of_a_practice_below_the_repository_s_top_looks_at_the_very_index_of_the_commit(kept):
    below = kept.root / "praktijk"
    below.mkdir()
    for name in ("content", "pelicanconf.py", "theme"):
        if (kept.root / name).exists():
            shutil.move(kept.root / name, below / name)
    kept.write(".gitignore", ".venv\ntheme\noutput\n__pycache__\n")
    commit(kept)
    (below / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    assert len(hooks.install(below, "nl", environ={})) == 2
    kept.write("praktijk/content/pages/over.md", SECRET)
    git(kept.root, "add", "--all")
    for options in ((), ("praktijk/content/pages/over.md",)):
        refused = asked(kept, "commit", "-m", "over", *options)
        assert refused.returncode
        assert "praktijk/content/pages/over.md:2" in refused.stdout + refused.stderr
    kept.write("praktijk/content/pages/over.md", "Schoon.")
    git(kept.root, "add", "--all")
    assert not asked(kept, "commit", "-m", "schoon").returncode


def test_a_hook_without_its_program_says_what_to_do(hooked):
    (hooked.root / ".venv").unlink()
    empty = hooked.root.parent / "bin"
    empty.mkdir()
    for name in ("sh", "git"):
        (empty / name).symlink_to(shutil.which(name))
    done = subprocess.run(
        ["sh", ".git/hooks/pre-commit"], cwd=hooked.root, env={"PATH": str(empty), "HOME": str(empty)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "Tegengehouden" in done.stderr
    assert "pip install" in done.stderr


def test_hooks_are_made_once_and_renewed_when_they_are_ours(hooked):
    assert hooks.install(hooked.root, "nl", environ={}) == ()
    ours = hooked.root / ".git/hooks/pre-push"
    ours.write_text(ours.read_text().replace("--push", "--oud"))
    assert hooks.install(hooked.root, "nl", environ={}) == ()
    assert "--push --remote" in ours.read_text()
    assert ours.stat().st_mode & 0o111


def test_a_hook_of_somebody_s_own_stays_and_the_line_to_add_is_told(kept):
    folder = kept.root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name, own in (("pre-commit", "#!/bin/sh\nmake lint\n"), ("pre-push", "")):
        (folder / name).write_text(own)
    told = hooks.install(kept.root, "en", environ={})
    assert [line.split(";")[0] for line in told] == [
        "git has a pre-commit of your own",
        "git has a pre-push of your own",
    ]
    assert 'guard --push --remote "$1"' in told[1]
    assert (folder / "pre-commit").read_text() == "#!/bin/sh\nmake lint\n"
    (folder / "pre-push").unlink()
    (folder / "pre-push").mkdir()
    assert len(hooks.install(kept.root, "en", environ={})) == 2


def test_hooks_kept_elsewhere_are_not_ours_to_write(kept):
    git(kept.root, "config", "core.hooksPath", "haken")
    assert len(hooks.install(kept.root, "nl", environ={})) == 2
    assert not (kept.root / "haken").exists()


def test_no_hook_in_ci_nor_without_a_repository(kept, tmp_path):
    assert hooks.install(kept.root, "nl", environ={"CI": "true"}) == ()
    assert not list((kept.root / ".git/hooks").glob("pre-commit"))
    (tmp_path / "los").mkdir()
    assert hooks.install(tmp_path / "los", "nl", environ={}) == ()


def test_a_practice_that_begins_in_a_clone_gets_its_hooks(tmp_path):
    from syndicate.workflows.interview import interview
    from tests.workflows.test_starting import GIVEN, TODAY

    assert professions()
    place = tmp_path / "praktijk"
    place.mkdir()
    git(place, "init", "--quiet")
    told = []
    start(place, interview(GIVEN, "nl", None), today=TODAY, tell=told.append, environ={})
    assert sum("git kijkt voortaan" in line for line in told) == 2
    assert "guard --staged" in (place / ".git/hooks/pre-commit").read_text()


# ---- the task ------------------------------------------------------------------------------------------


def task(practice, *args, stdin=""):
    around = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"CI": "true"} | HERE
    return subprocess.run(
        [sys.executable, "-m", "syndicate", "guard", *args],
        cwd=practice.root, env=around, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_task_says_where_and_what_and_ends_with_2(kept):
    for number in range(12):
        kept.write(f"content/pages/over{number}.md", SECRET)
    done = task(kept)
    assert done.returncode == 2
    assert done.stdout.count("secrecy.bsn") == 10
    assert "en nog 2 keer iets" in done.stderr
    assert BSN not in done.stdout + done.stderr
    tip = commit(kept)
    line = f"refs/heads/main {tip} refs/heads/main {NOTHING}\n"
    assert task(kept, "--push", stdin=line).returncode == 2
    assert task(kept, "--push", stdin="").returncode == 0
    assert task(kept, "--staged").returncode == 0


def test_the_task_cleans_and_installs_and_refuses_both_at_once(kept):
    kept.write("content/images/.keep", "")
    (kept.root / "content/images/prik.jpg").write_bytes(located())
    assert task(kept, "--clean", "content/images/prik.jpg").returncode == 0
    assert b"GPS" not in (kept.root / "content/images/prik.jpg").read_bytes()
    assert task(kept, "--install").returncode == 0
    assert task(kept, "--staged", "--push").returncode == 3
