"""Points of a series: market values, dominance, open interest, sentiment, flows; read in blocks and kept while there is room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import NamedTuple

from tapecheck.market.figures import plain
from tapecheck.market.memo import Memo
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reader import Reader, aware, naive

BLOCK_POINTS = 16_384
LOADED_POINTS = 200_000
"""All series together; about 80 MB."""

_KNOWN = 4096
_OF_SERIES = "name = ? AND asset = ? AND venue = ?"
_BEGINS = f"""
    SELECT time FROM series WHERE {_OF_SERIES}
    QUALIFY (row_number() OVER (ORDER BY time, source) - 1) % ? = 0 ORDER BY time
"""  # noqa: S608
_POINTS = f"""
    SELECT time, source, value, unit, dataset FROM series
    WHERE {_OF_SERIES} AND time >= ? AND (? IS NULL OR time < ?) ORDER BY time, source
"""  # noqa: S608


class _Block(NamedTuple):
    times: list[datetime]
    points: list[SeriesPoint]


class Series:
    """Points by series and time."""

    def __init__(self, reader: Reader, *, loaded: int = LOADED_POINTS, block: int = BLOCK_POINTS) -> None:
        self._reader = reader
        self._block_points = block
        self._begins = Memo(_KNOWN)
        self._blocks = Memo(loaded)

    def between(self, name: str, asset: str, start: datetime, end: datetime, venue: str) -> tuple[SeriesPoint, ...]:
        """The points of ``[start, end)`` by time, then by source."""
        begins = self._begin_times(name, asset, venue)
        found: list[SeriesPoint] = []
        for number in range(max(bisect_right(begins, start) - 1, 0), bisect_left(begins, end)):
            times, points = self._block(name, asset, venue, number)
            found += points[bisect_left(times, start) : bisect_left(times, end)]
        return tuple(found)

    def _begin_times(self, name: str, asset: str, venue: str) -> list[datetime]:
        """Where the blocks of a series begin; a moment is never divided."""
        key = (name, asset, venue)
        return self._begins.get(key, lambda: self._read_begins(key))

    def _read_begins(self, key: tuple[str, str, str]) -> list[datetime]:
        rows = self._reader.connection.execute(_BEGINS, [*key, self._block_points]).fetchall()
        return list(dict.fromkeys(aware(row[0]) for row in rows))

    def _block(self, name: str, asset: str, venue: str, number: int) -> _Block:
        key = (name, asset, venue, number)
        return self._blocks.get(
            key, lambda: self._read(name, asset, venue, number), weigh=lambda block: len(block.times)
        )

    def _read(self, name: str, asset: str, venue: str, number: int) -> _Block:
        begins = [naive(begin) for begin in self._begin_times(name, asset, venue)] + [None]
        start, end = begins[number], begins[number + 1]
        rows = self._reader.connection.execute(_POINTS, [name, asset, venue, start, end, end]).fetchall()
        points = [
            SeriesPoint(
                source=source,
                venue=venue or None,
                symbol=asset,
                timeframe="point",
                start=aware(time),
                end=aware(time),
                dataset_sha256=self._reader.hashes[dataset],
                name=name,
                value=plain(value),
                unit=unit,
            )
            for time, source, value, unit, dataset in rows
        ]
        return _Block([point.start for point in points], points)
