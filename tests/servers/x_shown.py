"""How X's API shows a post: shortened addresses, the fields that were asked for, figures, mentions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from tests.servers.loopback import Answer, answer

Tweets = Sequence[dict[str, Any]]


def counted(tweets: Tweets, asked: Mapping[str, str]) -> Answer:
    """GET /2/tweets: those that are there in `data`, the others in `errors`."""
    known = {t["id"]: t for t in tweets}
    fields = set(asked.get("tweet.fields", "").split(","))
    counts = dict.fromkeys(("retweet_count", "reply_count", "like_count", "impression_count"), 3)
    extra = {"public_metrics": counts} if "public_metrics" in fields else {}
    ids = asked["ids"].split(",")
    data = [shown(known[i], fields) | extra for i in ids if i in known]
    gone = [{"detail": f"Could not find tweet with ids: [{i}].", "value": i} for i in ids if i not in known]
    return answer(200, ({"data": data} if data else {}) | ({"errors": gone} if gone else {}))


def mentions(tweets: Tweets, user: str, asked: Mapping[str, str]) -> Answer:
    """GET /2/users/:id/mentions: what others answered to the user's posts, newest first."""
    own = {t["id"] for t in tweets if t["user"] == user}
    since = int(asked.get("since_id", "0"))
    fields = set(asked.get("tweet.fields", "").split(","))
    data = []
    for t in reversed(tweets):
        to = t["body"].get("reply", {}).get("in_reply_to_tweet_id")
        if to in own and int(t["id"]) > since:
            more = {"author_id": t["user"], "referenced_tweets": [{"type": "replied_to", "id": to}]}
            data.append(shown(t, fields) | {k: v for k, v in more.items() if k in fields})
    return answer(200, ({"data": data} if data else {}) | {"meta": {"result_count": len(data)}})


def shortened(text: str) -> str:
    return re.sub(r"https?://\S+", short, text)


def short(found: re.Match[str]) -> str:
    return "https://t.co/" + hashlib.sha256(found[0].encode()).hexdigest()[:9] + "Z"


def shown(tweet: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    """Show a tweet as the API does: default fields, and what was asked for."""
    urls = [
        {"url": short(m), "expanded_url": m[0], "start": m.start(), "end": m.end()}
        for m in re.finditer(r"https?://\S+", tweet["text"])
    ]
    text = escape(shortened(tweet["text"]), quote=False)
    if tweet["media"]:  # X ends the text with an address of its own for the picture
        there = f"https://x.com/praktijk/status/{tweet['id']}/photo/1"
        at = len(tweet["text"])
        urls.append({"url": shortened(there), "expanded_url": there, "start": at + 1, "end": at + 24})
        text = f"{text} {shortened(there)}"
    whole = {
        "id": tweet["id"],
        "text": text,
        "edit_history_tweet_ids": [tweet["id"]],
    }
    if "created_at" in fields:
        whole["created_at"] = tweet["created_at"]
    if "entities" in fields and urls:
        whole["entities"] = {"urls": urls}
    return whole
