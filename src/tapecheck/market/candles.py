"""The candles of a store, read in blocks and remembered: the records of one article ask about the same few days.

A query costs a millisecond or two whatever it asks, so a block of two hundred candles is read at once and the next
questions about it cost nothing. Windows much longer than a block are summed up by the database.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from tapecheck.market.memo import Memo
from tapecheck.market.observations import Coverage
from tapecheck.market.reader import Reader, aware, naive
from tapecheck.market.timeframes import floor_to

_BLOCKS = 256
_DAY = timedelta(days=1)
_BLOCK_CANDLES = 192
_LONG = 3
_OF_RUN = "symbol = ? AND timeframe = ? AND source = ? AND venue = ? AND open_time >= ? AND open_time < ?"
_CANDLES = f"""
    SELECT open_time, open, high, low, close, coalesce(high_time, open_time), coalesce(low_time, open_time), dataset
    FROM candles WHERE {_OF_RUN} ORDER BY open_time
"""  # noqa: S608
_SUMMARY = f"""
    SELECT count(*), max(high), arg_max(coalesce(high_time, open_time), (high, -epoch_us(open_time))),
        min(low), arg_min(coalesce(low_time, open_time), (low, epoch_us(open_time))),
        arg_min(open, open_time), arg_max(close, open_time), list(DISTINCT dataset)
    FROM candles WHERE {_OF_RUN}
"""  # noqa: S608

_time = attrgetter("open_time")


class Candle(NamedTuple):
    """One candle; ``high_time``/``low_time``: the minute if the source gives it, else the candle's start."""

    open_time: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    high_time: datetime
    low_time: datetime
    dataset: int


class Summary(NamedTuple):
    """Several candles as one; ``size``: how many. Of equal highs (lows) the first counts."""

    size: int
    high: Decimal
    high_time: datetime
    low: Decimal
    low_time: datetime
    open: Decimal
    close: Decimal
    datasets: frozenset[int]


class Candles:
    """Candles by run and time."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._blocks = Memo(_BLOCKS)

    def window(self, run: Coverage, start: datetime, end: datetime) -> list[Candle]:
        """The candles that begin in ``[start, end)``, by time; gaps are left out."""
        length = _block_length(run)
        found: list[Candle] = []
        at = floor_to(start, length)
        while at < end:
            block = self._block(run, at, length)
            found += block[bisect_left(block, start, key=_time) : bisect_left(block, end, key=_time)]
            at += length
        return found

    def summary(self, run: Coverage, start: datetime, end: datetime) -> Summary | None:
        """The candles of the window as one; ``None`` if there are none."""
        if end - start <= _block_length(run) * _LONG:
            return summarise(self.window(run, start, end))
        row = self.reader.connection.execute(_SUMMARY, _parameters(run, start, end)).fetchone()
        if row is None or not row[0]:
            return None
        return Summary(row[0], row[1], aware(row[2]), row[3], aware(row[4]), row[5], row[6], frozenset(row[7]))

    def _block(self, run: Coverage, start: datetime, length: timedelta) -> list[Candle]:
        key = (run.source, run.venue, run.symbol, run.timeframe, start)
        return self._blocks.get(key, lambda: self._read(run, start, start + length))

    def _read(self, run: Coverage, start: datetime, end: datetime) -> list[Candle]:
        rows = self.reader.connection.execute(_CANDLES, _parameters(run, start, end)).fetchall()
        return [Candle(aware(r[0]), r[1], r[2], r[3], r[4], aware(r[5]), aware(r[6]), r[7]) for r in rows]


def summarise(candles: Sequence[Candle]) -> Summary | None:
    """Candles in order of time as one; ``None`` if there are none."""
    if not candles:
        return None
    highest, lowest = max(candles, key=attrgetter("high")), min(candles, key=attrgetter("low"))
    return Summary(
        size=len(candles),
        high=highest.high,
        high_time=highest.high_time,
        low=lowest.low,
        low_time=lowest.low_time,
        open=candles[0].open,
        close=candles[-1].close,
        datasets=frozenset(candle.dataset for candle in candles),
    )


def _block_length(run: Coverage) -> timedelta:
    return max(_DAY, run.length * _BLOCK_CANDLES)


def _parameters(run: Coverage, start: datetime, end: datetime) -> list[object]:
    return [run.symbol, run.timeframe, run.source, run.venue, naive(start), naive(end)]
