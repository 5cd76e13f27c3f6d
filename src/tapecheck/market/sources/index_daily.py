"""Daily candles of price indices: an average over many exchanges, so another price than any one exchange's."""

from __future__ import annotations

from tapecheck.market.sources.layout import Column, Extract, FileFacts, Layout, constant, number, prices, symbol, time


def _yahoo(_: FileFacts) -> tuple[Extract, ...]:
    columns = {
        "source": constant("yahoo"),
        "venue": constant("index"),
        "symbol": symbol("symbol"),
        "timeframe": constant("1d"),
        "open_time": time("date"),
        **prices(),
        "volume": number("volume", optional=True),
    }
    return (Extract("candles", columns),)


def _coinmarketcap(_: FileFacts) -> tuple[Extract, ...]:
    candles = {
        "source": constant("coinmarketcap"),
        "venue": constant("index"),
        "symbol": constant("BTC/USD"),
        "timeframe": constant("1d"),
        "open_time": time("timeOpen"),
        **prices(),
        "volume": number("volume", optional=True),
        "high_time": time("timeHigh", optional=True),
        "low_time": time("timeLow", optional=True),
    }
    # The day's market cap goes with its close, so it is dated at the day's end.
    return (
        Extract("candles", candles),
        _series("market_cap", "marketCap", "USD"),
        _series("supply", "circulatingSupply", "BTC"),
    )


def _series(name: str, raw: str, unit: str) -> Extract:
    columns: dict[str, Column] = {
        "source": constant("coinmarketcap"),
        "name": constant(name),
        "asset": constant("BTC"),
        "venue": constant(""),
        "time": time("timestamp"),
        "value": number(raw),
        "unit": constant(unit),
    }
    return Extract("series", columns)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="cmc_btc_daily",
        source="coinmarketcap",
        columns=(
            "timeOpen",
            "timeHigh",
            "timeLow",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "marketCap",
            "circulatingSupply",
            "timestamp",
        ),
        extracts=_coinmarketcap,
    ),
    Layout(
        name="yahoo_daily",
        source="yahoo",
        columns=("symbol", "date", "open", "high", "low", "close", "volume"),
        extracts=_yahoo,
    ),
)
