"""Google Business Profile: local posts, through the Google My Business API v4. docs/channels/google.md.

Google takes no alt text and no idempotency key; our own posts can be read back by their call to action.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from syndicate.channels import Look, Opening
from syndicate.channels.abilities import Health, Own, Trouble
from syndicate.channels.google_access import Access, document, refusal
from syndicate.channels.lookback import MORE, NoFurther, since, sought
from syndicate.channels.options import known, sheltered, wrong
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import Rejected
from syndicate.limits import Limits, Link, Shape, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Echo, Entry, Payload, Post, Prepared, Reaction, Receipt, Words

if TYPE_CHECKING:
    from syndicate.http.wire import Wire

API = "https://mybusiness.googleapis.com"
LOCATION = re.compile(r"accounts/\d+/locations/\d+", re.ASCII)
NAME = re.compile(rf"{LOCATION.pattern}/localPosts/[\w-]+", re.ASCII)
POSTS, REVIEWS, PAGES = 100, 50, 50
ANSWER = 4_096
LATEST = 10
STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")
LISTED = {"localPosts", "nextPageToken"}
LIMITS = Limits(
    unit=Unit.UTF16,
    characters=1_500,
    link=Link.CARD,
    image_bytes=5_000_000,
    image_types=("image/jpeg", "image/png"),
    alt=0,
    look=Drawn(
        fold=110,
        crop=(4 / 3, 1.0),
        shape=Shape.LISTING,
        source="a post in the profile shows its picture cropped to 4:3 and about the first 110 characters, "
        "with a button (third parties' descriptions; Google documents neither)",
    ),
)
SCOPELESS = Trouble(
    Words("het token mag het bedrijfsprofiel niet beheren.", "the token may not manage the profile."),
    Words(
        "Vraag het opnieuw aan met het recht business.manage: docs/channels/google.md.",
        "Ask for it again with the scope business.manage: docs/channels/google.md.",
    ),
)


class Google:
    """One location's posts and reviews on Google."""

    network = "google"
    hosts = ("mybusiness.googleapis.com", "oauth2.googleapis.com")
    limits = LIMITS
    needs = ("client_id", "client_secret", "refresh_token")
    lapses = True
    settle = 60.0

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._base = sheltered(opening)
        self._location = known(opening, "location").get("location")
        if not isinstance(self._location, str) or not LOCATION.fullmatch(self._location):
            raise wrong(opening, "the option location must be 'accounts/1/locations/2', with your numbers.")
        self._access = Access(opening, self.needs)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Google would refuse it."""
        create: dict[str, object] = {
            "languageCode": post.lang,
            "summary": post.text,
            "topicType": "STANDARD",
            "callToAction": {"actionType": "LEARN_MORE", "url": post.link},
        }
        if post.image:
            create["media"] = [{"mediaFormat": "PHOTO", "sourceUrl": post.image.url}]
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Get access, and see that the picture that Google will fetch is the one that was shown."""
        self._access.token()
        if payload.image:
            picture_bytes(payload.image, self._opening.output)
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (localPosts.create); Google looks at it afterwards and may still refuse it."""
        wire, url = self._reached(), f"{API}/v4/{self._location}/localPosts"
        with self._judged(wire, "posting", creating=True):
            return _receipt(document(wire.post(url, json=json.loads(prepared.payload.body))))

    def find(self, claim: Entry) -> Look:
        """Page the own posts back to before the claim; of several matches the oldest counts."""
        return sought(claim, self.recall(since(claim)))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors.

        All pages are read: Google does not say in which order it lists. A post that it refused counts too.
        """
        wire, found, token = self._reached(), list[Own](), ""
        with self._judged(wire, "reading the own posts"):
            for _ in range(PAGES):
                page = self._page(wire, POSTS, token)
                found += map(_own, page.get("localPosts", ()))
                token = page.get("nextPageToken", "")
                if not token:
                    break
        yield from sorted((own for own in found if own.at >= since), key=lambda own: own.at, reverse=True)
        if token:
            raise NoFurther(f"account {self.account}: {MORE}")

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put other words in place (localPosts.patch of the summary)."""
        wire = self._reached()
        words = {"summary": json.loads(payload.body)["summary"]}
        with self._judged(wire, "correcting the post"):
            document(wire.patch(f"{API}/v4/{_name(receipt)}", params={"updateMask": "summary"}, json=words))
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is no error."""
        wire = self._reached()
        with self._judged(wire, "deleting the post"):
            answer = wire.delete(f"{API}/v4/{_name(receipt)}")
            if answer.status_code != 404:
                document(answer)

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return the reviews of the location, new or changed since the cursor (a time)."""
        wire, new, token = self._reached(), list[Reaction](), ""
        after = datetime.fromisoformat(cursor) if cursor else datetime.min.replace(tzinfo=UTC)
        with self._judged(wire, "reading the reviews"):
            for _ in range(PAGES):
                asked: dict[str, str | int] = {
                    "pageSize": REVIEWS,
                    "orderBy": "updateTime desc",
                    "pageToken": token,
                }
                page = document(wire.get(f"{API}/v4/{self._location}/reviews", params=asked))
                read = [_review(review) for review in page.get("reviews", ())]
                new += [reaction for reaction in read if reaction.at > after]
                token = page.get("nextPageToken", "")
                if not token or any(reaction.at <= after for reaction in read):
                    break
        new.sort(key=lambda reaction: reaction.at)
        return tuple(new), new[-1].at.isoformat() if new else cursor

    def reply(self, to: str, text: str) -> None:
        """Answer a review (reviews.updateReply): at most 4,096 bytes, as Google documents it."""
        at = f"account {self.account}: {to}"
        if not re.fullmatch(rf"{self._location}/reviews/[\w-]+", to, re.ASCII):
            raise Rejected(f"{at} is no review of {self._location}.")
        if len(text.encode()) > ANSWER:
            raise Rejected(f"{at}: an answer has at most {ANSWER:,} bytes. Shorten it.")
        wire = self._reached()
        with self._judged(wire, "answering a review"):
            answer = wire.put(f"{API}/v4/{to}/reply", json={"comment": text})
            if answer.status_code == 404:
                raise Rejected(f"{at} is not there (any more); nothing was answered.")
            document(answer)

    def doctor(self) -> Health:
        """Return the location, until when the login lasts, and which of the latest posts Google refused."""
        wire = self._reached()
        with self._judged(wire, "looking at the latest posts"):
            latest = self._page(wire, LATEST, "").get("localPosts", ())
            refused = [post.get("name", "") for post in latest if post.get("state") == "REJECTED"]
        troubles = [_refused(name) for name in refused]
        if not self._access.manages:
            troubles.insert(0, SCOPELESS)
        return Health(str(self._location), self._access.ends, tuple(troubles))

    def _page(self, wire: Wire, size: int, token: str) -> dict[str, Any]:
        """Return one page of own posts: an empty document where there are none, and nothing foreign in it."""
        asked: dict[str, str | int] = {"pageSize": size, "pageToken": token}
        page = document(wire.get(f"{API}/v4/{self._location}/localPosts", params=asked))
        if set(page) - LISTED:
            raise LookupError("no list of posts")
        return page

    def _reached(self) -> Wire:
        """Return a session to the API that carries the access token."""
        token = self._access.token()
        wire = self._access.door.session((API, self._base) if self._base else None)
        wire.headers["Authorization"] = f"Bearer {token}"
        return wire

    def _judged(self, wire: Wire, doing: str, *, creating: bool = False) -> AbstractContextManager[None]:
        at = f"account {self.account}: {doing}"
        return self._access.door.judged(wire, at, creating=creating, refusal=refusal)


def _receipt(post: Mapping[str, Any]) -> Receipt:
    """Return the post's name and its address in Search, which Google may not know yet."""
    return Receipt(str(post["name"]), str(post.get("searchUrl") or f"google:{post['name']}"))


def _name(receipt: Receipt) -> str:
    """Return the post's name; raises Rejected for an address that a person gave, which holds none."""
    if not NAME.fullmatch(receipt.id):
        raise Rejected(f"{receipt.url or receipt.id}: Google's name of this post is not known. Go there.")
    return receipt.id


def _own(post: Mapping[str, Any]) -> Own:
    words = (str(post.get("summary", "")), str(post.get("callToAction", {}).get("url", "")))
    return Own(_receipt(post), datetime.fromisoformat(post["createTime"]), words)


def _review(review: Mapping[str, Any]) -> Reaction:
    stars = STARS.index(review["starRating"]) + 1 if review.get("starRating") in STARS else 0
    rated = "★" * stars + "☆" * (len(STARS) - stars) if stars else ""
    said = f"{rated} {review.get('comment', '')}".strip()
    at = datetime.fromisoformat(review["updateTime"])
    author = str(review.get("reviewer", {}).get("displayName", ""))
    answered = "reviewReply" in review
    return Reaction(str(review["name"]), Echo.REVIEW, at, text=said, author=author, answered=answered)


def _refused(name: str) -> Trouble:
    return Trouble(
        Words(f"Google weigerde het bericht {name}.", f"Google refused the post {name}."),
        Words(
            "Kijk in het bedrijfsprofiel waarom; een telefoonnummer in de tekst mag bijvoorbeeld niet.",
            "Look in the profile why; a phone number in the text, for one, is not allowed.",
        ),
        stops=False,
    )
