"""Telegram, through the Bot API. docs/channels/telegram.md has the way in.

A bot cannot read its own channel, and the API knows no idempotency key: a doubt is settled by a person.
The token stands in the path of every call, so that no address of one is ever said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from syndicate.channels import Look, Opening, Unreadable
from syndicate.channels.abilities import Health, Trouble
from syndicate.channels.options import known, sheltered, wrong
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import ChannelError, Rejected, Unauthorized
from syndicate.limits import Limits, Shape, Unit, measure
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Picture, Post, Prepared, Receipt, Words

PUBLIC_HOST = "https://api.telegram.org"
CHAT = re.compile(r"@[A-Za-z]\w{3,31}|-?\d{1,16}", re.ASCII)
OURS = re.compile(r"(?P<chat>-?\d+)/(?P<message>\d+)")
SHOWN = re.compile(r"https://t\.me/(?:c/(?P<inner>\d+)|(?P<name>\w+))/(?P<message>\d+)", re.ASCII)
WITHOUT_PICTURE = 4_096
BEFORE = "\n\n"
FRAME = "\N{FRAME WITH PICTURE} "  # says in any language that a picture is described
FEW = 3
LIMITS = Limits(
    unit=Unit.UTF16,
    characters=1_024,
    image_bytes=10_000_000,
    image_types=("image/jpeg", "image/png", "image/webp"),
    alt=1_000,
    look=Drawn(
        crop=(1.91, 1.0),
        shape=Shape.BUBBLE,
        source="Bot API: a caption has at most 1,024 characters after entities parsing; a channel shows it "
        "whole under the whole picture, without a link card (from use, not from a document)",
    ),
)
CODES: Mapping[str, type[ChannelError]] = {
    "forbidden:": Unauthorized,  # the bot was thrown out, blocked or never let in
    "chat not found": Unauthorized,
    "need administrator rights": Unauthorized,
    "not enough rights": Unauthorized,
    "have no rights": Unauthorized,
    "chat_write_forbidden": Unauthorized,
    "chat_send_photos_forbidden": Unauthorized,
    "chat_admin_required": Unauthorized,
    "upgraded to a supergroup": Unauthorized,
}
"""What the description of a 400 or 403 means for the account; any other one is about the post."""
MUTE = Trouble(
    Words("de bot mag in deze chat niet posten.", "the bot may not post in this chat."),
    Words(
        "Maak de bot in Telegram beheerder van het kanaal, met het recht berichten te plaatsen.",
        "Make the bot an administrator of the channel in Telegram, with the right to post messages.",
    ),
)


class Telegram:
    """One bot in one channel or group on Telegram."""

    network = "telegram"
    hosts = ("api.telegram.org",)
    limits = LIMITS
    needs = ("bot_token",)
    settle = 0.0
    readable = False  # nothing of ours can be read back

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._base = sheltered(opening)
        self._chat = str(known(opening, "chat").get("chat", ""))
        if not CHAT.fullmatch(self._chat):
            raise wrong(opening, "the option chat must be '@your_channel' or the number of the chat.")

    def render(self, post: Post) -> Payload:
        """Return what will be sent, the picture's description below the words; raises Rejected."""
        create: dict[str, object] = {"chat_id": self._chat}
        if post.image is None:
            limits = replace(self.limits, characters=WITHOUT_PICTURE)
            preview = {"url": post.link, "prefer_large_media": True}
            create |= {"text": post.text, "link_preview_options": preview}
            return payload(post, limits, network=self.network, create=create)
        caption = post.text + _described(post.text, post.alt)
        create["caption"] = caption
        if caption != post.text:
            start = measure(post.text + BEFORE, self.limits)
            quoted = {"type": "expandable_blockquote", "offset": start}
            create["caption_entities"] = [{**quoted, "length": measure(caption, self.limits) - start}]
        made = payload(post, self.limits, network=self.network, create=create)
        return replace(made, text=caption)

    def prepare(self, payload: Payload) -> Prepared:
        """See that token and picture are there; the picture itself travels in the creating call."""
        self._token()
        self._picture(payload.image)
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (sendPhoto, or sendMessage where there is no picture)."""
        photo = self._picture(prepared.payload.image)
        create = json.loads(prepared.payload.body)
        method = "sendPhoto" if photo else "sendMessage"
        receipt: Receipt = self._ask("posting", method, create, photo=photo, creating=True)
        return receipt

    def find(self, claim: Entry) -> Look:
        """Say that nobody but a person can look: a bot has no call that reads a channel."""
        return Unreadable(
            f"account {self.account}: a bot cannot read its own channel. Look in the channel for "
            f"{claim.data['marker']} in a link"
        )

    def doctor(self) -> Health:
        """Return the bot's name and its chat's, and whether it may post there; raises the ChannelErrors."""
        me = self._ask("asking who the bot is", "getMe", {})
        chat = self._ask("looking at the chat", "getChat", {"chat_id": self._chat})
        asked = {"chat_id": self._chat, "user_id": me["id"]}
        member = self._ask("looking at the bot's rights", "getChatMember", asked)
        whose = f"@{me['username']} in {chat.get('title') or chat.get('username') or self._chat}"
        return Health(whose, troubles=() if _may_post(chat, member) else (MUTE,))

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put other words in place (editMessageCaption, editMessageText); the same ones are no error."""
        method = "editMessageCaption" if payload.image else "editMessageText"
        edit = {**json.loads(payload.body), **_place(receipt)}
        self._ask("correcting the post", method, edit, fine="message is not modified")
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the message; Rejected after the 48 hours in which a bot may."""
        self._ask("deleting the post", "deleteMessage", _place(receipt), fine="message to delete not found")

    def _ask(
        self,
        doing: str,
        method: str,
        said: Mapping[str, Any],
        *,
        photo: tuple[str, bytes, str] | None = None,
        creating: bool = False,
        fine: str = "",
    ) -> Any:
        """Call a method and return its result (posting: its receipt), None for a refusal that says `fine`.

        No status is raised here: an error of requests would quote the address, and so the token.
        """
        wire = self._opening.door.session((PUBLIC_HOST, self._base) if self._base else None)
        url = f"{PUBLIC_HOST}/bot{self._token()}/{method}"
        at = f"account {self.account}: {doing}"
        with self._opening.door.judged(wire, at, creating=creating, refusal=_refusal):
            if photo is None:
                answer = wire.post(url, json=said).json()
            else:
                form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in said.items()}
                answer = wire.post(url, data=form, files={"photo": photo}).json()
            words = str(answer.get("description", "")).lower()
            if "message can't be deleted" in words:
                raise Rejected(f"{at}: Telegram lets a bot delete for 48 hours only. Delete it in the app.")
            if fine and fine in words:
                return None
            return _receipt(answer["result"]) if creating else answer["result"]

    def _token(self) -> str:
        return quote(self._opening.secrets["bot_token"], safe=":")

    def _picture(self, image: Picture | None) -> tuple[str, bytes, str] | None:
        if image is None:
            return None
        return image.path.rsplit("/", 1)[-1], picture_bytes(image, self._opening.output), image.type


def _described(text: str, alt: str) -> str:
    """Return the picture's description as a last paragraph: whole, cut after a word, or left out.

    It is left out where not even three of its words fit, or where there is no text to stand below.
    """
    words = alt.split()
    if not words or not text.strip():
        return ""

    def fitting(said: str) -> bool:
        return measure(text + BEFORE + FRAME + said, LIMITS) <= LIMITS.characters

    if fitting(alt):
        return BEFORE + FRAME + alt
    while words and not fitting(" ".join(words) + "…"):
        words.pop()
    return BEFORE + FRAME + " ".join(words) + "…" if len(words) >= FEW else ""


def _receipt(message: Mapping[str, Any]) -> Receipt:
    """Return chat and number, which together name a message, and its address in the app."""
    chat, number = message["chat"], int(message["message_id"])
    name = chat.get("username") or f"c/{str(chat['id']).removeprefix('-100')}"
    return Receipt(f"{chat['id']}/{number}", f"https://t.me/{name}/{number}")


def _place(receipt: Receipt) -> Mapping[str, object]:
    """Return which message a receipt means, also one of which a person gave the address."""
    found = OURS.fullmatch(receipt.id) or SHOWN.match(receipt.url)
    if not found:
        raise Rejected(f"{receipt.url or receipt.id} is no message on Telegram.")
    named = found.groupdict()
    chat = named.get("chat") or (f"-100{named['inner']}" if named.get("inner") else f"@{named['name']}")
    return {"chat_id": chat, "message_id": int(named["message"])}


def _may_post(chat: Mapping[str, Any], member: Mapping[str, Any]) -> bool:
    """Tell whether a member may post pictures: in a channel only who runs it, in a group all but a few."""
    status = member["status"]
    if chat.get("type") == "channel":
        return status == "creator" or (status == "administrator" and bool(member.get("can_post_messages")))
    return status in ("creator", "administrator", "member") or bool(member.get("can_send_photos"))


def _refusal(status: int, said: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read what Telegram says of a refusal; to a token of the wrong form it says 404 "Not Found"."""
    words = str(said.get("description", "")).lower()
    if status == 404 and words == "not found":
        return Unauthorized
    if status not in (400, 403):
        return None
    return next((kind for code, kind in CODES.items() if code in words), None)
