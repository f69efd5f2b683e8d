"""`publish` killed right after a network took the post, and run again: found, or a person looks."""

import signal

import pytest

from syndicate.console import runs
from syndicate.errors import Exit
from tests.journey.everywhere import NETWORKS, UID
from tests.servers.linkedin import PERSON

CASES = {name: (name, {}) for name in NETWORKS} | {
    "webhook that tells nothing": ("webhook", {"readable": False}),
    "linkedin of a person": ("linkedin", {"author": PERSON}),
    "x without a link": ("x", {"link": "none"}),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_or_waits_for_a_person_and_is_never_posted_twice(everywhere, case, capsys):
    name, options = CASES[case]
    bench = everywhere.begin(name, options=options)[name]
    if bench.create:
        bench.server.fault(what="silence", when="after", method=bench.verb, path=bench.create)
    else:
        bench.server.faults["DOT"] = "silence after"
    assert everywhere.killed_when(bench.seen) == -signal.SIGKILL
    assert len(bench.seen()) == 1

    again = everywhere.publish(hours=1)
    runs.published(again)
    told = capsys.readouterr().out
    key = f"{UID}/nl/{name}/new"
    assert len(bench.seen()) == 1
    assert not again.sent
    if (options and "link" not in options) or not bench.own_posts:
        assert again.exit is everywhere.publish(hours=2).exit is Exit.PERSON
        assert len(bench.seen()) == 1
        assert f"person   {key}  account {name}: " in told
        assert f"look on {name}, then: invoke settle --key {key} --url ADDRESS   (or --absent)" in told
    else:
        assert again.exit is Exit.DONE
        assert f"found    {key}  " in told
    assert not [value for value in bench.secrets.values() if value in told]
