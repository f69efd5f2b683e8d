"""Cases: somebody without a name whom others can still recognise (KNMG 2011: an anonymous case can harm too).

Seen by what such stories are made of: one definite person, care, and something that few share: a trade with a
place, an age with a place, being the only one, a neighbour, kin of somebody known, an event, initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.rules.secrecy import features
from syndicate.rules.secrecy.bodily import bodily_in, bodily_key
from syndicate.rules.secrecy.care import in_care
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.lexicon import fold
from syndicate.rules.secrecy.reading import Reading, read
from syndicate.rules.secrecy.someone import AGE, NEIGHBOURS, ONLY, PERSONS, RELATIVES, is_trade
from syndicate.rules.secrecy.told import MENDING, WHEN, confirms, helped, lately, of_the_year, rare
from syndicate.rules.secrecy.trace import Trace
from syndicate.rules.secrecy.words import Form, Word

TITLED = (
    r"(?:[Mm]w|[Dd]hr|[Mm]evr|[Mm]evrouw|[Mm]eneer|[Mm]rs?|[Mm]s|[Pp]atiënte?|[Pp]atient|[Cc]liënte?|[Cc]lient|"
    r"[Cc]asus|[Cc]ase)"
)
INITIALS = re.compile(
    rf"\b{TITLED}\b[.:]? {{0,2}}(?:[a-z]\. ?){{0,3}}(?:[A-Z]\.){{1,3}}(?! ?[A-Z][a-z])"
    r"|\b(?:[A-Z]\.){1,3} ?\(\d{1,3}\)|\b(?:[A-Z]\.){2,3}, "
    r"|(?<![\w.])(?!(?:[BN]\.V|U\.S|P\.S|T\.a\.v|M\.b\.v|I\.v\.m|O\.a)\.)[A-Z]\.(?: ?[a-z]\.){0,3} ?[A-Z]\."
    r"(?= (?:\(|uit|van|kwam|kreeg|had|heeft|slikt|is|was|belde|from|has|came|takes)\b)"
)
# meisje-17-dorp-anorexia.docx
AGED_IN_NAME = re.compile(r"(?:^|[-_/ ])([^\W\d_]+)[-_ ]\d{1,2}[-_ ]")
SLUG = re.compile(r"[^\s]+-[^\s]+-[^\s]+")
LONGEST = 120  # words in a sentence that can be told of one person
CLOSE = NEIGHBOURS | RELATIVES | ONLY


def cases(text: str, known: Known) -> Iterator[Trace]:
    """Yield the traceable cases in a legible text (CASE), at most one a sentence."""
    slug = SLUG.fullmatch(text.strip()) is not None
    if _aged_in_name(text.strip()):
        yield Trace(Kind.CASE, 0, len(text), "")
        return
    reading = read(text.replace("-", " ") if slug else text)
    for number, sentence in reading.sentences.items():
        if len(sentence) <= LONGEST and _Sentence(reading, number, known, slug).traceable():
            yield Trace(Kind.CASE, sentence[0].start, sentence[-1].end, "")


def _aged_in_name(text: str) -> bool:
    """Tell whether a file's name tells of somebody's age and ailment."""
    if text.count("-") + text.count("_") < 2 or len(text.split(None, 1)) != 1:
        return False
    aged = any(fold(found[1]) in PERSONS | RELATIVES for found in AGED_IN_NAME.finditer(text))
    return aged and any(bodily_key(fold(part)) for part in re.split(r"[\W\d_]+", text) if part)


def _somebody(row: list[Word], at: int) -> bool:
    """Tell whether a person or a trade stands for somebody without a name: no burgemeester Van Dijk."""
    word = row[at]
    if word.key in PERSONS:
        return True
    named = at + 1 < len(row) and row[at + 1].form is Form.CAPITAL and row[at + 1].gap == " "
    return not named and (word.form is not Form.CAPITAL or word.fresh)


class _Sentence:
    """One sentence, and `heads`: the places of the words for somebody in it."""

    def __init__(self, reading: Reading, number: int, known: Known, slug: bool) -> None:
        self.reading, self.number, self.known, self.slug = reading, number, known, slug
        self.row, self.stretch = reading.sentences[number], reading.stretch(number)
        self.keys = {word.key for word in self.row}
        told = (at for at, word in enumerate(self.row) if word.key in PERSONS or is_trade(word.key))
        self.heads = [at for at in told if _somebody(self.row, at)]

    def traceable(self) -> bool:
        """Tell whether somebody can be recognised in it: by what it says to them, or says of them."""
        if confirms(self.stretch, self.keys) or self._patient():
            return True
        one = [at for at in self.heads if features.one(self.row, at)]
        if one and (features.mishap(self.row, self.stretch) or helped(self.stretch)):
            return True
        if not self.heads and self.keys.isdisjoint(CLOSE) and not any(map(AGE.fullmatch, self.keys)):
            return rare(self.stretch, self.keys) and self._of_care()
        return self._of_care() and (rare(self.stretch, self.keys) or self._close() or self._told_of(one))

    def _patient(self) -> bool:
        """Tell whether somebody is shown by initials, as a patient of late, or by an office of the year."""
        if Form.INITIAL in [word.form for word in self.row] and INITIALS.search(self.stretch):
            return True
        return lately(self.stretch, self.keys) or (of_the_year(self.stretch) and bodily_in(self.row))

    def _of_care(self) -> bool:
        if self.reading.care(self.number) or MENDING.search(self.stretch):
            return True
        return any(self.reading.somebody_in_care(near) for near in (self.number - 1, self.number + 1))

    def _close(self) -> bool:
        """Tell whether somebody near the writer or near somebody known is meant, or the only one."""
        row = self.row
        return features.only(row) or features.ours(row) or features.kin_of(row)

    def _told_of(self, one: list[int]) -> bool:
        row = self.row
        if features.aged(row, self.known):
            return True
        if any(features.placed(row, at, self.known, self.slug) for at in one):
            return True
        when = bool(one) and WHEN.search(self.stretch) is not None
        if any(features.known_event(row, at, when=when, slug=self.slug) for at in one):
            return True
        cared = bool(self.heads) and in_care(self.stretch)
        return any(
            features.definite_trade(row, at, cared=cared) or features.told_apart(row, at) for at in self.heads
        )
