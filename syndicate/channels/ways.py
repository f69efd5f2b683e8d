"""Where the secrets of a channel come from, for `invoke connect`: what each is, and where it is found.

Ours stand in ways.toml; a channel of somebody else's says it in `ways` of its factory: a mapping of a
secret's name to Words. A secret that is said there and not in `needs` may be left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.resources import files

from syndicate.channels import GROUP
from syndicate.model import Words


def ways(channel: str) -> Mapping[str, Words]:
    """Return where the secrets of an installed channel come from, by name, in the order of asking."""
    for entry in entry_points(group=GROUP, name=channel):
        said: Mapping[str, Words] | None = getattr(entry.load(), "ways", None)
        if said is not None:
            return said
    raw = tomllib.loads(files("syndicate.channels").joinpath("ways.toml").read_text("utf-8"))
    return {name: Words(**words) for name, words in raw.get(channel, {}).items()}
