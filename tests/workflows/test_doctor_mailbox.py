"""doctor and the mailbox where texts are handed in: it is opened, and nothing in it is read or marked."""

from __future__ import annotations

from syndicate.errors import Exit
from syndicate.settings.mailbox import PASSWORD
from syndicate.workflows.doctor import doctor
from syndicate.workflows.health import Mark
from tests.servers.dovecot import Postbox
from tests.workflows.conftest import Practice
from tests.workflows.mailed import letter


def told(practice: Practice) -> list[tuple[Mark, str]]:
    """What doctor says of the mailbox."""
    points = doctor(practice.root, environ=practice.environ).points
    return [(p.mark, p.of("nl")) for p in points if p.about.en == "mailbox"]


def test_it_opens_and_says_how_many_messages_wait(practice: Practice, box: Postbox) -> None:
    box.put(letter())
    assert told(practice) == [(Mark.GOOD, "postbus: open; er wachten berichten: 1.")]
    assert box.flags() == [""]


def test_a_wrong_password_is_an_error_that_does_not_repeat_it(practice: Practice, box: Postbox) -> None:
    practice.environ[PASSWORD] = "een-ander-woord"
    ((mark, line),) = told(practice)
    assert mark is Mark.ERROR
    assert "the server refuses it" in line
    assert "een-ander-woord" not in line
    assert doctor(practice.root, environ=practice.environ).exit is not Exit.DONE


def test_without_the_password_it_says_where_to_ask(practice: Practice, box: Postbox) -> None:
    del practice.environ[PASSWORD]
    ((mark, line),) = told(practice)
    assert mark is Mark.ADVICE
    assert PASSWORD in line


def test_a_mailbox_in_which_nobody_may_hand_in_is_told(practice: Practice, box: Postbox) -> None:
    practice.edit("content/people.toml", 'email = "anna@linde.example"\n', "")
    assert [line for mark, line in told(practice) if mark is Mark.WARNING and "niemand mag er iets" in line]


def test_without_a_mailbox_nothing_is_said(practice: Practice) -> None:
    assert told(practice) == []
