"""A run that the code host cancels, and one that never began: what they left goes out with the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from syndicate.model import EntryKind
from tests.servers import x
from tests.servers.loopback import Running
from tests.workflows.conftest import NOW, served

LATER = "2026-11-23T11:00:00+01:00"


@pytest.fixture
def on_x(practice):
    """Two articles with one account on a real X API, and its site served."""
    practice.write("tasks.py", "from syndicate.tasks import ns\n")
    with Running(x.XNetwork()) as server, served(practice):
        account = {"name": "x", "channel": "x", "base_url": server.url, "settle": 0}
        account["pace"] = {"always": True, "per_day": 0, "per_week": 0}
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        practice.adopted("x")
        yield practice, server


def runner(practice, now):
    """Start a runner's own process, as a job does."""
    env = {"PATH": os.environ["PATH"], "HOME": str(practice.root), "LANG": "C.UTF-8", "USER": "tester"}
    env |= {f"SYNDICATE_X_{k.upper()}": v for k, v in x.SECRETS.items()} | {"SYNDICATE_NOW": now}
    return subprocess.Popen(
        [sys.executable, "-m", "invoke", "publish"], cwd=practice.root, env=env, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # what runs behind a shell's `&` ignores SIGINT, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - takes no lock
    )  # fmt: skip


def ended(run):
    told, errors = run.communicate(timeout=120)
    return run.returncode, told, errors


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_cancelled_between_claim_and_send_loses_nothing_and_doubles_nothing(on_x, how):
    practice, server = on_x
    server.fault(what="silence", when="before", method="POST", path="/2/media/upload$")
    cancelled = runner(practice, NOW)
    until = time.monotonic() + 60
    while not any(r["path"] == "/2/media/upload" for r in server.state()["requests"]):
        assert time.monotonic() < until
        time.sleep(0.05)
    cancelled.send_signal(how)
    code, _, errors = ended(cancelled)
    assert code != 0
    assert "Traceback" not in errors
    claimed = {e.key for e in practice.entries(EntryKind.CLAIM)}
    assert len(claimed) == 2

    practice.article("keelpijn")  # the run of this commit was pending, and cancelled before it began
    code, told, errors = ended(runner(practice, NOW))
    assert (code, server.state()["posts"][0]["text"].count("keelpijn")) == (0, 2), told + errors
    assert len(server.state()["posts"]) == 1, "the leases of the cancelled run are still running"

    code, told, errors = ended(runner(practice, LATER))
    assert code == 0, told + errors
    tokens = Counter(e.data["marker"] for e in practice.entries(EntryKind.CLAIM) if e.attempt == 1)
    texts = "\n".join(post["text"] for post in server.state()["posts"])
    assert len(server.state()["posts"]) == 3
    assert {token: texts.count(token) for token in tokens} == dict.fromkeys(tokens, 1)
    assert ended(runner(practice, LATER))[0] == 0
    assert len(server.state()["posts"]) == 3
