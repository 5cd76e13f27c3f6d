"""Checks of market figures that are kept as series: market value, dominance, open interest, Fear & Greed.

The claim is compared with the last point before publication and the first one after it. Providers count different coins
and exchanges, so a figure near the points is supported, one far from them refuted, and one between neither: see
``TOLERANCES``. They are estimates (no second provider's series was at hand to measure), chosen wide on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.verdicts import decided, moment, not_dollars, unknown
from tapecheck.market.compare import compare_range, rounding_half_width
from tapecheck.market.figures import dollars, plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.store import MarketStore
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Verdict


class Tolerance(NamedTuple):
    """Supported up to ``near``, refuted from ``far``; a share of the figure, or points if ``points``."""

    near: Decimal
    far: Decimal
    points: bool


TOLERANCES: dict[str, Tolerance] = {
    "market_cap": Tolerance(Decimal("0.03"), Decimal("0.15"), points=False),
    "open_interest": Tolerance(Decimal("0.10"), Decimal("0.40"), points=False),
    "dominance": Tolerance(Decimal("1.5"), Decimal(6), points=True),
    "fear_greed": Tolerance(Decimal(3), Decimal(30), points=True),
}
_REACH = timedelta(hours=36)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricClaim:
    """A figure about a market. ``asset`` ``TOTAL`` is the whole market; ``context`` is the sentence it stands in."""

    metric: str
    asset: str | None
    value: Decimal
    text: str
    unit: str | None
    value_high: Decimal | None = None
    bound: Bound = "exact"
    modality: Modality = "asserted"
    context: str = ""


def check_metric(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a market figure: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    if claim.modality == "prospective":
        return unknown("The figure is said to be possible, not to hold.")
    series = _series(claim)
    if series is None:
        return unknown(f"There are no market data that {_named(claim.metric)} could be checked against.")
    name, asset = series
    reason = not_dollars(claim.unit) if name in ("market_cap", "open_interest") else None
    if reason is not None:
        return unknown(reason)
    if published_at is None:
        return unknown("The article's time is not known.")
    points = _around(market.series_between(name, asset, published_at - _REACH, published_at + _REACH), published_at)
    if not points:
        return unknown(f"There are no {_named(name)} data for {asset} around {moment(published_at)} UTC.")
    return _against(claim, name, points)


def _series(claim: MetricClaim) -> tuple[str, str] | None:
    """Name and asset of the series that the claim speaks of."""
    if claim.metric == "index":
        context = claim.context.casefold()
        return ("fear_greed", "TOTAL") if "fear" in context and "greed" in context else None
    if claim.metric not in ("market_cap", "dominance", "open_interest") or claim.asset is None:
        return None
    return claim.metric, claim.asset


def _around(points: tuple[SeriesPoint, ...], instant: datetime) -> tuple[SeriesPoint, ...]:
    """The last point before the moment and the first after it, of those that there are."""
    before = [point for point in points if point.start <= instant][-1:]
    after = [point for point in points if point.start > instant][:1]
    return tuple(before + after)


def _against(claim: MetricClaim, name: str, points: tuple[SeriesPoint, ...]) -> Verdict:
    rule = TOLERANCES[name]
    rounding = rounding_half_width(claim.value, claim.text)
    near = rounding + (rule.near if rule.points else abs(claim.value) * rule.near)
    far = rounding + (rule.far if rule.points else abs(claim.value) * rule.far)
    low, high = min(point.value for point in points), max(point.value for point in points)
    off = compare_range(claim.value, claim.bound, low, high, near, claim_high=claim.value_high).off
    show = dollars if points[0].unit == "USD" else _number
    found = points[0]
    where = f"{_named(name)} of {found.symbol} was {' and '.join(show(point.value) for point in points)}"
    times = " and ".join(moment(point.start) for point in points)
    reason = f"The {where} at {times} UTC ({found.source}); the stated {show(claim.value)}"
    observed = {"low": low, "high": high}
    if near < off < far:
        return unknown(f"{reason} differs by more than {show(near)}, which other providers may.", found, observed)
    return decided(
        holds=off <= near,
        reason=f"{reason} {'agrees' if off <= near else 'does not agree'} with that.",
        observed=observed,
        tolerance=f"supported within ±{show(near)}, refuted beyond ±{show(far)}, as providers count differently",
        found=found,
    )


def _named(name: str) -> str:
    return {"fear_greed": "Fear & Greed index"}.get(name, name.replace("_", " "))


def _number(value: Decimal) -> str:
    return f"{plain(value.quantize(Decimal('0.01'))):f}"
