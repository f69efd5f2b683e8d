"""A rule as data: its code, its weight, and the words in which it speaks to a clinician."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from syndicate.model import Article, Finding, Severity, Words

Fact = str | int | Words


class Stops(StrEnum):
    """What a finding holds back: nothing, only the posts, or the page with its posts."""

    NOTHING = "nothing"
    POSTS = "posts"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for. `code` is stable and starts with its family.

    `checks` says what is asked, `said` and `mend` what the author reads ({facts} are filled in),
    `source` where the rule comes from. `overridable` rules yield to a named person's reason;
    `posts_only` rules never hold back the page; `second_person` ones yield to the approval of somebody else.
    """

    code: str
    severity: Severity
    checks: Words
    said: Words
    mend: Words
    source: str
    overridable: bool = False
    posts_only: bool = False
    second_person: bool = False

    @property
    def family(self) -> str:
        """Return the first part of the code: secrecy, trust, tone, plain, page, post or override."""
        return self.code.partition(".")[0]

    @property
    def stops(self) -> Stops:
        """Return what a finding of this rule holds back."""
        if self.posts_only:
            return Stops.POSTS
        return Stops.ARTICLE if self.severity is Severity.ERROR else Stops.NOTHING

    def finding(self, file: str, line: int, subject: str, **facts: Fact) -> Finding:
        """Return what this rule saw at `file`:`line` of `subject`."""
        said = Words(*(_fill(self.said.of(lang), lang, facts) for lang in ("nl", "en")))
        mend = Words(*(_fill(self.mend.of(lang), lang, facts) for lang in ("nl", "en")))
        return Finding(self.code, self.severity, said, mend, file, line, subject)

    def on(self, article: Article, field: str, index: int | None = None, **facts: Fact) -> Finding:
        """Return what this rule saw in a front-matter field, or in one item of a list field."""
        return self.finding(article.file, line_of(article, field, index), article.ref, **facts)


def line_of(article: Article, field: str, index: int | None = None) -> int:
    """Return the line of a field; of its item `index` where the reader of the file knows it."""
    return article.lines.get(f"{field}.{index}", article.line(field))


def _fill(sentence: str, lang: str, facts: dict[str, Fact]) -> str:
    return sentence.format(**{k: v.of(lang) if isinstance(v, Words) else v for k, v in facts.items()})
