"""What a CI host is told beside the log: annotations, and the summary of the job."""

from __future__ import annotations

import os
from pathlib import Path

from syndicate.console.speech import step


def annotating() -> bool:
    """Tell whether a CI host turns `::error` lines into annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def summary(markdown: str) -> None:
    """Append to the CI host's job summary, where there is one; no run fails for want of it."""
    from syndicate.http import veil

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(veil.through(markdown) + "\n")
    except OSError as problem:
        step(f"the job summary could not be written: {problem}")


def row(*cells: str) -> str:
    """Return one row of a Markdown table."""
    return "| " + " | ".join(flat(cell).replace("|", "\\|") for cell in cells) + " |"


def flat(text: str) -> str:
    """Return the text on one line: a line of its own could be a command to a CI host."""
    return " ".join(text.split())


def escaped(text: str) -> str:
    """Return the message of an annotation as GitHub's workflow commands want it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_of(text: str) -> str:
    """Return the value of an annotation's property as GitHub's workflow commands want it."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
