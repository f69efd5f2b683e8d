"""What LinkedIn says of an account: whose, what it may, until when, and by which version of the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from syndicate.channels.linkedin import standing
from syndicate.errors import Unauthorized
from tests.channels.bench import Bench
from tests.servers import linkedin
from tests.servers.loopback import Running

Make = Callable[..., Any]
ENDS = datetime(2099, 1, 1, tzinfo=UTC)
TODAY = datetime.now(UTC).date()
FRESH = f"{TODAY:%Y%m}"
BOTH = {**linkedin.SECRETS, **linkedin.APP}


def looked_at(make: Make, author: str, scopes: str, secrets: dict[str, str], **options: Any) -> Any:
    with Running(linkedin.LinkedInNetwork(scopes, (FRESH,))) as server:
        bench = Bench("linkedin", list, secrets, server)
        chosen = {"author": author, "version": FRESH, **options}
        return make(bench, options=chosen).doctor()


def troubles(health: Any) -> list[tuple[str, bool]]:
    assert all(t.what.nl and t.mend.nl for t in health.troubles)
    return [(t.what.en, t.stops) for t in health.troubles]


@pytest.mark.parametrize("expires", ["2099-01-01", date(2099, 1, 1)])
@pytest.mark.parametrize(
    ("author", "name"),
    [(linkedin.ORGANIZATION, "Huisartsenpraktijk De Linde"), (linkedin.PERSON, "Anna Berk")],
)
def test_a_good_account_is_named_with_the_end_that_a_person_filled_in(
    make_channel: Make, author: str, name: str, expires: Any
) -> None:
    health = looked_at(make_channel, author, linkedin.SCOPES, linkedin.SECRETS, expires=expires)
    assert (health.whose, health.expires, health.troubles) == (name, ENDS, ())


def test_introspection_knows_the_end_better_than_the_option(make_channel: Make) -> None:
    health = looked_at(make_channel, linkedin.PERSON, linkedin.SCOPES, BOTH, expires="2099-01-01")
    assert health.expires == datetime.fromtimestamp(1_800_000_000, UTC)
    assert health.troubles == ()


def test_without_both_the_end_is_unknown_and_that_is_said(make_channel: Make) -> None:
    health = looked_at(make_channel, linkedin.PERSON, linkedin.SCOPES, linkedin.SECRETS)
    assert health.expires is None
    assert troubles(health) == [("when the token ends is not known; LinkedIn gives it 60 days.", False)]


def test_a_wrong_secret_of_the_app_stops_nothing(make_channel: Make) -> None:
    wrong = {**BOTH, "client_secret": "WPL_of another app"}
    health = looked_at(make_channel, linkedin.PERSON, linkedin.SCOPES, wrong, expires="2099-01-01")
    assert (health.expires, troubles(health)) == (
        ENDS,
        [("LinkedIn does not take client_id and client_secret.", False)],
    )


def test_a_page_whose_token_may_only_post_says_what_is_lost(make_channel: Make) -> None:
    health = looked_at(make_channel, linkedin.ORGANIZATION, "w_organization_social", BOTH)
    assert health.whose == linkedin.ORGANIZATION
    assert troubles(health) == [
        ("the token lacks the right rw_organization_admin. Figures cannot be read.", False),
        (
            "the token lacks the right r_organization_social. Where an answer is lost, somebody must look "
            "whether the post is there.",
            False,
        ),
    ]


def test_a_token_that_may_not_post_stops(make_channel: Make) -> None:
    health = looked_at(make_channel, linkedin.PERSON, "openid profile", BOTH)
    assert troubles(health) == [("the token lacks the right w_member_social.", True)]
    health = looked_at(make_channel, linkedin.PERSON, "w_member_social", BOTH)
    assert troubles(health) == [
        ("the token lacks the right openid, profile. Whose it is cannot be seen.", False)
    ]


def test_a_token_of_somebody_else_stops(make_channel: Make) -> None:
    other = "urn:li:person:Bram"
    health = looked_at(make_channel, other, linkedin.SCOPES, linkedin.SECRETS, expires="2099-01-01")
    assert troubles(health) == [(f"the token is of {linkedin.PERSON}, author says {other}.", True)]


def test_a_dead_token_is_unauthorized_and_a_revoked_one_stops(make_channel: Make) -> None:
    with pytest.raises(Unauthorized, match="asking whose token this is"):
        looked_at(make_channel, linkedin.PERSON, linkedin.SCOPES, {"access_token": "wrong"})
    with Running(linkedin.LinkedInNetwork()) as server:
        bench = Bench("linkedin", list, BOTH, server, options={"author": linkedin.PERSON, "version": FRESH})
        server.fault(what="status", status=200, path="/oauth/v2/introspectToken", document={"active": False})
        health = make_channel(bench).doctor()
    assert ("the token has expired or was revoked.", True) in troubles(health)


def test_a_retired_version_is_said_with_the_way_out(make_channel: Make) -> None:
    with pytest.raises(Unauthorized, match=r"retired version 202501 of its API .* option `version`"):
        looked_at(make_channel, linkedin.ORGANIZATION, linkedin.SCOPES, BOTH, version="202501")


@pytest.mark.parametrize(
    ("version", "today", "said"),
    [
        ("202607", date(2026, 11, 22), ""),
        ("202607", date(2027, 5, 15), ""),
        ("202607", date(2027, 5, 16), "version 202607 of LinkedIn's API is retired around 2027-07-15."),
        ("202607", date(2027, 7, 15), "version 202607 of LinkedIn's API is retired around 2027-07-15."),
        (
            "202512.01",
            date(2026, 12, 16),
            "version 202512.01 of LinkedIn's API has probably been retired since 2026-12-15.",
        ),
    ],
)
def test_a_version_is_warned_of_sixty_days_before_its_end(version: str, today: date, said: str) -> None:
    found = standing.of_version(version, today)
    assert [t.what.en for t in found] == ([said] if said else [])
    assert not any(t.stops for t in found)


def test_the_version_that_is_shipped_is_served_for_months(make_channel: Make) -> None:
    assert standing.of_version(standing.VERSION, date(2026, 11, 22)) == ()
