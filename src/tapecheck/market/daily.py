"""The days of one pair: what streaks, the biggest fall in years and the highest close since are read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from tapecheck.market.candles import Array
from tapecheck.market.observations import Observation
from tapecheck.market.reader import exact, instant, micros, micros_in

DAY = timedelta(days=1)
DAY_MICROS = micros_in(DAY)


class Day(NamedTuple):
    """One UTC day that began at ``start``."""

    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Daily(Observation):
    """UTC days of one source, venue and pair, in order; days without data are left out, see ``gaps``.

    ``numbers``: days since 1970-01-01; ``opens`` to ``closes``: prices in units of 10**-12 dollars, for comparing whole
    columns (``reader.units`` and ``reader.exact`` convert); indexing gives a ``Day`` with Decimals. ``running``: the last
    day is not over at the moment asked for, and holds what was traded up to ``end``. ``timeframe`` names the candles that the
    days were made of ("1d+4h").
    """

    numbers: Array
    opens: Array
    highs: Array
    lows: Array
    closes: Array
    running: bool = False

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, index: int) -> Day:
        """The day at an index; from the end if it is negative.

        Raises:
            IndexError: there are not so many days.
        """
        columns = (self.opens, self.highs, self.lows, self.closes)
        return Day(day_start(self.numbers[index]), *(exact(column[index]) for column in columns))

    def __iter__(self) -> Iterator[Day]:
        return (self[index] for index in range(len(self)))

    @property
    def complete(self) -> int:
        """How many of the days are over; they come first."""
        return len(self) - self.running

    @property
    def gaps(self) -> tuple[tuple[datetime, datetime], ...]:
        """The half-open stretches of missing days between the first and the last."""
        holes = np.flatnonzero(np.diff(self.numbers) > 1)
        return tuple((day_start(self.numbers[at] + 1), day_start(self.numbers[at + 1])) for at in holes)

    def index(self, moment: datetime) -> int | None:
        """The index of the day that holds a moment (aware UTC); ``None`` if it is not among the days."""
        number = day_number(moment)
        at = int(self.numbers.searchsorted(number))
        return at if at < len(self) and self.numbers[at] == number else None


def day_number(moment: datetime) -> int:
    """The UTC day that holds a moment, in days since 1970-01-01."""
    return micros(moment) // DAY_MICROS


def day_start(number: int) -> datetime:
    """When a day began."""
    return instant(int(number) * DAY_MICROS)
