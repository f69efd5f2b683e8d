"""Hostile text costs time in proportion to its length: these end, or the suite never does."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN, article, page, seen

from syndicate import rules
from syndicate.model import Teaser

HOSTILE = {
    "digits": "1",
    "groups": "1234567 ",
    "telephones": "06-12345678/",
    "plus signs": "+",
    "brackets": "[",
    "links": "[a](",
    "images": "![",
    "tags": "<a ",
    "comments": "<!--",
    "entities": "&#",
    "dots": ".",
    "exclamations": "!x",
    "mail names": "a.",
    "mails": "a@a.",
    "postcodes": "a 1 1234 AC ",
    "born": "geb. te aaaa ",
    "dates": "geboren op 1-1-",
    "addresses": "https://a.example/",
    "capitals": "AAAA ",
    "hashtags": "#a",
    "dashes": "---",
    "quotes": "''",
    "words": "a-",
    "wide": "ﷺ",
    "lines": "- \n",
    "isbn": "ISBN 978",
    "doi": "10.1000/",
    "at": "a [at] ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_of_200_kb_is_read_to_its_end(name: str) -> None:
    text = (HOSTILE[name] * 200_000)[:200_000]
    seen(article(body=text, teasers=(Teaser(text[:20_000]),)))
    rules.on_page(page(text), known=KNOWN)
