"""Checks of how liquidations are split between longs and shorts: "89% came from longs".

The split of the exchanges in the data stands for that of the whole market: see ``NEAR`` and ``FAR``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.metrics.claim import MetricClaim, off
from tapecheck.market.claims.metrics.values import times
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, span, unknown
from tapecheck.market.figures import plain
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

NEAR = Decimal(16)
"""Percentage points by which the split of some exchanges and that of all differ as a rule."""
FAR = Decimal(35)
"""So many percentage points apart, the two are not of the same day and market."""
_DAY = timedelta(hours=24)


def check_split(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on one side's share of liquidations, in percent, over 24 hours."""
    if claim.scope not in ("long_liquidations", "short_liquidations") or claim.unit != "percent":
        return unknown(Unfit("no_data", "There are no market data that share could be checked against."))
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    if claim.start is not None and claim.end is not None and claim.end - claim.start > timedelta(hours=26):
        return unknown(Unfit("window", "The share is one over more than a day."))
    asset = None if claim.asset in (None, "TOTAL") else claim.asset
    first, last = times(claim, published_at)
    found = market.trailing_liquidations(asset, _DAY, first, last)
    if not found:
        what = asset or "the whole market"
        return unknown(Unfit("no_data", f"There are no liquidation data for {what} at that time."))
    return _against(claim, found, "long" if claim.scope == "long_liquidations" else "short")


def shares(found: Sequence[LiquidationSums], side: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest share of a side in the sums, in percent; of nothing at all it is half."""
    parts = [
        (one.long_usd if side == "long" else one.short_usd) / one.total_usd * 100 if one.total_usd else Decimal(50)
        for one in found
    ]
    return min(parts), max(parts)


def _against(claim: MetricClaim, found: Sequence[LiquidationSums], side: str) -> Verdict:
    low, high = shares(found, side)
    exchanges = Part("exchanges", NEAR, "as other exchanges may be split otherwise")
    allowed = Tolerance((rounding(claim.value, claim.text), exchanges), lambda size: f"{plain(size):f} points")
    apart = off(claim, low, high)
    reason = (
        f"{low:.0f}% to {high:.0f}% of the liquidations of {found[-1].symbol} on {', '.join(found[-1].venues)} were of {side}s "
        f"over 24 hours, the last {span(found[-1])}; the stated {plain(claim.value):f}%"
    )
    observed = {"low": low.quantize(Decimal("0.1")), "high": high.quantize(Decimal("0.1"))}
    if allowed.total < apart < FAR:
        return unknown(Unfit("lower_bound", f"{reason} is not far enough from that to be wrong."), found[-1], observed)
    holds = apart <= allowed.total
    return decided(
        holds=holds,
        rule="metric.liquidation_split/1",
        reason=f"{reason} {'agrees' if holds else 'does not agree'} with that.",
        observed=observed,
        tolerance=allowed,
        found=found[-1],
    )
