"""SYNDICATE_FORMAT: the one number for the form of a practice's folder, and what is too new for us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.settings import values
from syndicate.settings.blog import is_blog, read_conf

FORMAT = 2
"""The form that this version writes; a practice without the setting is of form 1, as release 0.1 made it."""


def read_form(conf: Mapping[str, Any], wrong: list[str]) -> int:
    """Return the form of a practice; raises SettingsError at once where a newer version wrote it.

    At once, since what else such settings say need not mean here what it means there.
    """
    form = values.whole(conf, "SYNDICATE_FORMAT", 1, wrong)
    if form > FORMAT:
        raise SettingsError(
            f"pelicanconf.py: SYNDICATE_FORMAT is {form}, and this Expertstatus knows no newer form than "
            f"{FORMAT}: a newer one wrote this practice. Update this installation: "
            "pip install --upgrade expertstatus."
        )
    return form


def form_of(root: Path) -> tuple[int | None, dict[str, Any]]:
    """Return the form of the practice at `root` (None of a blog, which has none) and its settings as written.

    Nothing else of them is judged, so that settings of an earlier form can be read. Raises SettingsError.
    """
    conf = read_conf(root)
    if is_blog(root, conf):
        return None, conf
    wrong: list[str] = []
    form = read_form(conf, wrong)
    if wrong:
        raise SettingsError("\n".join(wrong))
    return form, conf
