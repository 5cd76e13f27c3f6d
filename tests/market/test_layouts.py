"""Each layout, as Parquet and as CSV: what its rows become, and that they do it only once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.errors import MarketDataError
from tapecheck.market import ImportOptions, MarketStore
from tapecheck.market.sources import LAYOUTS
from tapecheck.market.tables import SERIES_UNITS

# file → layout, rows of the file, rows of the store, first moment
FILES = {
    "binance_spot_1h": ("binance_spot", 3, 3, datetime(2026, 1, 5, tzinfo=UTC)),
    "cmc_btc_daily": ("cmc_btc_daily", 2, 6, datetime(2025, 1, 1, tzinfo=UTC)),
    "yahoo_daily": ("yahoo_daily", 4, 4, datetime(2025, 1, 1, tzinfo=UTC)),
    "cmc_global_daily": ("cmc_global_daily", 1, 3, datetime(2026, 1, 5, 1, 46, 59, 999000, tzinfo=UTC)),
    "coinglass_btc_1h_price_liq_funding_oi": ("coinglass_btc_1h", 1, 4, datetime(2026, 1, 5, tzinfo=UTC)),
    "coinglass_liquidations": ("coinglass_liquidations", 5, 5, datetime(2026, 1, 5, tzinfo=UTC)),
    "coinglass_open_interest_all_exchanges_4h": ("coinglass_open_interest", 1, 1, datetime(2025, 6, 1, 20, tzinfo=UTC)),
    "fear_greed_daily": ("fear_greed_daily", 2, 2, datetime(2026, 1, 5, tzinfo=UTC)),
    "funding_btc_binance_bybit_okx_8h": ("funding_btc_8h", 1, 2, datetime(2026, 1, 5, 8, tzinfo=UTC)),
    "etf_flows_btc_farside_usd_m": ("etf_flows_usd_m", 1, 3, datetime(2026, 1, 5, tzinfo=UTC)),
    "etf_flows_eth_farside_usd_m": ("etf_flows_usd_m", 1, 3, datetime(2026, 1, 5, tzinfo=UTC)),
}
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
DOCUMENTS = {
    "BTCUSDT-1h-2026-01.csv": ("binance_klines", 2, 2, MONDAY),
    "mine.csv": ("candles", 1, 1, MONDAY.replace(hour=4)),
    "binance_BTC-USDT_1h.json": ("ccxt_ohlcv", 1, 1, MONDAY),
    "fetched.json": ("ccxt_ohlcv", 3, 3, MONDAY),
    "Bitstamp_BTCUSD_d.csv": ("cryptodatadownload", 2, 2, MONDAY),
    "Ethereum_1_5_2026-1_6_2026_historical_data_coinmarketcap.csv": ("cmc_btc_daily", 1, 3, MONDAY),
    "yahoo_spx.json": ("yahoo_chart", 2, 2, MONDAY),
    "coingecko_solana.json": ("coingecko_market_chart", 6, 5, MONDAY + timedelta(milliseconds=12)),
    "coinglass_liquidations_BTC_4h_OKX-Binance.json": ("coinglass_api_aggregated_liquidations", 1, 1, MONDAY),
    "coinglass_liquidations_ETHUSDT_1h_Bybit.json": ("coinglass_api_liquidations", 1, 1, MONDAY),
    "coinglass_open_interest_BTC_4h.json": ("coinglass_api_ohlc", 1, 1, MONDAY),
    "coinglass_funding_rate_ETH_8h_Binance.json": ("coinglass_api_ohlc", 1, 1, MONDAY),
    "etf.html": ("etf_flows_usd_m", 2, 3, MONDAY),
}
KLINE_HEADER = (
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore"
)
JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)


CASES = {f"{name}.{suffix}": row for name, row in FILES.items() for suffix in ("parquet", "csv")} | DOCUMENTS


@pytest.mark.parametrize("name", CASES)
def test_a_layout_is_known_and_imported_once(name: str, sample: Callable[[str], Path], store: MarketStore) -> None:
    layout, read, made, first = CASES[name]
    report = store.import_file(sample(name), options=ImportOptions(strict=True))
    assert (report.layout, report.rows_read, report.new) == (layout, read, made)
    assert (report.unchanged, report.conflicts, report.bad) == (0, 0, 0)
    assert report.first == first
    path = sample(name)
    again = store.import_file(path)
    assert (again.new, again.unchanged, again.conflicts) == (0, made, 0)
    assert again.already_imported
    assert len(store.datasets()) == 1


@pytest.mark.parametrize("name", FILES)
def test_parquet_and_csv_say_the_same(name: str, sample: Callable[[str], Path], store: MarketStore) -> None:
    store.import_file(sample(f"{name}.parquet"))
    report = store.import_file(sample(f"{name}.csv"))
    assert (report.new, report.conflicts) == (0, 0)


def test_every_layout_has_a_sample() -> None:
    assert {layout.name for layout in LAYOUTS} == {row[0] for row in CASES.values()}


def test_the_docs_know_every_layout_and_series() -> None:
    page = (Path(__file__).parents[2] / "docs" / "market-data.md").read_text("utf-8")
    names = {layout.name for layout in LAYOUTS if not layout.name.startswith("coinglass_api_")} | set(SERIES_UNITS)
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_values_and_units(sample: Callable[[str], Path], store: MarketStore) -> None:
    for name in FILES:
        store.import_file(sample(f"{name}.parquet"))
    at = JAN_5 + timedelta(hours=12)

    def value(name: str, asset: str, venue: str = "") -> tuple[Decimal, str] | None:
        point = store.series_at(name, asset, at, venue=venue)
        return (point.value, point.unit) if point else None

    assert value("market_cap", "TOTAL") == (Decimal("3200000000000"), "USD")
    assert value("dominance", "ETH") == (Decimal("12.25"), "percent")
    assert value("etf_flow", "BTC") == (Decimal("106200000"), "USD")
    assert value("etf_flow", "BTC", "BTC") == (Decimal("-5500000"), "USD")
    assert value("etf_flow", "BTC", "MSBT") is None
    assert value("etf_flow", "ETH") == (Decimal("-18500000"), "USD")
    assert value("funding_rate", "BTC", "Bybit") == (Decimal("-0.002"), "percent")
    assert value("fear_greed", "TOTAL") == (Decimal(40), "index")
    index = store.extremes("BTC", datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC))
    assert index is not None
    assert (index.source, index.high_time.hour, index.low_time.hour) == ("coinmarketcap", 3, 5)


@pytest.mark.parametrize("stamp", [1767571200, 1767571200000, 1767571200000000])
@pytest.mark.parametrize("header", [True, False])
def test_binance_klines(stamp: int, header: bool, tmp_path: Path, store: MarketStore) -> None:
    line = f"{stamp},90000.10000000,90500.00,89900.50,90100.00,12.5,{stamp},1125000,99,6,540000,0"
    path = tmp_path / "ETHUSDC-15m-2026-01.csv"
    path.write_text("\n".join(([KLINE_HEADER] if header else []) + [line]) + "\n", encoding="utf-8")
    assert store.import_file(path).layout == "binance_klines"
    (run,) = store.coverage()
    assert (run.symbol, run.timeframe, run.first) == ("ETH/USDC", "15m", JAN_5)
    found = store.price_at("ETH", JAN_5)
    assert found is not None
    assert (found.open, found.high, found.low) == (Decimal("90000.1"), Decimal(90500), Decimal("89900.5"))


def test_plain_candles_name_their_own_source(candle_file: Callable[..., Path], store: MarketStore) -> None:
    header = "source,symbol,timeframe,open_time,open,high,low,close"
    store.import_file(candle_file("mine.csv", "Kraken,SOL/USD,4h,2026-01-05 04:00:00,1,2,0.5,1.5", header=header))
    (run,) = store.coverage()
    assert (run.source, run.symbol, run.timeframe, run.first.hour) == ("kraken", "SOL/USD", "4h", 4)


def test_tiny_prices_stay_exact(candle_file: Callable[..., Path], store: MarketStore) -> None:
    store.import_file(
        candle_file("binance_1h.csv", "PEPEUSDT,2026-01-05T00:00:00Z,4.12e-06,0.00000415,4.1E-6,0.00000412,1")
    )
    found = store.price_at("PEPE", JAN_5)
    assert found is not None
    assert (found.open, found.high) == (Decimal("0.00000412"), Decimal("0.00000415"))


def test_an_unknown_layout_lists_the_known_ones(tmp_path: Path, store: MarketStore) -> None:
    path = tmp_path / "mystery.csv"
    path.write_text("when,what\n2026-01-05,7\n", encoding="utf-8")
    with pytest.raises(MarketDataError) as caught:
        store.import_file(path)
    text = str(caught.value)
    assert "columns found: when, what" in text
    assert all(layout.name in text for layout in LAYOUTS)
    assert "\n" not in text


@pytest.mark.parametrize(
    ("name", "cause"),
    [("binance_spot.csv", "its name must tell the timeframe"), ("binance_7m.csv", "its name must tell the timeframe")],
)
def test_the_name_must_tell_what_the_columns_do_not(
    name: str, cause: str, candle_file: Callable[..., Path], store: MarketStore
) -> None:
    with pytest.raises(MarketDataError, match=cause):
        store.import_file(candle_file(name, "BTCUSDT,2026-01-05T00:00:00Z,1,2,1,2,9"))
