"""Every error this program raises on purpose, named by what to do next.

ExpertstatusError                exit code
├── ContentError                 2   mend the article (carries Findings)
├── SettingsError                3   mend pelicanconf.py, the environment or an unsafe combination
├── LedgerError                  7   the memory cannot be read or written: nothing was sent
├── SiteError                    7   build, deploy or the live page failed: nothing was sent
├── Held                         8   a person holds posting
└── ChannelError                 4/5 one account failed, the others go on
    ├── Rejected                 nothing was posted: mend the post
    ├── Unauthorized             nothing was posted: renew the token
    ├── RateLimited              nothing was posted: again after `until`
    ├── Unavailable              nothing was sent: try again
    └── OutcomeUnknown           perhaps posted: only `find` settles it
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from syndicate.model import Finding


class Exit(IntEnum):
    """What every task ends with; 1 is invoke's own (usage, unforeseen)."""

    DONE = 0
    UNFORESEEN = 1
    CONTENT = 2
    SETTINGS = 3
    SOME_FAILED = 4
    ALL_FAILED = 5
    PERSON = 6
    UNAVAILABLE = 7
    HELD = 8


class ExpertstatusError(Exception):
    """What happened, where, and what to do next, in words for the person who runs the task."""

    exit: Exit = Exit.UNFORESEEN


class ContentError(ExpertstatusError):
    """Content that cannot be read or must not go out; `findings` say file, line and mend."""

    exit = Exit.CONTENT

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class SettingsError(ExpertstatusError):
    """Settings, secrets or a combination of them that is wrong or unsafe."""

    exit = Exit.SETTINGS


class LedgerError(ExpertstatusError):
    """The ledger cannot be read or written; without it nothing is sent."""

    exit = Exit.UNAVAILABLE


class SiteError(ExpertstatusError):
    """The site could not be built, deployed or seen live; nothing is sent."""

    exit = Exit.UNAVAILABLE


class Held(ExpertstatusError):
    """A person holds posting."""

    exit = Exit.HELD


class ChannelError(ExpertstatusError):
    """One account could not post; the subclass says whether anything was sent."""

    exit = Exit.ALL_FAILED


class Rejected(ChannelError):
    """The network refused this post for sure: mend the post."""


class Unauthorized(ChannelError):
    """The network refused this account for sure: renew its token."""


class RateLimited(ChannelError):
    """The network asks to wait; `until` is aware UTC."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class Unavailable(ChannelError):
    """Nothing was sent: try again."""


class OutcomeUnknown(ChannelError):
    """The network may have posted it: only `find` settles it."""
