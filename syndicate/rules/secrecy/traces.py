"""Traces: what in a text leads to one person. Recognised by form alone, never by guessing names.

A citizen service number (BSN, by its eleven-test), a private telephone number, an e-mail address, a
postal address with house number and Dutch postcode, a date of birth. Every pattern is bounded, so
that hostile text costs time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from syndicate.rules.births import births
from syndicate.rules.wordlists import NO_POSTCODE


class Kind(StrEnum):
    """What kind of trace it is."""

    BSN = "bsn"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BIRTH_DATE = "birth-date"


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace in a legible text; `key` is its value in one way of writing, and never shown."""

    kind: Kind
    start: int
    end: int
    key: str = field(repr=False)


EMAIL = re.compile(
    r"(?<![\w.+%-])(?P<name>[\w.+%-]{1,64})(?:@|\s?[\[({](?:at|apenstaartje)[\])}]\s?)"
    r"(?P<domain>(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})"
)
POSTCODE = re.compile(r"(?<!\w)(?P<digits>[1-9]\d{3})[ -]?(?P<letters>[A-Za-z]{2})(?!\w)")
HOUSE = re.compile(r"[^\W\d_][.']?[ ,-]{1,2}(?P<number>\d{1,5})(?:[ -]?[A-Za-z]{1,3}|-\d{1,4})?[\s,-]{1,5}$")
NINE = re.compile(r"(?<!\d)(?=(?P<number>\d(?:[ ./-]?\d){8})(?!\d))")
EIGHT = re.compile(
    r"(?:bsn|burgerservicenummer|sofinummer)[^\w\n]{0,8}(?P<number>\d{8})(?!\d)", re.IGNORECASE
)
MANY_DIGITS = re.compile(r"\d(?:\D{0,6}\d){6}")
# The shortest telephone numbers of the world have four.
FOUR_DIGITS = re.compile(r"(?:\d\D*){4}")
STRETCH = re.compile("[^¶]+")
AT_SIGN = re.compile(r"@|[\[({](?:at|apenstaartje)[\])}]")
# Without one of these the slow patterns have nothing to find. None holds an i: ignoring case, that
# letter has more forms than lower() makes one.
EIGHT_SIGNS = ("bsn", "nummer")
CATALOGUE_SIGNS = ("sbn", "978", "979", "10.")

ADDRESS_IN_TEXT = re.compile(
    r"https?://(?P<host>[^\s<>\"'`()\[\]/:?#]{1,253})[^\s<>\"'`)\]]{0,2000}", re.IGNORECASE
)
CATALOGUED = re.compile(
    r"ISBN(?:-1[03])?:?[ -]?(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dX]|(?<!\d)97[89](?:[ -]?\d){10}(?!\d)"
    r"|(?<![\d.])10\.\d{4,9}/[^\s<>\"]{1,200}",
    re.IGNORECASE,
)
CATALOGUES = frozenset(
    {"doi.org", "nih.gov", "europepmc.org", "cochranelibrary.com", "clinicaltrials.gov", "worldcat.org"}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
OTHER_DIGITS = re.compile(r"(?![0-9])\d")
DASHES = re.compile("[\u2010-\u2015\u2212]")
# The Dutch mail never gives these out; IE and IU count vitamins.
NEVER_POSTCODE = frozenset({"SA", "SD", "SS", "IE", "IU", "EU"})


def legible(text: str) -> str:
    """Return `text` as a reader sees it: one form per digit, dash and space, no invisible signs.

    Lines stay lines; offsets may change.
    """
    if text.isascii():
        return text
    plain = DASHES.sub("-", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return OTHER_DIGITS.sub(lambda match: str(unicodedata.decimal(match[0])), plain)


def traces(text: str, *, region: str = "NL", spare: frozenset[str] = frozenset()) -> tuple[Trace, ...]:
    """Return the traces in a legible text, in order of place.

    `region` is the country whose national telephone numbers are read; international ones always are.
    Numbers that catalogue a publication (ISBN, DOI) are no trace, nor is what stands in an address
    on a catalogue's host or on one of `spare` (those of the article's own sources).
    """
    text = _blank_publications(text, spare | CATALOGUES)
    found = [Trace(Kind.BIRTH_DATE, start, end, date) for start, end, date in births(text)]
    numbers: list[tuple[int, int]] = []
    # What is looked for here never runs across the ¶ by which `page` sets the parts of a page apart.
    for start, end in (match.span() for match in STRETCH.finditer(text)):
        if AT_SIGN.search(text, start, end):
            found += _emails(text, start, end)
        if FOUR_DIGITS.search(text, start, end):
            numbers.append((start, end))
            found += _addresses(text, start, end)
    if MANY_DIGITS.search(text):
        calls = [call for span in numbers for call in _calls(text, *span, region)]
        found += [call for call, private in calls if private]
        found += _bsns(text, numbers, [call for call, _ in calls])
    return tuple(sorted(found, key=lambda trace: (trace.start, trace.kind)))


def _blank_publications(text: str, hosts: frozenset[str]) -> str:
    def blank(match: re.Match[str]) -> str:
        host = match["host"].lower()
        same = any(host == known or host.endswith("." + known) for known in hosts)
        return "§" * len(match[0]) if same else match[0]

    text = ADDRESS_IN_TEXT.sub(blank, text)
    if not _has(text, CATALOGUE_SIGNS):
        return text
    return CATALOGUED.sub(lambda match: "§" * len(match[0]), text)


def _has(text: str, signs: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(sign in lower for sign in signs)


def _emails(text: str, start: int, end: int) -> Iterator[Trace]:
    for match in EMAIL.finditer(text, start, end):
        key = f"{match['name']}@{match['domain']}".lower()
        yield Trace(Kind.EMAIL, match.start(), match.end(), key)


def _addresses(text: str, start: int, end: int) -> Iterator[Trace]:
    for match in POSTCODE.finditer(text, start, end):
        letters = match["letters"]
        if letters.upper() in NEVER_POSTCODE or letters in NO_POSTCODE:
            continue
        house = HOUSE.search(text, max(0, match.start() - 24), match.start())
        if house:
            key = f"{match['digits']}{letters.upper()} {house['number']}"
            yield Trace(Kind.ADDRESS, house.start(), match.end(), key)


def _calls(text: str, start: int, end: int, region: str) -> Iterator[tuple[Trace, bool]]:
    """Yield the telephone numbers between `start` and `end`, and whether each may be a person's own."""
    for first, last, key, private in _numbers(text[start:end], region):
        yield Trace(Kind.PHONE, start + first, start + last, key), private


@lru_cache(maxsize=256)  # the practice's own stand on every page
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


def _bsns(text: str, numbers: list[tuple[int, int]], calls: list[Trace]) -> Iterator[Trace]:
    from stdnum.nl import bsn

    starts = [call.start for call in calls]
    found = [match for span in numbers for match in NINE.finditer(text, *span)]
    if _has(text, EIGHT_SIGNS):
        found += EIGHT.finditer(text)
    for match in found:
        start, end = match.span("number")
        digits = re.sub(r"\D", "", match["number"]).zfill(9)
        if not (_grouped_as_bsn(text, start, end) and bsn.is_valid(digits)):
            continue
        before = bisect_right(starts, start) - 1
        # The last nine digits of a telephone number are no second trace.
        if before < 0 or calls[before].end < end or calls[before].end - calls[before].start <= end - start:
            yield Trace(Kind.BSN, start, end, digits)


def _grouped_as_bsn(text: str, start: int, end: int) -> bool:
    """Tell whether nine digits are written as one number: one kind of separator, no odd groups."""
    number = text[start:end]
    separators = {sign for sign in number if not sign.isdigit()}
    if not separators:
        return True
    if len(separators) > 1:
        return False
    (separator,) = separators
    sizes = [len(group) for group in number.split(separator)]
    longer = separator != " " and (
        re.search(rf"\d{re.escape(separator)}$", text[max(0, start - 2) : start])
        or re.match(rf"{re.escape(separator)}\d", text[end : end + 2])
    )
    return not longer and (min(sizes) >= 2 or max(sizes) == 1)
