"""One coming post as a card, and how a test reads the page that shows it."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import html5lib

from syndicate.limits import Limits, Look, Unit
from syndicate.model import Article, Kind, Occasion, Payload, Picture, Post, Practice
from syndicate.sheets import Card, fold, preview

AT = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
ARTICLE = Article("prik", "nl", "Heb ik de prik nodig?", "prik", "content/articles/prik.md", "")
PICTURE = Picture("share/p.png", "https://linde.example/share/p.png", 1200, 630, "image/png", 9, "0" * 64)
PRACTICE = Practice(name="Praktijk De Linde", sample=True)
LIMITS = Limits(Unit.GRAPHEMES, 500, look=Look(fold=20, crop=(1.0, 1.0), source="het netwerk zelf"))


def card(
    text: str = "Heeft u de prik al? https://linde.example/prik/?s=1 #griep",
    limits: Limits = LIMITS,
    *,
    network: str = "x",
    article: Article = ARTICLE,
    at: datetime = AT,
    image: Picture | None = PICTURE,
    alt: str = "Een arm met een pleister",
    **more: Any,
) -> Card:
    key = f"{article.ref}/{network}/new"
    link = f"https://linde.example/{article.slug}/?s=1"
    post = Post(
        key, article, network, Occasion(Kind.NEW), at, text, link, link, article.lang, article.title, "Kort"
    )
    payload = Payload(
        network, network, key, text, "{}", article.lang, "1", at, link, article.title, "Kort", image, alt
    )
    visible, rest = fold(text, limits.look)
    data = "data:image/png;base64,AAAA" if image else ""
    return Card(post, payload, limits, len(text), visible, rest, image_data=data, **more)


def tree(html: str) -> ElementTree.Element:
    parsed: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return parsed


def of_class(root: ElementTree.Element, name: str) -> list[str]:
    return ["".join(e.itertext()) for e in root.iter() if name in (e.get("class") or "").split()]


def page(*cards: Card, lang: str = "nl", **more: Any) -> str:
    return preview(cards, lang=lang, practice=PRACTICE, **more)
