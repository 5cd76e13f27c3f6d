"""Questions to the candles about what came after: which runs of candles touched a price, when first, and how far each went.

They are asked of months and years. So each run's whole days are summed up once and kept (a few thousand at most); only the
hours at both ends of a stretch, and the day of the touch, are looked up candle by candle.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from tapecheck.market.candles import Candle, Candles
from tapecheck.market.figures import plain
from tapecheck.market.observations import Coverage, Reach
from tapecheck.market.reader import aware
from tapecheck.market.timeframes import ceil_to, floor_to

_DAY = timedelta(days=1)
_DAYS = """
    SELECT min(open_time) AS first, max(open_time), count(*),
        max(high), arg_max(coalesce(high_time, open_time), (high, -epoch_us(open_time))),
        min(low), arg_min(coalesce(low_time, open_time), (low, epoch_us(open_time))),
        arg_max(close, open_time), min(dataset), max(dataset)
    FROM candles WHERE symbol = ? AND timeframe = ? AND source = ? AND venue = ?
    GROUP BY time_bucket(INTERVAL 1 DAY, open_time) ORDER BY first
"""


class Stretch(NamedTuple):
    """The candles of a day, or one candle: when the first and the last begin, how many, and the files they are from."""

    first: datetime
    last: datetime
    size: int
    high: Decimal
    high_time: datetime
    low: Decimal
    low_time: datetime
    close: Decimal
    datasets: tuple[int, int]


Days = Sequence[Stretch]
DaysOf = Callable[[Coverage], Days]

_first, _high, _low, _size = attrgetter("first"), attrgetter("high"), attrgetter("low"), attrgetter("size")


def days_of(candles: Candles, run: Coverage) -> Days:
    """The days of a run (UTC) that have candles, in order."""
    asked = [run.symbol, run.timeframe, run.source, run.venue]
    rows = candles.reader.connection.execute(_DAYS, asked).fetchall()
    return [
        Stretch(aware(r[0]), aware(r[1]), r[2], r[3], aware(r[4]), r[5], aware(r[6]), r[7], (r[8], r[9])) for r in rows
    ]


def reaches(
    candles: Candles,
    days: DaysOf,
    runs: Sequence[Coverage],
    start: datetime,
    end: datetime | None,
    level: Decimal,
    *,
    up: bool,
) -> tuple[Reach, ...]:
    """How far each run went in candles that begin in ``[start, end)``, and its first candle at or beyond the level.

    Beyond is above for ``up``, else below. ``end`` ``None``: as far as the data go. Runs without a candle there are left out.
    """
    found = [_reach(candles, days(run), run, start, min(end or run.last_end, run.last_end), level, up) for run in runs]
    return tuple(one for one in found if one is not None)


def _reach(
    candles: Candles, days: Days, run: Coverage, start: datetime, end: datetime, level: Decimal, up: bool
) -> Reach | None:
    parts = _parts(candles, days, run, start, end)
    if not parts:
        return None
    highest, lowest, last = max(parts, key=_high), min(parts, key=_low), parts[-1]
    touched = _first_touch(parts, level, up)
    if touched is not None and touched.size > 1:
        day = floor_to(touched.first, _DAY)
        touched = _first_touch(_each(candles.window(run, day, day + _DAY)), level, up)
    begin, finish = parts[0].first, last.last + run.length
    looked_at = [one for one in (highest, lowest, last, touched) if one is not None]
    return Reach(
        source=run.source,
        venue=run.venue,
        symbol=run.symbol,
        timeframe=run.timeframe,
        start=begin,
        end=finish,
        dataset_sha256=candles.reader.sha256(number for one in looked_at for number in one.datasets),
        high=plain(highest.high),
        high_time=highest.high_time,
        low=plain(lowest.low),
        low_time=lowest.low_time,
        close=plain(last.close),
        whole=begin - start < run.length and sum(map(_size, parts)) == (finish - begin) // run.length,
        touched=touched.first if touched else None,
        touched_price=plain(touched.high if up else touched.low) if touched else None,
    )


def _parts(candles: Candles, days: Days, run: Coverage, start: datetime, end: datetime) -> list[Stretch]:
    """The candles up to the first midnight, the whole days, and the candles after the last midnight of ``[start, end)``."""
    first = ceil_to(start, _DAY)
    last = max(floor_to(end, _DAY), first)
    return [
        *_each(candles.window(run, start, min(first, end))),
        *days[bisect_left(days, first, key=_first) : bisect_left(days, last, key=_first)],
        *_each(candles.window(run, last, end)),
    ]


def _each(found: Sequence[Candle]) -> list[Stretch]:
    return [
        Stretch(
            one.open_time,
            one.open_time,
            1,
            one.high,
            one.high_time,
            one.low,
            one.low_time,
            one.close,
            (one.dataset, one.dataset),
        )
        for one in found
    ]


def _first_touch(parts: Sequence[Stretch], level: Decimal, up: bool) -> Stretch | None:
    return next((one for one in parts if (one.high >= level if up else one.low <= level)), None)


def gap_free(found: Sequence[Reach], end: datetime | None) -> Reach | None:
    """The run without a missing candle that reaches furthest towards ``end``, of several the finest; ``None`` if all have gaps."""
    whole = [one for one in found if one.whole]
    return max(whole, key=lambda one: (reached(one, end), -one.length, one.venue != "index"), default=None)


def reached(one: Reach, end: datetime | None) -> datetime:
    """Up to when the run tells: ``end`` itself if not one whole candle before it is missing.

    A candle that goes on beyond ``end`` is not needed: it can't show that something happened in time.
    """
    return end if end is not None and one.end > end - one.length else one.end
