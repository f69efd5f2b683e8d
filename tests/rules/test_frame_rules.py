"""What stands around a text: the three to five points that a hurried reader gets."""

from __future__ import annotations

import pytest
from rules_samples import article, codes, seen

from syndicate.model import Severity, Status

POINT = "Haal de prik elk jaar."


@pytest.mark.parametrize("count", [3, 4, 5])
def test_three_to_five_key_points_are_right(count: int) -> None:
    assert codes(seen(article(key_points=(POINT,) * count))) == []


@pytest.mark.parametrize("count", [1, 2, 6])
def test_fewer_or_more_are_a_warning_at_their_line(count: int) -> None:
    (found,) = seen(article(key_points=(POINT,) * count, lines={"key_points": 9}))
    assert (found.code, found.severity, found.line) == ("trust.key-points-few", Severity.WARNING, 9)
    assert found.said.nl == f"Bij `key_points` staan geen drie tot vijf punten: {count}."


@pytest.mark.parametrize("points", [(), ("", " ")])
def test_without_any_they_are_advised(points: tuple[str, ...]) -> None:
    (found,) = seen(article(key_points=points))
    assert (found.code, found.severity) == ("trust.key-points", Severity.ADVICE)


def test_a_withdrawn_text_needs_none() -> None:
    assert codes(seen(article(key_points=(), status=Status.WITHDRAWN))) == []
