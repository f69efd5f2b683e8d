"""What people wrote is read on the screen alone, and answered by a person who said yes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from syndicate.errors import ContentError, Exit, Held, Rejected, SettingsError
from syndicate.tasks import program
from syndicate.workflows.hold import hold
from syndicate.workflows.reviews import answer, reviews, told
from tests.servers import google
from tests.servers.loopback import Running

SECRETS = {f"SYNDICATE_GOOGLE_{name.upper()}": value for name, value in google.SECRETS.items()}
WORDS = "Lang gewacht met mijn knie."
NAME = "Wilhelmina van Duivenbode"
THANKS = "Dank voor uw woorden. Belt u ons gerust, dan kijken we samen wat beter kan."


@pytest.fixture
def network():
    """Google with a review that nobody answered and one that somebody did."""
    made = google.GoogleNetwork()
    made.review(0, datetime(2026, 11, 1, tzinfo=UTC), starRating="FIVE", comment="Fijne praktijk.")
    made.reviews[0]["reviewReply"] = {"comment": "Dank u wel."}
    reviewer = {"displayName": NAME}
    made.review(1, datetime(2026, 11, 20, tzinfo=UTC), starRating="TWO", comment=WORDS, reviewer=reviewer)
    return made


@pytest.fixture
def listed(practice, network):
    """A practice with its profile on Google, and the secrets for it."""
    with Running(network) as server:
        account = {"name": "google", "channel": "google", "base_url": server.url}
        folder = {"name": "posts", "channel": "folder"}
        practice.configure(SYNDICATE_ACCOUNTS=[folder, {**account, "options": {"location": google.LOCATION}}])
        practice.environ |= SECRETS
        yield practice


def read(practice):
    return reviews(practice.root, environ=practice.environ)


def answered(practice, network, said, *, sign="", text=THANKS):
    """Answer the open review, saying `said` when asked; return whether it went, and what was shown."""
    shown = []
    sent = answer(
        practice.root,
        sign or read(practice).open[0].sign,
        text,
        ask=lambda question: shown.append(question) or said,
        say=shown.append,
        environ=practice.environ,
    )
    return sent, "\n".join(shown), network.reviews[1].get("reviewReply", {}).get("comment")


def test_what_nobody_answered_is_shown_whole_with_the_signs_to_answer_it_by(listed):
    seen = read(listed)
    (one,) = seen.open
    text = "\n".join(told(seen))
    assert text.startswith(f"{one.sign}  2026-11-20  google  {NAME}\n    ★★☆☆☆ {WORDS}\n")
    assert "Fijne praktijk" not in text
    assert "invoke reviews --answer TEKENS" in text
    assert seen.exit is Exit.DONE


def test_an_answer_goes_out_after_a_yes_and_what_was_open_is_no_more(listed, network):
    sent, shown, there = answered(listed, network, "ja")
    assert (sent, there) == (True, THANKS)
    assert WORDS in shown
    assert THANKS in shown
    assert "Vertelt het niets over wie dit schreef" in shown
    assert list(told(read(listed))) == ["Alles is beantwoord."]


def test_without_a_yes_nothing_goes_out(listed, network):
    assert answered(listed, network, "nee")[::2] == (False, None)


def test_an_answer_that_is_not_said_is_asked_for(listed, network):
    said = iter([THANKS, "J"])
    sign = read(listed).open[0].sign
    assert answer(listed.root, sign, ask=lambda _: next(said), say=lambda _: None, environ=listed.environ)
    assert network.reviews[1]["reviewReply"]["comment"] == THANKS
    with pytest.raises(SettingsError, match="there is no answer"):
        answered(listed, network, "", sign=sign, text=" ")


def test_a_second_answer_takes_the_place_of_the_first_and_that_is_said(listed, network):
    first = next(one for one in read(listed).said if one.reaction.answered)
    _, shown, _ = answered(listed, network, "ja", sign=first.sign)
    assert "beantwoord; uw antwoord vervangt dat" in shown
    assert network.reviews[0]["reviewReply"]["comment"] == THANKS


@pytest.mark.parametrize(
    ("text", "code"),
    [("Bedankt voor uw bezoek.", "post.answer"), (f"Beste {NAME}, dank.", "secrecy.name")],
)
def test_an_answer_that_shows_somebody_does_not_go_out(listed, network, text, code):
    with pytest.raises(ContentError) as stopped:
        answered(listed, network, "ja", text=text)
    assert stopped.value.findings[0].code == code
    assert NAME not in f"{stopped.value}{stopped.value.findings}"
    assert "reviewReply" not in network.reviews[1]


def test_an_answer_with_a_secret_in_it_does_not_go_out(listed, network):
    with pytest.raises(SettingsError, match="the answer: the value of SYNDICATE_GOOGLE_CLIENT_SECRET"):
        answered(listed, network, "ja", text=f"Dank! {google.SECRETS['client_secret']}")


@pytest.mark.parametrize("scope", ["all", "account:google"])
def test_no_answer_goes_out_while_a_person_holds_posting(listed, network, scope):
    hold(listed.root, scope, "rust", environ=listed.environ)
    with pytest.raises(Held):
        answered(listed, network, "ja")
    assert read(listed).open


def test_signs_that_nothing_has_are_said(listed, network):
    with pytest.raises(SettingsError, match="has the signs '00000000': `invoke reviews` lists"):
        answered(listed, network, "ja", sign="00000000")


def test_a_network_that_cannot_be_read_is_said_and_its_reason_stands_with_unknown_signs(listed, network):
    network.quota = 0
    seen = read(listed)
    assert (seen.exit, list(told(seen)), list(seen.failed)) == (Exit.ALL_FAILED, [], ["google"])
    with pytest.raises(SettingsError, match="account google: reading the reviews"):
        answered(listed, network, "ja", sign="00000000")


def test_one_account_that_cannot_be_read_leaves_the_others(listed, network):
    ours = listed.conf["SYNDICATE_ACCOUNTS"]
    other = {**ours[1], "name": "tweede", "options": {"location": "accounts/1/locations/9"}}
    listed.configure(SYNDICATE_ACCOUNTS=[*ours, other])
    listed.environ |= {name.replace("GOOGLE", "TWEEDE"): value for name, value in SECRETS.items()}
    seen = read(listed)
    assert (seen.exit, len(seen.open), list(seen.failed)) == (Exit.SOME_FAILED, 1, ["tweede"])


def test_a_network_that_refuses_the_answer_is_an_error(listed, network):
    with pytest.raises(Rejected, match="at most 4,096 bytes"):
        answered(listed, network, "ja", text="Dank! " * 700)


def test_nothing_of_it_is_kept(listed, network):
    answered(listed, network, "ja")
    kept = b"".join(f.read_bytes() for f in listed.root.rglob("*") if f.is_file())
    assert not any(word.encode() in kept for word in (WORDS, NAME, THANKS, "Fijne praktijk"))


def test_reviews_are_not_read_where_the_log_is_kept(listed):
    with pytest.raises(SettingsError, match="in the log of this code host"):
        reviews(listed.root, environ=listed.environ | {"CI": "true"})


def test_a_practice_without_such_an_account_is_told(practice):
    with pytest.raises(SettingsError, match="on which answers can be given"):
        read(practice)


def test_a_missing_secret_is_named(listed):
    del listed.environ["SYNDICATE_GOOGLE_REFRESH_TOKEN"]
    with pytest.raises(SettingsError, match="SYNDICATE_GOOGLE_REFRESH_TOKEN"):
        read(listed)


def test_the_task_lists_and_answers(listed, network, monkeypatch, capsys):
    monkeypatch.chdir(listed.root)
    monkeypatch.delenv("CI", raising=False)  # answers are given at the practice, never on a runner
    for name, value in listed.environ.items():
        monkeypatch.setenv(name, value)
    listed.write("tasks.py", "from syndicate.tasks import ns\n")
    assert program(["reviews"]) == 0
    sign = capsys.readouterr().out[:8]
    monkeypatch.setattr("sys.stdin", io.StringIO("nee\nja\n"))
    assert program(["reviews", "--answer", sign, "--text", THANKS]) == 0
    assert capsys.readouterr().out.endswith("Niet geplaatst.\n")
    assert program(["reviews", "--answer", sign, "--text", THANKS]) == 0
    assert capsys.readouterr().out.endswith("Geplaatst.\n")
    assert network.reviews[1]["reviewReply"]["comment"] == THANKS
    assert program(["reviews", "--answer", sign, "--text", "Tot ziens in de praktijk."]) == 2
    assert "antwoord:1: error post.answer: Dit antwoord vertelt" in capsys.readouterr().out
    assert program(["reviews", "--text", THANKS]) == 3
    network.quota = 0
    assert program(["reviews"]) == 5
    assert "account google: reading the reviews" in capsys.readouterr().err
