"""What is private is never built, linked or shown, and a remote that shows it is refused."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.http import Door
from syndicate.model import EntryKind
from syndicate.settings import from_mapping
from syndicate.workflows import private, repository
from syndicate.workflows.check import check
from syndicate.workflows.preview import preview
from tests.servers.git_http import git_http
from tests.workflows.source import ROSTER, Source, bare, git

pytestmark = pytest.mark.suite("git")
REAL = {"name": "Praktijk De Linde"}


@pytest.fixture
def host(tmp_path):
    bare(tmp_path / "host", "site.git")
    with git_http(tmp_path / "host") as running:
        yield running


@pytest.fixture
def source(practice, host):
    """A practice that is not made up, in git, with its repository on a code host."""
    practice.configure(SYNDICATE_PRACTICE=REAL)
    made = Source(practice, host)
    practice.write(".gitignore", "/.syndicate/\n/output/\n/public*/\n/posts/\n/preview/\n")
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("remote", "add", "origin", host.url("site.git"))
    made.commit("begin")
    made.push()
    return made


def everything(practice):
    """The bytes of all that a run wrote for others to see."""
    made = [practice.root / name for name in ("output", "public", "posts", "preview")]
    return b"".join(f.read_bytes() for folder in made for f in folder.rglob("*") if f.is_file())


# ---- in the site ------------------------------------------------------------------------------------


def test_nothing_private_is_built_posted_or_shown(practice):
    practice.write("content/private/rooster.md", ROSTER)
    practice.write("content/private/articles/concept.md", f"---\ntitle: Vraag\nstatus: draft\n---\n{ROSTER}")
    practice.article("keelpijn", status="draft")
    assert practice.publish().exit is Exit.DONE
    preview(practice.root, environ=practice.environ)
    seen = everything(practice)
    assert b"keelpijn" in seen
    assert b"Hanna" not in seen
    assert b"rooster" not in seen


@pytest.mark.parametrize(
    "named",
    [
        {"STATIC_PATHS": ["."]},
        {"STATIC_PATHS": ["private", "private/rooster.pdf", "extra"]},
        {"STATIC_PATHS": [""], "SYNDICATE_PRIVATE": "content/articles/intern"},
        {"STATIC_PATHS": ["articles/intern"], "SYNDICATE_PRIVATE": "content/articles/intern"},
        {"TEMPLATE_PAGES": {"private/rooster.html": "rooster.html"}},
    ],
)
def test_pelican_is_not_sent_into_the_private_folder_by_its_own_settings(practice, named):
    place = named.get("SYNDICATE_PRIVATE", "content/private")
    for name in ("rooster.pdf", "rooster.html", "vraag.md"):
        practice.write(f"{place}/{name}", f"Title: Vraag\n\n{ROSTER}")
    practice.write("content/extra/folder.pdf", "openbaar")
    practice.configure(**named)
    assert practice.publish().exit is Exit.DONE
    assert b"Hanna" not in everything(practice)


@pytest.mark.parametrize("place", ["content/private", "content/images/intern", "apart"])
@pytest.mark.parametrize("how", ["static", "filename", "attach"])
def test_an_article_may_not_point_at_what_is_private(practice, place, how):
    practice.configure(SYNDICATE_PRIVATE=place)
    practice.write(f"{place}/rooster.pdf", ROSTER)
    path = os.path.relpath(practice.root / place, practice.root / "content")
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", f"[over]({{{how}}}/{path}/rooster.pdf)")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    lines = (practice.root / "content/articles/hoofdpijn.md").read_text().splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if "rooster.pdf" in text]
    assert {(f.file, f.line) for f in stopped.value.findings} == {("content/articles/hoofdpijn.md", line)}
    assert not (practice.root / "public").exists()


@pytest.mark.parametrize("how", ["static", "filename"])
def test_a_page_may_not_point_at_what_is_private(practice, how):
    practice.configure(SYNDICATE_PRIVATE="content/pages/intern")
    practice.write("content/pages/intern/vraag.md", f"Title: Vraag\n\n{ROSTER}")
    practice.write("content/pages/ons.md", f"Title: Ons\n\n[Vraag]({{{how}}}/pages/intern/vraag.md)\n")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    (found,) = stopped.value.findings
    assert (found.code, found.file) == ("site.link", "content/pages/ons.md")
    assert "may not be made public" in found.said.en


def test_a_picture_of_a_person_may_not_be_a_private_one(practice):
    practice.configure(SYNDICATE_PRIVATE="content/images/intern")
    practice.write("content/images/intern/anna.png", "geen beeld")
    practice.edit(
        "content/people.toml", 'name = "Anna Berk"', 'name = "Anna Berk"\nphoto = "images/intern/anna.png"'
    )
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert "may not be made public" in stopped.value.findings[0].said.en


def test_an_article_that_is_a_link_to_a_private_text_is_not_read(practice):
    practice.write("content/private/concept.md", f"---\ntitle: Vraag\n---\n{ROSTER}")
    (practice.root / "content/articles/vraag.md").symlink_to(practice.root / "content/private/concept.md")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    (found,) = stopped.value.findings
    assert (found.code, found.file) == ("content.link-hidden", "content/articles/vraag.md")


@pytest.mark.parametrize("kept", ["pages/vraag.md", "extra/vraag.pdf"])
def test_a_link_of_the_file_system_leads_no_private_file_onto_the_site(practice, kept):
    practice.write("content/private/vraag.md", f"Title: Vraag\n\n{ROSTER}")
    practice.configure(STATIC_PATHS=["extra"])
    (practice.root / "content" / kept).parent.mkdir()
    (practice.root / "content" / kept).symlink_to(practice.root / "content/private/vraag.md")
    with pytest.raises(ContentError):
        practice.publish()
    assert b"Hanna" not in everything(practice)


def test_a_copy_of_a_private_file_is_found_before_anything_leaves(practice):
    practice.write("content/private/leeg.txt", "")
    practice.write("content/private/ander.txt", ROSTER[::-1])
    practice.write("content/private/rooster.txt", ROSTER)
    practice.write("content/extra/openbaar.txt", ROSTER)
    practice.write("content/extra/leeg.txt", "")
    practice.configure(STATIC_PATHS=["extra"])
    for stopped_by in (practice.publish, lambda: check(practice.root, environ=practice.environ)):
        with pytest.raises(ContentError) as stopped:
            stopped_by()
        (found,) = stopped.value.findings
        assert (found.code, found.file) == ("site.private", "content/private/rooster.txt")
        assert "extra/openbaar.txt" in found.said.nl
    assert not (practice.root / "public").exists()
    practice.configure(SYNDICATE_PRIVATE="../apart")
    practice.write("../apart/rooster.txt", ROSTER)
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert stopped.value.findings[0].file == str(practice.root.parent / "apart" / "rooster.txt")


# ---- where the folder may be --------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["content/private", "content/articles/intern", "apart/prive", "../elders"])
def test_the_private_folder_lies_in_the_content_folder_or_by_itself(tmp_path, place):
    conf = {"SITEURL": "http://localhost", "SYNDICATE_PRIVATE": place}
    assert from_mapping(tmp_path, conf, {}).private == (tmp_path / place).resolve()


def test_the_private_folder_is_private_in_the_content_folder_by_default(tmp_path):
    conf = {"SITEURL": "http://localhost", "PATH": "teksten"}
    assert from_mapping(tmp_path, conf, {}).private == tmp_path.resolve() / "teksten" / "private"


@pytest.mark.parametrize(
    "place",
    [
        "content",
        ".",
        "..",
        "output/x",
        "output",
        "public",
        "posts",
        "preview",
        ".syndicate",
        ".syndicate/prive",
    ],
)
def test_the_private_folder_may_be_hold_or_lie_in_nothing_else(tmp_path, place):
    with pytest.raises(SettingsError, match="SYNDICATE_PRIVATE"):
        from_mapping(tmp_path, {"SITEURL": "http://localhost", "SYNDICATE_PRIVATE": place}, {})


def test_nothing_else_may_lie_in_the_private_folder(tmp_path):
    conf = {"SITEURL": "http://localhost", "SYNDICATE_POSTS": "apart/posts", "SYNDICATE_PRIVATE": "apart"}
    with pytest.raises(SettingsError, match=r"SYNDICATE_PRIVATE .* overlaps SYNDICATE_POSTS"):
        from_mapping(tmp_path, conf, {})


# ---- where git keeps it -------------------------------------------------------------------------------


def refused(source):
    with pytest.raises(SettingsError) as stopped:
        source.practice.publish()
    assert stopped.value.exit is Exit.SETTINGS
    assert not (source.practice.root / "public").exists()
    assert source.practice.entries(EntryKind.CLAIM, EntryKind.DEPLOY) == []
    return str(stopped.value)


def fine(source):
    done = source.practice.publish()
    assert done.exit is Exit.DONE
    return [line for line in source.practice.told if "could not be found out" in line]


def test_a_public_remote_that_holds_something_private_is_refused(source):
    source.secret()
    source.push()
    said = refused(source)
    assert said.startswith(f"origin ({source.host.url('site.git')}) can be read by anybody")
    assert "holds content/private" in said
    assert "Make that repository private" in said


def test_before_the_first_push_it_is_refused_as_well(source):
    source.secret()
    refused(source)
    source.git("reset", "--quiet", "--soft", "HEAD~1")
    refused(source)


def test_what_was_committed_once_counts_until_it_is_out_of_the_history(source):
    source.secret()
    (source.practice.root / "content/private/rooster.md").unlink()
    source.commit("weg ermee")
    source.push()
    refused(source)
    source.git("checkout", "--quiet", "--orphan", "nieuw")
    source.commit("opnieuw begonnen")
    source.git("branch", "--quiet", "--delete", "--force", "main")
    source.git("branch", "--move", "main")
    source.push()
    assert fine(source) == []


def test_behind_a_login_it_may_stand_whatever_login_this_machine_has(source, tmp_path, monkeypatch):
    source.secret()
    source.push()
    source.host.closed.add("site.git")
    login = "hanna:wachtwoord"
    source.git("remote", "set-url", "origin", source.host.url("site.git", login))
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login hanna password wachtwoord\n")
    (tmp_path / ".gitconfig").write_text(
        f'[http]\n\textraHeader = "Authorization: Basic x"\n[credential]\n\thelper = "!echo {login}"\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert fine(source) == []
    assert len(source.host.asked) == 2
    assert {given for _, given in source.host.asked} == {""}


def test_a_login_that_stands_in_an_address_is_never_repeated(source):
    source.secret()
    source.git("remote", "set-url", "origin", source.host.url("site.git", "hanna:wachtwoord"))
    assert "wachtwoord" not in refused(source)


@pytest.mark.parametrize("name", ["README.md", ".gitkeep"])
def test_a_word_about_the_folder_is_nothing_private(source, name):
    source.practice.write(f"content/private/{name}", "Hier staat wat niemand anders hoeft te zien.\n")
    source.commit()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_nobody_is_asked_where_git_keeps_nothing_private(source):
    source.practice.write("content/private/rooster.md", ROSTER)
    source.practice.write(".gitignore", "/content/private/\n/.syndicate/\n/output/\n/public/\n/posts/\n")
    source.commit()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_a_made_up_practice_has_nothing_private(source):
    source.practice.configure(SYNDICATE_PRACTICE={**REAL, "sample": True})
    source.secret()
    source.push()
    assert fine(source) == []
    assert source.host.asked == []


def test_a_dry_run_asks_nobody(source):
    source.secret()
    source.practice.publish(dry_run=True)
    assert source.host.asked == []


def test_the_public_repository_of_the_site_itself_is_no_leak(source):
    source.host.closed.add("site.git")
    source.secret()
    source.push()
    assert fine(source) == []
    public, site = bare(source.host.folder, "www.git"), source.practice.root / "public"
    git(site, "init", "--quiet", "--initial-branch=gh-pages")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "-m", "site")
    git(site, "push", "--quiet", str(public), "gh-pages")
    shutil.rmtree(site / ".git")
    source.git("remote", "add", "www", source.host.url("www.git"))
    source.git("fetch", "--quiet", "www")
    assert fine(source) == []
    assert any(path.startswith("/www.git/") for path, _ in source.host.asked)


def test_a_branch_for_the_site_does_not_make_a_public_source_right(source):
    source.secret()
    source.push()
    source.practice.configure(SYNDICATE_DEPLOY=f"git:{source.host.folder / 'site.git'}")
    assert "can be read by anybody" in refused(source)


def test_a_second_remote_that_anybody_can_read_is_found_by_what_stands_there(source):
    source.secret()
    source.push()
    source.host.closed.add("site.git")
    mirror = bare(source.host.folder, "mirror.git")
    source.git("push", "--quiet", str(mirror), "main")
    source.git("remote", "add", "mirror", source.host.url("mirror.git"))
    assert "mirror (" in refused(source)


def test_the_remote_that_a_branch_is_pushed_to_counts(source):
    source.secret()
    source.host.closed.add("site.git")
    bare(source.host.folder, "other.git")
    source.git("remote", "add", "other", source.host.url("other.git"))
    assert fine(source) == []
    source.git("config", "branch.main.pushRemote", "other")
    with pytest.raises(SettingsError, match=r"other .* can be read by anybody"):
        source.practice.publish()


def test_a_repository_of_its_own_in_the_private_folder_is_looked_at_too(source):
    place = source.practice.root / "content" / "private"
    bare(source.host.folder, "prive.git")
    source.practice.write("content/private/rooster.md", ROSTER)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "-m", "rooster")
    git(place, "remote", "add", "origin", source.host.url("prive.git"))
    source.git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
    source.git("commit", "--quiet", "-m", "een module")
    source.push()
    assert "prive.git" in refused(source)
    source.host.closed.add("prive.git")
    assert fine(source) == []


def test_a_practice_in_a_folder_of_a_larger_repository_is_found(practice, host, tmp_path):
    practice.configure(SYNDICATE_PRACTICE=REAL)
    practice.write("content/private/rooster.md", ROSTER)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "practice/content")
    git(tmp_path, "remote", "add", "origin", host.url("site.git"))
    with pytest.raises(SettingsError, match="can be read by anybody"):
        practice.publish()


@pytest.mark.parametrize("how", [503, "gone"])
def test_where_nobody_answers_the_run_goes_on_and_says_so(source, how):
    source.secret()
    source.push()
    if how == "gone":
        source.git("remote", "set-url", "origin", "http://127.0.0.1:9/site.git")
    else:
        source.host.broken["site.git"] = how
    (doubt,) = fine(source)
    assert "origin" in doubt
    assert ("503" if how == 503 else "no answer") in doubt


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_a_closed_door(source, status):
    source.secret()
    source.host.broken["site.git"] = status
    assert fine(source) == []


def test_a_page_that_asks_for_a_login_is_a_closed_door_too(source):
    source.secret()
    source.host.pages["site.git"] = "<title>Log in</title>"
    assert fine(source) == []


def test_a_folder_on_this_machine_is_nobody_elses(source):
    source.secret()
    source.git("remote", "set-url", "origin", str(source.host.folder / "site.git"))
    source.git("remote", "add", "file", f"file://{source.host.folder}/site.git")
    assert fine(source) == []


def test_the_protocol_of_git_knows_no_login(source):
    source.secret()
    source.git("remote", "set-url", "origin", "git://127.0.0.1/site.git")
    refused(source)


def test_a_practice_without_git_has_nothing_to_ask(practice):
    practice.configure(SYNDICATE_PRACTICE=REAL)
    practice.write("content/private/rooster.md", ROSTER)
    assert practice.publish().exit is Exit.DONE


def test_without_the_program_git_nothing_is_asked(source, monkeypatch):
    source.secret()
    monkeypatch.setenv("PATH", str(source.host.folder))
    assert fine(source) == []


def test_a_checkout_of_a_commit_belongs_to_origin(source):
    source.secret()
    source.git("checkout", "--quiet", "--detach")
    refused(source)


def test_a_git_that_does_not_end_is_a_doubt(source, tmp_path, monkeypatch):
    source.secret()
    slow = tmp_path / "slow" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 5\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(repository, "LONGEST", 0.2)
    conf = settings.load(source.practice.root, source.practice.environ)
    (doubt,) = private.refuse_readable(conf)
    assert "took longer" in doubt


def test_a_repository_that_git_will_not_read_is_a_doubt(source):
    source.secret()
    (source.practice.root / ".git" / "config").write_text("[core\n")
    (doubt,) = fine(source)
    assert "git" in doubt


@pytest.mark.parametrize("private_there", [True, False])
def test_the_runner_of_a_code_host_knows_its_own_repository(source, tmp_path, private_there):
    source.secret()
    address = source.host.url("site.git")
    source.git("remote", "set-url", "origin", address.removesuffix(".git"))
    said = {"repository": {"clone_url": address, "html_url": address, "private": private_there}}
    event = tmp_path / "event.json"
    event.write_text(json.dumps(said))
    source.practice.environ["GITHUB_EVENT_PATH"] = str(event)
    if private_there:
        assert fine(source) == []
    else:
        refused(source)
    assert source.host.asked == []


@pytest.mark.parametrize(
    "said",
    [
        "geen json",
        "[]",
        '{"schedule": "17 * * * *"}',
        '{"repository": {"clone_url": "https://code.example/x.git", "html_url": "https://code.example/x", '
        '"private": true}}',
        '{"repository": {"clone_url": "HERE", "html_url": "HERE", "private": "?"}}',
        None,
    ],
)
def test_a_runner_that_says_nothing_of_it_leaves_the_question_to_us(source, tmp_path, said):
    source.secret()
    event = tmp_path / "event.json"
    if said is not None:
        event.write_text(said.replace("HERE", source.host.url("site.git")))
    source.practice.environ["GITHUB_EVENT_PATH"] = str(event)
    refused(source)
    assert source.host.asked


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://code.example/linde/site", "https://code.example/linde/site"),
        ("https://token@code.example:8443/linde/site.git/", "https://code.example:8443/linde/site"),
        ("http://u:p@127.0.0.1:3000/x.git", "http://127.0.0.1:3000/x"),
        ("git@code.example:linde/site.git", "https://code.example/linde/site"),
        ("code.example:linde/site.git", "https://code.example/linde/site"),
        ("ssh://git@code.example:2222/linde/site.git", "https://code.example/linde/site"),
        ("git+ssh://git@code.example/linde/site", "https://code.example/linde/site"),
        ("ssh://git@[::1]/site", "https://[::1]/site"),
    ],
)
def test_a_stranger_asks_at_the_same_host_and_path_over_http(address, asked):
    assert private.web_addresses(address) == (f"{asked}.git", asked)


def test_a_host_that_lends_ssh_another_name_is_asked_under_its_own_too():
    asked = private.web_addresses("ssh://git@ssh.code.example:443/linde/site.git")
    assert "https://code.example/linde/site.git" in asked
    assert "https://ssh.code.example/linde/site.git" in asked


@pytest.mark.parametrize(
    "address", ["/srv/git/site.git", "../site", "C:\\git\\site", "C:/git/site", "file:///x"]
)
def test_a_path_is_asked_of_nobody(address):
    assert private.web_addresses(address) == ()
    assert private.ask(Door(), address) == private.Answer(False)


def test_the_folder_of_another_place_is_named_whole(source):
    place = source.practice.root.parent / "apart"
    source.practice.configure(SYNDICATE_PRIVATE="../apart")
    place.mkdir()
    Path(place, "rooster.md").write_text(ROSTER)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "remote", "add", "origin", source.host.url("site.git"))
    assert f"holds {place}" in refused(source)
