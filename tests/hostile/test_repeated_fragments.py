"""Shapes that nobody listed: whatever fragments a text repeats, it is refused at once or read in seconds.

The system itself keeps the bound on processor time: a text that takes longer ends its process.
"""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.content import bounds, markup
from syndicate.content.mistakes import Mistakes
from syndicate.site.markup import html_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds on processes as Linux keeps them")
SECONDS = 5
FRAGMENTS = [
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<b>",
        "<div>",
        "</div>",
        "<a href='",
        "&",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "***",
        "~~",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "\\",
        "|",
        "a|b\n",
        "--|--\n",
        "#",
        "# a\n",
    ),
    *(
        "- ",
        "1. ",
        "+ ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "=\n",
        "---\n",
        ": a\n",
        "*[a]: b\n",
        "[^1]",
        "[^1]: a\n",
    ),
    *(
        "{: ",
        "{#a}",
        "{: .b }",
        "a",
        "é",
        " ",
        "'",
        '"',
        "http://a ",
        "<http://a>",
        "a@b.nl",
        "::",
        "!!!",
        "[TOC]\n",
    ),
    *("<details markdown=1>\n\n", "<table><tr><td>", "&#91;", "&lt;", "\u202b", "\u0301"),
]
PIECES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map("".join)


def passes(text: str) -> bool:
    return not bounds.scan(text, 1, Mistakes("x"))


def largest(piece: str, before: str, after: str) -> str:
    """Return the longest of such texts that is let through, "" where none is."""
    low, high = 0, 50_000 // len(piece) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(before + piece * middle + after) else (low, middle)
    return before + piece * low + after if low else ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(piece=PIECES, before=PIECES, after=PIECES)
def test_the_most_of_any_fragments_that_is_let_through_is_read_in_seconds(
    piece: str, before: str, after: str
) -> None:
    text = largest(piece, before, after)
    child = os.fork()
    if not child:
        _read(text)
    _, status = os.waitpid(child, 0)
    assert status == 0, (piece, before, after, len(text))


def _read(text: str) -> None:
    """Read a text as a build does, in a child with a bound on its time, and end the child."""
    import resource
    import signal

    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    fine = False
    try:
        markup.scan(markup.without_code(text), 1, Mistakes("x"))
        html_of(text, "nl")
        fine = True
    except RecursionError:  # the build says so, with the file
        fine = True
    finally:
        os._exit(0 if fine else 1)
