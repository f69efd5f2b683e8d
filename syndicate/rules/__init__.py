"""rules: what is asked of a source, a page and a post. Pure: findings in, findings out, no clock.

The rules run three times, on the source, on the built page and on the composed post, since each of
the three shows what the one before it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from syndicate.limits import Limits
from syndicate.model import (
    NOTHING,
    Approval,
    Article,
    Calendar,
    Finding,
    Page,
    Person,
    Post,
    Practice,
    Severity,
    Status,
    Topic,
)
from syndicate.rules import overrides as exceptions
from syndicate.rules import page as pages
from syndicate.rules import plain, review, secrecy, tone, trust
from syndicate.rules import post as posts
from syndicate.rules.blog import gather, on_pages, soften
from syndicate.rules.handbook import handbook as page_of_rules
from syndicate.rules.rule import Rule, Stops
from syndicate.rules.traces import Kind, legible

__all__ = [
    "Kind",
    "Rule",
    "Stops",
    "catalogue",
    "gather",
    "handbook",
    "identifiers",
    "on_calendar",
    "on_page",
    "on_pages",
    "on_post",
    "on_source",
    "on_topic",
    "override",
    "soften",
    "teaser_lengths",
]

_CATALOGUE = (
    *secrecy.RULES.values(),
    *trust.RULES,
    *review.RULES,
    *tone.RULES,
    *plain.RULES,
    *pages.RULES,
    *posts.RULES,
    *exceptions.RULES,
)
_BY_CODE = {rule.code: rule for rule in _CATALOGUE}


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
    practice: Practice,
    today: date,
    approvals: tuple[Approval, ...] = (),
    require_approval: bool = False,
    language: str = "",
) -> tuple[Finding, ...]:
    """Return what the rules see in an article as it is written, before any exception is applied.

    `today` is the practice's own day. A draft hears all but secrecy as advice; a withdrawn article is
    only searched for what its notice still shows. `approvals` are the article's own;
    `require_approval` adds `trust.approval`, a warning that holds back the posts and not the page, as
    `trust.language` does for a translation. `language` is the site's, where its people.toml says who reads
    what: then a text in another one that no author reads waits as a translation does.
    """
    secret = secrecy.on_source(article, practice)
    if article.status is Status.WITHDRAWN:
        return secrecy.hide(secret, practice)
    asked = (
        *trust.on_source(article, people),
        *review.on_source(
            article,
            people,
            today=today,
            approvals=approvals,
            require_approval=require_approval,
            language=language,
        ),
        *exceptions.on_source(article, people, _BY_CODE),
        *tone.on_source(article),
        *plain.on_source(article),
    )
    if article.status is Status.DRAFT:
        asked = tuple(replace(finding, severity=Severity.ADVICE) for finding in asked)
    return secrecy.hide((*secret, *asked), practice)


def on_topic(topic: Topic, *, practice: Practice) -> tuple[Finding, ...]:
    """Return what may identify a patient in the words that stand above the articles of a topic."""
    return secrecy.hide(tuple(secrecy.on_topic(topic, practice)), practice)


def on_calendar(calendar: Calendar, *, practice: Practice) -> tuple[Finding, ...]:
    """Return what may identify a patient in the names of events and the reasons for quiet days."""
    return secrecy.hide(tuple(secrecy.on_calendar(calendar, practice)), practice)


def on_page(page: Page, *, practice: Practice) -> tuple[Finding, ...]:
    """Return what the rules see in a built page; lines are those of its HTML."""
    return secrecy.hide(tuple(pages.on_page(page, practice)), practice)


def on_post(post: Post, limits: Limits, *, practice: Practice) -> tuple[Finding, ...]:
    """Return what the rules see in a composed post; its key is the findings' subject."""
    return secrecy.hide(tuple(posts.on_post(post, limits, practice)), practice)


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


def identifiers(text: str, *, practice: Practice) -> tuple[Kind, ...]:
    """Return the kinds of traces of a person in a text that is written down for good, such as a reason."""
    return tuple(trace.kind for trace in secrecy.foreign(legible(text), practice))
