"""Look: from signs in a piece of text to findings that say where and what, never which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from syndicate.model import Finding
from syndicate.rules.rule import Rule
from syndicate.rules.secrecy.kinds import RULES, TOLD, UNCOVERED, Kind
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.marks import Memory
from syndicate.rules.secrecy.pieces import PLACES, Piece
from syndicate.rules.secrecy.sight import NO_HOSTS, marks
from syndicate.rules.secrecy.standing import NOBODY, Standing


@dataclass(frozen=True, slots=True)
class Look:
    """Looks at pieces of one file: with a subject its findings hold that back, and may be let pass.

    Without one nobody can sign for the words; then the review level is told as a warning.
    """

    known: Known
    file: str
    subject: str = ""
    spare: frozenset[str] = NO_HOSTS
    standing: Standing = NOBODY
    memory: Memory | None = None

    def __call__(self, *pieces: Piece) -> Iterator[Finding]:
        """Yield one finding a line and kind for the signs in these pieces that are not the practice's own."""
        yield from (finding for finding, _ in self.with_places(*pieces))

    def with_places(self, *pieces: Piece) -> Iterator[tuple[Finding, str]]:
        """Yield the findings, each with the place of its piece."""
        seen = (
            (pieces[index], kind, offset)
            for index, kind, offset, _ in marks(pieces, self.known, self.spare, self.memory)
        )
        for piece, kind, offset in dict.fromkeys(seen):
            rule = self._rule(kind)
            found = rule.finding(self.file, piece.line + offset, self.subject, place=PLACES[piece.place])
            passed = self.standing.note if rule.second_person else ""
            yield replace(found, overridden=passed), piece.place

    def _rule(self, kind: Kind) -> Rule:
        if kind is Kind.NAME_CARE and self.standing.consents is not None:
            return UNCOVERED
        return RULES[kind] if self.subject else TOLD.get(kind, RULES[kind])
