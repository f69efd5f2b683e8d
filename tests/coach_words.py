"""Makes syndicate/rules/coach/common.xz: the words that everybody meets; run again when wordfreq changes.

    python -m tests.coach_words

wordfreq (`pip install wordfreq`, 3.1.1) says how often; only words of six letters and more are kept, since no
shorter one is made as learned words are.
"""

from __future__ import annotations

import importlib
import lzma
from pathlib import Path

TARGET = Path(__file__).parents[1] / "syndicate/rules/coach/common.xz"
SHORTEST = 6
ONCE_IN_A_MILLION = 1e-6


def main() -> None:
    """Write the list: about 42,000 lines, 110 kB."""
    counted = importlib.import_module("wordfreq")
    lines = sorted(
        f"{lang}:{word}"
        for lang in ("nl", "en")
        for word, often in counted.get_frequency_dict(lang, "large").items()
        if often >= ONCE_IN_A_MILLION and word.isalpha() and len(word) >= SHORTEST
    )
    TARGET.write_bytes(lzma.compress("\n".join(lines).encode("utf-8"), preset=9))


if __name__ == "__main__":
    main()
