"""What may not go together or be seen: unsafe combinations, readable remotes."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.errors import Exit, SettingsError
from syndicate.model import Words
from syndicate.workflows import private
from syndicate.workflows.gate import is_sample, refuse_unsafe
from syndicate.workflows.health import Case, Mark, Point

SETTINGS = Words("instellingen", "settings")
REMOTE = Words("privébestanden", "private files")


def together(case: Case) -> Iterator[Point]:
    """Say whether publish would refuse what the settings and texts are together."""
    try:
        refuse_unsafe(case.settings, case.content)
    except SettingsError as error:
        yield Point(Mark.ERROR, SETTINGS, Words(f"{error}", f"{error}"), exit=error.exit)
        return
    made_up = is_sample(case.settings, case.content)
    yield Point(Mark.GOOD, SETTINGS, MADE_UP if made_up else Words("ze kloppen.", "they are right."))


def remotes(case: Case) -> Iterator[Point]:
    """Ask each remote that may hold private files as a stranger would."""
    seen = private.look(case.settings)
    for one in seen:
        where = f"{one.remote} {one.address}".strip()
        if one.leaks:
            said = Words(
                f"iedereen kan {where} lezen, en er staan privébestanden in.",
                f"anybody can read {where}, and it holds private files.",
            )
            yield Point(Mark.ERROR, REMOTE, said, CLOSE, Exit.SETTINGS)
        elif one.leaks is None:
            said = Words(
                f"of iedereen {where} kan lezen, is niet te achterhalen ({one.why}).",
                f"whether anybody can read {where} could not be found out ({one.why}).",
            )
            yield Point(Mark.WARNING, REMOTE, said, LOOK)
        else:
            said = Words(f"een vreemde ziet ze niet op {where}.", f"a stranger sees none of them at {where}.")
            yield Point(Mark.GOOD, REMOTE, said)
    if not seen:
        yield Point(Mark.GOOD, REMOTE, NONE_KEPT)


MADE_UP = Words(
    "ze kloppen; er is verzonnen inhoud bij, en die blijft op deze computer.",
    "they are right; some content is made up, and stays on this machine.",
)
NONE_KEPT = Words("git bewaart er geen.", "git keeps none.")
CLOSE = Words(
    "Maak die repository privé, of haal de map eruit en uit de geschiedenis (docs/operations.md, What stays "
    "private).",
    "Make that repository private, or take the folder out of it and out of its history "
    "(docs/operations.md, What stays private).",
)
LOOK = Words(
    "Open dat adres in een browser zonder in te loggen: u mag er niets zien.",
    "Open that address in a browser without signing in: you must see nothing there.",
)
