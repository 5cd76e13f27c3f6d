"""Points of a series: market values, dominance, open interest, sentiment, flows."""

from __future__ import annotations

from datetime import datetime

from tapecheck.market.figures import plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reader import Reader, aware, naive

_POINTS = """
    SELECT time, source, value, unit, dataset FROM series
    WHERE name = ? AND asset = ? AND venue = ? AND time >= ? AND time < ? ORDER BY time, source
"""


def between(
    reader: Reader, name: str, asset: str, start: datetime, end: datetime, venue: str
) -> tuple[SeriesPoint, ...]:
    """The points of ``[start, end)`` by time, then by source."""
    rows = reader.connection.execute(_POINTS, [name, asset, venue, naive(start), naive(end)]).fetchall()
    return tuple(
        SeriesPoint(
            source=source,
            venue=venue or None,
            symbol=asset,
            timeframe="point",
            start=aware(time),
            end=aware(time),
            dataset_sha256=reader.hashes[dataset],
            name=name,
            value=plain(value),
            unit=unit,
        )
        for time, source, value, unit, dataset in rows
    )
