"""An address that was live goes on to answer; a run that would lose one says what brings it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.errors import ContentError, Exit
from syndicate.ledger import published
from syndicate.model import EntryKind
from syndicate.workflows import kept
from syndicate.workflows.adopt import adopt
from syndicate.workflows.check import check
from syndicate.workflows.way import open_way

FILE = "content/articles/hoofdpijn.md"


@pytest.fixture
def live(practice):
    """The practice with a site that is live, and no network."""
    practice.publish()
    return practice


def known(practice):
    return published.addresses(practice.entries(EntryKind.ADDRESSES), practice.conf["SITEURL"])


def reslug(practice, more=""):
    practice.edit(FILE, "slug: hoofdpijn", f"slug: pijn-in-het-hoofd{more}")


def stopped(practice):
    with pytest.raises(ContentError) as raised:
        practice.publish()
    return raised.value.findings


def test_what_is_live_is_noted_once_with_its_article(live):
    found = known(live)
    assert found["hoofdpijn/"] == "hoofdpijn/nl"
    assert {"", "feeds/all.atom.xml"} <= set(found)
    assert not {"404.html", "sitemap.xml"} & set(found)
    assert not any(path.startswith(("share/", "theme/")) for path in found)
    before = live.entries(EntryKind.ADDRESSES)
    live.publish()
    assert live.entries(EntryKind.ADDRESSES) == before
    live.article("keelpijn")
    live.publish()
    assert known(live)["keelpijn/"] == "keelpijn/nl"


def test_a_dry_run_notes_nothing(practice):
    practice.publish(dry_run=True)
    assert practice.entries(EntryKind.ADDRESSES) == []


def test_another_slug_stops_the_run_with_the_line_that_is_missing(live):
    reslug(live)
    (found,) = stopped(live)
    assert (found.code, found.file, found.subject) == ("site.vanished", FILE, "hoofdpijn/nl")
    assert "hoofdpijn/" in found.said.nl
    assert "aliases: [hoofdpijn]" in found.mend.nl
    assert (live.root / "public/hoofdpijn/index.html").is_file()
    checked = check(live.root, environ=live.environ)
    assert checked.exit is Exit.CONTENT
    assert found in checked.findings


def test_with_that_line_both_addresses_answer(live):
    reslug(live, "\naliases: [hoofdpijn]")
    assert live.publish().exit is Exit.DONE
    page = (live.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert 'content="0; url=../pijn-in-het-hoofd/"' in page
    assert (live.root / "public/pijn-in-het-hoofd/index.html").is_file()
    assert {"hoofdpijn/", "pijn-in-het-hoofd/"} <= set(known(live))
    live.edit(FILE, "slug: pijn-in-het-hoofd", "slug: hoofd")
    (found,) = stopped(live)
    assert "aliases: [hoofdpijn, pijn-in-het-hoofd]" in found.mend.en


def test_an_article_that_nobody_shared_may_not_disappear_either(live):
    live.configure(SYNDICATE_ACCOUNTS=[])
    (live.root / FILE).unlink()
    found = [f for f in stopped(live) if '"hoofdpijn/" = "' in f.mend.nl]
    assert [f.file for f in found] == ["hoofdpijn/nl"]
    live.write("content/redirects.toml", '"hoofdpijn/" = ""\n')
    live.publish()
    page = (live.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert "Deze pagina is er niet meer" in page
    assert "noindex" in page


def test_a_draft_of_what_was_live_is_to_be_withdrawn(live):
    live.configure(SYNDICATE_ACCOUNTS=[])
    live.edit(FILE, "status: published", "status: draft")
    assert all("status: withdrawn" in f.mend.nl for f in stopped(live) if f.subject)


def test_withdrawing_the_last_articles_of_a_topic_is_never_held_up(live):
    for uid in ("hoofdpijn", "oorpijn"):
        live.edit(f"content/articles/{uid}.md", "status: published", "status: withdrawn\nreason: Verouderd.")
    assert live.publish().exit is Exit.DONE
    for path in known(live):
        file = live.root / "public" / path
        assert file.is_file() or (file / "index.html").is_file(), path


def forget(practice):
    """Make the ledger one of before addresses were noted."""
    for file in (practice.root / ".syndicate" / "ledger").rglob("*.jsonl"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(x for x in lines if '"addresses"' not in x), "utf-8")


def test_a_list_that_is_empty_by_the_first_run_of_a_site_that_is_live_leads_home(live):
    for file in (live.root / "content/articles").glob("*.md"):
        said = file.read_text("utf-8").replace(
            "status: published", "status: withdrawn\nreason: Het klopte niet."
        )
        file.write_text(said, "utf-8")
    forget(live)
    live.publish()
    (topic,) = (p for p in (live.root / "public/onderwerp").iterdir() if p.is_dir())
    assert "Deze pagina is verhuisd" in (topic / "index.html").read_text("utf-8")


def test_the_first_run_of_a_site_that_is_live_goes_by_the_map_on_its_host(live):
    forget(live)
    reslug(live)
    assert any("hoofdpijn/" in f.said.nl for f in stopped(live))
    forget(live)
    (live.root / "public/sitemap.xml").unlink()
    live.publish()
    assert any("could not be read" in line for line in live.told)


def test_an_account_that_is_adopted_changes_nothing_of_it(networks, practice):
    practice.publish()
    practice.accounts("a", "b", "c")
    adopt(practice.root, environ=practice.environ)
    reslug(practice)
    assert [f.code for f in stopped(practice)] == ["site.vanished"]


@pytest.mark.parametrize(("served_there", "found"), [(True, {"hoofdpijn/", ""}), (False, set())])
def test_a_host_elsewhere_is_asked_for_its_own_map(networks, practice, served_there, found):
    practice.publish()
    if not served_there:
        (practice.root / "public/sitemap.xml").unlink()
    way = open_way(practice.root, environ=practice.environ)
    way = replace(way, settings=replace(way.settings, deploy="rsync:www@127.0.0.1:/srv/site"))
    before = kept._live_before(way)
    assert found <= set(before) if found else before == {}


def test_a_host_that_does_not_answer_stops_nothing_and_is_told(practice):
    practice.publish()
    way = open_way(practice.root, environ=practice.environ, tell=practice.tell)
    elsewhere = replace(way.settings, deploy="rsync:www@127.0.0.1:/srv/site", siteurl="http://127.0.0.1:9")
    assert kept._live_before(replace(way, settings=elsewhere)) == {}
    assert any("could not be read" in line for line in practice.told)
