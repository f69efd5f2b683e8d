"""An audit on record, and the task that asks for it: run for real on a practice of two articles."""

from __future__ import annotations

import pytest

from syndicate.model import EntryKind
from syndicate.site.shelf import fingerprint
from syndicate.workflows.audit import audit, table, tools
from tests.node.elsewhere import PACKAGES
from tests.workflows.conftest import Practice


@pytest.mark.suite("browser", "audit")
def test_an_audit_measures_the_whole_site_and_records_what_came_out(practice: Practice) -> None:
    practice.publish()
    tools.install(tools.find(), PACKAGES)
    state = practice.root / ".syndicate" / "audit"
    state.symlink_to(PACKAGES, target_is_directory=True)
    audited = audit(practice.root, tell=practice.tell, record=True)
    (noted,) = practice.entries(EntryKind.AUDIT)
    assert noted.data["edition"] == fingerprint(practice.root / "output")
    assert noted.data["pages"] == str(audited.pages)
    assert noted.data["lines"] == "30"
    assert noted.data["failed"] == str(audited.failed)
    assert f"{audited.pages} pages, 30 lines" in table(audited)
    assert practice.told[-1] == "the outcome is on record"
