"""doctor --prove on every network that takes a post back, each a server on this machine."""

from __future__ import annotations

import pytest

from syndicate import channels
from syndicate.model import EntryKind
from syndicate.workflows import prove_said as says
from syndicate.workflows.prove import prove
from tests.channels.bench import INSTALLED, module

FACTORIES = {e.name: e.load() for e in channels.entry_points(group=channels.GROUP)}
RETURNING = [name for name in INSTALLED if callable(getattr(FACTORIES[name], "withdraw", None))]


@pytest.mark.parametrize("name", RETURNING)
def test_a_test_post_goes_out_comes_back_and_is_gone(practice, tmp_path, name):
    with module(name).serving() as server:
        bench = module(name).bench(server, tmp_path)
        account = {"name": name, "channel": name, "base_url": server.url, "options": bench.options}
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        secrets = {f"SYNDICATE_{name.upper()}_{k.upper()}": v for k, v in bench.secrets.items()}
        del practice.environ["SYNDICATE_NOW"]
        done = prove(practice.root, name, tell=practice.tell, environ=practice.environ | secrets)
        assert [post for post in bench.seen() if "Testbericht" in post["text"]] == []
    if bench.needs_picture:
        assert "without a picture" in done.said[-1].en
        return
    assert done.said[-1] is says.WORKS, done.said
    assert [e.data["step"] for e in practice.entries(EntryKind.TRIAL)] == ["begun", "made", "sent", "gone"]
