"""Checks of the Fear & Greed index: two providers publish one under that name, and they differ.

Alternative.me and CoinMarketCap each give a whole number a day. Agreement with either is agreement; a figure that is far from all that
the store has is refuted only if the store has both, as the other may say otherwise: measured in January 2026, they were up to 15
points apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.metrics.claim import MetricClaim, off
from tapecheck.market.claims.metrics.values import number, times
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, moment, unknown
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

NEAR = Decimal(1)
"""A figure read off during the day may be one point off."""
FAR = Decimal(4)
"""So far from the values of all providers around the day, a figure is wrong."""
FAR_FROM_ONE = Decimal(25)
"""So far from one provider's values, a figure can't be the other's either."""
_DAYS = timedelta(days=2)
_HIGHEST = Decimal(100)


def check_sentiment(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a value of the Fear & Greed index."""
    if claim.scope != "fear_greed":
        return unknown(Unfit("no_data", "There are no market data that this index could be checked against."))
    if claim.measure == "change":
        return unknown(Unfit("window", "The figure is a change of the index, over a time that is not resolved."))
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    if not 0 <= claim.value <= _HIGHEST or claim.value != claim.value.to_integral_value():
        return unknown(Unfit("misread", "The index is a whole number of 0 to 100, which the figure is not."))
    first, last = times(claim, published_at)
    points = market.series_between("fear_greed", "TOTAL", first - _DAYS, last)
    if not points:
        return unknown(Unfit("not_covered", f"There is no Fear & Greed index in the data around {moment(first)} UTC."))
    return _against(claim, points)


def _against(claim: MetricClaim, points: tuple[SeriesPoint, ...]) -> Verdict:
    half = (
        rounding(claim.value, claim.text) if claim.bound == "about" else Part("rounding", Decimal(0), "as it is whole")
    )
    allowed = Tolerance((half, Part("reading", NEAR, "as it changes in the day")), number)
    best = min(points, key=lambda point: (off(claim, point.value, point.value), -point.start.timestamp()))
    values = ", ".join(f"{number(point.value)} on {point.start:%Y-%m-%d} ({point.source})" for point in points[-4:])
    reason = f"The Fear & Greed index was {values}; the stated {number(claim.value)}"
    apart = off(claim, best.value, best.value)
    observed = {"index": best.value}
    far = FAR if len({point.source for point in points}) > 1 else FAR_FROM_ONE
    if allowed.total < apart < far:
        return unknown(
            Unfit("counting", f"{reason} agrees with none of these, but there is another index of that name."),
            best,
            observed,
        )
    return decided(
        holds=apart <= allowed.total,
        rule="metric.fear_greed/2",
        reason=f"{reason} {'agrees' if apart <= allowed.total else 'does not agree'} with that.",
        observed=observed,
        tolerance=allowed,
        found=best,
        times={"index": best.start},
    )
