"""What a store is said to hold: runs, gaps, points, files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tapecheck.cli import inventory_table
from tapecheck.market import MarketStore

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _hour(hour: int, price: int = 100) -> str:
    return f"BTCUSDT,{JAN_5 + hour * HOUR:%Y-%m-%dT%H:%M:%SZ},{price},{price},{price},{price},1"


def test_gaps_are_found_and_measured(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_1h.csv", *(_hour(hour) for hour in (0, 1, 3, 4, 8, 10))))
    (held,) = store.inventory().holdings
    assert (held.first, held.last, held.count) == (JAN_5, JAN_5 + 11 * HOUR, 6)
    assert [(gap.start, gap.end, gap.missing) for gap in held.gaps] == [
        (JAN_5 + 2 * HOUR, JAN_5 + 3 * HOUR, 1),
        (JAN_5 + 5 * HOUR, JAN_5 + 8 * HOUR, 3),
        (JAN_5 + 9 * HOUR, JAN_5 + 10 * HOUR, 1),
    ]
    assert held.missing == 5
    assert held.longest_gap == held.gaps[1]
    assert held.count + held.missing == (held.last - held.first) // HOUR


def test_a_run_without_gaps(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_1h.csv", *(_hour(hour) for hour in range(5))))
    (held,) = store.inventory().holdings
    assert (held.gaps, held.missing, held.longest_gap) == ((), 0, None)


def test_gaps_are_those_of_one_venue(candle_file: Callable[..., Path], store: MarketStore) -> None:
    header = "source,venue,symbol,timeframe,open_time,open,high,low,close"
    rows = [
        f"desk,{venue},BTC/USDT,1h,{JAN_5 + hour * HOUR:%Y-%m-%d %H:%M:%S},1,1,1,1"
        for venue, hours in (("A", (0, 2)), ("B", (1, 2)))
        for hour in hours
    ]
    store.import_file(candle_file("mine.csv", *rows, header=header))
    assert [(held.venue, held.missing) for held in store.inventory().holdings] == [("A", 1), ("B", 0)]


def test_files_say_how_much_of_them_is_kept(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_a_1h.csv", _hour(0), _hour(1)))
    store.import_file(candle_file("binance_b_1h.csv", _hour(1), _hour(2), _hour(1, 7)))
    first, second = store.inventory().files
    assert (first.name, first.rows, first.kept) == ("binance_a_1h.csv", 2, 2)
    assert (second.rows, second.kept) == (3, 1)
    assert len(first.sha256) == 64


def test_liquidations_and_points(sample: Callable[[str], Path], store: MarketStore) -> None:
    store.import_file(sample("coinglass_liquidations.csv"))
    store.import_file(sample("fear_greed_daily.csv"))
    liquidations, points = store.inventory().holdings
    assert (liquidations.table, liquidations.what, liquidations.venue) == ("liquidations", "BTC", "Binance,Bybit,OKX")
    assert (liquidations.last - liquidations.first, liquidations.count) == (5 * HOUR, 5)
    assert (points.what, points.unit, points.timeframe, points.gaps) == ("fear_greed TOTAL", "index", None, ())


def test_json_has_every_gap(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_1h.csv", *(_hour(hour) for hour in (0, 2, 5))))
    told = json.loads(inventory_table.as_json(store.inventory()))
    (held,) = told["holdings"]
    assert held["gaps"] == [
        {"start": "2026-01-05T01:00:00Z", "end": "2026-01-05T02:00:00Z", "missing": 1},
        {"start": "2026-01-05T03:00:00Z", "end": "2026-01-05T05:00:00Z", "missing": 2},
    ]
    assert told["files"][0]["rows"] == 3


def test_an_empty_store() -> None:
    with MarketStore.in_memory() as store:
        assert store.inventory().holdings == ()
        assert json.loads(inventory_table.as_json(store.inventory())) == {"holdings": [], "files": []}
