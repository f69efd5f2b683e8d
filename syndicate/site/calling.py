"""Where an article says when to call: the section that the first screen of a telephone leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syndicate.site.outline import Section

ASKED = re.compile(
    r"\bwanneer\b.*\b(?:bel|belt|bellen|contact|arts|huisarts|tandarts|dokter)\b"
    r"|\bwhen\b.*\b(?:call|phone|ring|contact|doctor|gp|dentist)\b"
    r"|\bne zaman\b.*\b(?:ara|doktor)"
    r"|\bkiedy\b.*\b(?:za)?dzwoni"
    r"|متى.*تتصل",
    re.I | re.S,
)


def when_to_call(sections: Iterable[Section]) -> Section | None:
    """Return the first section whose heading asks when to call, in one of the theme's languages."""
    return next((section for section in sections if ASKED.search(section.title)), None)
