"""Bad rows, overlapping files, files that are no files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.errors import MarketDataError
from tapecheck.market import MarketStore

GOOD = "BTCUSDT,2026-01-05T00:00:00Z,100,110,90,105,1"
NEXT = "BTCUSDT,2026-01-05T01:00:00Z,105,111,101,106,1"
JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        ("BTCUSDT,2026-01-05T01:00:00Z,abc,111,101,106,1", "column open: 'abc' is not a number"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,,101,106,1", "column high: empty"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,nan,101,106,1", "column high: 'nan' is not a number"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,100,101,106,1", "column high: "),
        ("BTCUSDT,2026-01-05T01:00:00Z,99,111,101,106,1", "column low: above open or close"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,111,0,106,1", "a price is not above zero"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,111,101,106,-1", "column volume: below zero"),
        ("BTCUSDT,2026-01-05T01:30:00Z,105,111,101,106,1", "column open_time: .* is not where a 1h candle begins"),
        ("BTCUSDT,yesterday,105,111,101,106,1", "column open_time: 'yesterday' is not a time"),
        ("BTC USDT,2026-01-05T01:00:00Z,105,111,101,106,1", "column symbol: 'BTC USDT' is not a known name"),
        ("BTCUSDT,2026-01-05T00:00:00Z,100,110,90,106,1", "column open_time: another row says otherwise"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    bad: str, cause: str, candle_file: Callable[..., Path], store: MarketStore
) -> None:
    path = candle_file("binance_1h.csv", GOOD, bad)
    with pytest.raises(MarketDataError, match=f"^{path}: line 3: {cause}"):
        store.import_file(path)
    assert store.coverage() == ()
    assert store.datasets() == ()


def test_a_short_line_is_an_error_of_one_line(candle_file: Callable[..., Path], store: MarketStore) -> None:
    with pytest.raises(MarketDataError) as caught:
        store.import_file(candle_file("binance_1h.csv", GOOD, "BTCUSDT,2026-01-05T01:00:00Z,105"))
    assert "\n" not in str(caught.value)


def test_a_repeated_row_counts_once(candle_file: Callable[..., Path], store: MarketStore) -> None:
    report = store.import_file(candle_file("binance_1h.csv", GOOD, GOOD))
    assert (report.rows_read, report.new) == (2, 1)


def test_overlapping_files_merge(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_a_1h.csv", GOOD))
    report = store.import_file(candle_file("binance_b_1h.csv", GOOD, NEXT))
    assert (report.new, report.unchanged, report.conflicts, report.already_imported) == (1, 1, 0, False)
    found = store.extremes("BTC", JAN_5, JAN_5 + timedelta(hours=2))
    assert found is not None
    assert (found.high, found.low) == (Decimal(111), Decimal(90))
    assert found.dataset_sha256.count(",") == 1, "the candles come from two files"


def test_a_conflict_is_reported_and_the_first_file_stays(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(candle_file("binance_a_1h.csv", GOOD))
    other = candle_file("binance_b_1h.csv", GOOD.replace("110", "119.5"))
    report = store.import_file(other)
    assert (report.new, report.unchanged, report.conflicts) == (0, 0, 1)
    assert report.examples == ("binance Binance BTC/USDT 1h 2026-01-05 00:00:00: high 110. is now 119.5",)
    assert _high(store) == Decimal(110)
    assert store.import_file(other, replace=True).conflicts == 1
    assert _high(store) == Decimal("119.5")


def _high(store: MarketStore) -> Decimal | None:
    found = store.extremes("BTC", JAN_5, JAN_5 + timedelta(hours=1))
    return found.high if found else None


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("binance_1h.csv", b"", "the file is empty"),
        ("binance_1h.csv", b"symbol,open_time,open,high,low,close,volume\n", "no rows"),
        ("binance_1h.csv", b"\xff\xfe\x00", "can't be read"),
        ("binance_1h.parquet", b"not parquet", "can't be read"),
        ("binance_1h.csv", b"a,a\n1,2\n", "repeated column name"),
        ("candles.txt", b"x", "not a .csv, .csv.gz or .parquet file"),
        ("BTCUSDT-1h-2026-01.csv", b"1767571200000,1,2\n", "3 columns, a kline file has 12"),
    ],
)
def test_files_that_are_none(name: str, content: bytes, cause: str, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MarketDataError, match=cause) as caught:
        store.import_file(path)
    assert name in str(caught.value)


def test_a_missing_file(tmp_path: Path, store: MarketStore) -> None:
    with pytest.raises(MarketDataError, match="no such file"):
        store.import_file(tmp_path / "none.csv")
