"""The picture: axes, candles, publication, claims, and below them liquidations where the article speaks of some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from tapecheck.market.observations import CandleWindow
from tapecheck.report.charts.candlesticks import candlesticks
from tapecheck.report.charts.layout import room, spread
from tapecheck.report.charts.scales import Prices, Span, price_ticks, time_ticks
from tapecheck.report.charts.shapes import Placed, at, link
from tapecheck.report.charts.svg import element, share
from tapecheck.report.charts.words import published

TOP, HEIGHT, AXIS = 24, 288, 22
LABEL_GAP = 24
MOST_LABELS = room(gap=LABEL_GAP, low=TOP, high=TOP + HEIGHT)
_NEAR = Decimal("0.4")
"""How far above and below the candles, in their height, a claim still widens the scale; what lies beyond is named at the edge."""
_SPACE = Decimal("0.04")


def price_scale(window: CandleWindow, claims: Sequence[Placed]) -> Prices:
    """The scale of the prices traded and of the claims near them."""
    low = min(candle.low for candle in window.candles)
    high = max(candle.high for candle in window.candles)
    size = high - low or high / 100 or Decimal(1)
    near = [
        price for one in claims for price in (one.low, one.high) if low - size * _NEAR <= price <= high + size * _NEAR
    ]
    low, high = min([low, *near]), max([high, *near])
    space = (high - low or size) * _SPACE
    return Prices(low - space, high + space, TOP, HEIGHT)


def price_panel(
    window: CandleWindow, span: Span, claims: Sequence[Placed], published_at: datetime | None
) -> list[Markup]:
    """Grid, candles, publication and claims, from behind to the front."""
    prices = price_scale(window, claims)
    return [
        *_after(span, published_at),
        *_price_axis(prices),
        candlesticks(window, span, prices),
        *_publication(span, published_at),
        *_links(claims, prices),
    ]


def _links(claims: Sequence[Placed], prices: Prices) -> list[Markup]:
    """The claims from the highest price down, their labels spread."""
    ordered = sorted(claims, key=lambda one: -one.aim)
    wanted = [prices.clipped(one.aim) for one in ordered]
    labels = spread(wanted, gap=LABEL_GAP, low=TOP, high=TOP + HEIGHT)
    return [link(one, prices, y) for one, y in zip(ordered, labels, strict=True)]


def _price_axis(prices: Prices) -> list[Markup]:
    drawn: list[Markup] = []
    for tick in price_ticks(prices.low, prices.high):
        y = prices.place(tick)
        drawn.append(element("line", class_="chart__grid", x2="100%", y1=y, y2=y))
        drawn.append(element("text", f"${tick:,f}", class_="chart__tick", x=2, y=y - 3))
    return drawn


def time_axis(span: Span, top: float, height: float) -> list[Markup]:
    """Lines over the whole height, and their labels below it; none so near the edges that they would be cut."""
    drawn: list[Markup] = []
    for moment, text in time_ticks(span):
        place = span.place(moment)
        x = share(place)
        drawn.append(element("line", class_="chart__grid", x1=x, x2=x, y1=top, y2=top + height))
        anchor = "start" if place < 0.06 else "end" if place > 0.94 else "middle"
        drawn.append(element("text", text, class_="chart__tick", x=x, y=top + height + 15, text_anchor=anchor))
    return drawn


def _after(span: Span, published_at: datetime | None) -> list[Markup]:
    if published_at is None or not span.start < published_at < span.end:
        return []
    place = span.place(published_at)
    return [element("rect", class_="chart__after", x=share(place), width=share(1 - place), y=TOP, height=HEIGHT)]


def _publication(span: Span, published_at: datetime | None) -> list[Markup]:
    if published_at is None or not span.holds(published_at):
        return []
    place = span.place(published_at)
    x, late = share(place), place > 0.5
    return [
        element("line", class_="chart__published", x1=x, x2=x, y1=TOP - 10, y2=TOP + HEIGHT),
        at(
            x,
            element(
                "text",
                published(published_at),
                class_="chart__tick",
                x=-4 if late else 4,
                y=TOP - 8,
                text_anchor="end" if late else None,
            ),
        ),
    ]
