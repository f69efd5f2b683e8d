"""The schema.org graph of the pages that are no article: lists, people, the site's own pages.

Home stands in jsonld.py. A page that search engines are kept from (404, withdrawn) has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from syndicate.model import Person, Practice
from syndicate.site.identity import Node, person_id, person_node, practice_node, present, website_node
from syndicate.site.jsonld import breadcrumb, script


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as a list names it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Around:
    """The site that a page stands in: `pages` holds the absolute address of each person's page by id."""

    practice: Practice
    siteurl: str
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def graph(self) -> Callable[..., str]:
        """Return what templates call, with the articles of Pelican's that a page shows."""

        def page_jsonld(
            kind: str, shown: Iterable[Any] = (), person: Person | None = None, **facts: str
        ) -> str:
            listed = [Listed(a.plain_title, a.absolute_url) for a in shown]
            return script(self.nodes(kind, listed, person, **facts))

        return page_jsonld

    def nodes(
        self,
        kind: str,
        listed: Sequence[Listed] = (),
        person: Person | None = None,
        *,
        title: str,
        description: str,
        url: str,
        lang: str,
    ) -> list[Node]:
        """Return the page as a `kind` of WebPage, the way to it, whom it is about, and who speaks.

        A ProfilePage is about its person and links to the articles; any other list is an ItemList.
        """
        root, practice = self.siteurl, self.practice
        rows = {"@id": f"{url}#list"} if listed and not person else None
        page = present(
            {
                "@type": kind,
                "@id": url,
                "url": url,
                "name": title,
                "description": description,
                "inLanguage": lang,
                "isPartOf": {"@id": f"{root}/#website"},
                "publisher": {"@id": f"{root}/#practice"},
                "breadcrumb": {"@id": f"{url}#breadcrumb"},
                "mainEntity": {"@id": person_id(person, root)} if person else rows,
                "significantLink": [one.url for one in listed] if person else None,
            }
        )
        return [
            page,
            *([_item_list(url, listed)] if rows else []),
            *([person_node(person, root, lang, self.pages.get(person.id, ""))] if person else []),
            practice_node(practice, root),
            website_node(practice, root, lang),
            breadcrumb(url, (practice.name, f"{root}/"), (title, url)),
        ]


def _item_list(url: str, listed: Sequence[Listed]) -> Node:
    return {
        "@type": "ItemList",
        "@id": f"{url}#list",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": one.name, "url": one.url}
            for place, one in enumerate(listed, 1)
        ],
    }
