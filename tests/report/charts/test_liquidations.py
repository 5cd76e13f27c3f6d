from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tapecheck.market import MarketStore
from tapecheck.report.charts.liquidations import liquidations, sums_by_asset
from tapecheck.report.charts.scales import Span

START = datetime(2026, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPAN = Span(START, START + 96 * HOUR)


def test_bars_of_the_data_hours(made: Any, market: MarketStore) -> None:
    sums = sums_by_asset(made.result(made.liquidation("90000000")))
    (found,) = liquidations(sums["BTC"], SPAN, HOUR, market)
    assert len(found.bars) == 96
    assert {(bar.long, bar.short) for bar in found.bars} == {(Decimal(1_000_000), Decimal(2_000_000))}
    assert found.dataset_sha256 == found.evidence.dataset_sha256


def test_longer_candles_have_longer_bars_and_unfinished_ones_none(made: Any, market: MarketStore) -> None:
    sums = sums_by_asset(made.result(made.liquidation("90000000")))
    end = datetime(2026, 1, 19, tzinfo=UTC)
    (found,) = liquidations(sums["BTC"], Span(end - 2 * HOUR - 16 * HOUR, end + 8 * HOUR), 8 * HOUR, market)
    assert [bar.start for bar in found.bars] == [end - 16 * HOUR, end - 8 * HOUR]
    assert found.bars[0].short == 16_000_000


def test_a_sum_with_what_was_seen(made: Any) -> None:
    ((one,),) = sums_by_asset(made.result(made.liquidation("90000000", side="short"))).values()
    assert (one.least, one.greatest) == (48_000_000, 48_000_000)


def test_the_whole_market_stands_on_bitcoin(made: Any) -> None:
    found = sums_by_asset(made.result(made.liquidation("700000000", asset=None)))
    assert [len(sums) for sums in found.values()] == [1]
    assert list(found) == ["BTC"]


def test_without_data_there_is_nothing_to_draw(made: Any) -> None:
    unchecked = made.result(made.liquidation("90000000"), checked=False)
    assert sums_by_asset(unchecked) == {}
    assert sums_by_asset(made.result(made.liquidation("90000000", asset="ETH"))) == {}
    assert sums_by_asset(made.result(made.price("90000"))) == {}


def test_one_of_each_fact(made: Any) -> None:
    one, again = (made.liquidation("90000000").model_copy(update={"fact": "f"}) for _ in range(2))
    assert [sum_.record.id for sum_ in sums_by_asset(made.result(one, again))["BTC"]] == [one.id]
