"""A claim as a shape on the prices: lines, bands, dashed targets, brackets; each a link to its card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from tapecheck.market.observations import CandleWindow
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.scales import Prices, Span
from tapecheck.report.charts.svg import element, number, share
from tapecheck.report.charts.words import label, told, verdict_class

_MARGIN = 14
_TIP = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the prices that it draws, and the time as far as it is shown (0 to 1 across).

    ``low``/``high``: the stated prices; of a move the base, and what the stated change makes of it, in order.
    ``aim``: the price that the label names. ``before``: the time lies before what is shown.
    """

    claim: Claim
    low: Decimal
    high: Decimal
    aim: Decimal
    left: float
    right: float
    before: bool


def placed(claim: Claim, window: CandleWindow, span: Span) -> Placed | None:
    """Where a claim is drawn; ``None``: it can't be, as the prices that it counts from are not there, or it is all to come."""
    start, end = claim.start or span.start, claim.end or span.end
    if claim.form == "record" and claim.seen is not None:
        start, end = claim.seen[0], span.end
    if start > span.end:
        return None
    left, right = (min(max(span.place(moment), 0.0), 1.0) for moment in (start, max(start, end)))
    low, high, aim = claim.low, claim.high, (claim.low + claim.high) / 2
    if claim.form == "move":
        base = _base(claim, window)
        if base is None:
            return None
        aim = base * (1 + claim.low / 100)
        low, high = min(base, aim), max(base, aim)
    return Placed(
        claim,
        low,
        high,
        aim,
        left,
        right,
        before=(claim.seen[0] if claim.form == "record" and claim.seen else end) < span.start,
    )


def _base(claim: Claim, window: CandleWindow) -> Decimal | None:
    """The price that a change is counted from: that of its beginning; if that is not shown, what the change that was seen makes it."""
    assert claim.start is not None
    assert claim.seen is not None
    first = price_at(window, claim.start)
    if first is not None:
        return first
    last = price_at(window, claim.seen[0])
    return last / (1 + claim.seen[1] / 100) if last is not None and claim.seen[1] > -100 else None


def price_at(window: CandleWindow, moment: datetime) -> Decimal | None:
    """About the price at a moment: the opening of the candle that holds it, or the close of one that ends there."""
    for candle in window.candles:
        if candle.start <= moment < candle.start + window.length:
            return candle.open
        if moment == candle.start + window.length:
            return candle.close
    return None


def arrow(one: Placed, prices: Prices) -> str:
    """Which way the label's price lies if it is off the chart; else nothing."""
    if prices.holds(one.aim):
        return "←" if one.before else ""
    return "↑" if one.aim > prices.high else "↓"


def link(one: Placed, prices: Prices, label_at: float) -> Markup:
    """The shape, and its label in the margin, as a link to the record's card."""
    record, y = one.claim.record, prices.clipped(one.aim)
    return element(
        "a",
        element("title", told(record)),
        *_shape(one, prices),
        element("line", class_="chart__reach", x1=share(one.right), x2="100%", y1=y, y2=y),
        at("100%", element("path", class_="chart__leader", d=f"M0 {number(y)}L{_MARGIN - 3} {number(label_at)}")),
        element("text", label(one.claim, arrow(one, prices)), x="100%", dx=_MARGIN, y=label_at + 4),
        class_=f"chart__claim chart__claim--{one.claim.form} {verdict_class(record)}",
        href=f"#r-{record.id}",
        data_record=record.id,
    )


def at(x: str, *content: Markup) -> Markup:
    """Content that is drawn in pixels from a place across."""
    return element("svg", *content, x=x, overflow="visible")


def _shape(one: Placed, prices: Prices) -> list[Markup]:
    top, bottom = prices.clipped(one.high), prices.clipped(one.low)
    y, aimed = prices.clipped(one.aim), prices.holds(one.aim)
    left, right = share(one.left), share(one.right)
    if not aimed or one.before:
        return [at(right, element("path", class_="chart__tip", d=_triangle(arrow(one, prices), y)))]
    if one.claim.form == "move":
        base = bottom if y == top else top
        tip = _TIP if y > base else -_TIP
        return [
            element("line", class_="chart__base", x1=left, x2=right, y1=base, y2=base),
            element("line", x1=right, x2=right, y1=base, y2=y),
            at(
                right,
                element("path", class_="chart__tip", d=f"M-4 {number(y - tip)}L0 {number(y)}L4 {number(y - tip)}z"),
            ),
        ]
    shape = [element("line", x1=left, x2=right, y1=edge, y2=edge) for edge in dict.fromkeys((top, bottom))]
    if one.low != one.high:
        width = share(one.right - one.left)
        shape.insert(0, element("rect", class_="chart__band", x=left, width=width, y=top, height=bottom - top))
    return shape


def _triangle(way: str, y: float) -> str:
    """A small triangle that points off the chart."""
    if way == "←":
        return f"M6 {number(y - 4)}L0 {number(y)}L6 {number(y + 4)}z"
    tip = -6 if way == "↑" else 6
    return f"M-4 {number(y)}h8L0 {number(y + tip)}z"
