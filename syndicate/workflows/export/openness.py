"""The settings without what nobody else may know: they should hold no secret, and none leaves if they do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from syndicate.settings import Settings

SECRET = re.compile(r"secret|token|passw|api_?key|auth(?!or)|credential", re.IGNORECASE)
LOGIN = re.compile(r"//[^/@\s]*:[^/@\s]*@")
UNSAID = object()


def settings(conf: Settings) -> bytes:
    """Return pelicanconf.py's settings as JSON: those that are plain data, and none that may be a secret."""
    return (json.dumps(public(conf), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def public(conf: Settings) -> dict[str, Any]:
    """Return the settings that are plain data and hold no secret, by their name."""
    found = _value(conf.pelican, conf.secret_values)
    return found if isinstance(found, dict) else {}


def _value(value: object, secrets: tuple[str, ...]) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | Path):
        text = str(value)
        return UNSAID if LOGIN.search(text) or any(secret in text for secret in secrets) else text
    if isinstance(value, Mapping):
        open_ = {str(k): _value(v, secrets) for k, v in value.items() if not SECRET.search(str(k))}
        return {k: v for k, v in open_.items() if v is not UNSAID}
    if isinstance(value, list | tuple):
        return [v for v in (_value(one, secrets) for one in value) if v is not UNSAID]
    return UNSAID
