"""From times and prices to places, and the round ones that an axis names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_TIME_STEPS = (3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
MONDAY = datetime(1969, 12, 29, tzinfo=UTC)
"""All lengths are counted from here: those that divide a day begin at midnight, weeks on Mondays."""


class Span(NamedTuple):
    """The half-open stretch of time ``[start, end)`` that a chart shows."""

    start: datetime
    end: datetime

    def place(self, moment: datetime) -> float:
        """Where a moment is: 0 at the start, 1 at the end, beyond them outside."""
        return (moment - self.start) / (self.end - self.start)

    def holds(self, moment: datetime) -> bool:
        """Whether the moment is shown; the end is, too."""
        return self.start <= moment <= self.end


class Prices(NamedTuple):
    """The prices ``low`` to ``high`` over ``height`` pixels from ``top`` down."""

    low: Decimal
    high: Decimal
    top: float
    height: float

    def place(self, price: Decimal) -> float:
        """How far down a price is, in pixels; only here it becomes a float."""
        return self.top + self.height * float((self.high - price) / (self.high - self.low))

    def clipped(self, price: Decimal) -> float:
        """The same, for one outside of the range at its edge."""
        return self.place(min(max(price, self.low), self.high))

    def holds(self, price: Decimal) -> bool:
        """Whether the price is in the range."""
        return self.low <= price <= self.high


def price_ticks(low: Decimal, high: Decimal, *, most: int = 6) -> tuple[Decimal, ...]:
    """At most ``most`` round prices in ``[low, high]``, evenly apart.

    >>> [str(tick) for tick in price_ticks(Decimal("93100"), Decimal("97924"))]
    ['94000', '95000', '96000', '97000']
    >>> [str(tick) for tick in price_ticks(Decimal("0.0000119"), Decimal("0.0000124"), most=3)]
    ['0.0000120', '0.0000122', '0.0000124']
    """
    if low >= high:
        return (low,)
    size = (high - low).adjusted()
    for step in (step.scaleb(power) for power in (size - 1, size, size + 1) for step in _STEPS):
        first, last = (
            int((low / step).to_integral_value(ROUND_CEILING)),
            int((high / step).to_integral_value(ROUND_FLOOR)),
        )
        if last - first < most:
            return tuple(_plain(step * number) for number in range(first, last + 1))
    return ()


def _plain(value: Decimal) -> Decimal:
    return value if value.as_tuple().exponent <= 0 else Decimal(int(value))  # type: ignore[operator]


def time_ticks(span: Span, *, most: int = 5) -> tuple[tuple[datetime, str], ...]:
    """At most ``most`` round moments in the span (hours, midnights, Mondays, firsts of months), each with its label.

    >>> from datetime import UTC
    >>> [label for _, label in time_ticks(Span(datetime(2026, 1, 12, 9, tzinfo=UTC), datetime(2026, 1, 13, 12, tzinfo=UTC)))]
    ['12:00', '18:00', '13 Jan', '06:00', '12:00']
    """
    for step in (step for step in _TIME_STEPS if step * (most + 1) > span.end - span.start):
        found = tuple(_multiples(span, step))
        if len(found) <= most:
            return tuple((moment, clock(moment) if moment.hour else date(moment)) for moment in found)
    for months in _MONTH_STEPS:
        found = tuple(_months(span, months))
        if len(found) <= most:
            return tuple((moment, f"{moment:%Y}" if moment.month == 1 else f"{moment:%b}") for moment in found)
    return ()


def _multiples(span: Span, step: timedelta) -> Iterator[datetime]:
    number = -((MONDAY - span.start) // step)
    while MONDAY + step * number <= span.end:
        yield MONDAY + step * number
        number += 1


def _months(span: Span, step: int) -> Iterator[datetime]:
    first = span.start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    number = first.year * 12 + first.month - 1
    while True:
        moment = first.replace(year=number // 12, month=number % 12 + 1)
        if moment > span.end:
            return
        if moment >= span.start and number % step == 0:
            yield moment
        number += 1


def clock(moment: datetime) -> str:
    """The hour and minute, UTC."""
    return f"{moment:%H:%M}"


def date(moment: datetime) -> str:
    """The day and month, UTC.

    >>> date(datetime(2026, 1, 4))
    '4 Jan'
    """
    return f"{moment.day} {moment:%b}"
