"""The days of an asset by source, and weeks to years made of them: what superlatives are looked up in.

Everything is read through ``days_of``, which is all that has to change when the store hands out days itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tapecheck.market.claims.superlative.stretch import DAY, midnight, period_start
from tapecheck.market.figures import plain
from tapecheck.market.observations import Coverage, Extremes, Observation
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
    runs = [run for run in market._runs(asset, "1d") if run.last_end >= midnight(until)]
    whole = all(run.first > since for run in runs)
    running = _running(market, asset, until)
    found = [
        _days(market, run, run.first if whole else midnight(since), until, running)
        for run in runs
        if whole or run.first <= since
    ]
    return tuple(one for one in found if one is not None)


def _days(
    market: MarketStore, run: Coverage, first: datetime, until: datetime, running: Extremes | None
) -> Days | None:
    candles = market._candles.window(run, first, midnight(until))
    days = [
        Day(one.open_time, one.open_time + DAY, plain(one.open), plain(one.high), plain(one.low), plain(one.close))
        for one in candles
    ]
    if not days or len(days) != (midnight(until) - first) // DAY:
        return None
    sha256 = market._candles.reader.sha256(candle.dataset for candle in candles)
    if running is None or run.venue == "index":
        return Days(run.source, run.symbol, run.timeframe, first, midnight(until), sha256, tuple(days), venue=run.venue)
    today = Day(midnight(until), midnight(until) + DAY, running.open, running.high, running.low, running.close)
    timeframe = "+".join(dict.fromkeys((run.timeframe, running.timeframe)))
    hashes = ",".join(dict.fromkeys((*sha256.split(","), *running.dataset_sha256.split(","))))
    return Days(run.source, run.symbol, timeframe, first, until, hashes, (*days, today), venue=run.venue)


def _running(market: MarketStore, asset: str, until: datetime) -> Extremes | None:
    """The day that runs at ``until``, up to then, from fine candles."""
    found = market.extremes(asset, midnight(until), until) if midnight(until) < until else None
    return None if found is None or found.coarse else found


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
