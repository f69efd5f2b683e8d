"""letter: who a message is from, and what of it somebody wrote, as mail programs write it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from syndicate.workflows.letter import Unread, read_head, read_letter
from tests.word_files import photo
from tests.workflows.mailed import letter, with_file
from tests.workflows.postbox import ANNA


def head(**heads: str):
    return read_head(letter(**heads).as_bytes())


@pytest.mark.parametrize(
    ("sender", "read"),
    [
        (ANNA, ANNA),
        ("Anna Berk <Anna@Linde.EXAMPLE>", ANNA),
        (f'"{ANNA}" <boef@elders.example>', "boef@elders.example"),
        (f"{ANNA}, boef@elders.example", ""),
    ],
)
def test_a_message_is_from_the_one_address_that_it_says(sender: str, read: str) -> None:
    assert head(sender=sender).sender == read


@pytest.mark.parametrize(
    "raw", [b"", b"Subject: x\r\n\r\n", b"From: a@b.example\r\nFrom: anna@linde.example\r\n\r\n"]
)
def test_a_message_of_nobody_or_of_two_is_from_nobody(raw: bytes) -> None:
    assert read_head(raw).sender == ""


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("mx.linde.example; dmarc=pass (p=none) header.from=linde.example; spf=fail; dkim=pass", False),
        ("mx.linde.example; spf=pass smtp.mailfrom=linde.example; dkim=pass", False),
        ("mx.linde.example; none", False),
        ("mx.linde.example; dkim=fail; dkim=pass header.d=linde.example", False),
        ("mx.linde.example; DMARC = FAIL header.from=linde.example", True),
        ("mx.linde.example 1; spf=softfail smtp.mailfrom=linde.example", True),
        ("mx.linde.example; spf=pass; dkim/1=fail (dmarc=pass; dkim=pass)", True),
        ("spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=linde.example; dkim=none; compauth=fail", True),
    ],
)
def test_the_host_that_took_it_in_may_say_that_its_sender_is_false(said: str, doubted: bool) -> None:
    assert head(Authentication_Results=said).doubted is doubted


def test_what_the_sender_wrote_below_the_words_of_the_own_host_counts_for_nothing() -> None:
    own = "Authentication-Results: mx.linde.example; dmarc=fail\r\n"
    added = "Authentication-Results: mx.linde.example; dmarc=pass\r\n"
    earlier = "Authentication-Results: lijst.example; dmarc=fail\r\n"
    fine = "Authentication-Results: mx.linde.example; dmarc=pass\r\n"
    assert read_head(f"{own}{added}From: {ANNA}\r\n\r\n".encode()).doubted
    assert not read_head(f"{fine}{earlier}From: {ANNA}\r\n\r\n".encode()).doubted


@pytest.mark.parametrize(
    ("said", "automatic"), [("no", False), ("auto-replied", True), ("auto-generated", True)]
)
def test_the_answer_of_a_machine_is_known(said: str, automatic: bool) -> None:
    assert head(Auto_Submitted=said).automatic is automatic
    assert not head().automatic


@pytest.mark.parametrize("subject", ["Fwd: Goed slapen", "RE: FW: Goed  slapen", "Doorst: Goed\r\n slapen"])
def test_the_subject_is_the_title_without_what_a_mail_program_puts_before_it(subject: str) -> None:
    raw = f"From: {ANNA}\r\nSubject: {subject}\r\n\r\nTekst.\r\n".encode()
    assert read_letter(raw).subject == "Goed slapen"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Een.\n\nTwee.\n", ["Een.", "", "Twee."]),
        (
            "Oorpijn gaat bij de meeste mensen binnen een paar dagen helemaal\nvanzelf over. Rust helpt.\n",
            ["Oorpijn gaat bij de meeste mensen binnen een paar dagen helemaal vanzelf over. Rust helpt."],
        ),
        ("Kort.\nOok kort.\n", ["Kort.", "Ook kort."]),
        ("x " * 100 + "\nNieuwe alinea.\n", ["x " * 99 + "x", "Nieuwe alinea."]),
        (
            "- een punt dat zo lang is dat een mailprogramma het na dit woord\n  afbreekt\n"
            f"- {'twee ' * 12}\n- drie\n",
            [
                "- een punt dat zo lang is dat een mailprogramma het na dit woord afbreekt",
                f"- {'twee ' * 12}".strip(),
                "- drie",
            ],
        ),
        ("Tekst.\n-- \nAnna Berk\n", ["Tekst."]),
        (
            "Tekst.\n\nOp maandag schreef iemand:\n\n> Een geheim.\n>\n> Nog een.\n\nSlot.\n",
            ["Tekst.", "", "Slot."],
        ),
    ],
)
def test_the_paragraphs_are_those_of_the_writer(text: str, paragraphs: list[str]) -> None:
    read = read_letter(letter(text).as_bytes()).text
    assert [line for line in read.split("\n") if line] == [line for line in paragraphs if line]


def test_lines_of_others_are_counted() -> None:
    assert read_letter(letter("Tekst.\n> een\n> twee\n").as_bytes()).quoted == 2


def test_the_picture_below_a_signature_is_not_handed_in_and_an_attached_one_is() -> None:
    message = letter()
    message.add_alternative("<p>Tekst <img src='cid:logo'></p>", subtype="html")
    page = list(message.iter_parts())[1]
    page.add_related(photo("PNG"), "image", "png", cid="<logo>")
    with_file(message, "oor.jpg", photo(), "image/jpeg")
    read = read_letter(message.as_bytes())
    assert (len(read.pictures), read.files, read.strange) == (1, (), 0)
    assert read.text.startswith("Een warm kompres")


@pytest.mark.parametrize(
    ("name", "kind", "strange"),
    [
        ("stuk.pdf", "application/pdf", 1),
        ("winmail.dat", "application/ms-tnef", 1),
        ("smime.p7s", "application/pkcs7-signature", 0),
        ("ATT00001.txt", "text/plain", 0),
        ("ATT00002.htm", "text/html", 0),
    ],
)
def test_other_attachments_are_counted_but_for_signatures(name: str, kind: str, strange: int) -> None:
    data = "Anna" if kind.startswith("text/") else b"x"
    message = letter()
    if isinstance(data, str):
        message.add_attachment(data, subtype=kind.partition("/")[2], filename=name)
    else:
        with_file(message, name, data, kind)
    read = read_letter(message.as_bytes())
    assert (read.strange, read.files) == (strange, ())


def test_a_message_is_known_again_by_its_own_name_or_else_by_its_bytes() -> None:
    one = letter(subject="Een")
    again = EmailMessage()
    again["Message-ID"], again["Received"] = one["Message-ID"], "elders"
    again.set_content("Tekst.")
    marks = {read_letter(m.as_bytes()).mark(0) for m in (one, again)}
    assert len(marks) == 1
    assert marks.isdisjoint({read_letter(one.as_bytes()).mark(1), read_letter(letter().as_bytes()).mark(0)})
    nameless = read_letter(b"From: a@b.example\r\n\r\nTekst.\r\n")
    assert nameless.mark(0) == read_letter(b"From: a@b.example\r\n\r\nTekst.\r\n").mark(0)
    assert nameless.mark(0) != read_letter(b"From: a@b.example\r\n\r\nAnders.\r\n").mark(0)


def test_a_message_within_messages_without_end_is_no_message() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(Unread):
        read_letter(b"From: anna@linde.example\r\n" + deep)


def test_letters_of_an_unknown_alphabet_are_read_as_far_as_they_go() -> None:
    raw = b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nE\xe9n kompres.\r\n"
    assert read_letter(raw).text.strip() == "Eén kompres."
