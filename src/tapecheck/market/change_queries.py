"""Changes of price: over a trailing length of time, or since a fixed moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from tapecheck.market.candles import CLOSE, OPEN, TIME, Candles, Window
from tapecheck.market.figures import significant
from tapecheck.market.observations import Changes, Coverage
from tapecheck.market.reader import instant
from tapecheck.market.timeframes import ceil_to, floor_to

# A candle longer than a quarter of the length says too little about where the length begins and ends.
_FINENESS = 4

# A quotient of two prices as floats is off by less than 1e-15 of itself; what is this near the extreme is compared exactly.
_FLOAT_ERROR = 1e-12


_ENDS = slice(OPEN, CLOSE + 1, CLOSE - OPEN)
"""The rows of the prices at both ends of a candle."""


class _Change(NamedTuple):
    percent: Decimal
    at: datetime


def trailing(
    candles: Candles, runs: Sequence[Coverage], length: timedelta, start: datetime, end: datetime
) -> Changes | None:
    """Least and greatest change over ``length`` that ended in ``[start, end)``, in percent; ``None`` if data are missing.

    Only prices that are exactly ``length`` apart are compared: open with open, close with close.
    """
    for run in runs:
        if run.length * _FINENESS > length or length % run.length:
            continue
        first, last = floor_to(start, run.length), ceil_to(end, run.length)
        now = candles.window(run, first, last)
        then = candles.window(run, first - length, last - length) if now else None
        if now and then:
            least, greatest = _extremes(now, then, run.length)
            sha256 = candles.reader.sha256(now.datasets | then.datasets)
            return _changes(run, least, greatest, first - length, last, sha256)
    return None


def _extremes(now: Window, then: Window, length: timedelta) -> tuple[_Change, _Change]:
    """The first least and the first greatest change: of the opens, dated to the candles' starts, and the closes, to their ends."""
    late, early = now.table[_ENDS], then.table[_ENDS]
    quotients = (late / early).T.ravel()  # in order of time: open, close, open, close …
    least, greatest = quotients[quotients.argmin()], quotients[quotients.argmax()]

    def change(position: int) -> _Change:
        at, end = divmod(position, 2)
        when = instant(now.table[TIME, at]) + (length if end else timedelta(0))
        return _Change(percent(late[end, at], early[end, at]), when)

    low = (quotients <= least * (1 + _FLOAT_ERROR)).nonzero()[0].tolist()
    high = (quotients >= greatest * (1 - _FLOAT_ERROR)).nonzero()[0].tolist()
    return min(map(change, low), key=itemgetter(0)), max(map(change, high), key=itemgetter(0))


def since(candles: Candles, runs: Sequence[Coverage], base: datetime, start: datetime, end: datetime) -> Changes | None:
    """Least and greatest change since ``base`` that held in ``[start, end)``, in percent; ``None`` if data are missing."""
    for run in runs:
        if run.length * _FINENESS > end - base or floor_to(base, run.length) != base:
            continue
        begin, last = max(base, floor_to(start, run.length)), ceil_to(end, run.length)
        if base < run.first or last > run.last_end:
            continue
        first, now = candles.summary(run, base, base + run.length), candles.summary(run, begin, last)
        if first is None or now is None or now.size != (last - begin) // run.length:
            continue
        least = _Change(percent(now.low.price, first.open), instant(now.low.open_time))
        greatest = _Change(percent(now.high.price, first.open), instant(now.high.open_time))
        return _changes(run, least, greatest, base, last, candles.reader.sha256(first.datasets | now.datasets))
    return None


def percent(late: int, early: int) -> Decimal:
    """The change from one loaded price to a later one in percent."""
    return (Decimal(int(late)) / int(early) - 1) * 100


def _changes(
    run: Coverage, least: _Change, greatest: _Change, start: datetime, end: datetime, dataset_sha256: str
) -> Changes:
    return Changes(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=start,
        end=end,
        dataset_sha256=dataset_sha256,
        least=significant(least.percent, 4),
        least_time=least.at,
        greatest=significant(greatest.percent, 4),
        greatest_time=greatest.at,
    )
