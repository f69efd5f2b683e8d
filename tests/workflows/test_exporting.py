"""A practice takes everything along, and plain Pelican makes a site of it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from syndicate.errors import LedgerError, SettingsError
from syndicate.workflows.export import export
from syndicate.workflows.upgrade import upgrade
from tests.golden import LEDGER, NOW, first_form
from tests.workflows.conftest import PEOPLE, Practice

ROOT = Path(__file__).resolve().parents[2]
ENVIRON = {"USER": "tester", "SYNDICATE_NOW": NOW}
# Pelican as somebody has it who has nothing of ours, and any warning ends it
PLAIN = """
import sys, types
sys.modules["syndicate"] = None
# Pelican imports every plugin that is installed, and registers those that are asked for
sys.modules["pelican.plugins.yaml_metadata"] = types.ModuleType("nothing to register")
from pelican import main
main(["content", "-s", "pelicanconf_plain.py", "-o", sys.argv[1], "--fatal", "warnings"])
"""


def pelican(folder: Path) -> Path:
    output = folder.with_name(f"{folder.name}-built")
    command = [sys.executable, "-I", "-c", PLAIN, str(output)]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return output


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def vlier(tmp_path: Path) -> Path:
    """The golden practice in form 2, with a private folder."""
    root = first_form(tmp_path / "vlier")
    upgrade(root, yes=True)
    (root / "content/private").mkdir()
    (root / "content/private/rooster.md").write_text("Els is er op dinsdag.\n")
    (root / "content/.kladje").write_text("x")
    (root / "content/images/link.png").symlink_to(root / "content/images/vlier.png")
    return root


def test_all_that_a_practice_has_is_in_one_folder(vlier: Path, tmp_path: Path) -> None:
    out = export(vlier, Path("../mee"), environ=ENVIRON)
    assert out == tmp_path / "mee"
    articles = {f"articles/{name}.md" for name in ("muggenbulten", "verkoudheid", "verzwikte-enkel")}
    assert names(out) == {
        "README.md",
        "settings.json",
        "pelicanconf_plain.py",
        "numbers/posts.csv",
        "numbers/posts.json",
        "ledger/2026-07.jsonl",
        "ledger/2026-08.jsonl",
        "ledger/2026-09.jsonl",
        "theme/share/default.toml",
        "theme/templates/article.html",
        "content/people.toml",
        "content/calendar.toml",
        "content/images/vlier.png",
        "content/pages/contact.md",
        "originals/pages/contact.md",
        *(f"{folder}/{article}" for folder in ("content", "originals") for article in articles),
    }
    for path in (*articles, "pages/contact.md"):
        assert (out / "originals" / path).read_bytes() == (vlier / "content" / path).read_bytes()
    for file in LEDGER.glob("*.jsonl"):
        assert (out / "ledger" / file.name).read_bytes() == file.read_bytes()
    readme = (out / "README.md").read_text(encoding="utf-8")
    assert "# Huisartsenpraktijk De Vlier: alles in één map" in readme
    assert "Wat privé is, zit er niet bij" in readme


def test_what_is_private_comes_along_only_when_asked_for(vlier: Path) -> None:
    out = export(vlier, Path("../mee"), private=True, environ=ENVIRON)
    assert (out / "private/rooster.md").read_text() == "Els is er op dinsdag.\n"
    assert not (out / "content/private").exists()
    assert "Deel dit pakket dus met niemand" in (out / "README.md").read_text(encoding="utf-8")
    shutil.rmtree(vlier / "content/private")
    assert not (export(vlier, Path("../weer"), private=True, environ=ENVIRON) / "private").exists()


def test_plain_pelican_makes_the_site_with_the_same_addresses(vlier: Path) -> None:
    site = pelican(export(vlier, Path("../mee"), environ=ENVIRON))
    page = (site / "verkoudheid/index.html").read_text(encoding="utf-8")
    assert "Wat helpt tegen verkoudheid?" in page
    assert "Els Vlierboom" in page
    assert 'href="../verzwikte-enkel/"' in page
    assert 'src="../images/vlier.png"' in page
    assert "Gecontroleerd door Daan Kornoelje op 1-6-2026." in page
    assert 'href="https://bron.example/verkoudheid"' in page
    assert "Vlierpad 3" in (site / "contact/index.html").read_text(encoding="utf-8")
    assert {"feeds/all.atom.xml", "images/vlier.png"} <= names(site)


def test_plain_pelican_makes_the_sample_practice_in_all_its_languages(tmp_path: Path) -> None:
    root = tmp_path / "sample"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "pelicanconf.py", root)
    site = pelican(export(root, Path("../mee"), environ={}))
    pages = names(site)
    written = list((root / "content/articles").glob("*.md"))
    assert len(written) > 10
    assert {"griepprik/index.html", "en/back-pain-keep-moving/index.html"} <= pages
    english = (site / "en/back-pain-keep-moving/index.html").read_text(encoding="utf-8")
    assert "## Sources" not in english
    assert ">Sources</h2>" in english


def test_a_draft_stays_one_and_the_text_of_a_withdrawn_article_never_leaves(
    practice: Practice,
) -> None:
    draft = practice.article("kladje", status="draft")
    practice.edit("content/articles/kladje.md", "date: 2025-09-29\n", "")
    practice.article("weg")
    practice.edit("content/articles/weg.md", "status: published", "status: withdrawn\nreason: Verouderd.")
    practice.edit("content/articles/weg.md", "Het gaat meestal vanzelf over.", "Neem er drie.")
    practice.write("content/articles/stuk.md", "---\ntitle: [\n---\nTekst\n")
    practice.write("content/pages/stuk.md", "---\ntitle: [\n---\nTekst\n")
    practice.write(
        "content/pages/over.md",
        "---\ntitle: 'Over: ons'\ntemplate: x\ntags: ['a, b']\nmenu:\n---\n[plaatje](/images/x.png)\n",
    )
    practice.article("prik", lang="en")
    practice.article("prik", title="Een 'prik'")
    more = "modified: 2026-01-02\ntags: ['x, y']\ncorrection: Een getal."
    practice.edit("content/articles/prik.md", "topic: Klachten", f"topic: kl\n{more}")
    practice.write("content/topics.toml", '[kl]\nname = { nl = "Klachten", en = "Complaints" }\n')
    practice.write("content/articles/begin.md", "---\ntitle: Een begin\nstatus: draft\n---\nTekst.\n")
    out = export(practice.root, Path("../mee"), environ=practice.environ)
    begun = (out / "content/articles/begin.md").read_text(encoding="utf-8")
    assert (
        begun == "Title: Een begin\nSlug: een-begin\nLang: nl\nUid: begin-baa77479\nStatus: draft\n\nTekst.\n"
    )
    assert draft.read_bytes() == (out / "originals/articles/kladje.md").read_bytes()
    kept = (out / "content/articles/kladje.md").read_text(encoding="utf-8")
    assert "Status: draft\n" in kept
    assert "Date:" not in kept
    gone = (out / "content/articles/weg.md").read_text(encoding="utf-8")
    assert gone.endswith("\n\nVerouderd.\n")
    assert "Status: hidden\n" in gone
    assert "Neem er drie" not in gone
    # what cannot be read stays as it is
    for path in ("articles/stuk.md", "pages/stuk.md"):
        assert (out / "content" / path).read_text() == "---\ntitle: [\n---\nTekst\n"
        assert not (out / "originals" / path).exists()
    page = (out / "content/pages/over.md").read_text(encoding="utf-8")
    assert page == "Title: Over: ons\nTags: a, b;\n\n[plaatje]({static}/images/x.png)\n"
    article = (out / "content/articles/prik.md").read_text(encoding="utf-8")
    assert "Category: Klachten\nTags: x, y;\n" in article
    assert "Modified: 2026-01-02 00:00\n" in article
    assert "**Verbeterd:** Een getal." in article
    english = (out / "content/articles/prik.en.md").read_text(encoding="utf-8")
    assert "Translation: true\n" in english
    assert "*Checked by Bram Els on 14-9-2026.*" in english


def test_two_exports_are_the_same_bytes(vlier: Path, tmp_path: Path) -> None:
    one = export(vlier, Path("../een.zip"), environ=ENVIRON)
    two = export(vlier, Path("../twee.ZIP"), environ=ENVIRON)
    assert one.read_bytes() == two.read_bytes()
    folder = export(vlier, Path("../mee"), environ=ENVIRON)
    with ZipFile(one) as archive:
        archive.extractall(tmp_path / "uit")
    unpacked = tmp_path / "uit/export"
    assert {p: (unpacked / p).read_bytes() for p in names(unpacked)} == {
        p: (folder / p).read_bytes() for p in names(folder)
    }


def test_the_numbers_say_each_post_with_its_address_and_day(vlier: Path) -> None:
    out = export(vlier, Path("../mee"), environ=ENVIRON)
    with (out / "numbers/posts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    tree = json.loads((out / "numbers/posts.json").read_text(encoding="utf-8"))
    assert len(rows) == tree["posts"] == 51
    assert rows[-1]["article"] == "muggenbulten"
    assert rows[-1]["title"] == "Muggenbulten"
    assert rows[-1]["occasion"] == "season:2026"
    assert rows[-1]["posted_at"] == "2026-09-13T17:00:00Z"
    assert tree["articles"]["muggenbulten/nl"]["posts"] == 2
    shared = tree["articles"]["storing-0/nl"]["accounts"]["praat"]
    assert [post["occasion"] for post in shared] == ["new", "evergreen:2", "evergreen:3"]
    assert all(post["address"].startswith("https://praat.example/@vlier/") for post in shared)


def test_a_folder_channel_alone_has_no_past_and_an_empty_place_may_be_there(practice: Practice) -> None:
    (practice.root / "mee").mkdir()
    out = export(practice.root, Path("mee"), environ=practice.environ)
    assert not (out / "ledger").exists()
    assert json.loads((out / "numbers/posts.json").read_text()) == {"articles": {}, "posts": 0}


def test_no_secret_leaves_with_the_settings(practice: Practice) -> None:
    practice.environ["SYNDICATE_FOLDER_ACCESS_TOKEN"] = "zeer-geheim"
    practice.configure(
        SYNDICATE_ACCOUNTS=[{"name": "folder", "channel": "folder", "options": {"api_key": "k1", "n": 2}}],
        MIJN_WACHTWOORD="zeer-geheim",
        SMTP_PASSWORD="k2",
        AUTHOR_URL="door/{slug}/",
        MIRROR="https://els:k3@host.example/x",
        LINKS=(("RIVM", "https://www.rivm.nl/"), ("x", "https://a:k4@b.example/")),
        HALF=0.5,
    )
    conf = practice.root / "pelicanconf.py"
    conf.write_text(conf.read_text() + "JINJA_FILTERS = {'shout': str.upper}\n")
    out = export(practice.root, Path("../mee"), environ=practice.environ)
    said = json.loads((out / "settings.json").read_text(encoding="utf-8"))
    assert said["SYNDICATE_ACCOUNTS"][0]["options"] == {"n": 2}
    assert said["LINKS"] == [["RIVM", "https://www.rivm.nl/"], ["x"]]
    assert said["AUTHOR_URL"] == "door/{slug}/"
    assert said["HALF"] == 0.5
    assert said["JINJA_FILTERS"] == {}
    plain = (out / "pelicanconf_plain.py").read_text(encoding="utf-8")
    assert "AUTHOR_URL = 'door/{slug}/'" in plain
    everything = "".join(p.read_text("utf-8", errors="replace") for p in out.rglob("*") if p.is_file())
    for secret in ("zeer-geheim", "k1", "k2", "els:k3", "a:k4"):
        assert secret not in everything


@pytest.mark.parametrize("place", ["content/mee", "public", "posts/x.zip", "preview/mee", "output"])
def test_a_place_that_would_be_published_or_thrown_away_is_refused(practice: Practice, place: str) -> None:
    with pytest.raises(SettingsError, match=r"de site zou het tonen, of een taak het weggooien"):
        export(practice.root, Path(place), environ=practice.environ)


def test_nothing_that_is_there_is_overwritten(practice: Practice) -> None:
    practice.configure(SYNDICATE_DEPLOY="git:./repo.git")
    practice.write("mee/brief.txt", "x")
    practice.write("mee.zip", "x")
    for place in ("mee", "mee.zip"):
        with pytest.raises(SettingsError, match="Er is niets veranderd"):
            export(practice.root, Path(place), environ=practice.environ)
    assert (practice.root / "mee/brief.txt").read_text() == "x"


def test_a_memory_that_cannot_be_read_is_not_left_out_in_silence(vlier: Path) -> None:
    (vlier / ".syndicate/ledger/2026-08.jsonl").write_text("{}\n")
    with pytest.raises(LedgerError, match=r"2026-08.jsonl:1"):
        export(vlier, Path("../mee"), environ=ENVIRON)
    assert not (vlier / "../mee").exists()


def test_a_blog_takes_its_texts_along_as_they_are(tmp_path: Path) -> None:
    root = tmp_path / "blog"
    (root / "content").mkdir(parents=True)
    (root / "content/hello.md").write_text("Title: Hello\nDate: 2020-01-01\n\nHello there.\n")
    (root / "pelicanconf.py").write_text(
        'PLUGINS = ["syndicate.site"]\nSITENAME = "Waves"\nSITEURL = "http://localhost:8000"\n'
        'THEME = "simple"\nTIMEZONE = "Europe/Paris"\nDEFAULT_LANG = "en"\n'
        'ARTICLE_URL = ARTICLE_SAVE_AS = "posts/{slug}.html"\n'
    )
    out = export(root, Path("../mee"), environ={})
    assert (out / "content/hello.md").read_bytes() == (root / "content/hello.md").read_bytes()
    assert not (out / "originals").exists()
    assert "Hello there." in (pelican(out) / "posts/hello.html").read_text()
    assert "# Waves: everything in one folder" in (out / "README.md").read_text()


def test_the_task_says_where_it_all_is(vlier: Path) -> None:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "invoke", "export", *options]
        return subprocess.run(command, cwd=vlier, capture_output=True, text=True, timeout=60, check=False)

    told = run("../mee.zip", "--private")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == str(vlier.parent / "mee.zip")
    assert "export 21 files" not in told.stderr
    assert "export 22 files" in told.stderr
    again = run("../mee.zip")
    assert again.returncode == 3
    assert "Traceback" not in again.stderr


def test_people_of_the_sample_keep_their_mark(practice: Practice) -> None:
    out = export(practice.root, Path("../mee"), environ=practice.environ)
    assert (out / "content/people.toml").read_text() == PEOPLE
    assert "Sample: true\n" in (out / "content/articles/hoofdpijn.md").read_text(encoding="utf-8")
