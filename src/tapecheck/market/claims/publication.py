"""When an article was written, from the time it bears.

A figure was true when it was taken: up to six hours before the stated time (desks update stories for hours) and up to an
hour after it (pages are corrected after their first stamp). A stamp that is exactly midnight in UTC, New York or Los
Angeles is a date without a time: the article may be from any hour of that day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

WRITING = timedelta(hours=6)
SLACK = timedelta(hours=1)

_DAY = timedelta(days=1)
# midnight in UTC; in New York in summer and winter; in Los Angeles in summer and winter
_MIDNIGHTS = frozenset({0, 4, 5, 7, 8})


class Written(NamedTuple):
    """The earliest and the latest moment at which an article's figures can have been taken."""

    earliest: datetime
    latest: datetime


def is_date_only(published_at: datetime) -> bool:
    """Whether a time stamp (aware UTC) looks like a date without a time.

    >>> from datetime import UTC
    >>> is_date_only(datetime(2026, 1, 14, 5, 0, tzinfo=UTC)), is_date_only(datetime(2026, 1, 14, 22, 57, tzinfo=UTC))
    (True, False)
    """
    on_the_hour = not (published_at.minute or published_at.second or published_at.microsecond)
    return on_the_hour and published_at.hour in _MIDNIGHTS


def written(published_at: datetime) -> Written:
    """When the figures of an article that bears this time (aware UTC) can have been taken.

    >>> from datetime import UTC
    >>> [f"{one:%d %H:%M}" for one in written(datetime(2026, 1, 14, 22, 57, tzinfo=UTC))]
    ['14 16:57', '14 23:57']
    >>> [f"{one:%d %H:%M}" for one in written(datetime(2026, 1, 14, 5, 0, tzinfo=UTC))]
    ['13 23:00', '15 06:00']
    """
    unsure = _DAY if is_date_only(published_at) else timedelta(0)
    return Written(published_at - WRITING, published_at + unsure + SLACK)
