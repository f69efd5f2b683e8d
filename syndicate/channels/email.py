"""E-mail, over SMTP: one message per article to one address, that of the practice's list service.

Who reads it is the list service's affair: it keeps the subscribers and lets them leave, and no address of
theirs is ever here. docs/channels/email.md has the way in.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from syndicate.channels import Look, Opening, Unreadable
from syndicate.channels.abilities import Health
from syndicate.channels.options import known, wrong
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import SettingsError
from syndicate.limits import Limits, Link, Shape, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Post, Prepared, Receipt

if TYPE_CHECKING:
    from email.message import EmailMessage

    from syndicate.http.mail import Relay

# ASCII only: no server between here and the list service needs to know SMTPUTF8
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?P<domain>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")
WIDTH = 600
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=2_000,
    link=Link.CARD,
    image_bytes=5_000_000,
    image_types=("image/jpeg", "image/png", "image/gif"),
    alt=1_500,
    look=Drawn(
        crop=(1.91, 1.0),
        shape=Shape.LETTER,
        source="our own message: the whole picture, the whole text, then the title as a link",
    ),
)
PAGE = """\
<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body dir="auto">
{picture}<p>{words}</p>
<p><a href="{link}">{title}</a></p>
</body>
</html>
"""
PICTURE = """\
<p><a href="{link}">
<img src="cid:{cid}" alt="{alt}" width="{width}" style="max-width:100%;height:auto">
</a></p>
"""


class Email:
    """One address that gets every article once."""

    network = "email"
    hosts = ()  # the account's own mail server, base_url
    limits = LIMITS
    needs = ("password",)
    settle = 0.0
    readable = False  # nothing of ours can be read back

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        if not re.match(r"smtps?://", opening.account.base_url):
            raise wrong(opening, "base_url must be your mail server, e.g. 'smtps://mail.praktijk.example'.")
        options = known(opening, "to", "from", "reply_to")
        self._to = _address(opening, options, "to")
        self._from = _address(opening, options, "from")
        self._reply_to = _address(opening, options, "reply_to") if "reply_to" in options else ""

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where it is beyond the limits."""
        domain = self._from.rpartition("@")[2]
        create = {
            "from": self._from,
            "to": self._to,
            "reply_to": self._reply_to,
            "subject": " ".join(post.title.split()),
            "text": post.text,
            "link": post.link,
            "language": post.lang,
            "message_id": f"<{hashlib.sha256(post.key.encode()).hexdigest()[:24]}@{domain}>",
        }
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """See that login and picture are there, and that a message can be made of it."""
        self._relay()
        self._written(payload)
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        """Hand the message to the mail server, once."""
        from syndicate.http.mail import Letter, deliver

        relay, message = self._relay(), self._written(prepared.payload)
        letter = Letter(self._from, self._to, message.as_bytes())
        deliver(self._opening.door, relay, letter, f"account {self.account}: posting")
        name = message["Message-ID"]
        return Receipt(name, f"mid:{name.strip('<>')}")

    def find(self, claim: Entry) -> Look:
        """Say that nobody but a person can look: a mail that is gone cannot be read back."""
        return Unreadable(
            f"account {self.account}: a sent mail cannot be read back. Look in the list's archive or in your "
            f"own inbox for {claim.data['marker']} in a link"
        )

    def doctor(self) -> Health:
        """Log in at the mail server and leave again; raises the ChannelErrors (Unauthorized: a bad login)."""
        from syndicate.http.mail import knock

        domain = self._from.rpartition("@")[2]
        knock(self._opening.door, self._relay(), domain, f"account {self.account}: logging in")
        return Health(f"{self._from} at {urlsplit(self._opening.account.base_url).hostname}")

    def _relay(self) -> Relay:
        """Return server and login; raises SettingsError for a login that SMTP cannot carry.

        Without a secret `user` it is the sender's address: that one is public, and no secret may be.
        """
        from syndicate.http.mail import Relay

        secrets = self._opening.secrets
        login = {
            "user": dict(secrets).get("user", self._from),
            "password": secrets["password"],
        }
        for name, value in login.items():
            if not value.isascii():
                raise SettingsError(
                    f"account {self.account}: {secrets.variable(name)} holds a sign that is not ASCII, which "
                    "SMTP does not carry everywhere. Let your mail provider make an app password."
                )
        return Relay(self._opening.account.base_url, **login)

    def _written(self, payload: Payload) -> EmailMessage:
        """Return the message: the same bytes each time, every line of its head made by the mail policy."""
        from email.message import EmailMessage
        from email.policy import SMTP

        said = json.loads(payload.body)
        message = EmailMessage(SMTP.clone(cte_type="7bit"))
        message["From"], message["To"] = said["from"], said["to"]
        if said["reply_to"]:
            message["Reply-To"] = said["reply_to"]
        message["Subject"] = said["subject"]
        message["Date"] = payload.created_at.astimezone(UTC)
        message["Message-ID"] = said["message_id"]
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply to this
        message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange, which asks for its own
        message.set_content(f"{said['text']}\n\n{said['subject']}\n{said['link']}\n")
        message.add_alternative(_page(payload, said), subtype="html")
        if payload.image:
            data = picture_bytes(payload.image, self._opening.output)
            page: Any = list(message.iter_parts())[1]
            maintype, _, subtype = payload.image.type.partition("/")
            name = f"picture.{subtype}"
            page.add_related(
                data, maintype, subtype, cid=f"<{_cid(said)}>", disposition="inline", filename=name
            )
            page.set_boundary(f"picture-{payload.marker}")
        message.set_boundary(f"message-{payload.marker}")
        message["Content-Language"] = said["language"]  # last: a part that is added takes Content-* with it
        return message


def _page(payload: Payload, said: dict[str, Any]) -> str:
    named = {"link": said["link"], "title": said["subject"], "lang": said["language"]}
    safe = {name: html.escape(value) for name, value in named.items()}
    paragraphs = html.escape(said["text"]).split("\n\n")
    words = "</p>\n<p>".join(p.replace("\n", "<br>\n") for p in paragraphs)
    picture = ""
    if payload.image:
        alt = html.escape(payload.alt)
        picture = PICTURE.format(link=safe["link"], cid=_cid(said), alt=alt, width=WIDTH)
    return PAGE.format(words=words, picture=picture, **safe)


def _cid(said: dict[str, Any]) -> str:
    return f"picture.{said['message_id'].strip('<>')}"


def _address(opening: Opening, options: Any, name: str) -> str:
    """Return one address; raises SettingsError for none, for several and for one with a name around it."""
    said = options.get(name)
    if not isinstance(said, str) or not ADDRESS.fullmatch(said):
        raise wrong(opening, f"the option {name} must be one e-mail address, e.g. 'nieuws@praktijk.example'.")
    return said
