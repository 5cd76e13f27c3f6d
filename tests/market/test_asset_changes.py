"""Renamed, relaunched and redenominated coins, and dollar coins off their peg, against the table."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from tapecheck.market import asset_changes

ROWS = [
    json.loads(line)
    for line in resources.files("tapecheck")
    .joinpath("data/asset_changes.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
FIELDS = {
    "renamed": {"old", "new", "date", "resumed", "ratio"},
    "relaunched": {"old", "new", "date", "resumed", "ratio", "again"},
    "redenominated": {"old", "new", "date", "resumed", "ratio"},
    "pegged": {"old", "until", "off"},
    "delisted": {"old", "venue", "date"},
}


def _at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['old']}")
def test_examples_are_as_the_table_says(row: dict) -> None:
    assert row["examples"]
    for example in row["examples"]:
        asset, start, end = example["asset"], _at(example["start"]), _at(example["end"])
        why = asset_changes.unfit(asset, start, end)
        assert (why and why.cause) == example["cause"], example
        assert list(asset_changes.tickers(asset, start, end)) == example["tickers"], example
        assert why is None or why.reason.endswith("."), example


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['old']}")
def test_rows_have_the_fields_of_their_kind_and_days_in_order(row: dict) -> None:
    assert set(row) == FIELDS[row["kind"]] | {"kind", "examples"}
    days = [_at(row[name]) for name in ("date", "resumed", "again") if row.get(name)]
    assert days == sorted(days)
    for first, end in row.get("off", ()):
        assert timedelta(days=1) <= _at(end) - _at(first) <= timedelta(days=21)
    if row["kind"] == "renamed":
        assert row["ratio"] == "1"


def test_rows_are_unique_and_sorted() -> None:
    order = list(FIELDS)
    keys = [(order.index(row["kind"]), row["old"]) for row in ROWS]
    assert keys == sorted(set(keys))


def test_every_change_has_an_example_before_and_after_it() -> None:
    for row in ROWS:
        if row["kind"] in ("renamed", "relaunched", "redenominated"):
            assert any(_at(example["end"]) <= _at(row["date"]) or "again" in row for example in row["examples"]), row[
                "old"
            ]
            assert any(_at(example["start"]) > _at(row["date"]) for example in row["examples"]), row["old"]


def test_the_reason_names_the_day_and_the_new_ticker() -> None:
    why = asset_changes.unfit("MATIC", _at("2025-01-01"), _at("2025-01-02"))
    assert why is not None
    assert why.reason.startswith("MATIC was renamed POL on 2024-09-04, one for one")
    why = asset_changes.unfit("MKR", _at("2025-12-01"), _at("2025-12-02"))
    assert why is not None
    assert "1 MKR is 24000 SKY" in why.reason


@pytest.mark.parametrize("asset", ["BTC", "ETH", "SOL", "S&P", "", "USD"])
def test_an_asset_that_never_changed_is_itself(asset: str) -> None:
    window = _at("2020-01-01"), _at("2026-01-01")
    assert asset_changes.unfit(asset, *window) is None
    assert asset_changes.tickers(asset, *window) == (asset,)


@pytest.mark.parametrize(
    ("symbol", "moment", "off"),
    [
        ("BTC/USDC", "2023-03-11T08:00", True),
        ("BTC/USDC", "2023-03-14T00:00", False),
        ("BTC/USDT", "2018-10-15T06:00", True),
        ("BTC/USDT", "2018-10-14T23:59", False),
        ("BTC/USDT", "2022-05-12T07:30", True),
        ("BTC/USDT", "2022-11-10T11:00", True),
        ("BTC/USDT", "2022-11-11T00:00", False),
        ("BTC/FDUSD", "2025-04-02T15:00", True),
        ("ETH/TUSD", "2024-01-18T06:00", True),
        ("BTC/USD", "2022-05-12T07:30", False),
        ("BTC/USDT", "2026-01-14T20:00", False),
        ("BTC", "2022-05-12T07:30", False),
    ],
)
def test_a_quote_coin_off_its_peg(symbol: str, moment: str, off: bool) -> None:
    why = asset_changes.off_peg(symbol, [_at("2026-01-01"), _at(moment)])
    assert (why is not None) is off
    if why is not None:
        assert why.cause == "pegged"
        assert moment[:10] in why.reason


def test_a_venue_that_ended_trading_is_named() -> None:
    assert asset_changes.ended("XMR", ["Binance"], _at("2024-02-20")) is None
    assert asset_changes.ended("XMR", ["Kraken"], _at("2025-01-01")) is None
    assert asset_changes.ended("BTC", ["Binance"], _at("2025-01-01")) is None
    sentence = asset_changes.ended("XMR", ["Binance", "index"], _at("2025-01-01"))
    assert sentence == "Binance ended its trading in XMR on 2024-02-20."
