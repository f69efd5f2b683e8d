"""Messages as the made-up colleagues of the practice send them."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from tests.workflows.dropped import earache
from tests.workflows.postbox import ANNA

DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "Een warm kompres helpt vaak.\n\nNeem rust.\n"


def letter(
    text: str | None = TEXT, subject: str = "Wat helpt bij oorpijn?", sender: str = ANNA, **heads: str
):
    """A message of plain text; `heads` are more headers, _ for -."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "kopij@linde.example", subject
    message["Message-ID"] = make_msgid(domain="linde.example")
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    return message


def with_file(
    message: EmailMessage, name: str, data: bytes, kind: str = f"application/{DOCX}"
) -> EmailMessage:
    """The message with a file attached."""
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(data, maintype, subtype, filename=name)
    return message


def word_mail(**made: Any) -> EmailMessage:
    """A message with a Word file, whose own text is no more than a word beside it."""
    return with_file(letter("Hierbij mijn stuk."), "oorpijn v2.docx", earache(**made))
