"""Where a claim stands among the candles: its prices, and its time as far as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.observations import Candle, CandleWindow
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.scales import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the prices that it draws; places are from 0 to 1 across.

    ``low``/``high``: the stated prices; of a move the price that it is counted from, and what the stated change makes of it, in order.
    ``aim``: the price that the label names, of a range its middle. ``before``: its time was over before what is shown.
    ``ring``: the place and the price of the figure that was observed, ``None`` if there is none, or it is not shown.
    """

    claim: Claim
    low: Decimal
    high: Decimal
    aim: Decimal
    left: float
    right: float
    before: bool
    ring: tuple[float, Decimal] | None


def placed(claim: Claim, window: CandleWindow, span: Span) -> Placed | None:
    """Where a claim is drawn; ``None``: nowhere, as the price that it counts from is not there, or it begins after what is shown."""
    start, end = _time(claim, span)
    prices = _prices(claim, window)
    if prices is None or start > span.end:
        return None
    ring = None if claim.seen is None or claim.form == "move" else _ring(*claim.seen, window, span)
    right = _clipped(span.place(max(start, end)))
    if ring is not None and claim.form == "price":
        right = max(right, ring[0])
    return Placed(claim, *prices, left=_clipped(span.place(start)), right=right, before=end < span.start, ring=ring)


def _time(claim: Claim, span: Span) -> tuple[datetime, datetime]:
    """A record stands from when it was set on; one that was set before what is shown is over, as any other claim about that time."""
    if claim.form == "record" and claim.seen is not None:
        set_at = claim.seen[0]
        return set_at, span.end if set_at >= span.start else set_at
    return claim.start or span.start, claim.end or span.end


def _clipped(place: float) -> float:
    return min(max(place, 0.0), 1.0)


def _prices(claim: Claim, window: CandleWindow) -> tuple[Decimal, Decimal, Decimal] | None:
    if claim.form != "move":
        return claim.low, claim.high, (claim.low + claim.high) / 2
    base = _base(claim, window)
    if base is None:
        return None
    aim = base * (1 + claim.low / 100)
    return min(base, aim), max(base, aim), aim


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
    ended: Candle | None = None
    for candle in window.candles:
        if candle.start <= moment < candle.start + window.length:
            return candle.open
        if candle.start + window.length == moment:
            ended = candle
    return ended.close if ended else None


def _ring(moment: datetime, price: Decimal, window: CandleWindow, span: Span) -> tuple[float, Decimal] | None:
    """In the middle of the candle that traded at the price; a figure of a daily candle bears the time at which that day begins."""
    last = moment + max(_DAY, window.length)
    near = (one for one in window.candles if moment < one.start + window.length and one.start < last)
    candle = next((one for one in near if one.low <= price <= one.high), None)
    at = moment if candle is None else candle.start + window.length / 2
    return (span.place(at), price) if span.holds(at) else None
