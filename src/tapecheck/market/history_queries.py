"""Questions to the whole history of an asset: its records, and those that stood for a while."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from typing import NamedTuple

import numpy as np

from tapecheck.market.candle_queries import observed, origin
from tapecheck.market.candles import HIGH, LOW, TIME, Array, Candles, Summary
from tapecheck.market.observations import Coverage, Extremes, Record
from tapecheck.market.reader import exact, instant, micros, micros_in
from tapecheck.market.timeframes import ceil_to, floor_to

_STOOD_FOR = micros_in(timedelta(days=7))


def groups(runs: Sequence[Coverage]) -> tuple[tuple[Coverage, ...], ...]:
    """The runs of each source, venue and pair, coarsest first."""
    found: dict[tuple[str, str, str], list[Coverage]] = {}
    for run in runs:
        found.setdefault(origin(run), []).append(run)
    return tuple(tuple(sorted(group, key=lambda run: run.length, reverse=True)) for group in found.values())


def history(candles: Candles, runs: Sequence[Coverage], until: datetime) -> tuple[Extremes, ...]:
    """Extremes of the whole history before ``until``, one for each source, venue and pair; longest history first.

    Coarse candles are read as far as they go and end before ``until``, finer ones for the rest. Of the imported files those
    are named that have an extreme of their candles' length.
    """
    found = [_group_history(candles, group, until) for group in groups(runs)]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.start, item.source)))


def _group_history(candles: Candles, group: Sequence[Coverage], until: datetime) -> Extremes | None:
    parts: list[tuple[Coverage, Summary]] = []
    begin: datetime | None = None
    reached: datetime | None = None
    for run in group:
        bound = ceil_to(until, run.length) if run is group[-1] else floor_to(until, run.length)
        start, end = max(run.first, reached or run.first), min(bound, run.last_end)
        found = candles.summary(run, start, end) if start < end else None
        if found is not None:
            parts.append((run, found._replace(datasets=frozenset((found.high.dataset, found.low.dataset)))))
            begin, reached = begin or start, end
    if begin is None or reached is None:
        return None
    whole = reduce(Summary.then, (found for _, found in parts))
    return replace(
        observed(candles, parts[0][0], begin, reached, whole), timeframe="+".join(run.timeframe for run, _ in parts)
    )


class Records(NamedTuple):
    """The all-time highs (lows) of a run, in order: when each was reached in microseconds since 1970, and the price."""

    times: list[int]
    prices: list[int]


def records_of(candles: Candles, run: Coverage, *, low: bool) -> Records:
    """Every new high (low) of a whole run."""
    times: list[int] = []
    prices: list[int] = []
    for part in candles.windows(run, run.first, run.last_end):
        column = -part.table[LOW] if low else part.table[HIGH]
        new = _new_highs(column, prices[-1] if prices else None)
        times += part.table[TIME][new].tolist()
        prices += column[new].tolist()
    return Records(times, [abs(price) for price in prices] if low else prices)


RecordsOf = Callable[[Coverage], Records]


def former_records(records: RecordsOf, runs: Sequence[Coverage], until: datetime) -> tuple[Record, ...]:
    """All-time highs (lows) that stood for at least a week, in order, from the run with the longest history."""
    if not runs:
        return ()
    times, prices = records(min(runs, key=lambda run: (run.first, -run.length, run.source)))
    count = bisect_left(times, micros(until))
    ends = [*times[1:count], micros(until)]
    return tuple(
        Record(price=exact(price), since=instant(time), until=instant(end))
        for time, price, end in zip(times[:count], prices, ends, strict=False)
        if end - time >= _STOOD_FOR
    )


def _new_highs(prices: Array, best: int | None) -> Array:
    """The indexes of the prices that are above ``best`` and all before them; ``best`` ``None``: the first counts as well."""
    if not len(prices):
        return np.empty(0, dtype=np.int64)
    before = np.concatenate((prices[:1] - 1 if best is None else np.array([best], dtype=prices.dtype), prices[:-1]))
    return np.flatnonzero(prices > np.maximum.accumulate(before))
