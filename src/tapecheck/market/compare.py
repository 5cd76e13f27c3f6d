"""Comparison of a claimed figure with observed ones: pure functions that say whether it holds and how far off it is.

A tolerance has two parts, each with its source:

* **rounding**: what the printed figure's own rounding leaves open ("$97,800" may be anything that rounds to it);
* **venues**: exchanges and indices differ. ``venue_spread`` is the 99th percentile of the difference between the daily closes of
  Binance and two indices (CoinMarketCap, Yahoo), by year: for bitcoin and ether those two, for all other coins that of XRP, the
  only other one that several sources know. ``scripts/measure_venues --market STORE`` prints the table.

A figure said to be "about" right ("nearly", "around") gets 1 % of itself on top: headline rounding to the next round
number. An extreme gets at least a share of the window's range, since on crash days venues' lows differ by that share whatever the
price: again the 99th percentile since 2024.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from tapecheck.market.figures import plain
from tapecheck.schema.mention import Bound

ABOUT_SHARE = Decimal("0.01")
ZEROS_SHARE = Decimal("0.005")

MAJORS = frozenset({"BTC", "ETH"})
"""Coins whose spread and extremes are those measured for bitcoin and ether."""

_SPREADS: tuple[tuple[datetime, Decimal, Decimal], ...] = (
    (datetime(2024, 1, 1, tzinfo=UTC), Decimal("0.003"), Decimal("0.006")),
    (datetime(2022, 1, 1, tzinfo=UTC), Decimal("0.007"), Decimal("0.008")),
    (datetime(2020, 1, 1, tzinfo=UTC), Decimal("0.018"), Decimal("0.018")),
    (datetime(2018, 7, 1, tzinfo=UTC), Decimal("0.04"), Decimal("0.04")),
)
"""Since when, the spread of bitcoin and ether, that of all others, as a share of the price."""
_SPREAD_BEFORE = Decimal("0.125")
"""Of ether's highs and lows in 2017: most of what is still said of those days is records."""

# the first figure of "$97,800", "3.5%", "$60K-$65K", "$0.0000123"
_FIGURE = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3}){1,6}|\d{1,24})(?:\.(?P<part>\d{1,24}))?|\.(?P<alone>\d{1,24})")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a claim holds, and its distance ``off`` from the nearest figure that would make it exactly true.

    ``off`` is zero or more, in the claim's unit, before tolerance: ``holds`` means ``off <= tolerance``.
    """

    holds: bool
    off: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class LowerBoundComparison(Comparison):
    """``holds``: the claim is not below the bound; ``within``: nor more than the given factor above it."""

    within: bool


def rounding_half_width(value: Decimal, text: str) -> Decimal:
    """Half the width of the range of numbers that are printed as ``text``, in the unit of ``value``; never negative.

    Half a unit of the last digit printed, whatever "K" or "million" follows. Zeros that end a whole number may be
    rounding too: then half a unit of the last digit that is not zero, but no more than 0.5 % of the value, because
    "$100,000" does not mean anything from $50,000 to $150,000.

    >>> rounding_half_width(Decimal(97800), "$97,800"), rounding_half_width(Decimal(98000), "$98K")
    (Decimal('50'), Decimal('500'))
    >>> rounding_half_width(Decimal("97800.25"), "$97,800.25"), rounding_half_width(Decimal("3.5"), "3.5%")
    (Decimal('0.005'), Decimal('0.05'))
    >>> rounding_half_width(Decimal(700000000), "$700 million"), rounding_half_width(Decimal(10), "10%")
    (Decimal('3500000'), Decimal('0.5'))
    """
    size = abs(value)
    figure = _FIGURE.search(text)
    if size == 0 or figure is None:
        return size * ZEROS_SHARE
    whole, part = (figure["whole"] or "0").replace(",", ""), figure["part"] or figure["alone"] or ""
    printed = Decimal(f"{whole}.{part}" if part else whole)
    scale = size / printed if printed else Decimal(0)
    if scale != Decimal(1).scaleb(scale.adjusted()):  # not the first figure times a power of ten: "2 dozen"
        return size * ZEROS_SHARE
    last = scale.scaleb(-len(part)) / 2
    zeros = len(whole) - len(whole.rstrip("0")) if not part else 0
    by_zeros = min(scale.scaleb(zeros) / 2, size * ZEROS_SHARE) if zeros else Decimal(0)
    return plain(max(last, by_zeros))


def venue_spread(instant: datetime, asset: str = "BTC") -> Decimal:
    """How far two venues' prices may differ at that time, as a share of the price; see the module's text.

    >>> venue_spread(datetime(2026, 1, 14, tzinfo=UTC)), venue_spread(datetime(2019, 5, 1, tzinfo=UTC), "SOL")
    (Decimal('0.003'), Decimal('0.04'))
    """
    found = next((row for row in _SPREADS if instant >= row[0]), None)
    if found is None:
        return _SPREAD_BEFORE
    return found[1] if asset in MAJORS else found[2]


def extreme_share(asset: str) -> Decimal:
    """How far two venues' highs or lows of a window may differ, as a share of its range; see the module's text.

    >>> extreme_share("BTC"), extreme_share("SOL")
    (Decimal('0.14'), Decimal('0.20'))
    """
    return Decimal("0.14") if asset in MAJORS else Decimal("0.20")


def compare_range(
    claim: Decimal,
    bound: Bound,
    low: Decimal,
    high: Decimal,
    tolerance: Decimal,
    *,
    claim_high: Decimal | None = None,
) -> Comparison:
    """Whether the claim agrees with something that took every value of ``[low, high]``, both ends included.

    ``exact`` and ``about``: the claim lies in the range. ``at_least``: it was there or above (the high reaches the claim);
    ``at_most``: it was there or below. ``between``: the claimed range ``[claim, claim_high]`` and the observed one meet.
    ``about`` is not wider here: the tolerance says how wide.

    >>> compare_range(Decimal(98), "exact", Decimal(95), Decimal(97), Decimal("0.5"))
    Comparison(holds=False, off=Decimal('1'), tolerance=Decimal('0.5'))
    >>> compare_range(Decimal(95), "at_least", Decimal(91), Decimal(97), Decimal(0)).holds
    True
    """
    above, below = claim - high, low - (claim_high if bound == "between" and claim_high is not None else claim)
    off = {"at_least": above, "at_most": below}.get(bound, max(above, below))
    off = max(off, Decimal(0))
    return Comparison(holds=off <= tolerance, off=off, tolerance=tolerance)


def compare_value(
    claim: Decimal, bound: Bound, observed: Decimal, tolerance: Decimal, *, claim_high: Decimal | None = None
) -> Comparison:
    """Whether the claim agrees with one observed figure: ``at_least`` if that is not below it, and so on.

    >>> compare_value(Decimal("97800"), "exact", Decimal("97924.49"), Decimal("304")).holds
    True
    """
    return compare_range(claim, bound, observed, observed, tolerance, claim_high=claim_high)


def compare_lower_bound(
    claim: Decimal,
    bound: Bound,
    least: Decimal,
    tolerance: Decimal,
    factor: Decimal,
    *,
    claim_high: Decimal | None = None,
) -> LowerBoundComparison:
    """Whether the claim agrees with a figure known to be at least ``least`` (not all exchanges are in the data).

    It fails only when even its upper end is below ``least`` by more than the tolerance; "more than X" has no upper end,
    so it can't fail. ``within``: it holds and its lower end is at most ``factor`` times ``least``.

    >>> compare_lower_bound(Decimal(100), "exact", Decimal(80), Decimal(1), Decimal(2))
    LowerBoundComparison(holds=True, off=Decimal('0'), tolerance=Decimal('1'), within=True)
    """
    upper = claim_high if bound == "between" and claim_high is not None else claim
    off = Decimal(0) if bound == "at_least" else max(least - upper, Decimal(0))
    holds = off <= tolerance
    return LowerBoundComparison(
        holds=holds, off=off, tolerance=tolerance, within=holds and least > 0 and claim - tolerance <= least * factor
    )
