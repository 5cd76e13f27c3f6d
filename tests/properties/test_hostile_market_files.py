"""Any bytes under any name are imported or refused with one line, never a crash; and what is stored obeys the rules."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.errors import MarketDataError
from tapecheck.market import ImportOptions, ImportReport, MarketStore
from tapecheck.market.sources.layout import Told

NAMES = (
    "BTCUSDT-1h-2026-01.csv",
    "BTCUSDT-1h-2026-01.zip",
    "Binance_BTCUSDT_1h.csv",
    "binance_BTC-USDT_1h.json",
    "coingecko_bitcoin.json",
    "coinglass_funding_rate_BTC_8h.json",
    "flows.html",
    "flows.csv.gz",
    "a.parquet",
)
HEADS = (
    b"",
    b"\xef\xbb\xbf",
    b"https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume BTC\n",
    b"date,IBIT,FBTC,Total\n5 Jan 2026,1,2,3\n",
    b'{"prices": [[1767571200000, 1]], "market_caps": ',
    b'{"code": "0", "data": [{"time": 1767571200000, "open": 1, "high": 1, "low": 1, "close": 1}, ',
    b"<table><tr><td>IBIT<td>FBTC<td>Total<tr><td>5 Jan 2026<td>1<td>2",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1f\x8b",
)
CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.sampled_from(
        ["NaN", "-Infinity", "1e400", "0x10", "1_0", "", "-", "(5)", "1767571200000", "9" * 400, "\u0661", "\x00"]
    ),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
)


def _import(name: str, data: bytes) -> ImportReport | None:
    with TemporaryDirectory() as folder, MarketStore.in_memory() as store:
        path = Path(folder) / name
        path.write_bytes(data)
        options, said = ImportOptions(told=Told("BTC/USDT", "binance", "1h")), ""
        try:
            report = store.import_file(path, options=options)
        except MarketDataError as error:
            said = str(error)
        if said:
            assert "\n" not in said
            assert len(said) < 6000
            assert store.datasets() == ()
            return None
        assert report.bad <= report.rows_read
        again = store.import_file(path, options=options)
        assert (again.new, again.conflicts, again.bad) == (0, 0, report.bad)
        wrong = store._connection.execute(
            "SELECT count(*) FROM candles WHERE NOT (0 < low AND low <= least(open, close) AND greatest(open, close) <= high)"
        ).fetchone()
        assert wrong == (0,)
        return report


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(HEADS), st.binary(max_size=120))
def test_any_bytes(name: str, head: bytes, tail: bytes) -> None:
    _import(name, head + tail)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, max_size=8), max_size=6))
def test_any_list_of_candles(rows: list[list[object]]) -> None:
    good: list[object] = [1767571200000, 1, 2, 0.5, 1.5, 9]
    report = _import("candles.json", json.dumps([good, *rows]).encode())
    assert report is None or report.new >= 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="0123456789.-eE,;\"'\t ", max_size=6), max_size=14), max_size=6))
def test_any_lines_beside_a_good_one(rows: list[list[str]]) -> None:
    good = "1767571200000,1,2,0.5,1.5,9,1767574799999,9,9,9,9,0"
    text = "\n".join([good, *(",".join(row) for row in rows)])
    report = _import("BTCUSDT-1h-2026-01.csv", text.encode())
    assert report is None or report.new >= 1


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_zip_with_any_byte_changed(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("BTCUSDT-1h-2026-01.csv", "1767571200000,1,2,0.5,1.5,9,1767574799999,9,9,9,9,0\n" * 3)
        content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    _import("BTCUSDT-1h-2026-01.zip", bytes(content[: data.draw(st.integers(1, len(content)))]))
