"""How tasks speak: colours and tables on a terminal, plain unwrapped lines in a pipe, annotations in CI.

Results go to stdout, talk to stderr. In CI the same result stands in the job summary.
"""

from __future__ import annotations

from syndicate.console.coming import weeks
from syndicate.console.found import error, findings, points, waiting
from syndicate.console.host import annotating, summary
from syndicate.console.runs import ledger, published, settled
from syndicate.console.speech import ask, ask_unseen, counted, language, line, spoken, step, veil_secrets

__all__ = [
    "annotating",
    "ask",
    "ask_unseen",
    "counted",
    "error",
    "findings",
    "language",
    "ledger",
    "line",
    "points",
    "published",
    "settled",
    "spoken",
    "step",
    "summary",
    "veil_secrets",
    "waiting",
    "weeks",
]
