"""The LinkedIn of the tests refuses what LinkedIn refuses, and cuts off what LinkedIn cuts off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.servers import linkedin
from tests.servers.loopback import Handle, Running

HEADERS = {
    "Authorization": f"Bearer {linkedin.SECRETS['access_token']}",
    "LinkedIn-Version": "202607",
    "X-Restli-Protocol-Version": "2.0.0",
}
WHOLE = {
    "author": linkedin.PERSON,
    "commentary": "Rust helpt",
    "visibility": "PUBLIC",
    "distribution": {"feedDistribution": "MAIN_FEED"},
    "lifecycleState": "PUBLISHED",
    "isReshareDisabledByAuthor": False,
}
ADDRESS = {"source": "https://praktijk.example/"}


@pytest.fixture
def server() -> Iterator[Handle]:
    with Running(linkedin.LinkedInNetwork()) as handle:
        yield handle


def post(server: Handle, headers: dict[str, str] | None = None, **changed: Any) -> requests.Response:
    sent = {name: value for name, value in {**WHOLE, **changed}.items() if value is not None}
    return requests.post(
        f"{server.url}/rest/posts", json=sent, headers={**HEADERS, **(headers or {})}, timeout=9
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "Bearer old"}, 401),
        ({"LinkedIn-Version": ""}, 400),
        ({"LinkedIn-Version": "202501"}, 426),
        ({"X-Restli-Protocol-Version": "1.0.0"}, 400),
    ],
)
def test_a_request_without_its_headers_is_refused(
    server: Handle, headers: dict[str, str], status: int
) -> None:
    assert post(server, headers).status_code == status


@pytest.mark.parametrize(
    "changed",
    [
        {"visibility": None},
        {"commentary": "a" * 3_001},
        {"content": {"article": ADDRESS}},
        {"content": {"article": {**ADDRESS, "title": "a" * 400}}},
        {"content": {"article": {**ADDRESS, "title": "t", "image": "x"}}},
        {"content": {"article": {**ADDRESS, "title": "t"}, "media": {"id": "x"}}},
        {"content": {"article": {**ADDRESS, "title": "t", "thumbnail": "urn:li:image:nowhere"}}},
        {"content": {"media": {"altText": "x"}}},
        {"content": {"poll": {}}},
    ],
)
def test_a_post_that_linkedin_does_not_take_is_refused(server: Handle, changed: dict[str, Any]) -> None:
    assert post(server, **changed).status_code == 422
    assert server.state()["posts"] == []


def test_an_unescaped_sign_cuts_the_words_off_without_an_error(server: Handle) -> None:
    assert post(server, commentary=r"Rust \(en slaap\) (echt) helpt").status_code == 201
    assert server.state()["posts"][0]["text"] == "Rust (en slaap) "


def test_the_same_post_twice_is_refused_with_the_first_ones_name(server: Handle) -> None:
    urn = post(server).headers["x-restli-id"]
    again = post(server)
    assert again.status_code == 422
    assert again.json()["message"].endswith(f"Content is a duplicate of {urn}")
    assert again.json()["errorDetails"]["inputErrors"][0]["code"] == "DUPLICATE_POST"


def test_only_pictures_are_taken_and_only_at_a_place_that_was_asked_for(server: Handle) -> None:
    owner = {"initializeUploadRequest": {"owner": linkedin.PERSON}}
    asked = requests.post(
        f"{server.url}/rest/images?action=initializeUpload", json=owner, headers=HEADERS, timeout=9
    ).json()["value"]
    place = asked["uploadUrl"].replace("https://www.linkedin.com", server.url)
    assert requests.put(place, data=b"%PDF-1.7", headers=HEADERS, timeout=9).status_code == 400
    assert (
        requests.put(f"{place}x".replace("C4E0", "C4E9"), b"GIF8", headers=HEADERS, timeout=9).status_code
        == 400
    )
    assert requests.put(place, data=b"GIF89a", headers=HEADERS, timeout=9).status_code == 201
    other = {"media": {"id": asked["image"]}}
    assert post(server, author=linkedin.ORGANIZATION, content=other).status_code == 422
    assert post(server, content=other).status_code == 201


def test_a_persons_posts_are_shown_to_nobody_and_nobody_else_is_written_for(server: Handle) -> None:
    author = linkedin.PERSON.replace(":", "%3A")
    shown = requests.get(f"{server.url}/rest/posts?q=author&author={author}", headers=HEADERS, timeout=9)
    assert shown.status_code == 403
    assert post(server, author="urn:li:person:Bram").status_code == 403
    too_many = f"{server.url}/rest/posts?q=author&author={linkedin.ORGANIZATION}&count=101"
    assert requests.get(too_many, headers=HEADERS, timeout=9).status_code == 400
    assert requests.get(f"{server.url}/rest/elsewhere", headers=HEADERS, timeout=9).status_code == 404
    assert requests.post(f"{server.url}/rest/elsewhere", headers=HEADERS, timeout=9).status_code == 404
