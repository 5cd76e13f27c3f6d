"""Checks of highs and lows: true as of the moment of writing, so the extreme so far at some moment of it is enough."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tapecheck.market.claims import bases
from tapecheck.market.claims.bases import Window
from tapecheck.market.claims.power import powerless
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.price_words import away, claimed
from tapecheck.market.claims.tolerances import of_price, of_range
from tapecheck.market.claims.verdicts import decided, moment, pair, span, unknown
from tapecheck.market.compare import compare_range
from tapecheck.market.figures import dollars
from tapecheck.market.observations import Extremes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict


def check_extreme(
    claim: PriceClaim, market: MarketStore, found: Extremes, window: Window, published_at: datetime | None
) -> Verdict:
    """The verdict on a high or low of the window, whose extremes are ``found``."""
    high = claim.role == "high"
    low_edge, high_edge = _so_far(claim, market, found, window, published_at)
    allowed = max(
        of_price(claim, window.end), of_range(claim.asset or "", found.high - found.low), key=lambda one: one.total
    )
    result = compare_range(claim.value, claim.bound, low_edge, high_edge, allowed.total, claim_high=claim.value_high)
    price, when = (found.high, found.high_time) if high else (found.low, found.low_time)
    observed: dict[str, Decimal] = {claim.role: price}
    words = f"The {'highest' if high else 'lowest'} price of {pair(found)} {span(found)} was {dollars(price)}"
    reason = f"{words} (at {moment(when)})"
    if result.holds and powerless(claim, low_edge, high_edge, allowed.total):
        why = Unfit(
            "coarse",
            f"{reason}; while the article was written it moved too far to tell whether {claimed(claim)} is right.",
        )
        return unknown(why, found, observed)
    if found.inner or (found.coarse and found.low - allowed.total <= claim.value <= found.high + allowed.total):
        why = Unfit("coarse", f"{reason}; these data are too coarse to tell the extreme of the stated time.")
        return unknown(why, found, observed)
    return decided(
        holds=result.holds,
        rule="price.extreme/2",
        reason=f"{reason}; {claimed(claim)} {'agrees' if result.holds else 'does not agree'} with that{away(result)}.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={claim.role: when},
    )


def _so_far(
    claim: PriceClaim, market: MarketStore, found: Extremes, window: Window, published_at: datetime | None
) -> tuple[Decimal, Decimal]:
    """Least and greatest value that the extreme had while the article was being written."""
    final = found.high if claim.role == "high" else found.low
    began = bases.now(published_at).start if published_at else window.end
    if claim.asset is None or not window.start < began < window.end:
        return final, final
    before = market.extremes(claim.asset, window.start, began)
    if before is None:
        return final, final
    early = before.high if claim.role == "high" else before.low
    return min(early, final), max(early, final)
