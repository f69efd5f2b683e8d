"""SYNDICATE_MAILBOX: a folder of a mailbox over TLS, and never its password."""

import pytest

from syndicate import settings
from syndicate.settings import Mailbox
from tests.practice_settings import FINE, HERE, wrong


@pytest.mark.parametrize(
    ("value", "mailbox"),
    [
        ("imaps://kopij@mail.linde.example/INBOX", Mailbox("mail.linde.example", 993, "kopij", "INBOX")),
        ("imaps://kopij@mail.linde.example", Mailbox("mail.linde.example", 993, "kopij", "INBOX")),
        (
            "imaps://kopij@linde.example@mail.linde.example:9930/Voor%20de%20site",
            Mailbox("mail.linde.example", 9930, "kopij@linde.example", "Voor de site"),
        ),
        ("imaps://kopij%40linde.example@[::1]/a/b", Mailbox("::1", 993, "kopij@linde.example", "a/b")),
    ],
)
def test_a_mailbox_is_read(value: str, mailbox: Mailbox) -> None:
    read = settings.from_mapping(HERE, {**FINE, "SYNDICATE_MAILBOX": value}, {})
    assert read.mailbox == mailbox
    assert settings.from_mapping(HERE, FINE, {}).mailbox is None


@pytest.mark.parametrize(
    "value",
    [
        "imap://kopij@mail.linde.example/INBOX",
        "imaps://mail.linde.example/INBOX",
        "imaps://kopij@/INBOX",
        "imaps://kopij@mail.linde.example:99999/INBOX",
        "imaps://kopij@mail.linde.example/IN%0d%0aBOX",
        'imaps://kopij@mail.linde.example/IN"BOX',
        "imaps://ko%20pij@mail.linde.example/INBOX",
        "imaps://kopij@mail.linde.example/INBOX?geheim",
        "imaps://kopij@[mail/INBOX",
        "kopij@linde.example",
    ],
)
def test_what_is_no_mailbox_over_tls_is_refused_and_not_repeated(value: str) -> None:
    said = wrong({"SYNDICATE_MAILBOX": value})
    assert said.startswith("pelicanconf.py: SYNDICATE_MAILBOX must be 'imaps://USER@HOST/FOLDER'")
    assert value not in said


def test_a_password_in_it_is_refused() -> None:
    said = wrong({"SYNDICATE_MAILBOX": "imaps://kopij:zeer-geheim-9@mail.linde.example/INBOX"})
    assert "holds a secret" in said
    assert "zeer-geheim-9" not in said
