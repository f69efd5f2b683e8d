"""LinkedIn's access token is renewed by a refresh token, where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from syndicate.channels.linkedin import LinkedIn
from syndicate.errors import Unauthorized, Unavailable
from tests.channels.benches.linkedin import RENEWABLE, alone
from tests.servers import linkedin
from tests.servers.loopback import Fault

Make = Callable[..., Any]
ALL = {**linkedin.SECRETS, **RENEWABLE}
PATH = "/oauth/v2/accessToken"


@pytest.mark.parametrize("without", RENEWABLE)
def test_a_practice_without_a_refresh_token_or_its_app_renews_nothing(
    make_opening: Make, without: str
) -> None:
    with alone() as (_, bench):
        secrets = {name: value for name, value in ALL.items() if name != without}
        assert LinkedIn(make_opening(bench, secrets=secrets)).rotating == ()


def test_a_refresh_token_that_comes_with_it_is_kept_too(make_opening: Make) -> None:
    with alone() as (_, bench):
        channel = LinkedIn(make_opening(bench, secrets=ALL))
        assert channel.rotating == ("access_token", "refresh_token")
        assert set(channel.renew().values) == {"access_token", "refresh_token"}


def test_an_answer_without_one_leaves_the_refresh_token_as_it_is(make_opening: Make) -> None:
    with alone() as (network, bench):
        document = {"access_token": "AQXtest-new-token", "expires_in": 60}
        network.faults.append(Fault("status", path=PATH, status=200, document=document))
        new = LinkedIn(make_opening(bench, secrets=ALL)).renew()
        assert (dict(new.values), new.lives) == ({"access_token": "AQXtest-new-token"}, timedelta(minutes=1))


@pytest.mark.parametrize("wrong", ["refresh_token", "client_secret"])
def test_a_refusal_says_that_the_login_is_to_be_renewed_and_no_secret(make_opening: Make, wrong: str) -> None:
    with alone() as (_, bench):
        channel = LinkedIn(make_opening(bench, secrets=ALL | {wrong: "no-longer-good-Qr4"}))
        with pytest.raises(Unauthorized, match="renewing the token: the network answered 40") as told:
            channel.renew()
        assert "Renew the token or its rights" in str(told.value)
        assert not any(value in str(told.value) for value in (*ALL.values(), "no-longer-good-Qr4"))


@pytest.mark.parametrize("document", [{}, {"access_token": "", "expires_in": 1}, {"access_token": "x"}])
def test_an_answer_that_is_no_token_is_none(make_opening: Make, document: dict[str, Any]) -> None:
    with alone() as (network, bench):
        network.faults.append(Fault("status", path=PATH, status=200, document=document))
        with pytest.raises(Unavailable):
            LinkedIn(make_opening(bench, secrets=ALL)).renew()
