"""The nouns: each is made in one room and only read further on.

file -> Article -> Slot -> Post -> Payload -> Prepared -> Receipt -> Entry

All are frozen and slotted. Times are aware datetimes; the ledger holds UTC.
"""

from syndicate.model.act import Act, Verb, approval_token, read_act
from syndicate.model.article import (
    NOTHING,
    Approval,
    Article,
    Consent,
    NoteKind,
    Person,
    Practice,
    Role,
    Season,
    Source,
    Status,
    Teaser,
    Topic,
)
from syndicate.model.authorship import is_author, same, wrote
from syndicate.model.calendar import Calendar, Days, Event, Mark, Quiet, Window
from syndicate.model.echo import Echo, Figures, Reaction
from syndicate.model.entry import Entry, EntryKind, KeyState, State
from syndicate.model.film import Cue, Film
from syndicate.model.finding import Finding, Severity, Words
from syndicate.model.form import CARE, Form, FormKind, Slip, forms_of
from syndicate.model.page import Page, Picture
from syndicate.model.part import Part, PartKind, fresh, parts
from syndicate.model.post import Payload, Post, Prepared, Receipt
from syndicate.model.price import Price
from syndicate.model.slot import (
    Kind,
    Lane,
    Occasion,
    Pace,
    Plan,
    Posted,
    Skip,
    Slot,
    campaign_token,
    post_key,
)
from syndicate.model.translation import (
    is_behind,
    is_foreign,
    is_unread,
    needs_reader,
    orphans,
    readers,
    reads,
    told,
    unread,
    was_read,
)

__all__ = [
    "CARE",
    "NOTHING",
    "Act",
    "Approval",
    "Article",
    "Calendar",
    "Consent",
    "Cue",
    "Days",
    "Echo",
    "Entry",
    "EntryKind",
    "Event",
    "Figures",
    "Film",
    "Finding",
    "Form",
    "FormKind",
    "KeyState",
    "Kind",
    "Lane",
    "Mark",
    "NoteKind",
    "Occasion",
    "Pace",
    "Page",
    "Part",
    "PartKind",
    "Payload",
    "Person",
    "Picture",
    "Plan",
    "Post",
    "Posted",
    "Practice",
    "Prepared",
    "Price",
    "Quiet",
    "Reaction",
    "Receipt",
    "Role",
    "Season",
    "Severity",
    "Skip",
    "Slip",
    "Slot",
    "Source",
    "State",
    "Status",
    "Teaser",
    "Topic",
    "Verb",
    "Window",
    "Words",
    "approval_token",
    "campaign_token",
    "forms_of",
    "fresh",
    "is_author",
    "is_behind",
    "is_foreign",
    "is_unread",
    "needs_reader",
    "orphans",
    "parts",
    "post_key",
    "read_act",
    "readers",
    "reads",
    "same",
    "told",
    "unread",
    "was_read",
    "wrote",
]
