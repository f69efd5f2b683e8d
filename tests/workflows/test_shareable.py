"""What may be shared: what rules and people say of an article, the weightiest word first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.model import EntryKind, Finding, Severity, Status, Words
from syndicate.rules.secrecy.kinds import SECONDED
from syndicate.workflows.outlook import ALONE, WHY, lanes, shareable
from syndicate.workflows.way import entry, open_way

REF, FILE = "hoofdpijn/nl", "content/articles/hoofdpijn.md"
NAME = sorted(SECONDED)[0]
NOTHING = Words("", "")


@pytest.fixture
def way(practice, plugged):
    practice.accounts("a", "b")
    return open_way(practice.root, environ=practice.environ)


def said(code, severity=Severity.ERROR, subject=REF, overridden=""):
    return Finding(code, severity, NOTHING, NOTHING, FILE, 1, subject, overridden)


def warned(code, **more):
    return said(code, Severity.WARNING, **more)


def split(way, *findings, **changes):
    """Say of both articles and accounts what keeps one from the other; `changes` are made in hoofdpijn."""
    articles = [replace(a, **changes) if a.ref == REF else a for a in way.content.articles]
    free, skips = shareable(way, articles, findings)
    assert all(skip.why == WHY[skip.code] for skip in skips)
    return [a.uid for a in free], [(s.article.uid, s.account, s.code) for s in skips]


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ((said("a.b"),), "rule"),
        ((said("a.b", subject=FILE),), "rule"),
        ((warned("trust.approval"),), "rule"),
        ((warned("trust.language"),), "language"),
        *(((warned(code),), "original") for code in sorted(ALONE)),
        ((said(NAME),), "secrecy"),
        ((warned("trust.language"), warned(sorted(ALONE)[0])), "original"),
        ((said("a.b"), warned("trust.language"), warned(sorted(ALONE)[0])), "rule"),
        ((said("a.b"), said(NAME)), "secrecy"),
    ],
)
def test_a_finding_keeps_its_own_article_from_every_account_and_says_why(way, findings, code):
    assert split(way, *findings) == (["oorpijn"], [("hoofdpijn", "a", code), ("hoofdpijn", "b", code)])


@pytest.mark.parametrize(
    "finding",
    [
        warned("a.b"),
        warned(NAME),
        said("a.b", overridden="bram: het klopt"),
        said(NAME, overridden="bram: het klopt"),
        warned("trust.approval", overridden="bram: het klopt"),
        said("a.b", subject="elders/nl"),
    ],
)
def test_what_stops_nothing_keeps_nothing_back(way, finding):
    assert split(way, finding) == (["hoofdpijn", "oorpijn"], [])


def test_what_is_hidden_is_shared_nowhere_and_what_is_not_published_is_not_spoken_of(way):
    assert split(way, listed=False)[1] == [("hoofdpijn", "a", "hidden"), ("hoofdpijn", "b", "hidden")]
    assert split(way, warned("trust.language"), listed=False)[1][0] == ("hoofdpijn", "a", "language")
    assert split(way, said("a.b"), status=Status.DRAFT) == (["oorpijn"], [])


def test_what_a_person_holds_waits_by_article_and_by_account(way):
    assert [lane.account for lane in lanes(way)] == ["a", "b"]
    way.ledger.append(entry(way, EntryKind.HOLD, data={"scope": "account:b"}))
    assert split(way) == (["hoofdpijn", "oorpijn"], [("hoofdpijn", "b", "held"), ("oorpijn", "b", "held")])
    assert [lane.account for lane in lanes(way)] == ["a"]
    way.ledger.append(entry(way, EntryKind.HOLD, data={"scope": "article:hoofdpijn"}))
    free, skips = split(way, said(NAME))
    assert free == ["oorpijn"]
    assert skips == [("hoofdpijn", "a", "held"), ("hoofdpijn", "b", "held"), ("oorpijn", "b", "held")]
