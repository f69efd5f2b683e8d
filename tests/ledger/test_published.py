"""Every address that was ever live is in the ledger, and comes out of it as it went in."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from syndicate.ledger import published
from syndicate.ledger.line import decode, encode
from syndicate.model import Entry, EntryKind

AT = datetime(2026, 11, 23, tzinfo=UTC)
SITE = "https://praktijk.example"
PATHS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=90)


def entries(added: dict[str, str], site: str = SITE) -> list[Entry]:
    made = [Entry(EntryKind.ADDRESSES, AT, data=data) for data in published.lines(added, site)]
    return [decode(encode(entry)) for entry in made]


@given(st.dictionaries(PATHS, st.sampled_from(["", "griepprik/nl", "hoofdpijn/zh-Hans"]), max_size=60))
def test_addresses_come_back_with_the_article_that_stood_there(added: dict[str, str]) -> None:
    assert published.addresses(entries(added), SITE) == added


def test_a_site_of_thousands_of_pages_takes_a_handful_of_lines() -> None:
    added = {f"een-artikel-over-iets-{n}/": f"een-artikel-over-iets-{n}/nl" for n in range(2000)}
    found = entries(added)
    assert len(found) < 20
    assert published.addresses(found, SITE) == added


def test_the_last_article_at_an_address_is_the_one_that_counts() -> None:
    found = [*entries({"prik/": "griepprik/nl"}), *entries({"prik/": "coronaprik/nl"})]
    assert published.addresses(found, SITE) == {"prik/": "coronaprik/nl"}


def test_what_stood_on_a_machine_of_its_own_binds_no_real_site() -> None:
    found = [*entries({"proef/": ""}, "http://127.0.0.1:8000"), *entries({"prik/": ""})]
    assert published.addresses(found, SITE) == {"prik/": ""}
    assert set(published.addresses(found, "http://localhost:8000")) == {"proef/", "prik/"}
    assert published.addresses([Entry(EntryKind.HOLD, AT, data={"scope": "all"})], SITE) == {}


def test_what_the_hub_was_told_of_another_site_is_news_to_it_of_this_one() -> None:
    feed = "feeds/all.atom.xml"
    told = [
        Entry(EntryKind.FEEDS, AT, data=data)
        for site, digits in ((SITE, "0123"), ("https://elders.example", "4567"))
        for data in published.lines({feed: digits}, site)
    ]
    assert published.feeds([*told, *entries({"prik/": ""})], SITE) == {feed: "0123"}
