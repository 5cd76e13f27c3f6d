"""Sums of liquidations over a window, and over a trailing length of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.figures import plain
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reader import Reader, aware, naive
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to

_EVERYWHERE = frozenset({"all", "all exchanges"})
_ROWS = """
    SELECT source, venues, asset, open_time, long_usd, short_usd, dataset FROM liquidations
    WHERE timeframe = ? AND (? IS NULL OR asset = ?) AND open_time >= ? AND open_time < ?
    ORDER BY source, venues, asset, open_time
"""


class _Row(NamedTuple):
    source: str
    venues: str
    asset: str
    open_time: datetime
    long_usd: Decimal
    short_usd: Decimal
    dataset: int


def timeframes(reader: Reader) -> tuple[str, ...]:
    """The interval lengths there are liquidations for, finest first."""
    rows = reader.connection.execute("SELECT DISTINCT timeframe FROM liquidations").fetchall()
    return tuple(sorted((row[0] for row in rows), key=lambda name: TIMEFRAMES[name]))


def sums(
    reader: Reader, known: Sequence[str], asset: str | None, start: datetime, end: datetime
) -> LiquidationSums | None:
    """Sums of the whole intervals inside ``[start, end)``; ``None`` if no source has them all.

    The window is narrowed to whole intervals, never widened: the sum stays a lower bound.
    """
    for timeframe in known:
        first, last = ceil_to(start, TIMEFRAMES[timeframe]), floor_to(end, TIMEFRAMES[timeframe])
        if first < last:
            rows = _rows(reader, timeframe, asset, first, last)
            found = _sum(reader, rows, timeframe, first, last, market_wide=asset is None)
            if found is not None:
                return found
    return None


def trailing(
    reader: Reader, known: Sequence[str], asset: str | None, length: timedelta, start: datetime, end: datetime
) -> tuple[LiquidationSums, ...]:
    """Sums over ``length`` at the end of each interval in ``[start, end]``, in order; empty if data are missing.

    A length that is not a whole number of intervals is cut to one, so that the sums stay lower bounds.
    """
    for timeframe in known:
        step = TIMEFRAMES[timeframe]
        whole = length // step * step
        first, last = ceil_to(start, step), floor_to(end, step)
        if not whole or first > last:
            continue
        rows = _rows(reader, timeframe, asset, first - whole, last)
        ends = [first + step * number for number in range((last - first) // step + 1)]
        found = [_sum(reader, rows, timeframe, one - whole, one, market_wide=asset is None) for one in ends]
        complete = tuple(one for one in found if one is not None)
        if len(complete) == len(ends):
            return complete
    return ()


def _rows(reader: Reader, timeframe: str, asset: str | None, start: datetime, end: datetime) -> list[_Row]:
    rows = reader.connection.execute(_ROWS, [timeframe, asset, asset, naive(start), naive(end)]).fetchall()
    return [_Row(row[0], row[1], row[2], aware(row[3]), *row[4:]) for row in rows]


def _sum(
    reader: Reader, rows: Sequence[_Row], timeframe: str, start: datetime, end: datetime, *, market_wide: bool
) -> LiquidationSums | None:
    """The sum of the best source that has every interval of the window: most exchanges, then most assets."""
    by_asset: dict[tuple[str, str, str], list[_Row]] = {}
    for row in rows:
        if start <= row.open_time < end:
            by_asset.setdefault((row.source, row.venues, row.asset), []).append(row)
    groups: dict[tuple[str, str], dict[str, list[_Row]]] = {}
    for (source, venues, asset), found in by_asset.items():
        if len(found) == (end - start) // TIMEFRAMES[timeframe]:
            groups.setdefault((source, venues), {})[asset] = found
    if not groups:
        return None
    source, venues = best = max(groups, key=lambda key: (key[1].count(","), len(groups[key]), key))
    assets = tuple(sorted(groups[best]))
    used = [row for found in groups[best].values() for row in found]
    return LiquidationSums(
        source=source,
        venue=venues,
        symbol=",".join(assets),
        timeframe=timeframe,
        start=start,
        end=end,
        dataset_sha256=reader.sha256(row.dataset for row in used),
        long_usd=plain(sum((row.long_usd for row in used), Decimal(0))),
        short_usd=plain(sum((row.short_usd for row in used), Decimal(0))),
        venues=tuple(venues.split(",")),
        assets=assets,
        complete=venues.lower() in _EVERYWHERE and (not market_wide or "TOTAL" in assets),
    )
