"""Candles of exchanges: Binance tables and public kline files, and the plain candle table that names its own source."""

from __future__ import annotations

import re

from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Layout,
    constant,
    number,
    one_symbol,
    prices,
    symbol,
    time,
)
from tapecheck.market.timeframes import TIMEFRAMES

KLINE_COLUMNS: tuple[str, ...] = (
    "open_time",
    "open",
    "high",
    "low",
    "close",
    "volume",
    "close_time",
    "quote_volume",
    "count",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "ignore",
)
"""The twelve columns of Binance's public kline files, which older files don't name."""

# BTCUSDT-1h-2026-01.csv, ETHUSDC-15m-2026-01-14.zip
_KLINE_NAME = re.compile(
    r"^(?P<symbol>[A-Z0-9]{5,20})-(?P<timeframe>\d{1,2}[mhd])-\d{4}(?:-\d\d){0,2}\.(?:csv(?:\.gz)?|zip)$"
)


def is_kline_name(name: str) -> bool:
    """Whether a file is named as Binance names its public kline files.

    >>> is_kline_name("BTCUSDT-1h-2026-01.zip"), is_kline_name("btc_hourly.csv")
    (True, False)
    """
    return _KLINE_NAME.match(name) is not None


def _klines(facts: FileFacts) -> tuple[Extract, ...]:
    pair = facts.needs("symbol", "BTCUSDT-1h-2026-01.csv")
    timeframe = facts.needs("timeframe", "BTCUSDT-1h-2026-01.csv")
    if _is_futures(facts):
        return (_candles("binance_futures", "Binance futures", one_symbol(pair), timeframe),)
    return (_candles("binance", "Binance", one_symbol(pair), timeframe),)


def _is_futures(facts: FileFacts) -> bool:
    """Spot and USD-M futures have the same names: the option tells, else the folder, else the header that only files of
    futures have. https://github.com/binance/binance-public-data
    """
    if facts.told.venue:
        return "futures" in facts.told.venue.casefold() or facts.told.venue.casefold() == "binanceusdm"
    if re.search(r"(?:^|/)spot(?:/|$)", facts.folder):
        return False
    return bool(re.search(r"(?:^|/)futures/um(?:/|$)", facts.folder)) or (
        facts.has_header and set(KLINE_COLUMNS) <= set(facts.columns)
    )


def _binance_spot(facts: FileFacts) -> tuple[Extract, ...]:
    if facts.timeframe is None:
        raise ValueError(f"its name must tell the timeframe, one of {', '.join(TIMEFRAMES)}: binance_spot_1h.csv")
    return (_candles("binance", "Binance", symbol("symbol"), facts.timeframe),)


def _candles(source: str, venue: str, pair: Column, timeframe: str) -> Extract:
    columns = {
        "source": constant(source),
        "venue": constant(venue),
        "symbol": pair,
        "timeframe": constant(timeframe),
        "open_time": time("open_time"),
        **prices(),
        "volume": number("volume", optional=True),
    }
    return Extract("candles", columns)


def _plain_candles(facts: FileFacts) -> tuple[Extract, ...]:
    columns = {
        "source": Column("source", sql="lower({0})"),
        "venue": Column("venue") if "venue" in facts.columns else Column("source"),
        "symbol": symbol("symbol"),
        "timeframe": Column("timeframe"),
        "open_time": time("open_time"),
        **prices(),
    }
    if "volume" in facts.columns:
        columns["volume"] = number("volume", optional=True)
    return (Extract("candles", columns),)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="candles",
        source="named in the file",
        columns=("source", "symbol", "timeframe", "open_time", "open", "high", "low", "close"),
        extracts=_plain_candles,
    ),
    Layout(
        name="binance_klines",
        source="binance",
        columns=KLINE_COLUMNS[:6],
        accepts=lambda facts: is_kline_name(facts.name),
        extracts=_klines,
        needs="named like BTCUSDT-1h-2026-01.csv or .zip, with or without a header line",
    ),
    Layout(
        name="binance_spot",
        source="binance",
        columns=("symbol", "open_time", "open", "high", "low", "close", "volume"),
        accepts=lambda facts: "binance" in facts.name.lower(),
        extracts=_binance_spot,
        needs="a name with 'binance' and the timeframe, like binance_spot_1h.csv",
    ),
)
