"""Sums of liquidations over a window, and over a trailing length of time; read in blocks and kept while there is room."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from tapecheck.market.memo import Memo
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reader import Reader, aware, exact, naive, units
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to

BLOCK_INTERVALS = 16_384
LOADED_INTERVALS = 200_000
"""Intervals of all assets together; about 50 MB."""

_EVERYWHERE = frozenset({"all", "all exchanges"})
_TABLES = "SELECT source, venues, asset, timeframe, min(open_time), max(open_time) FROM liquidations GROUP BY ALL"
_ROWS = """
    SELECT open_time, long_usd, short_usd, dataset FROM liquidations
    WHERE source = ? AND venues = ? AND asset = ? AND timeframe = ? AND open_time >= ? AND open_time < ?
    ORDER BY open_time
"""


class _Table(NamedTuple):
    source: str
    venues: str
    asset: str
    timeframe: str
    first: datetime
    last_end: datetime


class _Block(NamedTuple):
    """Intervals by time, and the sums of all before each of them (and of all), in units of 10**-12 dollars."""

    times: list[datetime]
    long: list[int]
    short: list[int]
    datasets: list[int]


class _Total(NamedTuple):
    table: _Table
    long: int
    short: int
    datasets: frozenset[int]


class Liquidations:
    """Intervals by source, exchanges, asset and length."""

    def __init__(self, reader: Reader, *, loaded: int = LOADED_INTERVALS, block: int = BLOCK_INTERVALS) -> None:
        self._reader = reader
        self._block_intervals = block
        self._blocks = Memo(loaded)
        tables = (
            _Table(source, venues, asset, timeframe, aware(first), aware(last) + TIMEFRAMES[timeframe])
            for source, venues, asset, timeframe, first, last in reader.connection.execute(_TABLES).fetchall()
        )
        self._tables = tuple(sorted(tables, key=lambda table: (TIMEFRAMES[table.timeframe], table)))
        self._timeframes = tuple(dict.fromkeys(table.timeframe for table in self._tables))

    def sums(self, asset: str | None, start: datetime, end: datetime) -> LiquidationSums | None:
        """Sums of the whole intervals inside ``[start, end)``; ``None`` if no source has them all.

        The window is narrowed to whole intervals, never widened: the sum stays a lower bound.
        """
        for timeframe in self._timeframes:
            first, last = ceil_to(start, TIMEFRAMES[timeframe]), floor_to(end, TIMEFRAMES[timeframe])
            found = self._sum(timeframe, asset, first, last) if first < last else None
            if found is not None:
                return found
        return None

    def trailing(
        self, asset: str | None, length: timedelta, start: datetime, end: datetime
    ) -> tuple[LiquidationSums, ...]:
        """Sums over ``length`` at the end of each interval in ``[start, end]``, in order; empty if data are missing.

        A length that is not a whole number of intervals is cut to one, so that the sums stay lower bounds.
        """
        for timeframe in self._timeframes:
            step = TIMEFRAMES[timeframe]
            whole = length // step * step
            first, last = ceil_to(start, step), floor_to(end, step)
            if not whole or first > last:
                continue
            found: list[LiquidationSums] = []
            for number in range((last - first) // step + 1):
                one = self._sum(timeframe, asset, first + step * number - whole, first + step * number)
                if one is None:
                    break
                found.append(one)
            else:
                return tuple(found)
        return ()

    def _sum(self, timeframe: str, asset: str | None, start: datetime, end: datetime) -> LiquidationSums | None:
        """The sum of the best source that has every interval of the window: most exchanges, then most assets."""
        groups: dict[tuple[str, str], list[_Total]] = {}
        for table in self._tables:
            if table.timeframe == timeframe and asset in (None, table.asset):
                total = self._total(table, start, end)
                if total is not None:
                    groups.setdefault((table.source, table.venues), []).append(total)
        if not groups:
            return None
        best = max(groups, key=lambda key: (key[1].count(","), len(groups[key]), key))
        return self._summed(groups[best], start, end, market_wide=asset is None)

    def _summed(
        self, totals: Sequence[_Total], start: datetime, end: datetime, *, market_wide: bool
    ) -> LiquidationSums:
        table = totals[0].table
        assets = tuple(sorted(total.table.asset for total in totals))
        return LiquidationSums(
            source=table.source,
            venue=table.venues,
            symbol=",".join(assets),
            timeframe=table.timeframe,
            start=start,
            end=end,
            dataset_sha256=self._reader.sha256(frozenset().union(*(total.datasets for total in totals))),
            long_usd=exact(sum(total.long for total in totals)),
            short_usd=exact(sum(total.short for total in totals)),
            venues=tuple(table.venues.split(",")),
            assets=assets,
            complete=table.venues.lower() in _EVERYWHERE and (not market_wide or "TOTAL" in assets),
        )

    def _total(self, table: _Table, start: datetime, end: datetime) -> _Total | None:
        """The sums of one asset; ``None`` if an interval is missing."""
        if start < table.first or end > table.last_end:
            return None
        step = TIMEFRAMES[table.timeframe]
        size, long, short = 0, 0, 0
        datasets: set[int] = set()
        at = floor_to(start, step * self._block_intervals)
        while at < end:
            block = self._block(table, at)
            first, last = bisect_left(block.times, start), bisect_left(block.times, end)
            size += last - first
            long += block.long[last] - block.long[first]
            short += block.short[last] - block.short[first]
            datasets.update(block.datasets[first:last])
            at += step * self._block_intervals
        return _Total(table, long, short, frozenset(datasets)) if size == (end - start) // step else None

    def _block(self, table: _Table, start: datetime) -> _Block:
        return self._blocks.get((table, start), lambda: self._read(table, start), weigh=lambda block: len(block.times))

    def _read(self, table: _Table, start: datetime) -> _Block:
        end = start + TIMEFRAMES[table.timeframe] * self._block_intervals
        rows = self._reader.connection.execute(_ROWS, [*table[:4], naive(start), naive(end)]).fetchall()
        return _Block(
            times=[aware(row[0]) for row in rows],
            long=list(accumulate((units(row[1]) for row in rows), initial=0)),
            short=list(accumulate((units(row[2]) for row in rows), initial=0)),
            datasets=[row[3] for row in rows],
        )
