import re

import pytest

GOOD = "---\ntitle: Hoofdpijn\nuid: hoofdpijn\nlang: nl\n"


def griepprik(site):
    return site.article("griepprik.md")


def change(pattern, new):
    def to(site):
        file = griepprik(site)
        text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert count
        file.write_text(text, encoding="utf-8")

    return to


def latin_1(site):
    file = griepprik(site)
    file.write_bytes(file.read_bytes() + "\nEen patiënt\n".encode("latin-1"))


BAD = {
    "no title": change(r"^title:.*\n", ""),
    "a bad date": change(r"^date:.*$", "date: 31 februari 2026"),
    "an unknown author": change(r"^authors:.*(\n  ?-.*)*$", "authors: [dokter-niemand]"),
    "a duplicate slug": change(r"^slug:.*$", "slug: tanden-poetsen-kind"),
    "Latin-1 bytes": latin_1,
    "a path outside the site": change(r"^slug:", "save_as: ../x\nslug:"),
    "a link to nothing": change(r"^## ", "Lees [dit](griepprik.md) en [dat](/bestaat-niet/).\n\n## "),
    "a picture that is not there": change(r"^## ", "![Een hoofd](images/hoofd.png)\n\n## "),
    "a raw script": change(r"^## ", "<script>alert(1)</script>\n\n## "),
}


@pytest.mark.parametrize("fault", BAD)
def test_each_fault_stops_the_run_with_file_line_and_what_to_do(site, fault):
    BAD[fault](site)
    told = site.invoke("publish")
    assert told.returncode == 2, told.stdout + told.stderr
    assert re.search(r"content/articles/[\w.-]+\.md:\d+: error ", told.stdout), told.stdout
    assert not (site.folder / "public").exists()
    assert not site.posts()
    assert not (site.folder.parent / "x").exists()


@pytest.mark.parametrize("fault", BAD)
def test_check_says_the_same_and_annotates_it_in_ci(site, fault):
    BAD[fault](site)
    told = site.invoke(
        "check", GITHUB_ACTIONS="true", CI="true", GITHUB_STEP_SUMMARY=str(site.folder / "summary.md")
    )
    assert told.returncode == 2, told.stdout + told.stderr
    assert re.search(r"^::error file=content/articles/[\w.-]+\.md,line=\d+,title=", told.stdout, re.MULTILINE)
    assert "| error |" in (site.folder / "summary.md").read_text(encoding="utf-8")


def test_check_of_the_sample_practice_finds_no_error(site):
    told = site.invoke("check")
    assert told.returncode == 0, told.stdout
    assert " error " not in told.stdout.replace("0 error", "")


def test_a_draft_of_two_lines_previews_and_stops_nothing(site):
    site.article("kramp.md").write_text("---\ntitle: Kramp\n---\nDrink eerst een glas water.\n")
    told = site.invoke("preview")
    assert told.returncode == 0, told.stdout + told.stderr
    page = (site.folder / "preview" / "index.html").read_text(encoding="utf-8")
    assert "Kramp" in page
    assert "Drink eerst een glas water." in page
    told = site.invoke("publish")
    assert told.returncode == 0
    assert "Drink eerst" not in "".join(
        p.read_text(encoding="utf-8", errors="replace") for p in (site.folder / "public").rglob("*.html")
    )


def test_a_draft_with_a_fault_still_previews_and_stops_nothing(site):
    site.article("kramp.md").write_text(
        "---\ntitle: Kramp\nstatus: draft\ndate: gisteren\n---\nDrink eerst een glas water.\n"
    )
    assert site.invoke("preview").returncode == 0
    assert site.invoke("publish").returncode == 0


def test_new_begins_a_draft_that_check_accepts(site):
    told = site.invoke("new", "Wat helpt bij hoofdpijn?")
    assert told.returncode == 0, told.stderr
    assert "content/articles/wat-helpt-bij-hoofdpijn.md" in told.stdout
    assert site.invoke("check").returncode == 0
    again = site.invoke("new", "Wat helpt bij hoofdpijn?")
    assert again.returncode == 3
    assert "exists already" in again.stderr
