"""Candles in memory: blocks, room, files, prices that need more than 64 bits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tapecheck.market import MarketStore
from tapecheck.market.candle_queries import coverage
from tapecheck.market.candles import HIGH, TIME, Candles
from tapecheck.market.memo import Memo
from tapecheck.market.reader import exact, micros, reader

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def days(store: MarketStore, hourly: Callable[..., Path]) -> MarketStore:
    """Four days of hourly candles, rising by a dollar an hour from 100."""
    store.import_file(hourly([100 + at for at in range(24 * 4 + 1)]))
    return store


def candles(store: MarketStore, **sizes: int) -> Candles:
    return Candles(reader(store._connection), **sizes)


def test_a_window_over_several_blocks_is_one_piece(days: MarketStore) -> None:
    (run,) = days.coverage()
    small = candles(days, block=24)
    found = small.window(run, JAN_5 + 20 * HOUR, JAN_5 + 60 * HOUR)
    assert found is not None
    assert found.size == 40
    assert (np.diff(found.table[TIME]) == HOUR // timedelta(microseconds=1)).all()
    assert [part.size for part in small.windows(run, JAN_5 + 20 * HOUR, JAN_5 + 60 * HOUR)] == [4, 24, 12]
    assert small.window(run, JAN_5 - HOUR, JAN_5 + HOUR) is None
    summary = small.summary(run, JAN_5, JAN_5 + 4 * DAY)
    assert summary is not None
    assert (summary.size, exact(summary.open), exact(summary.close), exact(summary.high.price)) == (96, 100, 196, 196)
    assert summary.high.open_time == micros(JAN_5 + 95 * HOUR)


def test_loaded_candles_stay_within_their_room(days: MarketStore) -> None:
    (run,) = days.coverage()
    small = candles(days, block=24, loaded=50)
    for at in (0, 1, 2, 3, 0):
        assert small.summary(run, JAN_5 + at * DAY, JAN_5 + at * DAY + HOUR) is not None
    assert small._blocks.weight <= 50


def test_whole_blocks_of_a_long_window_are_not_read_again(days: MarketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = days.coverage()
    small, read = candles(days, block=24, loaded=1), []
    original = Candles._read
    monkeypatch.setattr(Candles, "_read", lambda self, *key: read.append(key) or original(self, *key))
    first = small.summary(run, JAN_5, JAN_5 + 4 * DAY)
    assert len(read) == 4
    assert small.summary(run, JAN_5, JAN_5 + 4 * DAY) == first
    assert len(read) == 4


def test_each_window_names_its_files(store: MarketStore, hourly: Callable[..., Path], tmp_path: Path) -> None:
    for day in range(3):
        path = hourly([100 + day] * 25, start=JAN_5 + day * DAY)
        store.import_file(path.rename(tmp_path / f"binance_{day}_1h.csv"))
    hashes = [row[1] for row in store.datasets()]
    for first, last, files in ((0, 24, hashes[:1]), (23, 25, hashes[:2]), (24, 72, hashes[1:]), (0, 72, hashes)):
        found = store.extremes("BTC", JAN_5 + first * HOUR, JAN_5 + last * HOUR)
        assert found is not None
        assert found.dataset_sha256.split(",") == files
    (record,) = store.history_extremes("BTC", JAN_5 + 3 * DAY)
    assert record.dataset_sha256.split(",") == [hashes[0], hashes[2]], "the files of the low and of the high"


def test_great_prices_are_exact(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    rows = (
        f"BTCUSDT,{JAN_5 + at * DAY:%Y-%m-%d},{p},{p}.5,1.25,{p},1"
        for at, p in enumerate((9_223_372, 123_456_789, 10**13))
    )
    store.import_file(candle_file("binance_1d.csv", *rows))
    (run,) = coverage(reader(store._connection))
    found = candles(store).window(run, JAN_5, JAN_5 + 3 * DAY)
    assert found is not None
    assert found.table.dtype == object
    assert [exact(price) for price in found.table[HIGH]] == [
        Decimal(f"{p}.5") for p in (9_223_372, 123_456_789, 10**13)
    ]
    extremes = store.extremes("BTC", JAN_5, JAN_5 + 2 * DAY)
    assert extremes is not None
    assert (extremes.high, extremes.low) == (Decimal("123456789.5"), Decimal("1.25"))
    changes = store.changes_since("BTC", JAN_5, JAN_5 + 2 * DAY, JAN_5 + 3 * DAY + DAY)
    assert changes is None
    daily = store.daily("BTC", JAN_5 + 3 * DAY)
    assert daily is not None
    assert [day.high for day in daily] == [Decimal(f"{p}.5") for p in (9_223_372, 123_456_789, 10**13)]


def test_the_memo_forgets_what_was_not_asked_for_the_longest() -> None:
    memo, computed = Memo(5), []

    def ask(key: str, weight: int) -> None:
        memo.get(key, lambda: computed.append(key), weigh=lambda _: weight)

    for key, weight in (("a", 2), ("b", 2), ("a", 2), ("c", 3), ("a", 2), ("b", 2), ("d", 9), ("d", 9)):
        ask(key, weight)
    assert computed == ["a", "b", "c", "b", "d"], (
        "b made room for c, c for b; an answer greater than the memo still counts"
    )
    memo.clear()
    ask("d", 9)
    assert computed[-2:] == ["d", "d"]
    assert memo.weight == 9


def test_a_stopped_query_stops_the_run() -> None:
    def interrupted() -> None:
        raise RuntimeError("Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        Memo(1).get("a", interrupted)
