"""The mailbox of the made-up practice."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from syndicate.settings.mailbox import PASSWORD
from tests.servers import dovecot
from tests.servers.dovecot import MailServer, Postbox

if TYPE_CHECKING:
    from tests.workflows.conftest import Practice

ANNA = "anna@linde.example"
users = count(1)


def reading(practice: Practice, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    """Let the practice read an empty mailbox, in which Anna may hand in."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.trusted))
    made = Postbox(server, f"kopij{next(users)}")
    practice.configure(SYNDICATE_MAILBOX=made.url)
    practice.environ[PASSWORD] = dovecot.PASSWORD
    practice.edit("content/people.toml", "[anna-berk]\n", f'[anna-berk]\nemail = "{ANNA}"\n')
    return made
