"""An exchange of ccxt, opened for public market data: no keys, its own rate limit kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, cast
from urllib.parse import urlsplit, urlunsplit

from tapecheck.errors import ConfigError
from tapecheck.market.timeframes import TIMEFRAMES

_REQUEST_MS = 30_000
"""How long an answer may take."""


class Exchange(Protocol):
    """What of a ccxt exchange is used: https://docs.ccxt.com, unified API."""

    id: str
    has: Mapping[str, object]
    timeframes: Mapping[str, object] | None
    markets: Mapping[str, object] | None
    urls: dict[str, object]
    last_http_response: str | None
    last_response_headers: Mapping[str, str] | None

    def load_markets(self) -> object: ...
    def milliseconds(self) -> int: ...
    def fetch_time(self) -> int | None: ...
    def fetch_ohlcv(self, symbol: str, timeframe: str, since: int, limit: int) -> object: ...


def open_exchange(name: str, *, base_url: str | None = None, timeout_ms: int = _REQUEST_MS) -> Exchange:
    """The exchange of that ccxt id (``binance``, ``kraken``).

    ``base_url``: where all its requests go instead (``http://127.0.0.1:8000``), for a proxy that speaks its REST endpoints.

    Raises:
        ConfigError: ccxt is not installed, or knows no such exchange; near names are told.
    """
    try:
        import ccxt
    except ImportError as error:
        raise ConfigError("fetching needs ccxt: pip install 'tapecheck[live]'") from error
    if name not in ccxt.exchanges:
        raise ConfigError(f"--exchange {name}: ccxt knows no such exchange{_near(name, ccxt.exchanges)}")
    options: dict[str, object] = {"enableRateLimit": True, "timeout": timeout_ms}
    if name == "binance":
        # Without it the markets of three more APIs are loaded, which spot candles don't need.
        options["options"] = {"fetchMarkets": {"types": ["spot"]}}
    exchange = cast("Exchange", getattr(ccxt, name)(options))
    if base_url is not None:
        exchange.urls["api"] = _redirected(exchange.urls["api"], base_url)
    return exchange


def _redirected(urls: object, base_url: str) -> object:
    """The same addresses at another host; ``{hostname}`` and the like in them are gone with the host."""
    if isinstance(urls, Mapping):
        return {name: _redirected(url, base_url) for name, url in urls.items()}
    base, parts = urlsplit(base_url), urlsplit(str(urls))
    return urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))


def check_request(exchange: Exchange, symbols: Sequence[str], timeframe: str) -> None:
    """Whether the exchange has the symbols and candles of that length; its markets are loaded.

    Raises:
        ConfigError: it has not; near names are told.
    """
    if not exchange.has.get("fetchOHLCV"):
        raise ConfigError(f"--exchange {exchange.id}: it gives no candles")
    offered = [name for name in TIMEFRAMES if name in (exchange.timeframes or TIMEFRAMES)]
    if timeframe not in offered:
        raise ConfigError(f"--timeframe {timeframe}: {exchange.id} has {', '.join(offered)}")
    markets = exchange.markets or {}
    for symbol in symbols:
        if symbol not in markets:
            raise ConfigError(f"--symbols {symbol}: {exchange.id} has no such market{_near(symbol, markets)}")


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"; near it: {', '.join(near)}" if near else ""


def milliseconds(instant: datetime) -> int:
    """An aware instant as ccxt counts time: milliseconds since 1970."""
    return round(instant.timestamp() * 1000)
