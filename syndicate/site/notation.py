"""How a number, a name, an account or a long text is written on a page."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

DESCRIPTION = 160
FEDIVERSE = re.compile(r"@?(?P<name>[\w.-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)")
FEDIVERSE_URL = re.compile(r"https://(?P<host>[\w-]+(?:\.[\w-]+)+)/@(?P<name>[\w.-]+)/?")


@lru_cache(maxsize=64)  # the practice's own stand on every page
def tel(number: str, country: str) -> str:
    """Return a telephone number as a tel: address; short numbers such as 112 stay as they are.

    Of two numbers, and of one with words behind it, the first number.
    """
    import phonenumbers

    number = re.split(r"(?<=\d)\s*(?:[^\W\d_]|[/,;])", number, maxsplit=1)[0]

    digits = re.sub(r"[^\d+]", "", number)
    if len(digits) > 6:
        try:
            parsed = phonenumbers.parse(number, country)
        except phonenumbers.NumberParseException:
            return f"tel:{digits}"
        digits = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return f"tel:{digits}"


def initials(name: str) -> str:
    """Return at most two capitals of a name for a person without a photo: Noor van Dijk -> ND."""
    # not every script has capitals: what is no small letter may stand for a name
    words = [w for w in re.findall(r"[^\W\d_]+", name) if not w[0].islower()]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words))


def fediverse(account: str) -> str:
    """Return a Mastodon account as @name@host for `fediverse:creator`; "" where it is not one."""
    found = FEDIVERSE.fullmatch(account) or FEDIVERSE_URL.fullmatch(account)
    return f"@{found['name']}@{found['host']}" if found else ""


def shorten(text: str, most: int = DESCRIPTION) -> str:
    """Return the text in at most `most` characters, cut between words."""
    return textwrap.shorten(text, most, placeholder=" …") if len(text) > most else " ".join(text.split())
