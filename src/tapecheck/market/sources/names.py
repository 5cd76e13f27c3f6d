"""What a file's name tells of its rows: symbol or coin, exchanges, timeframe."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from tapecheck.market.sources.layout import Told
from tapecheck.market.timeframes import TIMEFRAMES

VENUES: dict[str, str] = {
    "binance": "Binance",
    "binanceus": "Binance.US",
    "binanceusdm": "Binance",
    "bitfinex": "Bitfinex",
    "bitget": "Bitget",
    "bitmex": "BitMEX",
    "bitstamp": "Bitstamp",
    "bybit": "Bybit",
    "coinbase": "Coinbase",
    "coinbaseexchange": "Coinbase",
    "cryptocom": "Crypto.com",
    "deribit": "Deribit",
    "dydx": "dYdX",
    "gate": "Gate",
    "gateio": "Gate",
    "gemini": "Gemini",
    "htx": "HTX",
    "huobi": "HTX",
    "hyperliquid": "Hyperliquid",
    "kraken": "Kraken",
    "krakenfutures": "Kraken",
    "kucoin": "KuCoin",
    "mexc": "MEXC",
    "okx": "OKX",
    "upbit": "Upbit",
}
"""ccxt's id of an exchange → its name as a venue in the store."""

_SUFFIXES = re.compile(r"(?:\.(?:csv|gz|zip|json|parquet|html?|txt)){1,3}$", re.I)  # "BTC_1h.csv.gz" is "BTC_1h"
_TIMEFRAME = re.compile(r"(?:^|[_.-])(\d{1,2}[mhd])(?=[_.-]|$)")  # binance_spot_15m, BTCUSDT-1h-2026-01
_KLINE = re.compile(r"^(?P<symbol>[A-Z0-9]{5,20})-\d{1,2}[mhd](?:-|$)")  # BTCUSDT-1h-2026-01
_PAIR = re.compile(
    r"^[A-Z0-9]{1,15}[-/]?(?:USDT|USDC|FDUSD|BUSD|TUSD|USD|EUR|GBP|TRY|BRL|JPY|KRW)$", re.I
)  # BTC-USDT, BTCUSDT
_TICKER = re.compile(r"^(?=[A-Z0-9]{0,9}[A-Z])[A-Z0-9]{2,10}$")  # BTC, 1INCH
_NOT_TICKERS = frozenset({"ETF", "ETFS", "USD", "OHLC", "OHLCV", "OI", "CSV", "UTC", "API", "SPOT", "ALL"})


def venue_name(exchange: str) -> str:
    """The venue of a ccxt exchange id; an id that is not known stands as it is.

    >>> venue_name("okx"), venue_name("Binance"), venue_name("example")
    ('OKX', 'Binance', 'example')
    """
    return VENUES.get(exchange.casefold(), exchange)


@cache
def _coins() -> dict[str, str]:
    rows = map(json.loads, resources.files("tapecheck").joinpath("data/assets.jsonl").read_text("utf-8").splitlines())
    coins = [(row["symbol"], row["name"]) for row in rows if row["asset_class"] == "coin"]
    return {name.casefold(): symbol for symbol, name in coins} | {symbol.casefold(): symbol for symbol, _ in coins}


def coin(word: str) -> str | None:
    """The ticker of a coin that is told by ticker, name or CoinGecko id; ``None`` if no coin is known by it.

    >>> coin("bitcoin"), coin("eth"), coin("shiba-inu"), coin("flows")
    ('BTC', 'ETH', 'SHIB', None)
    """
    return _coins().get(word.casefold().replace("-", " "))


def asset(told: str) -> str:
    """The coin of a told symbol: a pair's first half, or the coin itself.

    >>> asset("BTC/USDT"), asset("ETHUSDT"), asset("solana"), asset("WXYZ")
    ('BTC', 'ETH', 'SOL', 'WXYZ')

    Raises:
        ValueError: it is neither a coin nor a pair.
    """
    known = coin(told)
    if known:
        return known
    base = re.split(r"[-/]", told, maxsplit=1)[0] if re.search(r"[-/]", told) else _without_quote(told)
    if not _TICKER.match(base.upper()):
        raise ValueError(f"{told!r} is not a coin")
    return coin(base) or base.upper()


def _without_quote(pair: str) -> str:
    found = re.match(r"^([A-Z0-9]{2,15}?)(?:USDT|USDC|FDUSD|USD)$", pair.upper())
    return found[1] if found else pair


def told_by_name(name: str) -> Told:
    """What a file's base name tells; a part that could be two things tells nothing.

    >>> told_by_name("binance_BTC-USDT_1h.json")
    Told(symbol='BTC-USDT', venue='binance', timeframe='1h')
    >>> told_by_name("BTCUSDT-15m-2026-01.zip")
    Told(symbol='BTCUSDT', venue=None, timeframe='15m')
    >>> told_by_name("coinglass_liquidations_ETH_4h_Binance-OKX.json")
    Told(symbol='ETH', venue='Binance,OKX', timeframe='4h')
    """
    stem = _SUFFIXES.sub("", name)
    lengths = [found for found in _TIMEFRAME.findall(stem.lower()) if found in TIMEFRAMES]
    kline = _KLINE.match(stem)
    if kline:
        return Told(kline["symbol"], None, lengths[0] if lengths else None)
    parts = [part for part in re.split(r"[_\s]+", stem) if part and part.lower() not in TIMEFRAMES]
    venues = [part for part in parts if all(word.casefold() in VENUES for word in part.split("-"))]
    symbols = _symbols([part for part in parts if part not in venues])
    venue = venues[0] if len(venues) == 1 else None
    if venue and "-" in venue:
        venue = ",".join(venue_name(word) for word in venue.split("-"))
    return Told(symbols[0] if len(symbols) == 1 else None, venue, lengths[0] if len(lengths) == 1 else None)


def _symbols(parts: list[str]) -> list[str]:
    """Pairs if there are any, else known coins, else what is written as a ticker."""
    pairs = [part for part in parts if _PAIR.match(part) and part.upper() not in _NOT_TICKERS]
    known = [part for part in parts if coin(part) and part.upper() not in _NOT_TICKERS]
    others = [part for part in parts if _TICKER.match(part) and part not in _NOT_TICKERS]
    return list(dict.fromkeys(pairs or known or others))
