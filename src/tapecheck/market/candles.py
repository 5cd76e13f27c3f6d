"""The candles of a store in memory: read in blocks of some thousands, as arrays, and kept while there is room.

A query costs a millisecond or two whatever it asks, and a check asks several things; so a block is read once, and a
question about it is arithmetic on its arrays. A block holds at most 8,192 candles (of 15 minutes: 85 days) of one run, and all
loaded blocks together at most two million candles, about 130 MB, whatever the store holds: ten coins with sixteen months of
15-minute, four years of hourly and eight years of daily candles fit; beyond that the block not asked for the longest makes
room.

Prices are exact: whole numbers of 10**-12 dollars in 64 bits, or Python's own integers for a price above nine million.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tapecheck.market.memo import Memo
from tapecheck.market.observations import Coverage
from tapecheck.market.reader import SCALE, Reader, instant, micros, micros_in, naive
from tapecheck.market.timeframes import TIMEFRAMES

Array: TypeAlias = npt.NDArray[Any]
"""Of ``int64``, or of Python integers (``object``) where 64 bits are too few."""

BLOCK_CANDLES = 8_192
LOADED_CANDLES = 2_000_000

TIME, OPEN, HIGH, LOW, CLOSE, HIGH_TIME, LOW_TIME, DATASET = range(8)
"""The rows of ``Window.table``."""

_SUMMARIES = 4096
_DAY = timedelta(days=1)
_PRICES = ("open", "high", "low", "close")
_OF_RUN = "symbol = ? AND timeframe = ? AND source = ? AND venue = ? AND open_time >= ? AND open_time < ?"
_BLOCK = f"""
    SELECT epoch_us(open_time) AS time, {", ".join(f"TRY_CAST({name} * {10**SCALE} AS BIGINT) AS {name}" for name in _PRICES)},
        epoch_us(coalesce(high_time, open_time)) AS high_time, epoch_us(coalesce(low_time, open_time)) AS low_time, dataset
    FROM candles WHERE {_OF_RUN} ORDER BY open_time
"""  # noqa: S608
_GREAT_PRICES = f"SELECT {', '.join(_PRICES)} FROM candles WHERE {_OF_RUN} ORDER BY open_time"  # noqa: S608


class Window(NamedTuple):
    """Candles of one run by time, each a column of ``table``: times in microseconds since 1970, prices in units of 10**-12.

    ``high_time``/``low_time``: the minute if the source gives it, else the candle's start. ``datasets``: whose they are.
    """

    table: Array
    datasets: frozenset[int]

    @property
    def size(self) -> int:
        """How many candles."""
        return int(self.table.shape[1])


class _Block(NamedTuple):
    """The loaded candles of one stretch of time; ``begins``: the indexes where candles of another file begin, ``files``: which.

    ``step``: from each candle to the next, in microseconds; 0 if some are missing, and then they must be searched for.
    """

    table: Array
    begins: list[int]
    files: list[int]
    first: int
    step: int

    def window(self, start: int, end: int) -> Window:
        """The candles that begin in ``[start, end)``."""
        if self.step:
            size = self.table.shape[1]
            first = 0 if start <= self.first else min(-((self.first - start) // self.step), size)
            last = 0 if end <= self.first else min(-((self.first - end) // self.step), size)
        else:
            first, last = (int(at) for at in self.table[TIME].searchsorted((start, end)))
        if first >= last:
            return Window(self.table[:, :0], frozenset())
        files = self.files
        if len(files) > 1:
            files = files[bisect_right(self.begins, first) - 1 : bisect_left(self.begins, last)]
        return Window(self.table[:, first:last], frozenset(files))


def _block(table: Array) -> _Block:
    time, file = table[TIME], table[DATASET]
    begins = np.flatnonzero(np.diff(file, prepend=-1))
    steps = np.diff(time)
    even = len(steps) > 0 and bool((steps == steps[0]).all())
    return _Block(
        table,
        begins.tolist(),
        file[begins].tolist(),
        first=int(time[0]) if len(time) else 0,
        step=int(steps[0]) if even else 0,
    )


class Extreme(NamedTuple):
    """A highest or lowest price: its value, the start of its candle, the moment if the source gives it, its dataset."""

    price: int
    open_time: int
    time: int
    dataset: int


class Summary(NamedTuple):
    """Several candles as one; ``size``: how many. Of equal highs (lows) the first counts."""

    size: int
    high: Extreme
    low: Extreme
    open: int
    close: int
    datasets: frozenset[int]

    def then(self, later: Summary) -> Summary:
        """This summary and that of later candles as one."""
        return Summary(
            size=self.size + later.size,
            high=later.high if later.high.price > self.high.price else self.high,
            low=later.low if later.low.price < self.low.price else self.low,
            open=self.open,
            close=later.close,
            datasets=self.datasets | later.datasets,
        )


def summarised(window: Window) -> Summary | None:
    """The candles of a window as one; ``None`` if there are none."""
    table, size = window.table, window.size
    if not size:
        return None
    high: list[int] = table[:, table[HIGH].argmax()].tolist()
    low: list[int] = table[:, table[LOW].argmin()].tolist()
    return Summary(
        size=size,
        high=Extreme(high[HIGH], high[TIME], high[HIGH_TIME], high[DATASET]),
        low=Extreme(low[LOW], low[TIME], low[LOW_TIME], low[DATASET]),
        open=int(table[OPEN, 0]),
        close=int(table[CLOSE, -1]),
        datasets=window.datasets,
    )


class Candles:
    """Candles by run and time."""

    def __init__(self, reader: Reader, *, loaded: int = LOADED_CANDLES, block: int = BLOCK_CANDLES) -> None:
        self.reader = reader
        self._lengths = {name: micros_in(max(_DAY, one * block // _DAY * _DAY)) for name, one in TIMEFRAMES.items()}
        self._blocks = Memo(loaded)
        self._summaries = Memo(_SUMMARIES)

    def windows(self, run: Coverage, start: datetime, end: datetime) -> Iterator[Window]:
        """The candles that begin in ``[start, end)``, by time, in one or more pieces; gaps are left out."""
        first, last = micros(max(start, run.first)), micros(min(end, run.last_end))
        return (self._block(run, number).window(first, last) for number in self._numbers(run, first, last))

    def window(self, run: Coverage, start: datetime, end: datetime) -> Window | None:
        """The candles that begin in ``[start, end)`` in one piece; ``None`` if one is missing or there are none."""
        size = (end - start) // run.length
        if size <= 0 or start < run.first or end > run.last_end:
            return None
        parts = list(self.windows(run, start, end))
        if sum(part.size for part in parts) != size:
            return None
        if len(parts) == 1:
            return parts[0]
        return Window(
            np.concatenate([part.table for part in parts], axis=1),
            frozenset().union(*(part.datasets for part in parts)),
        )

    def summary(self, run: Coverage, start: datetime, end: datetime) -> Summary | None:
        """The candles of the window as one; ``None`` if there are none."""
        first, last = micros(max(start, run.first)), micros(min(end, run.last_end))
        parts = [self._summary(run, number, first, last) for number in self._numbers(run, first, last)]
        return reduce(_together, parts) if parts else None

    def _summary(self, run: Coverage, number: int, first: int, last: int) -> Summary | None:
        length = self._lengths[run.timeframe]
        if first <= number * length and (number + 1) * length <= last:
            # A block in the midst of a long window: its summary outlives its candles.
            return self._summaries.get(
                _key(run, number), lambda: summarised(self._block(run, number).window(first, last))
            )
        return summarised(self._block(run, number).window(first, last))

    def _numbers(self, run: Coverage, first: int, last: int) -> range:
        length = self._lengths[run.timeframe]
        return range(first // length, (last - 1) // length + 1) if first < last else range(0)

    def _block(self, run: Coverage, number: int) -> _Block:
        key = _key(run, number)
        return self._blocks.get(key, lambda: self._read(run, number), weigh=lambda block: block.table.shape[1])

    def _read(self, run: Coverage, number: int) -> _Block:
        length = self._lengths[run.timeframe]
        start, end = naive(instant(number * length)), naive(instant((number + 1) * length))
        parameters = [run.symbol, run.timeframe, run.source, run.venue, start, end]
        columns = self.reader.connection.execute(_BLOCK, parameters).fetchnumpy()
        if any(np.ma.isMaskedArray(column) for column in columns.values()):
            rows = self.reader.connection.execute(_GREAT_PRICES, parameters).fetchall()
            for at, name in enumerate(_PRICES):
                columns[name] = np.array([int(row[at].scaleb(SCALE)) for row in rows], dtype=object)
        return _block(np.stack(tuple(columns.values())))


def _key(run: Coverage, number: int) -> tuple[str, str, str, str, int]:
    return run.source, run.venue, run.symbol, run.timeframe, number


def _together(early: Summary | None, late: Summary | None) -> Summary | None:
    return early.then(late) if early and late else early or late
