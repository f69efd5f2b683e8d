"""What a build copies as it lies there: letters, lists and the sources of texts."""

from __future__ import annotations

import pytest

from syndicate.errors import ContentError, Exit

BSN = "999990457"
FILE = "content/articles/buikpijn.md"
PLAIN = "Het gaat meestal vanzelf over."
FILES = {
    "brief.txt": f"Geachte collega,\n\nhaar BSN is {BSN}.\n",
    "lijst.csv": f"soort,bsn\nnieuw,{BSN}\n",
    "brief.html": f"<p>Haar <b>BSN</b> is {BSN}.</p>",
    "gegevens.json": f'{{"bsn": "{BSN}"}}',
    "zonder": f"Haar BSN is {BSN}.",
}


@pytest.fixture
def quiet(practice):
    """A practice without accounts: nothing but its site goes out."""
    practice.configure(SYNDICATE_ACCOUNTS=[])
    practice.article("buikpijn")
    return practice


def stopped(practice):
    with pytest.raises(ContentError) as refused:
        practice.publish()
    assert BSN not in str(refused.value) + repr(refused.value.findings)
    assert not (practice.root / "public").exists()
    return [(f.code, f.file) for f in refused.value.findings]


@pytest.mark.parametrize("name", ["brief.txt", "lijst.csv"])
def test_a_file_that_a_text_leads_to_is_read(quiet, name):
    quiet.write(f"content/files/{name}", FILES[name])
    quiet.edit(FILE, PLAIN, f"[De brief]({{static}}/files/{name}).")
    assert stopped(quiet) == [("secrecy.bsn", f"files/{name}")]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_folder_that_is_copied_is_read(quiet, name):
    quiet.configure(STATIC_PATHS=["images", "files"])
    quiet.write(f"content/files/{name}", FILES[name])
    assert stopped(quiet) == [("secrecy.bsn", f"files/{name}")]


def test_a_file_that_gets_another_place_is_read(quiet):
    more = {"files/brief.txt": {"path": "brief.txt"}}
    quiet.configure(STATIC_PATHS=["files"], EXTRA_PATH_METADATA=more)
    quiet.write("content/files/brief.txt", FILES["brief.txt"])
    assert stopped(quiet) == [("secrecy.bsn", "brief.txt")]


def test_a_copied_text_that_is_too_long_to_be_read_is_refused(quiet):
    quiet.configure(STATIC_PATHS=["files"])
    quiet.write("content/files/lang.txt", "Rust helpt.\n" * 90_000)
    assert stopped(quiet) == [("guard.size", "files/lang.txt")]


def test_what_tells_of_nobody_is_copied(quiet):
    quiet.configure(STATIC_PATHS=["files"])
    quiet.write("content/files/folder.txt", "Rust helpt.")
    (quiet.root / "content/files/folder.pdf").write_bytes(b"%PDF-1.4 " + BSN.encode())
    quiet.write("content/files/rooster.js", f"const id = {BSN};")
    assert quiet.publish().exit is Exit.DONE
    assert (quiet.root / "public/files/folder.txt").is_file()


def test_no_source_of_a_text_is_ever_copied(quiet):
    quiet.configure(STATIC_PATHS=["images", "articles"])
    quiet.edit(FILE, PLAIN, "Wij spraken met Fatima El Amrani over de zomer.")
    quiet.article("oorpijn", status="draft")
    quiet.write("content/articles/keelpijn.md.bak", "Een oude tekst.")
    quiet.write("content/articles/keelpijn.rst", "Een oude tekst.")
    quiet.write("content/articles/folder.txt", "Rust helpt.")
    assert quiet.publish().exit is Exit.CONTENT
    copied = [f.name for f in (quiet.root / "public/articles").iterdir()]
    assert copied == ["folder.txt"]
    public = [f for f in (quiet.root / "public").rglob("*") if f.is_file()]
    assert not [f for f in public if b"Amrani" in f.read_bytes() or f.suffix == ".md"]
