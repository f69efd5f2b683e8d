"""The share image of an account that takes JPEG alone, or that cuts pictures; the others keep theirs."""

from __future__ import annotations

import hashlib
from urllib.request import urlopen

import pytest
from PIL import Image

from syndicate.errors import Exit
from tests.servers import google, meta
from tests.servers.loopback import Fault, Running
from tests.servers.meta_held import GRAM
from tests.workflows.serving import served


@pytest.fixture
def network():
    made = meta.MetaNetwork()
    with Running(made) as handle:
        made.url = handle.url
        yield made


def accounts(practice, network, *names):
    options = {"instagram": {"user": GRAM}, "facebook": {"page": meta.PAGE}}
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"base_url": network.url, "pace": pace}
    practice.configure(
        SYNDICATE_ACCOUNTS=[{"name": n, "channel": n, "options": options[n], **said} for n in names]
    )
    for name in names:
        practice.environ[f"SYNDICATE_{name.upper()}_ACCESS_TOKEN"] = meta.SECRETS["access_token"]
    practice.adopted(*names)


def pictures(practice):
    shared = (practice.root / "public" / "share").iterdir()
    return sorted(f.suffix for f in shared if not f.name.startswith(("praktijk-", "qr-")))  # of no article


def test_its_picture_is_a_jpeg_of_the_deployed_site_and_another_network_keeps_its_png(practice, network):
    with served(practice):
        accounts(practice, network, "facebook", "instagram")
        done = practice.publish()
        assert done.exit is Exit.DONE, [s.why for s in done.sent]
        assert len(done.sent) == 4
        posts = [p for p in network.held.posts if p["of"] == "GRAM"]
        assert len(posts) == 2
        for post in posts:
            with urlopen(post["url"]) as answer:
                data = answer.read()
            assert data.startswith(b"\xff\xd8\xff")
            assert hashlib.sha256(data).hexdigest()[:12] in post["url"]
            assert "http" not in post["text"]
            assert post["alt"]
        kinds = {c.post.account: c.payload.image.type for c in done.outlook.coming}
        assert kinds == {"facebook": "image/png", "instagram": "image/jpeg"}
        assert pictures(practice) == [".jpg", ".jpg", ".png", ".png"]
        assert practice.publish().sent == ()


def test_without_such_an_account_there_is_none(practice, network):
    with served(practice):
        accounts(practice, network, "facebook")
        assert practice.publish().exit is Exit.DONE
        assert pictures(practice) == [".png", ".png"]


def test_a_run_that_died_after_publishing_finds_its_post_and_posts_no_second(practice, network):
    with served(practice):
        accounts(practice, network, "instagram")
        practice.publish(dry_run=True)
        said = {"what": "reset", "when": "after", "path": f"/v26.0/{GRAM}/media_publish"}
        network.faults.append(Fault(**said))
        network.lag = 3600.0  # whatever day it is: the run that sent it cannot see it yet
        first = practice.publish()
        assert "doubt" in [s.outcome for s in first.sent]
        network.lag = 0.0
        practice.publish(now="2026-11-23T12:00:00+01:00")
        assert len([p for p in network.held.posts if p["of"] == "GRAM"]) == 2


def test_google_gets_the_share_image_at_four_by_three_and_another_network_the_wide_one(practice, network):
    business = google.GoogleNetwork()
    options = {"facebook": {"page": meta.PAGE}, "google": {"location": google.LOCATION}}
    with served(practice), Running(business) as handle:
        at = {"facebook": network.url, "google": handle.url}
        pace = {"always": True, "per_day": 0, "per_week": 0}
        practice.configure(
            SYNDICATE_ACCOUNTS=[
                {"name": n, "channel": n, "options": options[n], "base_url": at[n], "pace": pace} for n in at
            ]
        )
        practice.environ["SYNDICATE_FACEBOOK_ACCESS_TOKEN"] = meta.SECRETS["access_token"]
        practice.environ |= {f"SYNDICATE_GOOGLE_{n.upper()}": value for n, value in google.SECRETS.items()}
        practice.adopted("facebook", "google")
        done = practice.publish()
        assert done.exit is Exit.DONE, [s.why for s in done.sent]
        sizes = {(c.post.account, c.payload.image.width, c.payload.image.height) for c in done.outlook.coming}
        assert sizes == {("facebook", 1200, 630), ("google", 1200, 900)}
        for post in business.posts.values():
            with urlopen(post["media"][0]["sourceUrl"]) as answer, Image.open(answer) as shown:
                assert shown.size == (1200, 900)
