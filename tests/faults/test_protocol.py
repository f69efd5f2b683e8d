"""The small model says one post, and says more as soon as one promise of the protocol is broken."""

from __future__ import annotations

import pytest

from tests.faults.protocol import Model
from tests.faults.worlds import FOR_EVER, KEY_LIFE, Network, Rules

PLAIN, QUICK = Network(), Network(lag=0)
FORGETS, RECORD = Network(key=KEY_LIFE), Network(key=FOR_EVER)
BLIND, BLIND_RECORD = Network(readable=False), Network(readable=False, key=FOR_EVER)
NETWORKS = {
    "no key, reads lag": PLAIN,
    "no key, reads at once": QUICK,
    "a key that is forgotten": FORGETS,
    "a record key": RECORD,
    "unreadable": BLIND,
    "unreadable with a record key": BLIND_RECORD,
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_two_runners_and_any_two_faults_make_one_post_and_lose_none(network):
    seen = Model(network).explore(runners=2, runs=2, faults=2)
    assert seen.posts == 1, seen.how
    assert not seen.lost, seen.how
    assert seen.person is (not network.readable)


def test_two_posts_of_one_run_do_not_harm_each_other():
    seen = Model(PLAIN).explore(runs=1, keys=2, faults=1)
    assert (seen.posts, seen.lost, seen.person) == (1, False, False), seen.how


@pytest.mark.parametrize(
    ("network", "worst"),
    [(PLAIN, 2), (FORGETS, 2), (RECORD, 1), (BLIND, 1)],
    ids=["no key", "forgets", "record", "blind"],
)
def test_a_runner_that_is_paused_at_the_call_beyond_its_lease_is_the_one_residue(network, worst):
    seen = Model(network).explore(faults=1, pauses=1)
    assert seen.posts == worst
    assert not seen.lost


BROKEN = {
    "no wait before the network is asked": Rules(settle_wait=False),
    "noted before it is posted": Rules(send_before_noting=False),
    "a claim without a lease": Rules(lease=False),
    "no look at the lease before the call": Rules(look_again=False),
    "a create that is tried again": Rules(one_create=False),
}


@pytest.mark.parametrize("rules", BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_shows_as_a_second_post_or_a_lost_one(rules):
    seen = Model(PLAIN, rules).explore(faults=1)
    assert seen.posts > 1 or seen.lost
    assert seen.how
