"""CryptoDataDownload's candle files: a line with its address, the header, then the newest candle first.

``unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT[,tradecount]``; ``unix`` is in seconds in older rows and in
milliseconds in newer ones, sometimes in one file. The exchange and the length stand in the file's name only:
Binance_BTCUSDT_1h.csv, Bitstamp_ETHUSD_d.csv, Binance_SOLUSDT_2024_minute.csv.
"""

from __future__ import annotations

import re

from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Layout,
    constant,
    number,
    prices,
    symbol,
    time,
)
from tapecheck.market.sources.names import venue_name

_COLUMNS = ("unix", "date", "symbol", "open", "high", "low", "close")
_LENGTH = re.compile(r"_(d|1hr|hour|minute|1min)(?=[_.]|$)", re.I)  # Gemini_BTCUSD_1hr.csv, Bitstamp_BTCUSD_d.csv
_LENGTHS = {"d": "1d", "1hr": "1h", "hour": "1h", "minute": "1m", "1min": "1m"}
_VOLUME = re.compile(r"^volume[ _]([a-z0-9]{1,15})$", re.I)  # Volume BTC
_QUOTES = frozenset({"USD", "USDT", "USDC", "BUSD", "TUSD", "FDUSD", "EUR", "GBP", "JPY", "KRW", "TRY", "BRL"})


def _extracts(facts: FileFacts) -> tuple[Extract, ...]:
    example = "Binance_BTCUSDT_1h.csv"
    found = _LENGTH.search(facts.name)
    timeframe = _LENGTHS[found[1].lower()] if found and not facts.timeframe else facts.needs("timeframe", example)
    columns: dict[str, Column] = {
        "source": constant("cryptodatadownload"),
        "venue": constant(venue_name(facts.needs("venue", example))),
        "symbol": symbol("symbol"),
        "timeframe": constant(timeframe),
        "open_time": time("unix"),
        **prices(),
    }
    volume = _volume(facts.columns)
    if volume:
        columns["volume"] = number(volume, optional=True)
    return (Extract("candles", columns),)


def _volume(columns: tuple[str, ...]) -> str | None:
    """The column with the volume in coins, not in money."""
    named = [(column, found[1].upper()) for column in columns if (found := _VOLUME.match(column))]
    coins = [column for column, unit in named if unit not in _QUOTES]
    return coins[0] if len(coins) == 1 else None


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="cryptodatadownload",
        source="cryptodatadownload",
        columns=_COLUMNS,
        extracts=_extracts,
        needs="the exchange and the timeframe in the name, like Binance_BTCUSDT_1h.csv",
    ),
)
