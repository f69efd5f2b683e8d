"""Telephone numbers as libphonenumber finds them: those of every country, in every way of writing."""

from __future__ import annotations

import re
from functools import lru_cache

# The shortest telephone numbers that it reads have six digits; what stands right there can speak against one.
MANY_DIGITS = re.compile(r"\d(?:[^\d¶]{0,6}\d){5,}")
BESIDE = 24


def calls(text: str, region: str) -> tuple[tuple[int, int, str, bool], ...]:
    """Return start, end, E.164 and whether it may be a person's own, of each number in a legible text.

    None runs across the ¶ by which the parts of a page are set apart.
    """
    found = []
    for match in MANY_DIGITS.finditer(text):
        start = max(text.rfind("¶", 0, match.start()) + 1, match.start() - BESIDE)
        stretch = text[start : match.end() + BESIDE].partition("¶")[0]
        found += [(start + at, start + to, key, own) for at, to, key, own in _numbers(stretch, region)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)  # the practice's own stand on every page
def _numbers(text: str, region: str) -> tuple[tuple[int, int, str, bool], ...]:
    from phonenumbers import (
        Leniency,
        PhoneNumberFormat,
        PhoneNumberMatcher,
        PhoneNumberType,
        format_number,
        number_type,
    )

    # 0800, 0900, 088 and 14xxx are never a person's own; 112, 113 and 116xxx are too short to match.
    public = {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
    # wa.me links write an international number without its plus sign.
    text = re.sub(r"(?<=wa\.me)/(?=\d)", "+", text)
    found = []
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=len(text) + 1):
        key = format_number(match.number, PhoneNumberFormat.E164)
        found.append((match.start, match.end, key, number_type(match.number) not in public))
    return tuple(found)
