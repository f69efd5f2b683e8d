"""A mail server on 127.0.0.1, aiosmtpd, with a login, that keeps what it gets and breaks on request.

    with Office() as office:            # plain; Office("smtps" or "starttls", a context)
        office.faults["DATA"] = "552 5.3.4 too big"

A fault stands at a step (GREETING, AUTH, MAIL, RCPT, DATA, DOT) and is an answer, "drop" (the line breaks
before the step is carried out), "silence", "drop after" or "silence after".

    python -m tests.servers.smtp --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import ssl
import threading
import warnings
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SECRETS = {"user": "praktijk-mail-user", "password": "wacht&woord/+=Zx1"}


class Server(SMTP):
    """One talk; `office` is set by the class that is made for each office."""

    office: Office

    async def push(self, status: str | bytes) -> None:
        greeting = status.startswith("220 " if isinstance(status, str) else b"220 ")
        if greeting and self.session is not None and not self.session.host_name and not self.office.greeted:
            self.office.greeted = True
            broken = await self.office.broken(self, "GREETING")
            if broken is not None:
                await super().push(broken)
                self.transport.close()
                return
        await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd finds it by its name
        broken = await self.office.broken(self, "DATA")
        if broken is None:
            await super().smtp_DATA(arg)
        elif broken:
            await self.push(broken)


class Office:
    """`messages` are those that were taken, `url` is the base_url of an account here."""

    def __init__(
        self, tls: str = "", context: ssl.SSLContext | None = None, name: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.tls, self.context, self.name, self.port = tls, context, name, port
        self.faults: dict[str, str] = {}
        self.messages: list[EmailMessage] = []
        self.envelopes: list[dict[str, Any]] = []
        self.user = SECRETS["user"]
        self.greeted = False
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> Office:
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(self.listen(), self.loop).result(30)
        scheme = "smtps" if self.tls == "smtps" else "smtp"
        self.url = f"{scheme}://{self.name}:{self.server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self.closed(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(30)
        self.loop.close()

    async def listen(self) -> asyncio.Server:
        kind = type("Bound", (Server,), {"office": self})
        at_once = self.context if self.tls == "smtps" else None
        return await self.loop.create_server(lambda: self.made(kind), "127.0.0.1", self.port, ssl=at_once)

    def made(self, kind: type[Server]) -> Server:
        self.greeted = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a login without TLS, on this machine only
            return kind(
                self,
                hostname="mail.example",
                loop=self.loop,
                authenticator=self.let_in,
                auth_required=True,
                auth_require_tls=self.tls == "starttls",
                tls_context=self.context if self.tls == "starttls" else None,
                data_size_limit=10_000_000,
            )

    async def closed(self) -> None:
        self.server.close()
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def reset(self) -> None:
        self.faults.clear()
        self.messages.clear()
        self.envelopes.clear()

    async def broken(self, server: Server, step: str) -> str | None:
        """Return the answer to give instead, "" for none at all; None where nothing is to break."""
        fault = self.faults.get(step)
        if fault == "drop":
            server.transport.abort()
            return ""
        if fault == "silence":
            await asyncio.sleep(30)
            return ""
        return fault

    def let_in(self, _: SMTP, __: Session, ___: Envelope, ____: str, login: Any) -> AuthResult:
        if "AUTH" in self.faults:
            return AuthResult(success=False, handled=False, message=self.faults["AUTH"])
        wanted = (self.user.encode(), SECRETS["password"].encode())
        given = (login.login, login.password) if isinstance(login, LoginPassword) else (b"", b"")
        right = all(hmac.compare_digest(a, b) for a, b in zip(wanted, given, strict=True))
        return AuthResult(success=right, handled=False)

    async def handle_MAIL(  # noqa: N802
        self, server: Server, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        broken = await self.broken(server, "MAIL")
        if broken is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return "250 2.1.0 OK" if broken is None else broken

    async def handle_RCPT(  # noqa: N802
        self, server: Server, _: Session, envelope: Envelope, address: str, __: list[str]
    ) -> str:
        broken = await self.broken(server, "RCPT")
        if broken is None:
            envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK" if broken is None else broken

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:  # noqa: N802
        broken = await self.broken(server, "DOT")
        if broken is not None and not broken.endswith(" after"):
            return broken
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        self.messages.append(message_from_bytes(data, policy=default))
        self.envelopes.append(
            {
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "options": envelope.mail_options,
                "data": data,
                "tls": session.ssl is not None or self.tls == "smtps",
                "helo": session.host_name,
            }
        )
        if broken == "drop after":
            server.transport.abort()
        elif broken:
            await asyncio.sleep(30)
        return "250 2.0.0 taken"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    with Office(port=parser.parse_args().port) as office:
        print(office.url, flush=True)
        office.thread.join()


if __name__ == "__main__":
    main()
