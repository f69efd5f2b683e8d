"""A cap of a month on X: over it a person posts, else the posts wait; next month the API goes on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from syndicate.console.coming import weeks
from syndicate.errors import Exit
from syndicate.model import EntryKind, State, campaign_token
from syndicate.workflows import sending, spending
from syndicate.workflows.connect import connect
from syndicate.workflows.doctor import doctor
from syndicate.workflows.outlook import outlook
from syndicate.workflows.plan import coming_weeks
from syndicate.workflows.preview import preview
from syndicate.workflows.settle import settle_by_person
from syndicate.workflows.way import entry, make_site, open_way
from tests.servers.loopback import Running
from tests.servers.x import SECRETS, XNetwork
from tests.workflows.conftest import NOW, TOMORROW, served

FIRST, SECOND = "hoofdpijn/nl/x/new", "oorpijn/nl/x/new"
DAY_AFTER = "2026-11-25T10:00:02+01:00"
NEXT_MONTH = "2026-12-01T10:00:00+01:00"
UNTIL = "2026-12-01: the next one costs 0.205 USD, and 0.205 of this month's cap of 0.3 is used"


@pytest.fixture
def network():
    return XNetwork()


@pytest.fixture
def on_x(practice, network):
    """One account on X of this machine, two articles, and somebody to tell."""
    practice.environ |= {f"SYNDICATE_X_{name.upper()}": value for name, value in SECRETS.items()}
    practice.environ["SYNDICATE_TELL"] = "json://127.0.0.1:9/"
    with served(practice), Running(network) as running:
        practice.url, network.handle = running.url, running
        account(practice)
        practice.adopted("x")
        yield practice


def account(practice, *, per_day=1, by_hand=True, **options):
    pace = {"always": True, "per_day": per_day, "per_week": 0}
    said = {"name": "x", "channel": "x", "base_url": practice.url, "settle": 0, "pace": pace}
    practice.configure(
        SYNDICATE_ACCOUNTS=[{**said, "by_hand": by_hand, "options": {"cap": "0.3", **options}}]
    )


def outcomes(done):
    return {s.key: s.outcome for s in done.sent}


def costs(practice):
    return [e.data.get("cost") for e in practice.entries(EntryKind.CLAIM)]


def test_over_the_cap_a_post_goes_by_hand_and_that_is_said(on_x, network):
    assert outcomes(on_x.publish()) == {FIRST: "posted"}
    done = on_x.publish(now=TOMORROW)
    assert outcomes(done) == {SECOND: "given"}
    assert done.exit is Exit.DONE
    (said,) = done.dead
    assert said.startswith(f"posts of x go by hand until {UNTIL}")
    assert said in on_x.told
    assert (on_x.root / f"public/hand/{campaign_token(SECOND)}-x/index.html").is_file()
    assert len(network.tweets) == 1
    assert costs(on_x) == ["0.205", None], "a card costs nothing"


def test_next_month_the_api_goes_on_and_a_card_that_nobody_posted_is_asked_about_first(on_x, network):
    on_x.publish()
    on_x.publish(now=TOMORROW)
    on_x.article("keelpijn")
    done = on_x.publish(now=NEXT_MONTH)
    assert done.dead == ()
    assert outcomes(done) == {"keelpijn/nl/x/new": "posted"}
    assert [(s.key, s.outcome) for s in done.settled] == [(SECOND, "person")]
    assert done.exit is Exit.PERSON
    account(on_x, cap="5")
    settle_by_person(on_x.root, SECOND, url="", environ=on_x.environ | {"SYNDICATE_NOW": NEXT_MONTH})
    on_x.publish(now=NEXT_MONTH.replace("12-01", "12-02"))
    assert len(network.tweets) == 3, "a person looked, and it goes by the API"


def test_a_card_that_nobody_posted_comes_back_as_a_card_while_the_month_lasts(on_x, network):
    on_x.publish()
    on_x.publish(now=TOMORROW)
    done = on_x.publish(now=DAY_AFTER)
    assert [(s.key, s.outcome) for s in done.settled] == [(SECOND, "moved")]
    assert outcomes(done) == {SECOND: "given"}
    assert len(network.tweets) == 1


def test_where_nobody_can_be_told_posts_wait_for_the_next_month_and_that_is_said(on_x, network):
    del on_x.environ["SYNDICATE_TELL"]
    on_x.publish()
    done = on_x.publish(now=TOMORROW)
    assert outcomes(done) == {}
    assert done.exit is Exit.DONE
    assert done.dead[0].startswith(f"posts of x wait until {UNTIL}")
    assert {(s.account, s.code, f"{s.until:%Y-%m-%d}") for s in done.outlook.skips if s.code == "cap"} == {
        ("x", "cap", "2026-12-01")
    }
    assert outcomes(on_x.publish(now=NEXT_MONTH)) == {SECOND: "posted"}
    assert costs(on_x) == ["0.205", "0.205"]


def test_an_account_that_wants_no_person_waits_and_goes_on_when_its_cap_is_raised(on_x):
    account(on_x, by_hand=False)
    on_x.publish()
    assert outcomes(on_x.publish(now=TOMORROW)) == {}
    account(on_x, cap="0.41")
    assert outcomes(on_x.publish(now=TOMORROW)) == {SECOND: "posted"}


def test_of_two_posts_in_one_run_only_what_fits_the_cap_goes(on_x, network):
    account(on_x, per_day=0)
    done = on_x.publish()
    assert sorted(outcomes(done).values()) == ["held", "posted"]
    assert done.exit is Exit.DONE, "nobody holds anything"
    assert len(network.tweets) == 1
    assert len(on_x.entries(EntryKind.CLAIM)) == 1, "what does not fit is not claimed"
    assert "given" in outcomes(on_x.publish()).values()


def test_a_dry_run_says_it_too_and_asks_no_network(on_x, network):
    on_x.publish()
    asked = len(network.requests)
    done = on_x.publish(dry_run=True, now=TOMORROW)
    assert [c.post.key for c in done.outlook.coming] == [SECOND]
    assert any(line.startswith("posts of x go by hand until") for line in on_x.told)
    assert len(network.requests) == asked


def test_another_price_later_changes_nothing_of_what_was_spent(on_x):
    on_x.publish()
    account(on_x, price_link="0.00", cap="0.21")
    assert spending.fares_of(open_way(on_x.root, environ=on_x.environ))["x"].spent == Decimal("0.205")


def claims(way, *uids):
    data = {"lang": "nl", "account": "x", "occasion": "new", "lease": NOW, "body": "b", "cost": "0.205"}
    made = {f"{u}/nl/x/new": {**data, "uid": u} for u in uids}
    return {key: entry(way, EntryKind.CLAIM, key, 1, said) for key, said in made.items()}


def test_of_two_runners_at_once_only_the_one_whose_claim_stands_first_goes_on(on_x):
    one, two = (open_way(on_x.root, environ=on_x.environ) for _ in range(2))
    first, second = claims(one, "a"), claims(two, "b")
    assert not spending.beyond(one, first) | spending.beyond(two, second), "neither sees the other yet"
    one.ledger.claim(list(first.values()), one.moment())
    two.ledger.claim(list(second.values()), two.moment())
    assert spending.beyond(one, first) == frozenset()
    assert spending.beyond(two, second) == {"b/nl/x/new"}


class Racing:
    """A ledger into which another runner writes its claim right before ours."""

    def __init__(self, ledger, theirs):
        self._ledger, self._theirs = ledger, theirs

    def __getattr__(self, name):
        return getattr(self._ledger, name)

    def claim(self, mine, now):
        self._ledger.claim(self._theirs, now)
        return self._ledger.claim(mine, now)


def test_a_claim_that_came_too_late_for_the_cap_is_given_back_and_nothing_was_sent(on_x, network):
    way = open_way(on_x.root, environ=on_x.environ)
    view = outlook(way, make_site(way, {}), ())
    theirs = list(claims(way, "keelpijn").values())
    (sent,) = sending.send_all(replace(way, ledger=Racing(way.ledger, theirs)), view.coming)
    assert (sent.key, sent.outcome) == (FIRST, "held")
    assert "this month's cap" in sent.why
    assert network.tweets == []
    assert on_x.state(FIRST).state is State.FREE
    assert on_x.entries(EntryKind.RELEASED)[-1].data == {"why": "cap"}


def test_without_a_link_a_post_costs_less_is_found_again_and_says_the_same_once(on_x, network):
    account(on_x, per_day=0, link="none", cap="0.05")
    on_x.edit("content/articles/oorpijn.md", "last van oorpijn?", "last van hoofdpijn?")
    done = on_x.publish()
    assert sorted(outcomes(done).values()) == ["posted"]
    assert done.exit is Exit.CONTENT, "the same words on one account are held back"
    assert any("the same words" in f.said.en for c in done.outlook.coming for f in c.findings)
    assert costs(on_x) == ["0.020"]
    assert "http" not in network.tweets[0]["text"]
    assert any("the same words" in f.said.en for c in on_x.publish().outlook.coming for f in c.findings)


def test_a_lost_answer_is_found_by_its_words(on_x, network):
    on_x.live_now()
    account(on_x, link="none")
    network.handle.fault(path="/2/tweets", what="reset", when="after", method="POST")
    done = on_x.publish()
    assert outcomes(done) == {FIRST: "posted"}
    assert len(network.tweets) == 1
    assert [e.key for e in on_x.entries(EntryKind.FOUND)] == [FIRST]


def test_the_plan_says_what_the_weeks_and_a_year_cost(on_x, capsys):
    account(on_x, cap="0.3")
    view = coming_weeks(on_x.root, weeks=1, environ=on_x.environ)
    weeks(view)
    said = capsys.readouterr()
    assert "Wat helpt bij hoofdpijn?  (0.205 USD)" in said.out + said.err
    assert "Wat helpt bij oorpijn?  (boven de maandgrens)" in said.out + said.err
    assert "x: 1 berichten in deze weken = 0.205 USD; ten hoogste 364 berichten in 52 weken = 74.620 USD" in (
        said.out + said.err
    )


def test_the_preview_says_what_a_post_costs(on_x):
    html = preview(on_x.root, environ=on_x.environ).file.read_text(encoding="utf-8")
    assert "<dd>0.205 USD</dd>" in html
    on_x.publish()
    later = on_x.environ | {"SYNDICATE_NOW": TOMORROW}
    view = preview(on_x.root, environ=later).outlook
    assert [c.post.key for c in view.coming] == [SECOND], "over the cap a person posts it"
    del later["SYNDICATE_TELL"]
    assert preview(on_x.root, environ=later).outlook.coming == ()


def test_connect_says_what_a_year_costs_before_it_asks_for_anything(on_x):
    said = []

    def ask(question):
        assert any("ten hoogste 364 berichten" in line for line in said)
        return ""

    assert connect(on_x.root, "x", ask=ask, say=said.append, environ=on_x.environ).good
    assert "zonder link in de tekst 7.280 (prijzen van 20-04-2026). " in said[0]
    account(on_x, price="0.01")
    connect(on_x.root, "x", ask=ask, say=said.append, environ=on_x.environ)
    assert not any("prijzen van" in line for line in said[len(said) // 2 :]), "its own prices have no day"


def test_the_doctor_says_what_a_year_costs_and_when_a_cap_is_reached(on_x):
    account(on_x, cap="0.3")
    on_x.publish()
    (point,) = [p for p in doctor(on_x.root, environ=on_x.environ).points if "USD" in p.said.en]
    assert point.mark.name == "WARNING"
    assert point.said.en.endswith("This month 0.205 of 0.3 at most.")
    pace = {"per_day": 0, "per_week": 0}
    base = {"name": "x", "channel": "x", "base_url": on_x.url, "pace": pace}
    on_x.configure(SYNDICATE_ACCOUNTS=[base])
    (point,) = [p for p in doctor(on_x.root, environ=on_x.environ).points if "USD" in p.said.en]
    assert point.mark.name == "GOOD"
    assert point.said.en.startswith("each post costs 0.205 USD, and its pace does not say how many")
