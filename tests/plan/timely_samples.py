"""Seasons, and plans with events."""

from datetime import datetime

from plan_samples import AMSTERDAM, MONDAY, X

from syndicate.model import Calendar, Season
from syndicate.plan import due

LONG_AGO = {"date": datetime(2024, 1, 8, 9, tzinfo=AMSTERDAM)}
WINTER = Season(48, 3)
AUTUMN = Season(40, 47)


def on(day, hour=9):
    return datetime(*(int(part) for part in day.split("-")), hour, tzinfo=AMSTERDAM)


def plan(articles, lanes=(X,), history=(), now=MONDAY, *events):
    return due(articles, lanes, Calendar(events=events), history, now)


def only_skip(*arguments):
    found = plan(*arguments)
    assert not found.slots
    (skip,) = found.skips
    return skip
