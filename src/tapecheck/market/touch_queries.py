"""Questions to the candles about what came after: which runs of candles touched a price, when first, and how far each went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import numpy as np

from tapecheck.market.candles import HIGH, LOW, TIME, Candles
from tapecheck.market.observations import Coverage, Reach
from tapecheck.market.reader import exact, instant, units


def reaches(
    candles: Candles, runs: Sequence[Coverage], start: datetime, end: datetime | None, level: Decimal, *, up: bool
) -> tuple[Reach, ...]:
    """How far each run went in candles that begin in ``[start, end)``, and its first candle at or beyond the level.

    Beyond is above for ``up``, else below. ``end`` ``None``: as far as the data go. Runs without a candle there are left out.
    """
    price = units(level, up=up)
    found = [_reach(candles, run, start, min(end or run.last_end, run.last_end), price, up) for run in runs]
    return tuple(one for one in found if one is not None)


def _reach(candles: Candles, run: Coverage, start: datetime, end: datetime, level: int, up: bool) -> Reach | None:
    summary = candles.summary(run, start, end) if start < end else None
    if summary is None:
        return None
    touched: tuple[int, int] | None = None
    begin: int | None = None
    last = 0
    for window in candles.windows(run, start, end):
        if not window.size:
            continue
        times, prices = window.table[TIME], window.table[HIGH if up else LOW]
        begin, last = int(times[0]) if begin is None else begin, int(times[-1])
        if touched is None:
            hits = np.flatnonzero(prices >= level if up else prices <= level)
            touched = (int(times[hits[0]]), int(prices[hits[0]])) if len(hits) else None
    assert begin is not None
    first, finish = instant(begin), instant(last) + run.length
    return Reach(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=first,
        end=finish,
        dataset_sha256=candles.reader.sha256(summary.datasets),
        high=exact(summary.high.price),
        high_time=instant(summary.high.time),
        low=exact(summary.low.price),
        low_time=instant(summary.low.time),
        close=exact(summary.close),
        whole=first - start < run.length and summary.size == (finish - first) // run.length,
        touched=instant(touched[0]) if touched else None,
        touched_price=exact(touched[1]) if touched else None,
    )


def gap_free(found: Sequence[Reach], end: datetime | None) -> Reach | None:
    """The run without a missing candle that reaches furthest towards ``end``, of several the finest; ``None`` if all have gaps."""
    whole = [one for one in found if one.whole]
    return max(whole, key=lambda one: (reached(one, end), -one.length, one.venue != "index"), default=None)


def reached(one: Reach, end: datetime | None) -> datetime:
    """Up to when the run tells: ``end`` itself if not one whole candle before it is missing.

    A candle that goes on beyond ``end`` is not needed: it can't show that something happened in time.
    """
    return end if end is not None and one.end > end - one.length else one.end
