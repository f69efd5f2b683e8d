"""Article and practice -> the schema.org graph of a page.

By schema.org 30 `reviewedBy` and `lastReviewed` belong to the (Medical)WebPage, the words to the
BlogPosting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from syndicate.model import Article, Film, Person, Picture, Practice, Source
from syndicate.site.identity import (
    Node,
    person_id,
    person_node,
    practice_node,
    present,
    website_node,
)


def script(graph: list[Node]) -> str:
    """Return the graph as JSON that is safe inside <script>: no `<` can close or open anything."""
    said = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def home(practice: Practice, siteurl: str, lang: str) -> str:
    """Return the home page's graph: the practice, its site, and the page, to which no way leads."""
    page = {
        "@type": "WebPage",
        "@id": f"{siteurl}/",
        "url": f"{siteurl}/",
        "name": practice.name,
        "inLanguage": lang,
        "isPartOf": {"@id": f"{siteurl}/#website"},
        "about": {"@id": f"{siteurl}/#practice"},
    }
    return script([page, practice_node(practice, siteurl), website_node(practice, siteurl, lang)])


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of an expert article.

    `checked` are the people whose medical approval stands, with the day on which they gave it;
    `translations` maps languages to permalinks, `pages` people's ids to theirs; addresses are absolute.
    """

    article: Article
    url: str
    siteurl: str
    practice: Practice
    picture: Picture | None
    checked: tuple[tuple[Person, date], ...]
    translations: Mapping[str, str]
    topic_url: str
    description: str
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def _image(self) -> Node | None:
        return {"@id": f"{self.url}#image"} if self.picture else None

    @property
    def web_page(self) -> Node:
        """Return the page: what carries the review."""
        medical = not self.article.note
        return present(
            {
                "@type": "MedicalWebPage" if medical else "WebPage",
                "@id": self.url,
                "url": self.url,
                "name": self.article.title,
                "description": self.description,
                "inLanguage": self.article.lang,
                "isPartOf": {"@id": f"{self.siteurl}/#website"},
                "breadcrumb": {"@id": f"{self.url}#breadcrumb"},
                "mainEntity": {"@id": f"{self.url}#article"},
                "primaryImageOfPage": self._image,
                "medicalAudience": {
                    "@type": "MedicalAudience",
                    "audienceType": self.article.audience or "Patient",
                }
                if medical
                else None,
                **_dates(self.article.date, self.article.modified),
                "reviewedBy": [{"@id": person_id(p, self.siteurl)} for p, _ in self.checked],
                "lastReviewed": max((day for _, day in self.checked), default=None),
            }
        )

    @property
    def posting(self) -> Node:
        """Return the text: who wrote it, when, and on what it rests."""
        article, practice = self.article, {"@id": f"{self.siteurl}/#practice"}
        return present(
            {
                "@type": "BlogPosting",
                "@id": f"{self.url}#article",
                "headline": article.title,
                "description": self.description,
                "url": self.url,
                "mainEntityOfPage": {"@id": self.url},
                "inLanguage": article.lang,
                **_dates(article.date, article.modified),
                "author": [{"@id": person_id(p, self.siteurl)} for p in article.authors] or practice,
                "publisher": practice,
                "image": self._image,
                "video": {"@id": f"{self.url}#video"} if article.film else None,
                "articleSection": article.topic,
                "keywords": list(article.tags),
                "citation": [_citation(s) for s in article.sources],
                "correction": article.correction,
                "workTranslation": [
                    {"@type": "BlogPosting", "@id": f"{other}#article", "inLanguage": lang}
                    for lang, other in self.translations.items()
                ],
                "isAccessibleForFree": True,
            }
        )


def expert(told: Told) -> str:
    """Return the graph of an expert article's page."""
    article, root = told.article, told.siteurl
    people = {p.id: p for p in (*article.authors, *(p for p, _ in told.checked))}
    topic = [(article.topic, told.topic_url)] if article.topic and told.topic_url else []
    return script(
        [
            told.web_page,
            told.posting,
            *([_image(told.picture, told.url)] if told.picture else []),
            *([_video(article.film, told)] if article.film else []),
            *(person_node(p, root, article.lang, told.pages.get(p.id, "")) for p in people.values()),
            practice_node(told.practice, root),
            website_node(told.practice, root, article.lang),
            breadcrumb(told.url, (told.practice.name, f"{root}/"), *topic, (article.title, told.url)),
        ]
    )


def plain(
    *,
    title: str,
    url: str,
    siteurl: str,
    lang: str,
    authors: tuple[str, ...],
    published: Any,
    modified: Any,
    practice: Practice,
    picture: Picture | None,
    description: str,
) -> str:
    """Return the graph of an ordinary Pelican article: a BlogPosting with what Pelican knows."""
    posting = present(
        {
            "@type": "BlogPosting",
            "@id": f"{url}#article",
            "headline": title,
            "description": description,
            "url": url,
            "mainEntityOfPage": url,
            "inLanguage": lang,
            **_dates(published, modified),
            "author": [{"@type": "Person", "name": name} for name in authors],
            "publisher": {"@id": f"{siteurl}/#practice"} if practice.name else None,
            "image": {"@id": f"{url}#image"} if picture else None,
        }
    )
    graph = [posting, *([_image(picture, url)] if picture else [])]
    return script([*graph, practice_node(practice, siteurl)] if practice.name else graph)


def _image(picture: Picture, url: str) -> Node:
    return present(
        {
            "@type": "ImageObject",
            "@id": f"{url}#image",
            "url": picture.url,
            "contentUrl": picture.url,
            "encodingFormat": picture.type,
            "caption": picture.alt,
        }
    )


def _video(film: Film, told: Told) -> Node:
    """Return the film of a page: Google asks for name, day and a picture of it."""
    begun = _dates(told.article.date, None).get("datePublished")
    minutes, seconds = divmod(round(film.seconds), 60)
    return present(
        {
            "@type": "VideoObject",
            "@id": f"{told.url}#video",
            "name": told.article.title,
            "description": film.alt,
            "contentUrl": f"{told.siteurl}/{film.path}",
            "thumbnailUrl": told.picture.url if told.picture else None,
            "uploadDate": begun,
            "duration": f"PT{minutes}M{seconds}S",
            "width": _pixels(film.width),
            "height": _pixels(film.height),
            "encodingFormat": film.type,
            "inLanguage": film.lang,
            "transcript": film.words,
        }
    )


def _pixels(count: int) -> Node:
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}  # UN/CEFACT's pixel


def _citation(source: Source) -> Node:
    return present(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": str(source.year) if source.year else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        }
    )


def breadcrumb(url: str, *steps: tuple[str, str]) -> Node:
    """Return the way to a page: name and absolute address of each step, from home on."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": item}
            for n, (name, item) in enumerate(steps, 1)
        ],
    }


def _dates(published: Any, modified: Any) -> Node:
    """Both dates with their zone; a text that never changed was last modified when it appeared."""
    if not published:
        return {}
    return {"datePublished": published.isoformat(), "dateModified": (modified or published).isoformat()}
