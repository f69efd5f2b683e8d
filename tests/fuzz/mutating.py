"""Files that are almost right: a valid one, changed where grammars are fragile, a few times over."""

from __future__ import annotations

import re

from hypothesis import strategies as some

# signs and values that front matter, TOML, YAML, Markdown, dates or terminals have an opinion on
NASTY = (
    "", " ", "\t", "\n", "\n\n", "\r", "\x00", "\x1b[2J", "\x1b]0;x\x07", "\x07", "\x85", "\u2028",
    "\u202e", "\ufeff", "\U0001f600", "---", "...", "--- ", "-", "- - - -", ": ", ":", "? ", "&a ", "*a",
    "!!python/object:os.system ", "!x ", "<<: ", "|", ">", "|2-", "'", '"', "'''", '"""', "\\",
    "\\ud800", "\\U0001F600", "\\x00", "{", "}", "[", "]", "[[", "]]", "{{", "}}", "{%", "#", "# ", "=",
    "= =", ",", "@", "`", "%", "NO", "null", "~", "true", "0", "-0", "00", "1e400", "nan", "inf", "-inf",
    "0x10", "0o7", "1_000", "9" * 400, "12:30", "24:00", "2026-02-30", "0000-00-00", "9999-12-31",
    "2026-13-01", "2026-11-21T99:99:99+99:99", "02-29", "2026-11-21T08:00:00Z", "week 53", "40-46",
    "52-1", "../../x", "/etc/passwd", "C:\\x", "images/../x.png", "//x", "http://[::1",
    "https://x:99999/", "javascript:alert(1)", "https://a@b/", "\u0130", "\u00df", "\ufb01", "é", "é",
    "<script>", "<!--", "-->", "<![CDATA[", "&#x6A;", "](", "[a]: ", "[^1]", "```", "    ", "a" * 3000,
    "[" * 200, "( " * 200,
)  # fmt: skip
PIECE = re.compile(rb"[\w.@/-]+|\s+|.", re.DOTALL)


@some.composite
def mutated(draw: some.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Return one of the seeds after one to eight changes; seldom more than four times as long."""
    data = draw(some.sampled_from(seeds))
    for _ in range(draw(some.integers(1, 8))):
        change = draw(some.sampled_from(CHANGES))
        data = change(draw, data, seeds)[:200_000]
    return data


def _lines(draw: some.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    """Drop, double, move or turn into one another whole lines."""
    lines = data.split(b"\n")
    one, other = (draw(some.integers(0, len(lines) - 1)) for _ in range(2))
    how = draw(some.sampled_from(["drop", "double", "swap", "indent", "join"]))
    if how == "drop":
        del lines[one]
    elif how == "double":
        lines.insert(other, lines[one])
    elif how == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif how == "indent":
        lines[one] = b" " * draw(some.integers(1, 9)) + lines[one]
    else:
        lines[one : one + 2] = [b" ".join(lines[one : one + 2])]
    return b"\n".join(lines)


def _piece(draw: some.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    """Put something nasty in the place of a word, a number, a sign or some space."""
    found = list(PIECE.finditer(data)) or [None]
    piece = draw(some.sampled_from(found))
    start, end = piece.span() if piece else (0, 0)
    return data[:start] + _bad(draw) + data[end:]


def _insert(draw: some.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = draw(some.integers(0, len(data)))
    return data[:at] + _bad(draw) * draw(some.sampled_from([1, 1, 1, 2, 50])) + data[at:]


def _cut(draw: some.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    start, end = sorted(draw(some.integers(0, len(data))) for _ in range(2))
    return draw(some.sampled_from([data[:start], data[start:], data[:start] + data[end:]]))


def _splice(draw: some.DrawFn, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    other = draw(some.sampled_from(seeds))
    return data[: draw(some.integers(0, len(data)))] + other[draw(some.integers(0, len(other))) :]


def _bits(draw: some.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    if not data:
        return data
    at = draw(some.integers(0, len(data) - 1))
    return data[:at] + bytes([data[at] ^ (1 << draw(some.integers(0, 7)))]) + data[at + 1 :]


def _bad(draw: some.DrawFn) -> bytes:
    text = some.sampled_from(NASTY).map(str.encode)
    return draw(some.one_of(text, some.binary(max_size=8)))


CHANGES = (_lines, _lines, _piece, _piece, _piece, _insert, _cut, _splice, _bits)
