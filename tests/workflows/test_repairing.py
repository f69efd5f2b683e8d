"""A ledger that was wiped is rebuilt from the accounts themselves; nothing old is posted again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicate import plan
from syndicate.channels.abilities import Own
from syndicate.errors import Exit, LedgerError, SettingsError
from syndicate.model import Entry, EntryKind, State
from syndicate.workflows.adopt import adopt
from syndicate.workflows.ledgers import repair
from syndicate.workflows.outlook import lanes
from syndicate.workflows.recalling import Unread
from syndicate.workflows.way import open_way
from tests.ledger.repositories import AROUND, git, remote
from tests.servers import mastodon
from tests.workflows.conftest import NOW, served
from tests.workflows.scripted import Scripted, receipt

UIDS = ("griepprik", "hoofdpijn", "oorpijn")
SPRING, AUTUMN, WINTER = (f"{day}T10:00:00+0{zone}:00" for day, zone in (
    ("2026-05-12", 2), ("2026-09-29", 2), ("2026-12-01", 1)))  # fmt: skip


FILES = "file:.syndicate/ledger"


@pytest.fixture(params=[FILES, "sqlite:.syndicate/ledger.db"])
def shared(request, practice):
    """A folder of posts: three articles shared in spring and in their season, and one without a season."""
    for uid in UIDS:
        practice.article(uid, last_reviewed="2026-05-01")
        practice.edit(f"content/articles/{uid}.md", "topic:", "season: 39-45\ntopic:")
    practice.article("slapen", last_reviewed="2026-05-01")
    practice.configure(SYNDICATE_LEDGER=request.param)
    with served(practice):
        for now, sent in ((SPRING, 4), (AUTUMN, 4)):
            assert len(practice.publish(now=now).sent) == sent
        practice.environ["SYNDICATE_NOW"] = WINTER
        yield practice


def wipe(practice):
    for kept in (practice.root / ".syndicate").glob("ledger*"):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def ahead(practice):
    """What the plan will share in the next two years, and when."""
    way = open_way(practice.root, environ=practice.environ)
    articles = [replace(article, next_review=None) for article in way.content.articles]
    of = (articles, lanes(way), way.content.calendar, way.ledger.posted(), way.now)
    return [(slot.key, slot.at, slot.variant) for slot in plan.coming(*of, days=730)]


def rows(practice):
    """What the plan knows of the past, to the minute."""
    return sorted(
        (p.uid, p.occasion, f"{p.at.astimezone(UTC):%Y-%m-%d %H:%M}", p.variant, p.open, p.adopted)
        for p in practice.ledger.posted()
    )


def mended(practice):
    told = []
    done = repair(practice.root, tell=told.append, environ=practice.environ)
    return done, "\n".join(told)


def test_a_wiped_ledger_is_rebuilt_from_the_folder_and_the_plan_goes_on_as_before(shared):
    known, coming = rows(shared), ahead(shared)
    assert {key.split("/")[3] for key, *_ in coming} >= {"season:2027", "evergreen:3"}
    wipe(shared)
    assert rows(shared) == []
    done, told = mended(shared)
    assert done.settling.exit is Exit.DONE
    assert "folder: 8 posts read back from the network" in told
    assert "approvals, holds, and what a person decided against stand on no network" in told
    assert rows(shared) == known
    assert ahead(shared) == coming
    before = sorted((shared.root / "posts").iterdir())
    assert shared.publish().sent == ()
    assert sorted((shared.root / "posts").iterdir()) == before
    again, told = mended(shared)
    assert (again.written, told) == (0, "")


def test_posts_of_an_article_that_is_gone_and_of_what_nobody_knows_are_listed(shared):
    wipe(shared)
    (shared.root / "content/articles/slapen.md").unlink()
    _, told = mended(shared)
    assert "folder: 6 posts read back" in told
    listed = told.split("folder: posts of no article and occasion that is known here: ")[1].split()
    assert [line.count("-slapen-nl-") for line in listed[:3]] == [1, 1, 0]


def test_a_post_that_was_damaged_counts_by_its_name(shared):
    wipe(shared)
    for file in (shared.root / "posts").glob("*-slapen-*/payload.json"):
        file.write_text("{")
    (shared.root / "posts" / "2026-02-30-x-nl-0123abcd").mkdir()
    (shared.root / "posts" / "notes").mkdir()
    mended(shared)
    assert {r[1] for r in rows(shared) if r[0] == "slapen"} == {"new", "evergreen:2"}
    assert shared.publish().sent == ()


def test_what_is_newer_than_all_that_was_announced_waits_for_its_turn(shared):
    wipe(shared)
    shared.article("koorts", date="2026-11-30")
    shared.article("wratten", date="2025-01-02")
    _, told = mended(shared)
    assert "folder: 1 articles of which no announcement was found count as announced" in told
    assert [s.key for s in shared.publish().sent] == ["koorts/nl/folder/new"]


def test_a_folder_that_is_empty_too_has_no_past(shared):
    wipe(shared)
    shutil.rmtree(shared.root / "posts")
    done, told = mended(shared)
    assert (done.written, told) == (0, "")


def test_of_a_folder_that_cannot_be_read_now_nothing_is_written_until_it_can(shared):
    known = rows(shared)
    wipe(shared)
    (shared.root / "posts").rename(shared.root / "aside")
    shared.write("posts", "in the way")
    done, told = mended(shared)
    assert (done.exit, done.written) == (Exit.SOME_FAILED, 0)
    assert "folder cannot be read now: account folder" in told
    (shared.root / "posts").unlink()
    (shared.root / "aside").rename(shared.root / "posts")
    mended(shared)
    assert rows(shared) == known
    assert shared.publish().sent == ()


def test_of_an_account_that_cannot_be_read_all_counts_as_announced(networks, practice):
    practice.publish()
    assert networks["a"].keys == ["hoofdpijn/nl/a/new", "oorpijn/nl/a/new"]
    wipe(practice)
    with pytest.raises(SettingsError, match="knows nothing of a, b"):
        practice.publish()
    practice.article("keelpijn")
    _, told = mended(practice)
    assert "a cannot be read whole: the channel scripted cannot read its own posts" in told
    assert "a: 3 articles of which no announcement was found count as announced" in told
    assert practice.publish().sent == ()
    assert len(networks["a"].posts) == 2


def test_a_repair_without_the_secrets_of_an_account_writes_nothing(networks, practice):
    wipe(practice)
    practice.accounts("a", options={"needs": ["token"]})
    with pytest.raises(SettingsError, match="SYNDICATE_A_TOKEN"):
        mended(practice)
    assert practice.entries() == []


@pytest.mark.parametrize("shared", [FILES], indirect=True)
def test_what_the_ledger_still_knows_stays_and_what_it_doubts_is_found(shared):
    """The newest file was lost, and of one post of the older ones nobody knew what became of it."""
    known = rows(shared)
    (shared.root / ".syndicate/ledger/2026-09.jsonl").unlink()
    spring = shared.root / ".syndicate/ledger/2026-05.jsonl"
    kept = [line for line in spring.read_text().splitlines(keepends=True) if '"sent"' not in line]
    spring.write_text("".join(kept))
    assert shared.state("slapen/nl/folder/new", WINTER).state is State.IN_DOUBT
    mended(shared)
    assert rows(shared) == known
    assert shared.publish().sent == ()


def test_a_channel_that_fails_in_an_unforeseen_way_is_read_as_far_as_it_went(networks, practice, monkeypatch):
    practice.publish()
    kept = list(networks["a"].posts)
    wipe(practice)

    def recall(_channel, _since):
        yield Own(receipt(kept[0]), datetime.fromisoformat(NOW), (kept[0].text,))
        raise RuntimeError("ticket-of-account-a")

    monkeypatch.setattr(Scripted, "recall", recall, raising=False)
    _, told = mended(practice)
    assert "a: 1 posts read back from the network" in told
    assert "a cannot be read whole: RuntimeError while reading the own posts" in told
    assert "ticket" not in told
    assert practice.state("hoofdpijn/nl/a/new").receipt == receipt(kept[0])
    assert practice.publish().sent == ()


@pytest.mark.suite("git")
def test_a_branch_that_was_deleted_is_rebuilt_also_by_who_never_read_it(practice, monkeypatch):
    for name, value in AROUND.items():
        monkeypatch.setenv(name, value)
    bare = remote(practice.root.parent)
    git(practice.root, "init", "-q", "-b", "main")
    git(practice.root, "remote", "add", "origin", str(bare))
    practice.configure(SYNDICATE_LEDGER="branch:ledger")
    with served(practice):
        assert len(practice.publish().sent) == 2
        known = rows(practice)
        git(bare, "update-ref", "-d", "refs/heads/ledger")
        with pytest.raises(LedgerError, match=r"invoke ledger\.repair"):
            practice.publish()
        _, told = mended(practice)
        assert "entries written back that this machine had read before" in told
        assert rows(practice) == known
        git(bare, "update-ref", "-d", "refs/heads/ledger")
        git(practice.root, "update-ref", "-d", "refs/expertstatus/ledger/ledger")
        _, told = mended(practice)
        assert "folder: 2 posts read back from the network" in told
        assert rows(practice) == known
        assert practice.publish().sent == ()


@pytest.fixture
def on_mastodon(practice):
    """Three articles in their season, with an account on a real Mastodon API, by the machine's clock."""
    practice.live_now()
    today = datetime.now(UTC).date()
    week = today.isocalendar().week
    for uid in UIDS:
        reviewed = f"{today - timedelta(30)}", f"{today + timedelta(300)}"
        practice.article(uid, last_reviewed=reviewed[0], next_review=reviewed[1])
        practice.edit(f"content/articles/{uid}.md", "topic:", f"season: {week}-{week % 52 + 1}\ntopic:")
    with mastodon.serving() as server, served(practice):
        account = {"name": "mastodon", "channel": "mastodon", "base_url": server.url}
        account["pace"] = {"always": True, "per_day": 0, "per_week": 0}
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        practice.environ["SYNDICATE_MASTODON_ACCESS_TOKEN"] = mastodon.SECRETS["access_token"]
        yield practice, server


def known_since(practice, days):
    at = datetime.now(UTC) - timedelta(days)
    for uid in UIDS:
        data = {"uid": uid, "lang": "nl", "account": "mastodon", "occasion": "new"}
        practice.note(Entry(EntryKind.ADOPTED, at, f"{uid}/nl/mastodon/new", data=data))
    practice.note(Entry(EntryKind.ADOPTED, at, data={"account": "mastodon"}))


@pytest.mark.parametrize("by", [repair, adopt])
def test_a_wiped_ledger_is_rebuilt_from_mastodon_by_the_token_of_each_link(on_mastodon, by):
    practice, server = on_mastodon
    known_since(practice, 60)
    done = practice.publish()
    assert {s.key.split("/")[3].split(":")[0] for s in done.sent} == {"season"}
    assert len(server.state()["posts"]) == 3
    coming = [(key, at.date(), variant) for key, at, variant in ahead(practice)]
    assert coming
    urls = {e.data["url"] for e in practice.entries(EntryKind.SENT)}
    wipe(practice)
    by(practice.root, environ=practice.environ)
    assert practice.publish().sent == ()
    assert len(server.state()["posts"]) == 3
    assert [(key, at.date(), variant) for key, at, variant in ahead(practice)] == coming
    assert {e.data["url"] for e in practice.entries(EntryKind.FOUND)} == urls


def test_adopting_nothing_still_knows_what_stands_on_the_account(on_mastodon):
    practice, server = on_mastodon
    practice.adopted("mastodon")
    assert len(practice.publish().sent) == 3
    wipe(practice)
    adopt(practice.root, nothing=True, environ=practice.environ)
    assert practice.publish().sent == ()
    assert len(server.state()["posts"]) == 3


@pytest.mark.parametrize("status", [401, 429, 503])
@pytest.mark.parametrize("by", [repair, adopt])
def test_of_a_network_that_cannot_be_read_now_nothing_is_written_until_it_can(on_mastodon, by, status):
    practice, server = on_mastodon
    practice.adopted("mastodon")
    practice.publish()
    wipe(practice)
    server.fault(what="status", status=status, method="GET", path="/api/v1/accounts", times=1)
    if by is repair:
        done, told = mended(practice)
        assert done.exit is Exit.SOME_FAILED
        assert "mastodon cannot be read now: account mastodon: reading the own posts" in told
    else:
        with pytest.raises(Unread, match="mastodon cannot be read now"):
            adopt(practice.root, environ=practice.environ)
    assert practice.entries() == []
    by(practice.root, environ=practice.environ)
    assert practice.publish().sent == ()
    assert len(server.state()["posts"]) == 3
