"""The one door to the network."""

from __future__ import annotations


class Door:
    """Placeholder until the channels' room is built."""
