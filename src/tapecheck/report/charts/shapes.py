"""A claim as a shape on the prices: lines, bands, dashed targets, brackets; each a link to its card."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from tapecheck.report.charts.captions import told
from tapecheck.report.charts.labels import label
from tapecheck.report.charts.placing import Placed
from tapecheck.report.charts.scales import Prices
from tapecheck.report.charts.svg import element, number, share
from tapecheck.report.views.marks import mark_of

MARGIN = 14
"""From the drawing to the labels right of it, in pixels."""
_TIP = 5
_RING = 3.5
_INSIDE = 0.02
"""So far from the edge a sign of something earlier stands."""


def link(one: Placed, prices: Prices, label_at: float) -> Markup:
    """The shape, and its label in the margin, as a link to the record's card."""
    record, y = one.claim.record, label_place(one, prices)
    return element(
        "a",
        element("title", told(record)),
        *_shape(one, prices),
        *_observed(one, prices),
        *_leader(one, y, label_at),
        element("text", label(one.claim, arrow(one, prices)), x="100%", dx=MARGIN, y=label_at + 4),
        class_=f"chart__claim {_style(one)}verdict--{mark_of(record).name}",
        href=f"#r-{record.id}",
        data_record=record.id,
    )


def _leader(one: Placed, y: float, label_at: float) -> list[Markup]:
    """From where the shape ends to the edge, and on to the label."""
    reach = element("line", class_="chart__reach", x1=share(one.right), x2="100%", y1=y, y2=y)
    leader = element("path", class_="chart__leader", d=f"M0 {number(y)}L{MARGIN - 3} {number(label_at)}")
    return [*([reach] if one.right < 1 else []), at("100%", leader)]


def at(x: str, *content: Markup) -> Markup:
    """Content that is drawn in pixels from a place across; ``chart.css`` lets it reach beyond."""
    return element("svg", *content, x=x)


def arrow(one: Placed, prices: Prices) -> str:
    """Which way the label's price lies if it is off the chart, or that its time is over before it; else nothing."""
    low, high = _named(one)
    if low > prices.high or high < prices.low:
        return "↑" if low > prices.high else "↓"
    return "←" if one.before else ""


def label_place(one: Placed, prices: Prices) -> float:
    """How far down the label wants to be: at its price, or at the middle of what is shown of a range."""
    low, high = _named(one)
    return (prices.clipped(low) + prices.clipped(high)) / 2


def _named(one: Placed) -> tuple[Decimal, Decimal]:
    """The prices that the label names; of a move the one that it came to."""
    return (one.aim, one.aim) if one.claim.form == "move" else (one.low, one.high)


def _style(one: Placed) -> str:
    """Forecasts are dashed, and a price that is talked about without a time is lighter than one that was traded in some hours."""
    if one.claim.form == "forecast":
        return "chart__claim--forecast "
    return "chart__claim--level " if one.claim.form == "price" and one.claim.start is None else ""


def _shape(one: Placed, prices: Prices) -> list[Markup]:
    way = arrow(one, prices)
    if way:
        place = share(_INSIDE if one.before else one.right)
        return [at(place, element("path", d=_triangle(way, label_place(one, prices))))]
    return _bracket(one, prices) if one.claim.form == "move" else _stretch(one, prices)


def _stretch(one: Placed, prices: Prices) -> list[Markup]:
    """A line over the time that is spoken of; of a range both edges, and what is between."""
    left, right = share(one.left), share(one.right)
    top, bottom = prices.clipped(one.high), prices.clipped(one.low)
    shown = dict.fromkeys(prices.place(price) for price in (one.high, one.low) if prices.holds(price))
    edges = [element("line", x1=left, x2=right, y1=y, y2=y) for y in shown]
    if one.low == one.high:
        return edges
    width = share(one.right - one.left)
    return [element("rect", class_="chart__band", x=left, width=width, y=top, height=bottom - top), *edges]


def _bracket(one: Placed, prices: Prices) -> list[Markup]:
    """From the price that a change is counted from, along the time, and to the price that it is said to have made of it."""
    left, right = share(one.left), share(one.right)
    base, y = prices.clipped(one.low if one.aim > one.low else one.high), prices.clipped(one.aim)
    tail = y - _TIP if y > base else y + _TIP
    return [
        element("line", class_="chart__base", x1=left, x2=right, y1=base, y2=base),
        element("line", x1=right, x2=right, y1=base, y2=y),
        at(right, element("path", d=f"M-4 {number(tail)}L0 {number(y)}L4 {number(tail)}z")),
    ]


def _triangle(way: str, y: float) -> str:
    """A small triangle that points off the chart."""
    if way == "←":
        return f"M6 {number(y - 4)}L0 {number(y)}L6 {number(y + 4)}z"
    return f"M-4 {number(y)}h8L0 {number(y + (-6 if way == '↑' else 6))}z"


def _observed(one: Placed, prices: Prices) -> list[Markup]:
    """A ring at the figure that the verdict rests on, such as the first touch of a target or the true high of a day.

    A thin line leads from a true high or low to the stated one.
    """
    if one.ring is None or not prices.holds(one.ring[1]):
        return []
    x, y = share(one.ring[0]), prices.place(one.ring[1])
    ring = element("circle", cx=x, cy=y, r=_RING)
    if one.claim.form != "price" or one.before:
        return [ring]
    return [element("line", class_="chart__off", x1=x, x2=x, y1=y, y2=prices.clipped(one.aim)), ring]
