"""Telegram's Bot API as far as we use it, with its rules, on 127.0.0.1.

Kept: the token in the path (401 for another one, 404 for none of its form), JSON and multipart fields, one
channel that the bot knows, its rights there, captions of at most 1,024 and texts of at most 4,096 UTF-16
units, entities within the text and never through a surrogate pair, pictures by their first bytes and their
shape, a message that was not modified or is gone, deleting within 48 hours, 20 messages a minute with
`retry_after` in the body.

    python -m tests.servers.telegram --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from email import message_from_bytes
from io import BytesIO
from typing import Any

from PIL import Image

from tests.servers.loopback import Answer, Network, Request, Running, answer

SECRETS = {"bot_token": "424242:TEST-bot-token_Qm9Kp7"}
CHANNEL = {"id": -1001234567890, "type": "channel", "username": "praktijk", "title": "Praktijk De Linde"}
BOT = {"id": 424242, "is_bot": True, "first_name": "Praktijk", "username": "praktijkbot"}
POSTER = {"status": "administrator", "can_post_messages": True}
DAYS_TO_DELETE = 2 * 86_400
CAPTION, TEXT = 1_024, 4_096


class Refusal(Exception):
    def __init__(self, status: int, description: str, **parameters: int) -> None:
        self.answer = answer(
            status,
            {"ok": False, "error_code": status, "description": description}
            | ({"parameters": parameters} if parameters else {}),
        )


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


class TelegramNetwork(Network):
    """`chat` and `member` are what the bot sees; a test may change them."""

    def __init__(self, a_minute: int = 1_000) -> None:
        super().__init__()
        self.a_minute = a_minute
        self.clear()

    def clear(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.sent = 0
        self.chat: dict[str, Any] = dict(CHANNEL)
        self.member: dict[str, Any] = dict(POSTER)

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        return {"posts": self.messages, "requests": self.requests}

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            try:
                return answer(200, {"ok": True, "result": self.called(request)})
            except Refusal as refusal:
                return refusal.answer

    def called(self, request: Request) -> Any:
        methods = {
            "getme": lambda _: BOT,
            "getchat": self.chat_of,
            "getchatmember": self.get_chat_member,
            "sendphoto": self.send_photo,
            "sendmessage": self.send_message,
            "editmessagecaption": self.edit_caption,
            "editmessagetext": self.edit_text,
            "deletemessage": self.delete,
        }
        path = re.fullmatch(r"/bot(\d+:[\w-]+)/(\w+)", request.path)
        if path is None:
            raise Refusal(404, "Not Found")
        if path[1] != SECRETS["bot_token"]:
            raise Refusal(401, "Unauthorized")
        if path[2].lower() not in methods:
            raise Refusal(404, "Not Found: method not found")
        return methods[path[2].lower()](fields(request))

    def chat_of(self, said: dict[str, Any]) -> dict[str, Any]:
        known = (str(self.chat["id"]), f"@{self.chat.get('username')}")
        if str(said.get("chat_id")) not in known:
            raise bad("chat not found")
        return self.chat

    def get_chat_member(self, said: dict[str, Any]) -> dict[str, Any]:
        self.chat_of(said)
        if said.get("user_id") != BOT["id"]:
            raise bad("user not found")
        return {"user": BOT, **self.member}

    def let_post(self, said: dict[str, Any]) -> dict[str, Any]:
        chat = self.chat_of(said)
        if self.member["status"] in ("left", "kicked"):
            raise Refusal(403, "Forbidden: bot is not a member of the channel chat")
        if not self.member.get("can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        self.sent += 1
        if self.sent > self.a_minute:
            raise Refusal(429, "Too Many Requests: retry after 41", retry_after=41)
        return chat

    def send_photo(self, said: dict[str, Any]) -> dict[str, Any]:
        chat, photo = self.let_post(said), said.get("photo")
        if not isinstance(photo, bytes):
            raise bad("there is no photo in the request")
        look_at(photo)
        caption = worded(said, "caption", "caption_entities", CAPTION, "message caption is too long")
        return self.keep(chat, {**caption, "sha256": hashlib.sha256(photo).hexdigest()})

    def send_message(self, said: dict[str, Any]) -> dict[str, Any]:
        chat = self.let_post(said)
        if not str(said.get("text", "")).strip():
            raise bad("message text is empty")
        return self.keep(chat, worded(said, "text", "entities", TEXT, "message is too long"))

    def keep(self, chat: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        message = {"message_id": 7 + len(self.messages), "chat": chat, "date": int(time.time()), **content}
        self.messages.append(message)
        return message

    def message_of(self, said: dict[str, Any], why: str) -> dict[str, Any]:
        self.chat_of(said)
        found = [m for m in self.messages if m["message_id"] == said.get("message_id")]
        if not found:
            raise bad(why)
        return found[0]

    def edit_caption(self, said: dict[str, Any]) -> dict[str, Any]:
        message = self.message_of(said, "message to edit not found")
        if "sha256" not in message:
            raise bad("there is no caption in the message to edit")
        return change(
            message, worded(said, "caption", "caption_entities", CAPTION, "message caption is too long")
        )

    def edit_text(self, said: dict[str, Any]) -> dict[str, Any]:
        message = self.message_of(said, "message to edit not found")
        if "sha256" in message:
            raise bad("there is no text in the message to edit")
        return change(message, worded(said, "text", "entities", TEXT, "message is too long"))

    def delete(self, said: dict[str, Any]) -> bool:
        message = self.message_of(said, "message to delete not found")
        if time.time() - message["date"] > DAYS_TO_DELETE:
            raise bad("message can't be deleted for everyone")
        self.messages.remove(message)
        return True


def fields(request: Request) -> dict[str, Any]:
    """Read a JSON body, or a form of which the fields are text and the files bytes."""
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("application/json"):
        return dict(json.loads(request.body or b"{}"))
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
    said: dict[str, Any] = {}
    for part in form.get_payload():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        said[name] = data if part.get_filename() else data.decode()
    return said


def worded(said: dict[str, Any], text: str, entities: str, most: int, why: str) -> dict[str, Any]:
    words = str(said.get(text, "")).rstrip()
    if said.get("parse_mode"):
        raise bad("can't parse entities")
    if units(words) > most:
        raise bad(why)
    listed = said.get(entities, [])
    listed = json.loads(listed) if isinstance(listed, str) else listed
    for entity in listed:
        part = cut(words, entity["offset"], entity["length"])
        if part is None or not part.strip():
            raise bad("ENTITY_BOUNDS_INVALID")
    return {text: words, entities: listed}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str | None:
    """Return the part of a text that an entity covers; None where it ends outside or inside a sign."""
    coded = text.encode("utf-16-le")
    if offset < 0 or length < 1 or 2 * (offset + length) > len(coded):
        return None
    try:
        return coded[2 * offset : 2 * (offset + length)].decode("utf-16-le")
    except UnicodeDecodeError:
        return None


def look_at(photo: bytes) -> None:
    if len(photo) > 10_000_000:
        raise Refusal(413, "Request Entity Too Large")
    try:
        with Image.open(BytesIO(photo)) as picture:
            kind, (width, height) = picture.format, picture.size
    except OSError:
        raise bad("IMAGE_PROCESS_FAILED") from None
    wide = max(width, height) > 20 * min(width, height)
    if kind not in ("JPEG", "PNG", "WEBP") or width + height > 10_000 or wide:
        raise bad("PHOTO_INVALID_DIMENSIONS")


def change(message: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    if all(message.get(name) == value for name, value in content.items()):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    message.update(content)
    return message


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(TelegramNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
