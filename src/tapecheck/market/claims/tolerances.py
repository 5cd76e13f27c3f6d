"""Tolerances in words, as a verdict shows them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.compare import ABOUT_SHARE, EXTREME_RANGE_SHARE, rounding_half_width, venue_spread
from tapecheck.market.figures import dollars, plain


def share(value: Decimal) -> str:
    """A share as percent.

    >>> share(Decimal("0.0026"))
    '0.26%'
    """
    return f"{plain(value * 100):f}%"


def price_words(claim: PriceClaim, tolerance: Decimal, instant: datetime, *, range_share: bool = False) -> str:
    """The size of a price's tolerance and what it is made of."""
    if range_share:
        return f"±{dollars(tolerance)}: {share(EXTREME_RANGE_SHARE)} of the window's range, as venues' extremes differ"
    parts = [
        f"±{dollars(rounding_half_width(claim.value, claim.text))} for the rounding of {claim.text!r}",
        f"{share(venue_spread(instant))} for the difference between venues",
    ]
    if claim.bound == "about":
        parts.append(f"{share(ABOUT_SHARE)} because it is said to be about so")
    return f"±{dollars(tolerance)}: {' + '.join(parts)}"
