"""Daily candles of price indices: an average over many exchanges, so another price than any one exchange's.

CoinMarketCap's download (";" between quoted cells, newest day first) names the coin in its file name only.
"""

from __future__ import annotations

from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Layout,
    constant,
    number,
    prices,
    series,
    symbol,
    time,
)
from tapecheck.market.sources.names import asset


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


def _coinmarketcap(facts: FileFacts) -> tuple[Extract, ...]:
    coin = asset(facts.needs("symbol", "Bitcoin_1_1_2026-2_1_2026_historical_data_coinmarketcap.csv"))
    pair = f"{coin}/USD"
    candles = {
        "source": constant("coinmarketcap"),
        "venue": constant("index"),
        "symbol": _in_dollars(pair) if "name" in facts.columns else constant(pair),
        "timeframe": constant("1d"),
        "open_time": time("timeOpen"),
        **prices(),
        "volume": number("volume", optional=True),
        "high_time": time("timeHigh", optional=True),
        "low_time": time("timeLow", optional=True),
    }
    # The day's market cap goes with its close, so it is dated at the day's end.
    in_dollars = _in_dollars(coin) if "name" in facts.columns else constant(coin)
    points = (("marketCap", "market_cap", in_dollars, "USD"), ("circulatingSupply", "supply", constant(coin), coin))
    return (
        Extract("candles", candles),
        *(
            series("coinmarketcap", name, asset=held, when="timestamp", value=number(raw, optional=True), unit=unit)
            for raw, name, held, unit in points
            if raw in facts.columns
        ),
    )


def _in_dollars(text: str) -> Column:
    """The text, unless the column ``name``, where CoinMarketCap writes its number of the currency, has another than US$."""
    return Column(
        "name", sql=f"CASE WHEN regexp_full_match({{0}}, '[0-9]+') AND {{0}} <> '2781' THEN NULL ELSE '{text}' END"
    )


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
            "timestamp",
        ),
        extracts=_coinmarketcap,
        needs="the coin in the name, like Bitcoin_1_1_2026-2_1_2026_historical_data_coinmarketcap.csv",
    ),
    Layout(
        name="yahoo_daily",
        source="yahoo",
        columns=("symbol", "date", "open", "high", "low", "close", "volume"),
        extracts=_yahoo,
    ),
)
