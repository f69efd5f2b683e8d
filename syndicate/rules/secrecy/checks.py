"""Checks: whether what a pattern found is one, and its value in one way of writing.

Each returns None where it is none, and "" for what is nobody's own (a public telephone number): such a
stretch is no trace, and no part of another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from syndicate.rules.secrecy.table import table

Groups = Mapping[str, str | None]
AMOUNT = re.compile(r"\+ ?\d{1,3}(?:\.\d{3})+")
YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d(?: ?[-/] ?(?:19|20)\d\d)?|\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d")
POSTCODE = re.compile(r"(\d{4})[ _-]?([A-Za-z]{2})")
AT = re.compile(
    r"%40|&#64;|&#x40;|&commat;"
    r"|[ _-]{0,3}[\[({<]? ?(?:@|apenstaart(?:je)?|aapje|(?<![^\W\d_])at(?![^\W\d_])) ?[\])}>]?[ _-]{0,3}",
    re.IGNORECASE,
)
DOT = re.compile(r" ?[\[({<] ?(?:dot|punt|\.) ?[\])}>] ?| (?:dot|punt) | ?\. ?", re.IGNORECASE)


def bsn11(value: str, _: Groups) -> str | None:
    """Return a citizen service number that passes its eleven-test; eight digits have lost a zero."""
    from stdnum.nl import bsn

    digits = _digits(value).zfill(9)
    return digits if bsn.is_valid(digits) else None


def called(value: str, _: Groups) -> str:
    """Return a number that a word beside it calls a citizen service number, also where a digit is wrong."""
    return _digits(value).zfill(9)


def compact(value: str, _: Groups) -> str:
    """Return a value without what stands between its letters and digits."""
    return re.sub(r"[^A-Za-z0-9]", "", value).upper()


def iban97(value: str, _: Groups) -> str | None:
    """Return a bank account number (ISO 13616): its country's length and mod 97."""
    from stdnum import iban

    number = compact(value, {})
    return number if iban.is_valid(number, check_country=False) else None


def numbered(value: str, _: Groups) -> str | None:
    """Return a number that a word beside it calls a patient's or an insured person's."""
    letters = re.match("([A-Za-z]+) ", value)
    # Beside "patient number", a word in small letters is a word, and a year alone or a day is just that.
    if (letters and not letters[1].isupper()) or YEAR_OR_DAY.fullmatch(value):
        return None
    return compact(value, {})


def unlabelled(value: str, groups: Groups) -> str | None:
    """Return a number after "patient" or "policy" alone; a citizen service number there is called that."""
    digits = _digits(value)
    is_bsn = len(digits) == 9 and bsn11(digits, groups)
    return None if is_bsn else numbered(value, groups)


def date(value: str, _: Groups) -> str | None:
    """Return a date of birth; nobody born before 1900 is anybody's patient (Florence Nightingale)."""
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", value)]
    return value.lower() if not years or years[0] >= 1900 else None


def email(value: str, _: Groups) -> str | None:
    """Return an e-mail address with its signs, however they were written."""
    name, _at, host = AT.sub("@", value, count=1).partition("@")
    return f"{name}@{DOT.sub('.', host)}".lower().replace(" ", "")


def postcode(value: str, groups: Groups) -> str | None:
    """Return a Dutch postcode with a house number, but for a unit or a word after an ordinary number."""
    written = POSTCODE.findall(value)
    letters = next((two for digits, two in written if digits == groups["digits"]), "")
    if letters.upper() in table().never_postcode or letters in table().words_after_numbers:
        return None
    return f"{groups['digits']}{letters.upper()} {groups['house']}"


def street(value: str, groups: Groups) -> str | None:
    """Return the street's last word and the house number."""
    house = groups.get("house") or ""
    named = groups.get("street") or (value.partition(house)[0] if house else value)
    words = re.findall(r"[^\W\d_]+", named.lower())
    return f"{words[-1]} {house}" if words else None


def phone(value: str, _: Groups) -> str | None:
    """Return a telephone number as +31612345678, "" if it is public; six or seven digits stay as they are."""
    if AMOUNT.fullmatch(value):
        return None
    plain = re.sub(r"nul[ -]?zes", "06", value.replace("(0)", ""), flags=re.IGNORECASE)
    digits = _digits(re.sub("[Oo]", "0", plain))
    if plain.startswith("+"):
        key = f"+{digits}"
    elif digits.startswith("00"):
        key = f"+{digits[2:]}"
    elif digits.startswith("31") and len(digits) == 11:
        key = f"+{digits}"
    elif digits.startswith("0") or len(digits) == 9:
        key = f"+31{digits.removeprefix('0')}"
    else:
        return digits if not digits.startswith("116") else ""
    key = key.replace("+310", "+31", 1)
    return "" if table().public_phones.search(key) else key


def spelled(value: str, groups: Groups) -> str | None:
    """Return a telephone number of which digits are written as words; tens count as two digits."""
    words = table().digit_words
    parts = re.findall(r"[^\W\d_]+|\d+", value.lower())
    size = sum(1 if part in words else len(part) if part.isdigit() else 2 for part in parts)
    if not 8 <= size <= 11:
        return None
    if all(part in words or part.isdigit() for part in parts):
        return phone("".join(words.get(part, part) for part in parts), groups)
    return " ".join(parts)


def plate(value: str, _: Groups) -> str | None:
    """Return a number plate, unless its letters are a word or a code of medicine."""
    groups = re.findall("[A-Za-z]+", value)
    if any((group if group.isupper() else group.lower()) in table().no_plate for group in groups):
        return None
    return compact(value, {})


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def grouped_as_one(text: str, start: int, end: int) -> bool:
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


CHECKS: Mapping[str, Callable[[str, Groups], str | None]] = {
    "bsn11": bsn11,
    "called": called,
    "compact": compact,
    "iban97": iban97,
    "numbered": numbered,
    "unlabelled": unlabelled,
    "date": date,
    "email": email,
    "postcode": postcode,
    "street": street,
    "phone": phone,
    "spelled": spelled,
    "plate": plate,
}
