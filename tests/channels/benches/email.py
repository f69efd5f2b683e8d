"""A real mail server, aiosmtpd. E-mail speaks no HTTP and shows nothing: the contract's broken creates are in
tests/channels/test_email.py, by SMTP's own steps."""

import hashlib
import re
from contextlib import AbstractContextManager
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench
from tests.servers.smtp import SECRETS, Office

CREATE, OWN_POSTS, UPLOAD = "", "", ""
OPTIONS = {"to": "nieuws@lijst.example", "from": "praktijk@praktijk.example"}


def serving() -> AbstractContextManager[Office]:
    return Office()


def bench(office: Office, _: Path) -> Bench:
    office.reset()
    return Bench(
        "email",
        lambda: [shown(m) for m in office.messages],
        SECRETS,
        office,
        options=OPTIONS,
    )


def shown(message: EmailMessage) -> dict[str, Any]:
    plain, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    pictures = [p.get_content() for p in message.walk() if p.get_content_maintype() == "image"]
    alt = re.search(r'<img [^>]*alt="([^"]*)"', page)
    seen = {
        "id": message["Message-ID"],
        "text": plain.replace("\r\n", "\n").rsplit("\n\n", 1)[0],
        "lang": message["Content-Language"],
        "alt": unescape(alt[1]) if alt else "",
    }
    return seen | ({"sha256": hashlib.sha256(pictures[0]).hexdigest()} if pictures else {})
