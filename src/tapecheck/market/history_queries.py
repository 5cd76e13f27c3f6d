"""Questions to the whole history of an asset: its records, and those that stood for a while."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from tapecheck.market.candle_queries import observed
from tapecheck.market.candles import Candle, Candles, Summary
from tapecheck.market.figures import plain
from tapecheck.market.observations import Coverage, Extremes, Record
from tapecheck.market.timeframes import ceil_to, floor_to

_STOOD_FOR = timedelta(days=7)
_FEW = 6000
"""Runs up to so many candles (sixteen years of days) are kept in memory whole; longer ones are asked for each time."""


class Growth(NamedTuple):
    """A run from its beginning: after each candle, the candle with the highest high and with the lowest low so far."""

    candles: list[Candle]
    highest: list[Candle]
    lowest: list[Candle]


Grow = Callable[[Coverage], Growth]


def grow(candles: Candles, run: Coverage) -> Growth:
    """The growth of a whole run."""
    rows = candles.window(run, run.first, run.last_end)
    return Growth(
        rows,
        list(accumulate(rows, _higher)),
        list(accumulate(rows, _lower)),
    )


def _higher(best: Candle, one: Candle) -> Candle:
    return one if one.high > best.high else best


def _lower(best: Candle, one: Candle) -> Candle:
    return one if one.low < best.low else best


def history(candles: Candles, grown: Grow, runs: Sequence[Coverage], until: datetime) -> tuple[Extremes, ...]:
    """Extremes of the whole history before ``until``, one for each source, venue and pair; longest history first.

    Coarse candles are read as far as they go and end before ``until``, finer ones for the rest.
    """
    groups: dict[tuple[str, str, str], list[Coverage]] = {}
    for run in runs:
        groups.setdefault((run.source, run.venue, run.symbol), []).append(run)
    found = [_group_history(candles, grown, group, until) for group in groups.values()]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.start, item.source)))


def _group_history(candles: Candles, grown: Grow, group: Sequence[Coverage], until: datetime) -> Extremes | None:
    parts: list[Extremes] = []
    reached: datetime | None = None
    for run in sorted(group, key=lambda run: run.length, reverse=True):
        bound = ceil_to(until, run.length) if run is group[0] else floor_to(until, run.length)
        start, end = max(run.first, reached or run.first), min(bound, run.last_end)
        if start >= end:
            continue
        from_start = start == run.first and run.count <= _FEW
        found = _grown_until(grown(run), end) if from_start else candles.summary(run, start, end)
        if found is not None:
            parts.append(observed(candles, run, start, end, found))
            reached = end
    return _joined(parts) if parts else None


def _grown_until(growth: Growth, end: datetime) -> Summary | None:
    count = bisect_left(growth.candles, end, key=lambda candle: candle.open_time)
    if not count:
        return None
    high, low = growth.highest[count - 1], growth.lowest[count - 1]
    return Summary(
        size=count,
        high=high.high,
        high_time=high.high_time,
        low=low.low,
        low_time=low.low_time,
        open=growth.candles[0].open,
        close=growth.candles[count - 1].close,
        datasets=frozenset((high.dataset, low.dataset)),
    )


def _joined(parts: Sequence[Extremes]) -> Extremes:
    highest = max(parts, key=lambda part: part.high)
    lowest = min(parts, key=lambda part: part.low)
    hashes = dict.fromkeys(sha for part in parts for sha in part.dataset_sha256.split(","))
    return Extremes(
        source=highest.source,
        venue=highest.venue,
        symbol=highest.symbol,
        timeframe="+".join(part.timeframe for part in parts),
        start=parts[0].start,
        end=parts[-1].end,
        dataset_sha256=",".join(hashes),
        high=highest.high,
        high_time=highest.high_time,
        low=lowest.low,
        low_time=lowest.low_time,
        open=parts[0].open,
        close=parts[-1].close,
    )


def former_records(grown: Grow, runs: Sequence[Coverage], until: datetime, *, low: bool) -> tuple[Record, ...]:
    """All-time highs (lows) that stood for at least a week, in order, from the run with the longest history."""
    if not runs:
        return ()
    growth = grown(min(runs, key=lambda run: (run.first, -run.length, run.source)))
    best = growth.lowest if low else growth.highest
    count = bisect_left(growth.candles, until, key=lambda candle: candle.open_time)
    records = list(dict.fromkeys(best[:count]))
    ends = [record.open_time for record in records[1:]] + [until]
    return tuple(
        Record(price=plain(one.low if low else one.high), since=one.open_time, until=end)
        for one, end in zip(records, ends, strict=True)
        if end - one.open_time >= _STOOD_FOR
    )
