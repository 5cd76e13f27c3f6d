"""Candles as three paths, whatever their number: wicks, rising bodies, falling bodies.

They are drawn in a viewport that is stretched to the width of the chart, so across they count in thousandths of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from markupsafe import Markup

from tapecheck.market.observations import Candle, CandleWindow
from tapecheck.report.charts.scales import Prices, Span
from tapecheck.report.charts.svg import element, number

ACROSS = 1000
_BODY = 0.64
"""Share of its time that a body takes; the rest is the space to the next."""
_THINNEST = 1.0


def candlesticks(window: CandleWindow, span: Span, prices: Prices) -> Markup:
    """The candles; where some are missing nothing is drawn."""
    width = ACROSS * (window.length / (span.end - span.start))
    rising = [candle for candle in window.candles if candle.close >= candle.open]
    falling = [candle for candle in window.candles if candle.close < candle.open]
    paths = (
        ("wick", "".join(_wick(candle, span, prices, window.length) for candle in window.candles)),
        ("up", _bodies(rising, span, prices, width)),
        ("down", _bodies(falling, span, prices, width)),
    )
    drawn = [
        element("path", class_=f"chart__{name}", d=path, vector_effect="non-scaling-stroke")
        for name, path in paths
        if path
    ]
    return stretched(prices.top + prices.height, *drawn)


def stretched(height: float, *content: Markup) -> Markup:
    """A viewport as wide as the chart, in which all of it is ``ACROSS`` wide; down it counts in pixels."""
    return element(
        "svg",
        *content,
        width="100%",
        height=height,
        viewBox=f"0 0 {ACROSS} {number(height)}",
        preserveAspectRatio="none",
    )


def _wick(candle: Candle, span: Span, prices: Prices, length: timedelta) -> str:
    x = ACROSS * span.place(candle.start + length / 2)
    return f"M{number(x)} {number(prices.place(candle.high))}V{number(prices.place(candle.low))}"


def _bodies(candles: Iterable[Candle], span: Span, prices: Prices, width: float) -> str:
    return "".join(_body(candle, span, prices, width) for candle in candles)


def _body(candle: Candle, span: Span, prices: Prices, width: float) -> str:
    x = ACROSS * span.place(candle.start) + width * (1 - _BODY) / 2
    top = prices.place(max(candle.open, candle.close))
    height = max(prices.place(min(candle.open, candle.close)) - top, _THINNEST)
    across = number(width * _BODY)
    return f"M{number(x)} {number(top)}h{across}v{number(height)}h-{across}z"
