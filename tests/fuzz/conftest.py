"""How long is fuzzed: a moment with every change; for minutes with HYPOTHESIS_PROFILE=long."""

import os
from datetime import timedelta

import hypothesis

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EXAMPLES = 2_000 if LONG else 150
# what hangs is a fault as well: no input of these sizes needs more than a blink
FUZZ = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=timedelta(seconds=10),
    derandomize=not LONG and os.environ.get("CI", "").lower() in ("1", "true"),
    suppress_health_check=[
        hypothesis.HealthCheck.function_scoped_fixture,
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.data_too_large,
        hypothesis.HealthCheck.large_base_example,
    ],
)
