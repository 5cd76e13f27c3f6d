from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.market.observations import CandleWindow
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.placing import placed, price_at
from tapecheck.report.charts.scales import Span

START = datetime(2026, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPAN = Span(START, START + 100 * HOUR)


@pytest.fixture
def window(market: Any) -> CandleWindow:
    found = market.candles_between("BTC", *SPAN, HOUR)
    assert found is not None
    return found


def _claim(form: Any, low: str, high: str | None = None, **fields: Any) -> Claim:
    return Claim(None, form, Decimal(low), Decimal(high or low), **fields)  # type: ignore[arg-type]


def test_a_stretch_is_cut_at_the_edges(window: CandleWindow) -> None:
    one = placed(_claim("price", "97000", start=START - HOUR, end=START + 25 * HOUR), window, SPAN)
    assert one is not None
    assert (one.left, one.right, one.before) == (0, 0.25, False)
    assert (one.low, one.high, one.aim) == (97000, 97000, 97000)


def test_without_a_time_it_runs_from_edge_to_edge(window: CandleWindow) -> None:
    one = placed(_claim("price", "94000", "96000"), window, SPAN)
    assert one is not None
    assert (one.left, one.right, one.aim) == (0, 1, 95000)


def test_what_is_over_before_the_chart_begins(window: CandleWindow) -> None:
    one = placed(_claim("price", "97000", start=START - 9 * HOUR, end=START - HOUR), window, SPAN)
    assert one is not None
    assert one.before
    record = placed(_claim("record", "97000", seen=(START - HOUR, Decimal(97001))), window, SPAN)
    assert record is not None
    assert record.before
    assert record.ring is None


def test_what_begins_after_it_is_left_out(window: CandleWindow) -> None:
    assert placed(_claim("forecast", "97000", start=START + 101 * HOUR), window, SPAN) is None


def test_a_move_counts_from_the_price_at_its_beginning(window: CandleWindow) -> None:
    seen = (START + 50 * HOUR, Decimal(9))
    one = placed(_claim("move", "10", start=START + 26 * HOUR, end=seen[0], seen=seen), window, SPAN)
    base = Decimal(90_000 + 20 * (168 + 26))
    assert one is not None
    assert (one.low, one.high, one.aim) == (base, base * Decimal("1.1"), base * Decimal("1.1"))
    assert (one.left, one.right) == (0.26, 0.5)


def test_a_fall_goes_down(window: CandleWindow) -> None:
    seen = (START + 50 * HOUR, Decimal(-9))
    one = placed(_claim("move", "-10", start=START + 26 * HOUR, end=seen[0], seen=seen), window, SPAN)
    assert one is not None
    assert one.aim == one.low < one.high


def test_a_base_that_is_not_shown_follows_from_the_change_that_was_seen(window: CandleWindow) -> None:
    seen = (START + 50 * HOUR, Decimal(25))
    one = placed(_claim("move", "20", start=START - 900 * HOUR, end=seen[0], seen=seen), window, SPAN)
    last = Decimal(90_000 + 20 * (168 + 50))
    assert one is not None
    assert one.low == last / Decimal("1.25")
    assert one.aim == one.low * Decimal("1.2")


@pytest.mark.parametrize("change", [-100, -150])
def test_of_a_total_loss_no_base_is_made_up(change: int, window: CandleWindow) -> None:
    seen = (START + 50 * HOUR, Decimal(change))
    assert placed(_claim("move", "20", start=START - 900 * HOUR, end=seen[0], seen=seen), window, SPAN) is None


def test_a_move_inside_a_gap_is_left_out(window: CandleWindow) -> None:
    seen = (START + 10 * HOUR, Decimal(5))
    assert placed(_claim("move", "5", start=START - 9 * HOUR, end=seen[0], seen=seen), window, SPAN) is None


def test_prices_at_moments(window: CandleWindow) -> None:
    hour = 90_000 + 20 * 168
    assert price_at(window, START) == hour
    assert price_at(window, START + HOUR / 2) == hour
    assert price_at(window, START + 8 * HOUR) == hour + 20 * 8  # the close of the last candle before the gap
    assert price_at(window, START + 9 * HOUR) is None


def test_a_ring_is_in_the_candle_that_traded_there(window: CandleWindow) -> None:
    highest = Decimal(90_000 + 20 * (168 + 47) + 50)
    one = placed(_claim("price", "97000", seen=(START + 24 * HOUR, highest)), window, SPAN)
    assert one is not None
    assert one.ring == (0.475, highest)


def test_a_ring_of_a_price_that_no_shown_candle_had_stays_at_its_time(window: CandleWindow) -> None:
    one = placed(_claim("price", "97000", seen=(START + 24 * HOUR, Decimal(1))), window, SPAN)
    assert one is not None
    assert one.ring == (0.24, 1)
