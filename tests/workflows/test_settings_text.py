"""pelicanconf.py as text: one line comes or goes, and every other byte stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import SettingsError
from syndicate.workflows.forms.settings_text import with_form, without

NEW = b"\n# why\nSYNDICATE_FORMAT = 2\n"
MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b"A = 1\n", b"A = 1\n" + NEW),
        (b"A = 1", b"A = 1\n" + NEW),
        (b"", NEW),
        (b"PLUGINS = [\n  1,\n]  # two\nB = 2\n", b"PLUGINS = [\n  1,\n]  # two\n" + NEW + b"B = 2\n"),
        (b"PLUGINS = []; B = 2\nC = 3\n", b"PLUGINS = []; B = 2\nC = 3\n" + NEW),
        (b"A = 1\r\n", b"A = 1\r\n" + NEW.replace(b"\n", b"\r\n")),
        (MARK + b"PLUGINS = 1\nB = 2\n", MARK + b"PLUGINS = 1\n" + NEW + b"B = 2\n"),
        (b"SYNDICATE_FORMAT = 1  # old\nB = 2\n", b"SYNDICATE_FORMAT = 2  # old\nB = 2\n"),
    ],
)
def test_the_form_gets_a_line_or_its_number_changes(was: bytes, now: bytes) -> None:
    assert with_form(was, 2, "why") == now


@pytest.mark.parametrize(
    ("was", "why"),
    [
        (b"SYNDICATE_FORMAT = 1 + 0\n", "must stand on a line of its own"),
        (b"SYNDICATE_FORMAT = A = 1\n", "must stand on a line of its own"),
        (b"A = 1; SYNDICATE_FORMAT = 1\n", "must stand on a line of its own"),
        (b"A = (\n", "SyntaxError"),
        (b"# \xe9\nA = 1\n", "UnicodeDecodeError"),
    ],
)
def test_what_cannot_be_read_is_said(was: bytes, why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        with_form(was, 2, "why")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'A = 1\nTHEME = "theme"  # ours\nB = 2\n', b"A = 1\nB = 2\n"),
        (MARK + b'THEME = "theme"\nB = 2\n', MARK + b"B = 2\n"),
        (MARK + b"B = 2\n", None),
        (b'if 1:\n    THEME = "theme"\n', None),
        (b'THEME = (\n    "theme"\n)\n', None),
        (b'THEME = "a"\nTHEME = "b"\n', None),
        (b'THEME = STYLE = "theme"\n', None),
    ],
)
def test_a_setting_goes_with_its_line_or_not_at_all(was: bytes, now: bytes | None) -> None:
    assert without(was, "THEME") == now


LINES = st.lists(
    st.sampled_from(
        [b"A = 1", b"# een opmerking", b"", b"B = ['x',", b"]", b'D = """a', b'b"""', b"C = 3 ;"]
    ),
    max_size=8,
)


@given(LINES, LINES, st.sampled_from([b"\n", b"\r\n"]))
def test_every_other_byte_stays(before: list[bytes], after: list[bytes], end: bytes) -> None:
    top, rest = (b"".join(line + end for line in lines) for lines in (before, after))
    try:
        compile(top, "top", "exec")
        compile(rest, "rest", "exec")
    except SyntaxError:
        return
    assert without(top + b"THEME = 1" + end + rest, "THEME") == top + rest
    made = with_form(top + b"PLUGINS = []" + end + rest, 2, "why")
    assert made == top + b"PLUGINS = []" + end + NEW.replace(b"\n", end) + rest
