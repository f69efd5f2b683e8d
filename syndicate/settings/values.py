"""One setting at a time: its value, or a sentence in `wrong` and the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from syndicate.http import is_loopback
from syndicate.model import Practice
from syndicate.settings import business, face
from syndicate.settings.tokens import HIDDEN, secrets_in

DESK_KEY = "SYNDICATE_DESK_KEY"
LEAST_KEY = 20
Conf = Mapping[str, Any]
Wrong = list[str]


def shown(value: object) -> str:
    """Return a wrong value as a sentence may repeat it: 60 signs at most, and *** for what looks secret."""
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of thousands of digits
        return "that"
    return HIDDEN if secrets_in(text) else text[:60]


def text(conf: Conf, key: str, default: str, wrong: Wrong) -> str:
    """Return a setting that is text, or a Path."""
    value = conf.get(key, default)
    if isinstance(value, str | Path) and "\0" not in str(value):
        return str(value)
    wrong.append(f"pelicanconf.py: {key} must be text, not {shown(value)}.")
    return default


def acts(conf: Conf, wrong: Wrong) -> str:
    """Return SYNDICATE_ACTS: where a person says what to do, an address with {title} and {text}."""
    value = text(conf, "SYNDICATE_ACTS", "", wrong)
    if value and not (value.startswith("https://") and "{title}" in value and "{text}" in value):
        wrong.append(
            "pelicanconf.py: SYNDICATE_ACTS must be an address that begins with https:// and holds {title} "
            "and {text}; docs/desk.md has it for your code host."
        )
    return value


def desk(env: Mapping[str, str], wrong: Wrong) -> str:
    """Return the secret SYNDICATE_DESK_KEY, of which the addresses of the desk are made, "" for none."""
    value = env.get(DESK_KEY, "")
    if value and len(value) < LEAST_KEY:
        wrong.append(
            f"{DESK_KEY} must have at least {LEAST_KEY} signs that nobody can guess: openssl rand -hex 20."
        )
    return value


def hub(conf: Conf, wrong: Wrong) -> str:
    """Return SYNDICATE_FEED_HUB: the address of the WebSub hub that feeds name and that is told, "" for none.

    One on this machine needs no https.
    """
    value = text(conf, "SYNDICATE_FEED_HUB", "", wrong)
    if (
        value
        and not value.startswith("https://")
        and not (value.startswith("http://") and is_loopback(value))
    ):
        wrong.append("pelicanconf.py: SYNDICATE_FEED_HUB must be an address that begins with https://.")
    return value


def flag(conf: Conf, key: str, wrong: Wrong) -> bool:
    """Return a setting that is True or False, False by default."""
    value = conf.get(key, False)
    if not isinstance(value, bool):
        wrong.append(f"pelicanconf.py: {key} must be True or False, not {shown(value)}.")
    return value is True


def silence(conf: Conf, wrong: Wrong, *, blog: bool) -> bool:
    """Tell whether SYNDICATE_SILENCE is "stop", so that each post waits for a yes: of a practice alone."""
    value = text(conf, "SYNDICATE_SILENCE", "go", wrong)
    if value not in ("go", "stop"):
        wrong.append(f"pelicanconf.py: SYNDICATE_SILENCE must be 'go' or 'stop', not {shown(value)}.")
    elif value == "stop" and blog:
        wrong.append(
            "pelicanconf.py: SYNDICATE_SILENCE 'stop' is for a practice: a blog has no people.toml that says "
            "whose yes counts."
        )
    return value == "stop"


def whole(conf: Conf, key: str, default: int, wrong: Wrong) -> int:
    """Return a setting that is a whole number, 1 or more."""
    value = conf.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    wrong.append(f"pelicanconf.py: {key} must be a whole number, 1 or more, not {shown(value)}.")
    return default


def seconds(conf: Conf, key: str, default: float, most: int, wrong: Wrong) -> float:
    """Return a setting that is a number of seconds above 0."""
    value = conf.get(key, default)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
        return float(value)
    wrong.append(
        f"pelicanconf.py: {key} must be a number of seconds above 0, {most} at most, not {shown(value)}."
    )
    return default


def mapping(conf: Conf, key: str, example: str, wrong: Wrong) -> dict[str, Any]:
    """Return a setting that is a mapping of names, {} by default."""
    value = conf.get(key, {})
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
        return dict(value)
    wrong.append(f"pelicanconf.py: {key} must be a mapping, e.g. {example}.")
    return {}


def practice(conf: Conf, wrong: Wrong) -> Practice:
    """Return SYNDICATE_PRACTICE: each value of the type that Practice gives it."""
    raw = mapping(conf, "SYNDICATE_PRACTICE", "{'name': 'Praktijk De Linde'}", wrong)
    kinds = {f.name: type(f.default) for f in fields(Practice)}
    good: dict[str, Any] = {}
    for key, value in raw.items():
        kind = kinds.get(key)
        if kind is None:
            wrong.append(
                f"pelicanconf.py: SYNDICATE_PRACTICE: unknown key {key!r}. Known: {', '.join(sorted(kinds))}."
            )
        elif kind is tuple and is_texts(value):
            good[key] = tuple(value)
        elif kind is not tuple and isinstance(value, kind):
            good[key] = value
        else:
            words = {str: "text", bool: "True or False", tuple: "a list of texts"}[kind]
            wrong.append(f"pelicanconf.py: SYNDICATE_PRACTICE {key!r} must be {words}, not {shown(value)}.")
    made = Practice(**good)
    face.refuse(made, wrong)
    business.refuse(made, wrong)
    return made


def is_texts(value: object) -> bool:
    """Tell whether a value is a list of texts, none of them empty."""
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one for one in value)
