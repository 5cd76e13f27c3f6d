"""The candles of a window, as a chart shows them: of one source, of one length, with their gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from tapecheck.market.candles import CLOSE, DATASET, HIGH, LOW, OPEN, TIME, Array, Candles
from tapecheck.market.observations import Candle, CandleWindow, Coverage
from tapecheck.market.reader import exact, instant, micros, micros_in

_MONDAY = micros_in(timedelta(days=3))
"""From a Monday midnight to the epoch: lengths of whole weeks begin on Mondays, and those that divide a day at midnight."""


def candles(
    loaded: Candles, runs: Sequence[Coverage], start: datetime, end: datetime, length: timedelta
) -> CandleWindow | None:
    """The candles of ``length`` that begin in ``[start, end)``, from the run that reaches over most of it; ``None``: there are none.

    Of runs that reach equally far the one with the longest candles is taken, as it needs the least joining, then the first.
    """
    fitting = [run for run in runs if length % run.length == timedelta(0) and _overlap(run, start, end) > timedelta(0)]
    for run in sorted(fitting, key=lambda run: (_overlap(run, start, end), run.length), reverse=True):
        found = _joined(loaded, run, start, end, length)
        if found is not None:
            return found
    return None


def _overlap(run: Coverage, start: datetime, end: datetime) -> timedelta:
    return min(end, run.last_end) - max(start, run.first)


def _joined(loaded: Candles, run: Coverage, start: datetime, end: datetime, length: timedelta) -> CandleWindow | None:
    """The candles of one run; those of which a part is missing are left out."""
    parts = [window.table for window in loaded.windows(run, start, end + length)]
    table = np.concatenate(parts, axis=1) if parts else None
    if table is None or not table.shape[1]:
        return None
    step = micros_in(length)
    numbers = (table[TIME] + _MONDAY) // step
    first = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 1))
    sizes = np.diff(first, append=len(numbers))
    begins = numbers[first] * step - _MONDAY
    whole = (sizes == length // run.length) & (begins >= micros(start)) & (begins < micros(end))
    if not whole.any():
        return None
    columns = (
        begins,
        table[OPEN][first],
        np.maximum.reduceat(table[HIGH], first),
        np.minimum.reduceat(table[LOW], first),
        table[CLOSE][first + sizes - 1],
    )
    made = tuple(_candle(*row) for row in zip(*(column[whole].tolist() for column in columns), strict=True))
    return CandleWindow(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=made[0].start,
        end=made[-1].start + length,
        dataset_sha256=loaded.reader.sha256(_datasets(table, numbers, numbers[first][whole])),
        length=length,
        candles=made,
    )


def _candle(begin: int, first: int, high: int, low: int, last: int) -> Candle:
    return Candle(instant(begin), exact(first), exact(high), exact(low), exact(last))


def _datasets(table: Array, numbers: Array, used: Array) -> frozenset[int]:
    return frozenset(np.unique(table[DATASET][np.isin(numbers, used)]).tolist())
