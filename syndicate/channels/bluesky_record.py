"""A post as a record of Bluesky's: its key there, and which of its words are links and hashtags."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from syndicate.model import Film, Picture, Post

COLLECTION = "app.bsky.feed.post"
FACET = "app.bsky.richtext.facet"
SIGNS = "234567abcdefghijklmnopqrstuvwxyz"
FROM = 1_680_000_000_000_000  # microseconds: 28 March 2023
SPAN = 1 << 46  # 814 days, all of them past
ADDRESS = r"(?<![^\s(])https?://[^\s<>\"]+"
HASHTAG = r"(?<!\S)[#＃](?!\uFE0F)([^\s\u00AD\u2060\u200A-\u200D\u20E2]+)"
LONGEST_TAG = 64  # graphemes (lexicon app.bsky.richtext.facet#tag)


def record_key(key: str) -> str:
    """Return under which record key the post of `key` stands, in every attempt and on every machine.

    It has the form of a TID (AT Protocol, "Timestamp Identifiers"), as the lexicon of posts wants; its time
    is no time but 46 bits of the key's hash, its clock 10 more: the same post never gets two keys.
    """
    drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    number = (FROM + drawn % SPAN) << 10 | drawn >> 54
    return "".join(SIGNS[number >> shift & 31] for shift in range(60, -1, -5))


def drawn_up(post: Post, *, card: bool) -> dict[str, Any]:
    """Return the creating call's record without its time and the picture's bytes (see `finished`)."""
    record: dict[str, Any] = {"$type": COLLECTION, "text": post.text, "langs": [post.lang]}
    if facets := list(_facets(post.text)):
        record["facets"] = facets
    if card:
        shown = {"uri": post.link, "title": post.title, "description": post.summary}
        record["embed"] = {"$type": "app.bsky.embed.external", "external": shown}
    elif post.image:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": [_described(post.image, post.alt)]}
    return record


def finished(
    record: dict[str, Any], at: datetime, blobs: Mapping[str, Any], film: Film | None = None
) -> dict[str, Any]:
    """Return the record with its time and what was uploaded for it: a film and captions, or a picture."""
    embed, blob = record.get("embed", {}), blobs.get("blob")
    if film and "film" in blobs:
        captions = [{"lang": film.lang, "file": blobs["captions"]}]
        embed = {"$type": "app.bsky.embed.video", "video": blobs["film"], "captions": captions}
        embed |= _described(film, film.alt)
    elif blob and "external" in embed:
        embed = {**embed, "external": {**embed["external"], "thumb": blob}}
    elif blob:
        embed = {**embed, "images": [{**image, "image": blob} for image in embed["images"]]}
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {**record, "createdAt": stamp, **({"embed": embed} if embed else {})}


def corrected(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return a posted record with the words of another, in its card too; time and picture stay."""
    embed = dict(old.get("embed", {}))
    if "external" in embed and "external" in new.get("embed", {}):
        embed["external"] = {**embed["external"], **new["embed"]["external"]}
    kept: dict[str, Any] = {
        name: old[name] for name in old if name not in ("text", "langs", "facets", "embed")
    }
    said: dict[str, Any] = {name: new[name] for name in ("text", "langs", "facets") if name in new}
    return {**kept, **said, **({"embed": embed} if embed else {})}


def made(record: dict[str, Any]) -> datetime:
    """Return when a record says that it was made (aware); long ago where another program wrote nonsense."""
    try:
        at = datetime.fromisoformat(record["createdAt"])
    except (LookupError, ValueError, TypeError):
        return datetime(1970, 1, 1, tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def words(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the text of a record and every address that it leads to."""
    linked = [f.get("uri", "") for facet in record.get("facets", ()) for f in facet.get("features", ())]
    card = record.get("embed", {}).get("external", {}).get("uri", "")
    return (record.get("text", ""), *linked, card)


def _described(picture: Picture | Film, alt: str) -> dict[str, Any]:
    return {"alt": alt, "aspectRatio": {"width": picture.width, "height": picture.height}}


def _facets(text: str) -> Iterator[dict[str, Any]]:
    """Yield links and hashtags by their place in the text's UTF-8 bytes, in the order of the text.

    Of addresses only those with http(s)://: "griep.Nu", with the space forgotten, is nobody's link.
    """
    import regex

    found = [(m.start(), _trimmed(m[0])) for m in regex.finditer(ADDRESS, text)]
    links = [(at, address, {"$type": f"{FACET}#link", "uri": address}) for at, address in found]
    tags = [
        (m.start(), f"{m[0][0]}{tag}", {"$type": f"{FACET}#tag", "tag": tag})
        for m in regex.finditer(HASHTAG, text)
        if (tag := regex.sub(r"\p{P}+$", "", m[1]))
        and regex.search(r"[^\d\p{P}]", tag)
        and len(regex.findall(r"\X", tag)) <= LONGEST_TAG
    ]
    for at, spelled, feature in sorted(links + tags, key=lambda one: one[0]):
        start = len(text[:at].encode())
        place = {"byteStart": start, "byteEnd": start + len(spelled.encode())}
        yield {"index": place, "features": [feature]}


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    bare = address.rstrip(".,;:!?'’”»…")
    return bare[:-1] if bare.endswith(")") and "(" not in bare else bare
