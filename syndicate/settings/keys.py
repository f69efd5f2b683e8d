"""SYNDICATE_KEY: with what renewed tokens are sealed before they are kept (Fernet: AES and HMAC).

One key, or several with a blank between them: the first seals, each opens. A key is 32 random bytes in
base64, since what is sealed may lie where everybody reads it: `openssl rand -base64 32`.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from syndicate.errors import SettingsError
from syndicate.settings.tokens import KEY

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

MAKES_ONE = "openssl rand -base64 32"
NO_KEY = (
    f"{KEY} in the environment is no key: 32 random bytes in base64, which `{MAKES_ONE}` makes; several with "
    "a blank between them."
)
NO_EXTRA = f"{KEY} needs an extra: pip install 'expertstatus[keep]'."


class Seal:
    """Seals and opens; its repr shows no key."""

    def __init__(self, keys: MultiFernet) -> None:
        self._keys = keys

    def close(self, text: str) -> str:
        """Return a text as only who has a key can read it."""
        return self._keys.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Return what was sealed, None where no key here opens it, or somebody changed it."""
        from cryptography.fernet import InvalidToken

        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def __repr__(self) -> str:
        return "Seal()"


def keys(value: str) -> tuple[bytes, ...]:
    """Return the keys in the value of the variable; raises SettingsError, which repeats none of it."""
    found = []
    for word in value.split():
        try:
            key = b64decode(word.replace("-", "+").replace("_", "/"), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise SettingsError(NO_KEY)
        found.append(urlsafe_b64encode(key))
    return tuple(found)


def seal(value: str) -> Seal | None:
    """Return what the keys in this value seal with, None without any; raises SettingsError."""
    if not (known := keys(value)):
        return None
    try:
        from cryptography.fernet import Fernet, MultiFernet
    except ImportError:
        raise SettingsError(NO_EXTRA) from None
    return Seal(MultiFernet([Fernet(key) for key in known]))
