"""The rows that evidence names are those that the verdict was made of: redone from the evidence alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.rows import Asked, columns

GOLDEN = Path(__file__).parents[1] / "articles" / "examples"
CHECKED = [
    record
    for path in sorted(GOLDEN.glob("*.json"))
    for record in json.loads(path.read_text("utf-8"))["records"]
    if record["verdict"] and record["verdict"]["evidence"] and record["verdict"]["outcome"] is None
    if "×" not in record["verdict"]["evidence"]["source"]  # made of two series
]
Row = dict[str, Any]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _rows(store: MarketStore, asked: Asked) -> list[Row]:
    return [dict(zip(columns(asked.of), row, strict=True)) for row in store.rows(asked)]


def _asked(record: Row) -> Asked:
    evidence = record["verdict"]["evidence"]
    of = {"liquidation": "liquidations", "metric": record.get("metric", "")}.get(record["kind"], "candles")
    start, end = _at(evidence["start"]), _at(evidence["end"])
    return Asked(evidence["symbol"], evidence["timeframe"], start, end, of, evidence["source"], evidence["venue"])


def _kinds(*kinds: str) -> Any:
    found = [record for record in CHECKED if record["kind"] in kinds]
    assert found
    return pytest.mark.parametrize("record", found, ids=lambda record: f"{record['id']}-{record['kind']}")


@_kinds("price")
def test_extremes_of_the_rows_are_what_was_observed(record: Row, example_store: MarketStore) -> None:
    rows, observed = _rows(example_store, _asked(record)), record["verdict"]["observed"]
    highest, lowest = max(rows, key=lambda row: row["high"]), min(rows, key=lambda row: row["low"])
    for name, value in observed.items():
        if name.startswith("former_"):
            continue
        row, price = (highest, highest["high"]) if name.endswith("high") else (lowest, lowest["low"])
        assert price == Decimal(value), name
        assert row["time"] == _at(record["verdict"]["evidence"]["times"][name]), name


@_kinds("liquidation")
def test_the_sum_of_the_rows_is_what_was_observed(record: Row, example_store: MarketStore) -> None:
    rows, observed = _rows(example_store, _asked(record)), record["verdict"]["observed"]
    sides = {"long": ["long_usd"], "short": ["short_usd"]}.get(record["side"], ["long_usd", "short_usd"])
    total = sum(row[side] for row in rows for side in sides)
    assert total in map(Decimal, observed.values())


@_kinds("metric")
def test_the_point_is_one_that_was_observed(record: Row, example_store: MarketStore) -> None:
    (row,) = _rows(example_store, _asked(record))
    low, high = (Decimal(record["verdict"]["observed"][name]) for name in ("low", "high"))
    assert row["value"] in (low, high)


@_kinds("price", "percent_move", "liquidation", "metric")
def test_rows_carry_the_hashes_of_the_evidence(record: Row, example_store: MarketStore) -> None:
    rows = _rows(example_store, _asked(record))
    assert {row["dataset_sha256"] for row in rows} == set(record["verdict"]["evidence"]["dataset_sha256"].split(","))
    if record["kind"] == "percent_move":
        evidence = record["verdict"]["evidence"]
        assert [row["time"] for row in rows] == [
            _at(evidence["start"]) + n * timedelta(minutes=15) for n in range(len(rows))
        ]
        assert rows[-1]["time"] + timedelta(minutes=15) == _at(evidence["end"])


def test_windows_are_half_open_and_an_empty_one_is_the_candle_of_the_moment(
    store: MarketStore, hourly: Callable[..., Path]
) -> None:
    store.import_file(hourly([100.0, 102.0, 101.0, 104.0]))
    first = datetime(2026, 1, 5, tzinfo=UTC)

    def hours(start: float, end: float, **more: str) -> list[int]:
        window = first + timedelta(hours=start), first + timedelta(hours=end)
        return [row["time"].hour for row in _rows(store, Asked("BTC/USDT", "1h", *window, **more))]

    assert hours(0, 2) == [0, 1]
    assert hours(0.5, 2) == [1]
    assert hours(1.5, 1.5) == [1]
    assert hours(0, 9, source="binance", venue="Binance") == [0, 1, 2]
    assert hours(0, 9, source="kraken") == []
    assert hours(0, 9, venue="index") == []


def test_two_lengths_are_read_one_after_the_other(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    days = (f"BTCUSDT,2026-01-0{day}T00:00:00Z,1,9,1,2,9" for day in (5, 6))
    hours = (f"BTCUSDT,2026-01-0{day}T{hour:02}:00:00Z,1,2,1,2,9" for day in (6, 7) for hour in range(3))
    store.import_file(candle_file("binance_spot_1d.csv", *days))
    store.import_file(candle_file("binance_spot_1h.csv", *hours))
    window = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 7, 2, tzinfo=UTC)
    rows = _rows(store, Asked("BTC/USDT", "1d+1h", *window))
    assert [f"{row['time']:%d %H}" for row in rows] == ["05 00", "06 00", "07 00", "07 01"]
    assert [row["high"] for row in rows] == [9, 9, 2, 2]


def test_an_unknown_length_is_no_length(store: MarketStore) -> None:
    with pytest.raises(KeyError):
        list(store.rows(Asked("BTC/USDT", "7m", _at("2026-01-05"), _at("2026-01-06"))))
