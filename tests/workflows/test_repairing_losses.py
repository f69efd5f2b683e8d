"""What a repair, or an adoption, takes for announced: never what waits in a ledger that lost nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.channels.abilities import Own
from syndicate.channels.lookback import NoFurther
from syndicate.errors import Exit, RateLimited, Rejected, Unauthorized, Unavailable
from syndicate.model import Entry, EntryKind, Receipt, campaign_token
from syndicate.workflows.adopt import adopt
from syndicate.workflows.recalling import Unread
from tests.servers import mastodon
from tests.workflows.conftest import NOW, TOMORROW, served
from tests.workflows.test_repairing import mended, wipe

AT = datetime.fromisoformat(NOW)


def keys(done, account="a"):
    return [s.key for s in done.sent if s.account == account]


@pytest.mark.parametrize(
    "error",
    [Unavailable("503"), RateLimited("429", AT), Unauthorized("401"), Rejected("no list"), KeyError("id")],
)
def test_what_waits_in_a_healthy_ledger_is_announced_after_a_repair_in_an_outage(
    networks, readable, practice, error
):
    practice.publish()
    practice.article("koorts", date="2026-11-20")
    readable["a"].recall.append(error)
    done, _ = mended(practice)
    later = isinstance(error, (Unavailable, RateLimited, Unauthorized))
    assert done.exit is (Exit.SOME_FAILED if later else Exit.DONE)
    assert done.written == 0
    assert keys(practice.publish()) == ["koorts/nl/a/new"]


@pytest.mark.parametrize("date", ["2024-11-20", "2026-11-20"])
def test_what_waits_in_a_healthy_ledger_is_announced_after_a_repair_that_read_all(
    networks, readable, practice, date
):
    practice.publish()
    practice.article("koorts", date=date)
    done, told = mended(practice)
    assert (done.written, told) == (0, "")
    assert len(practice.publish().sent) == 2


def test_a_post_that_the_ledger_holds_as_adopted_is_no_loss(networks, readable, practice):
    practice.publish()
    wipe(practice)
    for uid in ("hoofdpijn", "oorpijn"):
        data = {"uid": uid, "lang": "nl", "account": "a", "occasion": "new"}
        practice.note(Entry(EntryKind.ADOPTED, AT.astimezone(UTC), f"{uid}/nl/a/new", data=data))
    practice.adopted("a", "b")
    practice.article("koorts", date="2024-11-20")
    mended(practice)
    assert keys(practice.publish()) == ["koorts/nl/a/new"]


def test_a_channel_that_cannot_read_its_own_posts_adopts_nothing_in_a_healthy_ledger(networks, practice):
    practice.publish()
    practice.article("koorts", date="2026-11-20")
    assert mended(practice)[0].written == 0
    assert keys(practice.publish()) == ["koorts/nl/a/new"]


def test_after_an_outage_a_second_repair_reads_what_the_first_could_not(networks, readable, practice):
    practice.publish()
    practice.article("koorts", date="2026-11-20")
    wipe(practice)
    readable["a"].recall.append(Unavailable("503"))
    done, told = mended(practice)
    assert "a cannot be read now: 503. Nothing was written of it; try again" in told
    assert "b: 2 posts read back" in told
    assert done.exit is Exit.SOME_FAILED
    done, told = mended(practice)
    assert "a: 2 posts read back" in told
    assert done.exit is Exit.DONE
    assert [s.key for s in practice.publish().sent] == ["koorts/nl/a/new", "koorts/nl/b/new"]


def test_an_adoption_writes_of_the_accounts_that_can_be_read_and_ends_for_the_others(
    networks, readable, practice
):
    wipe(practice)
    readable["a"].recall.append(Unauthorized("401"))
    with pytest.raises(
        Unread, match=r"a cannot be read now: 401\. Nothing was written of it; try again"
    ) as end:
        adopt(practice.root, environ=practice.environ)
    assert end.value.exit is Exit.SOME_FAILED
    assert {entry.data["account"] for entry in practice.entries()} == {"b"}


def test_who_says_that_nothing_was_announced_is_believed_where_nobody_can_look(networks, readable, practice):
    wipe(practice)
    readable["a"].recall.append(Unauthorized("401"))
    told = []
    done = adopt(practice.root, nothing=True, tell=told.append, environ=practice.environ)
    assert [(e.key, e.data["account"]) for e in done] == [("", "a"), ("", "b")]
    assert "a cannot be read now: it counts that you say that nothing was announced there" in told


@pytest.mark.parametrize("refusal", [Rejected, NoFurther])
def test_of_a_network_that_refuses_to_list_posts_what_it_does_not_show_counts_as_announced(
    networks, readable, practice, refusal
):
    wipe(practice)
    practice.accounts("a", options={"needs": ["token"]})
    practice.environ["SYNDICATE_A_TOKEN"] = "ticket-of-account-a"
    readable["a"].recall.append(refusal("no list for ticket-of-account-a."))
    told = []
    adopt(practice.root, tell=told.append, environ=practice.environ)
    assert "a cannot be read whole: no list for ***. What it does not show counts as announced" in told
    assert practice.publish().sent == ()


def test_where_only_the_month_of_the_adoption_was_lost_the_back_catalogue_stays_announced(
    networks, readable, practice
):
    wipe(practice)
    adopt(practice.root, environ=practice.environ | {"SYNDICATE_NOW": "2026-10-01T10:00:00+02:00"})
    practice.article("koorts", date="2026-11-20")
    assert keys(practice.publish()) == ["koorts/nl/a/new"]
    (practice.root / ".syndicate/ledger/2026-10.jsonl").unlink()
    mended(practice)
    assert practice.publish().sent == ()


def test_an_adoption_takes_all_of_the_catalogue_whatever_one_old_post_says(networks, readable, practice):
    """Tried once, years ago; since then everything was announced by hand."""
    wipe(practice)
    practice.article("oud", date="2025-03-01")
    link = f"{practice.conf['SITEURL']}/oud/?s={campaign_token('oud/nl/a/new')}"
    own = Own(Receipt("1", "https://n.example/1"), datetime(2025, 3, 1, 10, tzinfo=UTC), (f"Zie {link}",))
    readable["a"].strange.append(own)
    told = []
    adopt(practice.root, tell=told.append, environ=practice.environ)
    assert "a: 1 posts read back from the network" in told
    assert practice.publish().sent == ()


def test_two_languages_of_an_article_are_two_posts(networks, readable, practice):
    wipe(practice)
    practice.article("hoofdpijn", lang="en")
    keys = [f"hoofdpijn/{lang}/a/new" for lang in ("nl", "en")]
    for key in keys:
        link = f"{practice.conf['SITEURL']}/?s={campaign_token(key)}"
        readable["a"].strange.append(Own(Receipt(key, "https://n.example/1"), AT, (link,)))
    adopt(practice.root, nothing=True, environ=practice.environ)
    assert {entry.key for entry in practice.entries(EntryKind.FOUND)} == set(keys)


def test_articles_of_one_day_behind_a_cap_wait_for_their_turn_after_a_repair(networks, readable, practice):
    for file in (practice.root / "content/articles").iterdir():
        file.unlink()
    for uid in ("keelpijn", "koorts"):
        practice.article(uid, date="2025-12-01")
    wipe(practice)
    practice.accounts("a", pace={"per_day": 1, "per_week": 7})
    adopt(practice.root, nothing=True, environ=practice.environ)
    assert keys(practice.publish()) == ["keelpijn/nl/a/new"]
    wipe(practice)
    mended(practice)
    assert keys(practice.publish(now=TOMORROW)) == ["koorts/nl/a/new"]


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("Zie {site}/hoofdpijn/?s={token} nu", True),
        ("<a href='{site}/hoofdpijn/?a=1&amp;s={token}'>", True),
        ("?s={token}", True),
        ("Zie https://andere.example/nl/hoofdpijn/?s={token}", False),
        ("Zie {site}.andere.example/hoofdpijn/?s={token}", False),
        ("<span>andere.example/hoofdpijn/</span><span>?s={token}</span>", False),
        ("Het kenmerk {token}", False),
    ],
)
def test_only_a_link_below_the_site_makes_a_post_ours(networks, readable, practice, words, ours):
    """Another practice may post on the same account, with an article of the same name."""
    wipe(practice)
    token = campaign_token("hoofdpijn/nl/a/new")
    said = words.format(site=practice.conf["SITEURL"], token=token)
    readable["a"].strange.append(Own(Receipt("1", "https://n.example/1"), AT, (said,)))
    told = []
    adopt(practice.root, nothing=True, tell=told.append, environ=practice.environ)
    assert ("a: 1 posts read back from the network" in told) is ours
    assert ("posts of no article" in "".join(told)) is (not ours and "s=" in said)
    assert ("hoofdpijn/nl/a/new" in keys(practice.publish())) is not ours


def test_a_post_of_another_practice_on_our_mastodon_account_is_not_taken_for_ours(practice):
    import requests

    practice.live_now()
    with mastodon.serving() as server, served(practice):
        pace = {"always": True, "per_day": 0, "per_week": 0}
        account = {"name": "mastodon", "channel": "mastodon", "base_url": server.url, "pace": pace}
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        secret = mastodon.SECRETS["access_token"]
        practice.environ["SYNDICATE_MASTODON_ACCESS_TOKEN"] = secret
        token = campaign_token("hoofdpijn/nl/mastodon/new")
        answer = requests.post(
            f"{server.url}/api/v1/statuses",
            headers={"Authorization": f"Bearer {secret}"},
            json={"status": f"Lees https://andere.example/nl/hoofdpijn/?s={token}"},
            timeout=20,
        )
        assert answer.ok
        adopt(practice.root, nothing=True, environ=practice.environ)
        assert [s.outcome for s in practice.publish().sent] == ["posted"]
