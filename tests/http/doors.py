"""A door, a server behind it that says what it got, and what a request that fails is called."""

from __future__ import annotations

from typing import Any

import pytest

from syndicate.errors import ChannelError
from syndicate.http import Door
from tests.servers.loopback import Answer, Network, Request, answer


class Plain(Network):
    """Answers every request with 200 and what it got; /moved... sends on to where the query says."""

    def carry_out(self, request: Request) -> Answer:
        if request.path.startswith("/moved/"):
            return answer(int(request.path.rsplit("/", 1)[1]), {}, Location=request.query)
        return answer(200, {"path": request.path, "query": request.query, "headers": request.headers})

    def state(self) -> dict[str, Any]:
        return {"requests": self.requests}


def door(**known: Any) -> Door:
    """A door with little patience."""
    return Door(**{"connect": 5, "read": 5, "total": 20, **known})


def judge(url: str, *, creating: bool = True, **known: Any) -> type[ChannelError]:
    """Post to `url` as an SDK would, and return what it is called when that fails."""
    one = door(**{"read": 1, "total": 1.5, **known})
    session = one.session()
    with (
        pytest.raises(ChannelError, match=r"^account x: posting: ") as raised,
        one.judged(session, "account x: posting", creating=creating),
    ):
        session.post(url, data=b"x").json()["id"]
    return raised.type
