"""Checks of market figures that are kept as series: market value, dominance, open interest, Fear & Greed.

The claim is compared with the last point before publication and the first one after it. Providers count different coins
and exchanges, so a figure near the points is supported, one far from them refuted, and one between neither: see
``TOLERANCES``. They are estimates (no second provider's series was at hand to measure), chosen wide on purpose. A money
figure of more than one and a half times the other's size is not refuted: it is rather a change ("shed $200 billion"), another
day's or a part. Open interest is never refuted: the series has futures only, and articles speak of options too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, moment, not_dollars, unknown
from tapecheck.market.compare import compare_range
from tapecheck.market.figures import dollars, plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Verdict


class Band(NamedTuple):
    """Supported up to ``near``, refuted from ``far`` (``None``: never); a share of the figure, or points if ``points``."""

    near: Decimal
    far: Decimal | None
    points: bool


TOLERANCES: dict[str, Band] = {
    "market_cap": Band(Decimal("0.03"), Decimal("0.15"), points=False),
    "open_interest": Band(Decimal("0.10"), None, points=False),
    "dominance": Band(Decimal("1.5"), Decimal(6), points=True),
    "fear_greed": Band(Decimal(3), Decimal(30), points=True),
}
_REACH = timedelta(hours=36)
_ANOTHER = Decimal("1.5")


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
    start: datetime | None = None
    end: datetime | None = None


def check_metric(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a market figure: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    if claim.modality == "prospective":
        return unknown(Unfit("prospective", "The figure is said to be possible, not to hold."))
    series = _series(claim)
    if series is None:
        return unknown(
            Unfit("no_data", f"There are no market data that {_named(claim.metric)} could be checked against.")
        )
    name, asset = series
    why = not_dollars(claim.unit) if name in ("market_cap", "open_interest") else None
    if why is not None:
        return unknown(why)
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    first, last = _times(claim, published_at)
    points = _around(market.series_between(name, asset, first - _REACH, last + _REACH), first, last)
    if not points:
        return unknown(
            Unfit("not_covered", f"There are no {_named(name)} data for {asset} around {moment(published_at)} UTC.")
        )
    return _against(claim, name, points)


def _series(claim: MetricClaim) -> tuple[str, str] | None:
    """Name and asset of the series that the claim speaks of."""
    if claim.metric == "index":
        context = claim.context.casefold()
        return ("fear_greed", "TOTAL") if "fear" in context and "greed" in context else None
    if claim.metric not in ("market_cap", "dominance", "open_interest") or claim.asset is None:
        return None
    return claim.metric, claim.asset


def _times(claim: MetricClaim, published_at: datetime) -> tuple[datetime, datetime]:
    """The stated window if it was over before publication, else the moment of publication."""
    if claim.start is not None and claim.end is not None and claim.end < published_at - _REACH:
        return claim.start, claim.end
    return published_at, published_at


def _around(points: tuple[SeriesPoint, ...], first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    """The last point before the times, those between and the first after them, of those that there are."""
    before = [point for point in points if point.start <= first][-1:]
    between = [point for point in points if first < point.start <= last]
    after = [point for point in points if point.start > last][:1]
    return tuple(before + between + after)


def _against(claim: MetricClaim, name: str, points: tuple[SeriesPoint, ...]) -> Verdict:
    rule = TOLERANCES[name]
    show = dollars if points[0].unit == "USD" else _number
    counting = rule.near if rule.points else abs(claim.value) * rule.near
    parts = (rounding(claim.value, claim.text), Part("counting", counting, "as providers count differently"))
    allowed = Tolerance(parts, show)
    near = allowed.total
    low, high = min(point.value for point in points), max(point.value for point in points)
    off = compare_range(claim.value, claim.bound, low, high, near, claim_high=claim.value_high).off
    found = points[0]
    where = f"{_named(name)} of {found.symbol} was {' and '.join(show(point.value) for point in points)}"
    times = " and ".join(moment(point.start) for point in points)
    reason = f"The {where} at {times} UTC ({found.source}); the stated {show(claim.value)}"
    observed = {"low": low, "high": high}
    refuted = _refuted(claim, rule, off, low, high)
    if off > near and not refuted:
        return unknown(
            Unfit("counting", f"{reason} differs by more than {show(near)}, but may be counted otherwise."),
            found,
            observed,
        )
    return decided(
        holds=not refuted,
        rule=f"metric.{name}/1",
        reason=f"{reason} {'does not agree' if refuted else 'agrees'} with that.",
        observed=observed,
        tolerance=allowed,
        found=found,
    )


def _refuted(claim: MetricClaim, rule: Band, off: Decimal, low: Decimal, high: Decimal) -> bool:
    if rule.far is None:
        return False
    if rule.points:
        return off >= rule.far
    return off >= abs(claim.value) * rule.far and low / _ANOTHER <= claim.value <= high * _ANOTHER


def _named(name: str) -> str:
    return {"fear_greed": "Fear & Greed index"}.get(name, name.replace("_", " "))


def _number(value: Decimal) -> str:
    return f"{plain(value.quantize(Decimal('0.01'))):f}"
