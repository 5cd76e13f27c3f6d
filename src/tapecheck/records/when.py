"""When a figure holds: the window named beside it, in its sentence, or for the whole paragraph."""

from __future__ import annotations

import math
import re

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
    """The time of a record: of the date that its sentence links to it, for a move or liquidation of the window it holds over."""
    if decision.kind in ("price", "metric"):
        return time_window(nearest_date(context, figure))
    sentence = context.around(figure)
    named = [d for d in context.dates.within(sentence.start, sentence.end) if d.window == decision.window]
    if decision.window is None or not named:
        return None
    return time_window(min(named, key=lambda date: (_distance(context, figure, date), date.start)))


def time_window(date: Date | None) -> TimeWindow | None:
    """The record's time from a date mention; ``None`` when it could not be resolved."""
    if date is None or date.begin is None or date.finish is None or date.begin >= date.finish:
        return None
    return TimeWindow(start=date.begin, end=date.finish, text=date.text)
