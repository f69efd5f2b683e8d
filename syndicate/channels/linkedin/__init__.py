"""LinkedIn: an organisation's page, or a person. docs/channels/linkedin.md has the way in and the cost.

The words travel as LinkedIn's "little text", of which one reserved sign without a backslash cuts the post
off, and no error says so. LinkedIn keeps no idempotency key; it refuses a duplicate and names the post
that stands. A page's own posts can be read back, a person's cannot.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from syndicate.channels import Absent, Look, Opening, Unreadable
from syndicate.channels.abilities import Health, Own, Renewed, Trouble
from syndicate.channels.linkedin import answers, standing
from syndicate.channels.linkedin.asking import POSTED, WEBSITE, Asking
from syndicate.channels.linkedin.uploads import Uploads
from syndicate.channels.linkedin.words import LIMITS, creating
from syndicate.channels.lookback import MORE, NoFurther, since, sought
from syndicate.channels.rendering import payload, uploaded
from syndicate.errors import ChannelError, Rejected, Unauthorized
from syndicate.limits import Link
from syndicate.model import Entry, Figures, Payload, Post, Prepared, Reaction, Receipt

ASKED = "asking whose token this is"
READ = "reading the own posts"
SHORTENED = "https://lnkd.in/"
PAGE, PAGES = 100, 30
STATISTICS = "/rest/organizationalEntityShareStatistics?q=organizationalEntity"
AT_ONCE = 20  # posts in one question for figures, and posts whose comments are read


class LinkedIn:
    """One person on LinkedIn; an author that is an organisation makes it a `Page`."""

    network = "linkedin"
    hosts = ("api.linkedin.com", "www.linkedin.com")
    needs = ("access_token",)
    lapses = True
    settle = 120.0
    right = "w_member_social"
    pause = 2.0  # seconds between two looks at a film that is still being processed

    def __new__(cls, opening: Opening) -> LinkedIn:
        """Make what the author is: only a page has the calls that read."""
        page = str(opening.account.options.get("author")).startswith(standing.PAGE)
        return super().__new__(Page if page else cls)

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._options = standing.options(opening.account)
        self._author = self._options.author
        self._asking = Asking(opening, self._options.version)
        self._uploads = Uploads(opening, self._asking, self._author)
        self.rotating = standing.rotating(opening.secrets)
        card = self._options.link is Link.CARD  # a post has one content: card, film or picture
        self.limits = replace(LIMITS, link=self._options.link, film=None if card else LIMITS.film)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where LinkedIn would refuse it."""
        create = creating(post, self._author, self.limits.link)
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Upload the film or the picture; it may be repeated."""
        self._asking.token()
        return uploaded(payload, self._uploads.picture, lambda film: self._uploads.film(film, self.pause))

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (POST /rest/posts); a refused duplicate is a doubt, never a success."""
        create = json.loads(prepared.payload.body)
        if film := prepared.refs.get("film"):
            create["content"] = {"media": {"title": prepared.payload.title, "id": film}}
        elif image := prepared.refs.get("image"):
            of_card = "article" in create["content"]
            create["content"]["article" if of_card else "media"]["thumbnail" if of_card else "id"] = image
        return self._asking.ask("POST", "/rest/posts", "posting", answers.created, creating=True, json=create)

    def find(self, claim: Entry) -> Look:
        """Say where a person looks: r_member_social, the right to read a person's posts, is closed."""
        at = datetime.fromisoformat(claim.data["created_at"]).astimezone(UTC)
        return Unreadable(
            f"account {self.account}: LinkedIn lets no program read a person's posts. Look at "
            f"{WEBSITE}/in/me/recent-activity/all/ for one from {at:%Y-%m-%d %H:%M} UTC on, whose link "
            f"carries s={claim.data['marker']}."
        )

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put these words in place (PARTIAL_UPDATE of commentary); card and picture stay as they are."""
        patch = {"patch": {"$set": {"commentary": json.loads(payload.body)["commentary"]}}}
        doing, method = "correcting a post", "PARTIAL_UPDATE"
        self._asking.ask("POST", self._place_of(receipt), doing, answers.nothing, method=method, json=patch)
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is no error."""
        where = self._place_of(receipt)
        self._asking.ask("DELETE", where, "taking a post away", answers.nothing, method="DELETE", gone=True)

    def doctor(self) -> Health:
        """Return whose token it is, what it may and until when; raises the ChannelErrors."""
        whose, troubles = self._whose()
        secrets, expires = self._opening.secrets, self._options.expires
        if "client_id" in secrets and "client_secret" in secrets:
            asked = {name: secrets[name] for name in ("client_id", "client_secret")}
            asked["token"] = self._asking.token()
            where, doing = f"{WEBSITE}/oauth/v2/introspectToken", "asking until when the token lives"
            read = partial(standing.of_token, right=self.right)
            try:
                ends, more = self._asking.ask("POST", where, doing, read, signed=False, data=asked)
                expires, troubles = ends or expires, troubles + more
            except (Rejected, Unauthorized):
                troubles += (standing.UNINSPECTED,)
        if expires is None:
            troubles += (standing.UNDATED,)
        troubles += standing.of_version(self._options.version, datetime.now(UTC).date())
        return Health(whose, expires, troubles)

    def renew(self) -> Renewed:
        """Return a token for another 60 days; the refresh token still ends a year after the sign-in."""
        asked = {name: self._opening.secrets[name] for name in standing.RENEWING}
        return self._asking.renewed(asked, answers.renewed)

    def _whose(self) -> tuple[str, tuple[Trouble, ...]]:
        try:
            own, name = self._asking.ask("GET", "/v2/userinfo", ASKED, answers.member)
        except Rejected:
            return self._author, (standing.unread("openid, profile", standing.NO_NAME),)
        return name, () if own == self._author else (standing.of_another(own, self._author),)

    def _urn(self, receipt: Receipt) -> str:
        """Return a post's own name, also of one that a person settled by its address."""
        if found := POSTED.search(f"{receipt.id} {receipt.url}"):
            return found[0]
        raise Rejected(f"account {self.account}: {receipt.url} does not name a post by its number.")

    def _place_of(self, receipt: Receipt) -> str:
        return f"/rest/posts/{quote(self._urn(receipt), safe='')}"


class Page(LinkedIn):
    """The page of an organisation, whose own posts, figures and comments can be read."""

    right = "w_organization_social"

    def find(self, claim: Entry) -> Look:
        """Page the own posts back to before the claim; look for the marker, or its own picture or film.

        Where LinkedIn shortened a link, so that no marker can be seen, a missing post is not Absent.
        """
        shortened: list[str] = []

        def seen() -> Iterator[Own]:
            for own in self.recall(since(claim)):
                shortened.extend(own.receipt.url for word in own.words if SHORTENED in word)
                ours = {claim.data.get("image"), claim.data.get("film")}.intersection(own.words)
                yield replace(own, words=(*own.words, claim.data["marker"])) if ours else own

        look = sought(claim, seen())
        if isinstance(look, Absent) and shortened:
            return Unreadable(
                f"account {self.account}: LinkedIn shortened the link in {shortened[0]}, so that nobody can "
                "tell from here whether it is this post. Look there."
            )
        return look

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the page's own posts, newest first, back to a moment; raises the ChannelErrors."""
        found: dict[str, Own] = {}
        trouble: ChannelError | None = None
        try:
            for own in self._changed(since):
                found[own.receipt.id] = own
        except ChannelError as error:
            trouble = error
        yield from sorted(found.values(), key=lambda own: own.at, reverse=True)
        if trouble:
            raise trouble

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of the past twelve months (organizationalEntityShareStatistics)."""
        named = {found[0]: r.id for r in receipts if (found := POSTED.search(f"{r.id} {r.url}"))}
        figures: dict[str, Figures] = {}
        for first in range(0, len(named), AT_ONCE):
            some = list(named)[first : first + AT_ONCE]
            where = f"{STATISTICS}&organizationalEntity={quote(self._author, safe='')}"
            for kind in ("share", "ugcPost"):
                urns = ",".join(quote(urn, safe="") for urn in some if f":{kind}:" in urn)
                where += f"&{kind}s=List({urns})" if urns else ""
            counts = self._asking.ask("GET", where, "reading the figures", answers.counted)
            figures |= {named[urn]: counts[urn] for urn in some if urn in counts}
        return figures

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return what others say under the newest 20 posts; the cursor is the time of the last, in ms."""
        after = answers.moment(int(cursor or 0))
        posts, _ = self._asking.ask("GET", self._list(0, AT_ONCE), READ, answers.listed, method="FINDER")
        said = {r.id: r for _, own in posts for r in self._said_under(own.receipt)}
        new = [r for r in said.values() if r.at > after and r.author != self._author]
        new.sort(key=lambda r: (r.at, r.id))
        return tuple(new), str(round(new[-1].at.timestamp() * 1000)) if new else cursor

    def _said_under(self, post: Receipt) -> Iterator[Reaction]:
        read = partial(answers.comments, post=post)
        for page in range(PAGES):
            where = f"/rest/socialActions/{quote(post.id, safe='')}/comments?start={page * PAGE}&count={PAGE}"
            said = self._asking.ask("GET", where, "reading the comments", read)
            yield from said
            if not said:
                return

    def _whose(self) -> tuple[str, tuple[Trouble, ...]]:
        whose = self._author
        troubles: tuple[Trouble, ...] = ()
        where = f"/rest/organizations/{self._author.removeprefix(standing.PAGE)}"
        try:
            whose = self._asking.ask("GET", where, ASKED, answers.organization)
        except Rejected:
            troubles += (standing.unread("rw_organization_admin", standing.NO_FIGURES),)
        try:
            self._asking.ask("GET", self._list(0, 1), READ, answers.listed, method="FINDER")
        except Rejected:
            troubles += (standing.unread("r_organization_social", standing.NO_LOOK_BACK),)
        return whose, troubles

    def _list(self, start: int, count: int) -> str:
        author = quote(self._author, safe="")
        return f"/rest/posts?q=author&author={author}&start={start}&count={count}&sortBy=LAST_MODIFIED"

    def _changed(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts in LinkedIn's order, by their last change, until one from before `since`."""
        for page in range(PAGES):
            where = self._list(page * PAGE, PAGE)
            posts, more = self._asking.ask("GET", where, READ, answers.listed, method="FINDER")
            for changed, own in posts:
                if changed < since:
                    return
                if own.at >= since:
                    yield own
            if not more:
                return
        raise NoFurther(f"account {self.account}: {MORE}")
