"""What doctor says about one thing."""

from __future__ import annotations

from syndicate.workflows.doctor import doctor


def seen(practice, about, **environ):
    """The points about one thing."""
    whole = doctor(practice.root, environ=practice.environ | environ)
    return [p for p in whole.points if p.about.en == about]


def one(practice, about, **environ):
    """The one point about a thing."""
    (point,) = seen(practice, about, **environ)
    return point
