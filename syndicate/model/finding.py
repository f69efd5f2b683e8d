"""What rules say, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops its article or post, the others never do."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence for people, in Dutch and in English."""

    nl: str
    en: str

    def of(self, lang: str) -> str:
        """Return the sentence in `lang`; every language but Dutch reads the English one."""
        return self.nl if self.lang_of(lang) == "nl" else self.en

    @staticmethod
    def lang_of(lang: str) -> str:
        """Return the language that a reader of `lang` gets: nl or en."""
        return "nl" if lang.partition("-")[0].lower() == "nl" else "en"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule saw: what, where, how bad, and what to do next.

    `said` never quotes a patient identifier; a secrecy finding names place and kind only.
    `subject` is the uid/lang of the article (or the key of the post) that it stops, "" for the site.
    `overridden` holds "name: reason" where a named person let it pass.
    """

    code: str
    severity: Severity
    said: Words
    mend: Words
    file: str = ""
    line: int = 0
    subject: str = ""
    overridden: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether this finding stops its subject."""
        return self.severity is Severity.ERROR and not self.overridden
