"""Traces: what in a text leads to one person. Recognised by form alone, never by guessing names.

The table says by which patterns; python-stdnum and libphonenumber check what they find. What one
recogniser found is blanked for the next, so that an account number holds no telephone number. Every
pattern is bounded: hostile text costs time in proportion to its length. Most of a text holds nothing that
a pattern could begin at: it is read only around what it needs (a digit, an @), its anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from syndicate.rules.secrecy.checks import CHECKS, grouped_as_one
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.phones import calls
from syndicate.rules.secrecy.table import Recogniser, table
from syndicate.rules.secrecy.trace import Trace

BLANK = "§"
BSN_DIGITS = 9
Span = tuple[int, int]
ADDRESS_IN_TEXT = re.compile(
    r"https?://(?P<host>[^\s<>\"'`()\[\]/:?#]{1,253})[^\s<>\"'`)\]]{0,2000}", re.IGNORECASE
)


def traces(text: str, *, region: str = "NL", spare: frozenset[str] = frozenset()) -> tuple[Trace, ...]:
    """Return the traces in a legible text, in order of place.

    `region` is the country whose national telephone numbers are read; international ones always are.
    Numbers that catalogue a publication (ISBN, DOI) are no trace, nor is what stands in an address
    on a catalogue's host or on one of `spare` (those of the article's own sources).
    """
    text = _without_publications(text, spare | table().hosts)
    low = lowered(text)
    anchored = lru_cache(maxsize=None)(partial(_anchored, low))
    around = lru_cache(maxsize=None)(lambda anchor, lead, tail: _around(anchored(anchor), lead, tail))
    found: list[Trace] = []
    called = False
    for recogniser in table().recognisers:
        if recogniser.kind is Kind.PHONE and not called:
            called = True
            new = tuple(_called(text, low, region))
            found += new
            text, low = _blanked(text, new), _blanked(low, new)
        spans = around(recogniser.anchor, recogniser.lead, recogniser.tail)
        if spans and recogniser.region in ("", region):
            new = tuple(_recognised(recogniser, text, low, spans))
            found += new
            text, low = _blanked(text, new), _blanked(low, new)
    # What has no key is nobody's own, and was only blanked.
    return tuple(sorted((t for t in found if t.key), key=lambda trace: (trace.start, trace.kind)))


def vouched(line: str, *, region: str = "NL") -> frozenset[str]:
    """Return the keys of the traces in a line, in every way that a text may shorten them."""
    found = {trace.key for trace in traces(line, region=region)}
    # beside "tel." a number goes without its area: six digits after 0345, seven after 030
    found |= {key[-size:] for key in found if key.startswith("+31") for size in (6, 7)}
    home = f"adres: {line}"
    for recogniser in table().recognisers:
        if recogniser.check == "street":
            everywhere = ((0, len(home)),)
            found |= {t.key for t in _recognised(recogniser, home, lowered(home), everywhere)}
    return frozenset(found)


def lowered(text: str) -> str:
    """Return a text in small letters, sign for sign: İ alone would become two."""
    return text.replace("İ", "I").lower()


def _blanked(text: str, new: Sequence[Trace]) -> str:
    """Return a text without these stretches, which lie in order."""
    if not new:
        return text
    parts, at = [], 0
    for trace in new:
        start = max(at, trace.start)
        parts += [text[at:start], BLANK * (trace.end - start)]
        at = max(at, trace.end)
    return "".join(parts) + text[at:]


def _anchored(low: str, anchor: re.Pattern[str]) -> tuple[Span, ...]:
    return tuple(match.span() for match in anchor.finditer(low))


def _around(anchors: Iterable[Span], lead: int, tail: int) -> tuple[Span, ...]:
    """Return the stretches of a text from `lead` signs before an anchor to `tail` after it."""
    spans: list[Span] = []
    first, last = 0, -1
    for start, end in anchors:
        if start - lead > last:
            if last >= 0:
                spans.append((first, last))
            first = max(0, start - lead)
        last = end + tail
    return (*spans, (first, last)) if last >= 0 else ()


def _matches(recogniser: Recogniser, text: str, low: str, spans: Iterable[Span]) -> Iterator[re.Match[str]]:
    read = text if recogniser.case else low
    for start, end in spans:
        if not recogniser.signs or any(low.find(sign, start, end) >= 0 for sign in recogniser.signs):
            yield from recogniser.pattern.finditer(read, start, end)


def _recognised(recogniser: Recogniser, text: str, low: str, spans: Iterable[Span]) -> Iterator[Trace]:
    check = CHECKS[recogniser.check]
    for match in _matches(recogniser, text, low, spans):
        start, end = match.span("value")
        if recogniser.check == "iban97":
            end = _end_of_iban(text, start, end)
        elif recogniser.check == "street":
            start = _start_of_word(text, start)
        digits = sum(sign.isdigit() for sign in text[start:end])
        if digits >= recogniser.least and _fits(recogniser, low, start, end):
            key = check(text[start:end], match.groupdict())
            if key is not None:
                yield Trace(recogniser.kind, start, end, key)


def _fits(recogniser: Recogniser, low: str, start: int, end: int) -> bool:
    """Tell whether what stands around a stretch lets it be a trace."""
    if recogniser.before and recogniser.before.search(low[max(0, start - 40) : start]):
        return False
    if recogniser.after and recogniser.after.match(low[end : end + 40]):
        return False
    around = low[max(0, start - recogniser.within) : end + recogniser.within]
    if recogniser.near and not recogniser.near.search(around):
        return False
    if recogniser.venue and _public(low, start, end):
        return False
    return not recogniser.shaped or grouped_as_one(low, start, end)


def _public(low: str, start: int, end: int) -> bool:
    """Tell whether an address is that of a place where everybody comes, and nobody is spoken of beside it."""
    said = re.split(r"(?<! st)[.!?;]\s|\n", low[max(0, start - 90) : start])[-1]  # het St. Antonius
    return bool(table().venue.search(said)) and not table().person.search(low[max(0, start - 90) : end + 60])


def _start_of_word(text: str, start: int) -> int:
    """Return where the word begins of which a pattern found the end (straat)."""
    least = max(0, start - 40)
    while start > least and (text[start - 1].isalpha() or text[start - 1] in "'’-"):
        start -= 1
    return start


def _end_of_iban(text: str, start: int, end: int) -> int:
    """Return where an account number ends: every country has one length, and a sentence goes on."""
    wanted = table().iban_lengths.get(text[start : start + 2].upper(), 0)
    for at in range(start, end):
        wanted -= text[at].isalnum()
        if not wanted:
            return at + 1 if not text[at + 1 : at + 2].isalnum() else start
    return start


def _called(text: str, low: str, region: str) -> Iterator[Trace]:
    bsn11 = CHECKS["bsn11"]
    for start, end, key, private in calls(text, region):
        # Beside a practice's name a landline is that practice's own.
        landline = re.match(r"\(?0[1-57]", low[start : start + 3])
        public = landline and table().practice_phone.search(low[max(0, start - 60) : start])
        digits = re.sub(r"\D", "", text[start:end])
        # Nine digits that pass the eleven-test are a citizen service number, also where they may be dialled.
        if len(digits) != BSN_DIGITS or not bsn11(digits, {}):
            yield Trace(Kind.PHONE, start, end, key if private and not public else "")


def _without_publications(text: str, hosts: frozenset[str]) -> str:
    def blank(match: re.Match[str]) -> str:
        host = match["host"].lower()
        same = any(host == known or host.endswith("." + known) for known in hosts)
        return BLANK * len(match[0]) if same else match[0]

    text = ADDRESS_IN_TEXT.sub(blank, text)
    for match in table().publications.finditer(lowered(text)):
        text = text[: match.start()] + BLANK * len(match[0]) + text[match.end() :]
    return text
