"""The nouns: each is made in one room and only read further on.

file -> Article -> Slot -> Post -> Payload -> Prepared -> Receipt -> Entry

All are frozen and slotted. Times are aware datetimes; the ledger holds UTC.
"""

from syndicate.model.article import (
    NOTHING,
    Approval,
    Article,
    Page,
    Person,
    Picture,
    Practice,
    Role,
    Season,
    Source,
    Status,
    Teaser,
)
from syndicate.model.entry import Entry, EntryKind, KeyState, State
from syndicate.model.finding import Finding, Severity, Words
from syndicate.model.post import Payload, Post, Prepared, Receipt
from syndicate.model.slot import (
    Calendar,
    Kind,
    Lane,
    Occasion,
    Pace,
    Plan,
    Posted,
    Quiet,
    Skip,
    Slot,
    Window,
    campaign_token,
    post_key,
)

__all__ = [
    "NOTHING",
    "Approval",
    "Article",
    "Calendar",
    "Entry",
    "EntryKind",
    "Finding",
    "KeyState",
    "Kind",
    "Lane",
    "Occasion",
    "Pace",
    "Page",
    "Payload",
    "Person",
    "Picture",
    "Plan",
    "Post",
    "Posted",
    "Practice",
    "Prepared",
    "Quiet",
    "Receipt",
    "Role",
    "Season",
    "Severity",
    "Skip",
    "Slot",
    "Source",
    "State",
    "Status",
    "Teaser",
    "Window",
    "Words",
    "campaign_token",
    "post_key",
]
