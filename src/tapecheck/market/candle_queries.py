"""Questions to the candles: which cover a window, its extremes, the price at a moment, the whole history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tapecheck.market.figures import plain
from tapecheck.market.observations import Coverage, Extremes, PricePoint, Record
from tapecheck.market.reader import Reader, aware, naive
from tapecheck.market.timeframes import ceil_to, floor_to, seconds

USD_LIKE: frozenset[str] = frozenset({"USD", "USDT", "USDC", "FDUSD", "BUSD", "TUSD"})
"""Quote currencies that count as US dollars; their own deviations lie inside the tolerance between venues."""

_COARSE_SHARE = 0.5
_STOOD_FOR = timedelta(days=7)

_EXTREMES = """
    SELECT count(*), max(high), arg_max(coalesce(high_time, open_time), high),
        min(low), arg_min(coalesce(low_time, open_time), low),
        arg_min(open, open_time), arg_max(close, open_time), list(DISTINCT dataset)
    FROM candles
    WHERE symbol = ? AND timeframe = ? AND source = ? AND venue = ? AND open_time >= ? AND open_time < ?
"""
_RECORDS = """
    SELECT open_time, {price} FROM (
        SELECT open_time, {price}, {best}({price}) OVER (ORDER BY open_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM candles WHERE symbol = ? AND timeframe = ? AND source = ? AND venue = ? AND open_time < ?
    ) WHERE before IS NULL OR {price} {beats} before ORDER BY open_time
"""


def coverage(reader: Reader) -> tuple[Coverage, ...]:
    """Every run of candles, by symbol, length, source, venue."""
    rows = reader.connection.execute(
        "SELECT source, venue, symbol, timeframe, min(open_time), max(open_time), count(*) FROM candles GROUP BY ALL"
    ).fetchall()
    runs = [
        Coverage(
            source=source,
            venue=venue,
            symbol=symbol,
            timeframe=timeframe,
            first=aware(first),
            last_end=aware(last) + timedelta(seconds=seconds(timeframe)),
            count=count,
        )
        for source, venue, symbol, timeframe, first, last, count in rows
    ]
    return tuple(sorted(runs, key=lambda run: (run.symbol, run.length, run.source, run.venue)))


def runs_of(runs: Iterable[Coverage], asset: str, timeframe: str | None) -> tuple[Coverage, ...]:
    """The runs of an asset against US dollars, best first: finest, then spot before futures before index, then longest."""
    mine = [
        run
        for run in runs
        if run.symbol.partition("/")[0] == asset
        and run.symbol.partition("/")[2] in USD_LIKE
        and timeframe in (None, run.timeframe)
    ]
    return tuple(sorted(mine, key=lambda run: (run.length, _rank(run), -run.count, run.source, run.symbol)))


def _rank(run: Coverage) -> int:
    return {"index": 2, "futures": 1}.get(run.venue, 0)


def extremes(reader: Reader, runs: Sequence[Coverage], start: datetime, end: datetime) -> Extremes | None:
    """The extremes of ``[start, end)`` from the first run that covers it without a gap; ``None`` if none does."""
    if start >= end:
        return None
    for run in runs:
        first, last = floor_to(start, run.length), ceil_to(end, run.length)
        if run.first <= first and last <= run.last_end:
            found = _extremes(reader, run, first, last)
            if found is not None and found[0] == (last - first) // run.length:
                added = (last - first) - (end - start)
                return _observed(reader, run, first, last, found, coarse=added > (end - start) * _COARSE_SHARE)
    return None


def _extremes(reader: Reader, run: Coverage, start: datetime, end: datetime) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = reader.connection.execute(
        _EXTREMES, [run.symbol, run.timeframe, run.source, run.venue, naive(start), naive(end)]
    ).fetchone()
    return row if row is not None and row[0] else None


def _observed(
    reader: Reader, run: Coverage, start: datetime, end: datetime, row: tuple[Any, ...], *, coarse: bool
) -> Extremes:
    _, high, high_time, low, low_time, first, last, datasets = row
    return Extremes(
        source=run.source,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=start,
        end=end,
        dataset_sha256=reader.sha256(datasets),
        high=plain(high),
        high_time=aware(high_time),
        low=plain(low),
        low_time=aware(low_time),
        open=plain(first),
        close=plain(last),
        coarse=coarse,
    )


def why_not(runs: Sequence[Coverage], asset: str, start: datetime, end: datetime) -> str:
    """Why there are no extremes for the window: no candles of the asset, outside their range, or a gap."""
    if not runs:
        return f"the market store has no {asset} candles against US dollars"
    first, last = min(run.first for run in runs), max(run.last_end for run in runs)
    if start < first or end > last:
        return (
            f"the {asset} candles in the market store run from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC, "
            f"the window from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        )
    return f"the {asset} candles have a gap between {start:%Y-%m-%d %H:%M} and {end:%Y-%m-%d %H:%M} UTC"


def price_at(reader: Reader, runs: Sequence[Coverage], instant: datetime) -> PricePoint | None:
    """The finest candle that holds the moment; ``None`` if there is none."""
    for run in runs:
        start = floor_to(instant, run.length)
        row = _extremes(reader, run, start, start + run.length) if run.first <= start < run.last_end else None
        if row is not None:
            return PricePoint(
                source=run.source,
                symbol=run.symbol,
                timeframe=run.timeframe,
                start=start,
                end=start + run.length,
                dataset_sha256=reader.sha256(row[7]),
                open=plain(row[5]),
                high=plain(row[1]),
                low=plain(row[3]),
                close=plain(row[6]),
            )
    return None


def history(reader: Reader, runs: Sequence[Coverage], until: datetime) -> tuple[Extremes, ...]:
    """Extremes of the whole history before ``until``, one for each source, venue and pair; longest history first.

    Coarse candles are read as far as they go and end before ``until``, finer ones for the rest.
    """
    groups: dict[tuple[str, str, str], list[Coverage]] = {}
    for run in runs:
        groups.setdefault((run.source, run.venue, run.symbol), []).append(run)
    found = [_group_history(reader, group, until) for group in groups.values()]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.start, item.source)))


def _group_history(reader: Reader, group: Sequence[Coverage], until: datetime) -> Extremes | None:
    parts: list[Extremes] = []
    reached: datetime | None = None
    for run in sorted(group, key=lambda run: run.length, reverse=True):
        bound = ceil_to(until, run.length) if run is group[0] else floor_to(until, run.length)
        start, end = max(run.first, reached or run.first), min(bound, run.last_end)
        row = _extremes(reader, run, start, end) if start < end else None
        if row is not None:
            parts.append(_observed(reader, run, start, end, row, coarse=False))
            reached = end
    return _joined(parts) if parts else None


def _joined(parts: Sequence[Extremes]) -> Extremes:
    highest = max(parts, key=lambda part: part.high)
    lowest = min(parts, key=lambda part: part.low)
    hashes = dict.fromkeys(sha for part in parts for sha in part.dataset_sha256.split(","))
    return Extremes(
        source=highest.source,
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


def former_records(reader: Reader, runs: Sequence[Coverage], until: datetime, *, low: bool) -> tuple[Record, ...]:
    """All-time highs (lows) that stood for at least a week, in order, from the run with the longest history."""
    if not runs:
        return ()
    run = min(runs, key=lambda run: (run.first, -run.length, run.source))
    price, best, beats = ("low", "min", "<") if low else ("high", "max", ">")
    rows = reader.connection.execute(
        _RECORDS.format(price=price, best=best, beats=beats),
        [run.symbol, run.timeframe, run.source, run.venue, naive(until)],
    ).fetchall()
    ends = [row[0] for row in rows[1:]] + [naive(until)]
    return tuple(
        Record(price=plain(value), since=aware(since), until=aware(end))
        for (since, value), end in zip(rows, ends, strict=True)
        if end - since >= _STOOD_FOR
    )
