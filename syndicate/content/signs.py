"""Signs that nobody sees and that act all the same: on a terminal, in a feed, on the order of the letters.

A file as it is read has none, but YAML and TOML can write them as an escape.
"""

from __future__ import annotations

import re

from syndicate.content.mistakes import Mistakes

# control signs but tab and newline, halves of letters, and what turns the order of letters round (UAX 9)
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")
# as HTML can spell the two that turn letters round
_SPELLED = re.compile(r"&#(?:0*823[78]|x0*202[de]);|[\u202d\u202e]", re.IGNORECASE)


def turned(text: str, line: int, mistakes: Mistakes) -> bool:
    """Note the first sign of a whole text (from `line` on) that turns letters round: `15` would read `51`."""
    found = _SPELLED.search(text)
    if found:
        mistakes.add("turned-round", line + text.count("\n", 0, found.start()))
    return found is not None


def scan(text: str, line: int, mistakes: Mistakes) -> bool:
    """Note the first such sign of a text as it is written, on `line`; tell whether there is one."""
    hidden = _HIDDEN.search(text)
    if hidden:
        mistakes.add("control-sign", line, sign=f"U+{ord(hidden[0]):04X}")
    return hidden is not None
