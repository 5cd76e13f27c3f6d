"""Opening a store, and what it answers about windows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tapecheck.errors import MarketDataError
from tapecheck.market import MarketStore
from tapecheck.market.reasons import Unfit

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "none.duckdb"
    with pytest.raises(
        MarketDataError, match=r"none\.duckdb: no such market store; make one with: tapecheck market import"
    ):
        MarketStore.open(path)
    assert not path.exists()


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_store(create: bool, tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(MarketDataError, match=r"text\.duckdb: can't be opened"):
        MarketStore.open(path, create=create)


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(MarketDataError, match="a DuckDB file, but not a market store"):
        MarketStore.open(path)


def test_written_then_read_by_two(tmp_path: Path, hourly: Callable[..., Path]) -> None:
    path, candles = tmp_path / "tape.duckdb", hourly([1, 2, 3])
    with MarketStore.open(path, create=True) as store:
        assert store.import_file(candles).new == 2
    with MarketStore.open(path) as first, MarketStore.open(path) as second:
        assert first.coverage() == second.coverage() != ()
        with pytest.raises(MarketDataError, match="open for reading only"):
            first.import_file(candles)


def test_extremes_are_of_whole_candles(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100, 104, 90, 95, 99, 97]))
    found = store.extremes("BTC", JAN_5 + HOUR, JAN_5 + 3 * HOUR)
    assert found is not None
    assert (found.open, found.high, found.low, found.close) == (104, 104, 90, 95)
    assert (found.high_time, found.low_time) == (JAN_5 + HOUR, JAN_5 + HOUR)
    assert (found.start, found.end, found.coarse) == (JAN_5 + HOUR, JAN_5 + 3 * HOUR, False)
    wider = store.extremes("BTC", JAN_5 + HOUR * 0.5, JAN_5 + HOUR * 1.5)
    assert wider is not None
    assert (wider.start, wider.end, wider.coarse) == (JAN_5, JAN_5 + 2 * HOUR, True)
    assert wider.evidence().symbol == "BTC/USDT"


def test_windows_at_the_edges(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([1, 2, 3, 4]))
    end = JAN_5 + 3 * HOUR
    assert store.extremes("BTC", JAN_5, end) is not None
    assert store.extremes("BTC", JAN_5, JAN_5) is None
    assert store.extremes("BTC", JAN_5 - timedelta(seconds=1), end) is None
    assert store.extremes("BTC", JAN_5, end + timedelta(seconds=1)) is None
    assert store.price_at("BTC", JAN_5) is not None
    assert store.price_at("BTC", end) is None, "candles are half-open"
    assert store.why_not("BTC", JAN_5, end + HOUR).cause == "unfinished"
    assert "run from 2026-01-05 00:00 to 2026-01-05 03:00" in store.why_not("BTC", end, end + HOUR).reason
    assert store.why_not("ETH", JAN_5, end) == Unfit(
        "no_data", "The market store has no ETH candles against US dollars."
    )


def test_a_gap_is_not_covered(
    store: MarketStore, hourly: Callable[..., Path], candle_file: Callable[..., Path]
) -> None:
    store.import_file(hourly([1, 2, 3]))
    store.import_file(candle_file("binance_late_1h.csv", "BTCUSDT,2026-01-05T04:00:00Z,1,2,1,2,9"))
    assert store.extremes("BTC", JAN_5, JAN_5 + 5 * HOUR) is None
    assert "have a gap" in store.why_not("BTC", JAN_5, JAN_5 + 5 * HOUR).reason
    store.import_file(candle_file("binance_1d.csv", "BTCUSDT,2026-01-05,1,7,1,2,9"))
    day = store.covering("BTC", JAN_5, JAN_5 + 5 * HOUR)
    assert day is not None
    assert day.timeframe == "1d", "coarser candles serve where finer ones have a gap"
    fine = store.covering("BTC", JAN_5, JAN_5 + 2 * HOUR)
    assert fine is not None
    assert fine.timeframe == "1h"
    assert store.covering("BTC", JAN_5, JAN_5 + 2 * HOUR, "4h") is None


def test_why_data_are_missing(
    store: MarketStore, hourly: Callable[..., Path], candle_file: Callable[..., Path]
) -> None:
    store.import_file(hourly([1, 2, 3, 4]))
    end = JAN_5 + 3 * HOUR
    for start, stop, cause in (
        (JAN_5 + HOUR, end + timedelta(minutes=1), "unfinished"),
        (end - timedelta(minutes=1), end + 50 * HOUR, "unfinished"),
        (end, end + HOUR, "not_covered"),
        (end + HOUR, end + 2 * HOUR, "not_covered"),
        (JAN_5 - HOUR, end, "not_covered"),
        (JAN_5 - HOUR, end + HOUR, "not_covered"),
    ):
        assert store.extremes("BTC", start, stop) is None
        assert store.why_not("BTC", start, stop).cause == cause
    store.import_file(candle_file("binance_late_1h.csv", "BTCUSDT,2026-01-05T05:00:00Z,1,2,1,2,9"))
    assert store.why_not("BTC", JAN_5, end + HOUR).cause == "gap"


def test_extremes_of_every_source(
    store: MarketStore, hourly: Callable[..., Path], candle_file: Callable[..., Path]
) -> None:
    store.import_file(hourly([100, 104, 90, *[95] * 46]))
    day = "symbol,date,open,high,low,close,volume"
    index = (f"BTC-USD,2026-01-0{at},100,103,91,95,1" for at in (5, 6))
    store.import_file(candle_file("yahoo_daily.csv", *index, header=day))
    store.import_file(candle_file("binance_1d.csv", "BTCUSDT,2026-01-05,1,7,1,2,9", "BTCUSDT,2026-01-06,1,7,1,2,9"))

    def ranges(start: datetime, end: datetime) -> list[tuple[str, str, Decimal, Decimal]]:
        found = store.extremes_by_source("BTC", start, end)
        assert next(iter(found), None) == store.extremes("BTC", start, end)
        return [(one.source, one.timeframe, one.low, one.high) for one in found]

    day_end = JAN_5 + 24 * HOUR
    both = [("binance", "1h", Decimal(90), Decimal(104)), ("yahoo", "1d", Decimal(91), Decimal(103))]
    assert ranges(JAN_5, day_end) == both
    assert ranges(JAN_5 + HOUR, day_end + 23 * HOUR) == both, "two days hold the 46 hours"
    assert ranges(JAN_5, JAN_5 + 6 * HOUR) == both[:1], "a day is too long for six hours"
    assert ranges(JAN_5 - HOUR, JAN_5) == []


def test_points_serve_where_no_candle_is(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100, 104, 90]))
    hashed = store.datasets()[0][1]
    rows = [
        ("feed", "BTC", 0, 7),
        ("feed", "XYZ", 1, 5),
        ("feed", "XYZ", 4, 9),
        ("feed", "XYZ", 6, 8),
        ("one", "XYZ", 5, 7),
    ]
    for source, asset, hour, price in rows:
        store._connection.execute(
            "INSERT INTO series VALUES (?, 'price', ?, '', ?, ?, 'USD', 1)",
            [source, asset, (JAN_5 + hour * HOUR).replace(tzinfo=None), price],
        )
    candle = store.extremes("BTC", JAN_5, JAN_5 + HOUR)
    assert candle is not None
    assert not candle.inner, "a candle is better"
    found = store.extremes("XYZ", JAN_5 + 2 * HOUR, JAN_5 + 7 * HOUR)
    assert found is not None
    assert (found.source, found.symbol, found.timeframe, found.inner) == ("feed", "XYZ/USD", "point", True)
    assert (found.low, found.high, found.high_time) == (8, 9, JAN_5 + 4 * HOUR)
    assert found.dataset_sha256 == hashed
    assert [one.source for one in store.extremes_by_source("XYZ", JAN_5, JAN_5 + 7 * HOUR)] == ["feed", "one"]
    assert store.extremes("XYZ", JAN_5 + 2 * HOUR, JAN_5 + 4 * HOUR) is None, "no point lies in the window"
    assert store.extremes("XYZ", JAN_5, JAN_5 + 7 * HOUR, timeframe="1h") is None
    price = store.price_at("XYZ", JAN_5 + 2 * HOUR)
    assert price is not None
    assert (price.low, price.high, price.start, price.end, price.inner) == (5, 9, JAN_5 + HOUR, JAN_5 + 4 * HOUR, True)
    last = store.price_at("XYZ", JAN_5 + 20 * HOUR)
    assert last is not None
    assert (last.low, last.high) == (8, 8)
    assert store.price_at("XYZ", JAN_5) is None
    assert store.price_at("XYZ", JAN_5 + 43 * HOUR) is None, "more than a day and a half after the last"


def test_only_dollar_pairs_count(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    store.import_file(
        candle_file("binance_1h.csv", "ETHBTC,2026-01-05T00:00:00Z,1,2,1,2,9", "ETHEUR,2026-01-05T00:00:00Z,1,2,1,2,9")
    )
    assert store.price_at("ETH", JAN_5) is None


def test_changes(store: MarketStore, hourly: Callable[..., Path]) -> None:
    store.import_file(hourly([100, 100, 100, 100, 100, 110, 121, 90, 100]))
    found = store.changes("BTC", 4 * HOUR, JAN_5 + 5 * HOUR, JAN_5 + 7 * HOUR)
    assert found is not None
    assert (found.least, found.greatest) == (-10, 21)
    assert found.greatest_time == JAN_5 + 6 * HOUR
    since = store.changes_since("BTC", JAN_5, JAN_5 + 7 * HOUR, JAN_5 + 8 * HOUR)
    assert since is not None
    assert (since.least, since.greatest) == (-10, 0)
    assert store.changes("BTC", 4 * HOUR, JAN_5 + 2 * HOUR, JAN_5 + 4 * HOUR) is None, "the base lies before the data"
    assert store.changes("BTC", 2 * HOUR, JAN_5 + 5 * HOUR, JAN_5 + 7 * HOUR) is None, "hourly candles are too coarse"


def test_history_and_former_records(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    prices = [50] * 10 + [60] + [40] * 10 + [70, 71]
    rows = [f"BTCUSDT,{JAN_5 + timedelta(days=n):%Y-%m-%d},{p},{p + 1},{p - 1},{p},1" for n, p in enumerate(prices)]
    store.import_file(candle_file("binance_1d.csv", *rows))
    (history,) = store.history_extremes("BTC", JAN_5 + timedelta(days=len(prices)))
    assert (history.high, history.low) == (72, 39)
    (then,) = store.history_extremes("BTC", JAN_5 + timedelta(days=5))
    assert then.high == 51, "what came later does not count"
    records = store.former_records("BTC", JAN_5 + timedelta(days=len(prices)))
    assert [record.price for record in records] == [51, 61]
    assert records[-1].until == JAN_5 + timedelta(days=21)
    lows = store.former_records("BTC", JAN_5 + timedelta(days=len(prices)), low=True)
    assert [record.price for record in lows] == [49, 39]
    assert store.former_records("BTC", JAN_5 - HOUR) == ()
    assert store.former_records("ETH", JAN_5) == ()


def test_liquidations(store: MarketStore, sample: Callable[[str], Path]) -> None:
    store.import_file(sample("coinglass_liquidations.parquet"))
    found = store.liquidations("BTC", JAN_5 + timedelta(minutes=30), JAN_5 + 4 * HOUR)
    assert found is not None
    assert (found.start, found.long_usd, found.total_usd) == (JAN_5 + HOUR, Decimal("300.75"), Decimal("452.25"))
    assert (found.venues, found.complete) == (("Binance", "Bybit", "OKX"), False)
    assert store.liquidations(None, JAN_5, JAN_5 + HOUR) is not None
    assert store.liquidations("ETH", JAN_5, JAN_5 + HOUR) is None
    assert store.liquidations("BTC", JAN_5, JAN_5 + 6 * HOUR) is None
    rolled = store.trailing_liquidations("BTC", 2 * HOUR, JAN_5 + 2 * HOUR, JAN_5 + 4 * HOUR)
    assert [one.end for one in rolled] == [JAN_5 + 2 * HOUR, JAN_5 + 3 * HOUR, JAN_5 + 4 * HOUR]
    assert {one.short_usd for one in rolled} == {Decimal(101)}


def test_series_do_not_get_old(store: MarketStore, sample: Callable[[str], Path]) -> None:
    store.import_file(sample("fear_greed_daily.parquet"))
    later = store.series_at("fear_greed", "TOTAL", JAN_5 + timedelta(days=1, hours=5))
    assert later is not None
    assert later.value == 41
    assert store.series_at("fear_greed", "TOTAL", JAN_5 + timedelta(days=4)) is None
    assert store.series_at("fear_greed", "TOTAL", JAN_5 - HOUR) is None


def test_an_import_is_seen_at_once(store: MarketStore, hourly: Callable[..., Path]) -> None:
    assert store.price_at("BTC", JAN_5) is None
    store.import_file(hourly([1, 2]))
    assert store.price_at("BTC", JAN_5) is not None
