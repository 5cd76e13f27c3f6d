"""When an article was written, from the time it bears.

A figure was true when it was taken: some hours before the stated time (desks update stories for hours) and up to an
hour after it (pages are corrected after their first stamp). A stamp that is exactly midnight in UTC, New York or Los
Angeles is a date without a time: the article is of some hour of that date, by UTC.

``scripts/measure_times`` shows how far from the stamp prices said to be current were traded (their reading trusted to 0.85 at
least): of articles with a time 67 % from three hours before to one hour after, 80 % from nine hours before, 82 % from twelve; of
articles with a date 80 % on that UTC day, 82 % with four hours before it and one after.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

WRITING = timedelta(hours=9)
EARLY = timedelta(hours=4)
"""How long before a bare date its article may have been written."""
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
    ['14 13:57', '14 23:57']
    >>> [f"{one:%d %H:%M}" for one in written(datetime(2026, 1, 14, 5, 0, tzinfo=UTC))]
    ['13 20:00', '15 01:00']
    """
    if is_date_only(published_at):
        midnight = published_at.replace(hour=0)
        return Written(midnight - EARLY, midnight + _DAY + SLACK)
    return Written(published_at - WRITING, published_at + SLACK)
