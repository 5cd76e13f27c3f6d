"""The picture: axes, candles, publication, claims, and below them liquidations where the article speaks of some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from markupsafe import Markup

from tapecheck.market.claims.publication import is_date_only
from tapecheck.market.observations import CandleWindow
from tapecheck.report.charts.candlesticks import candlesticks
from tapecheck.report.charts.labels import price, published
from tapecheck.report.charts.layout import room, spread
from tapecheck.report.charts.liquidation_panel import height, liquidation_panel
from tapecheck.report.charts.liquidations import Liquidations
from tapecheck.report.charts.placing import Placed
from tapecheck.report.charts.scales import Prices, Span, price_ticks, time_ticks
from tapecheck.report.charts.shapes import at, label_place, link
from tapecheck.report.charts.svg import element, share

TOP, HEIGHT, AXIS = 24, 288, 22
LABEL_GAP = 24
MOST_LABELS = room(gap=LABEL_GAP, low=TOP, high=TOP + HEIGHT)
_NEAR = Decimal("0.4")
"""How far above and below the candles, in their height, a claim still widens the scale; what lies beyond is named at the edge."""
_SPACE = Decimal("0.04")
_EDGE, _MIDDLE = 0.08, 0.5


def price_scale(window: CandleWindow, claims: Sequence[Placed]) -> Prices:
    """The scale of the prices traded and of the claims near them."""
    low = min(candle.low for candle in window.candles)
    high = max(candle.high for candle in window.candles)
    size = high - low or high / 100 or Decimal(1)
    near = [
        price
        for one in claims
        if not one.before
        for price in (one.low, one.high)
        if low - size * _NEAR <= price <= high + size * _NEAR
    ]
    low, high = min([low, *near]), max([high, *near])
    space = (high - low or size) * _SPACE
    return Prices(low - space, high + space, TOP, HEIGHT)


def picture(
    window: CandleWindow,
    span: Span,
    claims: Sequence[Placed],
    below: Sequence[Liquidations],
    published_at: datetime | None,
    *,
    label: str,
) -> Markup:
    """The whole drawing; ``label`` tells what it shows to those who don't see it."""
    panels: list[Markup] = []
    end = TOP + HEIGHT + AXIS
    for one in below:
        panels += liquidation_panel(one, span, end)
        end += height(one)
    return element(
        "svg",
        *_time_axis(span, end if below else TOP + HEIGHT),
        *_price_panel(window, span, claims, published_at),
        *panels,
        class_="chart__svg",
        width="78%",
        height=end,
        role="group",
        aria_label=label,
    )


def _price_panel(
    window: CandleWindow, span: Span, claims: Sequence[Placed], published_at: datetime | None
) -> list[Markup]:
    """Grid, candles, publication, claims and the axis, from behind to the front."""
    prices = price_scale(window, claims)
    ticks = [(prices.place(tick), price(tick)) for tick in price_ticks(prices.low, prices.high)]
    return [
        *_publication(span, published_at),
        *(element("line", class_="chart__grid", x2="100%", y1=y, y2=y) for y, _ in ticks),
        candlesticks(window, span, prices),
        *_links(claims, prices),
        *(element("text", text, class_="chart__tick chart__tick--price", x=2, y=y - 3) for y, text in ticks),
    ]


def _links(claims: Sequence[Placed], prices: Prices) -> list[Markup]:
    """The claims from the highest price down, their labels spread."""
    ordered = sorted(claims, key=lambda one: (label_place(one, prices), -one.aim))
    wanted = [label_place(one, prices) for one in ordered]
    labels = spread(wanted, gap=LABEL_GAP, low=TOP, high=TOP + HEIGHT)
    return [link(one, prices, y) for one, y in zip(ordered, labels, strict=True)]


def _time_axis(span: Span, bottom: float) -> list[Markup]:
    """Lines over the whole height, and their labels below the prices, but for those that would be cut at an edge."""
    drawn: list[Markup] = []
    for moment, text in time_ticks(span):
        place = span.place(moment)
        x = share(place)
        drawn.append(element("line", class_="chart__grid", x1=x, x2=x, y1=TOP, y2=bottom))
        if _EDGE < place < 1 - _EDGE:
            drawn.append(element("text", text, class_="chart__tick", x=x, y=TOP + HEIGHT + 15, text_anchor="middle"))
    return drawn


def _publication(span: Span, published_at: datetime | None) -> list[Markup]:
    """A line at the moment, or two around the day if only that is known, and the time from there on shaded; behind the candles."""
    if published_at is None or not span.holds(published_at):
        return []
    first = last = published_at
    if is_date_only(published_at):
        first = published_at.replace(hour=0)
        last = min(first + timedelta(days=1), span.end)
    x, late = share(span.place(first)), span.place(first) > _MIDDLE
    after = span.place(last)
    label = element(
        "text",
        published(published_at),
        class_="chart__tick",
        x=-4 if late else 4,
        y=TOP - 8,
        text_anchor="end" if late else None,
    )
    return [
        element("rect", class_="chart__after", x=share(after), width=share(1 - after), y=TOP, height=HEIGHT),
        *(_dotted(share(span.place(moment))) for moment in dict.fromkeys((first, last))),
        at(x, label),
    ]


def _dotted(x: str) -> Markup:
    return element("line", class_="chart__published", x1=x, x2=x, y1=TOP - 10, y2=TOP + HEIGHT)
