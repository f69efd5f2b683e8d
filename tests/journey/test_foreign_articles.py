"""What is posted, stopped and told of the texts of a foreign site, and the tasks beside its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import EntryKind, Severity
from syndicate.workflows.adopt import adopt
from syndicate.workflows.check import check
from syndicate.workflows.new import new
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.publish import publish
from tests.journey.foreign import NEW, NOW, ROOT, TOMORROW, copied, environ


def test_a_new_title_or_place_makes_no_new_article(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.publish()
    site.edit("content/late-evenings.md", "Late evenings & short nights", "Late evenings and what they cost")
    (site.root / "content/walks").mkdir()
    (site.root / "content/first-walk.md").rename(site.root / "content/walks/one.md")
    later = site.publish(now=TOMORROW)
    assert later.sent == ()
    assert {a.uid for a in later.way.content.articles} >= {"late-evenings-short-nights", "first-walk"}
    # who takes the old name of another is another all the same
    site.write(
        "content/again.md",
        "Title: x\nSlug: late-evenings-short-nights\nDate: 2026-11-24 09:00\n\nNew words.\n",
    )
    sent = site.publish(now=TOMORROW).sent
    assert [s.outcome for s in sent] == ["posted"]
    assert re.fullmatch(r"again-[0-9a-f]{8}/en/folder/new", sent[0].key)
    posted = next(e for e in site.entries() if e.kind is EntryKind.CLAIM)
    assert posted.data["file"] == "content/again.md"


def test_what_looks_ahead_of_the_first_run_sees_nothing_old_either(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    dry = site.publish(dry_run=True)
    assert (dry.sent, dry.outlook.coming) == ((), ())
    assert coming_weeks(site.root, environ=environ(NOW)).slots == ()
    assert site.entries() == []


def test_an_article_of_a_coming_day_waits_for_it_and_a_hidden_one_for_ever(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/soon.md", NEW.replace("2026-11-23 09:00", "2026-11-24 09:00"))
    assert site.publish().sent == ()
    site.write("content/quiet.md", NEW.replace("Title: Something new", "Title: Quiet\nStatus: hidden"))
    done = site.publish(now=TOMORROW)
    assert [s.key for s in done.sent] == ["something-new/en/folder/new"]
    assert "quiet" in {s.article.uid for s in done.outlook.skips if s.code == "hidden"}


def test_who_announces_the_back_catalogue_says_so(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    assert [e.key for e in adopt(site.root, nothing=True, environ=environ(NOW))] == [""]
    assert len(site.publish().sent) == 3


def test_a_patient_in_a_text_stops_the_site_in_whatever_form_it_is_written(tmp_path: Path) -> None:
    site = copied("nested", tmp_path)
    site.adopt()
    site.write(
        "texts/notes/found.note", "Gevonden\n2025-05-01\nDe tas van mevrouw, BSN 111222333, ligt hier.\n"
    )
    checked = site.check()
    assert checked.exit is Exit.CONTENT
    wrong = [f for f in checked.findings if f.severity is Severity.ERROR]
    assert {(f.code, f.file) for f in wrong} == {("secrecy.bsn", "texts/notes/found.note")}
    site.write("texts/notes/found.note", "Gevonden\n2025-05-01\nDe tas ligt hier.\n")
    site.write("texts/posts/half.md", "Title: Half\nStatus: draft\n\nMail jan@thuis.example.\n")
    wrong = [f for f in site.check().findings if f.severity is Severity.ERROR]
    assert ("secrecy.email", "texts/posts/half.md", 4) in {(f.code, f.file, f.line) for f in wrong}


def test_no_header_lets_a_number_of_a_person_pass_but_the_settings_say_whose_it_is(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/seeds.md", "Title: Seeds\nDate: 2025-05-01\n\nThe bag 111222333 came in.\n")
    assert site.check().exit is Exit.CONTENT
    site.edit("content/seeds.md", "Date", "Overrides: secrecy.bsn: Jo Example: the number of a bag\nDate")
    assert site.check().exit is Exit.CONTENT
    site.configure('SYNDICATE_FORMAT = "pelican"', 'SYNDICATE_PRACTICE = {"allowed": ["111222333"]}')
    assert site.check().exit is Exit.DONE


def test_a_name_in_a_blog_is_a_warning_until_the_settings_know_it(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.write("content/thanks.md", "Title: Thanks\nDate: 2025-05-01\n\nThanks go to Fatima El Amrani.\n")
    seen = site.check()
    assert seen.exit is Exit.DONE
    assert "secrecy.name" in {f.code for f in seen.findings}
    site.configure('SYNDICATE_FORMAT = "pelican"', 'SYNDICATE_PRACTICE = {"allowed": ["Fatima El Amrani"]}')
    assert "content/thanks.md" not in {f.file for f in site.check().findings if f.code == "secrecy.name"}


def test_the_own_tasks_of_a_site_keep_working_beside_ours(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    own = (
        "from invoke import task\n\n@task\ndef water(c):\n    '''Water the plants.'''\n    print('done')\n\n"
    )
    site.write("tasks.py", own + "from syndicate.tasks import *\n")

    def invoke(*args: str) -> str:
        command = [sys.executable, "-m", "invoke", *args]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environ(NOW)}
        done = subprocess.run(command, cwd=site.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    listed = invoke("--list")
    assert re.search(r"^  water +Water the plants\.$", listed, re.M)
    assert listed.index("  publish") < listed.index("  water")
    assert invoke("water") == "done\n"
    assert "5 articles: 0 error" in invoke("check")


def test_a_network_account_of_a_foreign_site_asks_for_its_adoption_as_everywhere(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.configure(
        'SYNDICATE_ACCOUNTS = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:9"}]'
    )
    with pytest.raises(SettingsError, match="Run `invoke adopt`"):
        site.publish()


def test_a_shared_article_that_is_gone_stops_the_site_and_a_hidden_one_does_not(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    site.configure(
        'SYNDICATE_ACCOUNTS = [{"name": "m", "channel": "mastodon", "base_url": "http://127.0.0.1:9"}]'
    )
    assert len(adopt(site.root, environ=environ(NOW))) == 5
    words = (site.root / "content/late-evenings.md").read_text(encoding="utf-8")
    site.write("content/late-evenings.md", words.replace("category: Sleep", "status: hidden"))
    assert site.check().exit is Exit.DONE
    (site.root / "content/late-evenings.md").unlink()
    secret = {**environ(NOW), "SYNDICATE_M_ACCESS_TOKEN": "x"}
    with pytest.raises(ContentError) as stopped:
        publish(site.root, environ=secret)
    (gone,) = stopped.value.findings
    assert (gone.code, gone.subject) == ("site.vanished", "late-evenings-short-nights/en")
    assert "Status: hidden" in gone.mend.en


def test_a_practice_that_lost_its_people_stays_one_and_is_told_why(tmp_path: Path) -> None:
    site = copied("plain", tmp_path)
    site.adopt()
    file = site.write("content/articles/own.md", "---\ntitle: Own\nreviewed_by: [bram]\n---\nWords.\n")
    checked = check(site.root, tell=site.told.append, environ=environ(NOW))
    assert (
        site.told[0]
        == f'{file} makes a practice of this site; a blog has SYNDICATE_FORMAT = "pelican" as well'
    )
    assert checked.exit is Exit.CONTENT
    site.configure('SYNDICATE_FORMAT = "pelican"')
    assert site.check().exit is Exit.DONE


def test_a_new_draft_of_a_blog_is_in_pelicans_form_and_lies_where_it_reads(tmp_path: Path) -> None:
    site = copied("nested", tmp_path)
    site.adopt()
    file = new(site.root, "Wat nu?", lang="en", topic="Vragen")
    assert file == site.root / "texts/posts/wat-nu.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Title", "Date", "Status", "Category", "Lang"]
    assert settings.load(site.root, {}).blog
    with pytest.raises(SettingsError, match="exists already"):
        new(site.root, "Wat nu?")
