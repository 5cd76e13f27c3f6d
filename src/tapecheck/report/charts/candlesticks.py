"""Candles as three paths, whatever their number: wicks, rising bodies, falling bodies.

They are drawn in a viewport that is stretched to the width of the chart, so across they count in thousandths of it. A bar is a
vertical line as thick as its time is long, which takes half as many letters as a rectangle.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from markupsafe import Markup

from tapecheck.market.observations import CandleWindow
from tapecheck.report.charts.scales import Prices, Span
from tapecheck.report.charts.svg import element, number

_ACROSS = 1000
_BODY = 0.7
"""Share of its time that a bar takes; the rest is the space to the next."""
_SHORTEST = 1.0


def candlesticks(window: CandleWindow, span: Span, prices: Prices) -> Markup:
    """The candles; where some are missing nothing is drawn."""
    wicks, rising, falling = "", "", ""
    for candle in window.candles:
        x = across(span, candle.start, window.length)
        first, last = prices.place(candle.open), prices.place(candle.close)
        wicks += line(x, prices.place(candle.high), prices.place(candle.low))
        if last <= first:
            rising += line(x, last, max(first, last + _SHORTEST))
        else:
            falling += line(x, first, max(last, first + _SHORTEST))
    width = thickness(span, window.length)
    return stretched(
        prices.top + prices.height,
        bars("chart__wick", wicks, None),
        bars("chart__up", rising, width),
        bars("chart__down", falling, width),
    )


def stretched(height: float, *content: Markup) -> Markup:
    """A viewport as wide as the chart, in which all of it is ``_ACROSS`` wide; down it counts in pixels."""
    view = f"0 0 {_ACROSS} {number(height)}"
    return element("svg", *content, width="100%", height=height, viewBox=view, preserveAspectRatio="none")


def across(span: Span, start: datetime, length: timedelta) -> float:
    """The middle of the length that begins at ``start``."""
    return _ACROSS * span.place(start + length / 2)


def thickness(span: Span, length: timedelta) -> float:
    """How thick the bar of such a length is."""
    return _ACROSS * _BODY * (length / (span.end - span.start))


def line(x: float, top: float, bottom: float) -> str:
    """A vertical line as a part of a path.

    >>> line(12.34, 20, 25.06)
    'M12.3 20v5.1'
    """
    return f"M{number(x)} {number(top)}v{number(bottom - top)}"


def bars(name: str, path: str, width: float | None) -> Markup:
    """The lines of a class as one path; nothing for none."""
    return element("path", class_=name, d=path, stroke_width=width) if path else Markup()
