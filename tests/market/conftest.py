"""Small market files in the layouts that can be imported (the figures are invented), and stores."""

from __future__ import annotations

import itertools
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

CANDLES_HEADER = "symbol,open_time,open,high,low,close,volume"


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Write one of the samples, as Parquet or, when the name asked for ends so, as CSV."""

    def write(name: str) -> Path:
        path = tmp_path / name
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
