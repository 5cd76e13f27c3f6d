"""When a superlative was reached, and from when on it is one.

Reached: the stated time, as far as the article can know it, and the day before it too where the article bears a date only
and speaks of today; else the day before the article; some day of a long stretch ("earlier this year"). Over: after the named
month, or two days after a named day (venues and zones differ); back by the stated length less its rounding, because
seven weeks are "a two-month high": half a unit, but at least 15 % and at most 25 % of the length, and 5 % for "over a
month"; from the beginning of the running week, month, quarter or year; or from the beginning of the data ("ever"), of
which there must be a year.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.publication import is_date_only, written
from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.reasons import Unfit

DAY = timedelta(days=1)
ROUGH_LEAST, ROUGH_MOST, ROUGH_OVER = 0.15, 0.25, 0.05
AFTER_DAY, AFTER_PART, MONTH = timedelta(days=2), timedelta(days=3), timedelta(days=28)
LONG, MOST_DAYS = timedelta(days=3), 400
LEAST_HISTORY = timedelta(days=365)
BEGINNING = datetime(2009, 1, 3, tzinfo=UTC)
"""The first block of the first coin: no market data are older."""


class Event(NamedTuple):
    """When it was reached: half-open; ``stated`` by the article or taken from its time."""

    start: datetime
    end: datetime
    stated: bool


def event_of(claim: SuperlativeClaim, published_at: datetime | None) -> Event | Unfit:
    """When the claim says that it happened."""
    latest = written(published_at).latest if published_at else None
    if claim.start is not None and claim.end is not None:
        end = min(claim.end, latest) if latest else claim.end
        if end <= claim.start:
            return Unfit("after_publication", "The stated time lies after publication.")
        unsure = published_at is not None and is_date_only(published_at) and claim.end > published_at - DAY
        return Event(claim.start - (DAY if unsure else timedelta(0)), end, stated=True)
    if published_at is None or latest is None:
        return Unfit("article_time", "Neither the article's time nor the time of the record is known.")
    return Event(published_at - DAY, latest, stated=False)


def beginning_of(claim: SuperlativeClaim, event: Event) -> datetime | Unfit:
    """From when on nothing may have been as extreme, for the claim to hold."""
    if claim.window == "all":
        return BEGINNING
    if claim.since is not None:
        length = claim.since[1] - claim.since[0]
        begin = claim.since[1] + (timedelta(0) if length >= MONTH else AFTER_DAY if length <= DAY else AFTER_PART)
        if begin >= event.start:
            return Unfit("window", "The time since when it is a record is as late as the record itself.")
        return begin
    stated = length_of(claim.window)
    if stated is not None:
        return event.start - (stated - _rounding(stated, over=claim.bound == "at_least"))
    running = {"wtd": _monday, "mtd": _month, "qtd": _quarter, "ytd": _year}.get(claim.window or "")
    if running is None:
        return Unfit("window", "The event since when it is a record is not resolved to a date.")
    begin = running(event.end - timedelta(microseconds=1))
    if begin >= event.start:
        return Unfit("window", "The stretch over which it is a record is no longer than the time when it was reached.")
    return begin


def _rounding(length: timedelta, *, over: bool) -> timedelta:
    """How much shorter a stretch may be that is said to have this length."""
    if over:
        return length * ROUGH_OVER
    units = (days for days in (365, 30, 7) if length.days % days == 0)
    half = timedelta(days=next(units, 1)) / 2
    return min(max(half, length * ROUGH_LEAST), length * ROUGH_MOST)


def midnight(moment: datetime) -> datetime:
    """Beginning of the UTC day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _monday(moment: datetime) -> datetime:
    return midnight(moment) - timedelta(days=moment.weekday())


def _month(moment: datetime) -> datetime:
    return midnight(moment).replace(day=1)


def _quarter(moment: datetime) -> datetime:
    return midnight(moment).replace(month=(moment.month - 1) // 3 * 3 + 1, day=1)


def _year(moment: datetime) -> datetime:
    return midnight(moment).replace(month=1, day=1)


def days_in(event: Event) -> list[Event]:
    """The event itself, or each of its days if it is a long stretch: "earlier this year" it was reached on one of them."""
    if event.end - event.start <= LONG:
        return [event]
    first = midnight(event.start)
    count = min((event.end - first) // DAY + 1, MOST_DAYS)
    return [Event(first + n * DAY, first + (n + 1) * DAY, stated=True) for n in range(count)]


def period_start(moment: datetime, unit: str) -> datetime:
    """Beginning of the UTC day, week (Monday), month, quarter or year that holds the moment.

    >>> period_start(datetime(2026, 1, 14, 22, tzinfo=UTC), "week").isoformat()
    '2026-01-12T00:00:00+00:00'
    """
    return {"day": midnight, "week": _monday, "month": _month, "quarter": _quarter, "year": _year}[unit](moment)
