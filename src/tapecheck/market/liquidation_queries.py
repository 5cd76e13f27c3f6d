"""Sums of liquidations over a window."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tapecheck.market.figures import plain
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reader import Reader, naive
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to

_EVERYWHERE = frozenset({"all", "all exchanges"})
_SUMS = """
    SELECT source, venues, asset, count(*), sum(long_usd), sum(short_usd), list(DISTINCT dataset) FROM liquidations
    WHERE timeframe = ? AND (? IS NULL OR asset = ?) AND open_time >= ? AND open_time < ?
    GROUP BY ALL ORDER BY source, venues, asset
"""


def timeframes(reader: Reader) -> tuple[str, ...]:
    """The interval lengths there are liquidations for, finest first."""
    rows = reader.connection.execute("SELECT DISTINCT timeframe FROM liquidations").fetchall()
    return tuple(sorted((row[0] for row in rows), key=lambda name: TIMEFRAMES[name]))


def sums(
    reader: Reader, known: tuple[str, ...], asset: str | None, start: datetime, end: datetime
) -> LiquidationSums | None:
    """Sums of the whole intervals inside ``[start, end)``; ``None`` if no source has them all.

    The window is narrowed to whole intervals, never widened: the sum stays a lower bound.
    """
    for timeframe in known:
        first, last = ceil_to(start, TIMEFRAMES[timeframe]), floor_to(end, TIMEFRAMES[timeframe])
        expected = (last - first) // TIMEFRAMES[timeframe]
        if expected < 1:
            continue
        rows = reader.connection.execute(_SUMS, [timeframe, asset, asset, naive(first), naive(last)]).fetchall()
        groups: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        for row in rows:
            if row[3] == expected:
                groups.setdefault((row[0], row[1]), []).append(row)
        if groups:
            best = max(groups, key=lambda key: (key[1].count(","), len(groups[key]), key))
            return _joined(reader, groups[best], timeframe, first, last, market_wide=asset is None)
    return None


def _joined(
    reader: Reader, rows: list[tuple[Any, ...]], timeframe: str, start: datetime, end: datetime, *, market_wide: bool
) -> LiquidationSums:
    source, venues = rows[0][:2]
    assets = tuple(row[2] for row in rows)
    return LiquidationSums(
        source=source,
        symbol=",".join(assets),
        timeframe=timeframe,
        start=start,
        end=end,
        dataset_sha256=reader.sha256(number for row in rows for number in row[6]),
        long_usd=plain(sum(row[4] for row in rows)),
        short_usd=plain(sum(row[5] for row in rows)),
        venues=tuple(venues.split(",")),
        assets=assets,
        complete=venues.lower() in _EVERYWHERE and (not market_wide or "TOTAL" in assets),
    )
