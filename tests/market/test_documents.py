"""What becomes of documents and downloads: whose they are, and what is no data in them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.cli import inventory_table
from tapecheck.errors import MarketDataError
from tapecheck.market import ImportOptions, MarketStore
from tapecheck.market.sources.layout import Told

KLINE_HEADER = (
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore"
)
JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)


def _holdings(store: MarketStore) -> list[tuple[str, str | None, str, str]]:
    return [(held.what, held.timeframe, held.source, held.venue) for held in store.inventory().holdings]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("fetched.json", [("BTC/USDT", "1h", "binance", "Binance")]),
        ("Bitstamp_BTCUSD_d.csv", [("BTC/USD", "1d", "cryptodatadownload", "Bitstamp")]),
        ("yahoo_spx.json", [("SPX/USD", "1d", "yahoo", "SNP")]),
        ("coinglass_liquidations_BTC_4h_OKX-Binance.json", [("BTC", "4h", "coinglass", "Binance,OKX")]),
        ("coinglass_liquidations_ETHUSDT_1h_Bybit.json", [("ETH", "1h", "coinglass", "Bybit")]),
        ("coinglass_open_interest_BTC_4h.json", [("open_interest BTC", None, "coinglass", "")]),
        ("coinglass_funding_rate_ETH_8h_Binance.json", [("funding_rate ETH", None, "coinglass", "Binance")]),
        (
            "Ethereum_1_5_2026-1_6_2026_historical_data_coinmarketcap.csv",
            [
                ("ETH/USD", "1d", "coinmarketcap", "index"),
                ("market_cap ETH", None, "coinmarketcap", ""),
                ("supply ETH", None, "coinmarketcap", ""),
            ],
        ),
        (
            "coingecko_solana.json",
            [(f"{name} SOL", None, "coingecko", "") for name in ("market_cap", "price", "volume")],
        ),
    ],
)
def test_what_a_document_becomes(
    name: str, held: list[tuple[str, str | None, str, str]], sample: Callable[[str], Path], store: MarketStore
) -> None:
    store.import_file(sample(name))
    assert _holdings(store) == held


def test_figures_of_documents_are_exact(sample: Callable[[str], Path], store: MarketStore) -> None:
    for name in ("coingecko_solana.json", "etf.html", "coinglass_funding_rate_ETH_8h_Binance.json", "fetched.json"):
        store.import_file(sample(name))
    at = JAN_5 + timedelta(minutes=1)
    found = {
        name: store.series_at(name, asset, at, venue=venue)
        for name, asset, venue in (
            ("price", "SOL", ""),
            ("etf_flow", "BTC", ""),
            ("funding_rate", "ETH", "Binance"),
        )
    }
    assert {name: point.value for name, point in found.items() if point} == {
        "price": Decimal("140.123456789"),
        "etf_flow": Decimal("1116400000"),
        "funding_rate": Decimal("-0.0046"),
    }
    fund = store.series_at("etf_flow", "BTC", at, venue="FBTC")
    assert fund is not None
    assert fund.value == Decimal("-95100000")
    candle = store.price_at("BTC", at)
    assert candle is not None
    assert (candle.close, candle.source) == (Decimal("101.5"), "binance")


def test_yahoo_keeps_the_exchange_s_day_and_leaves_out_what_is_not_over(
    sample: Callable[[str], Path], store: MarketStore
) -> None:
    store.import_file(sample("yahoo_spx.json"))
    (held,) = store.inventory().holdings
    assert (held.first, held.last, held.count) == (JAN_5, JAN_5 + timedelta(days=3), 2)
    assert [(gap.start, gap.missing) for gap in held.gaps] == [(JAN_5 + timedelta(days=1), 1)]


def _chart(stamp: int, **meta: object) -> str:
    told = {"symbol": "BTC-USD", "currency": "USD", "instrumentType": "CRYPTOCURRENCY", "dataGranularity": "1d", **meta}
    quote = {name: [1] for name in ("open", "high", "low", "close", "volume")}
    result = {"meta": told, "timestamp": [stamp], "indicators": {"quote": [quote]}}
    return json.dumps({"chart": {"result": [result], "error": None}})


MIDNIGHT_IN_LONDON = int(datetime(2026, 6, 30, 23, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ({"exchangeTimezoneName": "Europe/London", "gmtoffset": 0}, datetime(2026, 7, 1, tzinfo=UTC)),
        ({"gmtoffset": 3600}, datetime(2026, 7, 1, tzinfo=UTC)),
        ({}, datetime(2026, 6, 30, tzinfo=UTC)),
        ({"exchangeTimezoneName": "../../etc/passwd", "gmtoffset": "9" * 50}, datetime(2026, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_daily_candle_lies_on_the_exchange_s_day(
    meta: dict[str, object], day: datetime, tmp_path: Path, store: MarketStore
) -> None:
    path = tmp_path / "chart.json"
    path.write_text(_chart(MIDNIGHT_IN_LONDON, **meta), encoding="utf-8")
    assert store.import_file(path).first == day


@pytest.mark.parametrize(
    ("meta", "cause"),
    [
        ({"dataGranularity": "1wk"}, "timeframe '1wk' is not known"),
        ({"symbol": ""}, "the chart has no meta.symbol"),
        ({"symbol": "MSTR", "currency": None}, "the chart has no meta.currency"),
        ({"symbol": "EURUSD=X"}, "its name: no known symbol in EURUSD=X/USD"),
    ],
)
def test_charts_that_can_t_be_kept(meta: dict[str, object], cause: str, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "chart.json"
    path.write_text(_chart(1767571200, **meta), encoding="utf-8")
    with pytest.raises(MarketDataError, match=cause):
        store.import_file(path)


_DAY = "<tr><td>5 Jan 2026<td>1.5<td>-<td>1.5"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><th>Date<th>IBIT<th>FBTC<th>Total{_DAY}</table>",
        f"<table><tr><td><td>Firm A<td>Firm B<td>Total<tr><td><td>IBIT<td>FBTC<td>{_DAY}</table>",
        f"<table><tr><th rowspan=2>Date<th>A<th>B<th rowspan=2>Total<tr><th>IBIT<th>FBTC{_DAY}</table>",
        f"<table><tr><td>Menu</table><div><table><thead><tr><th>Date<th>IBIT<th>FBTC<th>Total{_DAY}<tr><td>Average<td>1<td>1<td>1</table>",
    ],
)
def test_headers_of_farside_pages(page: str, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    store.import_file(path, options=ImportOptions(strict=True))
    assert [(held.what, held.venue) for held in store.inventory().holdings] == [
        ("etf_flow BTC", ""),
        ("etf_flow BTC", "IBIT"),
    ]


FARSIDE = "Date,IBIT,FBTC,Total\n"


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ("5 Jan 2026,1,2,3\n6 Jan 2026,4,(5.5),(1.5)\n", [5, 6]),
        ("5 Jan 2026,1,2,3\n6 Jan 2026,-,-,0.0\n", [5]),  # a holiday
        ("5 Jan 2026,1,2,3\n6 Jan 2026,4,-,4\n", [5]),  # one fund has not reported yet
        ("5 Jan 2026,1,2,3\n6 Jan 2026,-,-,0.0\n7 Jan 2026,-,4,4\n", [5]),
        ("5 Jan 2026,1,-,1\n6 Jan 2026,4,-,4\n", [5, 6]),  # a fund that does not exist yet
        ("5 Jan 2026,1,2,3\nTotal,1,2,3\nAverage,1,2,3\nMaximum,1,2,3\nMinimum,1,2,3\n", [5]),
    ],
)
def test_a_total_counts_once_all_funds_have_reported(
    rows: str, days: list[int], tmp_path: Path, store: MarketStore
) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(FARSIDE + rows, encoding="utf-8")
    assert store.import_file(path).bad == 0
    points = store.series_between("etf_flow", "BTC", JAN_5, JAN_5 + timedelta(days=9))
    assert [point.start.day for point in points] == days


@pytest.mark.parametrize(
    ("folder", "header", "venue"),
    [
        ("files", False, "Binance"),
        ("files", True, "Binance futures"),
        ("data/futures/um/monthly", False, "Binance futures"),
        ("data/spot/monthly", True, "Binance"),
    ],
)
def test_spot_and_futures_klines(folder: str, header: bool, venue: str, tmp_path: Path, store: MarketStore) -> None:
    line = "1767571200000,90000.1,90500,89900.5,90100,12.5,1767574799999,1125000,99,6,540000,0"
    path = tmp_path / folder / "BTCUSDT-1h-2026-01.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("BTCUSDT-1h-2026-01.csv", "\n".join(([KLINE_HEADER] if header else []) + [line]) + "\n")
    store.import_file(path)
    assert [held.venue for held in store.inventory().holdings] == [venue]


def test_an_option_tells_spot_from_futures(sample: Callable[[str], Path], store: MarketStore) -> None:
    told = Told(venue="Binance futures")
    store.import_file(sample("BTCUSDT-1h-2026-01.csv"), options=ImportOptions(told=told))
    assert _holdings(store) == [("BTC/USDT", "1h", "binance_futures", "Binance futures")]


@pytest.mark.parametrize(
    ("symbol", "held"),
    [
        ("BTC/USDT", ("BTC/USDT", "1h", "okx", "OKX")),
        ("BTC/USDT:USDT", ("BTC/USDT", "1h", "okx_futures", "OKX futures")),
        ("BTC/USDT:USDT-260327", None),
    ],
)
def test_ccxt_symbols(symbol: str, held: tuple[str, str, str, str] | None, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "got.json"
    path.write_text("[[1767571200000, 1, 2, 0.5, 1.5, 9]]", encoding="utf-8")
    options = ImportOptions(told=Told(symbol, "okx", "1h"))
    if held is None:
        with pytest.raises(MarketDataError, match="is no pair and no perpetual contract"):
            store.import_file(path, options=options)
    else:
        store.import_file(path, options=options)
        assert _holdings(store) == [held]


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("candles.json", r"must tell the symbol \(like binance_BTC-USDT_1h.json\), or --symbol"),
        ("BTC-USDT_1h.json", "must tell the venue"),
        ("binance_BTC-USDT.json", "must tell the timeframe"),
        ("binance_BTC-USDT_ETH-USDT_1h.json", "must tell the symbol"),
    ],
)
def test_what_a_bare_list_needs(name: str, cause: str, tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / name
    path.write_text("[[1767571200000, 1, 2, 0.5, 1.5, 9]]", encoding="utf-8")
    with pytest.raises(MarketDataError, match=cause):
        store.import_file(path)


def test_an_option_may_not_contradict_the_document(sample: Callable[[str], Path], store: MarketStore) -> None:
    with pytest.raises(MarketDataError, match="says symbol BTC/USDT, --symbol says ETH/USDT"):
        store.import_file(sample("fetched.json"), options=ImportOptions(told=Told(symbol="ETH/USDT")))


def test_prices_in_another_currency_are_not_dollars(sample: Callable[[str], Path], store: MarketStore) -> None:
    path = sample("Ethereum_1_5_2026-1_6_2026_historical_data_coinmarketcap.csv")
    path.write_text(path.read_text("utf-8").replace('"2781"', '"2790"'), encoding="utf-8")
    assert "column name: '2790' is not a known name" in store.import_file(path).bad_examples[0]
    assert _holdings(store) == [("supply ETH", None, "coinmarketcap", "")]


def test_spot_goes_before_futures(tmp_path: Path, store: MarketStore) -> None:
    for folder, hours, price in (("spot", 1, 100), ("futures/um", 3, 90)):
        path = tmp_path / folder / "BTCUSDT-1h-2026-01.csv"
        path.parent.mkdir(parents=True)
        rows = [
            f"{1767571200000 + hour * 3600000},{price},{price},{price},{price},1,0,0,0,0,0,0" for hour in range(hours)
        ]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        store.import_file(path)
    found = [store.price_at("BTC", JAN_5 + timedelta(minutes=minutes)) for minutes in (1, 61)]
    assert [point.close for point in found if point] == [100, 90]


def test_texts_of_a_document_do_not_reach_the_terminal_as_they_are(tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "got.json"
    path.write_text(
        '{"exchange": "a\\u001b[31mb", "symbol": "BTC/USDT", "timeframe": "1h", "candles": [[1767571200000, 1, 2, 0.5, 1, 9]]}',
        encoding="utf-8",
    )
    with pytest.raises(MarketDataError, match=r"\[0\]: column source: longer than 200 characters, or not printable"):
        store.import_file(path)
    path.write_text(path.read_text("utf-8").replace("BTC/USDT", "BTC\\n"), encoding="utf-8")
    with pytest.raises(MarketDataError) as caught:
        store.import_file(path)
    assert str(caught.value).isprintable()


def test_marks_of_the_terminal_table_are_text(
    capsys: pytest.CaptureFixture[str], store: MarketStore, tmp_path: Path
) -> None:
    path = tmp_path / "got.csv"
    path.write_text(
        "source,venue,symbol,timeframe,open_time,open,high,low,close\ndesk,[red]x,BTC/USDT,1h,2026-01-05,1,1,1,1\n",
        "utf-8",
    )
    store.import_file(path)
    inventory_table.show(store.inventory(), gaps=True)
    assert "[red]x" in capsys.readouterr().out
