"""What of a post stands before "... more"."""

from __future__ import annotations

from syndicate.limits import Look


def fold(text: str, look: Look) -> tuple[str, str]:
    """Split `text` into what the reader sees and what stands behind "... more"; joined they are `text`.

    Counts graphemes (`look.fold`) and lines as they are written (`look.fold_lines`), whichever ends
    first; 0 means no such fold. How a screen wraps long lines is not counted.
    """
    import regex

    ends = [len(text)]
    if look.fold_lines:
        breaks = [m.start() for m in regex.finditer(r"\r\n|[\r\n]", text)]
        ends.extend(breaks[look.fold_lines - 1 : look.fold_lines])
    if look.fold:
        graphemes = [m.end() for m in regex.finditer(r"\X", text)]
        ends.extend(graphemes[look.fold - 1 : look.fold])
    end = min(ends)
    return text[:end], text[end:]
