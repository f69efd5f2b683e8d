"""Which version of the content this is: the time of its newest commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from syndicate.settings.tokens import without_ours


def build_version(root: Path) -> int:
    """Return the commit time (Unix seconds) of what is built, 0 where git cannot tell."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(
            command, env=without_ours(os.environ), capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip().isdigit() else 0
