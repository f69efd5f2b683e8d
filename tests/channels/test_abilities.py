"""What a channel says it can do beside posting it does, each on its own network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from typing import Any

import pytest

from syndicate.channels import GROUP, Opening
from syndicate.channels.abilities import ABILITIES, Health, Renewed
from syndicate.errors import Unauthorized
from syndicate.model import Figures, Reaction
from tests.channels.bench import INSTALLED, Bench, module, posted

Make = Callable[..., Any]
FACTORIES = {e.name: e.load() for e in entry_points(group=GROUP)}


def able(ability: str) -> Callable[[Any], Any]:
    """Walk every installed channel that has this method."""
    names = [_walked(n, ability) for n in INSTALLED if hasattr(FACTORIES[n], ability)]
    each, walks = pytest.mark.parametrize("name", names), pytest.mark.walks(ability)
    return lambda test: walks(each(test))


def _walked(name: str, ability: str) -> Any:
    suites = getattr(module(name), "SUITES", {}).get(ability)
    return pytest.param(name, marks=pytest.mark.suite(*suites) if suites else ())


@pytest.mark.parametrize("name", INSTALLED)
def test_what_looks_like_an_ability_is_one(make_bench: Make, make_channel: Make, name: str) -> None:
    channel = make_channel(make_bench(name))
    for method, ability in ABILITIES.items():
        assert hasattr(channel, method) == isinstance(channel, ability)


@able("withdraw")
def test_a_post_is_withdrawn_and_a_second_time_is_no_error(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    bench: Bench = make_bench(name)
    channel = make_channel(bench)
    kept = posted(channel, make_post(name, uid="rugpijn"))
    gone = posted(channel, make_post(name))
    channel.withdraw(gone)
    channel.withdraw(gone)
    assert [str(p["id"]) for p in bench.seen()] == [kept.id]


@able("update")
def test_a_post_is_corrected_in_its_place_and_a_second_time_changes_nothing(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    bench: Bench = make_bench(name)
    channel, post = make_channel(bench), make_post(name)
    receipt = posted(channel, post)
    mended = channel.render(replace(post, text=post.text.replace("griepprik", "griepvaccinatie", 1)))
    again = channel.update(channel.update(receipt, mended), mended)
    (seen,) = bench.seen()
    assert (seen["text"], str(seen["id"])) == (mended.text, again.id)
    assert seen["alt"] == post.alt


@able("recall")
def test_all_own_posts_are_recalled_newest_first(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    channel = make_channel(make_bench(name))
    receipts = [posted(channel, make_post(name, uid=uid)) for uid in ("rugpijn", "griepprik")]
    found = list(channel.recall(datetime.now(UTC) - timedelta(hours=1)))
    assert {own.receipt.id for own in found} == {receipt.id for receipt in receipts}
    assert [own.at for own in found] == sorted((own.at for own in found), reverse=True)
    assert all(own.at.tzinfo for own in found)


@able("metrics")
def test_the_figures_of_posts_are_told_by_their_ids(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    channel = make_channel(make_bench(name))
    receipts = [posted(channel, make_post(name, uid=uid)) for uid in ("rugpijn", "griepprik")]
    found = channel.metrics(receipts)
    assert set(found) == {receipt.id for receipt in receipts}
    assert all(isinstance(figures, Figures) for figures in found.values())
    assert channel.metrics([]) == {}


@able("reactions")
def test_reactions_are_told_once(make_bench: Make, make_channel: Make, make_post: Make, name: str) -> None:
    bench: Bench = make_bench(name)
    channel = make_channel(bench)
    receipt = posted(channel, make_post(name))
    bench.react(receipt)
    found, cursor = channel.reactions("")
    assert found
    assert all(isinstance(one, Reaction) and one.at.tzinfo for one in found)
    assert channel.reactions(cursor)[0] == ()


@able("reply")
def test_a_reaction_is_answered_and_a_second_answer_takes_the_place_of_the_first(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    bench: Bench = make_bench(name)
    channel = make_channel(bench)
    bench.react(posted(channel, make_post(name)))
    (one, *_), cursor = channel.reactions("")
    channel.reply(one.id, "Dank u wel.")
    channel.reply(one.id, "Dank u wel, wij lezen elke beoordeling.")
    assert bench.answers() == ["Dank u wel, wij lezen elke beoordeling."]
    assert channel.reactions(cursor)[0] == ()


@able("doctor")
def test_the_network_says_whose_account_it_is_and_a_dead_token_is_said(
    make_bench: Make, make_channel: Make, make_opening: Make, name: str
) -> None:
    bench: Bench = make_bench(name)
    health = make_channel(bench).doctor()
    assert isinstance(health, Health)
    assert health.whose
    assert not any(trouble.stops for trouble in health.troubles)
    wrong = {secret: f"wrong{value[5:]}" for secret, value in bench.secrets.items()}
    opening: Opening = make_opening(bench, secrets=wrong)
    assert refused(FACTORIES[name](opening))


@able("learn")
def test_what_the_network_takes_is_learnt_and_never_more_than_the_settings_say(
    make_bench: Make, make_channel: Make, make_post: Make, name: str
) -> None:
    channel = make_channel(make_bench(name))
    before = channel.limits
    assert channel.learn() == channel.learn() == ()
    assert (channel.limits.characters, channel.limits.alt) <= (before.characters, before.alt)
    assert set(channel.limits.image_types) <= set(before.image_types)
    posted(channel, make_post(name))


@able("renew")
def test_a_token_is_renewed_and_works_and_the_old_one_still_does(
    make_bench: Make, make_channel: Make, make_opening: Make, make_post: Make, name: str
) -> None:
    bench: Bench = make_bench(name)
    had = {**bench.secrets, **module(name).RENEWABLE}
    new = (old := FACTORIES[name](make_opening(bench, secrets=had))).renew()
    assert isinstance(new, Renewed)
    assert set(new.values) <= set(old.rotating)
    assert new.values["access_token"] not in (*had.values(), repr(new))
    assert new.lives == timedelta(days=60)
    next_run = FACTORIES[name](make_opening(bench, secrets=had | dict(new.values)))
    posted(next_run, make_post(name))
    posted(old, make_post(name, uid="rugpijn"))
    assert len(bench.seen()) == 2


def refused(channel: Any) -> bool:
    """Tell whether the doctor says that no post can go: as an error, or as a trouble that stops."""
    try:
        return any(trouble.stops for trouble in channel.doctor().troubles)
    except Unauthorized:
        return True
