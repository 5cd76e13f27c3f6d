"""A market figure as an article states it: the plain values that the checks of metrics take, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tapecheck.market.compare import compare_range
from tapecheck.schema.measure import Measure, Scope
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality

LOOSE = Decimal("1.5")
"""A bound says something of what was observed up to so many times away: "more than $1 billion" is not said of $2 billion."""

SLIP = Decimal("1.33")
"""A figure up to so many times larger or smaller than the observed one is that one with an error; beyond, likely another."""
MOVED = Decimal("1.05")
SHIFTS = (Decimal(1000), Decimal(10), Decimal("0.1"), Decimal("0.001"))
"""Moved decimal points, and thousands taken for millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricClaim:
    """A figure about a market. ``asset`` ``TOTAL`` is the whole market, or a fund's ticker; a flow out is negative.

    ``text`` is the figure as printed; ``start``/``end`` the stated half-open window and ``time_text`` its words, ``None`` if none is
    stated; ``scope`` and ``measure`` what the figure is measured on and how, see ``schema.measure``.
    """

    metric: str
    asset: str | None
    value: Decimal
    text: str
    unit: str | None
    value_high: Decimal | None = None
    bound: Bound = "exact"
    modality: Modality = "asserted"
    scope: Scope | None = None
    measure: Measure | None = None
    start: datetime | None = None
    end: datetime | None = None
    time_text: str | None = None


def off(claim: MetricClaim, low: Decimal, high: Decimal) -> Decimal:
    """How far the claim is from something that took every value of ``[low, high]``, before tolerance.

    The bound of a negative figure speaks of its size: "outflows of more than $100 million".
    """
    first, last = claim.value, claim.value_high
    if first < 0 and (last is None or last < 0):
        first, last = -(last if last is not None else first), -first if last is not None else None
        low, high = -high, -low
    return compare_range(first, claim.bound, low, high, Decimal(0), claim_high=last).off


def says_little(claim: MetricClaim, low: Decimal, high: Decimal) -> bool:
    """Whether a bound holds, but so far from what was observed that it may be about something else."""
    size, least, most = abs(claim.value), min(abs(low), abs(high)), max(abs(low), abs(high))
    if claim.bound == "at_least":
        return least > size * LOOSE
    return claim.bound == "at_most" and most * LOOSE < size


def is_slip(claim: MetricClaim, low: Decimal, high: Decimal) -> bool:
    """Whether the figure may be the observed one with an error in it, and is not rather about something else.

    An error makes it up to a third larger or smaller, moves the decimal point, or turns the sign.
    """
    size = abs(claim.value)
    least, most = min(abs(low), abs(high)), max(abs(low), abs(high))
    if least / SLIP <= size <= most * SLIP:
        # A turned sign has the right size; a figure that is wrong in both is another one.
        turned = MOVED if claim.bound == "exact" else SLIP
        return (claim.value < 0) == (high < 0) or least / turned <= size <= most * turned
    return any(least * shift / MOVED <= size <= most * shift * MOVED for shift in SHIFTS)
