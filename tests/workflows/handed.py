"""What tests of posts by hand speak of: one account, its card, and a person's note."""

from __future__ import annotations

from syndicate.model import campaign_token
from syndicate.workflows.posted import posted

KEY = "hoofdpijn/nl/buurt/new"
TOKEN = campaign_token(KEY)
CARD = f"hand/{TOKEN}-buurt/index.html"
DAY_AFTER = "2026-11-24T10:00:01+01:00"
TWO_DAYS_AFTER = "2026-11-25T10:00:02+01:00"
THREE_DAYS_AFTER = "2026-11-26T10:00:03+01:00"
WHERE = "https://x.com/praktijk/status/7"


def by_hand(practice, **more):
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace}
    practice.configure(SYNDICATE_ACCOUNTS=[{**said, "options": {"network": "x"}, **more}])


def card(practice):
    file = practice.root / "public" / CARD
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def note(practice, token=TOKEN, now="", **how):
    environ = practice.environ | ({"SYNDICATE_NOW": now} if now else {})
    return posted(practice.root, token, tell=practice.tell, environ=environ, **how)
