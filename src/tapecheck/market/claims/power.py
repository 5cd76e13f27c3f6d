"""Whether a check of a price could find an error: one that would have supported a gross error, too, supports nothing."""

from __future__ import annotations

from decimal import Decimal

from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.compare import compare_range

POWER = Decimal("0.1")
"""A price a tenth higher or lower must be told from the claimed one: the aim for planted errors."""


def powerless(claim: PriceClaim, low: Decimal, high: Decimal, tolerance: Decimal) -> bool:
    """Whether a price a tenth off would agree with prices from ``low`` to ``high``, too.

    Of "above" only a higher price is another claim, of "below" only a lower one.
    """
    factors = {"at_least": (1 + POWER,), "at_most": (1 - POWER,)}.get(claim.bound, (1 - POWER, 1 + POWER))
    end = claim.value_high
    return any(
        compare_range(
            claim.value * factor, claim.bound, low, high, tolerance, claim_high=None if end is None else end * factor
        ).holds
        for factor in factors
    )
