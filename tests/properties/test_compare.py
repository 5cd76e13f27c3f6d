"""What holds of every comparison."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tapecheck.market import compare_lower_bound, compare_range, compare_value, rounding_half_width
from tapecheck.schema.mention import Bound

FIGURES = st.decimals(min_value="0.000001", max_value="1e15", allow_nan=False, allow_infinity=False, places=6)
BOUNDS: st.SearchStrategy[Bound] = st.sampled_from(["exact", "about", "at_least", "at_most", "between"])


@given(FIGURES, BOUNDS, FIGURES, FIGURES, FIGURES)
def test_holding_is_being_no_further_off_than_allowed(
    claim: Decimal, bound: Bound, one: Decimal, other: Decimal, tolerance: Decimal
) -> None:
    result = compare_range(claim, bound, min(one, other), max(one, other), tolerance)
    assert result.off >= 0
    assert result.holds == (result.off <= tolerance)


@given(FIGURES, BOUNDS, FIGURES, FIGURES, FIGURES, FIGURES)
def test_more_tolerance_or_a_wider_range_never_breaks_a_claim(
    claim: Decimal, bound: Bound, one: Decimal, other: Decimal, tolerance: Decimal, more: Decimal
) -> None:
    low, high = min(one, other), max(one, other)
    if compare_range(claim, bound, low, high, tolerance).holds:
        assert compare_range(claim, bound, low, high, tolerance + more).holds
        assert compare_range(claim, bound, low - more, high + more, tolerance).holds


@given(FIGURES, BOUNDS, FIGURES)
def test_the_observed_figure_itself_always_agrees(claim: Decimal, bound: Bound, tolerance: Decimal) -> None:
    assert compare_value(claim, bound, claim, tolerance).off == 0
    assert compare_lower_bound(claim, bound, claim, tolerance, Decimal(1)).within


@given(FIGURES, FIGURES, FIGURES)
def test_a_claim_above_a_lower_bound_is_never_broken(least: Decimal, above: Decimal, tolerance: Decimal) -> None:
    assert compare_lower_bound(least + above, "exact", least, tolerance, Decimal(2)).holds


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=6))
def test_rounding_of_what_is_printed_in_full_is_half_its_last_digit(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    half = rounding_half_width(value, f"${value:,f}")
    last = Decimal(1).scaleb(-places) / 2
    assert half == last or (places == 0 and digits % 10 == 0 and last < half <= max(last, value * Decimal("0.005")))


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("K", 3), (" million", 6), (" billion", 9)]))
def test_rounding_goes_with_the_scale(count: int, scale: tuple[str, int]) -> None:
    word, zeros = scale
    value = Decimal(count).scaleb(zeros)
    assert rounding_half_width(value, f"${count}{word}") >= Decimal(10) ** zeros / 2


@given(st.text(max_size=60), FIGURES)
def test_rounding_takes_any_text(text: str, value: Decimal) -> None:
    assert rounding_half_width(value, text) >= 0
