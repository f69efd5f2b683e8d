"""Who speaks: practice, people and site as schema.org nodes that the pages' graphs point at.

Physician, Dentist and the like are businesses in schema.org 30, so who writes or checks is a Person
with `hasCredential` and `identifier`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from syndicate.model import Person, Practice
from syndicate.site.language import OPENING

Node = dict[str, Any]


def practice_node(practice: Practice, siteurl: str) -> Node:
    """Return the practice as its own schema.org business type."""
    return present(
        {
            "@type": practice.kind,
            "@id": f"{siteurl}/#practice",
            "name": practice.name,
            "url": f"{siteurl}/",
            "telephone": practice.phone,
            "email": practice.email,
            "logo": f"{siteurl}/{practice.logo.lstrip('/')}" if practice.logo else None,
            "address": present(
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


def person_node(person: Person, siteurl: str, lang: str, page: str = "") -> Node:
    """Return somebody who writes or checks, with the registration that makes them trusted.

    `page` is the absolute address of their page on the site; an address of their own is then the same person.
    """
    registered = bool(person.registration)
    return present(
        {
            "@type": "Person",
            "@id": person_id(person, siteurl),
            "name": person.name,
            "jobTitle": person.role.of(lang),
            "worksFor": {"@id": f"{siteurl}/#practice"},
            "url": page or person.url,
            "image": f"{siteurl}/{person.photo.lstrip('/')}" if person.photo else None,
            "sameAs": _addresses((*([person.url] if page else []), *person.accounts)),
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


def person_id(person: Person, siteurl: str) -> str:
    """Return the name by which a graph points at a person."""
    return f"{siteurl}/#person-{person.id}"


def website_node(practice: Practice, siteurl: str, lang: str) -> Node:
    """Return the site as a whole."""
    return {
        "@type": "WebSite",
        "@id": f"{siteurl}/#website",
        "url": f"{siteurl}/",
        "name": practice.name,
        "inLanguage": lang,
        "publisher": {"@id": f"{siteurl}/#practice"},
    }


def present(node: Node) -> Node:
    """Return the node without what is not known; days become ISO text."""
    return {
        k: v.isoformat() if isinstance(v, date) else v for k, v in node.items() if v not in (None, "", [], {})
    }


def _addresses(accounts: Iterable[str]) -> list[str]:
    return [a for a in accounts if a.startswith("https://")]
