"""What content and rules say of the articles as they are written, and what of it stops a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from syndicate import rules
from syndicate.errors import ContentError
from syndicate.model import Approval, Finding, Status, Words
from syndicate.settings.tokens import secrets_in
from syndicate.workflows import outgoing, tokens
from syndicate.workflows.elsewhere import elsewhere
from syndicate.workflows.way.run import Way


def sources(way: Way, signed: Mapping[str, tuple[Approval, ...]]) -> tuple[Finding, ...]:
    """Return what content and rules say of the articles as they are written.

    Raises SettingsError where a configured secret stands in them.
    """
    outgoing.refuse_in_sources(way.settings)
    found = list(tokens.findings(way.settings))
    found += [masked(way, f) for f in way.content.findings]
    found.extend(elsewhere(way.settings, way.content, way.known, way.memory))
    named = {a.name: way.channels[a.name].limits for a in way.settings.accounts}
    networks = {name: channel.network for name, channel in way.channels.items()}
    for article in way.content.articles:
        seen = rules.on_source(
            article,
            people=way.content.people,
            known=way.known,
            today=way.today,
            approvals=signed.get(article.ref, ()),
            consents=way.content.consents,
            require_approval=way.settings.require_approval,
            language=way.settings.site_language,
            memory=way.memory,
        )
        seen = rules.override(seen, article.overrides)
        found.extend(rules.soften(seen) if way.settings.blog else seen)
        found.extend(rules.teaser_lengths(article, named, networks=networks))
    way.memory.keep()
    return rules.gather(found) if way.settings.blog else tuple(found)


def masked(way: Way, finding: Finding) -> Finding:
    """Return a finding about a field without the value it quotes, where that may be a patient's."""
    said = f"{finding.said.nl} {finding.said.en} {finding.mend.nl} {finding.mend.en}"
    if secrets_in(said):
        return replace(finding, said=MASKED_SECRET, mend=MASKED[1])
    named = finding.code not in ABOUT_STAFF and rules.has_person(said, known=way.known)
    # what reads as a number or name in a sentence may not do so as a part of an address, and the other way
    parts = (part for part in PARTS.split(said) if JOINED.search(part))
    named = named or any(rules.hidden(part, known=way.known) != part for part in parts)
    if not named and not rules.identifiers(said, known=way.known):
        return finding
    return replace(finding, said=MASKED[0], mend=MASKED[1])


PARTS = re.compile(r"[\s\"`]+")
JOINED = re.compile(r"[-_/.@]|\d{5}")
# what stands there is meant to be a colleague's
ABOUT_STAFF = frozenset({"content.unknown-person", "content.form-override", "content.part-missing"})
MASKED_SECRET = Words(
    "dit veld klopt niet, en er staat iets in dat een geheim kan zijn.",
    "this field is wrong, and holds something that may be a secret.",
)
MASKED = (
    Words(
        "dit veld klopt niet, en er staat iets in dat een persoon kan aanwijzen.",
        "this field is wrong, and holds something that may point at a person.",
    ),
    Words("Haal dat eerst weg; kijk daarna opnieuw.", "Remove that first, then look again."),
)


def blocking(way: Way, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop publication: errors of anything that is not a draft.

    A draft of a blog is on its site, at an address that nobody links to.
    """
    unseen = () if way.settings.blog else way.content.articles
    drafts = {a.ref for a in unseen if a.status is Status.DRAFT}
    return tuple(f for f in findings if f.blocks and f.subject not in drafts)


def stop_on(way: Way, findings: Iterable[Finding]) -> None:
    """Raise ContentError where a finding stops publication."""
    found = blocking(way, findings)
    if found:
        ordered = tuple(sorted(found, key=lambda f: (f.file, f.line, f.code)))
        raise ContentError("nothing was published: the content has errors.", (*way.left, *ordered))
