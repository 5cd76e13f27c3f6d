"""Tolerances: a sum of parts, each with its reason, in words and in numbers as a verdict shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.compare import ABOUT_SHARE, extreme_share, rounding_half_width, venue_spread
from tapecheck.market.figures import dollars, plain

Show = Callable[[Decimal], str]


class Part(NamedTuple):
    """One part: its name, its size in the claim's unit (zero or more), and what it is for, in words."""

    name: str
    size: Decimal
    why: str


class Tolerance(NamedTuple):
    """How far a claim may be from what was observed, in the claim's unit."""

    made_of: tuple[Part, ...]
    show: Show = dollars

    @property
    def total(self) -> Decimal:
        """All parts together."""
        return sum((part.size for part in self.made_of), Decimal(0))

    @property
    def parts(self) -> dict[str, Decimal]:
        """Name → size."""
        return {part.name: plain(part.size) for part in self.made_of}

    @property
    def words(self) -> str:
        """The tolerance and its parts for a person.

        >>> Tolerance((Part("rounding", Decimal(50), "for the rounding of '$97,800'"),)).words
        "±$50: $50 for the rounding of '$97,800'"
        """
        return f"±{self.show(self.total)}: {' + '.join(f'{self.show(part.size)} {part.why}' for part in self.made_of)}"


def rounding(value: Decimal, text: str) -> Part:
    """What the figure's own rounding leaves open; see ``compare.rounding_half_width``."""
    return Part("rounding", rounding_half_width(value, text), f"for the rounding of {text!r}")


def share(value: Decimal) -> str:
    """A share as percent.

    >>> share(Decimal("0.0026"))
    '0.26%'
    """
    return f"{plain(value * 100):f}%"


def of_price(claim: PriceClaim, instant: datetime) -> Tolerance:
    """The tolerance of a price at that time: rounding, venues, and "about"; see ``compare``."""
    size, spread = abs(claim.value), venue_spread(instant, claim.asset or "")
    parts = [
        rounding(claim.value, claim.text),
        Part("venues", size * spread, f"({share(spread)}) for the difference between venues"),
    ]
    if claim.bound == "about":
        parts.append(Part("about", size * ABOUT_SHARE, f"({share(ABOUT_SHARE)}) because it is said to be about so"))
    return Tolerance(tuple(parts))


def of_range(asset: str, width: Decimal) -> Tolerance:
    """The tolerance of an extreme in a window whose prices span ``width``; see ``compare``."""
    part = extreme_share(asset)
    return Tolerance(
        (Part("range", width * part, f"({share(part)} of the window's range), as venues' extremes differ"),)
    )
