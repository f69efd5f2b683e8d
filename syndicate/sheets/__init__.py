"""Pages to look at: nouns -> one self-contained HTML page, drawn from what will really be sent.

Nothing here decides or counts: the text drawn is the payload's own, byte for byte.
"""

from __future__ import annotations

from syndicate.sheets.by_hand import card_files, card_page
from syndicate.sheets.folding import fold
from syndicate.sheets.page import Card, DraftCard, preview

__all__ = ["Card", "DraftCard", "card_files", "card_page", "fold", "preview"]
