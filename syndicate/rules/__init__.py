"""rules: what is asked of a source, a page and a post. Pure: findings in, findings out, no clock.

The rules run three times, on the source, on the built page and on the composed post, since each of
the three shows what the one before it cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from syndicate.limits import Limits
from syndicate.model import (
    NOTHING,
    Approval,
    Article,
    Calendar,
    Consent,
    Finding,
    Page,
    Person,
    Post,
    Severity,
    Status,
    Topic,
)
from syndicate.rules import (
    answer,
    care,
    coach,
    consent,
    frame,
    head,
    honest,
    note,
    outline,
    owed,
    review,
    review_days,
    secrecy,
    tone,
    trust,
)
from syndicate.rules import overrides as exceptions
from syndicate.rules import page as pages
from syndicate.rules import post as posts
from syndicate.rules.blog import gather, on_pages, soften
from syndicate.rules.handbook import handbook as page_of_rules
from syndicate.rules.owed import on_site
from syndicate.rules.rule import Rule, Stops
from syndicate.rules.secrecy.kinds import REVIEWED, Kind
from syndicate.rules.secrecy.kinds import RULES as SECRECY
from syndicate.rules.secrecy.known import Known, Second, vouch
from syndicate.rules.secrecy.marks import Mark, Memory
from syndicate.rules.secrecy.standing import NOBODY, Standing, standing
from syndicate.rules.secrecy.visible import legible

_UNREAD = frozenset({note.UNREAD.code, review_days.LAST_REVIEWED.code})
__all__ = [
    "Kind",
    "Known",
    "Mark",
    "Memory",
    "Rule",
    "Second",
    "Standing",
    "Stops",
    "catalogue",
    "gather",
    "handbook",
    "has_person",
    "hidden",
    "identifiers",
    "names_in",
    "on_answer",
    "on_calendar",
    "on_page",
    "on_pages",
    "on_people",
    "on_post",
    "on_site",
    "on_source",
    "on_topic",
    "on_words",
    "override",
    "seconded",
    "secret",
    "soften",
    "standing",
    "teaser_lengths",
    "unread",
    "vouch",
]

_CATALOGUE = (
    *SECRECY.values(),
    *consent.RULES,
    *trust.RULES,
    *care.RULES,
    *review.RULES,
    *note.RULES,
    *frame.RULES,
    *honest.RULES,
    *tone.RULES,
    *coach.RULES,
    *outline.RULES,
    *pages.RULES,
    *head.RULES,
    *owed.RULES,
    *posts.RULES,
    *answer.RULES,
    *exceptions.RULES,
)
_BY_CODE = {rule.code: rule for rule in _CATALOGUE}
NO_CONSENTS: Mapping[str, Consent] = MappingProxyType({})


def catalogue() -> tuple[Rule, ...]:
    """Return every rule, family by family."""
    return _CATALOGUE


def handbook() -> str:
    """Return the catalogue as the Markdown page that docs/rules.md is."""
    return page_of_rules(_CATALOGUE)


def on_source(
    article: Article,
    *,
    people: Mapping[str, Person],
    known: Known,
    today: date,
    approvals: tuple[Approval, ...] = (),
    consents: Mapping[str, Consent] = NO_CONSENTS,
    require_approval: bool = False,
    language: str = "",
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules see in an article as it is written, before any exception is applied.

    `today` is the practice's own day. A draft hears all but secrecy as advice; a withdrawn article is
    only searched for what its notice still shows. `approvals` are the article's own;
    `require_approval` adds `trust.approval`, a warning that holds back the posts and not the page, as
    `trust.language` does for a translation. `language` is the site's, where its people.toml says who reads
    what: then a text in another one that no author reads waits as a translation does. `memory` keeps what
    was seen of a text, so that it need not be looked at again.
    """
    stands = standing(article, people=people, approvals=approvals, consents=consents, today=today)
    secret = secrecy.on_source(article, known, stands, memory)
    if article.status is Status.WITHDRAWN:
        return secrecy.hide(secret, known, memory)
    if article.note:
        around = (
            *trust.on_note(article, people),
            *note.on_source(article, people, approvals=approvals, language=language),
            *tone.on_note(article),
        )
    else:
        around = (
            *trust.on_source(article, people),
            *care.on_source(article),
            *review.on_source(
                article,
                people,
                today=today,
                approvals=approvals,
                require_approval=require_approval,
                language=language,
            ),
            *frame.on_source(article),
            *outline.on_source(article),
            *tone.on_source(article),
        )
    asked = (
        *consent.on_source(article, consents, today),
        *around,
        *exceptions.on_source(article, people, _BY_CODE),
        *honest.on_source(article),
        *(() if secret else coach.on_source(article)),
    )
    if article.status is Status.DRAFT:
        asked = tuple(replace(finding, severity=Severity.ADVICE) for finding in asked)
    return secrecy.hide((*secret, *asked), known, memory)


def on_topic(topic: Topic, *, known: Known, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Return what may identify a patient in the words that stand above the articles of a topic."""
    return secrecy.hide(tuple(secrecy.on_topic(topic, known, memory)), known, memory)


def on_calendar(calendar: Calendar, *, known: Known, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Return what may identify a patient in the names of events and the reasons for quiet days."""
    return secrecy.hide(tuple(secrecy.on_calendar(calendar, known, memory)), known, memory)


def on_people(
    people: Iterable[Person], *, known: Known, file: str, memory: Memory | None = None
) -> tuple[Finding, ...]:
    """Return what may identify a patient in what people.toml (`file`) says of the staff."""
    return secrecy.hide(tuple(secrecy.on_people(people, known, file, memory)), known, memory)


def on_words(
    text: str, *, known: Known, place: str = "words", file: str = "", memory: Memory | None = None
) -> tuple[Finding, ...]:
    """Return what may identify a patient in words that stand in no article: a page's source, a reply.

    `place` says what they are: "page", "picture" (a file name), "consents", else "words". The block level
    is an error; the review level, which nobody can sign for here, a warning. No finding quotes anything.
    """
    return secrecy.hide(tuple(secrecy.on_words(place, text, known, file, memory)), known, memory)


def on_answer(text: str, *, known: Known, file: str) -> tuple[Finding, ...]:
    """Return what stops an answer to what somebody wrote, a name too: nobody can sign for it."""
    return (*answer.on_answer(text, file), *on_words(text, known=known, file=file))


def on_page(
    page: Page, *, known: Known, standing: Standing = NOBODY, memory: Memory | None = None
) -> tuple[Finding, ...]:
    """Return what the rules see in a built page; lines are those of its HTML.

    `standing` is its article's: what was let pass there asks nothing here.
    """
    return secrecy.hide((*head.on_page(page), *pages.on_page(page, known, standing, memory)), known, memory)


def on_post(post: Post, limits: Limits, *, known: Known, standing: Standing = NOBODY) -> tuple[Finding, ...]:
    """Return what the rules see in a composed post; its key is the findings' subject."""
    return secrecy.hide(tuple(posts.on_post(post, limits, known, standing)), known)


def seconded(finding: Finding) -> bool:
    """Tell whether a finding waits for a second person, who lets it pass by `approve --role secrecy`."""
    return secrecy.seconded(finding)


def unread(finding: Finding) -> bool:
    """Tell whether nobody but its author has read a note or a new article; to a blog that is mere advice."""
    return finding.code in _UNREAD and finding.severity is not Severity.ADVICE and not finding.overridden


def secret(finding: Finding) -> bool:
    """Tell whether a finding is about people who could be known, with or without their consent."""
    return finding.code.startswith(("secrecy.", "consent."))


def names_in(article: Article, *, known: Known) -> frozenset[str]:
    """Return hashes of the names that a second person lets pass with exactly this article."""
    return secrecy.names_in(article, known)


def hidden(name: str, *, known: Known) -> str:
    """Return a file name, uid or key as it may be shown: with "…" where it could point at a person."""
    return secrecy.hidden(name, known)


def teaser_lengths(
    article: Article, limits_by_account: Mapping[str, Limits], *, networks: Mapping[str, str] = NOTHING
) -> tuple[Finding, ...]:
    """Return where the author's own teasers, with a link, are too long: on which account, by how much.

    `networks` names the network of an account where the two differ, for teasers that are meant for
    one network. Warnings: the post itself is composed to fit, or refused by `post.too-long`.
    """
    return tuple(posts.teaser_lengths(article, limits_by_account, networks))


def override(findings: tuple[Finding, ...], overrides: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings, those that a named person lets pass marked with "name: reason".

    Only rules that allow it yield, and only to a name with a reason; all else stays as it is.
    """
    return exceptions.apply(findings, overrides, _BY_CODE)


def identifiers(text: str, *, known: Known) -> tuple[Kind, ...]:
    """Return the kinds of the block level in a text that is written down for good, such as a reason."""
    return tuple(kind for kind in _kinds(text, known) if kind not in REVIEWED)


def has_person(text: str, *, known: Known) -> bool:
    """Tell whether a text names somebody whom the practice does not know, or tells so much that one would.

    A name that was once let pass in an article is asked about again: elsewhere nobody said yes to it.
    """
    known = replace(known, remembered=frozenset())
    return not {Kind.NAME, Kind.NAME_CARE, Kind.CASE}.isdisjoint(_kinds(text, known))


def _kinds(text: str, known: Known) -> tuple[Kind, ...]:
    return tuple(trace.kind for trace in secrecy.signs(legible(text), known))
