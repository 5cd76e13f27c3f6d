"""Checks of funding rates of perpetual futures: percent for eight hours, or for a year.

Exchanges have different rates, and providers publish means of them, so a figure agrees if it lies in the range of the exchanges'
rates of the last day. A figure that may be for eight hours or for a year is read both ways; one above ``YEARLY_FROM`` can only be for
a year: no rate of the data was ever as high for eight hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.metrics.claim import MetricClaim, off
from tapecheck.market.claims.metrics.values import times
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, moment, unknown
from tapecheck.market.figures import plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

VENUES = ("Binance", "Bybit", "OKX")
A_YEAR = Decimal(3 * 365)
"""Intervals of eight hours in a year."""
YEARLY_FROM = Decimal("0.5")
NEAR = Decimal("0.002")
"""Percentage points for eight hours that a mean of exchanges may lie outside their range."""
FAR = Decimal("0.05")
_DAY = timedelta(days=1)


def check_funding(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a funding rate in percent."""
    if claim.unit != "percent" or claim.scope == "other":
        return unknown(Unfit("no_data", "The figure is no funding rate in percent."))
    if claim.measure in ("change", "average"):
        return unknown(
            Unfit("window", "The figure is a change or an average of the rate, over a time that is not resolved.")
        )
    if claim.asset is None:
        return unknown(Unfit("no_asset", "The article does not say clearly of which coin the funding rate is."))
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    first, last = times(claim, published_at)
    points = [
        point
        for venue in VENUES
        for point in market.series_between("funding_rate", claim.asset, first - _DAY, last, venue=venue)
    ]
    if not points:
        return unknown(Unfit("not_covered", f"There are no funding rates of {claim.asset} around {moment(first)} UTC."))
    return _against(claim, points)


def _against(claim: MetricClaim, points: Sequence[SeriesPoint]) -> Verdict:
    low, high = min(point.value for point in points), max(point.value for point in points)
    yearly = claim.scope == "annualised" or abs(claim.value) >= YEARLY_FROM
    scale = A_YEAR if yearly else Decimal(1)
    parts = (rounding(claim.value, claim.text), Part("exchanges", NEAR * scale, "as means of exchanges differ"))
    allowed = Tolerance(parts, lambda size: f"{plain(size):f} points")
    apart = off(claim, low * scale, high * scale)
    reason = (
        f"The funding rates of {', '.join(sorted({point.venue or '' for point in points}))} were {plain(low):f}% to "
        f"{plain(high):f}% for eight hours{f' ({plain(low * A_YEAR):f}% to {plain(high * A_YEAR):f}% a year)' if yearly else ''} "
        f"from {moment(points[0].start)} UTC; the stated {plain(claim.value):f}%"
    )
    observed = {"low": low * scale, "high": high * scale}
    if allowed.total < apart < FAR * scale:
        return unknown(Unfit("counting", f"{reason} lies outside, but may be another exchange's."), points[0], observed)
    holds = apart <= allowed.total
    return decided(
        holds=holds,
        rule="metric.funding_rate/1",
        reason=f"{reason} {'agrees' if holds else 'does not agree'} with that.",
        observed=observed,
        tolerance=allowed,
        found=points[0],
    )
