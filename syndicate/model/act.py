"""What a person may do with two taps: a note at the code host, whose title says what and about which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from syndicate.model.article import Article, Role
from syndicate.model.finding import Words
from syndicate.model.slot import campaign_token

PREFIX = "Expertstatus: "
"""How the title of such a note begins; the shipped job listens to nothing else."""


class Verb(StrEnum):
    """What can be done so."""

    POSTED = "posted"
    YES = "yes"
    SKIP = "skip"
    LATER = "later"
    UNDO = "undo"
    ALLOW = "allow"
    STOP = "stop"
    GO = "go"


SAID = {
    Verb.POSTED: Words("geplaatst", "posted"),
    Verb.YES: Words("akkoord", "approved"),
    Verb.SKIP: Words("niet plaatsen", "not this one"),
    Verb.LATER: Words("later plaatsen", "post it later"),
    Verb.UNDO: Words("toch plaatsen", "post it after all"),
    Verb.ALLOW: Words("plaatsen mag", "may be posted"),
    Verb.STOP: Words("alles stil", "stop all posts"),
    Verb.GO: Words("alles weer aan", "go on posting"),
}
ALONE = frozenset({Verb.STOP, Verb.GO})
_TITLE = re.compile(rf"{PREFIX}(?P<said>[a-z ]+?)(?: (?P<token>[0-9a-f]{{8}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what, about which (eight signs, "" where it is about all), and what was written below it."""

    verb: Verb
    token: str = ""
    text: str = ""


def read_act(title: str, text: str = "") -> Act | None:
    """Return the act that a title says, in any language of the words; None where it says none."""
    found = _TITLE.fullmatch(" ".join(title.split()))
    if not found:
        return None
    token = found["token"] or ""
    for verb, words in SAID.items():
        if found["said"] in (words.nl, words.en) and bool(token) is (verb not in ALONE):
            return Act(verb, token, text.strip())
    return None


def approval_token(article: Article, role: Role) -> str:
    """Return the eight signs of a yes to exactly this text and image; another text has others."""
    return campaign_token(f"{article.ref}/{article.hash}/{role}")
