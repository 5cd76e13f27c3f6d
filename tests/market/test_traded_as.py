"""Which candles are an asset's: renamed coins are followed, tickers of other assets and pegged coins are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import PriceClaim, check_price
from tapecheck.market.reasons import Unfit
from tapecheck.market.traded_as import traded_as

Write = Callable[..., Path]
FLAT = [1.0, 1.1, 0.9, 1.0]


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def with_candles(store: MarketStore, hourly: Write) -> Callable[..., MarketStore]:
    """A store with a few hourly candles of Binance from midnight of a day on."""

    def build(*pairs: tuple[str, str], prices: list[float] = FLAT) -> MarketStore:
        for symbol, day in pairs:
            store.import_file(hourly(prices, symbol=symbol, start=_day(day)))
        return store

    return build


@pytest.fixture
def yahoo(tmp_path: Path) -> Callable[[str, str], Path]:
    """A file of daily index prices of one symbol for one day."""

    def write(symbol: str, day: str) -> Path:
        path = tmp_path / f"{symbol}_daily.parquet"
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT '{symbol}' AS symbol, DATE '{day}' AS date, 1.0::DOUBLE AS open, 1.1::DOUBLE AS high, "
                f"0.9::DOUBLE AS low, 1.0::DOUBLE AS close, 9::BIGINT AS volume) TO '{path}' (FORMAT parquet)"
            )
        return path

    return write


def _asked(asset: str, day: str, market: MarketStore) -> str | Unfit:
    return traded_as(asset, _day(day), _day(day) + timedelta(hours=2), market)


@pytest.mark.parametrize(
    ("candles", "asset", "day", "found"),
    [
        ("POLUSDT 2025-06-01", "MATIC", "2025-06-01", "POL"),
        ("MATICUSDT 2021-12-27", "POL", "2021-12-27", "MATIC"),
        ("MATICUSDT 2021-12-27", "MATIC", "2021-12-27", "MATIC"),
        ("POLUSDT 2021-12-27", "MATIC", "2021-12-27", "POL"),
        ("LUNAUSDT 2022-04-05", "LUNC", "2022-04-05", "LUNA"),
        ("AUSDT 2025-07-01", "EOS", "2025-07-01", "A"),
        ("FRAXUSDT 2026-02-01", "FXS", "2026-02-01", "FRAX"),
        ("BTCUSDT 2025-06-01", "BTC", "2025-06-01", "BTC"),
        ("BTCUSDT 2025-06-01", "SOL", "2025-06-01", "SOL"),
        ("SUNUSDT 2025-06-01", "SUN", "2025-06-01", "SUN"),
    ],
)
def test_a_renamed_coin_is_followed(
    with_candles: Callable[..., MarketStore], candles: str, asset: str, day: str, found: str
) -> None:
    symbol, first = candles.split()
    assert _asked(asset, day, with_candles((symbol, first))) == found


@pytest.mark.parametrize(
    ("candles", "asset", "day", "cause"),
    [
        ("MATICUSDT 2021-12-27", "MATIC", "2025-06-01", "renamed"),
        ("POLUSDT 2024-09-10", "POL", "2024-09-10", "renamed"),
        ("MATICUSDT 2024-09-10", "MATIC", "2024-09-10", "renamed"),
        ("HEIUSDT 2025-06-01", "LIT", "2025-06-01", "renamed"),
        ("LUNAUSDT 2022-05-28", "LUNA", "2022-05-28", "renamed"),
        ("AAVEUSDT 2025-06-01", "LEND", "2025-06-01", "redenominated"),
        ("SUNUSDT 2021-04-05", "SUN", "2021-04-05", "redenominated"),
        ("SKYUSDT 2025-12-01", "MKR", "2025-12-01", "redenominated"),
        ("USDCUSDT 2023-03-11", "USDC", "2023-03-11", "pegged"),
        ("USDTUSDC 2025-06-01", "USDT", "2025-06-01", "pegged"),
    ],
)
def test_what_can_not_be_followed_is_refused(
    with_candles: Callable[..., MarketStore], candles: str, asset: str, day: str, cause: str
) -> None:
    symbol, first = candles.split()
    why = _asked(asset, day, with_candles((symbol, first)))
    assert isinstance(why, Unfit)
    assert why.cause == cause


def test_a_dollar_coin_is_looked_up_against_dollars(
    with_candles: Callable[..., MarketStore], yahoo: Callable[[str, str], Path]
) -> None:
    store = with_candles(("USDCUSDT", "2023-03-11"))
    store.import_file(yahoo("USDC-USD", "2023-03-11"))
    assert _asked("USDC", "2023-03-11", store) == "USDC"
    found = store.extremes("USDC", _day("2023-03-11"), _day("2023-03-12"))
    assert found is not None
    assert found.symbol == "USDC/USD"


@pytest.mark.parametrize("asset", ["META", "GME", "HODL", "SPX", "NAKA", "XAU", "US10Y", "DXY", "EUR"])
def test_a_share_is_not_the_coin_of_its_ticker(
    asset: str, with_candles: Callable[..., MarketStore], yahoo: Callable[[str, str], Path]
) -> None:
    store = with_candles((f"{asset}USDT", "2025-06-01"))
    day = _day("2025-06-01"), _day("2025-06-02")
    assert store.extremes(asset, _day("2025-06-01"), _day("2025-06-01") + timedelta(hours=2)) is None
    assert store.why_not(asset, *day).cause == "no_data"
    store.import_file(yahoo(f"{asset}-USD", "2025-06-01"))
    found = store.extremes(asset, *day)
    assert found is not None
    assert found.venue == "index"


@pytest.mark.parametrize(("asset", "found"), [("COMP", False), ("LINK", False), ("META", True), ("SPX", True)])
def test_securities_are_no_coins(candle_file: Write, store: MarketStore, asset: str, found: bool) -> None:
    header = "source,venue,symbol,timeframe,open_time,open,high,low,close"
    row = f"example,securities,{asset}/USD,1d,2025-06-02T00:00:00Z,9,9,9,9"
    store.import_file(candle_file("shares.csv", row, header=header))
    assert (store.extremes(asset, _day("2025-06-02"), _day("2025-06-03")) is not None) is found


@pytest.mark.parametrize("asset", ["GAS", "ONE", "COMP", "LINK", "SPX6900"])
def test_a_coin_whose_ticker_is_a_word_is_looked_up_at_exchanges(
    asset: str, with_candles: Callable[..., MarketStore]
) -> None:
    store = with_candles((f"{asset}USDT", "2025-06-01"))
    assert store.extremes(asset, _day("2025-06-01"), _day("2025-06-01") + timedelta(hours=2)) is not None


def test_a_venue_that_ended_trading_is_told(with_candles: Callable[..., MarketStore]) -> None:
    store = with_candles(("XMRUSDT", "2024-02-01"))
    why = store.why_not("XMR", _day("2024-06-01"), _day("2024-06-02"))
    assert why.cause == "not_covered"
    assert why.reason.endswith("Binance ended its trading in XMR on 2024-02-20.")


@pytest.mark.parametrize(("day", "label"), [("2018-10-15", "NOT_ENOUGH_INFO"), ("2018-10-12", "SUPPORTED")])
def test_nothing_is_decided_while_the_quote_coin_is_off_its_peg(
    with_candles: Callable[..., MarketStore], day: str, label: str
) -> None:
    store = with_candles(("BTCUSDT", day), prices=[6400.0, 6700.0, 6500.0])
    claim = PriceClaim(
        asset="BTC",
        value=Decimal(6500),
        text="$6,500",
        start=_day(day) + timedelta(minutes=30),
        end=_day(day) + timedelta(minutes=90),
    )
    verdict = check_price(claim, store, _day(day) + timedelta(hours=3))
    assert verdict.label == label, verdict.reason
    assert verdict.evidence is not None
    if label == "NOT_ENOUGH_INFO":
        assert verdict.cause == "pegged"
        assert "USDT was more than 1% off the dollar" in verdict.reason


@pytest.mark.parametrize(
    ("asset", "first", "until", "known"),
    [
        ("POL", "2024-10-01", "2026-01-01", False),
        ("LUNA", "2022-06-05", "2026-01-01", False),
        ("SUN", "2022-01-01", "2026-01-01", False),
        ("MATIC", "2021-01-01", "2022-01-01", True),
        ("SKY", "2025-01-01", "2026-01-01", True),
        ("AAVE", "2021-01-01", "2026-01-01", True),
        ("BTC", "2021-01-01", "2022-01-01", True),
    ],
)
def test_a_coin_under_a_new_ticker_has_no_whole_history(
    candle_file: Write, store: MarketStore, asset: str, first: str, until: str, known: bool
) -> None:
    days = (_day(first) + timedelta(days=n) for n in range(30))
    store.import_file(
        candle_file("binance_spot_1d.csv", *(f"{asset}USDT,{day:%Y-%m-%dT%H:%M:%SZ},1,1.2,0.9,1,9" for day in days))
    )
    assert bool(store.history_extremes(asset, _day(until))) is known
    assert bool(store.former_records(asset, _day(until))) is known
