"""X's own server of ours."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from syndicate.http import Door
from syndicate.model import Receipt
from tests.channels.bench import Bench
from tests.servers import x
from tests.servers.loopback import Handle, Running

CREATE, OWN_POSTS, UPLOAD = "/2/tweets", r"/2/users/\d+/tweets", "/2/media/upload"


def serving() -> AbstractContextManager[Handle]:
    return Running(x.XNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [
            {"id": p["id"], "text": p["text"], "body": p["body"], "alt": m["alt"], "sha256": m["sha256"]}
            | {"film": m.get("type") == "video/mp4", "said": m.get("captions", {}).get("words", "")}
            for p in server.state()["posts"]
            if p["user"] == "42"
            for m in (*p["media"], {"alt": "", "sha256": ""})[:1]
        ]

    def react(receipt: Receipt) -> None:
        import tweepy

        names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        client = tweepy.Client(**dict(zip(names, x.OTHER.values(), strict=True)))
        client.session = Door(only_loopback=True).session((x.PUBLIC, server.url))
        client.create_tweet(text="@praktijk Dank & groet", in_reply_to_tweet_id=receipt.id)

    server.reset()
    return Bench(
        "x",
        seen,
        x.SECRETS,
        server,
        takes_language=False,
        react=react,
    )
