"""Highs and lows, since a time, of what is kept as a series: market value, dominance, open interest, Fear & Greed.

One provider's points are compared with each other, but the article's provider may be another: within ``ALLOWED`` the
claim holds, beyond three times that it is refuted, and between nothing is decided. The sizes are estimates: no second
provider's series was at hand to measure them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.stretch import DAY, Event
from tapecheck.market.claims.tolerances import Part, Tolerance
from tapecheck.market.claims.verdicts import decided, unknown
from tapecheck.market.figures import dollars, plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict


class Allowed(NamedTuple):
    """How far another provider's series may be: a share of the figure, or points."""

    size: Decimal
    points: bool


ALLOWED: dict[str, Allowed] = {
    "market_cap": Allowed(Decimal("0.02"), points=False),
    "open_interest": Allowed(Decimal("0.03"), points=False),
    "dominance": Allowed(Decimal("0.5"), points=True),
    "fear_greed": Allowed(Decimal(3), points=True),
}
FAR = 3
_REACH = timedelta(hours=36)


def series_of(claim: SuperlativeClaim) -> tuple[str, str] | None:
    """Name and asset of the series that the claim speaks of; ``None``: there is none of the kind."""
    if claim.metric == "index":
        words = claim.context.casefold()
        return ("fear_greed", "TOTAL") if "fear" in words or "greed" in words else None
    if claim.metric in ALLOWED and claim.asset is not None:
        return claim.metric, claim.asset
    return None


def check_series(claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime) -> Verdict:
    """The verdict on a highest or lowest, or a first crossing, of a series since ``begin``."""
    series = series_of(claim)
    if series is None or claim.form not in ("highest", "lowest", "first_above", "first_below"):
        return unknown(
            Unfit("no_data", f"There are no market data for such a record of {claim.metric.replace('_', ' ')}.")
        )
    name, asset = series
    points = market.series_between(name, asset, begin, event.end)
    at = [one for one in points if one.start >= event.start - _REACH]
    before = [one for one in points if one.start < event.start - _REACH]
    if not at or not before or before[0].start > begin + 2 * DAY:
        return unknown(Unfit("not_covered", f"There are no {name.replace('_', ' ')} data for {asset} over that time."))
    return _compared(claim, name, at, before)


def _compared(claim: SuperlativeClaim, name: str, at: Sequence[SeriesPoint], before: Sequence[SeriesPoint]) -> Verdict:
    low = claim.form in ("lowest", "first_below")
    sign = -1 if low else 1
    reached = max(at, key=lambda one: sign * one.value)
    ranked = sorted(before, key=lambda one: sign * one.value, reverse=True)
    rival = ranked[min(claim.rank, len(ranked)) - 1]
    allowed = ALLOWED[name]
    size = allowed.size if allowed.points else abs(reached.value) * allowed.size
    if claim.value is None:
        off = sign * (rival.value - reached.value)
    else:
        off = max(sign * (claim.value - reached.value), sign * (rival.value - claim.value))
    show = dollars if reached.unit == "USD" else _number
    observed = {"reached": reached.value, "before": rival.value}
    most = "lowest" if low else "highest"
    reason = (
        f"The {most} {name.replace('_', ' ')} of {reached.symbol} at that time was {show(reached.value)} ({reached.source}); since "
        f"{before[0].start:%Y-%m-%d} it had been {show(rival.value)} on {rival.start:%Y-%m-%d}"
    )
    if size < off <= FAR * size:
        return unknown(Unfit("counting", f"{reason}, which another provider may see otherwise."), reached, observed)
    return decided(
        holds=off <= size,
        rule=f"superlative.{name}/1",
        reason=f"{reason}.",
        observed=observed,
        tolerance=Tolerance((Part("counting", size, "as providers count differently"),), show),
        found=reached,
        times={"reached": reached.start, "before": rival.start},
    )


def _number(value: Decimal) -> str:
    return f"{plain(value.quantize(Decimal('0.01'))):f}"
