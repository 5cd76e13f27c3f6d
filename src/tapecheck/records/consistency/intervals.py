"""What a printed figure leaves open, as a closed interval, and whether two intervals can't both hold."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.compare import rounding_half_width
from tapecheck.records.agreement import reading
from tapecheck.records.claim import Figured

INFINITE = Decimal("Infinity")


class Interval(NamedTuple):
    """A value with the least and the most it may stand for, ends included."""

    value: Decimal
    low: Decimal
    high: Decimal

    def widened(self, share: Decimal) -> Interval:
        """The interval with a share of its value more on either side."""
        more = abs(self.value) * share
        return Interval(self.value, self.low - more, self.high + more)


class Clash(NamedTuple):
    """A stated value, the expected one, and how far apart the two could have been without a contradiction; all in one unit."""

    stated: Decimal
    expected: Decimal
    tolerance: Decimal


def amount(record: Figured) -> Interval:
    """A sum, price or number of coins by its size: its rounding, with zeros at its end, and what "about" and "over" add.

    "$3,100" is 3,084.5 to 3,115.5 (a zero may be rounding, up to 0.5 %); "above $95,000" up to a tenth more.
    """
    read = reading(record)
    half = rounding_half_width(read.size, record.provenance.exact) if read.step else Decimal(0)
    low = read.low if record.bound == "at_least" else min(read.low, read.size - half)
    high = read.high if record.bound == "at_most" else max(read.high, read.size + half)
    return Interval(read.size, low, high)


def percent(record: Figured) -> Interval:
    """A signed percentage by its size: a whole unit of the last digit, since writers cut off as well as round.

    "More than 5%" has no upper end and "up to 5%" reaches to nothing: what is larger, or smaller, contradicts neither.
    """
    read = reading(record)
    low = Decimal(0) if record.bound == "at_most" else min(read.low, read.size - read.step)
    high = INFINITE if record.bound == "at_least" else max(read.high, read.size + read.step)
    if record.value < 0:
        return Interval(record.value, -high, -low)
    return Interval(record.value, low, high)


def clash(stated: Interval, expected: Interval) -> Clash | None:
    """How the two contradict each other; ``None`` where some value is in both."""
    gap = max(stated.low - expected.high, expected.low - stated.high)
    if gap <= 0:
        return None
    return Clash(stated.value, expected.value, abs(stated.value - expected.value) - gap)


def change(start: Interval, end: Interval) -> Interval:
    """The change from ``start`` to ``end`` in signed percent.

    >>> [str(end) for end in change(Interval(*map(Decimal, (100, 99, 101))), Interval(*map(Decimal, (202, 202, 202))))]
    ['102.00', '100', '104.0404040404040404040404040']
    """
    return Interval(*((to / since - 1) * 100 for to, since in zip(end, (start[0], start[2], start[1]), strict=True)))
