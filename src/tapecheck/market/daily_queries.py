"""Questions to the days of an asset: all of them up to a moment, and when a price was last reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np

from tapecheck.market.candle_queries import candle
from tapecheck.market.candles import CLOSE, DATASET, HIGH, LOW, OPEN, TIME, Array, Candles, Summary
from tapecheck.market.daily import DAY, DAY_MICROS, Daily, day_number, day_start
from tapecheck.market.observations import Coverage, PricePoint
from tapecheck.market.reader import instant
from tapecheck.market.timeframes import ceil_to, floor_to

Group = tuple[Coverage, ...]
"""The runs of one source, venue and pair, coarsest first."""

Days = Array
"""All whole days of a group, one a column. Rows: number (days since 1970-01-01, ascending), open, high, low, close in units
of 10**-12 dollars, first and last file of the day's candles, and the run they are from (its index in the group).
"""

DaysOf = Callable[[Group], Days]

_NUMBER, _OPEN, _HIGH, _LOW, _CLOSE, _FIRST_FILE, _LAST_FILE, _RUN = range(8)


def days_of(candles: Candles, group: Group) -> Days:
    """The days of the coarsest run, and those it lacks from the finer ones that have all candles of the day."""
    days = np.empty((8, 0), dtype=np.int64)
    for index, run in enumerate(group):
        possible = np.arange(day_number(ceil_to(run.first, DAY)), day_number(run.last_end))
        missing = possible[~np.isin(possible, days[_NUMBER])]
        if len(missing):
            windows = candles.windows(run, day_start(missing[0]), day_start(missing[-1] + 1))
            new = [_whole_days(window.table, DAY // run.length, index) for window in windows]
            found = np.concatenate(new, axis=1)
            days = np.concatenate((days, found[:, np.isin(found[_NUMBER], missing)]), axis=1)
    days = days[:, days[_NUMBER].argsort()]
    days.setflags(write=False)  # it is kept, and parts of it are handed out
    return days


def _whole_days(table: Array, per_day: int, run: int) -> Days:
    numbers = table[TIME] // DAY_MICROS
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    if not len(begins):
        return np.empty((8, 0), dtype=np.int64)
    whole = np.diff(begins, append=len(numbers)) == per_day
    first, last = begins[whole], begins[whole] + per_day - 1
    return np.stack(
        (
            numbers[first],
            table[OPEN][first],
            np.maximum.reduceat(table[HIGH], begins)[whole],
            np.minimum.reduceat(table[LOW], begins)[whole],
            table[CLOSE][last],
            np.minimum.reduceat(table[DATASET], begins)[whole],
            np.maximum.reduceat(table[DATASET], begins)[whole],
            np.full(len(first), run),
        )
    )


def dailies(
    candles: Candles, days: DaysOf, groups: Sequence[Group], until: datetime, since: datetime | None
) -> tuple[Daily, ...]:
    """The days of every group up to ``until``, best first.

    Best reaches up to the day before ``until`` and back to ``since``; of several such the one that knows the running day
    comes first if there is a ``since``, otherwise the one with most days.
    """
    found = [one for group in groups if (one := _daily(candles, days(group), group, until, since)) is not None]

    def fitness(one: Daily) -> tuple[bool, bool, bool, int]:
        reaches = one.end >= floor_to(until, DAY)
        back = since is None or one.start <= since
        return reaches, back, one.running and since is not None, len(one)

    return tuple(sorted(found, key=fitness, reverse=True))


def _daily(candles: Candles, days: Days, group: Group, until: datetime, since: datetime | None) -> Daily | None:
    last = int(days[_NUMBER].searchsorted(day_number(until)))
    first = int(days[_NUMBER].searchsorted(day_number(since))) if since is not None else 0
    used = days[:, first:last]
    running = _running(candles, group, floor_to(until, DAY), until)
    if running is None and used.shape[1] == 0:
        return None
    datasets = set(_distinct(used[_FIRST_FILE])) | set(_distinct(used[_LAST_FILE]))
    timeframes = [group[index].timeframe for index in sorted(set(_distinct(used[_RUN])))]
    columns = used[: _CLOSE + 1]
    end = day_start(used[_NUMBER, -1] + 1) if used.shape[1] else until
    if running is not None:
        run, found = running
        prices = [day_number(until), found.open, found.high.price, found.low.price, found.close]
        columns = np.concatenate((columns, np.array(prices, dtype=columns.dtype)[:, np.newaxis]), axis=1)
        datasets |= found.datasets
        timeframes += [] if run.timeframe in timeframes else [run.timeframe]
        end = floor_to(until, run.length)
    return Daily(
        source=group[0].source,
        venue=group[0].venue,
        symbol=group[0].symbol,
        timeframe="+".join(timeframes),
        start=day_start(columns[_NUMBER, 0]),
        end=end,
        dataset_sha256=candles.reader.sha256(datasets),
        numbers=columns[_NUMBER],
        opens=columns[_OPEN],
        highs=columns[_HIGH],
        lows=columns[_LOW],
        closes=columns[_CLOSE],
        running=running is not None,
    )


def _running(candles: Candles, group: Group, midnight: datetime, until: datetime) -> tuple[Coverage, Summary] | None:
    """The finest run that has every candle from midnight that is over by ``until``, with what it holds."""
    for run in reversed(group):
        last = floor_to(until, run.length)
        found = candles.summary(run, midnight, last) if midnight < last else None
        if found is not None and found.size == (last - midnight) // run.length:
            return run, found
    return None


def _distinct(row: Array) -> list[int]:
    """The values of a row of long equal stretches; some more than once."""
    return [int(value) for value in row[np.flatnonzero(np.diff(row, prepend=-1))]]


def last_reached(
    candles: Candles, days: DaysOf, groups: Sequence[Group], price: int, before: datetime, *, low: bool
) -> tuple[PricePoint, ...]:
    """For every group that knows the day before ``before``: the last candle over by then whose high (low) reached ``price``.

    The latest comes first. The day is found among whole days, the candle in the finest run that has it.
    """
    found = [_last_reached(candles, days(group), group, price, before, low=low) for group in groups]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.end, reverse=True))


def _last_reached(
    candles: Candles, days: Days, group: Group, price: int, before: datetime, *, low: bool
) -> PricePoint | None:
    midnight = floor_to(before, DAY)
    count = int(days[_NUMBER].searchsorted(day_number(before)))
    if not count or days[_NUMBER, count - 1] < day_number(before) - 1:
        return None
    if _running(candles, group, midnight, before) is not None:
        today = _last_candle(candles, group, price, midnight, before, low=low)
        if today is not None:
            return today
    reached = days[_LOW, :count] <= price if low else days[_HIGH, :count] >= price
    hits = np.flatnonzero(reached)
    if not len(hits):
        return None
    start = day_start(days[_NUMBER, hits[-1]])
    return _last_candle(candles, group, price, start, start + DAY, low=low)


def _last_candle(
    candles: Candles, group: Group, price: int, start: datetime, end: datetime, *, low: bool
) -> PricePoint | None:
    """The last candle of a day that reached the price, from the finest run that has all of ``[start, end)`` and one such."""
    for run in reversed(group):
        window = candles.window(run, start, floor_to(end, run.length))
        if window is not None:
            hits = np.flatnonzero(window.table[LOW] <= price if low else window.table[HIGH] >= price)
            if len(hits):
                begin = instant(window.table[TIME, hits[-1]])
                found = candles.summary(run, begin, begin + run.length)
                return candle(candles, run, begin, found) if found is not None else None
    return None
