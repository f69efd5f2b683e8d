"""A door before a real server on this machine, so that it breaks on request."""

from __future__ import annotations

import http.client

from tests.servers.loopback import Answer, Network, Request

HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "date", "server"}


class Passing(Network):
    """Hands every request on as it came. Subclasses write `state`."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__()
        self.host = host
        self.port = port

    def carry_out(self, request: Request) -> Answer:
        return self.pass_on(request.method, request.path, request.query, request.headers, request.body)

    def pass_on(
        self,
        method: str,
        path: str,
        query: str = "",
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        inner = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            inner.request(method, f"{path}?{query}" if query else path, body=body, headers=headers or {})
            reply = inner.getresponse()
            kept = {k: v for k, v in reply.getheaders() if k.lower() not in HOP_BY_HOP}
            return Answer(reply.status, reply.read(), kept)
        finally:
            inner.close()
