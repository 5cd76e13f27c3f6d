"""When a figure holds: the window named beside it, in its sentence, or for the whole paragraph."""

from __future__ import annotations

import math
import re
from datetime import datetime

from tapecheck.mentions.timeline import NUMBER, calendar_period, count, length, shifted, unit_of
from tapecheck.records.context import Context, Figure
from tapecheck.records.decision import Decision
from tapecheck.records.evidence import barrier
from tapecheck.schema.mention import Date
from tapecheck.schema.record import TimeWindow

_EXTREME = re.compile(r"[\s-]+(?:highs?|lows?|peaks?|top|bottom|chart|candle|average|EMA|SMA|moving)\b", re.IGNORECASE)
"""Not when something happened but since when it is a record: "a three-week low"."""

LINK = 0.16
"""A date links to a figure from this strength on; set on the development articles."""
LEFT_DECAY = 0.93
RIGHT_DECAY = 0.93


def nearest_date(context: Context, figure: Figure, *, windows_only: bool = False) -> Date | None:
    """The date or window that the figure's sentence links to it; ``None`` without one."""
    sentence = context.around(figure)
    best: tuple[float, Date] | None = None
    for date in context.dates.within(sentence.start, sentence.end):
        if windows_only and (date.window is None or dates_extreme(context, date)):
            continue
        value = _link(context, figure, date)
        if value >= LINK and (best is None or value > best[0]):
            best = (value, date)
    return best[1] if best else None


def trailing_window(context: Context, figure: Figure) -> Date | None:
    """The stretch of hours or days that the figure's sentence names, nearest first; events and sessions are none."""
    sentence = context.around(figure)
    found = [date for date in context.dates.within(sentence.start, sentence.end) if is_trailing(context, date)]
    return min(found, key=lambda date: _distance(context, figure, date), default=None)


def dates_extreme(context: Context, date: Date) -> bool:
    """Whether the date says since when something is a record, not when it happened: "a three-week low"."""
    return _EXTREME.match(context.text, date.end) is not None


def is_trailing(context: Context, date: Date) -> bool:
    """Whether a date mention is a window of hours or days, not "a three-week low"."""
    return date.window is not None and date.window[0].isdigit() and not dates_extreme(context, date)


def _distance(context: Context, figure: Figure, date: Date) -> float:
    start, end = (date.end, figure.start) if date.end <= figure.start else (figure.end, date.start)
    others = len([other for other in context.figures.within(start, end) if other != figure])
    return context.cues.words_between(start, end) + 3.0 * others + (0.0 if date.start >= figure.end else 2.0)


def _link(context: Context, figure: Figure, date: Date) -> float:
    if date.end <= figure.start:
        start, end, decay = date.end, figure.start, LEFT_DECAY
    elif date.start >= figure.end:
        start, end, decay = figure.end, date.start, RIGHT_DECAY
    else:
        return 0.0
    return float(decay ** context.cues.words_between(start, end)) * math.sqrt(barrier(context, start, end))


def time_of(context: Context, figure: Figure, decision: Decision) -> TimeWindow | None:
    """The time of a record: of the date that its sentence links to it, for a move or liquidation of the window it holds over.

    A forecast's time is that by which it is to come true.
    """
    if decision.modality == "prospective":
        return horizon(context, figure)
    if decision.kind in ("price", "metric"):
        return time_window(nearest_date(context, figure))
    sentence = context.around(figure)
    named = [d for d in context.dates.within(sentence.start, sentence.end) if d.window == decision.window]
    if decision.window is None or not named:
        return None
    return time_window(min(named, key=lambda date: (_distance(context, figure, date), date.start)))


def horizon(context: Context, figure: Figure) -> TimeWindow | None:
    """By when a forecast is to come true: half-open, of a date named beside it that lies after publication or reaches beyond it.

    "In Q4" is that quarter; "by Q4", "by year-end" and "at the end of the year" are from publication to the end of it, "before October"
    to its beginning, "this year" the rest of the year. ``None`` where the sentence names no such date; a date of the past says when
    it was said or last seen.
    """
    now = context.article.published_at
    if now is None:
        return time_window(nearest_date(context, figure))
    sentence = context.around(figure)
    best: tuple[float, TimeWindow] | None = None
    for date in context.dates.within(sentence.start, sentence.end):
        value = _link(context, figure, date)
        mine = value >= LINK / 2 and not _of_another(context, figure, date)
        stretch = _stretch_ahead(context, figure, date, now) if mine else None
        if stretch is not None and (best is None or value > best[0]):
            best = (value, stretch)
    return best[1] if best else _length_of_target(context.text[sentence.start : sentence.end], now)


def _of_another(context: Context, figure: Figure, date: Date) -> bool:
    """Whether the date is that of a figure right before it: "$135,000 by the end of June, and then $200,000"."""
    if date.start >= figure.end:
        return False
    other = context.figures.last_before(date.start)
    return (
        other is not None
        and other.end <= date.start
        and _DUE.fullmatch(context.text, other.end, date.start) is not None
    )


def _length_of_target(sentence: str, now: datetime) -> TimeWindow | None:
    named = _TARGET_LENGTH.search(sentence)
    finish = None if named is None else shifted(now, length(count(named["number"]), unit_of(named["unit"])))
    return None if named is None or finish is None else TimeWindow(start=now, end=finish, text=named["span"])


def _stretch_ahead(context: Context, figure: Figure, date: Date, now: datetime) -> TimeWindow | None:
    """What lies ahead of ``now`` in a date mention; ``None`` if it lies behind."""
    begin, finish = date.begin, date.finish
    before = context.text[max(0, date.start - 32) : date.start]
    if begin is None or finish is None or _SAID.search(before) or _SAID_AFTER.match(context.text, date.end):
        return None
    running = _RUNNING.search(date.text)
    if running is not None and begin <= now:
        ends = calendar_period(unit_of(running["unit"]), 0, now).finish
        return TimeWindow(start=now, end=ends, text=date.text) if ends is not None and ends > now else None
    due = _DUE.fullmatch(context.text, figure.end, date.start)
    if finish <= now and _MONTH.fullmatch(date.text) and (due or _DEADLINE.search(before)):
        # "$9,000 before October": the next one, not the one behind us.
        begin, finish = begin.replace(year=begin.year + 1), finish.replace(year=finish.year + 1)
    if finish <= now:
        # "had predicted $100,000 in 2021": its time is over; other dates of the past say when it was said or last seen.
        return TimeWindow(start=begin, end=finish, text=date.text) if due and begin < finish else None
    if _BY.search(before) or _END.search(date.text):
        begin = now
    elif _UNTIL.search(before) and begin > now:
        begin, finish = now, begin
    return TimeWindow(start=begin, end=finish, text=date.text)


_RUNNING = re.compile(r"\b(?:this|the\s+current|the)\s+(?P<unit>week|month|quarter|year)$", re.IGNORECASE)
"""A stretch that has begun: a forecast for "this year" is one for the rest of it."""
_MONTH = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Q[1-4]|(?:the\s+)?(?:first|second|third|fourth|last|final)\s+quarter",
    re.IGNORECASE,
)
"""A part of a year without the year."""
_DUE = re.compile(
    r"\s+(?:in|by|before|until|during|within|(?:by|at|before|until)\s+the\s+end\s+of)\s+(?:early\s+|mid-|late\s+)?",
    re.IGNORECASE,
)
"""``$6,000 in October``"""
_TARGET_LENGTH = re.compile(
    rf"\b(?P<span>(?P<number>{NUMBER})[\s-](?P<unit>day|week|month|year))\s(?:price\s|share\s|stock\s)?"
    r"(?:target|forecast|objective|projection|prediction)",
    re.IGNORECASE,
)
"""``a 12-month price target of``"""
_DEADLINE = re.compile(r"\b(?:by|before|until|till|for|through)\s+$", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|told\s\w{2,12}|wrote|added|noted|posted|published|dated|predicted|warned|argued|stated|suggested|tweeted|(?:post|tweet|note|report|interview|video|letter))\s+(?:in\s\w{1,12}\s)?(?:on\s+)?$",
    re.IGNORECASE,
)
"""When it was said, not when it is to happen: "could fall to $9,000, she said on Tuesday"."""
_SAID_AFTER = re.compile(
    r"(?:['’]s)?\s(?:[a-z]{2,12}\s)?(?:note|post|report|interview|tweet|newsletter|analysis|update|letter|video|podcast|memo|broadcast|event|conference|summit|meetup)\b",
    re.IGNORECASE,
)
"""``in a Tuesday research note``"""
_BY = re.compile(
    r"\b(?:by|through|within|between\snow\sand|no\slater\sthan|as\s(?:early|soon)\sas|ahead\sof|by\sthe\stime)\s+"
    r"(?:(?:the|early|mid|late|sometime|some\stime|about|around)[\s-]+){0,2}$"
    r"|\bend\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
"""``by early 2027``: it may come true before, too"""
_END = re.compile(r"\b(?:end|close|EOY)\b", re.IGNORECASE)
"""``year-end``, ``the end of June``: the forecast is by then, whatever word links it"""
_UNTIL = re.compile(r"\b(?:before|until|till)\s+$", re.IGNORECASE)


def time_window(date: Date | None) -> TimeWindow | None:
    """The record's time from a date mention; ``None`` when it could not be resolved."""
    if date is None or date.begin is None or date.finish is None or date.begin >= date.finish:
        return None
    return TimeWindow(start=date.begin, end=date.finish, text=date.text)
