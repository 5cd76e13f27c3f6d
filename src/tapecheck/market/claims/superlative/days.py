"""The days of an asset by source, and weeks to years made of them: what superlatives are looked up in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tapecheck.market.claims.superlative.stretch import DAY, midnight, period_start
from tapecheck.market.daily import Daily
from tapecheck.market.observations import Extremes, Observation
from tapecheck.market.store import MarketStore

NEW_YORK = ZoneInfo("America/New_York")
FEW_DAYS = timedelta(days=120)
"""So long a stretch at most is also read in New York days, which finer candles are summed up to."""


class Day(NamedTuple):
    """One day, or a week to a year, that began at ``start``; ``over`` is when it ends or ended."""

    start: datetime
    over: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


@dataclass(frozen=True, slots=True)
class Days(Observation):
    """Days of one source and pair in order, none missing; the last may be running, and then holds what was traded until ``end``."""

    days: tuple[Day, ...]


def days_of(market: MarketStore, asset: str, since: datetime, until: datetime) -> tuple[Days, ...]:
    """UTC days from that of ``since`` up to ``until``, by source, without gaps, and with the day that is running then where it is known.

    A source whose data begin later or end before the last whole day is left out; where ``since`` is before all data, each
    is read from its beginning.
    """
    found = [one for one in market.dailies(asset, until, since) if not one.gaps and one.end >= midnight(until)]
    whole = all(one.start > midnight(since) for one in found)
    return tuple(_days(market, one) for one in found if whole or one.start <= midnight(since))


def _days(market: MarketStore, daily: Daily) -> Days:
    """The days with Decimals; whole ones are kept with the store, because every article asks for the same."""
    known: dict[int, Day] = market.worked_out.get(("days", daily.source, daily.venue, daily.symbol), dict)
    days: list[Day] = []
    for index, number in enumerate(daily.numbers.tolist()):
        day = known.get(number) if index < daily.complete else None
        if day is None:
            one = daily[index]
            day = Day(one.start, one.start + DAY, one.open, one.high, one.low, one.close)
            if index < daily.complete:
                known[number] = day
        days.append(day)
    return Days(
        source=daily.source,
        venue=daily.venue,
        symbol=daily.symbol,
        timeframe=daily.timeframe,
        start=daily.start,
        end=daily.end,
        dataset_sha256=daily.dataset_sha256,
        days=tuple(days),
    )


def new_york_days(market: MarketStore, asset: str, since: datetime, until: datetime) -> tuple[Days, ...]:
    """The same from midnight to midnight in New York; none for a long stretch, or where the candles are too long to tell."""
    if until - since > FEW_DAYS:
        return ()
    days: list[Day] = []
    found: Extremes | None = None
    start = _new_york_midnight(since)
    while start < until:
        over = _new_york_midnight(start + DAY * 1.5)
        found = market.extremes(asset, start, min(over, until))
        if found is None or found.coarse or found.timeframe == "1d":
            return ()
        days.append(Day(start, over, found.open, found.high, found.low, found.close))
        start = over
    if found is None:
        return ()
    return (
        Days(
            source=found.source,
            venue=found.venue,
            symbol=found.symbol,
            timeframe=found.timeframe,
            start=days[0].start,
            end=until,
            dataset_sha256=found.dataset_sha256,
            days=tuple(days),
        ),
    )


def _new_york_midnight(moment: datetime) -> datetime:
    """The beginning of the New York day that holds the moment, in UTC."""
    local = moment.astimezone(NEW_YORK)
    return datetime(local.year, local.month, local.day, tzinfo=NEW_YORK).astimezone(UTC)


def _joined(days: Sequence[Day]) -> Day:
    return Day(
        days[0].start,
        days[-1].over,
        days[0].open,
        max(one.high for one in days),
        min(one.low for one in days),
        days[-1].close,
    )


def periods(days: Sequence[Day], unit: str) -> list[Day]:
    """The days as whole weeks (from Monday), months, quarters or years of UTC; the first is dropped if it is not whole, the
    last may be running."""
    if unit == "day":
        return list(days)
    groups = [list(group) for _, group in groupby(days, key=lambda one: period_start(one.start, unit))]
    if groups and groups[0][0].start != period_start(groups[0][0].start, unit):
        groups = groups[1:]
    return [_joined(group) for group in groups]
