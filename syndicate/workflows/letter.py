"""letter: one message that came by mail, as its bytes say: who it is from, and what was handed in by it.

Nothing that it leads to is asked for, and its HTML is not read: mail programs write plain text beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from typing import cast

from syndicate.site.word.package import MOST_PICTURES

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# signatures, and the cards that people sign with
BESIDE = frozenset(
    {"application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature",
     "application/x-pkcs7-signature", "text/vcard", "text/x-vcard"}
)  # fmt: skip
NAMELESS = re.compile(r"ATT\d+\.(?:txt|html?)", re.IGNORECASE)
MOST_PARTS = 200
REPLY = re.compile(r"(?:(?:re|aw|antw|fwd?|doorst|wg)\s*:\s*)+", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
ITEM = re.compile(r"\s*(?:[•·▪●○◦‣–—*-]|\d{1,2}[.)])\s")
WRAPPED = range(66, 82)
"""Where mail programs break a line: so long it would have been with the next word, or is itself at most."""
COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc|compauth)(?:/\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
LONGEST = 4_000
FAILED = frozenset({"fail", "softfail", "hardfail"})
# what the readers of Python's own raise at a message that nobody wrote by hand
READING = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)


class Unread(Exception):
    """This is no message that can be read."""


@dataclass(frozen=True, slots=True)
class Head:
    """Who a message says that it is from (an address in small letters, "" where that is not one person).

    `doubted`: the host that took it in says that this is not so. `automatic`: no person wrote it.
    """

    sender: str
    doubted: bool
    automatic: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """What was handed in: `files` are Word files and notes with their names, `text` one paragraph a line.

    `id` is the message's own, or else its hash. `quoted` counts lines of others that were left out, `strange`
    attachments that are neither Word files, notes nor pictures.
    """

    id: str
    subject: str
    text: str
    quoted: int
    files: tuple[tuple[str, bytes], ...]
    pictures: tuple[bytes, ...]
    strange: int

    def mark(self, number: int) -> str:
        """Return 32 hexadecimal digits for one text of this message, the same each time it is read."""
        return hashlib.sha256(f"{self.id}/{number}".encode("utf-8", "replace")).hexdigest()[:32]


def read_head(raw: bytes) -> Head:
    """Read the headers of a message; raises Unread."""
    try:
        head = BytesHeaderParser(policy=default).parsebytes(raw)
        fields = head.get_all("From", [])
        senders = [one.addr_spec.lower() for said in fields for one in said.addresses]
        sender = senders[0] if len(fields) == len(senders) == 1 else ""
        automatic = str(head.get("Auto-Submitted", "no")).strip().lower() != "no"
        return Head(
            sender, _doubted([str(said) for said in head.get_all("Authentication-Results", [])]), automatic
        )
    except READING as error:
        raise Unread from error


def _doubted(said: list[str]) -> bool:
    """Tell whether the host that took a message in last, which writes above all others, found it false."""
    return any(_fails(one) for one in said if _by(one) == _by(said[0]))


def _by(said: str) -> str:
    return said.partition(";")[0].strip().lower()


def _fails(said: str) -> bool:
    said = " ".join(said[:LONGEST].split())
    while said != (bare := COMMENT.sub("", said)):
        said = bare
    found: dict[str, set[str]] = {}
    for method, result in RESULT.findall(said):
        found.setdefault(method.lower(), set()).add(result.lower())
    if "pass" in found.get("dmarc", ()):
        return False
    return any(results & FAILED and "pass" not in results for results in found.values())


def read_letter(raw: bytes) -> Letter:
    """Read a whole message; raises Unread."""
    try:
        return _read(message_from_bytes(raw, policy=default), raw)
    except READING as error:
        raise Unread from error


def _read(message: EmailMessage, raw: bytes) -> Letter:
    files: list[tuple[str, bytes]] = []
    pictures: list[bytes] = []
    texts: list[str] = []
    strange = 0
    for number, part in enumerate(_parts(message)):
        name, kind = part.get_filename() or "", part.get_content_type()
        if number >= MOST_PARTS:
            raise Unread
        if name.lower().endswith((".docx", ".txt")) and not NAMELESS.fullmatch(name):
            files.append((name, _bytes(part)))
        elif kind == WORD_TYPE:
            files.append((f"{name}.docx", _bytes(part)))
        elif kind.startswith("image/") and len(pictures) < MOST_PICTURES:
            pictures.append(_bytes(part))
        elif kind == "text/plain" and (not name or NAMELESS.fullmatch(name)):
            texts.append(_text(part))
        elif kind != "text/html" and kind not in BESIDE:
            strange += 1
    text, quoted = _own("\n".join(texts))
    subject = REPLY.sub("", " ".join(str(message.get("Subject", "")).split()), count=1)
    own = str(message.get("Message-ID", "")).strip() or hashlib.sha256(raw).hexdigest()
    return Letter(own, subject, text, quoted, tuple(files), tuple(pictures), strange)


def _parts(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield what was sent, but the pictures that only its HTML shows: the logo below a signature."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    inside = list(part.iter_parts())
    for inner in inside[:1] if part.get_content_subtype() == "related" else inside:
        yield from _parts(cast(EmailMessage, inner))


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: EmailMessage) -> str:
    try:
        return _bytes(part).decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return _bytes(part).decode("cp1252", "replace")


def _own(text: str) -> tuple[str, int]:
    """Return the paragraphs that the sender wrote, one a line, and how many lines of others were left out."""
    lines = SIGNATURE.split(text.replace("\r\n", "\n"), maxsplit=1)[0].split("\n")
    mine: list[str] = []
    for number, line in enumerate(lines):
        if not line.startswith(">"):
            mine.append(line)
        elif not lines[number - 1].startswith(">"):
            while mine and not mine[-1].strip():
                mine.pop()
            if mine and mine[-1].rstrip().endswith(":"):  # "On Monday … wrote:"
                mine.pop()
            mine.append("")
    return _unwrapped(mine), sum(line.startswith(">") for line in lines)


def _unwrapped(lines: list[str]) -> str:
    """Join the lines that a mail program broke: those whose next word would have made them too long."""
    out: list[str] = []
    length = 0
    for line in lines:
        words = line.strip()
        first = len(words.split(" ", 1)[0])
        broken = length < WRAPPED.stop and length + 1 + first >= WRAPPED.start
        if out and out[-1] and words and broken and not ITEM.match(line):
            out[-1] = f"{out[-1]} {words}"
        else:
            out.append(words)
        length = len(line.rstrip())
    return "\n".join(out)
