"""Article and practice -> the schema.org graph of a page.

By schema.org 30: `reviewedBy` and `lastReviewed` belong to the (Medical)WebPage, the words to the
BlogPosting. Physician, Dentist and the like are businesses there, so who writes or checks is a
Person with `hasCredential` and `identifier`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from syndicate.model import Article, Person, Picture, Practice, Source
from syndicate.site.language import OPENING

Node = dict[str, Any]


def script(graph: list[Node]) -> str:
    """Return the graph as JSON that is safe inside <script>: no `<` can close or open anything."""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def home(practice: Practice, siteurl: str, lang: str) -> str:
    """Return the home page's graph: the practice and its site."""
    return script([practice_node(practice, siteurl), _website(practice, siteurl, lang)])


def expert(
    article: Article,
    *,
    url: str,
    siteurl: str,
    practice: Practice,
    picture: Picture | None,
    approved: tuple[tuple[Person, date], ...],
    translations: Mapping[str, str],
    topic_url: str,
    description: str,
) -> str:
    """Return the graph of an expert article's page.

    `approved` are the people whose medical approval stands, with the day on which they gave it;
    `translations` maps languages to permalinks.
    """
    person_nodes = {
        p.id: _person(p, siteurl, article.lang) for p in (*article.authors, *(p for p, _ in approved))
    }
    dates = _dates(article.date, article.modified)
    topic = [(article.topic, topic_url)] if article.topic and topic_url else []
    page = _present(
        {
            "@type": "MedicalWebPage",
            "@id": url,
            "url": url,
            "name": article.title,
            "description": description,
            "inLanguage": article.lang,
            "isPartOf": {"@id": f"{siteurl}/#website"},
            "breadcrumb": {"@id": f"{url}#breadcrumb"},
            "mainEntity": {"@id": f"{url}#article"},
            "primaryImageOfPage": {"@id": f"{url}#image"} if picture else None,
            "medicalAudience": {"@type": "MedicalAudience", "audienceType": article.audience or "Patient"},
            **dates,
            "reviewedBy": [{"@id": _person_id(p, siteurl)} for p, _ in approved],
            "lastReviewed": max((day for _, day in approved), default=None),
        }
    )
    posting = _present(
        {
            "@type": "BlogPosting",
            "@id": f"{url}#article",
            "headline": article.title,
            "description": description,
            "url": url,
            "mainEntityOfPage": {"@id": url},
            "inLanguage": article.lang,
            **dates,
            "author": [{"@id": _person_id(p, siteurl)} for p in article.authors]
            or {"@id": f"{siteurl}/#practice"},
            "publisher": {"@id": f"{siteurl}/#practice"},
            "image": {"@id": f"{url}#image"} if picture else None,
            "articleSection": article.topic,
            "keywords": list(article.tags),
            "citation": [_citation(s) for s in article.sources],
            "correction": article.correction,
            "workTranslation": [
                {"@type": "BlogPosting", "@id": f"{other}#article", "inLanguage": lang}
                for lang, other in translations.items()
            ],
            "isAccessibleForFree": True,
        }
    )
    return script(
        [
            page,
            posting,
            *([_image(picture, url)] if picture else []),
            *person_nodes.values(),
            practice_node(practice, siteurl),
            _website(practice, siteurl, article.lang),
            _breadcrumb(url, (practice.name, f"{siteurl}/"), *topic, (article.title, url)),
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
    posting = _present(
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


def practice_node(practice: Practice, siteurl: str) -> Node:
    """Return the practice as its own schema.org business type."""
    return _present(
        {
            "@type": practice.kind,
            "@id": f"{siteurl}/#practice",
            "name": practice.name,
            "url": f"{siteurl}/",
            "slogan": practice.tagline,
            "telephone": practice.phone,
            "email": practice.email,
            "logo": f"{siteurl}/{practice.logo.lstrip('/')}" if practice.logo else None,
            "address": _present(
                {
                    "@type": "PostalAddress",
                    "streetAddress": practice.street,
                    "postalCode": practice.postal_code,
                    "addressLocality": practice.city,
                    "addressCountry": practice.country,
                }
            )
            if practice.city
            else None,
            "openingHours": [h for h in practice.hours if OPENING.fullmatch(h)],
            "sameAs": _addresses(practice.accounts),
        }
    )


def _person(person: Person, siteurl: str, lang: str) -> Node:
    registered = bool(person.registration)
    return _present(
        {
            "@type": "Person",
            "@id": _person_id(person, siteurl),
            "name": person.name,
            "jobTitle": person.role.of(lang),
            "worksFor": {"@id": f"{siteurl}/#practice"},
            "url": person.url,
            "image": f"{siteurl}/{person.photo.lstrip('/')}" if person.photo else None,
            "sameAs": _addresses(person.accounts),
            "hasCredential": {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "professional registration",
                "name": f"{person.profession} ({person.registration})",
                "recognizedBy": {"@type": "Organization", "name": person.registration},
            }
            if registered
            else None,
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": person.registration,
                "value": person.registration_number,
            }
            if registered and person.registration_number
            else None,
        }
    )


def _person_id(person: Person, siteurl: str) -> str:
    return f"{siteurl}/#person-{person.id}"


def _website(practice: Practice, siteurl: str, lang: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{siteurl}/#website",
        "url": f"{siteurl}/",
        "name": practice.name,
        "inLanguage": lang,
        "publisher": {"@id": f"{siteurl}/#practice"},
    }


def _image(picture: Picture, url: str) -> Node:
    return _present(
        {
            "@type": "ImageObject",
            "@id": f"{url}#image",
            "url": picture.url,
            "contentUrl": picture.url,
            "width": picture.width,
            "height": picture.height,
            "encodingFormat": picture.type,
            "caption": picture.alt,
        }
    )


def _citation(source: Source) -> Node:
    return _present(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": str(source.year) if source.year else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        }
    )


def _breadcrumb(url: str, *steps: tuple[str, str]) -> Node:
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


def _addresses(accounts: tuple[str, ...]) -> list[str]:
    return [a for a in accounts if a.startswith("https://")]


def _present(node: Node) -> Node:
    """Leave out what is not known; days become ISO text."""
    return {
        k: v.isoformat() if isinstance(v, date) else v for k, v in node.items() if v not in (None, "", [], {})
    }
