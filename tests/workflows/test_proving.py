"""doctor --prove: one test post that is looked at and withdrawn, and that never counts as an article's."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, Held, SettingsError
from syndicate.model import EntryKind, Receipt
from syndicate.workflows import prove_said as says
from syndicate.workflows.hold import hold
from tests.servers.loopback import Answer
from tests.workflows import scripted
from tests.workflows.points import one
from tests.workflows.returning import steps, tried


def test_a_test_post_is_seen_withdrawn_and_dated(pages, networks, practice):
    sent = []
    networks["a"].after = [lambda: sent.extend(networks["a"].posts)]
    done = tried(practice)
    assert done.exit is Exit.DONE
    assert done.said[-1] is says.WORKS
    assert "a stranger reads it at http://127.0.0.1" in done.said[0].en
    (post,) = sent
    assert post.text == f"Testbericht van Praktijk De Linde; het verdwijnt zo weer. ({post.marker})"
    assert networks["a"].posts == []
    assert steps(practice) == ["begun", "made", "sent", "gone"]
    point = one(practice, "account a")
    assert point.said.nl.endswith("Laatst werkend gezien op 23-11-2026.")
    assert one(practice, "account b").said.en.endswith("Never seen working yet.")


def test_the_words_are_in_the_accounts_own_language(pages, networks, practice):
    practice.accounts("a", base_url=practice.conf["SYNDICATE_ACCOUNTS"][0]["base_url"], languages=["en"])
    sent = []
    networks["a"].after = [lambda: sent.extend(networks["a"].posts)]
    tried(practice)
    assert sent[0].text.startswith("Test post by Praktijk De Linde; it will be gone in a moment. (")
    assert sent[0].lang == "en"


def test_what_was_tried_counts_nowhere_as_a_post(pages, networks, practice):
    tried(practice)
    assert practice.ledger.posted() == ()
    done = practice.publish()
    assert [s.outcome for s in done.sent] == ["posted"] * 4
    assert done.late.posts == 4
    page = (practice.root / "public/hoofdpijn/index.html").read_text()
    assert "u-syndication" not in page
    assert {p.uid for p in practice.ledger.posted()} == {"hoofdpijn", "oorpijn"}


def test_a_real_post_counts_as_seen_working_too(pages, practice):
    practice.publish()
    assert one(practice, "account a").said.en.endswith("Last seen working on 2026-11-23.")


def test_an_account_without_a_past_can_be_tried_and_still_has_none(pages, practice):
    practice.accounts("a", "nieuw", base_url=practice.conf["SYNDICATE_ACCOUNTS"][0]["base_url"])
    assert tried(practice, "nieuw").good
    with pytest.raises(SettingsError, match="knows nothing of nieuw"):
        practice.publish()


def test_a_network_that_takes_nothing_back_gets_nothing(networks, practice):
    done = tried(practice)
    assert done.exit is Exit.SETTINGS
    assert "scripted" in done.said[0].nl
    assert (networks["a"].posts, steps(practice)) == ([], [])


def test_an_account_that_nobody_knows_is_named(pages, practice):
    with pytest.raises(SettingsError, match="Known: a, b"):
        tried(practice, "c")


@pytest.mark.parametrize("scope", ["all", "account:a"])
def test_nothing_is_tried_while_a_person_holds(pages, networks, practice, scope):
    hold(practice.root, scope, "storing", environ=practice.environ)
    with pytest.raises(Held):
        tried(practice)
    assert (networks["a"].posts, steps(practice)) == ([], [])


def test_a_hold_that_comes_meanwhile_stops_it(pages, networks, practice):
    networks["a"].prepare = [lambda: hold(practice.root, "all", "storing", environ=practice.environ)]
    with pytest.raises(Held):
        tried(practice)
    assert (networks["a"].posts, steps(practice)) == ([], ["begun", "none"])


def test_a_made_up_practice_posts_no_test_on_a_real_host(pages, networks, practice):
    practice.accounts("a", base_url="https://social.example")
    del practice.environ["SYNDICATE_NOW"]
    with pytest.raises(SettingsError, match="may not leave this machine"):
        tried(practice)
    assert networks["a"].posts == []


def test_secrets_that_are_missing_are_named_first(pages, networks, practice):
    practice.accounts("a", base_url="http://127.0.0.1:9", options={"needs": ["token"]})
    with pytest.raises(SettingsError, match="SYNDICATE_A_TOKEN"):
        tried(practice)


# ---- what strangers see -------------------------------------------------------------------------------


def test_a_post_that_no_stranger_sees_is_no_proof(pages, networks, practice):
    pages.status = 404
    done = tried(practice)
    assert done.exit is Exit.SETTINGS
    assert "404" in done.said[0].en
    assert done.said[-1] is says.HIDDEN
    assert networks["a"].posts == []
    assert "Never seen working" in one(practice, "account a").said.en


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((403, {}, True), "cannot be told from here (403)"),
        ((302, {"Location": "/login"}, True), "cannot be told from here (200)"),
        ((200, {}, False), "only a browser shows the words"),
    ],
)
def test_what_a_stranger_cannot_tell_from_here_is_said_and_no_mistake(pages, practice, answer, said):
    pages.status, pages.headers, pages.words = answer
    done = tried(practice)
    assert done.good
    assert said in done.said[0].en
    assert practice.entries(EntryKind.TRIAL)[-1].data["seen"] == "unclear"
    assert one(practice, "account a").said.en.endswith("Never seen working yet.")


def test_a_post_that_the_network_shows_a_little_later_is_looked_at_again(pages, practice, monkeypatch):
    practice.live_now()
    shown, looks = pages.carry_out, []

    def late(request):
        if request.method == "GET":
            looks.append(request.path)
        return shown(request) if len(looks) != 1 else Answer(404, b"")

    monkeypatch.setattr(pages, "carry_out", late)
    done = tried(practice)
    assert done.good
    assert len(looks) == 2
    assert "a stranger reads it" in done.said[0].en


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("webhook:1", "no public address"),
        ("http://127.0.0.1:9/x", "cannot be told"),
        ("https://x.example/1", "told"),
    ],
)
def test_an_address_that_cannot_be_asked_is_said(pages, practice, monkeypatch, url, said):
    monkeypatch.setattr(scripted, "receipt", lambda post: Receipt(post.marker, url))
    done = tried(practice)
    assert done.good
    assert said in done.said[0].en


# ---- on the terminal ----------------------------------------------------------------------------------


def test_the_task_says_it_in_the_practices_language_and_ends_with_0_or_3(pages, practice, run):
    code, out, err = run("doctor", "--prove", "a")
    assert code == 0
    assert "een vreemde leest het op http://127.0.0.1" in out
    assert out.endswith("het testbericht is geplaatst en weer weg: dit account werkt.\n")
    assert "a: send the test post prove/nl/a/new:" in err
    pages.status = 404
    assert run("doctor", "--prove", "a")[0] == 3
    code, out, _ = run("doctor", "--prove", "folder")
    assert code == 3
