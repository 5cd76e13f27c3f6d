"""The arithmetic of time expressions: stretches, trailing windows, calendar periods, and the shape of a rule.

Everything is aware UTC and half-open ``[begin, finish)``. A day, week, month, quarter or year is the UTC one; weeks begin
on Monday. A trailing month counts 30 days and a trailing year 365, as the window names ``30d`` and ``1y`` say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

Grain = Literal["trailing", "day", "period", "clock", "session", "event", "same"]
Unit = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]

DAY = timedelta(days=1)
UNIT_DAYS: dict[str, int] = {"day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365, "decade": 3650}
NUMBER_WORDS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
} | {"a": 1, "an": 1, "single": 1, "couple": 2, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}

NUMBER = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen"
    r"|twenty|thirty|sixty|ninety)"
)
"""A count of units: "24", "seven"."""

UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|yrs?|decades?)"
"""A unit of time, spelled or cut: "hours", "hrs"."""


class Time(NamedTuple):
    """What an expression means: the stretch ``[begin, finish)`` (both or neither), the window's name, and how fine it is.

    ``stop`` is where the mention ends, when that is before the end of what the pattern matched.
    """

    begin: datetime | None = None
    finish: datetime | None = None
    window: str | None = None
    grain: Grain = "period"
    stop: int | None = None


class Context(NamedTuple):
    """What a rule may look at: the whole text, the article's instant (``None`` when unknown), a day named nearby."""

    text: str
    published_at: datetime | None
    day: date | None = None


class Rule(NamedTuple):
    """A pattern that is tried where a word is one of ``triggers``; ``build`` gives ``None`` when it doesn't apply after all.

    The mention's span is the group ``span`` where the pattern has one, else the whole match. ``DIGITS`` among the
    triggers stands for any number in figures.
    """

    name: str
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Context], Time | None]


DIGITS = "0"


def words(text: str) -> frozenset[str]:
    """The blank-separated words of ``text`` as a set."""
    return frozenset(text.split())


def count(text: str | None) -> int:
    """A number in figures or words; 1 when there is none.

    >>> count("24"), count("seven"), count("An"), count(None)
    (24, 7, 1, 1)
    """
    if not text:
        return 1
    return int(text) if text.isdecimal() else NUMBER_WORDS[text.lower()]


def unit_of(text: str) -> Unit:
    """The unit that a word stands for.

    >>> unit_of("hrs"), unit_of("mins"), unit_of("Weeks"), unit_of("d"), unit_of("yrs")
    ('hour', 'minute', 'week', 'day', 'year')
    """
    low = text.lower()
    if low.startswith("mi"):
        return "minute"
    if low.startswith("de"):
        return "decade"
    initials: dict[str, Unit] = {
        "h": "hour",
        "d": "day",
        "w": "week",
        "m": "month",
        "q": "quarter",
        "y": "year",
    }
    return initials[low[0]]


def length(number: int, unit: Unit) -> timedelta:
    """How long ``number`` units last, a month being 30 days and a year 365."""
    if unit == "minute":
        return timedelta(minutes=number)
    return timedelta(hours=number) if unit == "hour" else timedelta(days=number * UNIT_DAYS[unit])


def window_name(number: int, unit: Unit) -> str | None:
    """The window as the guidelines write it; ``None`` for minutes, and for nothing at all.

    >>> window_name(24, "hour"), window_name(1, "day"), window_name(2, "week"), window_name(6, "month")
    ('24h', '24h', '14d', '180d')
    >>> window_name(12, "month"), window_name(2, "year"), window_name(10, "day"), window_name(15, "minute")
    ('1y', '2y', '10d', None)
    """
    if unit == "minute" or number < 1:
        return None
    if unit == "hour":
        return f"{number}h"
    if unit == "month" and number % 12 == 0:
        return f"{number // 12}y"
    if unit in ("year", "decade"):
        return f"{number * (10 if unit == 'decade' else 1)}y"
    days = number * UNIT_DAYS[unit]
    return {1: "24h", 365: "1y"}.get(days, f"{days}d")


def trailing(number: int, unit: Unit, now: datetime | None) -> Time:
    """The stretch of ``number`` units that ends at ``now``."""
    window = window_name(number, unit)
    if now is None or number < 1:
        return Time(None, None, window, "trailing")
    begin = shifted(now, -length(number, unit))
    return Time(begin, now if begin else None, window, "trailing")


def shifted(instant: datetime, by: timedelta) -> datetime | None:
    """``instant + by``, or ``None`` where the calendar ends."""
    try:
        return instant + by
    except OverflowError:
        return None


def midnight(day: date) -> datetime:
    """The UTC instant at which ``day`` begins."""
    return datetime.combine(day, time(), UTC)


def one_day(day: date) -> Time:
    """The whole UTC day."""
    return Time(midnight(day), midnight(day + DAY), "24h", "day")


def month_start(year: int, month: int) -> date:
    """First day of a month; months beyond 1 to 12 run into the neighbouring years.

    >>> month_start(2025, 14), month_start(2026, 0)
    (datetime.date(2026, 2, 1), datetime.date(2025, 12, 1))
    """
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, month: int, number: int, window: str | None = None) -> Time:
    """``number`` whole months from the first of ``month``."""
    return Time(midnight(month_start(year, month)), midnight(month_start(year, month + number)), window)


def period(unit: Unit, shift: int, now: datetime) -> tuple[date, date]:
    """First day and day after the last of the calendar period that holds ``now``, or of one ``shift`` periods later.

    >>> period("quarter", -1, datetime(2026, 1, 14, tzinfo=UTC))
    (datetime.date(2025, 10, 1), datetime.date(2026, 1, 1))
    """
    today = now.date()
    if unit == "day":
        first = today + shift * DAY
        return first, first + DAY
    if unit == "week":
        first = today - today.weekday() * DAY + 7 * shift * DAY
        return first, first + 7 * DAY
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    start = (today.month - 1) // size * size + 1 + shift * size
    return month_start(today.year, start), month_start(today.year, start + size)


TO_DATE: dict[str, str] = {"day": "24h", "week": "7d", "month": "mtd", "quarter": "qtd", "year": "ytd"}
"""Window of a calendar period that is still running."""

ENDED: dict[str, str] = {"day": "24h", "week": "7d", "month": "30d", "quarter": "90d", "year": "1y"}
"""Window of a calendar period that is over."""


def to_date(unit: Unit, now: datetime | None) -> Time:
    """From the start of the running calendar period to ``now``; unresolved at the very instant at which it starts."""
    window = TO_DATE[unit]
    if now is None:
        return Time(None, None, window, "trailing")
    begin = midnight(period(unit, 0, now)[0])
    return Time(begin, now, window, "trailing") if begin < now else Time(None, None, window, "trailing")


def calendar_period(unit: Unit, shift: int, now: datetime | None) -> Time:
    """The whole calendar period ``shift`` periods from the running one ("last month" is -1)."""
    window = ENDED[unit] if shift < 0 else None
    if now is None:
        return Time(None, None, window)
    first, after = period(unit, shift, now)
    return Time(midnight(first), midnight(after), window, "day" if unit == "day" else "period")


def year_period(year: int, now: datetime | None) -> Time:
    """A calendar year; its window is ``ytd`` while it runs and ``1y`` after."""
    window = None if now is None or year > now.year else ("ytd" if year == now.year else "1y")
    return months(year, 1, 12, window)
