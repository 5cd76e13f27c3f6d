"""Bad rows, overlapping files, files that are no files."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.errors import MarketDataError
from tapecheck.market import ImportOptions, MarketStore, unpacked

GOOD = "BTCUSDT,2026-01-05T00:00:00Z,100,110,90,105,1"
NEXT = "BTCUSDT,2026-01-05T01:00:00Z,105,111,101,106,1"
LATER = "BTCUSDT,2026-01-05T02:00:00Z,105,111,101,106,1"
EARLIER = "BTCUSDT,2026-01-04T23:00:00Z,100,110,90,105,1"
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
        ("BTCUSDT,2026-01-05T01:00:00Z,1e400,111,101,106,1", "column open: '1e400' is not a number"),
        ("BTCUSDT,2026-01-05T01:00:00Z,1_05,111,101,106,1", "column open: '1_05' is not a number"),
        ("BTCUSDT,2926-01-05T01:00:00Z,105,111,101,106,1", "column open_time: .* is not between 1900 and 2100"),
        ("BTCUSDT,infinity,105,111,101,106,1", "column open_time: 'infinity' is not a time"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,111,101,106", "6 columns rather than 7"),
        ("BTCUSDT,2026-01-05T01:00:00Z,105,111,101,106,1,8", "8 columns rather than 7"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_imported(
    bad: str, cause: str, candle_file: Callable[..., Path], store: MarketStore
) -> None:
    path = candle_file("binance_1h.csv", EARLIER, bad, LATER)
    report = store.import_file(path)
    assert (report.rows_read, report.new, report.bad, len(report.bad_examples)) == (3, 2, 1, 1)
    assert re.match(f"^{path}: line 3: {cause}", report.bad_examples[0])
    again = store.import_file(path)
    assert (again.new, again.unchanged, again.bad) == (0, 2, 1)


@pytest.mark.parametrize("bad", ["BTCUSDT,2026-01-05T01:00:00Z,abc,111,101,106,1", "BTCUSDT,2026-01-05T01:00:00Z,105"])
def test_strict_takes_nothing_of_a_file_with_a_bad_row(
    bad: str, candle_file: Callable[..., Path], store: MarketStore
) -> None:
    path = candle_file("binance_1h.csv", GOOD, bad)
    with pytest.raises(MarketDataError, match=f"^{path}: line 3: ") as caught:
        store.import_file(path, options=ImportOptions(strict=True))
    assert "\n" not in str(caught.value)
    assert store.coverage() == ()
    assert store.datasets() == ()


def test_a_file_of_bad_rows_only_is_an_error(candle_file: Callable[..., Path], store: MarketStore) -> None:
    path = candle_file("binance_1h.csv", *[GOOD.replace("110", "x")] * 3)
    with pytest.raises(MarketDataError, match=r"line 2: column high: 'x' is not a number \(and 2 more bad rows\)"):
        store.import_file(path)
    assert store.datasets() == ()


def test_lines_are_counted_as_an_editor_does(candle_file: Callable[..., Path], store: MarketStore) -> None:
    odd = 'BTCUSDT,"2026-01-05T02:00:00Z\n",106,112,102,x,1'
    path = candle_file("binance_1h.csv", GOOD, "", NEXT, odd, "", "BTCUSDT,1,2", NEXT.replace("T01", "T03"))
    report = store.import_file(path)
    assert report.new == 3
    assert [example.partition(f"{path}: ")[2] for example in report.bad_examples] == [
        "line 5: column close: 'x' is not a number",
        "line 8: 3 columns rather than 7",
    ]


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_odd_lines_are_told_with_and_without_quotes(quote: str, end: str, tmp_path: Path, store: MarketStore) -> None:
    rows = [GOOD, "", "x", NEXT, NEXT + ",8", " , ,"]
    lines = [",".join(f"{quote}{cell}{quote}" for cell in row.split(",")) if row.strip(" ,") else row for row in rows]
    path = tmp_path / "binance_1h.csv"
    path.write_bytes(end.join(["symbol,open_time,open,high,low,close,volume", *lines, ""]).encode())
    report = store.import_file(path)
    assert (report.rows_read, report.new) == (4, 2)
    assert [example.partition(": line ")[2] for example in report.bad_examples] == [
        "4: 1 columns rather than 7",
        "6: 8 columns rather than 7",
    ]


def test_only_the_first_bad_rows_are_told(candle_file: Callable[..., Path], store: MarketStore) -> None:
    rows = [f"BTCUSDT,2026-01-06T{hour:02}:00:00Z,1,2,1,x,9" for hour in range(12)]
    report = store.import_file(candle_file("binance_1h.csv", GOOD, *rows))
    assert (report.new, report.bad, len(report.bad_examples)) == (1, 12, 5)


def test_neither_of_two_contradicting_rows_is_taken(candle_file: Callable[..., Path], store: MarketStore) -> None:
    path = candle_file("binance_1h.csv", GOOD, NEXT, GOOD.replace("110", "119"), NEXT)
    report = store.import_file(path)
    assert (report.new, report.bad) == (1, 2)
    assert [
        f"{path}: line {line}: column open_time: another row" in report.bad_examples[at]
        for at, line in ((0, 2), (1, 4))
    ] == [
        True,
        True,
    ]


def test_a_repeated_row_counts_once(candle_file: Callable[..., Path], store: MarketStore) -> None:
    report = store.import_file(candle_file("binance_1h.csv", GOOD, GOOD))
    assert (report.rows_read, report.new, report.bad) == (2, 1, 0)


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
        ("candles.txt", b"x", "not a .csv, .csv.gz, .zip, .parquet, .json or .html file"),
        ("binance_1h.csv.gz", b"no gzip", "can't be unpacked"),
        ("binance_1h.zip", b"no zip", "can't be unpacked"),
        ("a.json", b"", "the file is empty"),
        ("a.json", b"[[1,2", "not JSON: .* at line 1"),
        ("a.json", b'{"a": 1, "a": 2}', "an object has the key 'a' twice"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"what": 1}', "JSON, but of no known kind"),
        ("a.json", b"\xff\xfe[\x00", "not UTF-8"),
        ("a.json", b'{"code": "40001", "msg": "no key"}', "an answer with code 40001: no key"),
        ("a.json", b'{"chart": {"result": null, "error": {"description": "No data found"}}}', "No data found"),
        ("a.json", b'{"candles": [[1, 2, 3, 4, 5, 6]]}', "must have exchange, symbol and timeframe"),
        ("a.html", b"<p>Just a moment", "no table of flows of funds"),
        (
            "binance_1h.csv",
            b"symbol,open_time,open,high,low,close,volume\n" + b"x" * 2_000_000,
            "a line is longer than",
        ),
        ("a.csv", b"date,_row\n1,2\n", "a column may not be called _row"),
        ("a.csv", b"c" + b",c" * 600 + b"\n", "601 columns, more than 500"),
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


def _zip(path: Path, *members: tuple[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return path


KLINE = "1767571200000,1,2,0.5,1.5,9,1767574799999,9,9,9,9,0\n"


@pytest.mark.parametrize(
    ("members", "cause"),
    [
        ((), "holds 0 files"),
        ((("a.csv", KLINE), ("b.csv", KLINE)), "holds 2 files; a zip must hold one CSV file"),
        ((("a.exe", KLINE),), "holds 'a.exe', not a CSV file"),
        ((("../../a.csv", "z" * 5000),), "unpacks to 5,000 bytes, more than 1,000"),
    ],
)
def test_zips_that_are_refused(
    members: tuple[tuple[str, str], ...],
    cause: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    store: MarketStore,
) -> None:
    monkeypatch.setattr(unpacked, "MOST_BYTES", 1000)
    with pytest.raises(MarketDataError, match=cause):
        store.import_file(_zip(tmp_path / "BTCUSDT-1h-2026-01.zip", *members))


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: MarketStore) -> None:
    path = _zip(tmp_path / "BTCUSDT-1h-2026-01.zip", ("a.csv", "z" * 5000))
    data = path.read_bytes()
    assert data.count((5000).to_bytes(4, "little")) == 2
    path.write_bytes(data.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little")))
    monkeypatch.setattr(unpacked, "MOST_BYTES", 1000)
    with pytest.raises(MarketDataError, match="can't be unpacked"):
        store.import_file(path)


def test_a_gzip_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: MarketStore) -> None:
    path = tmp_path / "binance_1h.csv.gz"
    path.write_bytes(gzip.compress(b"0" * 5000))
    monkeypatch.setattr(unpacked, "MOST_BYTES", 1000)
    with pytest.raises(MarketDataError, match="unpacks to more than 1,000 bytes"):
        store.import_file(path)


def test_a_cut_zip(tmp_path: Path, store: MarketStore) -> None:
    path = _zip(tmp_path / "BTCUSDT-1h-2026-01.zip", ("BTCUSDT-1h-2026-01.csv", KLINE * 50))
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(MarketDataError, match="can't be unpacked"):
        store.import_file(path)


def test_rows_of_a_zip_are_named_by_archive_member_and_line(tmp_path: Path, store: MarketStore) -> None:
    bad = KLINE.replace("1767571200000,1", "1767574800000,-1")
    path = _zip(tmp_path / "BTCUSDT-1h-2026-01.zip", ("BTCUSDT-1h-2026-01.csv", KLINE + bad))
    report = store.import_file(path)
    assert report.bad_examples == (f"{path}: BTCUSDT-1h-2026-01.csv: line 2: a price is not above zero",)
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1, 2]]", r"\[1\]: 2 values, not 6"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], 7]", r"\[1\]: '7' is not a list"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1767574800000, NaN, 2, 1, 1, 1]]", r"\[1\]: column open: 'NaN'"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1767574800000, 1, 1e400, 1, 1, 1]]", r"\[1\]: column high: '1e400'"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1767574800000, {}, 2, 1, 1, 1]]", r"\[1\]: an object is not a single"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1767574800000, true, 2, 1, 1, 1]]", r"\[1\]: column open: 'true'"),
        ("[[1767571200000, 1, 2, 0.5, 1.5, 9], [1767574800000, 1, 2, 1, null, 1]]", r"\[1\]: column close: empty"),
        (f"[[1767571200000, 1, 2, 0.5, 1.5, 9], [{'9' * 5000}, 1, 2, 1, 1, 1]]", r"\[1\]: column open_time: '9{40}' "),
    ],
)
def test_bad_rows_of_a_document(document: str, cause: str, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "binance_BTC-USDT_1h.json"
    path.write_text(document, encoding="utf-8")
    report = store.import_file(path)
    assert (report.new, report.bad) == (1, 1)
    assert re.match(f"{path}: {cause}", report.bad_examples[0])


@pytest.mark.parametrize(
    ("header", "row", "cause"),
    [
        ("date,fng", "2026-01-06,101", "column value: above 100"),
        ("date,fng", "2026-01-06,-1", "column value: below zero"),
    ],
)
def test_series_have_their_bounds(
    header: str, row: str, cause: str, candle_file: Callable[..., Path], store: MarketStore
) -> None:
    report = store.import_file(candle_file("index.csv", "2026-01-05,40", row, header=header))
    assert (report.new, report.bad) == (1, 1)
    assert report.bad_examples[0].endswith(f"line 3: {cause}")
