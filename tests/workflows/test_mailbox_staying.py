"""drafts: what stays in the mailbox and why, and when it is not opened at all."""

from __future__ import annotations

import socket
import threading

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.settings.mailbox import PASSWORD
from syndicate.workflows.guard import look
from tests.servers import dovecot
from tests.servers.dovecot import Postbox
from tests.word_files import article
from tests.workflows.conftest import Practice
from tests.workflows.dropped import MINE, earache, hand_in, take_in
from tests.workflows.mailed import letter, with_file, word_mail
from tests.workflows.postbox import ANNA


def text_of(practice: Practice) -> str:
    return (practice.root / MINE).read_text(encoding="utf-8")


def test_what_nobody_of_the_practice_sent_stays_until_the_address_is_known(
    practice: Practice, box: Postbox
) -> None:
    box.put(letter(sender="bram@linde.example"), letter(sender="reclame@elders.example"))
    done = take_in(practice)
    assert (done.files, done.staying, done.exit) == ((), 2, Exit.CONTENT)
    assert done.lines == (
        "Berichten van een adres dat bij niemand in people.toml staat (2): zij blijven ongelezen in de "
        "postbus, met een vlag. Zet het adres van een collega bij `email`, haal de vlag weg, en doe het "
        "opnieuw.",
    )
    assert box.flags() == ["Flagged", "Flagged"]
    assert take_in(practice).lines == ()
    practice.edit("content/people.toml", "[bram-els]\n", '[bram-els]\nemail = "Bram@linde.example"\n')
    box.unmark("Flagged")
    assert take_in(practice).files == (practice.root / MINE,)
    assert "\nauthors: [bram-els]\n" in text_of(practice)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            letter(Authentication_Results="mx.linde.example; dmarc=fail"),
            "Berichten waarvan de mailserver zegt",
        ),
        (letter(Auto_Submitted="auto-replied"), "  - Dit is een automatisch antwoord"),
        (letter(None), "  - Er staat geen gewone tekst in dit bericht"),
        (letter("-- \nAnna Berk\n"), "  - Er staat geen gewone tekst in dit bericht"),
        (
            with_file(letter(), "stuk.pdf", b"%PDF-1.7 x", "application/pdf"),
            "  - Er zit een bijlage bij die geen",
        ),
        (with_file(letter(), "oud.docx", b"\xd0\xcf\x11\xe0"), "  - Dit is een oud Word-bestand"),
        (letter("Bel mevrouw op 06-12345678."), "  - Alinea 1, koppen meegeteld: "),
        (letter("Tekst.", "Oorpijn van 111222333"), "  - In de titel: "),
        (letter("woorden " * 20_000), "  - "),
        (letter("woorden " * 130_000), "  - Dit bestand is te groot voor één artikel"),
    ],
    ids=range(10),
)
def test_what_cannot_be_taken_in_stays_with_a_flag_and_is_not_quoted(
    practice: Practice, box: Postbox, sent, said: str
) -> None:
    box.put(sent)
    before = {file for file in practice.root.rglob("*") if ".syndicate" not in file.parts}
    done = take_in(practice)
    assert (done.files, done.staying, done.exit) == ((), 1, Exit.CONTENT)
    assert any(line.startswith(said) for line in done.lines)
    assert box.flags() == ["Flagged"]
    drop = practice.root / "drop"
    after = {file for file in practice.root.rglob("*") if ".syndicate" not in file.parts}
    assert after - before == {drop, drop / ".gitignore", drop / "report.txt"}
    told = "".join((*done.lines, *practice.told, (drop / "report.txt").read_text(encoding="utf-8")))
    for word in (ANNA, "12345678", "111222333", "kompres", "woorden"):
        assert word not in told
    assert take_in(practice).lines == ()


def test_a_file_that_stays_lets_the_others_of_its_message_go_on_and_they_come_once(
    practice: Practice, box: Postbox
) -> None:
    box.put(with_file(word_mail(), "kapot.docx", b"PK\3\4"))
    done = take_in(practice)
    assert (done.files, done.staying) == ((practice.root / MINE,), 1)
    assert box.flags() == ["Flagged"]
    box.unmark("Flagged")
    again = take_in(practice)
    assert (again.files, again.staying) == ((), 1)


def test_a_mailbox_that_cannot_be_read_stops_no_file_of_the_folder(practice: Practice, box: Postbox) -> None:
    hand_in(practice, "slaap.docx", article("Goed slapen"))
    practice.environ[PASSWORD] = "verkeerd-wachtwoord"
    done = take_in(practice)
    assert [file.name for file in done.files] == ["goed-slapen.md"]
    assert done.exit is Exit.ALL_FAILED
    assert done.lines[-1] == (
        "SYNDICATE_MAILBOX: reading the mailbox: the server refuses it. "
        "Look at its address, folder and password (docs/settings.md)."
    )
    practice.environ[PASSWORD] = dovecot.PASSWORD
    practice.configure(SYNDICATE_MAILBOX=f"{box.url[: -len('INBOX')]}Geen")
    assert "the server refuses it" in take_in(practice).lines[-1]


def test_no_password_leaves_before_the_server_has_shown_who_it_is(
    practice: Practice, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    box.put(word_mail())
    done = take_in(practice)
    assert (done.files, done.exit) == ((), Exit.ALL_FAILED)
    assert "the connection is not safe (CERTIFICATE_VERIFY_FAILED)" in done.lines[0]
    assert box.server.trusted.is_file()


def test_a_server_within_the_network_is_asked_only_where_the_settings_name_it(
    practice: Practice, box: Postbox
) -> None:
    practice.configure(SYNDICATE_MAILBOX="imaps://kopij@10.0.0.5/INBOX")
    line = take_in(practice).lines[0]
    assert (
        "10.0.0.5, a private address. If it is the practice's own, name it in SYNDICATE_PRIVATE_HOSTS" in line
    )


def test_a_server_that_hangs_up_is_asked_again_by_the_next_run(practice: Practice, box: Postbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:

        def hang_up() -> None:
            deaf.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        practice.configure(SYNDICATE_MAILBOX=f"imaps://kopij@localhost:{deaf.getsockname()[1]}/INBOX")
        assert take_in(practice).lines[0].endswith("Nothing is lost: the next run reads on.")


def test_it_says_what_is_missing_before_anything_is_read(practice: Practice, box: Postbox) -> None:
    hand_in(practice, "oorpijn.docx", earache())
    for password, said in (("", "put its password into the environment"), ("wachtwóórd", "does not carry")):
        practice.environ[PASSWORD] = password
        with pytest.raises(SettingsError, match=said):
            take_in(practice)
    practice.environ[PASSWORD] = dovecot.PASSWORD
    practice.edit("content/people.toml", "[bram-els]\n", f'[bram-els]\nemail = "{ANNA.upper()}"\n')
    with pytest.raises(SettingsError, match="anna-berk has the same `email`"):
        take_in(practice)
    practice.edit("content/people.toml", f'email = "{ANNA.upper()}"\n', "")
    practice.edit("content/people.toml", f'email = "{ANNA}"\n', "")
    with pytest.raises(SettingsError, match=r"nobody in content/people\.toml may hand in by mail"):
        take_in(practice)
    assert (practice.root / "drop" / "oorpijn.docx").is_file()


def test_the_address_of_a_colleague_is_no_patients_in_people_toml_alone(kept: Practice) -> None:
    private = "anna@elders.example"
    kept.edit("content/people.toml", "[anna-berk]\n", f'[anna-berk]\nemail = "{private}"\n')
    assert not look(kept.root, environ=kept.environ).findings
    kept.edit("content/articles/hoofdpijn.md", "vanzelf over.", f"vanzelf over. Mail {private}.")
    assert [f.code for f in look(kept.root, environ=kept.environ).findings] == ["secrecy.email"]
