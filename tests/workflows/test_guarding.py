"""What the guard finds in the files of a practice as they lie there."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, PngImagePlugin

from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.workflows import blobs, guard
from tests.workflows.guarded import BSN, HERE, SECRET, codes, commit, located, photo, pushing, said, staging


def test_a_sound_practice_passes_everywhere(kept):
    for seen in (guard.look(kept.root, environ=HERE), staging(kept), pushing(kept)):
        assert (seen.exit, seen.findings, seen.next_steps) == (Exit.DONE, (), None)
    assert guard.look(kept.root, environ=HERE).files == 4


def test_an_identifier_is_found_in_every_kind_of_file_and_its_value_never_told(kept):
    article = (kept.root / "content/articles/hoofdpijn.md").read_text("utf-8")
    kept.write("content/articles/a.md", article.replace("Het gaat meestal", f"{SECRET} Het gaat meestal"))
    kept.write(
        "content/articles/b.md", article.replace("Wat u thuis", f"Bel 06-12345678, BSN {BSN}. Wat u thuis")
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
