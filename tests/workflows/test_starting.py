"""What `start` writes and where: a practice that is valid at once."""

import runpy
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from syndicate import __version__, settings
from syndicate.content.calendar import read_calendar
from syndicate.errors import Exit, SettingsError
from syndicate.workflows.answers import professions
from syndicate.workflows.check import check
from syndicate.workflows.holidays import quiet_days
from syndicate.workflows.publish import publish
from syndicate.workflows.start import AHEAD
from tests.workflows.starter import TODAY, files

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
    folder = begin(channel="hand LinkedIn", host="github:linde/site")
    conf = settings.load(folder, {})
    assert [(a.name, a.channel, a.options) for a in conf.accounts[1:]] == [
        ("linkedin", "hand", {"network": "linkedin"})
    ]
    assert conf.acts == "https://github.com/linde/site/issues/new?title={title}&body={text}"
    assert "expertstatus[tell]" in (folder / "requirements.txt").read_text(encoding="utf-8")
    assert (folder / ".github/workflows/acts.yml").is_file()
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
