"""The preview: every coming post as its network would show it, on one page that needs no network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from syndicate.limits import Limits, Link, Shape
from syndicate.model import Finding, Payload, Post, Practice, Severity, Skip, Words
from syndicate.sheets import words

if TYPE_CHECKING:
    from jinja2 import Template

FEED = ("sender", "words", "picture", "link_card", "signs")
PARTS: Mapping[Shape, tuple[str, ...]] = {
    Shape.BESIDE: FEED,
    Shape.BELOW: FEED,
    Shape.EDGE: FEED,
    Shape.PICTURE: ("sender", "picture", "signs", "caption"),
    Shape.BUBBLE: ("sender", "bubble"),
    Shape.LETTER: ("subject", "addresses", "picture", "words", "title"),
    Shape.LISTING: ("sender", "picture", "words", "button"),
    Shape.DATA: ("data", "picture"),
    Shape.SHEET: ("subject", "words", "picture"),
}
"""What is drawn of a post, from top to bottom."""
MARKS = re.compile(r"https?://[^\s]+|(?<!\w)[#@]\w[\w.@-]*")


@dataclass(frozen=True, slots=True)
class Card:
    """One coming post: what goes out, how long it is, and what of it stands before the fold.

    `visible` + `rest` is the payload's text; `image_data` is the picture as a data: address ("" without),
    `cost` what the network asks for it ("" for nothing).
    """

    post: Post
    payload: Payload
    limits: Limits
    count: int
    visible: str
    rest: str
    findings: tuple[Finding, ...] = ()
    image_data: str = ""
    cost: str = ""

    @property
    def over(self) -> bool:
        """Tell whether the text is longer than the network takes."""
        return self.count > self.limits.characters

    @property
    def host(self) -> str:
        """Return the host that a link card names."""
        return urlsplit(self.payload.link).hostname or ""

    @property
    def has_link_card(self) -> bool:
        """Tell whether the network draws a card for the link."""
        return self.has_link and "link_card" in PARTS[self.limits.look.shape]

    @property
    def has_link(self) -> bool:
        """Tell whether the link stands beside the words: in a card, on a button, below a letter."""
        return bool(self.payload.link) and self.limits.link is Link.CARD

    @property
    def describes(self) -> bool:
        """Tell whether the picture's description goes along."""
        return self.limits.alt > 0 and (self.limits.look.card.described or not self.has_link_card)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what is drawn of it, from top to bottom; what the channel refused has no data."""
        shape = self.limits.look.shape
        return PARTS[Shape.SHEET if shape is Shape.DATA and not self.payload.body else shape]

    @property
    def own_words(self) -> int:
        """Return where in `visible` the words end that are ours, and those begin which the channel added."""
        written = self.post.text.rstrip()
        added = self.visible[len(written) :] if self.visible.startswith(written) else ""
        return len(self.visible) - len(added.lstrip())

    @property
    def data(self) -> Mapping[str, object]:
        """Return the fields of the creating call, as a program or a mail server gets them."""
        found: Mapping[str, object] = json.loads(self.payload.body or "{}")
        return found


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A text that does not go out yet: its to-do list, its words as `html`, and what was noticed."""

    title: str
    file: str
    todo: tuple[Words, ...]
    html: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The cards of one article, in the order in which they go out."""

    title: str
    lang: str
    cards: tuple[Card, ...]


def preview(
    cards: Sequence[Card],
    *,
    lang: str,
    practice: Practice,
    skips: Sequence[Skip] = (),
    drafts: Sequence[DraftCard] = (),
    findings: Sequence[Finding] = (),
    timezone: str = "Europe/Amsterdam",
) -> str:
    """Return one HTML page: posts by article, drafts, what does not go out and why, what was noticed.

    Findings that stand at a draft are not told twice.

    It holds its own style and pictures, forbids every connection and script, and carries no time of
    its own: the same posts give the same bytes. Times are shown on the clock of `timezone`.
    """
    import nh3

    zone = ZoneInfo(timezone)
    in_order = sorted(cards, key=lambda c: (c.post.at, c.post.key))
    at_drafts = {finding for draft in drafts for finding in draft.findings}
    others = (finding for finding in findings if finding not in at_drafts)
    noticed = sorted(others, key=lambda f: (list(Severity).index(f.severity), f.file, f.line))
    return _template().render(
        lang=lang,
        practice=practice,
        w={name: sentence.of(lang) for name, sentence in words.WORDS.items()},
        agenda=in_order,
        rows=_rows(in_order),
        skips=skips,
        drafts=[(d, Markup(nh3.clean(d.html))) for d in drafts],  # noqa: S704 (just cleaned)
        findings=noticed,
        initials=_initials(practice.name),
        moment=lambda at, short=False: words.moment(at, lang, zone, short=short),
        network=lambda name: words.network_name(name, lang),
        button_words=lambda card: words.WORDS["button"].of(card.payload.lang),
        counted=lambda card: words.counted(card.count, card.limits, lang),
        filmed=lambda card: words.filmed(card.payload.film, card.limits, lang),
        severity=lambda finding: words.SEVERITIES[finding.severity].of(lang),
        place=words.place,
        drawn=_drawn,
        coded=_coded,
        laid_out=lambda data: json.dumps(data, ensure_ascii=False, indent=2),
    )


def _rows(cards: Sequence[Card]) -> tuple[_Row, ...]:
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.post.article.ref, []).append(card)
    return tuple(_Row(c[0].post.title, c[0].post.lang, tuple(c)) for c in found.values())


def _initials(name: str) -> str:
    capitals = [w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper()]
    return "".join(capitals[:1] + capitals[1:][-1:]) or "?"


def _drawn(text: str) -> Markup:
    """Return the text as it is, with addresses, #tags and @names coloured; every byte stays."""
    parts: list[Markup] = []
    at = 0
    for mark in MARKS.finditer(text):
        parts += [
            _kept(text[at : mark.start()]),
            Markup('<span class="mark">{}</span>').format(_kept(mark[0])),
        ]
        at = mark.end()
    return Markup("").join([*parts, _kept(text[at:])])


def _coded(sentence: str) -> Markup:
    """Return a sentence with what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 (escaped first)


def _kept(text: str) -> Markup:
    """Escape, carriage returns too: an HTML reader would turn a bare one into another sign."""
    return escape(text).replace("\r", Markup("&#13;"))


def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("syndicate.sheets", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    ).get_template("preview.html")
