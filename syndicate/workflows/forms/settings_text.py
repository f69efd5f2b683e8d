"""pelicanconf.py as text: one line goes or comes, and every other byte stays as somebody wrote it."""

from __future__ import annotations

import ast

from syndicate.errors import SettingsError

FORM = "SYNDICATE_FORMAT"
MARK = b"\xef\xbb\xbf"


def with_form(source: bytes, form: int, why: str) -> bytes:
    """Return the settings with SYNDICATE_FORMAT = `form`; a new line says `why` above it.

    It comes after PLUGINS where that stands by itself, else at the end; a number that is there is replaced.
    Raises SettingsError where the file cannot be read, or says the form in another way.
    """
    if source.startswith(MARK):
        return MARK + with_form(source.removeprefix(MARK), form, why)
    lines = _lines(source)
    found = _assigned(source, FORM)
    if found:
        value = found[-1].value
        if not _alone(found[-1], lines) or not isinstance(value, ast.Constant):
            raise SettingsError(f"pelicanconf.py: {FORM} must stand on a line of its own, as a number.")
        line, start, end = value.lineno - 1, value.col_offset, value.end_col_offset or 0
        lines[line] = lines[line][:start] + str(form).encode() + lines[line][end:]
        return b"".join(lines)
    end_of_line = b"\r\n" if b"\r\n" in source else b"\n"
    plugins = _assigned(source, "PLUGINS")
    at = plugins[-1].end_lineno if plugins and _alone(plugins[-1], lines) else None
    at = len(lines) if at is None else at
    if at and lines[at - 1] and not lines[at - 1].endswith(b"\n"):
        lines[at - 1] += end_of_line
    added = [b"", f"# {why}".encode(), f"{FORM} = {form}".encode()]
    lines[at:at] = [line + end_of_line for line in added]
    return b"".join(lines)


def without(source: bytes, name: str) -> bytes | None:
    """Return the settings without the one line that sets `name`; None where it is set in another way."""
    if source.startswith(MARK):
        shorter = without(source.removeprefix(MARK), name)
        return None if shorter is None else MARK + shorter
    lines, found = _lines(source), _assigned(source, name)
    if len(found) != 1 or not _alone(found[0], lines) or found[0].lineno != found[0].end_lineno:
        return None
    del lines[found[0].lineno - 1]
    return b"".join(lines)


def _lines(source: bytes) -> list[bytes]:
    return source.splitlines(keepends=True)


def _assigned(source: bytes, name: str) -> list[ast.Assign]:
    """Return where a setting is given its value, at the top level."""
    try:
        source.decode("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise SettingsError(f"pelicanconf.py: {type(error).__name__}: {error}") from error
    return [
        node
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]


def _alone(node: ast.Assign, lines: list[bytes]) -> bool:
    """Tell whether an assignment has its lines to itself, but for a comment behind it."""
    before = lines[node.lineno - 1][: node.col_offset]
    after = lines[(node.end_lineno or node.lineno) - 1][node.end_col_offset :].strip()
    return len(node.targets) == 1 and not before.strip() and (not after or after.startswith(b"#"))
