"""Where an article says when to call: the section that the first screen of a telephone leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syndicate.model.form import WHEN_TO_CALL
from syndicate.site.outline import Section

ASKED = re.compile(rf"{WHEN_TO_CALL}|\bne zaman\b.*\bdoktor|متى.*تتصل", re.I | re.S)


def when_to_call(sections: Iterable[Section]) -> Section | None:
    """Return the first section whose heading asks when to call, in one of the theme's languages."""
    return next((section for section in sections if ASKED.search(section.title)), None)
