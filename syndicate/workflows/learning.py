"""What a network itself says that it takes, asked before the posts that are due are composed for good.

A preview asks nobody: it shows what the settings say, and this says where they say too much.
"""

from __future__ import annotations

from collections.abc import Iterable

from syndicate.channels.abilities import Learns
from syndicate.errors import ChannelError
from syndicate.workflows.outlook import Coming
from syndicate.workflows.way import Way


def learnt(way: Way, coming: Iterable[Coming]) -> bool:
    """Ask the networks of these posts; tell whether one of them takes something else than was known."""
    changed, lang = False, way.settings.language
    for name in sorted({one.post.account for one in coming}):
        channel = way.channels[name]
        if not isinstance(channel, Learns):
            continue
        before = channel.limits
        try:
            troubles = channel.learn()
        except ChannelError:  # it is asked again right before the post, and then said
            continue
        for trouble in troubles:
            way.tell(f"account {name}: {trouble.what.of(lang)} {trouble.mend.of(lang)}")
        changed = changed or channel.limits != before
    return changed
