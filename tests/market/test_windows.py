"""The candles of a window, as charts ask for them: joined, with their gaps, of the source that has most of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.observations import Candle

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_candles_as_they_are(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100, 101.5, 99]))
    found = store.candles_between("BTC", JAN_5, JAN_5 + DAY, HOUR)
    assert found is not None
    one, other = Decimal("101.5"), Decimal(99)
    assert found.candles == (
        Candle(JAN_5, Decimal(100), one, Decimal(100), one),
        Candle(JAN_5 + HOUR, one, one, other, other),
    )
    assert (found.timeframe, found.length, found.start, found.end) == ("1h", HOUR, JAN_5, JAN_5 + 2 * HOUR)
    assert found.dataset_sha256 == store.datasets()[0][1]


def test_shorter_candles_are_joined(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100, 103, 98, 101, 102, 110]))
    found = store.candles_between("BTC", JAN_5, JAN_5 + DAY, 4 * HOUR)
    assert found is not None
    assert found.timeframe == "1h"
    # The fifth hour begins a candle of which the rest is missing.
    assert found.candles == (Candle(JAN_5, Decimal(100), Decimal(103), Decimal(98), Decimal(102)),)


def test_a_missing_candle_leaves_a_gap(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100] * 4))
    store.import_file(hourly([100] * 6, start=JAN_5 + 4 * HOUR))
    found = store.candles_between("BTC", JAN_5, JAN_5 + DAY, HOUR)
    assert found is not None
    assert [(candle.start - JAN_5) // HOUR for candle in found.candles] == [0, 1, 2, 4, 5, 6, 7, 8]
    joined = store.candles_between("BTC", JAN_5, JAN_5 + DAY, 4 * HOUR)
    assert joined is not None
    assert [candle.start for candle in joined.candles] == [JAN_5 + 4 * HOUR]


def test_weeks_begin_on_mondays(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    rows = [f"BTCUSDT,{JAN_5 - DAY + DAY * day:%Y-%m-%d},100,{200 + day},50,150,1" for day in range(16)]
    store.import_file(candle_file("binance_spot_1d.csv", *rows))
    found = store.candles_between("BTC", JAN_5 - 7 * DAY, JAN_5 + 21 * DAY, 7 * DAY)
    assert found is not None
    assert [(candle.start, candle.high) for candle in found.candles] == [
        (JAN_5, Decimal(207)),
        (JAN_5 + 7 * DAY, Decimal(214)),
    ]


def test_the_window_is_half_open(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100] * 9))
    found = store.candles_between("BTC", JAN_5 + HOUR, JAN_5 + 3 * HOUR, HOUR)
    assert found is not None
    assert [candle.start for candle in found.candles] == [JAN_5 + HOUR, JAN_5 + 2 * HOUR]


def test_the_source_that_has_most_of_it(
    store: MarketStore, hourly: Callable[..., Path], candle_file: Callable[..., Path]
) -> None:
    store.import_file(hourly([100] * 9))
    rows = [f"BTCUSDT,{JAN_5 + DAY * day:%Y-%m-%d},200,200,200,200,1" for day in range(3)]
    store.import_file(candle_file("binance_spot_1d.csv", *rows))
    short = store.candles_between("BTC", JAN_5, JAN_5 + 8 * HOUR, HOUR)
    long = store.candles_between("BTC", JAN_5, JAN_5 + 3 * DAY, DAY)
    assert short is not None
    assert long is not None
    assert (short.timeframe, long.timeframe) == ("1h", "1d")


def test_prices_beyond_64_bits(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([10_000_000, 20_000_000, 15_000_000]))
    found = store.candles_between("BTC", JAN_5, JAN_5 + DAY, 2 * HOUR)
    assert found is not None
    assert found.candles[0].high == 20_000_000


@pytest.mark.parametrize(
    ("asset", "start", "length"), [("ETH", JAN_5, HOUR), ("BTC", JAN_5 + 9 * DAY, HOUR), ("BTC", JAN_5, HOUR / 4)]
)
def test_there_are_none(
    asset: str, start: datetime, length: timedelta, store: MarketStore, hourly: Callable[..., Path]
) -> None:
    store.import_file(hourly([100, 101]))
    assert store.candles_between(asset, start, start + DAY, length) is None
