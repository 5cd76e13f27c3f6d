"""Rounding, spreads and comparisons, on examples."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tapecheck.market import (
    compare_lower_bound,
    compare_range,
    compare_value,
    rounding_half_width,
    venue_spread,
)

D = Decimal


@pytest.mark.parametrize(
    ("value", "text", "half"),
    [
        ("97800", "$97,800", "50"),
        ("98000", "$98K", "500"),
        ("98000", "$98k", "500"),
        ("97800.25", "$97,800.25", "0.005"),
        ("97800.5", "97,800.50 dollars", "0.005"),
        ("3.5", "3.5%", "0.05"),
        ("-3.5", "3.5%", "0.05"),
        ("5", "5 percent", "0.5"),
        ("10", "10%", "0.5"),
        ("95000", "$95,000", "475"),
        ("100000", "$100,000", "500"),
        ("100000", "$100K", "500"),
        ("97924", "$97,924", "0.5"),
        ("700000000", "$700 million", "3500000"),
        ("1200000000", "$1.2 billion", "50000000"),
        ("60000", "$60K-$65K", "500"),
        ("0.0000123", "$0.0000123", "0.00000005"),
        ("0.4", ".40 dollars", "0.005"),
        ("500000000", "half a billion dollars", "2500000"),
        ("0", "$0", "0"),
    ],
)
def test_rounding(value: str, text: str, half: str) -> None:
    assert rounding_half_width(D(value), text) == D(half)


def test_the_spread_was_wider_before() -> None:
    spreads = [venue_spread(datetime(year, 6, 1, tzinfo=UTC)) for year in range(2017, 2027)]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[-1] == D("0.003")
    assert venue_spread(datetime(2026, 1, 14, tzinfo=UTC), "SOL") > spreads[-1]


@pytest.mark.parametrize(
    ("claim", "high", "bound", "holds", "off"),
    [
        (96, None, "exact", True, 0),
        (98, None, "exact", True, 1),
        (99, None, "exact", False, 2),
        (92, None, "exact", False, 3),
        (99, None, "about", False, 2),
        (80, None, "at_least", True, 0),
        (99, None, "at_least", False, 2),
        (99, None, "at_most", True, 0),
        (90, None, "at_most", False, 5),
        (90, 95, "between", True, 0),
        (90, 92, "between", False, 3),
        (99, 120, "between", False, 2),
    ],
)
def test_range(claim: int, high: int | None, bound: str, holds: bool, off: int) -> None:
    """The observed range is 95 to 97, the tolerance 1."""
    result = compare_range(D(claim), bound, D(95), D(97), D(1), claim_high=None if high is None else D(high))  # type: ignore[arg-type]
    assert (result.holds, result.off) == (holds, off)


def test_value_is_a_range_of_one() -> None:
    assert compare_value(D(95), "at_least", D(96), D(0)).holds
    assert not compare_value(D(97), "exact", D(96), D("0.5")).holds


@pytest.mark.parametrize(
    ("claim", "bound", "holds", "within"),
    [
        (50, "exact", False, False),
        (50, "at_least", True, True),
        (99, "exact", True, True),
        (200, "exact", True, True),
        (300, "exact", True, False),
    ],
)
def test_lower_bound(claim: int, bound: str, holds: bool, within: bool) -> None:
    """At least 100 was seen; the tolerance is 5, the factor 2."""
    result = compare_lower_bound(D(claim), bound, D(100), D(5), D(2))  # type: ignore[arg-type]
    assert (result.holds, result.within) == (holds, within)
