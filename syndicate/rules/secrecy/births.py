"""Dates of birth in a text: a date beside a word of birth, in the languages that practices write in."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october"
    "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    "|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    "|يناير|فبراير|مارس|[أإ]بريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
    "|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين (?:الأول|الثاني)|كانون الأول"
    "|jan|feb|mrt|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)
DATE = (
    r"(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}"
    r"|\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}'?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:e|st|nd|rd|th)?[- ](?:{MONTHS})[.,]?[- ]'?(?:\d{{4}}|\d{{2}})"
    rf"|(?:{MONTHS})\.?[- ]\d{{1,2}}(?:st|nd|rd|th)?,?[- ]\d{{4}})(?!\d)"
)
BORN = re.compile(
    r"(?<![^\W_])(?:geboren|geboortedatum|geb\.? ?dat(?:um)?|geb|born|birth ?date|date of birth|dob"
    r"|doğum tarihi|urodzon[yae]|data urodzenia|ur|تاريخ الميلاد|مواليد|مولود[ةه]?|ولدت?)"
    r"[\s.:,*_(-]{1,6}(?:(?:te|in|w) [^\W\d_][\w' -]{1,40}[, -]{1,2})?"
    rf"(?:(?:op|on|is|was|d\.d\.|dnia|w dniu|في|يوم)[\s:*_-]{{1,4}})?(?P<date>{DATE})"
    r"(?!\s{1,3}(?:of|or) (?:later|eerder|daarna|daarvoor|earlier|after|before))",
    re.IGNORECASE,
)
BORN_AFTER = re.compile(
    rf"(?<![^\W_])(?:op|on)[ -](?P<date>{DATE})[ ,-]{{1,2}}(?:\w{{1,20}}[ -])?(?:geboren|born)(?![^\W_])",
    re.IGNORECASE,
)
BORN_AFTER_TURKISH = re.compile(
    rf"(?<!\d)(?P<date>{DATE})[ ,-]{{1,2}}(?:\w{{1,20}}[ -])?doğ(?:umlu|du|an|muş)", re.IGNORECASE
)
# Without one of these the slow patterns have nothing to find. None holds an i: ignoring case, that
# letter has more forms than lower() makes one.
SIGNS = ("geb", "born", "rth", "dob", "doğ", "urodz", "ur.", "ميلاد", "مواليد", "مولود", "ولد")


def births(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and date of each date of birth in a legible text, but for people long dead."""
    lower = text.lower()
    if not any(sign in lower for sign in SIGNS):
        return
    for pattern in (BORN, BORN_AFTER, BORN_AFTER_TURKISH):
        for match in pattern.finditer(text):
            years = [int(year) for year in re.findall(r"\d{4}", match["date"])]
            # Nobody born before 1900 is anybody's patient: Florence Nightingale may be named.
            if not years or years[0] >= 1900:
                yield match.start(), match.end(), match["date"].lower()
