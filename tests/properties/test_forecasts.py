"""What holds of every forecast's outcome, whatever the prices."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.market import MarketStore
from tapecheck.market.claims import ForecastClaim, check_forecast
from tapecheck.schema.verdict import Verdict

START = datetime(2026, 1, 5, tzinfo=UTC)
PUBLISHED = START + timedelta(minutes=30)
PATHS = st.lists(st.integers(60, 160), min_size=3, max_size=60)
TARGETS = st.integers(50, 170).map(Decimal)
HORIZONS = st.none() | st.integers(2, 70)


@contextmanager
def market(prices: list[int]) -> Iterator[MarketStore]:
    """Hourly candles, each from one price to the next; the first price is 100."""
    whole = [100, 100, *prices]
    rows = [
        f"BTCUSDT,{START + timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ},{one},{max(one, two)},{min(one, two)},{two},1"
        for n, (one, two) in enumerate(itertools.pairwise(whole))
    ]
    with TemporaryDirectory() as folder, MarketStore.in_memory() as store:
        path = Path(folder) / "binance_BTCUSDT_1h.csv"
        path.write_text("symbol,open_time,open,high,low,close,volume\n" + "\n".join(rows) + "\n", "utf-8")
        store.import_file(path)
        yield store


def judged(store: MarketStore, target: Decimal, hours: int | None) -> Verdict:
    end = None if hours is None else START + timedelta(hours=hours)
    return check_forecast(ForecastClaim(asset="BTC", value=target, text=f"${target}", end=end), store, PUBLISHED)


def touch(verdict: Verdict) -> datetime:
    assert verdict.evidence is not None
    return verdict.evidence.times["first_touch"]


@settings(max_examples=25, deadline=None)
@given(PATHS, st.integers(2, 60), TARGETS, HORIZONS)
def test_later_candles_change_no_outcome_but_open(
    prices: list[int], length: int, target: Decimal, hours: int | None
) -> None:
    with market(prices[:length]) as early, market(prices) as late:
        before, after = judged(early, target, hours), judged(late, target, hours)
    if before.outcome == "HIT":
        assert (after.outcome, touch(after)) == ("HIT", touch(before))
    elif before.outcome != "OPEN":
        assert (after.outcome, after.cause) == (before.outcome, before.cause)


@settings(max_examples=25, deadline=None)
@given(PATHS, TARGETS, HORIZONS)
def test_nothing_is_missed_before_its_time_is_over(prices: list[int], target: Decimal, hours: int | None) -> None:
    with market(prices) as store:
        verdict = judged(store, target, hours)
    if verdict.outcome == "MISSED":
        assert hours is not None
        assert hours <= len(prices) + 1
    assert verdict.label == "NOT_ENOUGH_INFO"


@settings(max_examples=25, deadline=None)
@given(PATHS, TARGETS, TARGETS, HORIZONS)
def test_a_farther_target_is_never_hit_before_a_nearer_one(
    prices: list[int], one: Decimal, other: Decimal, hours: int | None
) -> None:
    near, far = sorted((one, other), key=lambda target: abs(target - 100))
    with market(prices) as store:
        first, second = judged(store, near, hours), judged(store, far, hours)
    if (near > 100) == (far > 100) and first.cause == "prospective" and first.outcome and second.outcome == "HIT":
        assert first.outcome == "HIT"
        assert touch(first) <= touch(second)


@settings(max_examples=25, deadline=None)
@given(PATHS, TARGETS, st.integers(2, 60), st.integers(0, 10))
def test_more_time_never_takes_a_hit_away(prices: list[int], target: Decimal, hours: int, more: int) -> None:
    with market(prices) as store:
        short, long = judged(store, target, hours), judged(store, target, hours + more)
    if short.outcome == "HIT":
        assert (long.outcome, touch(long)) == ("HIT", touch(short))
