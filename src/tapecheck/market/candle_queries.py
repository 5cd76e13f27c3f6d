"""Questions to the candles: which cover a window, its extremes, the price at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tapecheck.market.asset_changes import ended
from tapecheck.market.asset_classes import fits
from tapecheck.market.candles import Candles, Summary
from tapecheck.market.observations import Coverage, Extremes, PricePoint
from tapecheck.market.reader import Reader, aware, exact, instant
from tapecheck.market.reasons import Unfit
from tapecheck.market.timeframes import ceil_to, floor_to, seconds

USD_LIKE: frozenset[str] = frozenset({"USD", "USDT", "USDC", "FDUSD", "BUSD", "TUSD"})
"""Quote currencies that count as US dollars, but for the days on which they did not (``asset_changes.off_peg``)."""

_COARSE_SHARE = 0.5


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
        and fits(asset, run)
    ]
    return tuple(sorted(mine, key=lambda run: (run.length, _rank(run), -run.count, run.source, run.symbol)))


def _rank(run: Coverage) -> int:
    return 2 if run.venue == "index" else 1 if run.venue.endswith("futures") else 0


def extremes(candles: Candles, runs: Sequence[Coverage], start: datetime, end: datetime) -> Extremes | None:
    """The extremes of ``[start, end)`` from the first run that covers it without a gap; ``None`` if none does."""
    found = (_covered(candles, run, start, end) for run in runs)
    return next((one for one in found if one is not None), None)


def extremes_by_source(
    candles: Candles, runs: Sequence[Coverage], start: datetime, end: datetime
) -> tuple[Extremes, ...]:
    """The extremes of ``[start, end)``, one for each source, venue and pair, in the order of its best run that covers it.

    Coarse ones, such as the daily candles of an index for some hours, only if there are no others, and then one.
    """
    found: dict[tuple[str, str, str], Extremes] = {}
    for run in runs:
        if origin(run) in found:
            continue
        one = _covered(candles, run, start, end)
        if one is not None and one.coarse:
            return tuple(found.values()) or (one,)
        if one is not None:
            found[origin(run)] = one
    return tuple(found.values())


def origin(run: Coverage) -> tuple[str, str, str]:
    """Whose prices they are, and of which pair, whatever the length of the candles."""
    return run.source, run.venue, run.symbol


def _covered(candles: Candles, run: Coverage, start: datetime, end: datetime) -> Extremes | None:
    """The extremes of ``[start, end)`` in the run; ``None`` if it does not cover it without a gap."""
    first, last = floor_to(start, run.length), ceil_to(end, run.length)
    if start >= end or first < run.first or run.last_end < last:
        return None
    found = candles.summary(run, first, last)
    if found is None or found.size != (last - first) // run.length:
        return None
    added = (last - first) - (end - start)
    return observed(candles, run, first, last, found, coarse=added > (end - start) * _COARSE_SHARE)


def observed(
    candles: Candles, run: Coverage, start: datetime, end: datetime, found: Summary, *, coarse: bool = False
) -> Extremes:
    """A summary with where it comes from."""
    return Extremes(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=start,
        end=end,
        dataset_sha256=candles.reader.sha256(found.datasets),
        high=exact(found.high.price),
        high_time=instant(found.high.time),
        low=exact(found.low.price),
        low_time=instant(found.low.time),
        open=exact(found.open),
        close=exact(found.close),
        coarse=coarse,
    )


def why_not(runs: Sequence[Coverage], asset: str, start: datetime, end: datetime) -> Unfit:
    """Why there are no extremes for the window: no candles of the asset, outside their range, their end, or a gap."""
    if not runs:
        return Unfit("no_data", f"The market store has no {asset} candles against US dollars.")
    first, last = min(run.first for run in runs), max(run.last_end for run in runs)
    if first <= start < last < end:
        return Unfit(
            "unfinished",
            f"The {asset} candles in the market store end at {last:%Y-%m-%d %H:%M} UTC, inside the window from "
            f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}; its last candle is not there yet.",
        )
    if start < first or end > last:
        gone = ended(asset, (run.venue for run in runs), end)
        return Unfit(
            "not_covered",
            f"The {asset} candles in the market store run from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC, "
            f"the window from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}.{f' {gone}' if gone else ''}",
        )
    return Unfit("gap", f"The {asset} candles have a gap between {start:%Y-%m-%d %H:%M} and {end:%Y-%m-%d %H:%M} UTC.")


def price_at(candles: Candles, runs: Sequence[Coverage], instant: datetime) -> PricePoint | None:
    """The finest candle that holds the moment; ``None`` if there is none."""
    for run in runs:
        start = floor_to(instant, run.length)
        found = candles.summary(run, start, start + run.length) if run.first <= start < run.last_end else None
        if found is not None:
            return candle(candles, run, start, found)
    return None


def candle(candles: Candles, run: Coverage, start: datetime, found: Summary) -> PricePoint:
    """One candle with where it comes from."""
    return PricePoint(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=start,
        end=start + run.length,
        dataset_sha256=candles.reader.sha256(found.datasets),
        open=exact(found.open),
        high=exact(found.high.price),
        low=exact(found.low.price),
        close=exact(found.close),
    )
