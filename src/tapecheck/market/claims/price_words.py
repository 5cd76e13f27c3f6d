"""Claims of prices in words, for the reasons of verdicts."""

from __future__ import annotations

from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.compare import Comparison
from tapecheck.market.figures import dollars, plain

_BOUNDS = {
    "at_least": "the stated price above",
    "at_most": "the stated price below",
    "about": "the stated price of about",
}


def claimed(claim: PriceClaim) -> str:
    """What is claimed, as the subject of a clause: "the stated price above $95,000"."""
    first = dollars(claim.value)
    if claim.bound == "between" and claim.value_high is not None:
        return f"the stated {first} to {dollars(claim.value_high)}"
    return f"{_BOUNDS.get(claim.bound, 'the stated')} {first}"


def away(result: Comparison) -> str:
    """How far off a claim is and how far it may be, in brackets; empty if it is not off at all."""
    return "" if result.off == 0 else f" ({dollars(result.off)} away, {dollars(plain(result.tolerance))} allowed)"
