"""Small market files in the layouts that can be imported (the figures are invented), and stores."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tapecheck.market import MarketStore

# file name → the SELECT that makes its rows, with the column names and types of the real files
SAMPLES: dict[str, str] = {
    "binance_spot_1h.parquet": """
        SELECT 'BTCUSDT' AS symbol, TIMESTAMPTZ '2026-01-05 00:00:00+00' + INTERVAL (i) HOUR AS open_time,
            100.5 + i AS open, 102.25 + i AS high, 99.75 + i AS low, 101.5 + i AS close, 10.0::DOUBLE AS volume,
            1000.0::DOUBLE AS quote_volume FROM range(3) t(i)""",
    "cmc_btc_daily.parquet": """
        SELECT d AS "timeOpen", d + INTERVAL 1 DAY - INTERVAL 1 MILLISECOND AS "timeClose",
            d + INTERVAL 3 HOUR AS "timeHigh", d + INTERVAL 5 HOUR AS "timeLow", 2781::BIGINT AS name,
            100.0::DOUBLE AS open, 110.0::DOUBLE AS high, 90.0::DOUBLE AS low, 105.0::DOUBLE AS close,
            1e9 AS volume, 2e12 AS "marketCap", 2e7 AS "circulatingSupply",
            d + INTERVAL 1 DAY - INTERVAL 1 MILLISECOND AS timestamp
        FROM (SELECT TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (i) DAY AS d FROM range(2) t(i))""",
    "yahoo_daily.parquet": """
        SELECT 'ETH-USD' AS symbol, DATE '2025-01-01' + i::INTEGER AS date, 10.0::DOUBLE AS open, 11.5::DOUBLE AS high,
            9.5::DOUBLE AS low, 11.0::DOUBLE AS close, 12345::BIGINT AS volume FROM range(4) t(i)""",
    "cmc_global_daily.parquet": """
        SELECT TIMESTAMPTZ '2026-01-05 01:46:59.999+00' AS last_updated, TIMESTAMP '2026-01-05 01:49:10' AS date,
            58.5::DOUBLE AS btc_dominance, 12.25::DOUBLE AS eth_dominance, 3.2e12 AS total_market_cap""",
    "coinglass_btc_1h_price_liq_funding_oi.parquet": """
        SELECT 1767571200000 AS timestamp, TIMESTAMPTZ '2026-01-05 00:00:00+00' AS datetime_utc,
            100.0::DOUBLE AS price_open, 102.0::DOUBLE AS price_high, 99.0::DOUBLE AS price_low, 101.0::DOUBLE AS price_close,
            500.5::DOUBLE AS liquidation_long_usd, 600.0::DOUBLE AS liquidation_short_usd, 0.01::DOUBLE AS funding_open,
            7000000::BIGINT AS oi_open""",
    "coinglass_liquidations.parquet": """
        SELECT TIMESTAMPTZ '2026-01-05 00:00:00+00' + INTERVAL (i) HOUR AS time, 'BTC' AS coin, '1h' AS interval,
            'Binance,Bybit,OKX' AS exchanges, 100.25 AS long_usd, 50.5 AS short_usd FROM range(5) t(i)""",
    "coinglass_open_interest_all_exchanges_4h.parquet": """
        SELECT TIMESTAMPTZ '2025-06-01 20:00:00+00' AS time, 'SOL' AS coin, 6500698687::BIGINT AS open,
            6530069539.0::DOUBLE AS high, 6473409510::BIGINT AS low, 6476864583.0::DOUBLE AS close""",
    "fear_greed_daily.parquet": """
        SELECT DATE '2026-01-05' + i::INTEGER AS date, 40::BIGINT + i AS fng, 'Example index' AS source FROM range(2) t(i)""",
    "funding_btc_binance_bybit_okx_8h.parquet": """
        SELECT TIMESTAMPTZ '2026-01-05 08:00:00+00' AS ts, 0.0001::DOUBLE AS fr_binance, -0.00002::DOUBLE AS fr_bybit,
            NULL::DOUBLE AS fr_okx""",
    "etf_flows_btc_farside_usd_m.parquet": """
        SELECT DATE '2026-01-05' AS date, 111.7::DOUBLE AS "IBIT", NULL::DOUBLE AS "MSBT", -5.5::DOUBLE AS "BTC",
            106.2::DOUBLE AS "Total\"""",
    "etf_flows_eth_farside_usd_m.parquet": """
        SELECT DATE '2026-01-05' AS date, -20.0::DOUBLE AS "ETHA", 1.5::DOUBLE AS "ETH", -18.5::DOUBLE AS "Total\"""",
}

START = 1767571200  # 2026-01-05 00:00 UTC, a Monday


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


# file name → its text; figures are invented, names and formats are those of the providers
DOCUMENTS: dict[str, str] = {
    "BTCUSDT-1h-2026-01.csv": _lines(
        f"{START}000000,100.10000000,102.00000000,99.00000000,101.00000000,7.5,{START + 3599}999999,750,9,3,300,0",
        f"{START + 3600}000000,101.00000000,103.00000000,100.00000000,102.00000000,7.5,{START + 7199}999999,750,9,3,300,0",
    ),
    "mine.csv": _lines(
        "source,symbol,timeframe,open_time,open,high,low,close", "Kraken,SOL/USD,4h,2026-01-05 04:00:00,1,2,0.5,1.5"
    ),
    "binance_BTC-USDT_1h.json": json.dumps([[START * 1000, 100, 102, 99, 101.5, 5.25]]),
    "fetched.json": json.dumps(
        {
            "exchange": "binance",
            "symbol": "BTC/USDT",
            "timeframe": "1h",
            "candles": [[START * 1000 + hour * 3_600_000, 100, 102, 99, 101.5, 5.25] for hour in range(3)],
        }
    ),
    "Bitstamp_BTCUSD_d.csv": _lines(
        "https://www.CryptoDataDownload.com",
        "unix,date,symbol,open,high,low,close,Volume BTC,Volume USD",
        f"{START + 86400}000,2026-01-06 00:00:00,BTC/USD,101,103,100,102,7,700",
        f"{START},2026-01-05 00:00:00,BTC/USD,100,102,99,101,8,800",
    ),
    "Ethereum_1_5_2026-1_6_2026_historical_data_coinmarketcap.csv": _lines(
        "timeOpen;timeClose;timeHigh;timeLow;name;open;high;low;close;volume;marketCap;circulatingSupply;timestamp",
        '"2026-01-05T00:00:00.000Z";"2026-01-05T23:59:59.999Z";"2026-01-05T15:53:00.000Z";"2026-01-05T00:34:00.000Z";'
        '"2781";3100.5;3200;3000;3150.25;2.5e10;3.8e11;120500000.5;"2026-01-05T23:59:59.999Z"',
    ),
    "yahoo_spx.json": json.dumps(
        {
            "chart": {
                "result": [
                    {
                        "meta": {
                            "currency": "USD",
                            "symbol": "^GSPC",
                            "instrumentType": "INDEX",
                            "fullExchangeName": "SNP",
                            "exchangeTimezoneName": "America/New_York",
                            "gmtoffset": -18000,
                            "dataGranularity": "1d",
                            "regularMarketTime": START + 3 * 86400 + 60000,
                        },
                        "timestamp": [START + 52200 + day * 86400 for day in range(3)] + [START + 3 * 86400 + 60000],
                        "indicators": {
                            "quote": [
                                {
                                    "open": [6800.5, None, 6810, 6820],
                                    "high": [6850, None, 6900, 6830],
                                    "low": [6790, None, 6800, 6815],
                                    "close": [6840, None, 6890, 6825],
                                    "volume": [100, None, None, 5],
                                }
                            ]
                        },
                    }
                ],
                "error": None,
            }
        }
    ),
    "coingecko_solana.json": json.dumps(
        {
            "prices": [[START * 1000 + 12, 140.123456789], [START * 1000 + 360_012, 141]],
            "market_caps": [[START * 1000 + 12, 7.5e10], [START * 1000 + 360_012, None]],
            "total_volumes": [[START * 1000 + 12, 4e9], [START * 1000 + 360_012, 4.1e9]],
        }
    ),
    "coinglass_liquidations_BTC_4h_OKX-Binance.json": json.dumps(
        {
            "code": "0",
            "msg": "success",
            "data": [
                {
                    "time": START * 1000,
                    "aggregated_long_liquidation_usd": 100.25,
                    "aggregated_short_liquidation_usd": "50.5",
                }
            ],
        }
    ),
    "coinglass_liquidations_ETHUSDT_1h_Bybit.json": json.dumps(
        {
            "code": "0",
            "data": [{"time": START * 1000, "long_liquidation_usd": "7.5", "short_liquidation_usd": "0"}],
        }
    ),
    "coinglass_open_interest_BTC_4h.json": json.dumps(
        {
            "code": "0",
            "data": [{"time": START * 1000, "open": "65000000000", "high": "66000000000", "low": "1", "close": "2"}],
        }
    ),
    "coinglass_funding_rate_ETH_8h_Binance.json": json.dumps(
        {
            "code": "0",
            "data": [{"time": START * 1000, "open": "-0.0046", "high": "0.009", "low": "-0.005", "close": "0"}],
        }
    ),
    "etf.html": "<table><tr><th></th><th>Firm A</th><th>Firm B</th><th rowspan=2>Total</th></tr>"
    "<tr><th></th><th>IBIT</th><th>FBTC</th></tr><tr><td>Fee</td><td>0.25%</td><td>0.25%</td><td></td></tr>"
    "<tr><td><span>5 Jan 2026</span></td><td>1,211.5</td><td><span>(95.1)</span></td><td>1,116.4</td></tr>"
    "<tr><td>Total</td><td>1,211.5</td><td>(95.1)</td><td>1,116.4</td></tr></table>",
}

CANDLES_HEADER = "symbol,open_time,open,high,low,close,volume"


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Write one of the samples, as Parquet or, when the name asked for ends so, as CSV; or one of the documents."""

    def write(name: str) -> Path:
        path = tmp_path / name
        if name in DOCUMENTS:
            path.write_text(DOCUMENTS[name], encoding="utf-8")
            return path
        query = SAMPLES[name.replace(".csv", ".parquet")]
        form = "(FORMAT parquet)" if path.suffix == ".parquet" else "(FORMAT csv, HEADER)"
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"COPY ({query}) TO '{path}' {form}")
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file with this text."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def candle_file(tmp_path: Path) -> Callable[..., Path]:
    """Write candle lines: ``candle_file("binance_spot_1h.csv", "BTCUSDT,2026-01-05T00:00:00Z,1,2,1,2,9")``."""

    def write(name: str, *rows: str, header: str = CANDLES_HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def hourly(candle_file: Callable[..., Path]) -> Callable[..., Path]:
    """Write hourly candles from a list of prices: each runs from one price to the next, its high and low are the two."""

    def write(
        prices: list[float], *, symbol: str = "BTCUSDT", start: datetime = datetime(2026, 1, 5, tzinfo=UTC)
    ) -> Path:
        rows = []
        for number, (first, last) in enumerate(itertools.pairwise(prices)):
            when = start + timedelta(hours=number)
            rows.append(f"{symbol},{when:%Y-%m-%dT%H:%M:%SZ},{first},{max(first, last)},{min(first, last)},{last},1")
        return candle_file(f"binance_{symbol}_1h.csv", *rows)

    return write


@pytest.fixture
def store() -> Iterator[MarketStore]:
    """An empty store in memory."""
    with MarketStore.in_memory() as opened:
        yield opened


@pytest.fixture(scope="session")
def example_store() -> Iterator[MarketStore]:
    """A store with the market files of ``examples/``."""
    with MarketStore.in_memory() as opened:
        for path in sorted((Path(__file__).parents[2] / "examples" / "market").glob("*.csv")):
            opened.import_file(path)
        yield opened
