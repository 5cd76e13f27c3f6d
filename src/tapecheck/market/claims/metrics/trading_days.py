"""Which trading days the flow of a fund is told of: a named day, the last ones, a week, a month, since the beginning.

The exchanges of the funds trade in New York; a flow is published in the evening there, and articles of the next morning speak of
the day before. Where the words leave open which day is meant, all that can be meant are returned, the likeliest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tapecheck.market.claims.publication import Written
from tapecheck.schema.measure import Measure

LAST = 3
"""So many trading days before publication may be the last that an article knows of: a Monday's article has Thursday's figures."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})[\s-](?:(?:consecutive|straight|trading|business|successive)[\s-]){{0,2}}(?:days?|sessions?)\b",
    re.IGNORECASE,
)
"""``10 consecutive days``, ``the past five trading days``"""
_STREAK = re.compile(r"\b(?:consecutive|straight|successive|streak|run)\b|^\d{1,3}-day$", re.IGNORECASE)
"""``a 12-day streak``: which may have ended earlier"""
_WEEKS = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})[\s-](?:consecutive[\s-]|straight[\s-])?weeks?\b", re.IGNORECASE
)
"""``the past two weeks``"""
_AROUND_NOW = re.compile(r"\b(?:today|yesterday|daily|day|hours?|session)\b|24\s?-?h", re.IGNORECASE)
"""``the previous day``, ``yesterday``: near publication, whichever day that is"""


class Period(NamedTuple):
    """Trading days from ``first`` to ``last``, both included; ``firm``: the article says clearly that it means these."""

    first: date
    last: date
    words: str
    firm: bool = False


class Told(NamedTuple):
    """What an article says of the time: its half-open window and the words, and how the figure is measured."""

    start: datetime | None
    end: datetime | None
    text: str
    measure: Measure | None


def periods(days: Sequence[date], told: Told, written: Written) -> tuple[Period, ...]:
    """The periods that can be meant, of the trading days ``days`` in order; empty where none of them can be."""
    known = days[: bisect_right(days, written.latest.date())]
    if not known:
        return ()
    return tuple(dict.fromkeys(_periods(known, told, written)))


def _periods(days: Sequence[date], told: Told, written: Written) -> Iterator[Period]:
    ends = list(reversed(days[-LAST:]))
    start, end = told.start, told.end
    count, weeks = _COUNT.search(told.text), _WEEKS.search(told.text)
    if told.measure == "cumulative":
        named = _on(days, start) if start and end and end - start == _DAY else None
        for last in [named] if named else ends:
            yield Period(days[0], last, "since the beginning", firm=True)
    elif start is None or end is None:
        for last in ends:
            yield Period(last, last, "on that day")
    elif count and _number(count["count"]) > 1:
        words = "in a streak of" if _STREAK.search(told.text) else "in"
        yield from _last_days(days, ends, _number(count["count"]), words)
    elif weeks and _number(weeks["count"]) > 1:
        yield from _last_days(days, ends, 5 * _number(weeks["count"]), "in")
        yield from _stretch(ends, start, end, written)
    elif end - start <= _DAY + timedelta(hours=2):
        yield from _one_day(days, ends, told)
    elif "week" in told.text.casefold() or abs(end - start - _WEEK) < timedelta(hours=2):
        yield from _weeks(days, ends, start, end)
    else:
        yield from _stretch(ends, start, end, written)


def nearby(days: Sequence[date], written: Written) -> tuple[Period, ...]:
    """Periods that an article may speak of without saying so: the last days, this week and the last, the month, the year, all."""
    known = days[: bisect_right(days, written.latest.date())]
    if not known:
        return ()
    found = [Period(day, day, "on that day") for day in reversed(known[-10:])]
    for last in reversed(known[-LAST:]):
        monday = last - timedelta(days=last.weekday())
        found += [
            Period(monday, last, "in that week"),
            Period(monday - _WEEK, monday - _DAY, "in the week before"),
            Period(last.replace(day=1), last, "in that month"),
            Period(last.replace(month=1, day=1), last, "in that year"),
        ]
    found += [Period(known[0], last, "since the beginning") for last in reversed(known[-10:])]
    return tuple(found)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.casefold()) + 1


def _on(days: Sequence[date], start: datetime) -> date | None:
    """The trading day that begins with the window, or the last one before it."""
    index = bisect_right(days, start.date()) - 1
    return days[index] if index >= 0 else None


def _last_days(days: Sequence[date], ends: Sequence[date], count: int, words: str) -> Iterator[Period]:
    """The last so many trading days, and the trading days of the last so many calendar days."""
    for last in ends:
        index = bisect_left(days, last)
        yield Period(days[max(0, index + 1 - count)], last, f"{words} {count} trading days")
        yield Period(last - timedelta(days=count - 1), last, f"{words} {count} days")


def _one_day(days: Sequence[date], ends: Sequence[date], told: Told) -> Iterator[Period]:
    assert told.start is not None
    day = _on(days, told.start)
    if told.start.time() == time(0) and not _AROUND_NOW.search(told.text):
        if day is not None:
            yield Period(day, day, "on that day", firm=day == told.start.date())
        return
    for last in ends:
        yield Period(last, last, "on that day")


def _weeks(days: Sequence[date], ends: Sequence[date], start: datetime, end: datetime) -> Iterator[Period]:
    if start.time() == time(0) and end - start == _WEEK:
        yield Period(start.date(), end.date() - _DAY, "in that week", firm=True)
        return
    last = ends[0]
    monday = last - timedelta(days=last.weekday())
    for begin in (monday, monday - _WEEK, monday - 2 * _WEEK):
        yield Period(begin, min(begin + 6 * _DAY, last), "in that week")
    for last in ends:
        yield Period(days[max(0, bisect_left(days, last) - 4)], last, "in five trading days")


def _stretch(ends: Sequence[date], start: datetime, end: datetime, written: Written) -> Iterator[Period]:
    """The trading days of a longer window; of one that runs until now, up to each of the last days."""
    aligned = start.time() == time(0)
    if end <= written.earliest:
        yield Period(start.date(), (end - timedelta(microseconds=1)).date(), "in that time", firm=aligned)
        return
    for last in ends:
        yield Period(start.date(), last, "in that time", firm=aligned)
