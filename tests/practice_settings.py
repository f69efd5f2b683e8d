"""Settings that are fine, and what is said of those that are not."""

from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import Exit, SettingsError

HERE = Path("/practice")
FINE = {"SITEURL": "http://localhost:8000"}


def wrong(conf, env=None):
    """What is said of settings with a mistake."""
    with pytest.raises(SettingsError) as caught:
        settings.from_mapping(HERE, {**FINE, **conf}, env or {})
    assert caught.value.exit is Exit.SETTINGS
    return str(caught.value)
