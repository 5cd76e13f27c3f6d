"""Changes of price: over a trailing length of time, or since a fixed moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.candles import Candle, Candles
from tapecheck.market.figures import significant
from tapecheck.market.observations import Changes, Coverage
from tapecheck.market.timeframes import ceil_to, floor_to

# A candle longer than a quarter of the length says too little about where the length begins and ends.
_FINENESS = 4


def trailing(
    candles: Candles, runs: Sequence[Coverage], length: timedelta, start: datetime, end: datetime
) -> Changes | None:
    """Least and greatest change over ``length`` that ended in ``[start, end)``, in percent; ``None`` if data are missing.

    Only prices that are exactly ``length`` apart are compared: open with open, close with close.
    """
    for run in runs:
        if run.length * _FINENESS > length or length % run.length:
            continue
        now = _whole(candles, run, floor_to(start, run.length), ceil_to(end, run.length))
        then = _whole(candles, run, floor_to(start, run.length) - length, ceil_to(end, run.length) - length)
        if now and len(now) == len(then):
            moments = _trailing_moments(run, now, then)
            return _changes(candles, run, moments, then[0].open_time, [*now, *then])
    return None


def _trailing_moments(
    run: Coverage, now: Sequence[Candle], then: Sequence[Candle]
) -> Iterator[tuple[Decimal, datetime]]:
    for late, early in zip(now, then, strict=True):
        yield _percent(late.open, early.open), late.open_time
        yield _percent(late.close, early.close), late.open_time + run.length


def since(candles: Candles, runs: Sequence[Coverage], base: datetime, start: datetime, end: datetime) -> Changes | None:
    """Least and greatest change since ``base`` that held in ``[start, end)``, in percent; ``None`` if data are missing."""
    for run in runs:
        if run.length * _FINENESS > end - base or floor_to(base, run.length) != base:
            continue
        first = _whole(candles, run, base, base + run.length)
        now = _whole(candles, run, max(base, floor_to(start, run.length)), ceil_to(end, run.length))
        if first and now:
            moments = (
                (_percent(price, first[0].open), candle.open_time)
                for candle in now
                for price in (candle.low, candle.high)
            )
            return _changes(candles, run, moments, base, [*first, *now])
    return None


def _whole(candles: Candles, run: Coverage, start: datetime, end: datetime) -> list[Candle]:
    """All candles of the window; empty if one is missing."""
    if start < run.first or end > run.last_end:
        return []
    found = candles.window(run, start, end)
    return found if len(found) == (end - start) // run.length else []


def _percent(late: Decimal, early: Decimal) -> Decimal:
    return (late / early - 1) * 100


def _changes(
    candles: Candles,
    run: Coverage,
    moments: Iterator[tuple[Decimal, datetime]],
    start: datetime,
    used: Sequence[Candle],
) -> Changes:
    found = list(moments)
    least, greatest = min(found, key=lambda item: item[0]), max(found, key=lambda item: item[0])
    return Changes(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=start,
        end=max(candle.open_time for candle in used) + run.length,
        dataset_sha256=candles.reader.sha256(candle.dataset for candle in used),
        least=significant(least[0], 4),
        least_time=least[1],
        greatest=significant(greatest[0], 4),
        greatest_time=greatest[1],
    )
