"""A network that takes less than the settings say: posts are made for it, and that is said."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from syndicate.errors import Exit
from syndicate.model import EntryKind
from syndicate.workflows.preview import preview
from tests.servers import mastodon
from tests.servers.dialect import Dialect
from tests.servers.loopback import Running
from tests.workflows.serving import served

LONG = "Hoofdpijn heeft u niet alleen: veel mensen die het hebben, komen er niet mee. " * 4 + "Herkent u dit?"
TOKEN = {"SYNDICATE_PRAKTIJK_ACCESS_TOKEN": mastodon.SECRETS["access_token"]}


@pytest.fixture
def small(practice):
    """One article with a long teaser, and one account on a server that takes 250 characters."""
    practice.live_now()
    practice.edit("content/articles/hoofdpijn.md", "Heeft u ook weleens last van hoofdpijn?", LONG)
    with mastodon.serving() as inner, served(practice):
        inner.reset()
        place = urlsplit(inner.url)
        with Running(Dialect(str(place.hostname), place.port or 0, "gotosocial", most=250)) as server:
            pace = {"always": True, "per_day": 0, "per_week": 0}
            account = {"name": "praktijk", "channel": "mastodon", "base_url": server.url, "pace": pace}
            practice.configure(SYNDICATE_ACCOUNTS=[account])
            practice.adopted("praktijk")
            yield practice, server


def test_a_post_is_made_for_what_the_server_takes_and_the_option_is_named(small):
    practice, server = small
    done = practice.publish(**TOKEN)
    assert done.exit is Exit.DONE, [s.why for s in done.sent]
    (created,) = server.state()["created"]
    assert len(created["form"]["status"]) <= 250
    assert "Hoofdpijn heeft u niet alleen" in created["form"]["status"]
    said = "account praktijk: de server neemt 250 tekens, en in SYNDICATE_ACCOUNTS staat 500."
    assert [line for line in practice.told if line.startswith(said)] == [
        f"{said} Berichten worden daarop gemaakt. Zet max_characters op 250, dan ziet u ze vooraf ook zo."
    ]


def test_a_preview_and_a_dry_run_ask_nobody(small):
    practice, server = small
    preview(practice.root, weeks=1, tell=practice.tell, environ=practice.environ)
    practice.publish(dry_run=True, **TOKEN)
    assert server.state()["requests"] == []


def test_a_server_that_cannot_be_asked_gets_nothing_that_it_might_refuse(small):
    practice, server = small
    server.fault(what="status", status=500, method="GET", path="/api/v2/instance", times=2)
    done = practice.publish(**TOKEN)
    assert done.exit is Exit.ALL_FAILED
    assert "asking what the server takes" in done.sent[0].why
    assert server.state()["created"] == []
    assert practice.publish(**TOKEN).exit is Exit.DONE
    assert len(practice.entries(EntryKind.SENT)) == 1


def test_a_server_that_says_it_late_is_sent_a_shorter_post_by_the_next_run(small):
    practice, server = small
    server.fault(what="status", status=500, method="GET", path="/api/v2/instance")
    done = practice.publish(**TOKEN)
    assert done.exit is Exit.ALL_FAILED
    assert "at most 250 go on this server. Run this again." in done.sent[0].why
    assert server.state()["created"] == []
    assert practice.publish(**TOKEN).exit is Exit.DONE
    assert len(server.state()["created"]) == 1
