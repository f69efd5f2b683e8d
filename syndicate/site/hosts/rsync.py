"""What a shell and a daemon alike ask of rsync: to pass over what is ours and belongs to no build."""

from __future__ import annotations

from syndicate.site.hosts import NOTE_FILE, OURS

PASS_OVER = tuple(f"--exclude=/{name}" for name in sorted(OURS))
# said of a folder that only the note keeps from being removed
STAYS = f"cannot delete non-empty directory: {NOTE_FILE.partition('/')[0]}"


def differs(told: str) -> bool:
    """Tell whether a dry run with --delete and --out-format=%n found anything to change."""
    return any(line.strip() not in ("", STAYS) for line in told.splitlines())
