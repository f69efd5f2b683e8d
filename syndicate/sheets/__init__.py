"""Pages to look at: nouns -> one self-contained HTML page, drawn from what will really be sent.

Nothing here decides or counts: the text drawn is the payload's own, byte for byte.
"""

from __future__ import annotations

from syndicate.sheets.by_hand import card_page
from syndicate.sheets.desk import Desk, Due, Line, desk_page
from syndicate.sheets.folding import fold
from syndicate.sheets.frame import Deed, Drawn, Frame, card_files, desk_files
from syndicate.sheets.page import Card, DraftCard, preview
from syndicate.sheets.reading import Piece, Reading, reading_page

__all__ = [
    "Card", "Deed", "Desk", "DraftCard", "Drawn", "Due", "Frame", "Line", "Piece", "Reading", "card_files",
    "card_page", "desk_files", "desk_page", "fold", "preview", "reading_page",
]  # fmt: skip
