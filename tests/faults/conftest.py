"""The practice and the scripted networks that the workflows are tried on."""

from tests.workflows.conftest import networks, plugged, practice

__all__ = ["networks", "plugged", "practice"]
