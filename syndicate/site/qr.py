"""An address as a QR code, for paper and for screens that a telephone looks at."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import groupby
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
    # one line, to and fro through all rows, whose dashes are the dark modules: a quarter of a square for each
    width = len(code.matrix)
    rows = (row if y % 2 == 0 else row[::-1] for y, row in enumerate(code.matrix))
    dashes = " ".join(str(len(list(run))) for _, run in groupby(b"".join(bytes(row) + b"\0" for row in rows)))
    way = "v1".join(f"h{width if y % 2 == 0 else -width}" for y in range(width))
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" {1}><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path fill="none" stroke="#000" stroke-dasharray="{2}" d="M4 4.5{3}"/></svg>'
    ).format(side, told, dashes, way)


def qr_file(address: str, output: Path) -> str:
    """Write a QR code as a picture of its own, named by its bytes, and return its path in the output."""
    drawn = str(qr(address)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
    path = f"share/qr-{hashlib.sha256(drawn).hexdigest()[:12]}.svg"
    (output / "share").mkdir(parents=True, exist_ok=True)
    (output / path).write_bytes(drawn)
    return path
