"""The table of what a run walked says the worst that happened, and nothing of what did not run."""

from __future__ import annotations

import subprocess
import sys

from tests.channels.walked import table


def test_a_cell_says_the_worst_of_its_tests_and_columns_stand_in_the_order_of_a_post() -> None:
    outcomes = {
        ("x", "withdraw"): {"passed"},
        ("x", "find"): {"passed", "failed"},
        ("x", "render"): {"passed"},
        ("bluesky", "find"): {"passed", "skipped"},
    }
    assert list(table(outcomes)) == [
        "channel  render  find      withdraw",
        "bluesky  -       left out  -",
        "x        yes     FAILED    yes",
    ]


def test_a_run_prints_what_it_walked_and_no_more() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/channels/test_contract_rendering.py",
    ]
    command += ["-k", "test_rendering_needs_no_secrets and telegram"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Walked in this run:\nchannel   render\ntelegram  yes\n" in said
