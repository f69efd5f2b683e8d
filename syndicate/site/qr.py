"""An address as a QR code, for paper and for screens that a telephone looks at."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup


@lru_cache(maxsize=512)
def qr(address: str, name: str = "") -> Markup:
    """Return a QR code as an inline SVG (ISO/IEC 18004, level M, quiet zone of 4), the same bytes always.

    It scales with its class `qr`; `name` is what a screen reader says, without one it is left out for them.
    """
    import segno

    code = segno.make(address, error="m", micro=False, boost_error=False)
    told = Markup('role="img" aria-label="{}"').format(name) if name else Markup('aria-hidden="true"')
    side = code.symbol_size(border=4)[0]
    # each row's dark modules as lines one unit thick: some 40 % of the size of a square per module
    rows = "".join(_line(row, y + 4.5) for y, row in enumerate(code.matrix))
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" {1}><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path stroke="#000" d="{2}"/></svg>'
    ).format(side, told, rows)


def qr_file(address: str, output: Path) -> str:
    """Write a QR code as a picture of its own, named by its bytes, and return its path in the output."""
    drawn = str(qr(address)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
    path = f"share/qr-{hashlib.sha256(drawn).hexdigest()[:12]}.svg"
    (output / "share").mkdir(parents=True, exist_ok=True)
    (output / path).write_bytes(drawn)
    return path


def _line(row: bytearray, y: float) -> str:
    """Return the dark runs of one row of modules as path commands."""
    drawn, x, last = "", 0, 0
    while x < len(row):
        length = 1
        while x + length < len(row) and row[x + length] == row[x]:
            length += 1
        if row[x]:
            drawn += f"m{x - last} 0h{length}" if drawn else f"M{x + 4} {y:g}h{length}"
            last = x + length
        x += length
    return drawn
