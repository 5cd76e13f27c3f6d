from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.report.charts.scales import Prices, Span, price_ticks, time_ticks

START = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
prices = st.decimals(min_value=Decimal("0.00000001"), max_value=Decimal(10) ** 9, places=8)


@given(prices, prices, st.integers(2, 9))
def test_price_ticks_are_few_round_and_inside(one: Decimal, other: Decimal, most: int) -> None:
    low, high = min(one, other), max(one, other)
    ticks = price_ticks(low, high, most=most)
    assert len(ticks) <= most
    if low == high:
        return
    assert ticks
    assert all(low <= tick <= high for tick in ticks)
    steps = {later - earlier for earlier, later in itertools.pairwise(ticks)}
    assert len(steps) <= 1
    assert all(str(step.normalize().scaleb(-step.adjusted())) in ("1", "2", "2.5", "5") for step in steps)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0.0000118", "0.0000127", ["0.0000118", "0.0000120", "0.0000122", "0.0000124", "0.0000126"]),
        ("0.9991", "1.0003", ["0.9992", "0.9994", "0.9996", "0.9998", "1.0000", "1.0002"]),
        ("93100", "97924", ["93000", "94000", "95000", "96000", "97000"][1:]),
        ("-40000000", "20000000", ["-40000000", "-20000000", "0", "20000000"]),
    ],
)
def test_price_ticks_of_any_size(low: str, high: str, ticks: list[str]) -> None:
    assert [f"{tick:f}" for tick in price_ticks(Decimal(low), Decimal(high))] == ticks


@given(st.timedeltas(timedelta(hours=1), timedelta(days=4000)), st.integers(3, 8))
def test_time_ticks_are_few_and_inside(length: timedelta, most: int) -> None:
    span = Span(START, START + length)
    ticks = time_ticks(span, most=most)
    assert len(ticks) <= most
    moments = [moment for moment, _ in ticks]
    assert moments == sorted(set(moments))
    assert all(span.holds(moment) for moment in moments)
    if length > timedelta(days=1):
        assert ticks


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (1, ["12:00", "18:00", "13 Jan", "06:00"]),
        (4, ["13 Jan", "14 Jan", "15 Jan", "16 Jan"]),
        (30, ["19 Jan", "26 Jan", "2 Feb", "9 Feb"]),
        (120, ["Feb", "Mar", "Apr", "May"]),
        (400, ["Apr", "Jul", "Oct", "2027"]),
    ],
)
def test_labels_of_times(days: int, labels: list[str]) -> None:
    span = Span(START, START + timedelta(days=days))
    assert [label for _, label in time_ticks(span)] == labels


def test_places() -> None:
    span = Span(START, START + timedelta(hours=4))
    assert [span.place(START + timedelta(hours=hour)) for hour in (-1, 0, 1, 4)] == [-0.25, 0, 0.25, 1]
    scale = Prices(Decimal(100), Decimal(200), 20, 80)
    assert [scale.place(Decimal(price)) for price in (200, 150, 100)] == [20, 60, 100]
    assert [scale.clipped(Decimal(price)) for price in (900, 1)] == [20, 100]
    assert (scale.holds(Decimal(200)), scale.holds(Decimal("200.01"))) == (True, False)
